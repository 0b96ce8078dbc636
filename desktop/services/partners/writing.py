"""A partner's facts checked and written from a day on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import select

from desktop.domain import korean
from desktop.domain.consent import Item
from desktop.domain.errors import Conflict, NotFound, Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.papers import Copy
from desktop.domain.partner import Contact, Organisation, PartnerService
from desktop.services.act import Act, Office
from desktop.services.coded import Chosen, code_faults, rule_faults
from desktop.services.partners.reading import contacts_on, service_rows
from desktop.store import partners as stored

USUAL_COPIES = ("partner", "visitor", "keep")
_DAY = timedelta(days=1)
Row = TypeVar("Row", stored.Organisation, stored.PartnerService, stored.PartnerContact)


def _dated(
    act: Act, table: type[Row], id_: int, version: int, since: date, values: dict[str, Any]
) -> Row:
    """Change a dated row from a day on: the row of that very day is written, an older one ends."""
    if not id_:
        made = table(id=act.new_id(), valid_from=since, **values)
        act.session.add(made)
        return made
    row = act.session.get(table, id_)
    if row is None:
        raise NotFound("고치려는 기록을 찾을 수 없습니다.")
    if row.version != version:
        raise Conflict("다른 자리에서 먼저 고쳤습니다. 새로 읽은 내용을 보고 다시 고쳐 주십시오.")
    if since < row.valid_from:
        raise Refused(
            "저장하지 않았습니다.",
            {"valid_from": "지금 내용이 시작된 날보다 앞설 수 없습니다."},
        )
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if set(changed) <= {"checked_on"} or since == row.valid_from:
        for name, value in changed.items():
            setattr(row, name, value)
        return row
    made = table(id=act.new_id(), valid_from=since, valid_to=row.valid_to, **values)
    row.valid_to = since - _DAY
    act.session.add(made)
    return made


def put_organisation(act: Act, organisation: Organisation, since: date) -> stored.Organisation:
    """Write a partner's own facts from a day on."""
    before = act.session.get(stored.Organisation, organisation.id) if organisation.id else None
    values = {
        "key": before.key if before else _new_key(act, organisation.name),
        "name": korean.tidy(organisation.name),
        "short_name": korean.tidy(organisation.short_name),
        "kind": organisation.kind,
        "address": korean.tidy(organisation.address),
        "phone": organisation.phone,
        "fax": organisation.fax,
        "directions": korean.tidy(organisation.directions),
        "hours": korean.tidy(organisation.hours),
        "internal": organisation.internal,
        "aliases": list(organisation.aliases),
        "checked_on": organisation.checked_on,
        "source": organisation.source,
    }
    return _dated(act, stored.Organisation, organisation.id, organisation.version, since, values)


def is_other_name(act: Act, organisation: Organisation) -> bool:
    """Whether a known body is written under another name; marks for breaking lines are none."""
    before = act.session.get(stored.Organisation, organisation.id) if organisation.id else None
    return before is not None and _bare(before.name) != _bare(organisation.name)


def _bare(name: str) -> str:
    return "".join(name.replace("|", "").split())


def keep_old_name(act: Act, organisation: Organisation) -> Organisation:
    """The same body under another name: the old one stays among its other names."""
    before = act.session.get(stored.Organisation, organisation.id)
    old = before.name.replace("|", " ") if before is not None else ""
    if not old or old in organisation.aliases:
        return organisation
    return replace(organisation, aliases=(*organisation.aliases, old))


def put_successor(act: Act, organisation: Organisation, since: date) -> stored.Organisation:
    """Another legal body takes the place of one: the old one ends, nobody consented to the new.

    What it offers and whom to call is copied, so that nobody types it again; each service
    is a new one and none of it counts as checked with the new body. Other names stay with
    the old one.
    """
    old = act.session.get(stored.Organisation, organisation.id)
    if old is None:
        raise NotFound("고치려는 기록을 찾을 수 없습니다.")
    if old.version != organisation.version:
        raise Conflict("다른 자리에서 먼저 고쳤습니다. 새로 읽은 내용을 보고 다시 고쳐 주십시오.")
    if since <= old.valid_from:
        raise Refused(
            "저장하지 않았습니다.",
            {"valid_from": "지금 내용이 시작된 날보다 뒤여야 합니다."},
        )
    short = "" if organisation.short_name == old.short_name else organisation.short_name
    new = replace(organisation, id=0, version=1, short_name=short, aliases=())
    made = put_organisation(act, new, since)
    act.session.flush()
    services = service_rows(act, old.key, since)
    ids = {row.id for row in _rows_of(act, old.key)}
    keys = {row.id: _copy_service(act, row, made.id, since) for row in services}
    for contact in contacts_on(act, since):
        if contact.organisation_id in ids and contact.service_id in (None, *keys):
            service_id = keys.get(contact.service_id) if contact.service_id else None
            act.session.add(
                stored.PartnerContact(
                    id=act.new_id(),
                    organisation_id=made.id,
                    service_id=service_id,
                    team=contact.team,
                    name=contact.name,
                    phone=contact.phone,
                    fax=contact.fax,
                    valid_from=since,
                )
            )
    old.valid_to = since - _DAY
    for row in services:
        row.valid_to = since - _DAY
    return made


def _rows_of(act: Act, key: str) -> Sequence[stored.Organisation]:
    return act.session.scalars(
        select(stored.Organisation).where(stored.Organisation.key == key)
    ).all()


def _copy_service(act: Act, row: stored.PartnerService, body: int, since: date) -> int:
    copied = {
        column.name: getattr(row, column.name)
        for column in stored.PartnerService.__table__.columns
        if column.name not in _OF_THE_ROW
    }
    made = stored.PartnerService(
        id=act.new_id(),
        organisation_id=body,
        key=_new_key(act, row.name),
        valid_from=since,
        **copied,
    )
    act.session.add(made)
    return made.id


_OF_THE_ROW = {
    "id",
    "organisation_id",
    "key",
    "version",
    "valid_from",
    "valid_to",
    "checked_on",
}
"""What a copied service does not take over."""


def put_service(act: Act, service: PartnerService, since: date) -> stored.PartnerService:
    """Write what a partner offers from a day on."""
    before = act.session.get(stored.PartnerService, service.id) if service.id else None
    values = {
        "organisation_id": service.organisation_id,
        "key": before.key if before else _new_key(act, service.name),
        "name": korean.tidy(service.name),
        "kinds": service.kinds,
        "purpose": korean.tidy(service.purpose),
        "items": tuple(item.value for item in Item if item in service.items),
        "retention": korean.tidy(service.retention),
        "documents": service.documents,
        "criteria": [korean.tidy(text) for text in service.criteria if text.strip()],
        "target_keys": service.target_keys,
        "reply_days": service.reply_days,
        "slip_days": service.slip_days,
        "copies": tuple(copy for copy in USUAL_COPIES if copy in service.copies),
        "large_type": service.large_type,
        "checked_on": service.checked_on,
    }
    return _dated(act, stored.PartnerService, service.id, service.version, since, values)


def put_contact(act: Act, contact: Contact, since: date) -> stored.PartnerContact:
    """Write whom to call from a day on."""
    values = {
        "organisation_id": contact.organisation_id,
        "service_id": contact.service_id,
        "team": korean.tidy(contact.team),
        "name": korean.tidy(contact.name),
        "phone": contact.phone,
        "fax": contact.fax,
    }
    return _dated(act, stored.PartnerContact, contact.id, contact.version, since, values)


def _new_key(act: Act, name: str) -> str:
    return f"{korean.search_key(name)[:20]}-{act.new_id() % 1_000_000:06d}"


_OWN_NAMES = ("name", "short_name")
_ORGANISATION_TEXTS = (*_OWN_NAMES, "address", "phone", "fax", "directions", "hours", "source")
_SERVICE_TEXTS = ("name", "purpose", "retention")


def check_organisation(act: Act, office: Office, organisation: Organisation) -> None:
    """Refuse a body nobody could be referred to; every wrong field gets its sentence."""
    before = act.session.get(stored.Organisation, organisation.id) if organisation.id else None
    kind = Chosen("organisation.kind", "kind", organisation.kind, before.kind if before else "")
    wrong = code_faults(office.codes, act.today, (kind,))
    if not korean.tidy(organisation.name):
        wrong["name"] = "기관 이름을 적어 주십시오. 동의서에 그대로 나옵니다."
    for name in _ORGANISATION_TEXTS:
        own = name in _OWN_NAMES
        if findings := find_identifiers(getattr(organisation, name), employer_field=own):
            wrong.setdefault(name, findings[0].advice)
    if wrong:
        raise Refused("기관을 저장하지 않았습니다. 표시한 칸을 보아 주십시오.", wrong)


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
    texts = [(name, getattr(service, name)) for name in _SERVICE_TEXTS]
    texts += [("criteria", text) for text in service.criteria]
    for name, text in texts:
        if findings := find_identifiers(text):
            wrong.setdefault(name, findings[0].advice)
    if wrong:
        raise Refused("서비스를 저장하지 않았습니다. 표시한 칸을 보아 주십시오.", wrong)


def check_contact(contact: Contact) -> None:
    """Refuse a contact nobody could ask for."""
    if not (contact.team or contact.name):
        raise Refused(
            "담당자를 저장하지 않았습니다.",
            {"name": "부서나 담당자 이름 가운데 하나는 적어 주십시오."},
        )
    for name in ("team", "name", "phone", "fax"):
        if findings := find_identifiers(getattr(contact, name)):
            raise Refused(findings[0].advice, {name: findings[0].advice})
