"""The papers of one request: the copy, the answer, the notices; each goes out by itself."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.domain.subject_request import Recipient, RequestCard
from desktop.services.papers import ReadyPaper
from desktop.ui.counter import Counter
from desktop.ui.printing import CounterPrinter


class RequestPapers(QObject):
    """Has them made and printed."""

    def __init__(self, counter: Counter, window: QWidget) -> None:
        super().__init__(window)
        self._counter = counter
        self._printer = CounterPrinter(counter, window)

    def look_at(
        self, card: RequestCard, parts: tuple[str, ...], show: Callable[[bytes, int], None]
    ) -> None:
        """The copy to be looked at, and of how many pages it is."""
        desk, account, request_id = self._counter.desk, self._counter.account, card.line.id

        def work() -> tuple[bytes, int]:
            # pypdfium2 is loaded with the first paper, not with the window.
            from desktop.printing.picture import page_count

            pdf = desk.requests.preview_copy(account, request_id, parts)
            return pdf, page_count(pdf)

        self._counter.jobs.write(work, lambda made: show(*made))

    def own(self, card: RequestCard, parts: tuple[str, ...], *, with_dialog: bool = False) -> None:
        """What is due now: the copy while it is open, else the answer."""

        def work(desk: Any, account: Any, request_id: int) -> ReadyPaper:
            made: ReadyPaper
            if card.is_open:
                made = desk.requests.copy(account, request_id, parts)
            else:
                made = desk.requests.answer_paper(account, request_id)
            return made

        self._print(card, work, with_dialog=with_dialog)

    def copy(self, card: RequestCard, parts: tuple[str, ...]) -> None:
        """The copy, also after the request was answered."""
        self._print(card, lambda desk, account, one: desk.requests.copy(account, one, parts))

    def notice(self, card: RequestCard, to: Recipient) -> None:
        """The notice to one partner."""
        self._print(
            card,
            lambda desk, account, one: desk.requests.partner_notice(account, one, to.referral_id),
        )

    def postponed(self, card: RequestCard) -> None:
        """The notice that the answer was put off."""
        self._print(card, lambda desk, account, one: desk.requests.postponed_paper(account, one))

    def _print(
        self,
        card: RequestCard,
        work: Callable[[Any, Any, int], ReadyPaper],
        *,
        with_dialog: bool = False,
    ) -> None:
        desk, account, request_id = self._counter.desk, self._counter.account, card.line.id

        def out(ready: ReadyPaper) -> None:
            if with_dialog:
                self._printer.print_with_dialog(ready)
            else:
                self._printer.print_now(ready, said=f"{ready.title}: 인쇄했습니다.")

        self._counter.jobs.write(lambda: work(desk, account, request_id), out)
