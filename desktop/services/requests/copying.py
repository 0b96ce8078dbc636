"""열람본: everything the centre holds about one person, to whom it went, and who looked at it.

What is marked as the visitor's in the store stands here (제35조); who looked is told by role
and desk, not by the private name of a colleague.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import func, or_, select

from desktop.domain.access import ActKind
from desktop.domain.account import Role
from desktop.domain.calendar import show_date, show_moment
from desktop.domain.consent import Basis, Item
from desktop.domain.contact import show_phone
from desktop.domain.note import TopicState
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.papers import ReportFact, ReportRecord, ReportRow, ReportTable
from desktop.domain.referral import Progress
from desktop.domain.subject_request import RequestKind, RequestState
from desktop.domain.visit import AppointmentState, Channel
from desktop.domain.visitor import Sex, VisitorDraft, WorkState
from desktop.printing.wording import newest
from desktop.services.act import Act, Office, day_of, local
from desktop.services.centre import centre_on
from desktop.services.consents.views import lines_of
from desktop.services.papers import label_of
from desktop.services.papers.ledger import printed_for
from desktop.services.papers.words import show_month, words_of
from desktop.services.visitors import draft_of
from desktop.store.log import AccessRow
from desktop.store.merged import all_of
from desktop.store.notes import Note, NoteRevision
from desktop.store.office import Account
from desktop.store.people import SeekingRegistration, Visitor
from desktop.store.referrals import Referral, Reply, Slip
from desktop.store.requests import SubjectRequest
from desktop.store.visits import Appointment, FollowUp, Visit

PARTS: tuple[tuple[str, str], ...] = (
    ("person", "인적 사항"),
    ("visits", "방문"),
    ("notes", "상담 기록"),
    ("consents", "동의"),
    ("given", "제공 내역"),
    ("looked", "열람 기록"),
    ("printed", "인쇄"),
    ("requests", "요구"),
)
"""The parts of the copy, by the key of their table in the form."""

Cells = tuple[str, ...]


def copy_record(
    act: Act, office: Office, row: SubjectRequest, parts: Sequence[str], identity: str
) -> ReportRecord:
    """The person's own data; `parts` chooses tables, none means all of them."""
    visitor = act.session.get_one(Visitor, row.visitor_id)
    tables = {
        "person": lambda: _person(act, office, visitor),
        "visits": lambda: _visits(act, office, visitor.id),
        "notes": lambda: _notes(act, office, visitor.id),
        "consents": lambda: _consents(act, visitor.id),
        "given": lambda: _given(act, visitor.id),
        "looked": lambda: _looked(act, visitor),
        "printed": lambda: _printed(act, visitor.id),
        "requests": lambda: _requests(act, row),
    }
    chosen = [key for key, _ in PARTS if not parts or key in parts]
    began = day_of(visitor.created_at)
    facts = (
        ("name", visitor.name),
        ("period", f"{show_date(began)}부터 {show_date(act.today)}까지"),
        ("identity", identity),
        ("wanted", row.wanted),
    )
    return ReportRecord(
        form=newest("subject-copy", act.today),
        number=read(row.number, PaperKind.VISIT).text,
        issued_on=act.today,
        centre=centre_on(act, act.today),
        counsellor=act.account.name,
        facts=tuple(ReportFact(key, value) for key, value in facts if value),
        tables=tuple(
            ReportTable(key, tuple(ReportRow(cells) for cells in tables[key]())) for key in chosen
        ),
    )


def _person(act: Act, office: Office, visitor: Visitor) -> list[Cells]:
    """Item, value, and on what ground it is kept."""
    told = draft_of(act.session, visitor)
    grounds = {line.kind.value: line for line in lines_of(act, visitor.id) if line.living}

    def ground(kind: str) -> str:
        line = grounds.get(kind)
        if line is None:
            return "동의 기록 없음"
        return line.article if line.basis is not Basis.CONSENT else "동의"

    required, optional = ground("collection"), ground("optional_items")
    rows = [
        *((label, text, required) for label, text in required_items(office, told)),
        *((label, text, optional) for label, text in optional_items(office, told)),
        ("취약 구분", ", ".join(words_of(office, "groups", told.groups)), ground("sensitive")),
    ]
    for seeking in act.session.scalars(
        select(SeekingRegistration)
        .where(SeekingRegistration.visitor_id == visitor.id)
        .order_by(SeekingRegistration.filed_on)
    ):
        until = f"{show_date(seeking.filed_on)} – {show_date(seeking.valid_until)}"
        rows.append(("구직 등록", until, required))
    return [cells for cells in rows if cells[1]]


def required_items(office: Office, told: VisitorDraft) -> Iterable[tuple[str, str]]:
    """(what it is called, what was told) of the items the service cannot do without."""
    birth = (
        show_date(told.birth) if told.birth else f"{told.birth_year}년" if told.birth_year else ""
    )
    return (
        ("성명", told.name),
        (
            "생년월일",
            " ".join(p for p in (birth, told.birth_note, "음력" if told.lunar else "") if p),
        ),
        ("성별", "" if told.sex is Sex.UNTOLD else told.sex.label),
        ("휴대전화", show_phone(told.phone) if told.phone else ""),
        ("거주 동", label_of(office, "dongs", told.dong) if told.dong else ""),
        ("희망 직종", ", ".join(words_of(office, "keco_2025", told.wish.jobs))),
        ("최종 학력", label_of(office, "education", told.education) if told.education else ""),
    )


def optional_items(office: Office, told: VisitorDraft) -> Iterable[tuple[str, str]]:
    """The same of the others."""
    wish = told.wish
    second = show_phone(told.second_phone) if told.second_phone else ""
    wage = f"{wish.wage:,}원 이상" if wish.wage else ""
    kind = label_of(office, "wage_kinds", wish.wage_kind) if wish.wage_kind and wage else ""
    form = (
        label_of(office, "employment_forms", wish.employment_form) if wish.employment_form else ""
    )
    careers = [
        " ".join(
            part
            for part in (
                row.company,
                row.duty,
                "~".join(show_month(month) for month in (row.started, row.ended) if month),
                label_of(office, "leaving_reasons", row.leaving_reason)
                if row.leaving_reason
                else "",
            )
            if part
        )
        for row in told.careers
    ]
    return (
        ("보조 연락처", " ".join(p for p in (second, told.second_phone_relation) if p)),
        ("전자우편", told.email),
        ("상세 주소", told.address),
        ("연락 방법", ", ".join(words_of(office, "contact_ways", told.contact_ways))),
        ("연락 시간", told.contact_time),
        ("국적·체류", _stay(office, told)),
        ("현재 상태", "" if told.work_state is WorkState.UNKNOWN else told.work_state.label),
        ("일을 그만둔 때", show_month(told.left_month) if told.left_month else ""),
        (
            "그만둔 까닭",
            label_of(office, "leaving_reasons", told.leaving_reason) if told.leaving_reason else "",
        ),
        ("학교·전공", " ".join(p for p in (told.school, told.major) if p)),
        ("졸업", label_of(office, "graduation", told.graduation) if told.graduation else ""),
        ("졸업 연월", show_month(told.graduated_month) if told.graduated_month else ""),
        ("경력", "\n".join(careers)),
        ("자격·면허", told.licences),
        ("운전", label_of(office, "driving", told.driving) if told.driving else ""),
        ("차량", _yes_no(told.has_car)),
        ("컴퓨터", ", ".join(words_of(office, "computer", told.computer))),
        ("이용 중인 제도", ", ".join(words_of(office, "benefits", told.benefits))),
        ("바라는 도움", ", ".join(words_of(office, "helps", told.helps))),
        ("복무 기간", f"{told.military_months}개월" if told.military_months else ""),
        ("희망 고용형태", form),
        ("희망 임금", " ".join(p for p in (kind, wage) if p)),
        ("희망 지역", ", ".join(words_of(office, "regions", wish.regions))),
        ("희망 시간", wish.hours),
        ("일할 수 있는 때", wish.from_when),
        ("그 밖의 희망", wish.free_text),
        ("창구 배려", ", ".join(words_of(office, "needs", told.needs))),
        (
            "대상 확인 답",
            ", ".join(f"{key} {'예' if yes else '아니요'}" for key, yes in told.facts),
        ),
    )


def _yes_no(answer: bool | None) -> str:
    return "" if answer is None else "있음" if answer else "없음"


def _stay(office: Office, told: VisitorDraft) -> str:
    if not told.foreign:
        return ""
    status = label_of(office, "stay_status", told.stay_status) if told.stay_status else ""
    until = f"{show_date(told.stay_until)}까지" if told.stay_until else ""
    return " ".join(part for part in ("외국 국적", status, until) if part)


def _visits(act: Act, office: Office, visitor_id: int) -> list[Cells]:
    found: list[tuple[datetime, Cells]] = []
    for visit in act.session.scalars(select(Visit).where(Visit.visitor_id == visitor_id)):
        result = label_of(office, "visit_results", visit.result) if visit.result else ""
        purposes = ", ".join(words_of(office, "visit_purposes", visit.purposes))
        relation = label_of(office, "relations", visit.companion_relation)
        companion = f"함께 오신 분: {relation}" if visit.companion_relation else ""
        told = " · ".join(part for part in (purposes, result, companion, visit.remark) if part)
        what = f"방문 ({Channel(visit.channel).label})"
        found.append((visit.arrived_at, (show_moment(local(visit.arrived_at)), what, told)))
    for one in act.session.scalars(select(Appointment).where(Appointment.visitor_id == visitor_id)):
        state = AppointmentState(one.state).label
        found.append((one.at, (show_moment(local(one.at)), f"예약 ({state})", one.purpose)))
    rows = [cells for _, cells in sorted(found, key=lambda each: each[0])]
    follows = act.session.scalars(
        select(FollowUp).where(FollowUp.visitor_id == visitor_id).order_by(FollowUp.due_on)
    )
    return rows + [(show_date(one.due_on), "후속 연락", one.what) for one in follows]


def _notes(act: Act, office: Office, visitor_id: int) -> list[Cells]:
    rows = act.session.execute(
        select(Note, NoteRevision)
        .join(
            NoteRevision,
            (NoteRevision.note_id == Note.id) & (NoteRevision.number == Note.revision),
        )
        .where(Note.visitor_id == visitor_id)
        .order_by(Note.started_at)
    )
    return [
        (show_moment(local(note.started_at)), _said(office, revision)) for note, revision in rows
    ]


def _said(office: Office, note: NoteRevision) -> str:
    topics = []
    for code, state, line in note.topics:
        label = label_of(office, "note_topics", code)
        topics.append(" ".join(part for part in (label, TopicState(state).label, line) if part))
    plan = [" · ".join(str(part) for part in row[:4] if part) for row in note.plan if any(row[:4])]
    parts = (
        ("함께한 분", note.attended_by),
        ("말씀", note.opening),
        ("요지", note.summary),
        ("주제", ", ".join(topics)),
        ("계획", "\n".join(plan)),
        ("민감 메모", note.sensitive),
        ("고친 까닭", note.reason),
    )
    return "\n".join(f"{label}: {text}" for label, text in parts if text)


def _consents(act: Act, visitor_id: int) -> list[Cells]:
    found: list[Cells] = []
    for line in lines_of(act, visitor_id):
        what = line.kind.label + (f" — {line.service_label}" if line.service_label else "")
        basis = "" if line.basis is Basis.CONSENT else f"{line.basis.label}: {line.article}"
        until = f"{show_date(line.expires_on)}까지" if line.expires_on else ""
        answer = line.answer.label if line.basis is Basis.CONSENT else line.basis.label
        about = " · ".join(part for part in (line.number, basis, line.reason, until) if part)
        found.append((show_date(line.given_at.date()), what, answer, about))
    return found


def _given(act: Act, visitor_id: int) -> list[Cells]:
    """Every paper ever issued, with what it showed, on what ground, and what came back."""
    replies: dict[int, list[str]] = {}
    for reply in act.session.scalars(
        select(Reply)
        .join(Referral, Referral.id == Reply.referral_id)
        .where(Referral.visitor_id == visitor_id, Reply.undone.is_(False))
        .order_by(Reply.received_on)
    ):
        said = f"회신 {show_date(reply.received_on)} {Progress(reply.outcome).label}"
        parts = (said, reply.programme, reply.employer, reply.remark)
        replies.setdefault(reply.slip_id, []).append(" ".join(one for one in parts if one))
    found: list[Cells] = []
    for slip in act.session.scalars(
        select(Slip)
        .join(Referral, Referral.id == Slip.referral_id)
        .where(Referral.visitor_id == visitor_id)
        .order_by(Slip.issued_at)
    ):
        record = slip.record
        void = " (무효)" if slip.void_at is not None else ""
        told = "\n".join([_grounds(record), *replies.get(slip.id, ())])
        found.append(
            (
                show_date(day_of(slip.issued_at)),
                str(record["partner"]).replace("|", " "),
                read(slip.number, PaperKind.SLIP).text + void,
                told,
            )
        )
    return found


def _grounds(record: dict[str, object]) -> str:
    """The items of a frozen slip with their ground."""
    bases = record.get("bases") or ()
    if not bases:
        rows = record["rows"]
        assert isinstance(rows, list)
        items = ", ".join(Item(row["item"]).label for row in rows)
        return f"{items} — 동의 {record['consent_number']}"
    assert isinstance(bases, list)
    return "\n".join(
        f"{', '.join(Item(code).label for code in one['items'])} — "
        f"{Basis(one['basis']).label} {one.get('article') or ''}".strip()
        for one in bases
    )


def _looked(act: Act, visitor: Visitor) -> list[Cells]:
    """Who did what with the data on which day, by role and desk; the newest day first."""
    # What was looked at before two entries became one stands under the other's key.
    keys = all_of(act.session, visitor.id)
    began = act.session.scalar(select(func.min(Visitor.created_at)).where(Visitor.id.in_(keys)))
    rows = act.session.execute(
        select(
            AccessRow.at,
            AccessRow.account_id,
            AccessRow.place,
            AccessRow.kind,
            AccessRow.purpose,
            AccessRow.subjects,
        )
        .where(
            AccessRow.at >= began,
            or_(*(func.instr(AccessRow.subjects, str(one)) > 0 for one in keys)),
        )
        .order_by(AccessRow.at.desc())
    )
    roles = {row.id: row.role for row in act.session.execute(select(Account.id, Account.role))}
    counted: Counter[tuple[date, str, str, str]] = Counter()
    for row in rows:
        if not set(keys) & set(row.subjects):
            continue
        role = Role(roles[row.account_id]).label if row.account_id in roles else "계정 없음"
        who = f"{role} · {row.place}"
        counted[day_of(row.at), who, ActKind(row.kind).label, row.purpose] += 1
    return [
        (show_date(day), who, kind, purpose, f"{times}번")
        for (day, who, kind, purpose), times in counted.items()
    ]


def _printed(act: Act, visitor_id: int) -> list[Cells]:
    return [
        (
            show_moment(line.at),
            line.paper + (f" 재출력 {line.reprint}" if line.reprint else ""),
            line.purpose,
            line.number,
        )
        for line in printed_for(act, visitor_id)
    ]


def _requests(act: Act, row: SubjectRequest) -> list[Cells]:
    found = act.session.scalars(
        select(SubjectRequest)
        .where(SubjectRequest.visitor_id == row.visitor_id)
        .order_by(SubjectRequest.received_on)
    )
    return [
        (
            show_date(one.received_on),
            read(one.number, PaperKind.VISIT).text,
            RequestKind(one.kind).label,
            " · ".join(
                part for part in (RequestState(one.state).label, one.wanted, one.answer) if part
            ),
        )
        for one in found
    ]
