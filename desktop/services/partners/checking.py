"""A partner's facts as typed, checked before anything is written: a sentence at every field."""

import re
from collections.abc import Sequence

from desktop.domain import korean
from desktop.domain.errors import Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.papers import Copy
from desktop.domain.partner import Contact, Organisation, PartnerService
from desktop.domain.requirement import faults_of
from desktop.services.act import Act, Office
from desktop.services.coded import Chosen, code_faults, rule_faults
from desktop.services.partners.reading import bodies_on, holds
from desktop.services.partners.writing import bare
from desktop.store import partners as stored

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_OWN_NAMES = ("name", "short_name")
_ORGANISATION_TEXTS = (
    *_OWN_NAMES,
    *("address", "phone", "fax", "directions", "hours", "source"),
    *("parent", "map_hint", "alert", "hold_why"),
)
_SERVICE_TEXTS = (
    *("name", "purpose", "retention"),
    *("own_hours", "apply_way", "cost", "alert", "to_say", "capacity_note"),
)
_LONGEST = {
    "parent": 80,
    "map_hint": 120,
    "alert": 200,
    "hold_why": 100,
    "own_hours": 80,
    "apply_way": 100,
    "cost": 80,
    "to_say": 120,
    "capacity_note": 100,
    "role": 60,
    "email": 80,
}
"""Letters that fit where it is kept."""
CHECK_MONTHS = (1, 3, 6, 12)
"""How often the facts may be compared with the partner (재확인 주기)."""
_LONGEST_WAIT = 180
_LONGEST_NOTE = 200
_MOST_SEATS = 999
_CLOCKS = {
    "ask_after": "첫 재촉",
    "ask_again": "다시 재촉",
    "alternate_after": "다른 담당자",
    "give_up_after": "무응답 제안",
}


def check_organisation(act: Act, office: Office, organisation: Organisation) -> None:
    """Refuse a body nobody could be referred to; every wrong field gets its sentence."""
    before = act.session.get(stored.Organisation, organisation.id) if organisation.id else None
    kind = Chosen("organisation.kind", "kind", organisation.kind, before.kind if before else "")
    wrong = code_faults(office.codes, act.today, (kind,))
    if not korean.tidy(organisation.name):
        wrong["name"] = "기관 이름을 적어 주십시오. 동의서에 그대로 나옵니다."
    elif twin := _twin(act, organisation):
        wrong["name"] = f"같은 이름의 기관이 있습니다: {twin}. 그 기관을 고쳐 주십시오."
    wrong |= _agreement_faults(organisation) | _clock_faults(organisation)
    wrong |= _length_faults(organisation, ("parent", "map_hint", "alert", "hold_why"))
    if organisation.check_months not in CHECK_MONTHS:
        wrong["check_months"] = "재확인 주기는 1, 3, 6, 12개월 가운데에서 골라 주십시오."
    for name in _ORGANISATION_TEXTS:
        own = name in _OWN_NAMES
        if findings := find_identifiers(getattr(organisation, name), employer_field=own):
            wrong.setdefault(name, findings[0].advice)
    if wrong:
        raise Refused("기관을 저장하지 않았습니다. 표시한 칸을 보아 주십시오.", wrong)


def _twin(act: Act, organisation: Organisation) -> str:
    """Another living partner of the very name; a body may share it with its own past."""
    before = act.session.get(stored.Organisation, organisation.id) if organisation.id else None
    if before is not None and bare(before.name) == bare(organisation.name):
        return ""
    for row in {one.id: one for one in bodies_on(act, act.today).values()}.values():
        other = before is None or row.key != before.key
        if other and holds(row, act.today) and bare(row.name) == bare(organisation.name):
            return row.name.replace("|", " ")
    return ""


def _agreement_faults(organisation: Organisation) -> dict[str, str]:
    first, last = organisation.agreement_from, organisation.agreement_to
    if first is not None and last is not None and last < first:
        return {"agreement_to": "협약의 마지막 날이 첫날보다 앞섭니다."}
    return {}


def _clock_faults(organisation: Organisation) -> dict[str, str]:
    """Days on which somebody is asked: positive, and each after the one before it."""
    wrong = {}
    for name, label in _CLOCKS.items():
        days = getattr(organisation, name)
        if days is not None and not 1 <= days <= _LONGEST_WAIT:
            wrong[name] = f"‘{label}’ 칸은 1일부터 {_LONGEST_WAIT}일 사이로 적어 주십시오."
    for earlier, later in (("ask_after", "ask_again"), ("alternate_after", "give_up_after")):
        first, second = getattr(organisation, earlier), getattr(organisation, later)
        if first is not None and second is not None and second <= first and not wrong:
            wrong[later] = f"‘{_CLOCKS[earlier]}’보다 뒤여야 합니다."
    if organisation.hold_until is not None and not organisation.hold_why.strip():
        wrong["hold_why"] = "재촉을 멈추는 까닭을 적어 주십시오."
    return wrong


def _length_faults(record: object, names: Sequence[str]) -> dict[str, str]:
    return {
        name: f"{_LONGEST[name]}자까지 적을 수 있습니다."
        for name in names
        if len(getattr(record, name)) > _LONGEST[name]
    }


def check_service(act: Act, office: Office, service: PartnerService) -> None:
    """Refuse a service no slip could be issued for; every wrong field gets its sentence."""
    before = act.session.get(stored.PartnerService, service.id) if service.id else None
    kinds, documents = (before.kinds, before.documents) if before else ((), ())
    chosen = (
        Chosen("partner_service.kinds", "kinds", service.kinds, kinds),
        Chosen("partner_service.documents", "documents", service.documents, documents),
    )
    wrong = code_faults(office.codes, act.today, chosen)
    wrong |= rule_faults(service.target_keys, before.target_keys if before else ())
    if not korean.tidy(service.name):
        wrong["name"] = "서비스 이름을 적어 주십시오."
    if not service.copies:
        wrong["copies"] = "인쇄할 용지를 하나 이상 골라 주십시오."
    elif Copy.PARTNER.value not in service.copies:
        wrong["copies"] = "회신서가 붙은 기관용은 꼭 있어야 합니다."
    if not 1 <= service.reply_days <= 60:
        wrong["reply_days"] = "회신 기한은 1일부터 60일 사이의 근무일로 적어 주십시오."
    if not 1 <= service.slip_days <= 90:
        wrong["slip_days"] = "유효 기간은 1일부터 90일 사이로 적어 주십시오."
    if fault := faults_of(service.conditions):
        wrong["conditions"] = fault
    wrong |= capacity_faults(act, office, service, before.capacity if before else "")
    wrong |= _length_faults(
        service, ("own_hours", "apply_way", "cost", "alert", "to_say", "capacity_note")
    )
    texts = [(name, getattr(service, name)) for name in _SERVICE_TEXTS]
    texts += [("criteria", text) for text in service.criteria]
    texts += [("conditions", one.exception) for one in service.conditions]
    for name, text in texts:
        if findings := find_identifiers(text):
            wrong.setdefault(name, findings[0].advice)
    if wrong:
        raise Refused("서비스를 저장하지 않았습니다. 표시한 칸을 보아 주십시오.", wrong)


def check_how(act: Act, office: Office, how: str, note: str) -> None:
    """Refuse a comparison that does not say how it was made."""
    wrong = code_faults(office.codes, act.today, (Chosen("partner_check.how", "how", how),))
    if not how:
        wrong["how"] = "어떻게 확인하셨는지 골라 주십시오."
    if findings := find_identifiers(note):
        wrong["note"] = findings[0].advice
    elif len(note) > _LONGEST_NOTE:
        wrong["note"] = f"{_LONGEST_NOTE}자까지 적을 수 있습니다."
    if wrong:
        raise Refused("확인을 적지 않았습니다.", wrong)


def capacity_faults(
    act: Act, office: Office, service: PartnerService, before: str = ""
) -> dict[str, str]:
    """What is wrong with the room the partner told of; `before` is the code kept so far."""
    told = Chosen("partner_service.capacity", "capacity", service.capacity, before)
    if wrong := code_faults(office.codes, act.today, (told,)):
        return wrong
    if findings := find_identifiers(service.capacity_note):
        return {"capacity_note": findings[0].advice}
    if service.capacity_on is not None and service.capacity_on > act.today:
        return {"capacity_on": "들은 날은 오늘까지입니다."}
    if service.seats is not None and not 0 <= service.seats <= _MOST_SEATS:
        return {"seats": f"자리는 0부터 {_MOST_SEATS}까지 적을 수 있습니다."}
    if service.seats is not None and not service.capacity:
        return {"capacity": "자리 수와 함께 여유인지 대기인지 골라 주십시오."}
    if service.capacity == "none" and service.seats:
        return {"seats": "여석이 없으면 자리 수는 비워 두십시오."}
    return {}


def check_contact(contact: Contact) -> None:
    """Refuse a contact nobody could ask for."""
    if not (contact.team or contact.name):
        raise Refused(
            "담당자를 저장하지 않았습니다.",
            {"name": "부서나 담당자 이름 가운데 하나는 적어 주십시오."},
        )
    if wrong := _length_faults(contact, ("role", "email")):
        raise Refused("담당자를 저장하지 않았습니다.", wrong)
    if contact.email and not _EMAIL.fullmatch(contact.email.strip()):
        raise Refused(
            "담당자를 저장하지 않았습니다.",
            {"email": "전자우편 주소를 다시 적어 주십시오. 예: job@example.kr"},
        )
    if contact.valid_to is not None and contact.valid_to < contact.valid_from:
        raise Refused(
            "담당자를 저장하지 않았습니다.",
            {"valid_to": "맡기 시작한 날보다 앞설 수 없습니다."},
        )
    for name in ("team", "name", "role", "phone", "fax", "email"):
        if findings := find_identifiers(getattr(contact, name)):
            raise Refused(findings[0].advice, {name: findings[0].advice})
