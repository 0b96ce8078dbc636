"""Consent: what is asked, the paper to be signed, and what was ticked on it.

Printing is not consent. A consent lives only when the counsellor records, row by
row, what the visitor ticked on the signed paper. Rows are never changed: another
answer or a withdrawal is a new row, and the latest one counts (개인정보 보호법
제15조·제17조·제22조·제23조·제37조).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, select

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.birth import age_range
from desktop.domain.calendar import add_months, age_on, show_date
from desktop.domain.consent import (
    Answer,
    ConsentDraft,
    ConsentKind,
    ConsentLine,
    ConsentMethod,
    Item,
)
from desktop.domain.errors import NotFound, Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.korean import tidy
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.papers import ConsentRecord, ConsentService, StopRecord
from desktop.domain.partner import PartnerService
from desktop.domain.referral import MOVES, Progress
from desktop.printing.wording import newest, wording
from desktop.services.act import Act, Office, local
from desktop.services.centre import centre_on
from desktop.services.drafts import forget_draft
from desktop.services.moves import move
from desktop.services.numbers import take_number
from desktop.services.papers import ReadyPaper, draw, register
from desktop.services.partners import NamedService, same_service, service_on, services_named
from desktop.store.consents import Consent, ConsentPaper
from desktop.store.office import Account
from desktop.store.people import Visitor
from desktop.store.referrals import Referral, Slip

GUARDIAN_UNDER = 14
"""Below this age the legal guardian consents (개인정보 보호법 제22조의2)."""
STOP_DAYS = 10
"""Working days a partner has to answer the request to stop."""
CONSENT_WITHDRAWN = "consent_withdrawn"


@dataclass(frozen=True, slots=True)
class ConsentQuestion:
    """One thing the paper asks, as the panel beside the signed paper shows it.

    `told` are heading and words in the order of the paper. `missing` names what the
    partner service does not tell yet; with any the question cannot be asked.
    """

    kind: ConsentKind
    told: tuple[tuple[str, str], ...]
    service: PartnerService | None
    current: ConsentLine | None
    missing: tuple[str, ...] = ()
    required: bool = False

    @property
    def heading(self) -> str:
        """The words above the row."""
        return self.service.label if self.service else self.kind.label


@dataclass(frozen=True, slots=True)
class Holder:
    """A partner that holds the visitor's data, and the slip by which it got them."""

    partner: str
    slip_number: str
    issued_on: date
    referral_id: int
    progress: Progress


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What follows from a withdrawal: who must be told to stop."""

    line: ConsentLine
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """To whom and for what, as an issued paper says it."""

    recipient: str
    purpose: str


class Consents:
    """What the counter does with consents."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def questions(
        self, account: SignedIn, visitor_id: int, service_ids: Sequence[int] = ()
    ) -> tuple[ConsentQuestion, ...]:
        """What the consent paper asks this visitor, with what was answered before.

        Each kind is asked apart, and each named partner service is a row of its own.
        """
        with self._office.act(
            account, ActKind.VIEW, (visitor_id,), "동의 확인", logged=False
        ) as act:
            return _questions(act, visitor_id, service_ids)

    def of_visitor(self, account: SignedIn, visitor_id: int) -> tuple[ConsentLine, ...]:
        """Every answer ever recorded, the newest first."""
        with self._office.act(
            account, ActKind.VIEW, (visitor_id,), "동의 확인", logged=False
        ) as act:
            return _lines(act, visitor_id)

    def standing(self, account: SignedIn, visitor_id: int) -> tuple[ConsentLine, ...]:
        """The answer that counts now for each kind and service, in the order of the paper."""
        with self._office.act(
            account, ActKind.VIEW, (visitor_id,), "동의 확인", logged=False
        ) as act:
            return _standing(act, visitor_id)

    def needs_guardian(self, account: SignedIn, visitor_id: int, on: date | None = None) -> bool:
        """Whether the visitor was under 14 on the day of the signature."""
        with self._office.act(
            account, ActKind.VIEW, (visitor_id,), "동의 확인", logged=False
        ) as act:
            return _is_child(_visitor(act, visitor_id), on or act.today)

    def paper(
        self, account: SignedIn, visitor_id: int, service_ids: Sequence[int] = ()
    ) -> ReadyPaper:
        """The consent paper for this visitor, with a number of its own and nothing ticked.

        Raises Refused naming what a service does not tell yet.
        """
        with self._office.act(account, ActKind.PRINT, (visitor_id,), "동의 받기") as act:
            _visitor(act, visitor_id)
            services = [service_on(act, one, act.today) for one in service_ids]
            for service in services:
                refuse_untold(service)
            number = take_number(act, PaperKind.CONSENT, self._office.desk)
            record = ConsentRecord(
                centre=centre_on(act, act.today),
                form=newest("consent", act.today),
                number=number.text,
                services=tuple(
                    ConsentService(
                        organisation=service.organisation,
                        purpose=service.purpose,
                        items=service.items,
                        retention=service.retention,
                    )
                    for service in services
                ),
                explained_by=account.name,
            )
            kept = ConsentPaper(
                id=act.new_id(),
                number=number.digits,
                visitor_id=visitor_id,
                printed_at=act.now,
                form_version=record.form,
                service_ids=[service.id for service in services],
            )
            act.session.add(kept)
            footer = register(
                act, self._office, "consent", "동의 받기", visitor_id=visitor_id, record_id=kept.id
            )
            act.changed("paper")
            return ReadyPaper(
                paper="consent",
                title=f"개인정보 동의서 {number.text}",
                pdf=draw(record, footer).printable(),
                print_number=footer.print_number,
                number=number.text,
            )

    def record(
        self,
        account: SignedIn,
        rows: Sequence[ConsentDraft],
        *,
        draft_id: int | None = None,
    ) -> tuple[ConsentLine, ...]:
        """Write what was ticked on one signed paper, one row for one question.

        Rows of one paper share its number; a telephone consent gets a number too. The
        kept form `draft_id` goes in the same act.
        Raises Refused with a field per wrong row, named `kind` or `kind:service`.
        """
        subjects = {row.visitor_id for row in rows}
        with self._office.act(account, ActKind.ENTER, subjects, "동의 기록") as act:
            if not rows:
                raise Refused("표시한 줄이 없습니다. 종이에 표시된 대로 한 줄씩 골라 주십시오.")
            if len(subjects) != 1:
                raise Refused("동의서 한 장에는 한 분의 동의만 적을 수 있습니다.")
            (visitor_id,) = subjects
            visitor = _visitor(act, visitor_id)
            paper = _paper(act, rows, visitor_id)
            form = paper.form_version if paper else newest("consent", act.today)
            _check(act, rows, visitor)
            digits = (
                paper.number
                if paper
                else take_number(act, PaperKind.CONSENT, self._office.desk).digits
            )
            if paper is not None and paper.visitor_id is None:
                paper.visitor_id = visitor_id
            made = [_row(act, row, digits, form) for row in rows]
            act.session.execute(insert(Consent), made)
            forget_draft(act, draft_id)
            act.changed("consent")
            act.session.flush()
            ids = {row["id"] for row in made}
            return tuple(line for line in _lines(act, visitor_id) if line.id in ids)

    def withdraw(self, account: SignedIn, consent_id: int, reason: str) -> Withdrawn:
        """The visitor takes a consent back: a new row, and everybody who holds the data.

        Referrals to that service that are still open end as 철회. Raises Refused when
        there is nothing left to take back.
        """
        with self._office.act(account, ActKind.CHANGE, purpose="동의 철회") as act:
            given = act.session.get(Consent, consent_id)
            if given is None:
                raise NotFound("이 동의 기록을 찾을 수 없습니다.")
            act.about(given.visitor_id)
            kind = ConsentKind(given.kind)
            current = latest(act, given.visitor_id, kind, given.service_id)
            if current is None or current.answer != Answer.AGREED.value:
                raise Refused("이미 거두었거나 동의하지 않은 항목입니다.")
            if findings := find_identifiers(reason):
                raise Refused(findings[0].advice, {"reason": findings[0].advice})
            values: dict[str, Any] = {
                column.name: getattr(current, column.name) for column in Consent.__table__.columns
            }
            values.update(
                id=act.new_id(),
                answer=Answer.WITHDRAWN.value,
                given_at=max(act.now, current.given_at),
                recorded_at=act.now,
                received_by_id=account.account_id,
                expires_on=None,
                reason=tidy(reason),
            )
            act.session.execute(insert(Consent), [values])
            holders: tuple[Holder, ...] = ()
            if kind is ConsentKind.THIRD_PARTY and current.service_id is not None:
                holders = _holders(act, given.visitor_id, current.service_id)
                _stop_referrals(act, given.visitor_id, current.service_id, tidy(reason))
            act.changed("consent")
            act.session.flush()
            line = next(line for line in _lines(act, given.visitor_id) if line.id == values["id"])
            return Withdrawn(line, holders)

    def holders(self, account: SignedIn, consent_id: int) -> tuple[Holder, ...]:
        """Which partners hold data handed over under a consent: shown before it is withdrawn."""
        with self._office.act(account, ActKind.VIEW, purpose="제공 내역 확인") as act:
            given = act.session.get(Consent, consent_id)
            if given is None or given.service_id is None:
                return ()
            act.about(given.visitor_id)
            return _holders(act, given.visitor_id, given.service_id)

    def stop_request(self, account: SignedIn, referral_id: int) -> ReadyPaper:
        """The letter that asks a partner to stop using what it was given.

        Raises Refused while the consent has not been withdrawn.
        """
        with self._office.act(account, ActKind.PRINT, purpose="처리정지 요청") as act:
            referral = act.session.get(Referral, referral_id)
            slip = act.session.scalars(
                select(Slip)
                .where(Slip.referral_id == referral_id)
                .order_by(Slip.revision.desc())
                .limit(1)
            ).first()
            if referral is None or slip is None:
                raise NotFound("이 의뢰를 찾을 수 없습니다.")
            act.about(referral.visitor_id)
            current = latest(act, referral.visitor_id, ConsentKind.THIRD_PARTY, referral.service_id)
            if current is None or current.answer != Answer.WITHDRAWN.value:
                raise Refused("거둔 동의가 없어 중지 요청서를 만들지 않았습니다.")
            service = service_on(act, referral.service_id, act.today)
            record = StopRecord(
                number=read(slip.number, PaperKind.SLIP).text,
                issued_on=act.today,
                centre=centre_on(act, act.today),
                counsellor=account.name,
                partner=service.organisation,
                partner_head=head_of(service.organisation),
                slip_issued_on=local(slip.issued_at).date(),
                withdrawn_on=local(current.given_at).date(),
                consent_number=read(current.number, PaperKind.CONSENT).text,
                items=tuple(Item(row["item"]) for row in slip.record["rows"]),
                answer_due=self._office.holidays(act).after(act.today, STOP_DAYS),
                reference=reference_of(service),
                form=newest("stop", act.today),
            )
            footer = register(
                act,
                self._office,
                "stop",
                "처리정지 요청",
                visitor_id=referral.visitor_id,
                record_id=referral.id,
            )
            return ReadyPaper(
                paper="stop",
                title="제공 정보 이용 중지 요청서",
                pdf=draw(record, footer).printable(),
                print_number=footer.print_number,
                number=record.number,
            )


# Within an act --------------------------------------------------------------------------


def latest(
    act: Act, visitor_id: int, kind: ConsentKind, service_id: int | None = None
) -> Consent | None:
    """The row that counts: the last answer given to this question, whatever it was."""
    asked = select(Consent).where(Consent.visitor_id == visitor_id, Consent.kind == kind.value)
    if service_id is not None:
        asked = asked.where(Consent.service_id.in_(same_service(act, service_id)))
    return act.session.scalars(
        asked.order_by(Consent.given_at.desc(), Consent.id.desc()).limit(1)
    ).first()


def living(
    act: Act, visitor_id: int, kind: ConsentKind, service_id: int | None = None
) -> Consent | None:
    """The consent under which the centre may act today; None when there is none.

    The latest answer must be 동의, not expired, and for a partner the name, the purpose
    and the retention told then must still be the partner's: to others the visitor did
    not agree (제17조 제2항).
    """
    row = latest(act, visitor_id, kind, service_id)
    if row is None or not _lives(row, act.today):
        return None
    if kind is ConsentKind.THIRD_PARTY and service_id is not None:
        service = service_on(act, service_id, act.today)
        if not _told_alike(row.told, service):
            return None
    return row


def still_agreed(act: Act, visitor_id: int, service_id: int, told: Told) -> Consent | None:
    """The consent under which a paper issued before may be printed again; None without one.

    The latest answer must live and be about what stands on the paper. That the partner
    has another name today changes nothing: the same paper goes to whom it was told.
    """
    row = latest(act, visitor_id, ConsentKind.THIRD_PARTY, service_id)
    if row is None or not _lives(row, act.today):
        return None
    plain = row.told if isinstance(row.told, dict) else {}
    alike = (
        plain.get("recipient", told.recipient) == told.recipient
        and plain.get("purpose", told.purpose) == told.purpose
    )
    return row if alike else None


def why_not(act: Act, visitor_id: int, service: PartnerService) -> str:
    """In a sentence, why nothing may be handed to this service today; empty when it may."""
    if living(act, visitor_id, ConsentKind.THIRD_PARTY, service.id) is not None:
        return ""
    if service.missing:
        return untold(service)
    row = latest(act, visitor_id, ConsentKind.THIRD_PARTY, service.id)
    where = service.organisation
    if row is None:
        return f"{where}에 정보를 제공하는 동의가 아직 없습니다. 먼저 동의를 받아 주십시오."
    day = show_date(local(row.given_at).date())
    if row.answer == Answer.WITHDRAWN.value:
        return f"{day} 동의를 거두셨습니다. 다시 연계하려면 새로 동의를 받아 주십시오."
    if row.answer == Answer.DECLINED.value:
        return f"{day} 동의하지 않으셨습니다. 개인정보 없는 기관 안내문을 드릴 수 있습니다."
    if row.expires_on is not None and row.expires_on < act.today:
        return f"동의가 {show_date(row.expires_on)}에 끝났습니다. 다시 받아 주십시오."
    told = row.told if isinstance(row.told, dict) else {}
    before = str(told.get("recipient", where)).replace("|", " ")
    if before != where.replace("|", " "):
        return f"동의하신 뒤에 기관 이름({before})이 바뀌었습니다. 다시 받아 주십시오."
    return "동의하신 뒤에 기관의 이용 목적이나 보유 기간이 바뀌었습니다. 다시 받아 주십시오."


def untold(service: PartnerService) -> str:
    """What has to be filled in before anybody can consent to a service."""
    names = ", ".join(service.missing)
    return (
        f"{service.label}: {names} 칸이 비어 있어 동의를 받을 수 없습니다. "
        "기관 화면에서 채워 주십시오."
    )


def refuse_untold(service: PartnerService) -> None:
    """No consent without what the law wants told. Raises Refused naming what is missing."""
    if service.missing:
        sentence = untold(service)
        raise Refused(sentence, {f"{ConsentKind.THIRD_PARTY.value}:{service.id}": sentence})


def head_of(organisation: str) -> str:
    """The addressee of a letter to a body: its head (서울특별시동부여성발전센터장)."""
    name = organisation.replace("|", "")
    return name if name.endswith("장") else f"{name}장"


def reference_of(service: PartnerService) -> str:
    """Who should see the letter there."""
    return tidy(f"{service.contact_team} {service.contact_name}")


def line_of(act: Act, row: Consent) -> ConsentLine:
    """A stored row as lists show it."""
    return next(line for line in _lines(act, row.visitor_id) if line.id == row.id)


def _lives(row: Consent, day: date) -> bool:
    return row.answer == Answer.AGREED.value and (row.expires_on is None or day <= row.expires_on)


def _told_alike(told: Any, service: PartnerService) -> bool:
    plain = told if isinstance(told, dict) else {}
    return bool(
        plain.get("recipient", service.organisation) == service.organisation
        and plain.get("purpose", service.purpose) == service.purpose
        and plain.get("retention", service.retention) == service.retention
    )


def _is_child(visitor: Visitor, day: date) -> bool:
    if visitor.birth is not None:
        return visitor.birth > day or age_on(visitor.birth, day) < GUARDIAN_UNDER
    if visitor.birth_year is None:
        return False
    youngest, _ = age_range(visitor.birth_year, day)
    return youngest < GUARDIAN_UNDER


def _visitor(act: Act, visitor_id: int) -> Visitor:
    visitor = act.session.get(Visitor, visitor_id)
    if visitor is None:
        raise NotFound("이 내방객의 기록을 찾을 수 없습니다.")
    return visitor


def _paper(act: Act, rows: Sequence[ConsentDraft], visitor_id: int) -> ConsentPaper | None:
    """The printed form that was signed; None for a telephone consent or an unnumbered form."""
    numbers = {row.paper_number for row in rows if row.paper_number}
    if not numbers:
        return None
    if len(numbers) != 1:
        raise Refused("동의서 한 장에는 번호가 하나입니다. 번호를 다시 보아 주십시오.")
    number = read(numbers.pop(), PaperKind.CONSENT)
    paper = act.session.scalars(
        select(ConsentPaper).where(ConsentPaper.number == number.digits)
    ).first()
    if paper is None:
        sentence = f"동의번호 {number.text}로 인쇄한 동의서가 없습니다."
        raise Refused(sentence, {"paper_number": sentence})
    if paper.visitor_id not in (None, visitor_id):
        sentence = "다른 분의 이름으로 인쇄한 동의서입니다. 번호를 다시 보아 주십시오."
        raise Refused(sentence, {"paper_number": sentence})
    return paper


def row_field(row: ConsentDraft) -> str:
    """The field name under which a refused row finds its sentence."""
    return row.kind.value if row.service_id is None else f"{row.kind.value}:{row.service_id}"


def _check(act: Act, rows: Sequence[ConsentDraft], visitor: Visitor) -> None:
    wrong: dict[str, str] = {}
    seen: set[tuple[ConsentKind, int | None]] = set()
    for row in rows:
        field = row_field(row)
        if (row.kind, row.service_id) in seen:
            wrong[field] = "같은 줄이 두 번 있습니다."
        seen.add((row.kind, row.service_id))
        sentence = _row_fault(act, row)
        if sentence:
            wrong.setdefault(field, sentence)
        wrong.update(_paper_faults(act, row, visitor))
    if wrong:
        raise Refused("동의를 저장하지 않았습니다. 표시한 칸을 보아 주십시오.", wrong)


def _row_fault(act: Act, row: ConsentDraft) -> str:
    if row.answer is Answer.WITHDRAWN:
        return "철회는 따로 기록합니다."
    if row.kind is not ConsentKind.THIRD_PARTY:
        return "" if row.service_id is None else "기관은 제3자 제공에서만 고릅니다."
    if row.service_id is None:
        return "어느 기관에 제공하는지 골라 주십시오."
    service = service_on(act, row.service_id, act.today)
    if service.missing:
        return untold(service)
    if row.answer is Answer.AGREED and set(row.items) - set(service.items):
        return "동의서에 없는 항목이 들어 있습니다."
    return ""


def _paper_faults(act: Act, row: ConsentDraft, visitor: Visitor) -> dict[str, str]:
    """What is wrong with how the whole paper was given, whatever the row."""
    wrong: dict[str, str] = {}
    if row.given_at > act.now:
        wrong["given_at"] = "아직 오지 않은 때입니다. 서명한 날을 다시 보아 주십시오."
    if _is_child(visitor, local(row.given_at).date()) and not tidy(row.guardian):
        wrong["guardian"] = "만 14세 미만입니다. 법정대리인 이름을 적어 주십시오."
    if row.method is ConsentMethod.PHONE and not row.read_out:
        wrong["read_out"] = "전화로는 동의 문구를 읽어 드린 뒤에 받을 수 있습니다."
    if row.method is ConsentMethod.PAPER and not tidy(row.filed_at):
        wrong["filed_at"] = "서명한 종이를 둔 곳을 적어 주십시오."
    for name, text in (("filed_at", row.filed_at), ("guardian", row.guardian)):
        if findings := find_identifiers(text):
            wrong[name] = findings[0].advice
    return wrong


def _row(act: Act, row: ConsentDraft, digits: str, form: str) -> dict[str, Any]:
    service = None
    items: tuple[Item, ...] = ()
    if row.service_id is not None:
        service = service_on(act, row.service_id, act.today)
        items = row.items or service.items
    given_on = local(row.given_at).date()
    agreed = row.answer is Answer.AGREED
    return {
        "id": act.new_id(),
        "number": digits,
        "visitor_id": row.visitor_id,
        "kind": row.kind.value,
        "service_id": row.service_id,
        "answer": row.answer.value,
        "method": row.method.value,
        "given_at": row.given_at,
        "recorded_at": act.now,
        "received_by_id": act.account.account_id,
        "filed_at": tidy(row.filed_at),
        "form_version": form,
        "told": _told(form, row.kind, service),
        "items": tuple(item.value for item in Item if agreed and item in items),
        "guardian": tidy(row.guardian),
        "read_out": row.read_out,
        "expires_on": _expiry(form, row.kind, given_on) if agreed else None,
        "reason": "",
    }


def _told(form: str, kind: ConsentKind, service: PartnerService | None) -> dict[str, Any]:
    """The words the visitor was told, kept with the answer."""
    told: dict[str, Any] = {"form": form}
    told["words"] = _plain(_section(form, kind))
    if service is not None:
        told["recipient"] = service.organisation
        told["purpose"] = service.purpose
        told["items"] = [item.value for item in service.items]
        told["retention"] = service.retention
    return told


def _section(form: str, kind: ConsentKind) -> Mapping[str, Any]:
    """The words of one question; required and optional items share theirs."""
    name = ConsentKind.COLLECTION if kind is ConsentKind.OPTIONAL_ITEMS else kind
    section = wording(form).words.get(name.value)
    return section if isinstance(section, Mapping) else {}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | float | bool) else str(value)


def _expiry(form: str, kind: ConsentKind, given_on: date) -> date | None:
    """Last day a consent counts, when its wording limits it (`months` of its section)."""
    months = _section(form, kind).get("months")
    if not isinstance(months, int):
        return None
    return date.fromordinal(add_months(given_on, months).toordinal() - 1)


def _questions(
    act: Act, visitor_id: int, service_ids: Sequence[int]
) -> tuple[ConsentQuestion, ...]:
    _visitor(act, visitor_id)
    form = newest("consent", act.today)
    standing = _standing(act, visitor_id)
    found = []
    for kind in ConsentKind:
        if kind is ConsentKind.THIRD_PARTY:
            for service_id in service_ids:
                service = service_on(act, service_id, act.today)
                same = same_service(act, service_id)
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
                        current=next(
                            (
                                line
                                for line in standing
                                if line.kind is kind and line.service_id in same
                            ),
                            None,
                        ),
                        missing=service.missing,
                    )
                )
            continue
        found.append(
            ConsentQuestion(
                kind=kind,
                told=_told_lines(form, kind),
                service=None,
                current=next((line for line in standing if line.kind is kind), None),
                required=kind is ConsentKind.COLLECTION,
            )
        )
    return tuple(found)


def _told_lines(form: str, kind: ConsentKind) -> tuple[tuple[str, str], ...]:
    section = _section(form, kind)
    items = {ConsentKind.COLLECTION: "required", ConsentKind.OPTIONAL_ITEMS: "optional"}
    keys = (
        ("purpose", "목적"),
        (items.get(kind, "items"), "항목"),
        ("retention", "보유·이용 기간"),
        ("refusal", "거부할 권리"),
    )
    return tuple((label, section[key]) for key, label in keys if section.get(key))


def _standing(act: Act, visitor_id: int) -> tuple[ConsentLine, ...]:
    rows, named = _answers(act, visitor_id)
    counting = _counting(rows, named)
    found = [line for line in _shown(act, rows, named) if line.id in counting]
    order = list(ConsentKind)
    return tuple(sorted(found, key=lambda line: (order.index(line.kind), line.id)))


Named = Mapping[int, NamedService]


def _lines(act: Act, visitor_id: int) -> tuple[ConsentLine, ...]:
    return _shown(act, *_answers(act, visitor_id))


def _answers(act: Act, visitor_id: int) -> tuple[Sequence[Consent], Named]:
    """Every answer of a visitor, the newest first, and the services they name."""
    rows = act.session.scalars(
        select(Consent)
        .where(Consent.visitor_id == visitor_id)
        .order_by(Consent.given_at.desc(), Consent.id.desc())
    ).all()
    ids = {row.service_id for row in rows if row.service_id is not None}
    return rows, services_named(act, ids, act.today)


def _counting(rows: Sequence[Consent], named: Named) -> set[int]:
    """The ids of the rows that count: of each question the latest answer, as `latest` has it."""
    newest_of: dict[tuple[str, str], int] = {}
    for row in rows:
        service = "" if row.service_id is None else named[row.service_id].key
        newest_of.setdefault((row.kind, service), row.id)
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
    counts = latest and _lives(row, act.today)
    if counts and service is not None:
        counts = _told_alike(row.told, service)
    stale = row.form_version != newest("consent", act.today) or (
        service is not None and not _told_alike(row.told, service)
    )
    return ConsentLine(
        id=row.id,
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
        living=counts,
        stale_wording=stale,
        filed_at=row.filed_at,
    )


def _holders(act: Act, visitor_id: int, service_id: int) -> tuple[Holder, ...]:
    rows = act.session.execute(
        select(Slip, Referral)
        .join(Referral, Referral.id == Slip.referral_id)
        .where(
            Referral.visitor_id == visitor_id,
            Referral.service_id.in_(same_service(act, service_id)),
            Slip.void_at.is_(None),
            Referral.progress != Progress.VOID.value,
        )
        .order_by(Slip.issued_at)
    )
    return tuple(
        Holder(
            partner=slip.record["partner"].replace("|", " "),
            slip_number=read(slip.number, PaperKind.SLIP).text,
            issued_on=local(slip.issued_at).date(),
            referral_id=referral.id,
            progress=Progress(referral.progress),
        )
        for slip, referral in rows
    )


def _stop_referrals(act: Act, visitor_id: int, service_id: int, reason: str) -> None:
    """What is still open under a withdrawn consent ends as 철회; its paper stays blocked."""
    rows = act.session.scalars(
        select(Referral).where(
            Referral.visitor_id == visitor_id,
            Referral.service_id.in_(same_service(act, service_id)),
        )
    )
    for referral in rows:
        if Progress.WITHDRAWN in MOVES[Progress(referral.progress)]:
            move(
                act,
                referral,
                Progress.WITHDRAWN,
                reason_code=CONSENT_WITHDRAWN,
                reason=reason,
            )
