"""Work away from the window's thread: one writer, one reader, answers back on the window's own.

The job objects live on the window's thread and answers arrive by a queued signal:
a slot connected to a sender made in a worker would run in that worker.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QThread, Signal, Slot

from desktop.domain.errors import Mishap, NaeilError

Answer = TypeVar("Answer")


class Jobs(QObject):
    """Runs service calls in order of asking: writes on one thread, reads on another."""

    _answered = Signal(object)
    idle = Signal()

    def __init__(self, on_trouble: Callable[[Exception], None]) -> None:
        """`on_trouble` gets every error that the asker did not take himself."""
        super().__init__()
        self._on_trouble = on_trouble
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="reader")
        self._long = ThreadPoolExecutor(1, thread_name_prefix="long")
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="aside")
        self._hurry = threading.Event()
        self._open = 0
        self._latest: dict[str, int] = {}
        self._answered.connect(self._deliver)

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
    ) -> None:
        """Do work that only reads."""
        self._start(self._reader, work, done, failed)

    def long(
        self,
        work: Callable[[], Answer],
        done: Callable[[Answer], None] | None = None,
        failed: Callable[[NaeilError], None] | None = None,
    ) -> None:
        """Do work that may take seconds, on a thread (and connection) of its own."""
        self._start(self._long, work, done, failed)

    def aside(
        self,
        work: Callable[[threading.Event], Answer],
        done: Callable[[Answer], None] | None = None,
    ) -> None:
        """Do work nobody waits for: it ends by itself soon after the event it is given is set."""
        hurry = self._hurry
        self._start(self._aside, lambda: work(hurry), done, None)

    def latest(self, key: str, work: Callable[[], Answer], done: Callable[[Answer], None]) -> None:
        """Read for something retyped at every key: overtaken questions are not even asked."""
        turn = self._latest.get(key, 0) + 1
        self._latest[key] = turn

        def ask() -> Answer | None:
            return work() if self._latest[key] == turn else None

        def deliver(answer: Answer | None) -> None:
            if answer is not None and self._latest[key] == turn:
                done(answer)

        self._start(self._reader, ask, deliver, None)

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

        def finished(future: Future[Answer]) -> None:
            self._answered.emit((future, done, failed))

        thread.submit(work).add_done_callback(finished)

    @Slot(object)
    def _deliver(self, package: Any) -> None:
        future, done, failed = package
        self._open -= 1
        try:
            error = future.exception()
            if error is None:
                if done is not None:
                    done(future.result())
            elif failed is not None and isinstance(error, Exception):
                # The asker has a button to give back, whatever went wrong.
                failed(error if isinstance(error, NaeilError) else _excused(error))
            else:
                self._on_trouble(error)
        finally:
            if self._open == 0:
                self.idle.emit()

    @property
    def busy(self) -> bool:
        """Whether answers are still to come."""
        return self._open > 0

    def settle(self) -> None:
        """Wait until everything asked has been answered, the window staying alive meanwhile.

        Used before locking, signing out and closing; user input waits.
        """
        self._hurry.set()
        while self._open:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, 20)
            QThread.msleep(1)
        self._hurry.clear()

    def close(self) -> None:
        """Finish what was asked and end the threads."""
        self.settle()
        for thread in (self._writer, self._reader, self._long, self._aside):
            thread.shutdown()


def _excused(error: Exception) -> Mishap:
    """Write a mistake of the program to the log; what is told about it."""
    from desktop.crash import record

    record(error)
    return Mishap()
