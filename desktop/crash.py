"""What is kept when something fails: a rotating log without anybody's personal data.

Messages of exceptions and values of variables can carry names and phones, so only
types, files and line numbers are written.
"""

import faulthandler
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO

log = logging.getLogger("desktop")
_fault_file: IO[str] | None = None
_log_folder: Path | None = None


def describe(error: BaseException) -> str:
    """An error as types and places, without messages: those may carry data."""
    lines = []
    current: BaseException | None = error
    while current is not None:
        lines.append(type(current).__name__)
        lines.extend(
            f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(current.__traceback__)
        )
        current = current.__cause__ or current.__context__
    return "\n".join(lines)


def record(error: BaseException) -> None:
    """Write an error to the log."""
    open_log()
    log.error("unexpected error\n%s", describe(error))


def open_log() -> None:
    """Open the log of the folder given to `install`; harmless when repeated.

    Not done by `install` itself: rotating logs bring in sockets and pickles, and the
    first page would wait for them.
    """
    global _log_folder
    folder, _log_folder = _log_folder, None
    if folder is None:
        return
    from logging.handlers import RotatingFileHandler

    handler = RotatingFileHandler(
        folder / "naeil-desk.log", maxBytes=512_000, backupCount=4, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)


def install(folder: Path, on_error: Callable[[BaseException], None] | None = None) -> None:
    """Send everything unexpected to the log in `folder`, and to `on_error` on the screen."""
    global _fault_file, _log_folder
    folder.mkdir(parents=True, exist_ok=True)
    _log_folder = folder
    if _fault_file is None:
        _fault_file = (folder / "fault.log").open("a", encoding="utf-8")
        faulthandler.enable(_fault_file)

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        record(error)
        if on_error is not None:
            on_error(error)

    def thread_hook(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            hook(type(arguments.exc_value), arguments.exc_value, arguments.exc_traceback)

    sys.excepthook = hook
    threading.excepthook = thread_hook
