"""Any kept paper by its record: the file, its words, and the hash stored at issue.

The hash is over what the page says, not over the file: print number, time and the
marks of a reprint are left out, so that a reprint years later must give the same hash.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from desktop.domain.papers import (
    ApplicationRecord,
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
from desktop.printing.application import draw_application
from desktop.printing.call_sheet import draw_call_sheet
from desktop.printing.consent import draw_consent
from desktop.printing.day_sheet import draw_day_sheet
from desktop.printing.drawn import Drawn
from desktop.printing.handover import draw_handover
from desktop.printing.note import draw_note
from desktop.printing.partner_sheet import draw_partner_sheet
from desktop.printing.proof import draw_proof
from desktop.printing.receipt import draw_receipt
from desktop.printing.report import draw_report
from desktop.printing.slip import draw_slip
from desktop.printing.stop import draw_stop

_DRAW: dict[type, Callable[..., Drawn]] = {
    SlipRecord: draw_slip,
    ConsentRecord: draw_consent,
    ApplicationRecord: draw_application,
    ReceiptRecord: draw_receipt,
    NoteRecord: draw_note,
    ProofRecord: draw_proof,
    PartnerSheetRecord: draw_partner_sheet,
    DaySheetRecord: draw_day_sheet,
    CallSheetRecord: draw_call_sheet,
    StopRecord: draw_stop,
    HandoverRecord: draw_handover,
    ReportRecord: draw_report,
}


def draw(record: PaperRecord, footer: Footer | None = None) -> Drawn:
    """The paper of this record with what it says and what is wrong with it."""
    return _DRAW[type(record)](record, footer)


def text_of(record: PaperRecord) -> str:
    """Everything the paper says, piece by piece in drawing order, pages parted by a form feed."""
    return draw(record).text


def text_hash(record: PaperRecord) -> str:
    """What is stored at issue and compared at a reprint: SHA-256 of the words, hexadecimal."""
    return hashlib.sha256(text_of(record).encode("utf-8")).hexdigest()


def problems_of(record: PaperRecord, **options: Any) -> dict[str, str]:
    """What must be mended before this can be printed: a sentence for each field.

    `options` are those of the paper's render function (`large`, `copies` …).
    """
    drawn = _DRAW[type(record)](record, **options)
    found: dict[str, str] = {}
    for problem in drawn.problems:
        found.setdefault(problem.field, problem.sentence)
    return found
