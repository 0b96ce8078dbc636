"""Which program draws which record."""

from typing import TYPE_CHECKING

from desktop.domain.papers import (
    ApplicationRecord,
    BlankRecord,
    CallSheetRecord,
    ConsentRecord,
    DaySheetRecord,
    Footer,
    HandoverRecord,
    NoteRecord,
    PaperRecord,
    PartnerSheetRecord,
    ProofRecord,
    ReceiptRecord,
    ReportRecord,
    SlipRecord,
    StopRecord,
)

if TYPE_CHECKING:
    from desktop.printing.drawn import Drawn


def draw(record: PaperRecord, footer: Footer | None = None, *, large: bool = False) -> "Drawn":
    """Any paper but the slip, drawn: the file, what it says, and what is wrong with it."""
    # reportlab costs a quarter of a second: loaded with the first paper, not with the window.
    from desktop.printing import (
        application,
        blank,
        call_sheet,
        consent,
        day_sheet,
        handover,
        note,
        partner_sheet,
        proof,
        receipt,
        report,
        stop,
    )

    match record:
        case ApplicationRecord():
            return application.draw_application(record, footer)
        case ReceiptRecord():
            return receipt.draw_receipt(record, footer, large=large)
        case ConsentRecord():
            return consent.draw_consent(record, footer)
        case NoteRecord():
            return note.draw_note(record, footer)
        case ProofRecord():
            return proof.draw_proof(record, footer)
        case PartnerSheetRecord():
            return partner_sheet.draw_partner_sheet(record, footer, large=large)
        case DaySheetRecord():
            return day_sheet.draw_day_sheet(record, footer)
        case CallSheetRecord():
            return call_sheet.draw_call_sheet(record, footer)
        case StopRecord():
            return stop.draw_stop(record, footer)
        case HandoverRecord():
            return handover.draw_handover(record, footer)
        case ReportRecord():
            return report.draw_report(record, footer)
        case BlankRecord():
            return blank.draw_blank(record, footer)
        case SlipRecord():
            raise TypeError("a slip is drawn with its copies")
