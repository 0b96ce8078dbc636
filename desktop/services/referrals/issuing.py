"""A paper is issued: number, frozen record and print, all in the caller's act."""

import json
from datetime import datetime, time
from typing import TYPE_CHECKING

from desktop.domain.clock import KST
from desktop.domain.consent import Item
from desktop.domain.errors import NotFound, Refused
from desktop.domain.paper_number import PaperKind
from desktop.domain.papers import Footer, SlipRecord, to_json
from desktop.domain.referral import Paper, Progress, SlipDraft
from desktop.services.act import Act, Office
from desktop.services.clocks import set_clocks
from desktop.services.consents import still_given, why_not
from desktop.services.held_back import held_back
from desktop.services.moves import move, move_paper
from desktop.services.numbers import take_number
from desktop.services.papers import ReadyPaper, register
from desktop.services.partners import service_on
from desktop.services.referrals.reading import referral_of, shown_number
from desktop.services.referrals.records import IssuedSlip
from desktop.services.referrals.views import slip_line_of, void_sentence
from desktop.services.slips import (
    SlipGround,
    compose,
    draft_from,
    draft_json,
    draw,
    fingerprint,
    stored_record,
)
from desktop.store.referrals import Referral, Slip

if TYPE_CHECKING:
    from desktop.printing.drawn import Drawn


def issue_slip(
    act: Act,
    office: Office,
    ground: SlipGround,
    draft: SlipDraft,
    referral: Referral,
    *,
    revision: int,
    replaced: Slip | None,
) -> IssuedSlip:
    """Issue the next paper of a referral; the one it replaces is void.

    With its first paper a referral is issued, and kept; until then it is a draft.
    """
    number = take_number(act, PaperKind.SLIP, office.desk)
    record, _ = compose(
        ground,
        draft,
        number=number.text,
        revision=revision,
        replaces=shown_number(replaced.number) if replaced else "",
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
        language=draft.language,
        reprints=0,
    )
    footer = register(
        act,
        office,
        "slip",
        "내부 연계" if ground.service.internal else "기관 연계",
        visitor_id=referral.visitor_id,
        record_id=slip.id,
        copies=len(record.copies),
        receiver=record.partner.replace("|", "")[:80],
    )
    drawn = draw(record, footer, draft.large_type)
    drawn.printable()
    slip.text_hash = fingerprint(drawn.text)
    # Not before both numbers are taken and the sheet is drawn: it is written once, as it stays.
    act.session.add_all((referral, slip))
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
    if replaced is not None:
        move_paper(act, referral, Paper.LOST, reason="다시 발급")
    move_paper(act, referral, Paper.PRINTED)
    if referral.progress == Progress.DRAFT.value:
        move(act, referral, Progress.ISSUED)
    # A changed paper has its own days, which the clocks go by.
    set_clocks(act, referral)
    act.changed("referral", "paper")
    act.session.flush()
    return _issued(act, slip, referral, record, footer, drawn, large=draft.large_type)


def reprint_slip(act: Act, office: Office, slip_id: int) -> IssuedSlip:
    """The page drawn again from its record; refused when it would say anything else."""
    slip = act.session.get(Slip, slip_id)
    if slip is None:
        raise NotFound("이 의뢰서를 찾을 수 없습니다.")
    referral = referral_of(act, slip.referral_id)
    act.about(referral.visitor_id)
    if slip.void_at is not None:
        raise Refused(void_sentence(act, slip))
    record = stored_record(slip)
    given = still_given(act, referral.visitor_id, referral.service_id, record.purpose)
    if not given:
        service = service_on(act, referral.service_id, act.today)
        raise Refused(why_not(act, referral.visitor_id, service) or _AGREED_ANEW)
    _refuse_items_taken_back(record, given)
    held = held_back(act, referral.visitor_id, (row.item for row in record.rows))
    if held is not None:
        raise Refused(held.sentence())
    slip.reprints += 1
    footer = register(
        act,
        office,
        "slip",
        "의뢰서 재출력",
        visitor_id=referral.visitor_id,
        record_id=slip.id,
        copies=len(record.copies),
        reprint=slip.reprints,
        receiver=record.partner.replace("|", "")[:80],
    )
    large = draft_from(slip.draft).large_type
    drawn = draw(record, footer, large)
    if fingerprint(drawn.text) != slip.text_hash:
        raise Refused(
            "저장된 의뢰서와 다르게 그려져 인쇄하지 않았습니다. 관리자에게 알려 주십시오."
        )
    act.changed("paper")
    return _issued(act, slip, referral, record, footer, drawn, large=large)


_AGREED_ANEW = "그 뒤에 바뀐 내용으로 다시 동의하셨습니다. 의뢰서를 고쳐 새로 발급해 주십시오."


def _refuse_items_taken_back(record: SlipRecord, given: frozenset[Item]) -> None:
    """A newer consent may hold fewer items than the paper shows: then it is not printed again."""
    gone = [row.item.label for row in record.rows if row.item not in given]
    if gone:
        raise Refused(
            f"지금 동의하신 항목에 {', '.join(gone)} 항목이 없어 다시 인쇄하지 않았습니다. "
            "의뢰서를 고쳐 새로 발급해 주십시오."
        )


def _issued(
    act: Act,
    slip: Slip,
    referral: Referral,
    record: SlipRecord,
    footer: Footer,
    drawn: "Drawn",
    *,
    large: bool,
) -> IssuedSlip:
    return IssuedSlip(
        line=slip_line_of(act, slip, ""),
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
        footer=footer,
        large=large,
    )
