"""The referral slip (구직자 연계 의뢰서): partner's copy with the reply to tear off,
visitor's copy in ordinary or large type, and the copy to keep, each in a module of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from desktop.domain.centre import CentreFacts
from desktop.domain.consent import Item
from desktop.domain.papers import Copy, Footer, SlipRecord
from desktop.printing.drawn import Drawn
from desktop.printing.kept import NO_KIND, Kind
from desktop.printing.page import Sheet
from desktop.printing.slip.keep import KeepCopy
from desktop.printing.slip.kind import Gathering, slip_of_nobody
from desktop.printing.slip.partner import PartnerCopy
from desktop.printing.slip.second import SecondSheet
from desktop.printing.slip.stub import CUT_AT
from desktop.printing.slip.table import SlipSheet
from desktop.printing.slip.visitor import VisitorCopy
from desktop.printing.wording import Wording, wording

__all__ = ["CUT_AT", "LAYOUTS", "draw_slip", "draw_slips", "layout_of", "render_slip"]

KINDS = 32
"""Kinds of slips kept, each with the parts of its pages: those of a few counsellors."""
Layout = Mapping[Copy, type[SlipSheet]]
LAYOUTS: dict[int, Layout] = {
    1: {Copy.PARTNER: PartnerCopy, Copy.VISITOR: VisitorCopy, Copy.KEEP: KeepCopy}
}
"""The drawing code of every layout a form ever named; papers were issued with it.

What moves or says something else on the page is a new class with a new number, named by
a new form: the old class stays for ever, because a reprint is the same paper.
"""


def render_slip(
    record: SlipRecord,
    footer: Footer | None = None,
    *,
    copies: Sequence[Copy] | None = None,
    large: bool = False,
    preview: bool = False,
    withheld: Sequence[Item] = (),
) -> bytes:
    """The slip as a PDF file, one sheet per copy.

    `copies` chooses among the record's, `large` is the visitor's copy in large type.
    With `preview` nothing is refused and `withheld` items are shown hatched.
    Raises MissingGlyph, TooLong.
    """
    drawn = draw_slip(
        record, footer, copies=copies, large=large, preview=preview, withheld=withheld
    )
    return drawn.pdf if preview else drawn.printable()


def draw_slip(
    record: SlipRecord,
    footer: Footer | None = None,
    *,
    copies: Sequence[Copy] | None = None,
    large: bool = False,
    preview: bool = False,
    withheld: Sequence[Item] = (),
) -> Drawn:
    """As `render_slip`, with what the page says and what is wrong with it."""
    chosen = tuple(copies) if copies is not None else record.copies
    sheet = _sheet(record, chosen)
    _draw_on(sheet, record, footer, chosen, tuple(withheld) if preview else (), large)
    return sheet.finish()


def draw_slips(slips: Iterable[tuple[SlipRecord, Footer, bool]]) -> Drawn:
    """Many slips one after the other in one file: record, footer, and whether in large type.

    Raises ValueError for none at all.
    """
    sheet: Sheet | None = None
    for record, footer, large in slips:
        if sheet is None:
            sheet = _sheet(record, record.copies)
        else:
            sheet.next_page()
        _draw_on(sheet, record, footer, record.copies, (), large)
    if sheet is None:
        raise ValueError("no slip to draw")
    return sheet.finish()


def _sheet(record: SlipRecord, copies: tuple[Copy, ...]) -> Sheet:
    words = wording(record.form)
    kind = NO_KIND
    if copies == (Copy.PARTNER,):
        kind = _kind_of(record.form, record.centre, record.counsellor)
    return Sheet(
        words.text("common.title"), words.text("subject"), words.text("keywords"), kind=kind
    )


@lru_cache(maxsize=KINDS)
def _kind_of(form: str, centre: CentreFacts, counsellor: str) -> Kind:
    """What all partners' sheets have alike that one counsellor prints: they go out by the hundred.

    Their letters are those of a slip of nobody, so that no file holds a letter of another.
    A slip of all sheets is printed by itself and has its letters in its own order.
    """
    record = slip_of_nobody(form, centre, counsellor)
    gathered = Gathering()
    _draw_on(gathered, record, None, record.copies, (), large=False)
    return Kind(gathered.letters)


def _draw_on(
    sheet: Sheet,
    record: SlipRecord,
    footer: Footer | None,
    copies: Sequence[Copy],
    hidden: tuple[Item, ...],
    large: bool,
) -> None:
    words = wording(record.form)
    drawn_as = layout_of(words)
    for number, copy in enumerate(copies):
        if number:
            sheet.next_page()
        sheet.void_mark(footer)
        drawn_as[copy](sheet, record, footer, words, hidden, large=large).draw()
        if copy is Copy.VISITOR and record.second:
            sheet.next_page()
            sheet.void_mark(footer)
            SecondSheet(sheet, record, footer, wording(record.second), large=large).draw()


def layout_of(words: Wording) -> Layout:
    """The drawing code a form was issued with. Raises LookupError for one that was never ours."""
    try:
        return LAYOUTS[words.layout]
    except KeyError:
        raise LookupError(f"no drawing code for layout {words.layout} of {words.form}") from None
