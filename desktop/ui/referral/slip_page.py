"""The very page beside the form: drawn again at every pause, copy by copy."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.papers import Copy
from desktop.domain.referral import SlipDraft
from desktop.services.slips import SlipGround, SlipPreview, look_at
from desktop.ui.counter import Counter
from desktop.ui.kit import PagePreview, Panel, Segmented, row

PAUSE = 50
"""Milliseconds of rest after which the page is drawn again."""

SECOND = "second"
"""The sheet in another language, which follows the visitor's copy."""

Typed = tuple[SlipGround, SlipDraft, tuple[str, ...]]
"""Whom it is for, what is typed, and the words found harmless."""
Drawn = tuple[SlipPreview, bytes, int, tuple[str, ...]]


class SlipPage(Panel):
    """The page as it will be printed, and which of its copies is looked at."""

    looked = Signal(object, object)
    """SlipPreview, and a sentence for each text that does not fit the paper."""

    def __init__(self, counter: Counter) -> None:
        super().__init__(margins=(8, 8))
        self._counter = counter
        self.typed: Callable[[], Typed | None] = lambda: None
        """Gives what is to be drawn, None when there is nothing to draw."""
        self.preview = PagePreview()
        self.body.addWidget(self.preview, 1)
        self.body.addLayout(self._choice_of_copies())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.draw)

    def _choice_of_copies(self) -> QHBoxLayout:
        line = row(gap=8)
        line.addStretch(1)
        self._offered = [(copy.value, copy.label) for copy in Copy]
        self.copies = Segmented(self._offered, Copy.PARTNER.value)
        self.copies.set_name("어느 장을 볼지")
        self.copies.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.copies.value_changed.connect(self.draw)
        line.addWidget(self.copies)
        line.addStretch(1)
        return line

    def _offer_copies(self, second: bool) -> None:
        """With another language chosen its sheet can be looked at, too."""
        offered = [(copy.value, copy.label) for copy in Copy]
        if second:
            offered.insert(2, (SECOND, "외국어"))
        if offered == self._offered:
            return
        self._offered = offered
        known = dict(offered)
        kept = self.copies.value()
        self.copies.blockSignals(True)
        self.copies.set_options(offered)
        self.copies.set_value(kept if kept in known else Copy.VISITOR.value)
        self.copies.blockSignals(False)

    def draw_soon(self) -> None:
        """Draw at the next pause in the typing."""
        self._pause.start()

    def draw(self) -> None:
        """Look at what is typed and draw the page, away from the window's thread."""
        typed = self.typed()
        if typed is None:
            return
        ground, draft, kept = typed
        self._offer_copies(bool(draft.language))
        office, chosen = self._counter.desk.office, self.copies.value() or Copy.PARTNER.value
        copy = Copy.VISITOR if chosen == SECOND else Copy(chosen)
        page = int(chosen == SECOND)

        def work() -> Drawn:
            from desktop.printing.slip import draw_slip

            seen = look_at(ground, draft, office, kept)
            drawn = draw_slip(
                seen.record,
                copies=(copy,),
                large=draft.large_type,
                preview=True,
                withheld=seen.withheld,
            )
            problems = tuple(problem.sentence for problem in drawn.problems)
            return seen, drawn.pdf, page, problems

        self._counter.jobs.latest("slip", work, self._show_drawn)

    def _show_drawn(self, drawn: Drawn) -> None:
        if self.typed() is None:
            return
        seen, pdf, page, problems = drawn
        self.preview.show_pdf(pdf, page=page, about="의뢰서 인쇄될 모습")
        self.looked.emit(seen, problems)

    def turn(self, by: int) -> None:
        """Look at the next copy, or the one before."""
        order = [value for value, _ in self._offered]
        at = order.index(self.copies.value() or order[0]) + by
        if 0 <= at < len(order):
            self.copies.set_value(order[at])
