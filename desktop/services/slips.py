"""What a slip is made of: the visitor's data, the partner, the consent, what was typed.

The ground is read once; from it and the draft the record follows without the store,
so that the page can be redrawn at every pause of the typing.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from desktop.domain.calendar import age_on, show_date, show_day
from desktop.domain.centre import CentreFacts
from desktop.domain.consent import Basis, ConsentLine, Item
from desktop.domain.errors import NotFound, Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.korean import tidy
from desktop.domain.papers import (
    Choice,
    Copy,
    Footer,
    SlipBasis,
    SlipRecord,
    SlipRow,
    from_json,
)
from desktop.domain.partner import PartnerService
from desktop.domain.referral import SlipDraft
from desktop.domain.sensitive import Flag, find_flags
from desktop.domain.targeting import Answer, evaluate, facts_of
from desktop.domain.visitor import Sex, VisitorDraft
from desktop.printing.wording import newest, wording
from desktop.services.act import Act, Office
from desktop.services.centre import centre_on
from desktop.services.coded import Chosen, code_faults
from desktop.services.consents import giving_to, head_of, line_of, reference_of
from desktop.services.held_back import held_back
from desktop.services.moves import OTHER
from desktop.services.papers import label_of, show_phone
from desktop.services.partners import service_on
from desktop.services.rules import rules
from desktop.services.visitors import draft_of
from desktop.store.people import Visitor
from desktop.store.referrals import Slip

if TYPE_CHECKING:
    from desktop.printing.drawn import Drawn

NUMBER_TO_COME = "00-000-0000"
"""Stands where the number will be until the paper is issued."""
NO_CONSENT_YET = "동의 전"
"""Stands on the page beside the form while nothing was consented to; never printed."""
CHECKED_TEXTS = ("reason", "wishes", "summary")


FIRST_WITH_GROUNDS = "slip-2"


@dataclass(frozen=True, slots=True)
class SlipGround:
    """Everything a slip to one service is made of, except what the counsellor types.

    `values` are the visitor's data as they would be printed; `bases` the items that may be
    printed, each with its ground. `consent_id` is the consent, else what was recorded
    without one; None for a unit of the district office itself. `fault` says in a sentence
    why nothing may be printed yet; empty when it may. `held_by` is the request of the
    person that is the reason, by its id.
    """

    visitor_id: int
    service: PartnerService
    centre: CentreFacts
    counsellor: str
    today: date
    values: Mapping[Item, str]
    bases: Mapping[Item, Basis]
    grounds: tuple[ConsentLine, ...]
    consent: ConsentLine | None
    consent_id: int | None
    consent_form: str
    fault: str
    service_choices: tuple[tuple[str, str], ...]
    document_labels: Mapping[str, str]
    languages: Mapping[str, str]
    reason_labels: Mapping[str, str]
    reply_due: date
    valid_until: date
    call_on: date
    held_by: int = 0

    @property
    def agreed(self) -> frozenset[Item]:
        """Everything that may be printed."""
        return frozenset(self.bases)


@dataclass(frozen=True, slots=True)
class SlipPreview:
    """The slip as it would be, what is held back, and what still has to be looked at."""

    record: SlipRecord
    withheld: tuple[Item, ...]
    flags: Mapping[str, tuple[Flag, ...]]
    fault: str


def ground_of(
    act: Act,
    office: Office,
    visitor_id: int,
    service_id: int,
    counsellor: str,
    before: SlipDraft | None = None,
) -> SlipGround:
    """Read everything a slip of today to this service would be made of. Raises NotFound.

    What an earlier paper of the referral chose (`before`) may be chosen again, whether
    the lists still offer it or not.
    """
    before = before or SlipDraft(visitor_id, service_id)
    visitor = visitor_of(act, visitor_id)
    service = service_on(act, service_id, act.today)
    giving = giving_to(act, visitor_id, service)
    row = giving.consent
    line = line_of(act, row, service) if row is not None else None
    kept = row or next(iter(giving.grounds), None)
    held = held_back(act, visitor_id, giving.items) if giving.items else None
    holidays = office.holidays(act)
    told = draft_of(act.session, visitor)
    reply_due = holidays.after(act.today, service.reply_days)
    return SlipGround(
        visitor_id=visitor_id,
        service=service,
        centre=centre_on(act, act.today),
        counsellor=counsellor,
        today=act.today,
        values=values_of(act, office, told),
        bases=giving.bases,
        grounds=tuple(line_of(act, one, service) for one in giving.grounds),
        consent=line,
        consent_id=kept.id if kept is not None else None,
        consent_form=wording(row.form_version).edition if row is not None else "",
        fault=held.sentence() if held is not None else giving.fault,
        held_by=held.request_id if held is not None else 0,
        service_choices=_offered(office, "services", act.today, before.services),
        document_labels=dict(_offered(office, "documents", act.today, before.documents)),
        languages=dict(_offered(office, "slip_languages", act.today, (before.language,))),
        reason_labels=dict(_offered(office, "referral_reasons", act.today, (before.reason_code,))),
        reply_due=reply_due,
        valid_until=act.today + timedelta(days=service.slip_days),
        call_on=holidays.after(reply_due, 2),
    )


def choices_of(office: Office, name: str, day: date) -> tuple[tuple[str, str], ...]:
    """Codes and words of a list that may be chosen on a day."""
    codes = office.codes.lists.get(name)
    return tuple((code.code, code.label) for code in codes.valid(day)) if codes else ()


def _offered(
    office: Office, name: str, day: date, kept: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """What a list offers on a day, and behind it what was chosen before and is no more offered."""
    offered = dict(choices_of(office, name, day))
    old = {code: label_of(office, name, code) for code in kept if code and code not in offered}
    return tuple({**offered, **old}.items())


def values_of(act: Act, office: Office, told: VisitorDraft) -> dict[Item, str]:
    """The visitor's data as the slip prints them; what is not known is empty."""
    birth = ""
    if told.birth is not None and told.birth <= act.today:
        birth = f"{show_date(told.birth)} (만 {age_on(told.birth, act.today)}세)"
    elif told.birth_year:
        birth = f"{told.birth_year}년"
    ways = [label_of(office, "contact_ways", code) for code in told.contact_ways]
    return {
        Item.NAME: told.name,
        Item.SEX: "" if told.sex is Sex.UNTOLD else told.sex.label,
        Item.BIRTH: birth,
        Item.PHONE: show_phone(told.phone),
        Item.CONTACT_WAY: ", ".join(part for part in ("·".join(ways), told.contact_time) if part),
        Item.DONG: f"광진구 {label_of(office, 'dongs', told.dong)}"
        if told.dong.isdecimal()
        else label_of(office, "dongs", told.dong),
        Item.EDUCATION: _education(office, told),
        Item.GROUPS: _groups(act, told),
        Item.WISHES: _wishes(office, told),
    }


def _education(office: Office, told: VisitorDraft) -> str:
    school = label_of(office, "education", told.education) if told.education else ""
    career = ", ".join(f"{row.company} {row.duty}".strip() for row in told.careers[:2])
    return " / ".join(part for part in (school, career) if part)


def _groups(act: Act, told: VisitorDraft) -> str:
    """Groups by age and career only: what is sensitive never goes onto a slip."""
    verdicts = evaluate(facts_of(told), act.today, rules())
    return ", ".join(
        one.rule.label
        for one in verdicts
        if one.answer is Answer.MET and not one.rule.sensitive and not one.rule.quiet
    )


def _wishes(office: Office, told: VisitorDraft) -> str:
    wish = told.wish
    wage = ""
    if wish.wage:
        kind = label_of(office, "wage_kinds", wish.wage_kind) if wish.wage_kind else ""
        amount = f"{wish.wage // 10_000:,}만 원" if wish.wage % 10_000 == 0 else f"{wish.wage:,}원"
        wage = tidy(f"{kind} {amount} 이상")
    parts = (
        ", ".join(label_of(office, "keco_2025", code) for code in wish.jobs),
        ", ".join(
            part
            for part in (
                label_of(office, "employment_forms", wish.employment_form)
                if wish.employment_form
                else "",
                wish.hours,
            )
            if part
        ),
        "·".join(label_of(office, "regions", code) for code in wish.regions),
        wage,
    )
    return " / ".join(part for part in parts if part)


def first_draft(act: Act, office: Office, ground: SlipGround, visitor: Visitor) -> SlipDraft:
    """The form as it begins: the partner's defaults and the visitor's own wishes."""
    service = ground.service
    return SlipDraft(
        visitor_id=visitor.id,
        service_id=service.id,
        services=service.kinds[:1],
        criteria=tuple((text, False) for text in service.criteria),
        wishes=ground.values[Item.WISHES],
        documents=service.documents,
        contact_way=ground.values[Item.CONTACT_WAY],
        large_type=service.large_type,
    )


def compose(
    ground: SlipGround,
    draft: SlipDraft,
    *,
    number: str = NUMBER_TO_COME,
    revision: int = 1,
    replaces: str = "",
) -> tuple[SlipRecord, tuple[Item, ...]]:
    """The slip from its ground and what was typed, and the items held back.

    An item is printed when the service asks for it, the visitor agreed to it and there
    is something to say.
    """
    service = ground.service
    rows = []
    withheld = []
    for item in Item:
        if item not in service.items:
            continue
        row = _slip_row(item, ground, draft)
        if item not in ground.agreed:
            withheld.append(item)
        elif row.value or row.choices:
            rows.append(row)
    told = Item.APPOINTMENT in ground.agreed
    printed = frozenset(row.item for row in rows)
    bases = _bases(ground, printed)
    before = ground.consent.former if ground.consent else ""
    return SlipRecord(
        number=number,
        issued_on=ground.today,
        centre=ground.centre,
        counsellor=ground.counsellor,
        partner=service.organisation,
        partner_head=head_of(service.organisation),
        rows=tuple(rows),
        consent_number=ground.consent.number if ground.consent else NO_CONSENT_YET,
        consent_on=ground.consent.given_at.date() if ground.consent else ground.today,
        consent_form=ground.consent_form or NO_CONSENT_YET,
        valid_until=draft.valid_until or ground.valid_until,
        reply_due=draft.reply_due or ground.reply_due,
        form=_form(ground.today, bool(bases or before)),
        revision=revision,
        replaces=replaces,
        copies=tuple(copy for copy in Copy if copy.value in service.copies),
        service=service.name,
        purpose=service.purpose,
        reference=reference_of(service),
        partner_phone=service.contact_phone or service.phone,
        partner_address=service.address,
        partner_directions=service.directions,
        called_before=tidy(draft.called_before),
        visitor_name=ground.values[Item.NAME],
        appointment_on=draft.appointment_on if told else None,
        appointment_at=draft.appointment_at if told else None,
        call_on=ground.call_on,
        documents=tuple(
            Choice(ground.document_labels.get(code, code), True) for code in draft.documents
        ),
        bases=bases,
        partner_before=before,
        map_hint=service.map_hint,
        to_say=service.to_say,
        second=newest(f"second-{draft.language}", ground.today) if draft.language else "",
        document_codes=draft.documents if draft.language else (),
    ), tuple(withheld)


def _form(day: date, grounds: bool) -> str:
    """The form of a day; what rests on more than one consent needs one that has the words."""
    form = newest("slip", day)
    return FIRST_WITH_GROUNDS if grounds and form < FIRST_WITH_GROUNDS else form


def _bases(ground: SlipGround, printed: frozenset[Item]) -> tuple[SlipBasis, ...]:
    """Which of the printed items rest on what; empty where all rest on the one consent."""
    if not ground.bases or set(ground.bases.values()) <= {Basis.CONSENT}:
        return ()
    articles = {line.basis: line.article for line in ground.grounds}
    found = []
    for basis in Basis:
        items = tuple(one for one in Item if one in printed and ground.bases[one] is basis)
        if items:
            found.append(SlipBasis(basis, items, articles.get(basis, "")))
    return tuple(found)


def _slip_row(item: Item, ground: SlipGround, draft: SlipDraft) -> SlipRow:
    if item is Item.SERVICES:
        return SlipRow(
            item,
            choices=tuple(
                Choice(label, code in draft.services) for code, label in ground.service_choices
            ),
        )
    if item is Item.CRITERIA:
        return SlipRow(item, choices=tuple(Choice(text, met) for text, met in draft.criteria))
    if item is Item.REASON:
        label = ground.reason_labels.get(draft.reason_code, "")
        if draft.reason_code == OTHER and draft.reason:
            label = ""
        return SlipRow(item, " – ".join(part for part in (label, tidy(draft.reason)) if part))
    if item is Item.APPOINTMENT:
        when = show_day(draft.appointment_on) if draft.appointment_on else ""
        if when and draft.appointment_at:
            when = f"{when} {draft.appointment_at:%H:%M}"
        return SlipRow(item, when)
    typed = {
        Item.WISHES: draft.wishes,
        Item.SUMMARY: draft.summary,
        Item.CONTACT_WAY: draft.contact_way,
    }
    return SlipRow(item, tidy(typed[item]) if item in typed else ground.values.get(item, ""))


def look_at(
    ground: SlipGround, draft: SlipDraft, office: Office, kept: Sequence[str] = ()
) -> SlipPreview:
    """The slip as it would be, and what has to be looked at; needs no store."""
    record, withheld = compose(ground, draft)
    return SlipPreview(record, withheld, flags_of(ground, draft, office, kept), ground.fault)


def flags_of(
    ground: SlipGround, draft: SlipDraft, office: Office, kept: Sequence[str] = ()
) -> dict[str, tuple[Flag, ...]]:
    """The words of each free text that should not leave the house."""
    words = office.codes.lists.get("sensitive_words")
    if words is None:
        return {}
    found = {}
    for name in CHECKED_TEXTS:
        flags = find_flags(getattr(draft, name), words.valid(ground.today), ground.agreed, kept)
        if flags:
            found[name] = flags
    return found


def check_slip(
    act: Act, office: Office, ground: SlipGround, draft: SlipDraft, kept: Sequence[str]
) -> None:
    """Refuse a slip that may not be issued, with a sentence at every field."""
    if ground.fault:
        raise Refused(ground.fault, {"consent": ground.fault})
    wrong: dict[str, str] = {}
    if not draft.reason_code:
        wrong["reason_code"] = "의뢰 사유를 골라 주십시오."
    elif draft.reason_code == OTHER and not tidy(draft.reason):
        wrong["reason"] = "‘기타’를 고르셨으면 사유를 한 줄 적어 주십시오."
    if not draft.services:
        wrong["services"] = "의뢰할 서비스를 하나 이상 골라 주십시오."
    reply_due = draft.reply_due or ground.reply_due
    valid_until = draft.valid_until or ground.valid_until
    if reply_due <= ground.today:
        wrong["reply_due"] = "회신 기한은 오늘보다 뒤로 정해 주십시오."
    elif not office.holidays(act).is_working(reply_due):
        wrong["reply_due"] = "쉬는 날입니다. 근무일로 정해 주십시오."
    if valid_until < ground.today:
        wrong["valid_until"] = "유효 기한은 오늘이나 그 뒤로 정해 주십시오."
    if draft.appointment_on and draft.appointment_on < ground.today:
        wrong["appointment_on"] = "지난 날짜입니다. 예약한 날을 다시 보아 주십시오."
    if draft.appointment_at and not draft.appointment_on:
        wrong["appointment_on"] = "예약한 날짜를 적어 주십시오."
    wrong |= code_faults(office.codes, act.today, _chosen(ground, draft))
    for name in (*CHECKED_TEXTS, "contact_way", "called_before"):
        if findings := find_identifiers(getattr(draft, name)):
            wrong[name] = findings[0].advice
    for name, flags in flags_of(ground, draft, office, kept).items():
        wrong.setdefault(name, flags[0].advice)
    if wrong:
        raise Refused("발급하지 않았습니다. 표시한 칸을 보아 주십시오.", wrong)


def _chosen(ground: SlipGround, draft: SlipDraft) -> tuple[Chosen, ...]:
    services, documents = dict(ground.service_choices), ground.document_labels
    return (
        Chosen(
            "slip.draft.reason_code", "reason_code", draft.reason_code, tuple(ground.reason_labels)
        ),
        Chosen("slip.draft.services", "services", draft.services, tuple(services)),
        Chosen("slip.draft.documents", "documents", draft.documents, tuple(documents)),
        Chosen("slip.language", "language", draft.language, tuple(ground.languages)),
    )


def refuse_identifiers(**texts: str) -> None:
    """Raise Refused at the field in which a resident, passport or licence number stands."""
    for name, text in texts.items():
        if findings := find_identifiers(text):
            raise Refused(findings[0].advice, {name: findings[0].advice})


def draw(record: SlipRecord, footer: Footer | None, large: bool) -> "Drawn":
    """All sheets of a slip, the visitor's in large type if wanted."""
    # reportlab costs a quarter of a second: loaded with the first paper, not with the window.
    from desktop.printing.slip import draw_slip

    return draw_slip(record, footer, large=large)


DESTROYED = "보유기간이 지나 파기한 의뢰서입니다. 다시 인쇄하거나 고칠 수 없습니다."


def fingerprint(text: str) -> str:
    """What tells whether a reprint says the same: a hash over the words of all its sheets."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def stored_record(slip: Slip) -> SlipRecord:
    """The record as it was frozen at issue. Raises Refused when it has been destroyed."""
    if not slip.record:
        raise Refused(DESTROYED)
    return from_json(json.dumps(slip.record, ensure_ascii=False), SlipRecord)


def draft_json(draft: SlipDraft) -> dict[str, Any]:
    """What was typed, as plain values for the store."""
    plain = asdict(draft)
    for name in ("appointment_on", "appointment_at", "valid_until", "reply_due"):
        if plain[name] is not None:
            plain[name] = plain[name].isoformat()
    return plain


def draft_from(plain: Mapping[str, Any]) -> SlipDraft:
    """What was typed, read back. Raises Refused when it has been destroyed."""
    if not plain:
        raise Refused(DESTROYED)
    values = dict(plain)
    for name in ("services", "documents"):
        values[name] = tuple(values[name])
    values["criteria"] = tuple((text, bool(met)) for text, met in values["criteria"])
    for name in ("appointment_on", "valid_until", "reply_due"):
        if values[name]:
            values[name] = date.fromisoformat(values[name])
    if values["appointment_at"]:
        values["appointment_at"] = time.fromisoformat(values["appointment_at"])
    return SlipDraft(**values)


def visitor_of(act: Act, visitor_id: int) -> Visitor:
    """The visitor's row. Raises NotFound."""
    visitor = act.session.get(Visitor, visitor_id)
    if visitor is None:
        raise NotFound("이 내방객의 기록을 찾을 수 없습니다.")
    return visitor
