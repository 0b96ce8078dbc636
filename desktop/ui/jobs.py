"""Work away from the window's thread: one writer, one reader, answers back on the window's own.

What may read for long (figures, registers) goes beside the reader, on a thread and a
connection of its own; the search box has a thread to itself and waits for nothing.

The job objects live on the window's thread and answers arrive by a queued signal:
a slot connected to a sender made in a worker would run in that worker.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from desktop.domain.errors import Mishap, NaeilError

Answer = TypeVar("Answer")


class _Task:
    """What is asked, what came of it, and who waits for it.

    The thread that works holds this and nothing else of the asker's when its answer is on its
    way, and `forget` empties it on the window's thread. Whoever asked may be a screen that is
    gone by then: its last reference must not fall in another thread, or it would be destroyed
    there.
    """

    __slots__ = ("answer", "done", "error", "failed", "waited", "work")

    def __init__(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[NaeilError], None] | None,
        waited: bool,
    ) -> None:
        self.work: Callable[[], Any] | None = work
        self.done, self.failed, self.waited = done, failed, waited
        self.answer: Any = None
        self.error: Any = None

    def run(self) -> None:
        """On the thread that works."""
        try:
            self.answer = self.work() if self.work is not None else None
        except BaseException as error:
            self.error = error

    def forget(self) -> None:
        """On the window's thread, when it was delivered."""
        self.work = self.done = self.failed = self.answer = self.error = None


class Jobs(QObject):
    """Runs service calls in order of asking: writes on one thread, reads on another.

    `aside` is for an act that reads aside (`Office.act`): a thread of its own, no other queue.
    """

    _answered = Signal(object)

    def __init__(self, on_trouble: Callable[[Exception], None]) -> None:
        """`on_trouble` gets every error that the asker did not take himself."""
        super().__init__()
        self.trouble = on_trouble
        """Tells an error that nobody asked for; for askers who have taken theirs, too."""
        self._threads = tuple(
            ThreadPoolExecutor(1, thread_name_prefix=name)
            for name in ("writer", "reader", "typed", "aside", "long", "meanwhile")
        )
        self._writer, self._reader, self._typed, self._aside, self._long, self._meanwhile = (
            self._threads
        )
        self._hurry = threading.Event()
        self._open = self._waited = 0
        self._latest: dict[str, int] = {}
        self._later: list[Callable[[], None]] = []
        # Queued also where the work was done before its asker had turned round: no answer
        # comes in the middle of the question.
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def write(
        self,
        work: Callable[[], Answer],
        done: Callable[[Answer], None] | None = None,
        failed: Callable[[NaeilError], None] | None = None,
    ) -> None:
        """Do work that changes the store; `done` gets its answer on the window's thread."""
        self._start(self._writer, work, done, failed)

    def read(
        self,
        work: Callable[[], Answer],
        done: Callable[[Answer], None] | None = None,
        failed: Callable[[NaeilError], None] | None = None,
        *,
        aside: bool = False,
    ) -> None:
        """Do work that only reads."""
        self._start(self._aside if aside else self._reader, work, done, failed)

    def long(
        self,
        work: Callable[[], Answer],
        done: Callable[[Answer], None] | None = None,
        failed: Callable[[NaeilError], None] | None = None,
    ) -> None:
        """Do work that may take seconds, on a thread (and connection) of its own."""
        self._start(self._long, work, done, failed)

    def meanwhile(
        self,
        work: Callable[[threading.Event], Answer],
        done: Callable[[Answer], None] | None = None,
    ) -> None:
        """Do work nobody waits for: it ends by itself soon after the event it is given is set."""
        hurry = self._hurry
        self._start(self._meanwhile, lambda: work(hurry), done, None)

    def latest(
        self,
        key: str,
        work: Callable[[], Answer],
        done: Callable[[Answer], None],
        *,
        aside: bool = False,
        failed: Callable[[NaeilError], None] | None = None,
    ) -> None:
        """Read for something asked again and again: overtaken questions are not even asked."""
        self._ask_latest(self._aside if aside else self._reader, key, work, done, failed)

    def typed(self, key: str, work: Callable[[], Answer], done: Callable[[Answer], None]) -> None:
        """The same for what is looked for at every key of somebody typing.

        Its thread waits for nobody: the reader's writes a row into the log when a page is
        opened, and stands behind whatever is being saved.
        """
        self._ask_latest(self._typed, key, work, done)

    def _ask_latest(
        self,
        thread: ThreadPoolExecutor,
        key: str,
        work: Callable[[], Answer],
        done: Callable[[Answer], None],
        failed: Callable[[NaeilError], None] | None = None,
    ) -> None:
        turn = self._latest.get(key, 0) + 1
        self._latest[key] = turn

        def ask() -> Answer | None:
            return work() if self._latest[key] == turn else None

        def deliver(answer: Answer | None) -> None:
            if answer is not None and self._latest[key] == turn and _is_there(done):
                done(answer)

        self._start(thread, ask, deliver, failed)

    def forget(self, key: str) -> None:
        """Let no outstanding answer for `key` arrive any more."""
        self._latest[key] = self._latest.get(key, 0) + 1

    def _start(
        self,
        thread: ThreadPoolExecutor,
        work: Callable[[], Answer],
        done: Callable[[Answer], None] | None,
        failed: Callable[[NaeilError], None] | None,
    ) -> None:
        self._open += 1
        waited = thread is not self._meanwhile
        self._waited += waited
        task = _Task(work, done, failed, waited)
        answered = self._answered

        def run() -> None:
            task.run()
            answered.emit(task)

        thread.submit(run)

    @Slot(object)
    def _deliver(self, task: "_Task") -> None:
        answer, error, done, failed = task.answer, task.error, task.done, task.failed
        self._open -= 1
        self._waited -= task.waited
        try:
            if error is None:
                if done is not None and _is_there(done):
                    done(answer)
            elif failed is not None and isinstance(error, Exception):
                if not _is_there(failed):
                    return
                # The asker has a button to give back, whatever went wrong.
                failed(error if isinstance(error, NaeilError) else _excused(error))
            else:
                self.trouble(error)
        finally:
            task.forget()
            if self._later and not self._waited:
                self._begin_later()

    def afterwards(self, begin: Callable[[], None]) -> None:
        """Call `begin` once everything asked by then, and in this turn, has been answered."""
        self._later.append(begin)
        QTimer.singleShot(0, self, self._begin_later)

    def _begin_later(self) -> None:
        if not self._waited:
            later, self._later = self._later, []
            for begin in later:
                begin()

    @property
    def busy(self) -> bool:
        """Whether answers are still to come that somebody waits for."""
        return self._waited > 0

    @property
    def at_rest(self) -> bool:
        """Whether nothing is under way, what nobody waits for included."""
        return self._open == 0

    def settle(self) -> None:
        """Wait until everything asked has been answered, the window staying alive meanwhile.

        Used before locking, signing out and closing; user input waits.
        """
        self._hurry.set()
        ways = QEventLoop.ProcessEventsFlag
        while self._open:
            # Every answer is an event of its own and ends the waiting.
            QCoreApplication.processEvents(ways.ExcludeUserInputEvents | ways.WaitForMoreEvents)
        self._hurry.clear()

    def close(self) -> None:
        """Finish what was asked and end the threads."""
        self.settle()
        for thread in self._threads:
            thread.shutdown()


def _is_there(asker: Callable[..., None]) -> bool:
    """Whether the screen whose method this is still stands: one taken down gets no answer."""
    screen = getattr(asker, "__self__", None)
    return not isinstance(screen, QObject) or isValid(screen)


def _excused(error: Exception) -> Mishap:
    """Write a mistake of the program to the log; what is told about it."""
    from desktop.crash import record

    record(error)
    return Mishap()
