"""The sheet of a partner, out and in: what each row of a filled one would change."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from desktop.domain.calendar import show_date
from desktop.domain.errors import NaeilError, Refused
from desktop.domain.korean import tidy
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.referral import Evidence, Progress, ReplyDraft
from desktop.domain.when import read_day
from desktop.services.act import Act, Office
from desktop.services.partners import OPEN
from desktop.services.referrals.reading import referral_of, shown_number
from desktop.services.referrals.recording import judge, slip_of_number
from desktop.services.referrals.stub import PARTS, furthest, stub_boxes
from desktop.services.referrals.views import line_of
from desktop.services.replies.records import SheetRow
from desktop.services.slips import choices_of
from desktop.store.partners import Organisation, PartnerService
from desktop.store.referrals import Referral, Reply

if TYPE_CHECKING:
    from desktop.exchange.reply_sheet import Filled, FilledRow

ROWS = {"arrival": "도착", "handling": "처리", "result": "결과"}
WHY = "받지 못한 까닭"
ALREADY = "이미 적은 내용과 같습니다."
_USUAL = {
    Progress.ON_HOLD: "seats",
    Progress.NO_SHOW: "not_stated",
    Progress.BROKEN_OFF: "not_stated",
    Progress.PASSED_ON: "not_stated",
}
"""The sheet asks for no reason here, as the stub does not."""


def open_rows(act: Act, organisation_key: str) -> list[tuple[str, str, str]]:
    """Number, service and day of every open slip of a partner, whatever its dated rows."""
    rows = act.session.execute(
        select(Referral, PartnerService.name)
        .join(PartnerService, PartnerService.id == Referral.service_id)
        .join(Organisation, Organisation.id == PartnerService.organisation_id)
        .where(Organisation.key == organisation_key, Referral.progress.in_(OPEN))
        .order_by(Referral.issued_on, Referral.number)
    ).all()
    found = []
    for referral, service in rows:
        if referral.number:
            act.about(referral.visitor_id)
            day = show_date(referral.issued_on) if referral.issued_on else ""
            found.append((shown_number(referral.number), service, day))
    return found


def partners_with_open(act: Act) -> tuple[tuple[str, str, int], ...]:
    """Key, name of today and how many open slips, of every partner that has any."""
    rows = act.session.execute(
        select(Organisation.key, Organisation.name, Referral.id)
        .join(PartnerService, PartnerService.organisation_id == Organisation.id)
        .join(Referral, Referral.service_id == PartnerService.id)
        .where(Referral.progress.in_(OPEN), Referral.number != "")
        .order_by(Organisation.valid_from)
    )
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    for key, name, _ in rows:
        names[key] = name.replace("|", " ")
        counts[key] = counts.get(key, 0) + 1
    return tuple(sorted(((key, names[key], counts[key]) for key in names), key=lambda one: one[1]))


def offered(office: Office, day: date) -> dict[str, tuple[str, ...]]:
    """What may be chosen in each column, in the words of the stub."""
    boxes = stub_boxes(office, day)
    found = {
        head: tuple(box.label for box in boxes if box.part == part) for part, head in ROWS.items()
    }
    found[WHY] = tuple(label for _, label in choices_of(office, "decline_reasons", day))
    return found


def judge_rows(act: Act, office: Office, filled: "Filled") -> tuple[SheetRow, ...]:
    """What each row would change, and what is wrong with it; nothing is stored."""
    seen: set[str] = set()
    found = []
    for row in filled.rows:
        judged = _judge(act, office, row, filled.partner)
        if judged is None:
            continue
        if judged.number in seen and judged.draft is not None:
            judged = SheetRow(judged.line, judged.number, fault="같은 번호가 위에 또 있습니다.")
        seen.add(judged.number)
        found.append(judged)
    return tuple(found)


def _judge(act: Act, office: Office, row: "FilledRow", partner: str) -> SheetRow | None:
    typed = str(row.cells.get("의뢰번호", ""))
    if row.formula:
        return SheetRow(
            row.line, typed, fault=f"‘{row.formula}’ 칸에 수식이 있습니다. 값으로 적어야 합니다."
        )
    try:
        draft = _draft_of(act, office, row.cells, typed)
        if draft is None:
            return None  # a row nobody filled in
        slip = slip_of_number(act, draft.number)
        referral = referral_of(act, slip.referral_id)
        act.about(referral.visitor_id)
        line = line_of(act, office, referral)
        if partner and partner != _partner_of(act, referral):
            raise Refused("다른 기관으로 보낸 의뢰입니다.")
        if line.progress.closed:
            raise Refused(f"이미 ‘{line.progress.label}’ 처리된 의뢰입니다.")
        told = judge(act, office, draft, referral, slip)
        number = read(draft.number, PaperKind.SLIP).text
        same = _is_known(act, referral, draft)
        return SheetRow(
            line=row.line,
            number=number,
            masked_name=line.masked_name,
            partner=f"{line.partner} {line.service}",
            before=line.progress.label,
            after=told.outcome.label,
            fault=ALREADY if same else "",
            draft=None if same else draft,
        )
    except Refused as refused:
        words = next((words for words in refused.fields.values() if words), str(refused))
        return SheetRow(row.line, typed, fault=words)
    except NaeilError as trouble:
        return SheetRow(row.line, typed, fault=str(trouble))


def _draft_of(
    act: Act, office: Office, cells: Mapping[str, str | date], typed: str
) -> ReplyDraft | None:
    ticked = {part: _code(office, act.today, cells, part) for part in PARTS}
    why = str(cells.get(WHY, ""))
    reasons = {label: code for code, label in choices_of(office, "decline_reasons", act.today)}
    if why and why not in reasons:
        raise Refused(f"‘{WHY}’ 목록에 ‘{why}’ 칸이 없습니다.")
    texts = {name: tidy(str(cells.get(head, ""))) for name, head in (
        ("programme", "과정·서비스"), ("employer", "들어간 곳"), ("contact", "담당자"),
        ("contact_phone", "전화"), ("remark", "메모"),
    )}  # fmt: skip
    days = {head: _day(cells.get(head, ""), act.today, head) for head in ("날짜", "다음 날짜")}
    if not any((*ticked.values(), why, *texts.values(), *days.values())):
        return None
    if why and not ticked["handling"]:
        ticked["handling"] = "declined"
    if not any(ticked.values()):
        raise Refused("도착, 처리, 결과 가운데 하나는 골라야 합니다.")
    told = furthest(stub_boxes(office, act.today), tuple(ticked.values()))
    assert told is not None
    return ReplyDraft(
        number=typed,
        outcome=told,
        evidence=Evidence.EMAIL,
        received_on=act.today,
        reason_code=reasons.get(why, "") if told is Progress.DECLINED else _USUAL.get(told, ""),
        source_name=texts["contact"],
        date_told=days["다음 날짜"],
        happened_on=days["날짜"],
        arrival=ticked["arrival"],
        handling=ticked["handling"],
        result=ticked["result"],
        programme=texts["programme"],
        employer=texts["employer"],
        contact=texts["contact"],
        contact_phone=texts["contact_phone"],
        remark=texts["remark"],
    )


def _code(office: Office, day: date, cells: Mapping[str, str | date], part: str) -> str:
    words = str(cells.get(ROWS[part], ""))
    if not words:
        return ""
    for box in stub_boxes(office, day):
        if box.part == part and box.label.replace(" ", "") == words.replace(" ", ""):
            return box.code
    raise Refused(f"‘{ROWS[part]}’의 ‘{words}’ 칸은 회신서에 없습니다.")


def _day(value: str | date, today: date, head: str) -> date | None:
    if isinstance(value, date):
        return value
    if not value:
        return None
    try:
        return read_day(value, today)
    except NaeilError as trouble:
        raise Refused(f"‘{head}’: {trouble}") from trouble


def _partner_of(act: Act, referral: Referral) -> str:
    key = act.session.execute(
        select(Organisation.key)
        .join(PartnerService, PartnerService.organisation_id == Organisation.id)
        .where(PartnerService.id == referral.service_id)
    ).scalar()
    return str(key or "")


def _is_known(act: Act, referral: Referral, draft: ReplyDraft) -> bool:
    """Whether the last reply said the very same: the sheet was read before."""
    last = act.session.scalars(
        select(Reply)
        .where(Reply.referral_id == referral.id, Reply.undone.is_(False))
        .order_by(Reply.recorded_at.desc(), Reply.id.desc())
        .limit(1)
    ).first()
    return last is not None and all(
        getattr(last, name) == getattr(draft, name)
        for name in (*PARTS, "happened_on", "date_told", "programme", "employer", "remark")
    )
