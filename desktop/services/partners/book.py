"""The directory out as one spreadsheet and in again, looked at before it is written.

Four sheets: 기관, 서비스, 요건, 담당자. A row with a number is a known one, a row without is
new; partners and services are named by their names. A file takes no partner, service or
contact away; the conditions of a service are those of the file.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from desktop.domain.blank_partner import blank_service, empty_contact, empty_organisation
from desktop.domain.directory_file import FilePreview, FileRow, RowState
from desktop.domain.errors import Refused, Unreadable
from desktop.domain.partner import Contact, Organisation, PartnerService
from desktop.domain.requirement import Requirement
from desktop.exchange.book import Sheet, read_book, write_book
from desktop.services.act import Act, Office
from desktop.services.partners.checking import check_contact, check_organisation, check_service
from desktop.services.partners.columns import (
    BookColumn,
    contact_columns,
    organisation_columns,
    service_columns,
)
from desktop.services.partners.reading import (
    bodies_on,
    contact_from,
    contacts_on,
    holds,
    organisation_from,
    services_on,
)
from desktop.services.partners.writing import (
    is_other_name,
    put_contact,
    put_organisation,
    put_service,
)
from desktop.services.rules import requirements

NUMBER, BODY, SERVICE, WHOLE = "번호", "기관", "서비스", "기관 전체"
BODIES, SERVICES, CONDITIONS, CONTACTS = "기관", "서비스", "요건", "담당자"
KIND, EXCEPTION = "요건", "예외"
NUMBERS = {"at_least": "세부터", "at_most": "세까지", "months": "개월 이상"}
_OTHER = "그 밖: "
_CONDITION_HEADS = (BODY, SERVICE, KIND, *NUMBERS.values(), EXCEPTION)


@dataclass(frozen=True, slots=True)
class _Known:
    """The directory of today, as the file is compared with it."""

    bodies: tuple[Organisation, ...]
    services: tuple[PartnerService, ...]
    contacts: tuple[Contact, ...]


def book_of(act: Act, office: Office) -> bytes:
    """The directory of today as an xlsx."""
    known = _known(act)
    names = {one.id: one.name for one in known.bodies}
    body_of, service_of = _places(act, known)
    columns = _columns(act, office)
    conditions = [
        {BODY: names[one.organisation_id], SERVICE: one.name, **_condition_cells(asked)}
        for one in known.services
        for asked in one.conditions
    ]
    return write_book(
        {
            BODIES: Sheet(
                (NUMBER, *(one.head for one in columns[BODIES])),
                tuple(
                    {NUMBER: str(one.id), **_cells(one, columns[BODIES])} for one in known.bodies
                ),
            ),
            SERVICES: Sheet(
                (NUMBER, BODY, *(one.head for one in columns[SERVICES])),
                tuple(
                    {
                        NUMBER: str(one.id),
                        BODY: names[one.organisation_id],
                        **_cells(one, columns[SERVICES]),
                    }
                    for one in known.services
                ),
            ),
            CONDITIONS: Sheet(_CONDITION_HEADS, tuple(conditions)),
            CONTACTS: Sheet(
                (NUMBER, BODY, SERVICE, *(one.head for one in columns[CONTACTS])),
                tuple(
                    {
                        NUMBER: str(one.id),
                        BODY: body_of[one.organisation_id],
                        SERVICE: service_of.get(one.service_id or 0, WHOLE),
                        **_cells(one, columns[CONTACTS]),
                    }
                    for one in known.contacts
                ),
            ),
        }
    )


def look_through(act: Act, office: Office, content: bytes) -> FilePreview:
    """What the file would change. Raises Unreadable for another file."""
    return _preview(_begin(act, office, content))


def take_in(act: Act, office: Office, content: bytes) -> FilePreview:
    """Write what the file changes, from today on. Raises Refused while a row is wrong."""
    taking = _begin(act, office, content)
    preview = _preview(taking)
    if not preview.can_be_taken:
        raise Refused(preview.sentence)
    _write(taking)
    return preview


def _known(act: Act) -> _Known:
    rows = {row.id: row for row in bodies_on(act, act.today).values()}
    bodies = sorted(
        (organisation_from(row) for row in rows.values() if holds(row, act.today)),
        key=lambda one: one.name,
    )
    living = {one.id for one in bodies}
    services = tuple(one for one in services_on(act, act.today) if one.organisation_id in living)
    return _Known(
        tuple(bodies), services, tuple(contact_from(r) for r in contacts_on(act, act.today))
    )


def _places(act: Act, known: _Known) -> tuple[dict[int, str], dict[int, str]]:
    """The partner's name behind every row of it that ever was; the services' names."""
    body_of = {old: row.name for old, row in bodies_on(act, act.today).items()}
    return body_of, {one.id: one.name for one in known.services}


def _columns(act: Act, office: Office) -> Mapping[str, tuple[BookColumn, ...]]:
    return {
        BODIES: organisation_columns(office.codes, act.today),
        SERVICES: service_columns(office.codes, act.today),
        CONTACTS: contact_columns(act.today),
    }


def _cells(record: Any, columns: Sequence[BookColumn]) -> dict[str, str]:
    return {one.head: one.show(getattr(record, one.field)) for one in columns}


def _condition_cells(asked: Requirement) -> dict[str, str]:
    chosen = requirements().kind_of(asked)
    if chosen is None:
        return {KIND: _OTHER + asked.words, EXCEPTION: asked.exception}
    kind, numbers = chosen
    told = {NUMBERS[name]: str(value) for name, value in numbers.items()}
    return {KIND: kind.label, **told, EXCEPTION: asked.exception}


@dataclass(slots=True)
class _Taking:
    """One file being compared with the directory, sheet after sheet."""

    act: Act
    office: Office
    columns: Mapping[str, tuple[BookColumn, ...]]
    sheets: Mapping[str, Sheet]
    known: _Known
    nobody: Organisation
    rows: list[FileRow] = field(default_factory=list)
    bodies: list[Organisation] = field(default_factory=list)
    services: list[tuple[str, PartnerService]] = field(default_factory=list)
    contacts: list[tuple[str, str, Contact]] = field(default_factory=list)
    asked: dict[tuple[str, str], list[Requirement]] = field(default_factory=dict)
    wrong: set[str] = field(default_factory=set)


def _begin(act: Act, office: Office, content: bytes) -> _Taking:
    columns = _columns(act, office)
    heads = {name: tuple(one.head for one in told) for name, told in columns.items()}
    wanted = {
        BODIES: (NUMBER, *heads[BODIES]),
        SERVICES: (NUMBER, BODY, *heads[SERVICES]),
        CONDITIONS: _CONDITION_HEADS,
        CONTACTS: (NUMBER, BODY, SERVICE, *heads[CONTACTS]),
    }
    return _Taking(
        act,
        office,
        columns,
        read_book(content, wanted),
        _known(act),
        empty_organisation(act.today),
    )


def _preview(taking: _Taking) -> FilePreview:
    """Every row of the file with what it would do."""
    for sheet, judge in (
        (BODIES, _judge_body),
        (CONDITIONS, _judge_condition),
        (SERVICES, _judge_service),
        (CONTACTS, _judge_contact),
    ):
        _judge_sheet(taking, sheet, judge)
    order = {BODIES: 0, SERVICES: 1, CONDITIONS: 2, CONTACTS: 3}
    rows = sorted(taking.rows, key=lambda row: (order[row.sheet], row.number))
    return FilePreview(tuple(rows))


def _write(taking: _Taking) -> None:
    """Put what was judged into the store, from today on."""
    act, today = taking.act, taking.act.today
    ids = {one.name: one.id for one in taking.known.bodies}
    for body in taking.bodies:
        made = put_organisation(act, body, today)
        act.session.flush()
        ids[made.name] = made.id
    service_ids = {
        (_name_of(taking, one.organisation_id), one.name): one.id for one in taking.known.services
    }
    for name, service in taking.services:
        row = put_service(act, replace(service, organisation_id=ids[name]), today)
        act.session.flush()
        service_ids[(name, row.name)] = row.id
    for name, offered, contact in taking.contacts:
        service_id = None if offered == WHOLE else service_ids[(name, offered)]
        put_contact(act, replace(contact, organisation_id=ids[name], service_id=service_id), today)
    act.session.flush()


# one sheet


def _judge_sheet(
    taking: _Taking, sheet: str, judge: Callable[[_Taking, Mapping[str, str]], tuple[str, RowState]]
) -> None:
    told = taking.sheets[sheet]
    seen: set[str] = set()
    for number, row in zip(told.numbers, told.rows, strict=True):
        about = " · ".join(
            part for part in (row.get(BODY, ""), row.get(SERVICE, ""), row.get(KIND, "")) if part
        )
        key = row.get(NUMBER, "")
        try:
            if key and key in seen:
                raise Unreadable("같은 번호가 위에도 있습니다. 새 줄이면 번호를 비워 주십시오.")
            seen.add(key)
            words, state = judge(taking, row)
        except Refused as error:
            words = _said(taking, sheet, error)
            state = RowState.WRONG
        taking.rows.append(FileRow(sheet, number, about.replace("|", " "), state, words))


def _said(taking: _Taking, sheet: str, error: Refused) -> str:
    heads = {one.field: one.head for one in taking.columns.get(sheet, ())}
    heads |= {"conditions": KIND}
    told = [f"{heads.get(name, name)}: {text}" for name, text in error.fields.items()]
    return " ".join(told) or str(error)


def _read_row(taking: _Taking, sheet: str, row: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for one in taking.columns[sheet]:
        try:
            values[one.field] = one.read(row[one.head])
        except Refused as error:
            wrong[one.field] = str(error)
    if wrong:
        raise Refused("표시한 칸을 보아 주십시오.", wrong)
    return values


def _by_number(taking: _Taking, row: Mapping[str, str], known: Sequence[Any]) -> Any:
    """The record of a number; None for a new row."""
    number = row[NUMBER]
    if not number:
        return None
    found = next((one for one in known if str(one.id) == number), None)
    if found is None:
        raise Unreadable(
            "지금 기록에 없는 번호입니다. 그사이 고쳐졌으면 다시 내보내 주십시오. "
            "새 줄이면 번호를 비워 주십시오."
        )
    return found


def _name_of(taking: _Taking, organisation_id: int) -> str:
    return next(one.name for one in taking.known.bodies if one.id == organisation_id)


def _compared(taking: _Taking, sheet: str, before: Any, now: Any) -> tuple[str, RowState]:
    """What differs, in the words of the heads."""
    if before is None:
        return "", RowState.ADDED
    changed = [
        f"{one.head}: {was or '—'} → {new or '—'}"
        for one in taking.columns[sheet]
        if (was := one.show(getattr(before, one.field)))
        != (new := one.show(getattr(now, one.field)))
    ]
    return "; ".join(changed).replace("\n", " / "), (RowState.CHANGED if changed else RowState.SAME)


# one row


def _judge_body(taking: _Taking, row: Mapping[str, str]) -> tuple[str, RowState]:
    taking.wrong.add(row[BODY])
    before = _by_number(taking, row, taking.known.bodies)
    values = _read_row(taking, BODIES, row)
    if any(one.name == values["name"] for one in taking.bodies):
        raise Unreadable("같은 이름의 기관이 위에도 있습니다.")
    now = replace(before or empty_organisation(taking.act.today), **values)
    check_organisation(taking.act, taking.office, now)
    if is_other_name(taking.act, now):
        raise Unreadable(
            "이름이 바뀌었습니다. 같은 기관인지 물어야 하니 기관 화면에서 고쳐 주십시오."
        )
    told, state = _compared(taking, BODIES, before, now)
    if state is not RowState.SAME:
        taking.bodies.append(now)
    taking.wrong.discard(row[BODY])
    return told, state


def _judge_condition(taking: _Taking, row: Mapping[str, str]) -> tuple[str, RowState]:
    place = (row[BODY], row[SERVICE])
    services = taking.sheets[SERVICES].rows
    known = {(_name_of(taking, o.organisation_id), o.name): o for o in taking.known.services}
    if place not in known and not any((r[BODY], r[SERVICE]) == place for r in services):
        raise Unreadable("이 서비스가 ‘서비스’ 시트에 없습니다.")
    before = known[place].conditions if place in known else ()
    asked = _requirement_of(taking, row, before)
    taking.asked.setdefault(place, []).append(asked)
    return "", RowState.SAME if asked in before else RowState.ADDED


def _requirement_of(
    taking: _Taking, row: Mapping[str, str], before: Sequence[Requirement]
) -> Requirement:
    label, exception = row[KIND], row[EXCEPTION]
    if label.startswith(_OTHER):
        kept = next((one for one in before if _OTHER + one.words == label), None)
        if kept is None:
            raise Unreadable("‘그 밖’의 요건은 파일로 새로 만들 수 없습니다.")
        return replace(kept, exception=exception)
    kind = next((one for one in requirements().kinds if one.label == label), None)
    if kind is None or not kind.is_valid(taking.act.today):
        raise Unreadable(f"고를 수 있는 요건이 아닙니다: {label or '빈칸'}")
    numbers: dict[str, int | None] = {}
    for name, head in NUMBERS.items():
        told = row[head]
        if told and not (told.isascii() and told.isdecimal() and len(told) <= 3):
            raise Unreadable(f"‘{head}’ 칸은 숫자로 적어 주십시오.")
        if told and name not in kind.numbers:
            raise Unreadable(f"‘{label}’에는 ‘{head}’ 칸을 쓰지 않습니다.")
        numbers[name] = int(told) if told else None
    return kind.made(numbers, exception)


def _judge_service(taking: _Taking, row: Mapping[str, str]) -> tuple[str, RowState]:
    before = _by_number(taking, row, taking.known.services)
    name = _partner_of(taking, row)
    values = _read_row(taking, SERVICES, row)
    if any(body == name and one.name == values["name"] for body, one in taking.services):
        raise Unreadable("같은 이름의 서비스가 위에도 있습니다.")
    twin = next(
        (
            one
            for one in taking.known.services
            if one.name == values["name"]
            and _name_of(taking, one.organisation_id) == name
            and (before is None or one.id != before.id)
        ),
        None,
    )
    if twin is not None:
        raise Unreadable("이 기관에 같은 이름의 서비스가 있습니다. 번호를 적어 주십시오.")
    if before is not None and _name_of(taking, before.organisation_id) != name:
        raise Unreadable("서비스를 다른 기관으로 옮길 수 없습니다.")
    conditions = tuple(taking.asked.get((row[BODY], row[SERVICE]), ()))
    now = replace(
        before or blank_service(taking.nobody, taking.act.today),
        **values,
        conditions=conditions,
    )
    check_service(taking.act, taking.office, now)
    told, state = _compared(taking, SERVICES, before, now)
    if before is not None and before.conditions != conditions:
        asked = ", ".join(one.whole_words for one in conditions) or "없음"
        told = "; ".join(part for part in (told, f"요건: {asked}") if part)
        state = RowState.CHANGED
    if state is not RowState.SAME:
        taking.services.append((name, now))
    return told, state


def _partner_of(taking: _Taking, row: Mapping[str, str]) -> str:
    """The partner a row names, known already or new in this file."""
    name = row[BODY]
    if name in taking.wrong:
        raise Unreadable("이 기관의 줄이 틀렸습니다. 그 줄부터 고쳐 주십시오.")
    if any(one.name == name for one in (*taking.known.bodies, *taking.bodies)):
        return name
    raise Unreadable("이 기관이 ‘기관’ 시트에 없습니다. 이름을 그대로 적어 주십시오.")


def _judge_contact(taking: _Taking, row: Mapping[str, str]) -> tuple[str, RowState]:
    before = _by_number(taking, row, taking.known.contacts)
    name = _partner_of(taking, row)
    offered = row[SERVICE] or WHOLE
    names = {
        *(
            one.name
            for one in taking.known.services
            if _name_of(taking, one.organisation_id) == name
        ),
        *(one.name for body, one in taking.services if body == name),
    }
    if offered != WHOLE and offered not in names:
        raise Unreadable(f"이 기관에 없는 서비스입니다: {offered}")
    now = replace(
        before or empty_contact(taking.nobody, taking.act.today), **_read_row(taking, CONTACTS, row)
    )
    check_contact(now)
    told, state = _compared(taking, CONTACTS, before, now)
    if before is not None:
        body_of, service_of = _places(taking.act, taking.known)
        was = (body_of[before.organisation_id], service_of.get(before.service_id or 0, WHOLE))
        if was != (name, offered):
            told = "; ".join(part for part in (told, f"맡은 곳: {name} {offered}") if part)
            state = RowState.CHANGED
    if state is not RowState.SAME:
        taking.contacts.append((name, offered, now))
    return told, state
