"""Questions and answers as the screens show them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from desktop.domain.consent import (
    Answer,
    Basis,
    ConsentKind,
    ConsentLine,
    ConsentMethod,
    Item,
)
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.partner import PartnerService
from desktop.printing.wording import newest
from desktop.services.act import Act, local
from desktop.services.consents.recording import visitor_of
from desktop.services.consents.records import ConsentQuestion
from desktop.services.consents.renewal import BLOCKING, changed_things
from desktop.services.consents.standing import lives
from desktop.services.consents.telling import bare, told_lines
from desktop.services.partners import NamedService, services_named
from desktop.store.consents import Consent
from desktop.store.office import Account

Named = Mapping[int, NamedService]


def line_of(act: Act, row: Consent, service: PartnerService | None) -> ConsentLine:
    """The answer that counts now, to the service as it stands today, as lists show it."""
    staff = {row.received_by_id: act.name_of(row.received_by_id)}
    return _line(act, row, staff, service, latest=True)


def questions_of(
    act: Act, visitor_id: int, service_ids: Sequence[int]
) -> tuple[ConsentQuestion, ...]:
    """What the paper asks, each with the answer that counts now."""
    visitor_of(act, visitor_id)
    form = newest("consent", act.today)
    rows, named = _answers(act, visitor_id, service_ids)
    standing = _standing(act, rows, named)
    found = []
    for kind in ConsentKind:
        if kind is ConsentKind.THIRD_PARTY:
            for service_id in service_ids:
                key, service = named[service_id].key, named[service_id].service
                about = [
                    line
                    for line in standing
                    if line.service_id is not None and named[line.service_id].key == key
                ]
                found.append(
                    ConsentQuestion(
                        kind=kind,
                        told=(
                            ("받는 곳", service.organisation.replace("|", " ")),
                            ("이용 목적", service.purpose),
                            ("제공 항목", ", ".join(item.label for item in service.items)),
                            ("보유·이용 기간", service.retention),
                        ),
                        service=service,
                        current=_answered(about),
                        missing=service.missing,
                        grounds=_recorded(about),
                    )
                )
            continue
        about = [line for line in standing if line.kind is kind]
        found.append(
            ConsentQuestion(
                kind=kind,
                told=told_lines(form, kind),
                service=None,
                current=_answered(about),
                required=kind is ConsentKind.COLLECTION,
                grounds=_recorded(about),
            )
        )
    return tuple(found)


def _answered(about: Sequence[ConsentLine]) -> ConsentLine | None:
    """The visitor's own answer."""
    return next((line for line in about if line.basis is Basis.CONSENT), None)


def _recorded(about: Sequence[ConsentLine]) -> tuple[ConsentLine, ...]:
    """What we recorded without one, as far as it holds today."""
    return tuple(line for line in about if line.basis is not Basis.CONSENT and line.living)


def standing_of(act: Act, visitor_id: int) -> tuple[ConsentLine, ...]:
    """The answers that count now, in the order of the paper."""
    return _standing(act, *_answers(act, visitor_id))


def _standing(act: Act, rows: Sequence[Consent], named: Named) -> tuple[ConsentLine, ...]:
    counting = _counting(rows, named)
    found = [line for line in _shown(act, rows, named) if line.id in counting]
    order = list(ConsentKind)
    return tuple(sorted(found, key=lambda line: (order.index(line.kind), line.id)))


def lines_of(act: Act, visitor_id: int, known: Named | None = None) -> tuple[ConsentLine, ...]:
    """Every answer of a visitor, the newest first; `known` services are not read again."""
    return _shown(act, *_answers(act, visitor_id, known=known))


def _answers(
    act: Act, visitor_id: int, asked: Sequence[int] = (), known: Named | None = None
) -> tuple[Sequence[Consent], Named]:
    """Every answer of a visitor, the newest first, and the services they name or are `asked`."""
    known = known or {}
    rows = act.session.scalars(
        select(Consent)
        .where(Consent.visitor_id == visitor_id)
        .order_by(Consent.given_at.desc(), Consent.id.desc())
    ).all()
    ids = {row.service_id for row in rows if row.service_id is not None}
    return rows, {**known, **services_named(act, ids.union(asked) - known.keys(), act.today)}


def _counting(rows: Sequence[Consent], named: Named) -> set[int]:
    """The ids of the rows that count: of each question the latest answer, as `latest` has it."""
    newest_of: dict[tuple[str, str, str], int] = {}
    for row in rows:
        service = "" if row.service_id is None else named[row.service_id].key
        newest_of.setdefault((row.kind, service, row.basis), row.id)
    return set(newest_of.values())


def _shown(act: Act, rows: Sequence[Consent], named: Named) -> tuple[ConsentLine, ...]:
    staff = {row.id: row.name for row in act.session.execute(select(Account.id, Account.name))}
    counting = _counting(rows, named)
    return tuple(
        _line(
            act,
            row,
            staff,
            None if row.service_id is None else named[row.service_id].service,
            latest=row.id in counting,
        )
        for row in rows
    )


def _line(
    act: Act,
    row: Consent,
    staff: Mapping[int, str],
    service: PartnerService | None,
    *,
    latest: bool,
) -> ConsentLine:
    changed = changed_things(row, service, act.today)
    blocked = service is not None and bool(BLOCKING & set(changed))
    told = row.told if isinstance(row.told, dict) else {}
    then = str(told.get("recipient", ""))
    renamed = service is not None and then and bare(then) != bare(service.organisation)
    return ConsentLine(
        id=row.id,
        visitor_id=row.visitor_id,
        number=read(row.number, PaperKind.CONSENT).text if row.number else "",
        kind=ConsentKind(row.kind),
        answer=Answer(row.answer),
        method=ConsentMethod(row.method),
        given_at=local(row.given_at),
        received_by=staff.get(row.received_by_id, ""),
        form_version=row.form_version,
        service_id=row.service_id,
        service_label=service.label if service else "",
        items=tuple(Item(code) for code in row.items),
        expires_on=row.expires_on,
        living=latest and lives(row, act.today) and not blocked,
        filed_at=row.filed_at,
        changed=changed,
        former=then.replace("|", " ") if renamed else "",
        basis=Basis(row.basis),
        article=row.article,
        reason=row.reason,
    )
