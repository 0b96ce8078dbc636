"""What is done with an issued slip, each with its notice and its way back."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.domain.referral import Paper, ReferralLine
from desktop.services.papers import ReadyPaper
from desktop.services.referrals import IssuedSlip
from desktop.ui.counter import Counter
from desktop.ui.printing import CounterPrinter


class ReferralDeeds:
    """Handing over, voiding, printing again; the same from the slip, the list and the reply."""

    def __init__(self, counter: Counter, over: QWidget) -> None:
        self._counter = counter
        self.printer = CounterPrinter(counter, over)

    def hand(
        self,
        referral_id: int,
        way: str = "carried",
        then: Callable[[], None] | None = None,
    ) -> None:
        """The sheet went to the visitor, or to the partner; `way` of the list `sent_ways`."""
        desk, account = self._counter.desk, self._counter.account

        def tell(line: ReferralLine) -> None:
            given = line.paper is Paper.HANDED
            done = "드렸습니다" if given else f"보냈습니다({line.sent_how})"
            self._tell(line, f"의뢰서 {line.number}을 {done}.")
            if then is not None:
                then()

        self._counter.jobs.write(
            lambda: desk.referrals.handed(account, referral_id, sent_how=way), tell
        )

    def void(
        self, referral_id: int, code: str, words: str, then: Callable[[], None] | None = None
    ) -> None:
        """No reply is taken under this number any more."""
        desk, account = self._counter.desk, self._counter.account

        def tell(line: ReferralLine) -> None:
            self._tell(line, f"의뢰서 {line.number}을 무효로 했습니다.")
            if then is not None:
                then()

        self._counter.jobs.write(
            lambda: desk.referrals.void(account, referral_id, code, words),
            tell,
            lambda error: self._counter.say(str(error), "warning"),
        )

    def undo(self, referral_id: int) -> None:
        """Take the last step back."""
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.write(
            lambda: desk.referrals.undo(account, referral_id),
            lambda line: self._counter.say(
                f"되돌렸습니다. 지금 {line.progress.label} 상태입니다.", "info"
            ),
        )

    def reprint(
        self,
        slip_id: Callable[[], int],
        then: Callable[[IssuedSlip], None] | None = None,
        *,
        with_dialog: bool = False,
    ) -> None:
        """The same paper once more; `slip_id` may read which one is the latest."""
        desk, account = self._counter.desk, self._counter.account

        def tell(again: IssuedSlip) -> None:
            if then is not None:
                then(again)
            if with_dialog:
                self.printer.print_with_dialog(again.paper)
                return
            said = f"{again.line.number} 재출력 {again.line.reprints}을 인쇄합니다."
            self.printer.print_now(again.paper, said=said)

        self._counter.jobs.write(lambda: desk.referrals.reprint(account, slip_id()), tell)

    def partner_sheet(self, service_id: int, *, large: bool) -> None:
        """What the partner offers, without a word about the visitor."""
        desk, account = self._counter.desk, self._counter.account

        def tell(ready: ReadyPaper) -> None:
            self.printer.print_now(ready, said="기관 안내문을 인쇄합니다.")

        self._counter.jobs.write(
            lambda: desk.papers.partner_sheet(account, service_id, large=large), tell
        )

    def _tell(self, line: ReferralLine, said: str) -> None:
        self._counter.say(said, "success", "되돌리기", lambda: self.undo(line.id))
