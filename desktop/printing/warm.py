"""Made ready in idle time, so that the first slip after a click is as quick as the next."""

from collections.abc import Callable
from datetime import date
from functools import partial

from desktop.printing import fonts, qr
from desktop.printing.wording import newest, wording

DIGITS = 9
"""Of a slip's number: `26-101-0001`."""


def warm_up() -> None:
    """Read the typefaces and the slip's words (a tenth of a second); harmless when repeated.

    Safe on a worker's thread: it touches no window and no store.
    """
    for part in parts():
        part()


def parts() -> tuple[Callable[[], None], ...]:
    """The same in parts of some hundredths of a second, for whoever rather waits between them."""
    faces = (partial(_read_face, face) for face in fonts.WEIGHTS)
    return (*faces, _read_words, partial(qr.make_ready, DIGITS))


def _read_face(face: fonts.Face) -> None:
    fonts.measured("가", face)


def _read_words() -> None:
    for paper in ("slip", "consent", "receipt"):
        wording(newest(paper, date.max))
