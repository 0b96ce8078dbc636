"""Made ready in idle time, so that the first slip after a click is as quick as the next."""

from datetime import date

from desktop.printing import fonts
from desktop.printing.wording import newest, wording


def warm_up() -> None:
    """Read the typefaces and the slip's words (a third of a second); harmless when repeated.

    Safe on a worker's thread: it touches no window and no store.
    """
    for face in fonts.Face:
        fonts.font(face)
        fonts.missing("가", face)
    for paper in ("slip", "consent", "receipt"):
        wording(newest(paper, date.max))
