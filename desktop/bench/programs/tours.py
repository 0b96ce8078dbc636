"""A day at the counter gone through again and again: what it holds, open and closed again."""

import contextlib
import gc
import io
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QEvent

from desktop.bench.programs.answer import held, leave
from desktop.store import machine
from desktop.tour import Tour


class Day(Tour):
    """Weighed before the window closes, with every screen there that was gone to."""

    def _steps(self) -> tuple[Callable[[], None], ...]:
        return (*super()._steps(), self._weigh)

    def _weigh(self) -> None:
        machine.give_back_memory()
        opened.append(held())


opened: list[float] = []
after = []
for _ in range(int(sys.argv[1])):
    # The tour tells what it made; the answer is the last line.
    with (
        TemporaryDirectory(prefix="naeil-bench-", ignore_cleanup_errors=True) as name,
        contextlib.redirect_stdout(io.StringIO()),
    ):
        failed = Day(Path(name), looks=False).run()
    if failed:
        sys.exit(failed)
    # At a desk the loop takes down what is closed; between two tours there is none.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    # As every two minutes at a desk where nobody types.
    machine.give_back_memory()
    after.append(held())
leave({"open": opened, "closed": after})
