"""What the counter does with consents: one method is one act."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import insert

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.consent import (
    Answer,
    Basis,
    ConsentDraft,
    ConsentKind,
    ConsentLine,
    GroundDraft,
)
from desktop.domain.errors import NotFound, Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.korean import tidy
from desktop.domain.paper_number import PaperKind
from desktop.domain.papers import ConsentRecord, ConsentService
from desktop.domain.rights import Right
from desktop.printing.wording import newest
from desktop.services.act import Office
from desktop.services.centre import centre_on
from desktop.services.consents.recording import (
    check_ground,
    check_rows,
    ground_row,
    is_child,
    paper_of,
    row_of,
    visitor_of,
)
from desktop.services.consents.records import ConsentQuestion, Holder, Withdrawn
from desktop.services.consents.standing import latest
from desktop.services.consents.stopping import stop_record
from desktop.services.consents.telling import refuse_untold
from desktop.services.consents.views import lines_of, questions_of, standing_of
from desktop.services.consents.withdrawing import holders_of, stop_referrals
from desktop.services.drafts import forget_draft
from desktop.services.numbers import take_number
from desktop.services.papers import ReadyPaper, draw, register
from desktop.services.partners import services_named
from desktop.store.consents import Consent, ConsentPaper


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
            account, Right.LOOK, ActKind.VIEW, (visitor_id,), "동의 확인", logged=False
        ) as act:
            return questions_of(act, visitor_id, service_ids)

    def of_visitor(self, account: SignedIn, visitor_id: int) -> tuple[ConsentLine, ...]:
        """Every answer ever recorded, the newest first."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, (visitor_id,), "동의 확인", logged=False
        ) as act:
            return lines_of(act, visitor_id)

    def standing(self, account: SignedIn, visitor_id: int) -> tuple[ConsentLine, ...]:
        """The answer that counts now for each kind and service, in the order of the paper."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, (visitor_id,), "동의 확인", logged=False
        ) as act:
            return standing_of(act, visitor_id)

    def needs_guardian(self, account: SignedIn, visitor_id: int, on: date | None = None) -> bool:
        """Whether the visitor was under 14 on the day of the signature."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, (visitor_id,), "동의 확인", logged=False
        ) as act:
            return is_child(visitor_of(act, visitor_id), on or act.today)

    def paper(
        self, account: SignedIn, visitor_id: int, service_ids: Sequence[int] = ()
    ) -> ReadyPaper:
        """The consent paper for this visitor, with a number of its own and nothing ticked.

        Raises Refused naming what a service does not tell yet.
        """
        with self._office.act(
            account, Right.AGREE, ActKind.PRINT, (visitor_id,), "동의 받기"
        ) as act:
            visitor_of(act, visitor_id)
            named = services_named(act, service_ids, act.today)
            every = [named[one].service for one in service_ids]
            services = [service for service in every if not service.internal]
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
        with self._office.act(account, Right.AGREE, ActKind.ENTER, subjects, "동의 기록") as act:
            if not rows:
                raise Refused("표시한 줄이 없습니다. 종이에 표시된 대로 한 줄씩 골라 주십시오.")
            if len(subjects) != 1:
                raise Refused("동의서 한 장에는 한 분의 동의만 적을 수 있습니다.")
            (visitor_id,) = subjects
            visitor = visitor_of(act, visitor_id)
            paper = paper_of(act, rows, visitor_id)
            form = paper.form_version if paper else newest("consent", act.today)
            asked = (row.service_id for row in rows if row.service_id is not None)
            named = services_named(act, asked, act.today)
            check_rows(act, rows, visitor, named)
            digits = (
                paper.number
                if paper
                else take_number(act, PaperKind.CONSENT, self._office.desk).digits
            )
            if paper is not None and paper.visitor_id is None:
                paper.visitor_id = visitor_id
            made = [row_of(act, row, named, digits, form) for row in rows]
            act.session.execute(insert(Consent), made)
            forget_draft(act, draft_id)
            act.changed("consent")
            act.session.flush()
            ids = {row["id"] for row in made}
            return tuple(line for line in lines_of(act, visitor_id, named) if line.id in ids)

    def record_ground(self, account: SignedIn, draft: GroundDraft) -> ConsentLine:
        """Write that data are used or given under a law or in an emergency, without a consent.

        With its article and the reason; it gets a number like a consent, so that paper and
        register can name it. Raises Refused with the fields that have to be mended.
        """
        with self._office.act(
            account, Right.AGREE, ActKind.ENTER, (draft.visitor_id,), "동의 없는 제공 근거"
        ) as act:
            visitor_of(act, draft.visitor_id)
            asked = () if draft.service_id is None else (draft.service_id,)
            named = services_named(act, asked, act.today)
            check_ground(draft, named)
            number = take_number(act, PaperKind.CONSENT, self._office.desk)
            form = newest("consent", act.today)
            made = ground_row(act, draft, named, number.digits, form)
            act.session.execute(insert(Consent), [made])
            act.changed("consent")
            act.session.flush()
            lines = lines_of(act, draft.visitor_id, named)
            return next(line for line in lines if line.id == made["id"])

    def withdraw(self, account: SignedIn, consent_id: int, reason: str) -> Withdrawn:
        """The visitor takes a consent back: a new row, and everybody who holds the data.

        Referrals under it that are still open end as 철회: those to its service, or all of
        them when the centre's own use is taken back. A ground recorded without a consent is
        ended likewise, by us. Raises Refused when there is nothing left to take back.
        """
        with self._office.act(account, Right.AGREE, ActKind.CHANGE, purpose="동의 철회") as act:
            given = act.session.get(Consent, consent_id)
            if given is None:
                raise NotFound("이 동의 기록을 찾을 수 없습니다.")
            act.about(given.visitor_id)
            kind, basis = ConsentKind(given.kind), Basis(given.basis)
            current = latest(act, given.visitor_id, kind, given.service_id, basis)
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
            if basis is Basis.CONSENT and kind in _HANDED_OVER:
                holders = holders_of(act, given.visitor_id, current.service_id)
                stop_referrals(act, given.visitor_id, current.service_id, tidy(reason))
            act.changed("consent")
            act.session.flush()
            line = next(line for line in lines_of(act, given.visitor_id) if line.id == values["id"])
            return Withdrawn(line, holders)

    def holders(self, account: SignedIn, consent_id: int) -> tuple[Holder, ...]:
        """Which partners hold data handed over under a consent: shown before it is withdrawn."""
        with self._office.act(account, Right.LOOK, ActKind.VIEW, purpose="제공 내역 확인") as act:
            given = act.session.get(Consent, consent_id)
            if given is None or ConsentKind(given.kind) not in _HANDED_OVER:
                return ()
            act.about(given.visitor_id)
            return holders_of(act, given.visitor_id, given.service_id)

    def stop_request(self, account: SignedIn, referral_id: int) -> ReadyPaper:
        """The letter that asks a partner to stop using what it was given.

        Raises Refused while no consent has been withdrawn.
        """
        with self._office.act(account, Right.AGREE, ActKind.PRINT, purpose="처리정지 요청") as act:
            record = stop_record(act, self._office, referral_id, account.name)
            footer = register(
                act,
                self._office,
                "stop",
                "처리정지 요청",
                visitor_id=act.subjects[0],
                record_id=referral_id,
            )
            return ReadyPaper(
                paper="stop",
                title="제공 정보 이용 중지 요청서",
                pdf=draw(record, footer).printable(),
                print_number=footer.print_number,
                number=record.number,
            )


_HANDED_OVER = (ConsentKind.COLLECTION, ConsentKind.THIRD_PARTY)
"""Whoever takes these back asks what went out of the house; nothing else ever does."""
