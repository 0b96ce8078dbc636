"""The sheet for a leak: whose data, which fields, whom to call, by when (제34조).

People and the authority are told within 72 hours of the moment it was known (시행령 제39조,
제40조). They are found in the access log, by one printed paper, or by a list of numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from desktop.domain.access import ActKind
from desktop.domain.calendar import show_moment
from desktop.domain.contact import show_phone
from desktop.domain.errors import NotFound, Refused, Unreadable
from desktop.domain.masking import mask_name
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.papers import ReportFact, ReportRecord, ReportRow, ReportTable
from desktop.printing.wording import newest
from desktop.services.act import Act, local
from desktop.services.centre import centre_on
from desktop.services.papers import PAPERS
from desktop.store.log import AccessRow
from desktop.store.merged import leads_to
from desktop.store.notes import Note
from desktop.store.office import Account, Printing
from desktop.store.people import Visitor, VisitorGroup
from desktop.store.visits import Visit

CLOCK = timedelta(hours=72)
MANY = 1_000
"""From so many people on the authority is told, whatever the data are (시행령 제40조)."""
MOST = 5_000
"""More people than this are no paper: the list is exported."""
MOST_ACTS = 2_000
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class BreachQuery:
    """How the people are found: from the access log, by a print number, or by a list.

    From the log: the acts of a period, of one account or one desk if given. `numbers` are
    reception numbers as typed, apart by blanks, commas or lines. `known_at` starts the clock.
    """

    known_at: datetime
    since: datetime | None = None
    until: datetime | None = None
    account_id: int | None = None
    place: str = ""
    print_number: str = ""
    numbers: str = ""


@dataclass(frozen=True, slots=True)
class BreachPerson:
    """Somebody who has to be told; `contact` is empty when we have none."""

    visitor_id: int
    number: str
    name: str
    masked_name: str
    contact: str
    how: str


@dataclass(frozen=True, slots=True)
class BreachFound:
    """Whose data, which fields, by which acts, and until when it has to be told."""

    query: BreachQuery
    people: tuple[BreachPerson, ...]
    acts: tuple[tuple[str, ...], ...]
    fields: tuple[str, ...]
    due_at: datetime
    chosen: str
    must_report: bool

    @property
    def unreachable(self) -> int:
        """How many of them we have no phone, mail or address of."""
        return sum(not one.contact for one in self.people)


def found_by(act: Act, query: BreachQuery) -> BreachFound:
    """Whose data it is. Raises Refused with the field that is wrong."""
    if query.known_at > act.now:
        sentence = "아직 오지 않은 때입니다. 유출을 안 때를 적어 주십시오."
        raise Refused(sentence, {"known_at": sentence})
    if query.numbers.strip():
        how, acts, chosen = _by_numbers(act, query.numbers)
    elif query.print_number.strip():
        how, acts, chosen = _by_print(act, query.print_number)
    else:
        how, acts, chosen = _by_log(act, query)
    if len(how) > MOST:
        sentence = f"{MOST:,}명이 넘습니다. 기간을 줄이거나 계정과 자리를 골라 주십시오."
        raise Refused(sentence, {"since": sentence})
    people = _people_of(act, how)
    fields, sensitive = _fields_of(act, list(how))
    return BreachFound(
        query=query,
        people=people,
        acts=acts,
        fields=fields,
        due_at=local(query.known_at) + CLOCK,
        chosen=chosen,
        must_report=sensitive or len(people) >= MANY,
    )


Chosen = tuple[dict[int, str], tuple[tuple[str, ...], ...], str]


def _by_numbers(act: Act, typed: str) -> Chosen:
    """A list of reception numbers, as typed or copied."""
    parts = [part for part in typed.replace(",", " ").replace(";", " ").split() if part]
    how: dict[int, str] = {}
    wrong = []
    for part in parts:
        try:
            digits = read(part, PaperKind.VISIT).digits
        except Refused:
            wrong.append(part)
            continue
        visitor_id = act.session.scalar(select(Visit.visitor_id).where(Visit.number == digits))
        if visitor_id is None:
            wrong.append(part)
        else:
            how.setdefault(visitor_id, "번호로 골랐음")
    if wrong:
        sentence = f"찾을 수 없는 접수번호입니다: {', '.join(wrong[:5])}"
        raise Refused(sentence, {"numbers": sentence})
    return how, (), f"접수번호 {len(parts)}개"


def _by_print(act: Act, typed: str) -> Chosen:
    """Whoever stands on one printed paper: by its row of the ledger and the act that made it."""
    try:
        number = read(typed, PaperKind.PRINT)
    except Unreadable as error:
        raise Refused(str(error), {"print_number": str(error)}) from error
    printed = act.session.execute(
        select(Printing, Account.name)
        .join(Account, Account.id == Printing.account_id)
        .where(Printing.number == number.digits)
    ).first()
    if printed is None:
        sentence = f"출력번호 {number.text}로 인쇄한 종이가 없습니다."
        raise NotFound(sentence, {"print_number": sentence})
    row, name = printed
    paper = PAPERS.get(row.paper, row.paper)
    how = f"{show_moment(local(row.at))} {paper} 출력"
    people = {row.visitor_id: how} if row.visitor_id is not None else {}
    logged = act.session.execute(
        select(AccessRow.subjects, AccessRow.place).where(
            AccessRow.at == row.at,
            AccessRow.account_id == row.account_id,
            AccessRow.kind.in_((ActKind.PRINT.value, ActKind.EXPORT.value)),
        )
    ).all()
    if not people:
        for one in logged:
            people.update(dict.fromkeys(one.subjects, how))
    place = logged[0].place if logged else ""
    acts = ((show_moment(local(row.at)), name, place, f"출력 · {row.purpose}", f"{len(people)}"),)
    return people, acts, f"출력번호 {number.text} ({paper})"


def _by_log(act: Act, query: BreachQuery) -> Chosen:
    """Whoever was touched in a period, by one account or at one desk if told."""
    if query.since is None or query.until is None:
        sentence = "언제부터 언제까지인지 적어 주십시오."
        raise Refused(sentence, {"since": sentence})
    if query.until < query.since:
        sentence = "끝이 시작보다 앞섭니다."
        raise Refused(sentence, {"until": sentence})
    asked = select(AccessRow).where(AccessRow.at >= query.since, AccessRow.at <= query.until)
    names = {row.id: row.name for row in act.session.execute(select(Account.id, Account.name))}
    told = [f"{show_moment(local(query.since))} ~ {show_moment(local(query.until))}"]
    if query.account_id is not None:
        asked = asked.where(AccessRow.account_id == query.account_id)
        told.append(f"계정 {names.get(query.account_id, '')}")
    if query.place:
        asked = asked.where(AccessRow.place == query.place)
        told.append(f"자리 {query.place}")
    how: dict[int, str] = {}
    acts: list[tuple[str, ...]] = []
    for row in act.session.scalars(asked.order_by(AccessRow.at)):
        if not row.subjects:
            continue
        kind = ActKind(row.kind)
        when = show_moment(local(row.at))
        for visitor_id in row.subjects:
            how[visitor_id] = f"{when} {kind.label} · {row.purpose}"
        if len(acts) < MOST_ACTS:
            who = names.get(row.account_id or 0, "계정 없음")
            acts.append(
                (when, who, row.place, f"{kind.label} · {row.purpose}", f"{len(row.subjects)}")
            )
    return how, tuple(acts), " · ".join(told)


def _chunks(ids: Sequence[int]) -> list[Sequence[int]]:
    return [ids[at : at + _CHUNK] for at in range(0, len(ids), _CHUNK)]


def _people_of(act: Act, how: dict[int, str]) -> tuple[BreachPerson, ...]:
    """Reception number, name and the best way to reach each of them."""
    numbers: dict[int, str] = {}
    people = []
    leads = leads_to(act.session, how)
    how = {leads.get(one, one): told for one, told in how.items()}
    for ids in _chunks(list(how)):
        first = act.session.execute(
            select(Visit.visitor_id, func.min(Visit.number))
            .where(Visit.visitor_id.in_(ids))
            .group_by(Visit.visitor_id)
        )
        numbers.update({whose: number for whose, number in first if whose is not None})
        rows = act.session.execute(
            select(
                Visitor.id,
                Visitor.name,
                Visitor.phone,
                Visitor.second_phone,
                Visitor.email,
                Visitor.address,
            ).where(Visitor.id.in_(ids))
        )
        for row in rows:
            phone = row.phone or row.second_phone
            contact = (show_phone(phone) if phone else "") or row.email or row.address
            digits = numbers.get(row.id, "")
            people.append(
                BreachPerson(
                    visitor_id=row.id,
                    number=read(digits, PaperKind.VISIT).text if digits else "",
                    name=row.name,
                    masked_name=mask_name(row.name),
                    contact=contact,
                    how=how[row.id],
                )
            )
    return tuple(sorted(people, key=lambda one: (one.number, one.name)))


_FIELDS = (
    ("성명", Visitor.name),
    ("연락처", Visitor.phone),
    ("보조 연락처", Visitor.second_phone),
    ("전자우편", Visitor.email),
    ("주소", Visitor.address),
    ("거주 동", Visitor.dong),
    ("학력", Visitor.education),
    ("경력 단절·퇴사", Visitor.left_month),
    ("자격·면허", Visitor.licences),
)


def _fields_of(act: Act, ids: Sequence[int]) -> tuple[tuple[str, ...], bool]:
    """Which fields these people have anything in, and whether something sensitive is among them."""
    seen: set[str] = set()
    sensitive = False
    for part in _chunks(ids):
        counts = act.session.execute(
            select(
                *(func.max(func.length(column)) for _, column in _FIELDS),
                func.count(Visitor.birth) + func.count(Visitor.birth_year),
            ).where(Visitor.id.in_(part))
        ).one()
        seen.update(label for (label, _), most in zip(_FIELDS, counts, strict=False) if most)
        if counts[-1]:
            seen.add("생년월일")
        notes = select(func.count(Note.id)).where(Note.visitor_id.in_(part))
        if act.session.scalar(notes):
            seen.add("상담 기록")
        groups = select(func.count(VisitorGroup.id)).where(VisitorGroup.visitor_id.in_(part))
        if act.session.scalar(groups):
            seen.add("민감정보(취약 구분)")
            sensitive = True
    order = [label for label, _ in _FIELDS]
    order[1:1] = ["생년월일"]
    order += ["상담 기록", "민감정보(취약 구분)"]
    return tuple(label for label in order if label in seen), sensitive


_STEPS = (
    "퍼지는 것을 막기: 계정 잠금, 종이와 매체 회수, 접속기록 보전",
    "개인정보 보호책임자와 팀장에게 알리기",
    "당사자에게 알리기 (아래 연락처, 연락처가 없으면 누리집에 30일 넘게 게시)",
    "개인정보보호위원회 또는 한국인터넷진흥원에 신고하기 (해당할 때)",
    "알린 때와 방법을 기록하고 이 자료와 함께 보관하기",
    "다시 일어나지 않게 할 일 정하기",
)


def breach_record(act: Act, found: BreachFound, number: str) -> ReportRecord:
    """The sheet: the clock, what got out, whom to tell, the acts, the steps."""
    left = found.due_at - act.now
    hours = int(left.total_seconds() // 3600)
    report = (
        "신고 대상 (1천 명 이상이거나 민감정보가 들어 있음)"
        if found.must_report
        else "1천 명 미만, 민감정보 없음: 당사자 통지. 사정에 따라 신고"
    )
    facts = [
        ("known", show_moment(local(found.query.known_at))),
        ("due", f"{show_moment(found.due_at)} (72시간)"),
        ("left", f"{hours}시간 남음" if hours >= 0 else f"{-hours}시간 지남"),
        ("chosen", found.chosen),
        ("people", f"{len(found.people):,}명"),
        ("fields", ", ".join(found.fields)),
        ("report", report),
        ("unreachable", f"{found.unreachable:,}명" if found.unreachable else ""),
    ]
    return ReportRecord(
        form=newest("breach", act.today),
        number=number,
        issued_on=act.today,
        centre=centre_on(act, act.today),
        counsellor=act.account.name,
        facts=tuple(ReportFact(key, value) for key, value in facts if value),
        tables=(
            ReportTable(
                "steps",
                tuple(ReportRow((str(at), step, "", "")) for at, step in enumerate(_STEPS, 1)),
            ),
            ReportTable(
                "people",
                tuple(
                    ReportRow((one.number, one.name, one.contact or "없음", one.how))
                    for one in found.people
                ),
            ),
            ReportTable("acts", tuple(ReportRow(cells) for cells in found.acts)),
        ),
    )
