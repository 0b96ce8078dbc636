"""The partner directory: organisation, service and contact, each with its own dates.

A change is a new row from a day on; the row before ends the day before. Rows of one
body (or one service) share a `key`, so that a consent or a referral made under an
earlier row is still found.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol, TypeVar

from sqlalchemy import func, select

from desktop import paths
from desktop.domain import korean
from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.consent import Answer as Agreed
from desktop.domain.consent import Item
from desktop.domain.errors import Conflict, NotFound, Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.papers import Copy
from desktop.domain.partner import (
    Contact,
    Organisation,
    PartnerLine,
    PartnerPage,
    PartnerService,
    Suggestion,
)
from desktop.domain.referral import Progress
from desktop.domain.shipped import PartnerEntry, read_partners
from desktop.domain.targeting import Answer, Rule, Verdict, evaluate, facts_of, load_rules
from desktop.services.act import Act, Office
from desktop.services.visitors import draft_of
from desktop.store import partners as stored
from desktop.store.consents import Consent
from desktop.store.people import Visitor
from desktop.store.referrals import Referral, Reply

USUAL_COPIES = ("partner", "visitor", "keep")
_DAY = timedelta(days=1)
REPLIES_SINCE = timedelta(days=365)


class Partners:
    """What the counter does with its directory of partners."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def find(
        self, account: SignedIn, typed: str = "", *, closed: bool = False
    ) -> tuple[PartnerLine, ...]:
        """Partners whose name, alias, service or kind of help contains what was typed.

        First consonants work too. `closed` adds those that no longer exist.
        """
        with self._office.act(account, ActKind.VIEW, purpose="기관 목록", logged=False) as act:
            return _lines(act, typed, closed)

    def open(self, account: SignedIn, organisation_id: int) -> PartnerPage:
        """One partner with its services and contacts as of today. Raises NotFound."""
        with self._office.act(account, ActKind.VIEW, purpose="기관 보기", logged=False) as act:
            return _page(act, organisation_id)

    def services(self, account: SignedIn, on: date | None = None) -> tuple[PartnerService, ...]:
        """Everything that can be referred to on a day, today unless told."""
        with self._office.act(account, ActKind.VIEW, purpose="기관 목록", logged=False) as act:
            return services_on(act, on or act.today)

    def service(self, account: SignedIn, service_id: int) -> PartnerService:
        """One service as it is today. Raises NotFound."""
        with self._office.act(account, ActKind.VIEW, purpose="기관 보기", logged=False) as act:
            return service_on(act, service_id, act.today)

    def not_ready(self, account: SignedIn) -> tuple[PartnerService, ...]:
        """Services nobody can consent to yet, because the law wants more told (`missing`)."""
        with self._office.act(account, ActKind.VIEW, purpose="기관 목록", logged=False) as act:
            return tuple(one for one in services_on(act, act.today) if one.missing)

    def suggest(self, account: SignedIn, visitor_id: int) -> tuple[Suggestion, ...]:
        """Services that may fit a visitor, best first, and why; the counsellor decides.

        Closed by an unmet condition they come last, with the reason. A referral still
        open to a service is named, because there may be one only.
        """
        with self._office.act(
            account, ActKind.VIEW, (visitor_id,), "추천 기관", logged=False
        ) as act:
            return suggestions(act, visitor_id)

    def save_organisation(
        self, account: SignedIn, organisation: Organisation, since: date | None = None
    ) -> PartnerPage:
        """Write a partner's own facts, valid from `since` (today); id 0 makes a new one.

        Raises Refused with fields, Conflict.
        """
        with self._office.act(account, ActKind.CHANGE, purpose="기관 고침") as act:
            _check_organisation(organisation)
            kept = put_organisation(act, organisation, since or act.today)
            act.changed("partner")
            act.session.flush()
            return _page(act, kept.id)

    def save_service(
        self, account: SignedIn, service: PartnerService, since: date | None = None
    ) -> PartnerPage:
        """Write what a partner offers, valid from `since` (today); id 0 makes a new one.

        Raises Refused with fields, Conflict.
        """
        with self._office.act(account, ActKind.CHANGE, purpose="기관 고침") as act:
            _check_service(service)
            kept = put_service(act, service, since or act.today)
            act.changed("partner")
            act.session.flush()
            return _page(act, kept.organisation_id)

    def save_contact(
        self, account: SignedIn, contact: Contact, since: date | None = None
    ) -> PartnerPage:
        """Write whom to call, valid from `since` (today); id 0 makes a new one.

        Raises Refused with fields, Conflict.
        """
        with self._office.act(account, ActKind.CHANGE, purpose="기관 고침") as act:
            if not (contact.team or contact.name):
                raise Refused(
                    "담당자를 저장하지 않았습니다.",
                    {"name": "부서나 담당자 이름 가운데 하나는 적어 주십시오."},
                )
            for name in ("team", "name", "phone", "fax"):
                if findings := find_identifiers(getattr(contact, name)):
                    raise Refused(findings[0].advice, {name: findings[0].advice})
            put_contact(act, contact, since or act.today)
            act.changed("partner")
            act.session.flush()
            return _page(act, contact.organisation_id)

    def checked(self, account: SignedIn, organisation_id: int) -> PartnerPage:
        """Somebody compared the partner's facts with the partner today; nothing else changes."""
        with self._office.act(account, ActKind.CHANGE, purpose="기관 확인") as act:
            row = _organisation_row(act, organisation_id, act.today)
            row.checked_on = act.today
            for service in _service_rows(act, row.key, act.today):
                service.checked_on = act.today
            act.changed("partner")
            act.session.flush()
            return _page(act, row.id)

    def close_service(self, account: SignedIn, service_id: int, last_day: date) -> PartnerPage:
        """The partner stops offering this: nothing is referred there after `last_day`."""
        with self._office.act(account, ActKind.CHANGE, purpose="기관 서비스 마침") as act:
            row = act.session.get(stored.PartnerService, service_id)
            if row is None:
                raise NotFound("이 서비스를 찾을 수 없습니다.")
            if last_day < row.valid_from:
                raise Refused(
                    "마지막 날을 다시 적어 주십시오.",
                    {"valid_to": "시작한 날보다 앞설 수 없습니다."},
                )
            row.valid_to = last_day
            act.changed("partner")
            act.session.flush()
            return _page(act, row.organisation_id)

    def close_organisation(self, account: SignedIn, organisation_id: int, last_day: date) -> None:
        """The partner itself ends, with everything it offers."""
        with self._office.act(account, ActKind.CHANGE, purpose="기관 마침") as act:
            row = _organisation_row(act, organisation_id, act.today)
            row.valid_to = last_day
            for service in _service_rows(act, row.key, act.today):
                service.valid_to = last_day
            act.changed("partner")


# Reading within an act ------------------------------------------------------------------


def services_on(act: Act, day: date) -> tuple[PartnerService, ...]:
    """Everything that can be referred to on a day, by partner and name."""
    rows = act.session.scalars(
        select(stored.PartnerService).where(*_valid(stored.PartnerService, day))
    ).all()
    bodies = _bodies(act, day)
    contacts = _contacts_on(act, day)
    found = [_service(row, bodies, contacts) for row in rows]
    return tuple(
        sorted(
            (one for one in found if one is not None),
            key=lambda one: (
                korean.collation_key(one.organisation),
                korean.collation_key(one.name),
            ),
        )
    )


def service_on(act: Act, service_id: int, day: date) -> PartnerService:
    """The service behind a stored id, in its words of that day; else in its own.

    Raises NotFound for an id that never was.
    """
    return services_named(act, (service_id,), day)[service_id].service


@dataclass(frozen=True, slots=True)
class NamedService:
    """A service as it stands on a day, and the key all its dated rows share."""

    key: str
    service: PartnerService


def services_named(act: Act, ids: Iterable[int], day: date) -> dict[int, NamedService]:
    """`service_on` for many ids at the cost of one. Raises NotFound for one that never was."""
    wanted = set(ids)
    if not wanted:
        return {}
    table = stored.PartnerService
    keys = select(table.key).where(table.id.in_(wanted))
    rows = act.session.scalars(select(table).where(table.key.in_(keys))).all()
    by_id = {row.id: row for row in rows}
    holding = {row.key: row for row in reversed(rows) if _holds(row, day)}
    if wanted - by_id.keys():
        raise NotFound("이 기관 서비스를 찾을 수 없습니다.")
    bodies, contacts = _bodies(act, day), _contacts_on(act, day)
    found = {}
    for service_id in wanted:
        row = by_id[service_id]
        if not _holds(row, day):
            row = holding.get(row.key, row)
        made = _service(row, bodies, contacts)
        if made is None:
            raise NotFound("이 기관을 찾을 수 없습니다.")
        found[service_id] = NamedService(row.key, made)
    return found


def same_service(act: Act, service_id: int) -> tuple[int, ...]:
    """The ids of all rows of one service, whatever day they held."""
    key = act.session.execute(
        select(stored.PartnerService.key).where(stored.PartnerService.id == service_id)
    ).scalar()
    if key is None:
        return (service_id,)
    return tuple(
        act.session.scalars(
            select(stored.PartnerService.id).where(stored.PartnerService.key == key)
        )
    )


def organisation_on(act: Act, organisation_id: int, day: date) -> Organisation:
    """A partner's own facts of a day. Raises NotFound."""
    return _organisation(_organisation_row(act, organisation_id, day))


class _Dated(Protocol):
    @property
    def valid_from(self) -> Any: ...
    @property
    def valid_to(self) -> Any: ...


def _valid(table: Any, day: date) -> tuple[Any, ...]:
    return (table.valid_from <= day, (table.valid_to.is_(None)) | (table.valid_to >= day))


def _holds(row: _Dated, day: date) -> bool:
    return bool(row.valid_from <= day and (row.valid_to is None or day <= row.valid_to))


def _latest(rows: Iterable[stored.Organisation], day: date) -> stored.Organisation | None:
    """The row that holds on a day, else the last one before it, else the first."""
    ordered = sorted(rows, key=lambda row: row.valid_from)
    if not ordered:
        return None
    current = ordered[0]
    for row in ordered:
        if row.valid_from <= day:
            current = row
    return current


Bodies = Mapping[int, stored.Organisation]


def _bodies(act: Act, day: date) -> Bodies:
    """For every organisation row that ever was: the row of the same body that holds on the day."""
    by_key: dict[str, list[stored.Organisation]] = {}
    rows = act.session.scalars(select(stored.Organisation)).all()
    for row in rows:
        by_key.setdefault(row.key, []).append(row)
    found = {}
    for row in rows:
        current = _latest(by_key[row.key], day)
        assert current is not None
        found[row.id] = current
    return found


def _contacts_on(act: Act, day: date) -> tuple[stored.PartnerContact, ...]:
    return tuple(
        act.session.scalars(
            select(stored.PartnerContact)
            .where(*_valid(stored.PartnerContact, day))
            .order_by(stored.PartnerContact.valid_from, stored.PartnerContact.id)
        )
    )


def _service(
    row: stored.PartnerService,
    bodies: Bodies,
    contacts: Sequence[stored.PartnerContact],
) -> PartnerService | None:
    body = bodies.get(row.organisation_id)
    if body is None:
        return None
    own = [one for one in contacts if one.service_id == row.id]
    general = [
        one
        for one in contacts
        if one.service_id is None and bodies[one.organisation_id].id == body.id
    ]
    nearest = own or general
    contact = nearest[-1] if nearest else None
    return PartnerService(
        id=row.id,
        organisation_id=body.id,
        organisation=body.name,
        organisation_short=body.short_name,
        name=row.name,
        kinds=row.kinds,
        purpose=row.purpose,
        items=tuple(Item(code) for code in row.items),
        retention=row.retention,
        documents=row.documents,
        criteria=tuple(row.criteria),
        address=body.address,
        phone=(contact.phone if contact else "") or body.phone,
        fax=(contact.fax if contact else "") or body.fax,
        hours=body.hours,
        directions=body.directions,
        reply_days=row.reply_days,
        slip_days=row.slip_days,
        copies=row.copies,
        large_type=row.large_type,
        internal=body.internal,
        target_keys=row.target_keys,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        checked_on=row.checked_on,
        contact_team=contact.team if contact else "",
        contact_name=contact.name if contact else "",
        contact_phone=contact.phone if contact else "",
        version=row.version,
    )


def _organisation(row: stored.Organisation) -> Organisation:
    return Organisation(
        id=row.id,
        name=row.name,
        short_name=row.short_name,
        kind=row.kind,
        address=row.address,
        phone=row.phone,
        fax=row.fax,
        directions=row.directions,
        hours=row.hours,
        internal=row.internal,
        aliases=tuple(row.aliases),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        checked_on=row.checked_on,
        source=row.source,
        version=row.version,
    )


def _contact(row: stored.PartnerContact) -> Contact:
    return Contact(**{one.name: getattr(row, one.name) for one in fields(Contact)})


def _organisation_row(act: Act, organisation_id: int, day: date) -> stored.Organisation:
    row = act.session.get(stored.Organisation, organisation_id)
    if row is None:
        raise NotFound("이 기관을 찾을 수 없습니다.")
    rows = act.session.scalars(
        select(stored.Organisation).where(stored.Organisation.key == row.key)
    )
    return _latest(rows, day) or row


def _service_rows(act: Act, body: str, day: date) -> tuple[stored.PartnerService, ...]:
    return tuple(
        act.session.scalars(
            select(stored.PartnerService)
            .join(
                stored.Organisation,
                stored.Organisation.id == stored.PartnerService.organisation_id,
            )
            .where(stored.Organisation.key == body, *_valid(stored.PartnerService, day))
        )
    )


def _page(act: Act, organisation_id: int) -> PartnerPage:
    day = act.today
    row = _organisation_row(act, organisation_id, day)
    same = act.session.scalars(
        select(stored.Organisation).where(stored.Organisation.key == row.key)
    ).all()
    ids = {one.id for one in same}
    contacts = tuple(_contact(one) for one in _contacts_on(act, day) if one.organisation_id in ids)
    services = tuple(one for one in services_on(act, day) if one.organisation_id == row.id)
    open_referrals = act.session.execute(
        select(func.count(Referral.id))
        .join(stored.PartnerService, stored.PartnerService.id == Referral.service_id)
        .where(
            stored.PartnerService.organisation_id.in_(ids),
            Referral.progress.in_(OPEN),
        )
    ).scalar_one()
    return PartnerPage(
        organisation=_organisation(row),
        services=services,
        contacts=contacts,
        earlier=tuple(
            _organisation(one)
            for one in sorted(same, key=lambda one: one.valid_from, reverse=True)
            if one.id != row.id
        ),
        open_referrals=open_referrals,
    )


OPEN = tuple(
    progress.value
    for progress in Progress
    if not progress.closed and progress is not Progress.DRAFT
)
"""Progress letters of referrals from which something is still expected."""


def _lines(act: Act, typed: str, closed: bool) -> tuple[PartnerLine, ...]:
    day = act.today
    services: dict[int, list[PartnerService]] = {}
    for service in services_on(act, day):
        services.setdefault(service.organisation_id, []).append(service)
    current = {row.id: row for row in _bodies(act, day).values()}
    found = []
    for row in current.values():
        gone = not _holds(row, day)
        if gone and not closed:
            continue
        own = services.get(row.id, [])
        words = [row.name, row.short_name, *row.aliases, *(one.name for one in own)]
        if typed and not any(_contains(word, typed) for word in words):
            continue
        found.append(
            PartnerLine(
                organisation_id=row.id,
                name=row.name,
                kind=row.kind,
                services=len(own),
                ready=sum(not one.missing for one in own),
                checked_on=row.checked_on,
                internal=row.internal,
                closed=gone,
            )
        )
    return tuple(sorted(found, key=lambda line: korean.collation_key(line.name)))


def _contains(word: str, typed: str) -> bool:
    key = korean.search_key(typed)
    return key in korean.search_key(word) or korean.split_clusters(key) in korean.initials(word)


# Writing within an act ------------------------------------------------------------------

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


def _check_organisation(organisation: Organisation) -> None:
    wrong: dict[str, str] = {}
    if not korean.tidy(organisation.name):
        wrong["name"] = "기관 이름을 적어 주십시오. 동의서에 그대로 나옵니다."
    for name in _ORGANISATION_TEXTS:
        own = name in _OWN_NAMES
        if findings := find_identifiers(getattr(organisation, name), employer_field=own):
            wrong.setdefault(name, findings[0].advice)
    if wrong:
        raise Refused("기관을 저장하지 않았습니다. 표시한 칸을 보아 주십시오.", wrong)


def _check_service(service: PartnerService) -> None:
    wrong: dict[str, str] = {}
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


# The first run --------------------------------------------------------------------------


def fill_directory(act: Act, file: Path) -> None:
    """Put the shipped partners (resources/codes/partners.toml) into a new store.

    What a file leaves empty stays empty, and no consent can be taken before somebody
    has filled it in. ValueError names a row that is wrong.
    """
    for entry in read_partners(file.parent):
        _fill_one(act, entry)
    act.session.flush()


_NOT_COPIED = {"id", "version", "aliases", "items", "criteria", "organisation_id"}


def _copied(record: Any, table: Any) -> dict[str, Any]:
    """What a record and its table have in common."""
    names = {one.name for one in fields(record)} & set(table.__table__.columns.keys())
    return {name: getattr(record, name) for name in names - _NOT_COPIED}


def _fill_one(act: Act, entry: PartnerEntry) -> None:
    body = stored.Organisation(
        id=act.new_id(),
        key=entry.key,
        aliases=list(entry.organisation.aliases),
        **_copied(entry.organisation, stored.Organisation),
    )
    act.session.add(body)
    act.session.flush()
    for key, service in zip(entry.keys, entry.services, strict=True):
        act.session.add(
            stored.PartnerService(
                id=act.new_id(),
                organisation_id=body.id,
                key=key,
                items=tuple(item.value for item in service.items),
                criteria=list(service.criteria),
                **_copied(service, stored.PartnerService),
            )
        )
    for contact in entry.contacts:
        act.session.add(
            stored.PartnerContact(
                id=act.new_id(),
                organisation_id=body.id,
                **_copied(contact, stored.PartnerContact),
            )
        )


# Suggestions ----------------------------------------------------------------------------


def suggestions(act: Act, visitor_id: int) -> tuple[Suggestion, ...]:
    """Every service of today weighed against what is known of a visitor, best first."""
    visitor = act.session.get(Visitor, visitor_id)
    if visitor is None:
        raise NotFound("이 내방객의 기록을 찾을 수 없습니다.")
    told = draft_of(act.session, visitor)
    verdicts = {
        verdict.rule.key: verdict for verdict in evaluate(facts_of(told), act.today, rules())
    }
    open_slips = _open_slips(act, visitor_id)
    usual = _usual_days(act)
    agreed = _agreed(act, visitor_id)
    keys = {
        row.id: row.key
        for row in act.session.execute(select(stored.PartnerService.id, stored.PartnerService.key))
    }
    found = [
        _suggestion(
            service,
            verdicts,
            open_slips.get(keys[service.id], ""),
            usual.get(keys[service.id]),
            keys[service.id] in agreed,
        )
        for service in services_on(act, act.today)
    ]
    return tuple(sorted(found, key=lambda one: -one.score))


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """The dated rules of target groups."""
    return load_rules(paths.resources() / "codes" / "target_rules.toml")


def _suggestion(
    service: PartnerService,
    verdicts: Mapping[str, Verdict],
    open_slip: str,
    usual: int | None,
    agreed: bool,
) -> Suggestion:
    """One of the wanted groups is enough; a service without groups takes everybody."""
    wanted = [verdicts[key] for key in service.target_keys if key in verdicts]
    met = [one for one in wanted if one.answer is Answer.MET]
    unknown = [one for one in wanted if one.answer is Answer.CHECK]
    unmet = [one for one in wanted if one.answer is Answer.UNMET]
    score = 30 if met else 20 if not wanted else 10 if unknown else 0
    notes = list(service.criteria)
    if service.missing:
        notes.append(f"{', '.join(service.missing)} 칸이 비어 있어 아직 동의를 받을 수 없습니다.")
    return Suggestion(
        service=service,
        met=tuple(f"{one.rule.label}: {one.reason}" for one in met),
        unknown=() if met else tuple((one.asks, one.question or one.reason) for one in unknown),
        unmet=() if met or unknown else tuple(f"{one.rule.label}: {one.reason}" for one in unmet),
        open_referral=open_slip,
        # Who serves this group alone fits better than who serves many groups; a living
        # consent says where the visitor wants to go.
        score=score
        + (5 * len(met) // len(wanted) if wanted else 0)
        + (15 if agreed else 0)
        - (8 if open_slip else 0)
        - (12 if service.missing else 0),
        reply_days_usual=usual,
        notes=tuple(notes),
    )


def _agreed(act: Act, visitor_id: int) -> set[str]:
    """Keys of the services to which the visitor's latest answer is a living 동의."""
    rows = act.session.execute(
        select(stored.PartnerService.key, Consent.answer, Consent.expires_on)
        .join(stored.PartnerService, stored.PartnerService.id == Consent.service_id)
        .where(Consent.visitor_id == visitor_id)
        .order_by(Consent.given_at, Consent.id)
    )
    latest = {key: (answer, until) for key, answer, until in rows}
    return {
        key
        for key, (answer, until) in latest.items()
        if answer == Agreed.AGREED.value and (until is None or until >= act.today)
    }


def _open_slips(act: Act, visitor_id: int) -> dict[str, str]:
    """The number of the open referral to each service, by the service's key."""
    rows = act.session.execute(
        select(stored.PartnerService.key, Referral.number)
        .join(stored.PartnerService, stored.PartnerService.id == Referral.service_id)
        .where(Referral.visitor_id == visitor_id, Referral.progress.in_(OPEN))
    )
    return {key: read(number, PaperKind.SLIP).text for key, number in rows if number}


def _usual_days(act: Act) -> dict[str, int]:
    """Median days from issue to the first reply of each service, from the last replies."""
    rows = act.session.execute(
        select(stored.PartnerService.key, Referral.issued_on, func.min(Reply.received_on))
        .join(Referral, Referral.id == Reply.referral_id)
        .join(stored.PartnerService, stored.PartnerService.id == Referral.service_id)
        .where(Reply.undone.is_(False), Referral.issued_on.is_not(None))
        .where(Referral.issued_on >= act.today - REPLIES_SINCE)
        .group_by(Referral.id, stored.PartnerService.key, Referral.issued_on)
    )
    days: dict[str, list[int]] = {}
    for key, issued_on, received_on in rows:
        if issued_on is not None:
            days.setdefault(key, []).append((received_on - issued_on).days)
    return {key: sorted(found)[len(found) // 2] for key, found in days.items()}
