"""Run as a program of its own: a counter that makes mistakes of every kind over marked data.

python -m tests.faults.stumbling FOLDER          as at the desk
python -m tests.faults.stumbling FOLDER plain    without the program's own hooks

Says "stayed" when the window still stands with what was typed, then dies of a real fault.
"""

import ctypes
import gc
import logging
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import text

from desktop import crash, paths
from desktop.domain.clock import FixedClock
from desktop.domain.errors import Mishap
from tests.faults.storm import NOW
from tests.journeys.driver import Counsellor

NAME, PHONE, PHRASE = "독고가람", "01098761234", "남편이 모르게 해 달라고 함"
MARKED = f"{NAME} {PHONE} {PHRASE}"


class Careless(QWidget):
    """Stumbles while it paints."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        raise ValueError(MARKED)


class Leaving:
    """Stumbles while it is taken down."""

    def __del__(self) -> None:
        raise ValueError(MARKED)


def stumble(counsellor: Counsellor) -> None:
    """Mistakes in a slot, while painting, in threads, in jobs, in the store, at the end."""
    marked_local = MARKED

    def in_slot() -> None:
        raise ValueError(marked_local)

    def in_thread() -> None:
        raise KeyError(marked_local)

    def in_store() -> None:
        with counsellor.desk.office._database.write() as session:
            session.execute(text("INSERT INTO nowhere VALUES (:name)"), {"name": marked_local})

    def with_cause() -> None:
        try:
            in_thread()
        except KeyError as error:
            raise RuntimeError(f"about {marked_local}") from error

    QTimer.singleShot(0, in_slot)
    QTimer.singleShot(0, with_cause)
    careless = Careless()
    careless.show()
    QTest.qWait(50)
    careless.hide()
    thread = threading.Thread(target=in_thread)
    thread.start()
    thread.join()
    jobs = counsellor.app.counter.jobs
    jobs.write(in_thread)
    jobs.read(in_store)
    jobs.write(with_cause, None, lambda _error: None)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(int).add_done_callback(lambda _done: in_slot())
    logging.getLogger("elsewhere").error("about %s", marked_local)
    leaving: Any = Leaving()
    del leaving
    gc.collect()
    counsellor.settle()
    QTest.qWait(50)


def main() -> None:
    folder = Path(sys.argv[1])
    if "plain" not in sys.argv:
        crash.install(paths.log_folder(folder))
    counsellor = Counsellor(folder, FixedClock(NOW))
    if "plain" not in sys.argv:
        crash.tell(counsellor.app.counter.stumbled.emit)
    counsellor.sign_in()
    counsellor.press("F2")
    screen: Any = counsellor.window.screen_of("intake")
    screen._form.field("name").control.setFocus()
    counsellor.write(NAME)
    screen._form.field("phone").control.set_value(PHONE)
    screen._form.field("remark").control.set_value(PHRASE)
    stumble(counsellor)
    toast = counsellor.window.workplace.toasts.current()
    kept = (counsellor.value("name"), screen._form.value("remark")) == (NAME, PHRASE)
    told = toast is not None and toast.sentence == str(Mishap()) and bool(toast.act)
    if kept and told and counsellor.window.isVisible() and counsellor.front == "intake":
        sys.stdout.write("stayed\n")
        sys.stdout.flush()
    held = MARKED
    QApplication.processEvents()
    # A fault of the machine's own kind, with the data in memory.
    ctypes.string_at(len(held) * 0)


if __name__ == "__main__":
    main()
