"""Referrals: one person sent to one partner service with a paper that says so.

A number belongs to one issued paper for ever. What was printed is stored as it was,
and a repeat print draws the same page from the stored record, whatever has changed
since. Changed content is the same referral with a new revision and a new number.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.calendar import show_date
from desktop.domain.clock import KST
from desktop.domain.errors import NotFound, Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.korean import tidy, with_particle
from desktop.domain.masking import mask_name
from desktop.domain.paper_number import PaperKind, PaperNumber, read
from desktop.domain.papers import (
    Footer,
    SlipRecord,
    to_json,
)
from desktop.domain.referral import (
    Evidence,
    Move,
    Paper,
    Progress,
    ReferralCard,
    ReferralLine,
    ReplyDraft,
    SlipDraft,
    SlipLine,
)
from desktop.services.act import Act, Office, local
from desktop.services.consents import (
    CONSENT_WITHDRAWN,
    Told,
    still_agreed,
    why_not,
)
from desktop.services.drafts import forget_draft
from desktop.services.moves import (
    PROGRESS,
    act_key,
    check_reason,
    is_today,
    move,
    move_paper,
    way,
)
from desktop.services.numbers import take_number
from desktop.services.papers import ReadyPaper, register
from desktop.services.partners import OPEN, same_service, service_on
from desktop.services.slips import (
    SlipGround,
    SlipPreview,
    check_slip,
    choices_of,
    compose,
    draft_from,
    draft_json,
    draw,
    fingerprint,
    first_draft,
    ground_of,
    look_at,
    refuse_identifiers,
    stored_record,
    visitor_of,
)
from desktop.store.consents import Consent, ConsentPaper
from desktop.store.office import Account, Printing
from desktop.store.partners import Organisation
from desktop.store.partners import PartnerService as ServiceRow
from desktop.store.people import Visitor
from desktop.store.referrals import Referral, ReferralMove, Reply, Slip
from desktop.store.visits import Visit

if TYPE_CHECKING:
    from desktop.printing.drawn import Drawn

REPLY_OUTCOMES = tuple(Progress(letter) for letter in "ACLJRSFN")
"""What a partner or the visitor can tell about a referral."""
SHOWN = 300


@dataclass(frozen=True, slots=True)
class SlipStart:
    """What the form begins with: the ground, a filled-in draft, and what to know first."""

    ground: SlipGround
    draft: SlipDraft
    masked_name: str
    name: str
    open_referral: ReferralLine | None
    same_kind: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IssuedSlip:
    """An issued paper: ready for the printer, its record stored."""

    line: SlipLine
    record: SlipRecord
    paper: ReadyPaper
    referral_id: int
    visitor_id: int


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """What a number belongs to, before anything opens: masked name and partner.

    `state` is a sentence; `successor` the number that replaced a void slip.
    """

    kind: PaperKind
    number: str
    masked_name: str
    partner: str
    state: str
    void: bool = False
    successor: str = ""
    visitor_id: int | None = None
    referral_id: int | None = None
    progress: Progress | None = None
    issued_on: date | None = None
    reply_due: date | None = None
    outcomes: tuple[Progress, ...] = ()


class Referrals:
    """What the counter does with referrals and their slips."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def prepare(
        self, account: SignedIn, visitor_id: int, service_id: int, visit_id: int | None = None
    ) -> SlipStart:
        """What the slip's form begins with: dates by default, criteria and wishes as known.

        The visitor's data appear here in full: a logged 조회. Raises NotFound.
        """
        with self._office.act(account, ActKind.VIEW, (visitor_id,), "연계 의뢰 준비") as act:
            ground = ground_of(act, self._office, visitor_id, service_id, account.name)
            visitor = visitor_of(act, visitor_id)
            draft = first_draft(act, self._office, ground, visitor)
            existing = _open_referral(act, visitor_id, service_id)
            return SlipStart(
                ground=ground,
                draft=replace(draft, visit_id=visit_id),
                masked_name=mask_name(visitor.name),
                name=visitor.name,
                open_referral=_line(act, existing) if existing else None,
                same_kind=_same_kind(act, ground, visitor_id),
            )

    def reopen(self, account: SignedIn, referral_id: int) -> SlipStart:
        """The form again with what the last slip said, to issue a changed one (제n+1차)."""
        with self._office.act(account, ActKind.VIEW, purpose="연계 의뢰 고침") as act:
            referral = _referral(act, referral_id)
            act.about(referral.visitor_id)
            slip = _last_slip(act, referral)
            ground = ground_of(
                act, self._office, referral.visitor_id, referral.service_id, account.name
            )
            visitor = visitor_of(act, referral.visitor_id)
            draft = replace(draft_from(slip.draft), referral_id=referral.id)
            return SlipStart(
                ground=ground,
                draft=replace(draft, reply_due=None, valid_until=None),
                masked_name=mask_name(visitor.name),
                name=visitor.name,
                open_referral=_line(act, referral),
                same_kind=(),
            )

    def preview(self, account: SignedIn, draft: SlipDraft, kept: Sequence[str] = ()) -> SlipPreview:
        """The page as it would be printed now. Not logged: the form has shown it all."""
        with self._office.act(
            account, ActKind.VIEW, (draft.visitor_id,), "연계 의뢰 준비", logged=False
        ) as act:
            ground = ground_of(act, self._office, draft.visitor_id, draft.service_id, account.name)
            return look_at(ground, draft, self._office, kept)

    def issue(
        self,
        account: SignedIn,
        draft: SlipDraft,
        kept: Sequence[str] = (),
        *,
        draft_id: int | None = None,
    ) -> IssuedSlip:
        """Issue the slip: number, stored record, first move and print, all in one act.

        `kept` are words of the text that were pointed at and left on purpose; the kept
        form `draft_id` goes in the same act. Raises Refused with the fields that have to
        be mended; then no number was taken.
        """
        if draft.referral_id is not None:
            return self.revise(account, draft, kept, draft_id=draft_id)
        with self._office.act(account, ActKind.PRINT, (draft.visitor_id,), "연계 의뢰") as act:
            ground = ground_of(act, self._office, draft.visitor_id, draft.service_id, account.name)
            check_slip(act, self._office, ground, draft, kept)
            existing = _open_referral(act, draft.visitor_id, draft.service_id)
            if existing is not None:
                sentence = (
                    f"이 기관에는 이미 의뢰하셨습니다({_shown(existing.number)}). "
                    "그 의뢰를 고치거나 무효로 한 뒤에 새로 발급해 주십시오."
                )
                raise Refused(sentence, {"service_id": sentence})
            referral = Referral(
                id=act.new_id(),
                visitor_id=draft.visitor_id,
                service_id=ground.service.id,
                visit_id=draft.visit_id or _visit_today(act, draft.visitor_id),
                counsellor_id=account.account_id,
                opened_at=act.now,
                progress=Progress.DRAFT.value,
                paper=Paper.UNPRINTED.value,
            )
            act.session.add(referral)
            act.session.flush()
            issued = _issue(act, self._office, ground, draft, referral, revision=1, replaced=None)
            move(act, referral, Progress.ISSUED)
            forget_draft(act, draft_id)
            return issued

    def revise(
        self,
        account: SignedIn,
        draft: SlipDraft,
        kept: Sequence[str] = (),
        *,
        draft_id: int | None = None,
    ) -> IssuedSlip:
        """Changed content: the same referral, the next revision, a new number, the old one void.

        Raises Refused for a referral that is closed.
        """
        with self._office.act(account, ActKind.PRINT, (draft.visitor_id,), "연계 의뢰") as act:
            if draft.referral_id is None:
                raise Refused("고칠 의뢰를 먼저 골라 주십시오.")
            referral = _referral(act, draft.referral_id)
            if Progress(referral.progress).closed:
                raise Refused(
                    f"‘{Progress(referral.progress).label}’ 처리된 의뢰입니다. "
                    "새 의뢰서를 발급해 주십시오."
                )
            if referral.visitor_id != draft.visitor_id or referral.service_id not in same_service(
                act, draft.service_id
            ):
                raise Refused(
                    "다른 분이나 다른 기관의 의뢰로 바꿀 수 없습니다. 새로 발급해 주십시오."
                )
            ground = ground_of(act, self._office, draft.visitor_id, draft.service_id, account.name)
            check_slip(act, self._office, ground, draft, kept)
            old = _last_slip(act, referral)
            forget_draft(act, draft_id)
            return _issue(
                act,
                self._office,
                ground,
                draft,
                referral,
                revision=old.revision + 1,
                replaced=old,
            )

    def reprint(self, account: SignedIn, slip_id: int) -> IssuedSlip:
        """The same paper again: same number, same page, 재출력 n in its foot line.

        Refused once the consent is withdrawn or the number is void.
        """
        with self._office.act(account, ActKind.PRINT, purpose="의뢰서 재출력") as act:
            slip = act.session.get(Slip, slip_id)
            if slip is None:
                raise NotFound("이 의뢰서를 찾을 수 없습니다.")
            referral = _referral(act, slip.referral_id)
            act.about(referral.visitor_id)
            if slip.void_at is not None:
                raise Refused(_void_sentence(act, slip))
            record = stored_record(slip)
            told = Told(record.partner, record.purpose)
            consent = still_agreed(act, referral.visitor_id, referral.service_id, told)
            if consent is None:
                service = service_on(act, referral.service_id, act.today)
                raise Refused(why_not(act, referral.visitor_id, service) or _AGREED_ANEW)
            _refuse_items_taken_back(record, consent)
            slip.reprints += 1
            footer = register(
                act,
                self._office,
                "slip",
                "의뢰서 재출력",
                visitor_id=referral.visitor_id,
                record_id=slip.id,
                copies=len(record.copies),
                reprint=slip.reprints,
            )
            drawn = draw(record, footer, draft_from(slip.draft).large_type)
            if fingerprint(drawn.text) != slip.text_hash:
                raise Refused(
                    "저장된 의뢰서와 다르게 그려져 인쇄하지 않았습니다. 관리자에게 알려 주십시오."
                )
            act.changed("paper")
            return _issued(act, slip, referral, record, footer, drawn)

    def handed(
        self,
        account: SignedIn,
        referral_id: int,
        how: Paper = Paper.HANDED,
        evidence: Evidence = Evidence.OURSELVES,
    ) -> ReferralLine:
        """The paper left the counter: given to the visitor or sent to the partner."""
        with self._office.act(account, ActKind.CHANGE, purpose="의뢰서 전달") as act:
            if how not in (Paper.HANDED, Paper.SENT):
                raise Refused("교부와 발송 가운데 하나를 골라 주십시오.")
            referral = _referral(act, referral_id)
            act.about(referral.visitor_id)
            if Progress(referral.progress) in (Progress.ISSUED, Progress.NO_SHOW):
                move(act, referral, Progress.HANDED, evidence=evidence)
            elif Progress(referral.progress).closed:
                raise Refused("이미 끝난 의뢰입니다.")
            referral.handed_at = act.now
            move_paper(act, referral, how, evidence=evidence)
            return _line(act, referral)

    def void(
        self, account: SignedIn, referral_id: int, reason_code: str, reason: str = ""
    ) -> ReferralLine:
        """Issued by mistake: the referral is not counted and its paper is void on scan."""
        with self._office.act(account, ActKind.CHANGE, purpose="의뢰 무효") as act:
            refuse_identifiers(reason=reason)
            referral = _referral(act, referral_id)
            act.about(referral.visitor_id)
            move(act, referral, Progress.VOID, reason_code=reason_code, reason=tidy(reason))
            slip = _last_slip(act, referral)
            slip.void_at = act.now
            slip.void_reason = reason_code
            return _line(act, referral)

    def conclude(
        self,
        account: SignedIn,
        referral_id: int,
        progress: Progress,
        reason_code: str = "",
        reason: str = "",
    ) -> ReferralLine:
        """Say ourselves that somebody did not go, nobody answered, or it was called off."""
        with self._office.act(account, ActKind.CHANGE, purpose="연계 상태 기록") as act:
            refuse_identifiers(reason=reason)
            if progress not in (Progress.NO_SHOW, Progress.NO_ANSWER, Progress.WITHDRAWN):
                raise Refused("불참, 무응답, 철회 가운데 하나를 골라 주십시오.")
            referral = _referral(act, referral_id)
            act.about(referral.visitor_id)
            move(act, referral, progress, reason_code=reason_code, reason=tidy(reason))
            return _line(act, referral)

    def find_number(self, account: SignedIn, typed: str) -> FoundNumber:
        """What a typed or scanned number belongs to: masked name and partner, nothing more.

        One box takes slip, visit, consent and print numbers; their lengths tell them
        apart. Raises Unreadable for digits that cannot be a number, NotFound otherwise.
        """
        number = read(typed)
        with self._office.act(account, ActKind.SEARCH, purpose="번호로 찾기") as act:
            found = _find(act, number)
            act.about(found.visitor_id)
            act.count = 1
            return found

    def record_reply(
        self, account: SignedIn, reply: ReplyDraft, draft_id: int | None = None
    ) -> ReferralLine:
        """Write what came back; what the reply leaves out is inferred and stamped so.

        The kept form `draft_id` goes in the same act. The same outcome again is news
        without a move. Raises Refused for an outcome the referral cannot take any more, a
        missing reason, or a void number.
        """
        number = read(reply.number, PaperKind.SLIP)
        with self._office.act(account, ActKind.CHANGE, purpose="회신 기록") as act:
            slip = act.session.scalars(select(Slip).where(Slip.number == number.digits)).first()
            if slip is None:
                raise NotFound(f"의뢰번호 {number.text}로 발급한 의뢰서가 없습니다.")
            referral = _referral(act, slip.referral_id)
            act.about(referral.visitor_id)
            if slip.void_at is not None:
                raise Refused(_void_sentence(act, slip), {"number": _void_sentence(act, slip)})
            _check_reply(act, reply, slip)
            if reply.outcome.value != referral.progress:
                move(
                    act,
                    referral,
                    reply.outcome,
                    evidence=reply.evidence,
                    reason_code=reply.reason_code,
                    reason=tidy(reply.remark),
                    source_name=tidy(reply.source_name),
                )
            if reply.evidence in _ON_PAPER:
                move_paper(act, referral, Paper.RETURNED, evidence=reply.evidence)
            values = {
                "id": act.new_id(),
                "referral_id": referral.id,
                "slip_id": slip.id,
                "received_on": reply.received_on,
                "recorded_at": act.now,
                "by_id": account.account_id,
                "evidence": reply.evidence.value,
                "outcome": reply.outcome.value,
                "reason_code": reply.reason_code,
                "remark": tidy(reply.remark),
                "source_name": tidy(reply.source_name),
                "date_told": reply.date_told,
                "act_id": act_key(act),
                "undone": False,
            }
            act.session.execute(insert(Reply), [values])
            forget_draft(act, draft_id)
            act.changed("referral")
            return _line(act, referral)

    def undo(self, account: SignedIn, referral_id: int) -> ReferralLine:
        """Take back the last move, the same day and by whoever made it.

        An issued number cannot be taken back: such a slip is made void instead.
        """
        with self._office.act(account, ActKind.CHANGE, purpose="되돌리기") as act:
            referral = _referral(act, referral_id)
            act.about(referral.visitor_id)
            _undo(act, referral)
            return _line(act, referral)

    def card(self, account: SignedIn, referral_id: int) -> ReferralCard:
        """One referral with its moves and every slip ever issued for it."""
        with self._office.act(account, ActKind.VIEW, purpose="연계 보기") as act:
            referral = _referral(act, referral_id)
            act.about(referral.visitor_id)
            return _card(act, referral)

    def of_visitor(self, account: SignedIn, visitor_id: int) -> tuple[ReferralLine, ...]:
        """A visitor's referrals, the newest first; the visitor's page is open already."""
        with self._office.act(
            account, ActKind.VIEW, (visitor_id,), "연계 보기", logged=False
        ) as act:
            rows = act.session.scalars(
                select(Referral)
                .where(Referral.visitor_id == visitor_id)
                .order_by(Referral.opened_at.desc(), Referral.id.desc())
            ).all()
            return _lines(act, rows)

    def open_ones(
        self, account: SignedIn, *, overdue: bool = False, all_states: bool = False
    ) -> tuple[ReferralLine, ...]:
        """The list of the screen 연계, names masked: what is late first, then by due date."""
        with self._office.act(account, ActKind.VIEW, purpose="연계 목록", logged=False) as act:
            asked = select(Referral)
            if not all_states:
                asked = asked.where(Referral.progress.in_(OPEN))
            if overdue:
                asked = asked.where(Referral.reply_due < act.today)
            order = Referral.opened_at.desc() if all_states else Referral.reply_due
            rows = act.session.scalars(asked.order_by(order, Referral.id).limit(SHOWN)).all()
            return _lines(act, rows)

    def reasons(self, account: SignedIn, progress: Progress) -> tuple[tuple[str, str], ...]:
        """Codes and words of why a referral came to a state, in the order of the reply form."""
        with self._office.act(account, ActKind.VIEW, purpose="사유 목록", logged=False) as act:
            return reasons_for(self._office, progress, act.today)


# Issuing ----------------------------------------------------------------------------------


def _issue(
    act: Act,
    office: Office,
    ground: SlipGround,
    draft: SlipDraft,
    referral: Referral,
    *,
    revision: int,
    replaced: Slip | None,
) -> IssuedSlip:
    number = take_number(act, PaperKind.SLIP, office.desk)
    record, _ = compose(
        ground,
        draft,
        number=number.text,
        revision=revision,
        replaces=_shown(replaced.number) if replaced else "",
    )
    slip = Slip(
        id=act.new_id(),
        referral_id=referral.id,
        number=number.digits,
        revision=revision,
        issued_at=act.now,
        issued_by_id=act.account.account_id,
        consent_id=ground.consent_id,
        record=json.loads(to_json(record)),
        draft=draft_json(draft),
        template=record.form,
        reprints=0,
    )
    footer = register(
        act,
        office,
        "slip",
        "기관 연계",
        visitor_id=referral.visitor_id,
        record_id=slip.id,
        copies=len(record.copies),
    )
    drawn = draw(record, footer, draft.large_type)
    drawn.printable()
    slip.text_hash = fingerprint(drawn.text)
    act.session.add(slip)
    if replaced is not None:
        replaced.void_at = act.now
        replaced.void_reason = "revised"
    referral.number = number.digits
    referral.issued_on = act.today
    referral.valid_until = record.valid_until
    referral.reply_due = record.reply_due
    referral.appointment_at = (
        datetime.combine(record.appointment_on, record.appointment_at or time(9), KST)
        if record.appointment_on
        else None
    )
    referral.reason_code = draft.reason_code
    move_paper(act, referral, Paper.PRINTED, reason="다시 발급" if replaced is not None else "")
    act.changed("referral", "paper")
    act.session.flush()
    return _issued(act, slip, referral, record, footer, drawn)


_AGREED_ANEW = "그 뒤에 바뀐 내용으로 다시 동의하셨습니다. 의뢰서를 고쳐 새로 발급해 주십시오."


def _refuse_items_taken_back(record: SlipRecord, consent: Consent) -> None:
    """A newer consent may hold fewer items than the paper shows: then it is not printed again."""
    gone = [row.item.label for row in record.rows if row.item.value not in consent.items]
    if gone:
        raise Refused(
            f"지금 동의하신 항목에 {', '.join(gone)} 항목이 없어 다시 인쇄하지 않았습니다. "
            "의뢰서를 고쳐 새로 발급해 주십시오."
        )


def _issued(
    act: Act, slip: Slip, referral: Referral, record: SlipRecord, footer: Footer, drawn: "Drawn"
) -> IssuedSlip:
    return IssuedSlip(
        line=_slip_line(act, slip, ""),
        record=record,
        paper=ReadyPaper(
            paper="slip",
            title=f"연계 의뢰서 {record.number}",
            pdf=drawn.printable(),
            print_number=footer.print_number,
            number=record.number,
        ),
        referral_id=referral.id,
        visitor_id=referral.visitor_id,
    )


# Reading ----------------------------------------------------------------------------------


def _referral(act: Act, referral_id: int) -> Referral:
    referral = act.session.get(Referral, referral_id)
    if referral is None:
        raise NotFound("이 의뢰를 찾을 수 없습니다.")
    return referral


def _last_slip(act: Act, referral: Referral) -> Slip:
    slip = act.session.scalars(
        select(Slip).where(Slip.referral_id == referral.id).order_by(Slip.revision.desc()).limit(1)
    ).first()
    if slip is None:
        raise NotFound("이 의뢰로 발급한 의뢰서가 없습니다.")
    return slip


def _open_referral(act: Act, visitor_id: int, service_id: int) -> Referral | None:
    return act.session.scalars(
        select(Referral).where(
            Referral.visitor_id == visitor_id,
            Referral.service_id.in_(same_service(act, service_id)),
            Referral.progress.in_(OPEN),
        )
    ).first()


def _same_kind(act: Act, ground: SlipGround, visitor_id: int) -> tuple[str, ...]:
    """Other partners at work for the visitor with the same kind of help: worth a word."""
    rows = act.session.execute(
        select(Referral.number, ServiceRow.kinds, ServiceRow.name, Organisation.short_name)
        .join(ServiceRow, ServiceRow.id == Referral.service_id)
        .join(Organisation, Organisation.id == ServiceRow.organisation_id)
        .where(
            Referral.visitor_id == visitor_id,
            Referral.progress.in_(OPEN),
            Referral.service_id != ground.service.id,
        )
    )
    return tuple(
        f"{short} {name}"
        for _, kinds, name, short in rows
        if set(kinds) & set(ground.service.kinds)
    )


def _visit_today(act: Act, visitor_id: int) -> int | None:
    return act.session.scalars(
        select(Visit.id)
        .where(Visit.visitor_id == visitor_id, Visit.day == act.today)
        .order_by(Visit.arrived_at.desc())
        .limit(1)
    ).first()


def _shown(digits: str) -> str:
    return read(digits, PaperKind.SLIP).text if digits else ""


def _line(act: Act, referral: Referral) -> ReferralLine:
    act.session.flush()
    return _lines(act, (referral,))[0]


def _lines(act: Act, rows: Sequence[Referral]) -> tuple[ReferralLine, ...]:
    if not rows:
        return ()
    names = _named(act, Visitor, {row.visitor_id for row in rows})
    staff = _named(act, Account, {row.counsellor_id for row in rows})
    services = {
        row.id: (row.name, row.short_name or row.organisation)
        for row in act.session.execute(
            select(
                ServiceRow.id,
                ServiceRow.name,
                Organisation.short_name,
                Organisation.name.label("organisation"),
            )
            .join(Organisation, Organisation.id == ServiceRow.organisation_id)
            .where(ServiceRow.id.in_({row.service_id for row in rows}))
        )
    }
    return tuple(
        ReferralLine(
            id=row.id,
            version=row.version,
            number=_shown(row.number),
            visitor_id=row.visitor_id,
            masked_name=mask_name(names.get(row.visitor_id, "")),
            partner=services[row.service_id][1],
            service=services[row.service_id][0],
            service_id=row.service_id,
            progress=Progress(row.progress),
            paper=Paper(row.paper),
            issued_on=row.issued_on,
            valid_until=row.valid_until,
            reply_due=row.reply_due,
            overdue=row.progress in OPEN
            and row.reply_due is not None
            and row.reply_due < act.today,
            counsellor=staff.get(row.counsellor_id, ""),
        )
        for row in rows
    )


def _named(act: Act, table: type[Visitor] | type[Account], ids: set[int]) -> dict[int, str]:
    rows = act.session.execute(select(table.id, table.name).where(table.id.in_(ids)))
    return {row.id: row.name for row in rows}


def _slip_line(act: Act, slip: Slip, successor: str) -> SlipLine:
    by = act.session.execute(select(Account.name).where(Account.id == slip.issued_by_id)).scalar()
    return SlipLine(
        id=slip.id,
        number=_shown(slip.number),
        revision=slip.revision,
        issued_at=local(slip.issued_at),
        issued_by=by or "",
        void=slip.void_at is not None,
        void_reason=slip.void_reason,
        successor=successor,
        reprints=slip.reprints,
    )


def _successor(act: Act, slip: Slip) -> str:
    """The number that replaced a void slip, empty when none did."""
    digits = act.session.execute(
        select(Slip.number).where(
            Slip.referral_id == slip.referral_id, Slip.revision == slip.revision + 1
        )
    ).scalar()
    return _shown(digits or "")


def _void_sentence(act: Act, slip: Slip) -> str:
    successor = _successor(act, slip)
    if successor:
        old = with_particle(_shown(slip.number), "은/는")
        return f"{old} 무효입니다. 다시 발급한 {successor} 번호로 적어 주십시오."
    return f"{with_particle(_shown(slip.number), '은/는')} 무효로 한 의뢰서입니다."


def _card(act: Act, referral: Referral) -> ReferralCard:
    slips = act.session.scalars(
        select(Slip).where(Slip.referral_id == referral.id).order_by(Slip.revision)
    ).all()
    moves = act.session.execute(
        select(ReferralMove, Account.name)
        .join(Account, Account.id == ReferralMove.by_id)
        .where(ReferralMove.referral_id == referral.id, ReferralMove.undone.is_(False))
        .order_by(ReferralMove.at, ReferralMove.id)
    )
    record = stored_record(slips[-1]) if slips else None
    return ReferralCard(
        line=_line(act, referral),
        moves=tuple(
            Move(
                at=local(row.at),
                axis=row.axis,
                before=row.before,
                after=row.after,
                by=name,
                evidence=row.evidence,
                reason=row.reason or row.reason_code,
                source_name=row.source_name,
                inferred=row.inferred,
            )
            for row, name in moves
        ),
        slips=tuple(
            _slip_line(act, slip, _shown(later.number) if later else "")
            for slip, later in zip(slips, [*slips[1:], None], strict=True)
        ),
        items=tuple(row.item for row in record.rows) if record else (),
    )


def _find(act: Act, number: PaperNumber) -> FoundNumber:
    if number.kind is PaperKind.SLIP:
        return _find_slip(act, number)
    if number.kind is PaperKind.VISIT:
        visit = act.session.scalars(select(Visit).where(Visit.number == number.digits)).first()
        if visit is not None:
            return FoundNumber(
                number.kind,
                number.text,
                _masked(act, visit.visitor_id),
                "",
                f"{show_date(visit.day)} 접수",
                visitor_id=visit.visitor_id,
            )
    if number.kind is PaperKind.CONSENT:
        consent = act.session.scalars(
            select(Consent).where(Consent.number == number.digits).limit(1)
        ).first()
        paper = act.session.scalars(
            select(ConsentPaper).where(ConsentPaper.number == number.digits)
        ).first()
        owner = consent.visitor_id if consent else paper.visitor_id if paper else None
        if consent is not None or paper is not None:
            state = "동의 기록됨" if consent is not None else "인쇄만 하고 기록 전"
            return FoundNumber(
                number.kind, number.text, _masked(act, owner), "", state, visitor_id=owner
            )
    if number.kind is PaperKind.PRINT:
        printed = act.session.scalars(
            select(Printing).where(Printing.number == number.digits)
        ).first()
        if printed is not None:
            return FoundNumber(
                number.kind,
                number.text,
                _masked(act, printed.visitor_id),
                "",
                f"{show_date(local(printed.at).date())} 출력 · {printed.purpose}",
                visitor_id=printed.visitor_id,
            )
    raise NotFound(f"{number.kind.label} {number.text} 기록이 없습니다. 종이를 다시 보아 주십시오.")


def _find_slip(act: Act, number: PaperNumber) -> FoundNumber:
    slip = act.session.scalars(select(Slip).where(Slip.number == number.digits)).first()
    if slip is None:
        raise NotFound(f"의뢰번호 {number.text}로 발급한 의뢰서가 없습니다. 다시 보아 주십시오.")
    referral = _referral(act, slip.referral_id)
    line = _line(act, referral)
    void = slip.void_at is not None
    return FoundNumber(
        kind=number.kind,
        number=number.text,
        masked_name=line.masked_name,
        partner=f"{line.partner} · {line.service}",
        state=_void_sentence(act, slip) if void else line.progress.label,
        void=void,
        successor=_successor(act, slip) if void else "",
        visitor_id=referral.visitor_id,
        referral_id=referral.id,
        progress=line.progress,
        issued_on=line.issued_on,
        reply_due=line.reply_due,
        outcomes=() if void else outcomes_from(line.progress),
    )


def _masked(act: Act, visitor_id: int | None) -> str:
    if visitor_id is None:
        return ""
    return mask_name(visitor_of(act, visitor_id).name)


# Replies and undoing ----------------------------------------------------------------------

_ON_PAPER = (Evidence.SLIP, Evidence.FAX, Evidence.POST)


def outcomes_from(progress: Progress) -> tuple[Progress, ...]:
    """What a reply may tell about a referral that stands there."""
    return tuple(
        outcome
        for outcome in REPLY_OUTCOMES
        if (outcome is progress and not progress.closed) or way(progress, outcome)
    )


def reasons_for(office: Office, progress: Progress, day: date) -> tuple[tuple[str, str], ...]:
    """Codes and words that explain a state; the reply form's own list for 반려."""
    if not progress.needs_reason:
        return ()
    if progress is Progress.DECLINED:
        return choices_of(office, "decline_reasons", day)
    codes = office.codes.lists.get("move_reasons")
    return tuple(
        (code.code, code.label)
        for code in (codes.valid(day) if codes else ())
        if progress.value in _letters(code.facts.get("progress"))
    )


def _letters(fact: object) -> tuple[str, ...]:
    return fact if isinstance(fact, tuple) else ()


def _check_reply(act: Act, reply: ReplyDraft, slip: Slip) -> None:
    wrong: dict[str, str] = {}
    if reply.outcome not in REPLY_OUTCOMES:
        wrong["outcome"] = "회신에서 고를 수 없는 결과입니다."
    if reply.received_on > act.today:
        wrong["received_on"] = "아직 오지 않은 날입니다."
    elif reply.received_on < local(slip.issued_at).date():
        wrong["received_on"] = "발급한 날보다 앞설 수 없습니다."
    for name, text in (("remark", reply.remark), ("source_name", reply.source_name)):
        if findings := find_identifiers(text):
            wrong[name] = findings[0].advice
    if wrong:
        raise Refused("저장하지 않았습니다. 표시한 칸을 보아 주십시오.", wrong)
    check_reason(reply.outcome, reply.reason_code, reply.remark)


def _undo(act: Act, referral: Referral) -> None:
    moves = act.session.scalars(
        select(ReferralMove)
        .where(ReferralMove.referral_id == referral.id, ReferralMove.undone.is_(False))
        .order_by(ReferralMove.id.desc())
    ).all()
    replies = act.session.scalars(
        select(Reply).where(Reply.referral_id == referral.id, Reply.undone.is_(False))
    ).all()
    last_act = max([row.act_id for row in moves] + [row.act_id for row in replies], default=None)
    batch = [row for row in moves if row.act_id == last_act]
    told = [row for row in replies if row.act_id == last_act]
    if not batch and not told:
        raise Refused("되돌릴 것이 없습니다.")
    if not all(is_today(act, row.by_id, row.at) for row in batch) or not all(
        is_today(act, row.by_id, row.recorded_at) for row in told
    ):
        raise Refused("오늘 직접 하신 일만 되돌릴 수 있습니다. 새로 기록해 주십시오.")
    if any(row.after in (Progress.ISSUED.value, Paper.PRINTED.value) for row in batch):
        raise Refused("발급한 번호는 되돌릴 수 없습니다. 의뢰를 무효로 해 주십시오.")
    if any(row.reason_code == CONSENT_WITHDRAWN for row in batch):
        raise Refused("동의를 거두셔서 끝난 의뢰입니다. 동의를 새로 받아 다시 발급해 주십시오.")
    for row in batch:  # the newest first
        _take_back(act, referral, row)
    for reply in told:
        reply.undone = True
    if not Progress(referral.progress).closed:
        referral.closed_on = None
    act.changed("referral")


def _take_back(act: Act, referral: Referral, row: ReferralMove) -> None:
    row.undone = True
    if row.axis != PROGRESS:
        referral.paper = row.before
        if row.after in (Paper.HANDED.value, Paper.SENT.value):
            referral.handed_at = None
        return
    referral.progress = row.before
    if row.after == Progress.VOID.value:
        slip = _last_slip(act, referral)
        slip.void_at = None
        slip.void_reason = ""
