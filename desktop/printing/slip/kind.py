"""What partners' sheets have alike whose form, centre and counsellor are the same."""

from datetime import date

from desktop.domain.centre import CentreFacts
from desktop.domain.consent import Item
from desktop.domain.papers import Copy, SlipRecord, SlipRow
from desktop.printing.fonts import WEIGHTS, Face
from desktop.printing.page import Sheet

FIGURES = "0123456789.-:~() 월화수목금토일"
"""Of days, times and numbers, which stand on every slip in every weight."""
A_DAY = date(2000, 1, 1)


class Gathering(Sheet):
    """A sheet that is thrown away: `letters` are what is written on it in each face."""

    def __init__(self) -> None:
        super().__init__("", "", "")
        self._gathered = {face: dict.fromkeys(FIGURES) for face in WEIGHTS}

    @property
    def letters(self) -> dict[Face, str]:
        """Each letter once, in the order they were met."""
        return {face: "".join(letters) for face, letters in self._gathered.items()}

    def qr(self, x: float, y: float, side: float, digits: str) -> None:
        """No letters."""

    def _shown_in(self, face: Face, size: float, words: str) -> str:
        self._gathered.setdefault(face, {}).update(dict.fromkeys(words))
        return ""


def slip_of_nobody(form: str, centre: CentreFacts, counsellor: str) -> SlipRecord:
    """The partner's sheet: every row of the form, the centre's words, nothing of any visitor."""
    return SlipRecord(
        number="",
        issued_on=A_DAY,
        centre=centre,
        counsellor=counsellor,
        partner="",
        partner_head="",
        rows=tuple(SlipRow(item, "") for item in Item),
        consent_number="",
        consent_on=A_DAY,
        consent_form="",
        valid_until=A_DAY,
        reply_due=A_DAY,
        form=form,
        copies=(Copy.PARTNER,),
    )
