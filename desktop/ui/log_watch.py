"""Behind whoever signed in the access log is looked through; what is wrong with it is told."""

from threading import Event

from PySide6.QtCore import QObject, QTimer

from desktop.domain.errors import NaeilError
from desktop.services.access_log import Stopped, Verified
from desktop.ui.counter import Counter

PAUSE = 0.004
"""Seconds after every few thousand rows: the desk comes first."""
AGAIN_AFTER = 60_000
"""Milliseconds until it is begun anew when something stopped it."""
MOST_SENTENCES = 3


class LogWatch(QObject):
    """Tells at once what was found when the store was opened, and later what the rows show."""

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_AFTER)
        self._again.timeout.connect(self._look)
        counter.left.connect(self._again.stop)
        counter.account_changed.connect(self.begin)

    def begin(self) -> None:
        """Somebody signed in."""
        counter = self._counter
        if not counter.is_open:
            return
        finding = counter.desk.finding
        if finding is not None:
            counter.notice("log-head", finding.sentence)
        # The first lists of the day come before it.
        counter.jobs.afterwards(self._look)

    def _look(self) -> None:
        counter = self._counter
        if not counter.is_open:
            return
        desk, account = counter.desk, counter.account

        def work(hurry: Event) -> Verified | None:
            def on_rows(_row: int) -> None:
                if hurry.wait(PAUSE):
                    raise Stopped

            try:
                return desk.log.verify(account, on_rows)
            except (Stopped, NaeilError):
                # Whoever left, or a disk that tells its trouble where it is asked for something.
                return None

        counter.jobs.meanwhile(work, self._tell)

    def _tell(self, verified: Verified | None) -> None:
        if not self._counter.is_open:
            return
        if verified is None:
            # The screens were built anew, say: once more when that is long done.
            self._again.start()
            return
        found = verified.open_breaks
        sentence = "\n".join(one.sentence for one in found[:MOST_SENTENCES])
        if len(found) > MOST_SENTENCES:
            sentence += f"\n그 밖에 {len(found) - MOST_SENTENCES}곳이 더 있습니다."
        if sentence:
            sentence += "\n개인정보 보호담당에게 바로 알려 주십시오."
        self._counter.notice("log-rows", sentence)
