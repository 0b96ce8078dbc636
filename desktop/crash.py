"""What is kept when something fails: a rotating log without anybody's personal data.

Messages of exceptions and values of variables can carry names and phones, so only
types, files and line numbers are written.
"""

import faulthandler
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO

LOGGER = "desktop"
_fault_file: IO[str] | None = None
_log_folder: Path | None = None
_on_error: Callable[[BaseException], None] | None = None
FAULT_LOG, LOG = "fault.log", "naeil-desk.log"
LOG_BYTES, OLDER_LOGS = 512_000, 4
_NO_WINDOW = "내일창구가 일을 마치지 못했습니다. 자료는 그대로 있습니다. 다시 켜 주십시오."


def describe(error: BaseException) -> str:
    """An error as types and places, without messages: those may carry data."""
    lines = []
    current: BaseException | None = error
    seen: set[int] = set()
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(type(current).__name__)
        lines.extend(
            f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(current.__traceback__)
        )
        current = current.__cause__ or current.__context__
    return "\n".join(lines)


def record(error: BaseException) -> None:
    """Write an error to the log; where that fails too, nothing worse happens."""
    import logging

    with suppress(OSError):
        open_log()
    logging.getLogger(LOGGER).error("unexpected error\n%s", describe(error))


def open_log() -> None:
    """Open the log of the folder given to `install`; harmless when repeated.

    Not done by `install` itself: rotating logs bring in sockets and pickles, and the
    first page would wait for them.
    """
    keep_quiet()
    global _log_folder
    folder, _log_folder = _log_folder, None
    if folder is None:
        return
    import logging
    from logging.handlers import RotatingFileHandler

    handler = RotatingFileHandler(
        folder / LOG, maxBytes=LOG_BYTES, backupCount=OLDER_LOGS, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    log = logging.getLogger(LOGGER)
    log.addHandler(handler)
    log.setLevel(logging.INFO)


def keep_quiet() -> None:
    """What other people's code logs without a handler would go to the terminal with its message.

    Before the first of them is loaded; not with `install`, which comes before the first page.
    """
    import logging

    logging.lastResort = None
    logging.raiseExceptions = False


def install(folder: Path) -> None:
    """Send everything unexpected to the log in `folder`, and nothing of it to the terminal.

    A folder that cannot be written is told when the store is opened, not here.
    """
    global _fault_file, _log_folder
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        _log_folder = folder
        if _fault_file is None:
            _fault_file = _fault_log(folder / FAULT_LOG)
            faulthandler.enable(_fault_file)
    sys.excepthook = _hook
    sys.unraisablehook = _unraisable
    threading.excepthook = _in_thread


def tell(on_error: Callable[[BaseException], None] | None) -> None:
    """Who shows on the screen that something went wrong; called on any thread."""
    global _on_error
    _on_error = on_error


def _fault_log(path: Path) -> IO[str]:
    """The file for the last words of a dying program; the one before it is kept."""
    with suppress(OSError):
        if path.stat().st_size > LOG_BYTES:
            path.replace(path.with_name(path.name + ".1"))
    return path.open("a", encoding="utf-8")


def _hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    record(error)
    if _on_error is not None:
        _on_error(error)
    elif sys.stderr is not None:
        sys.stderr.write(f"{_NO_WINDOW}\n")


def _unraisable(arguments: "sys.UnraisableHookArgs") -> None:
    # While something is being taken down: for the log, but nobody at the desk can do anything.
    if arguments.exc_value is not None:
        record(arguments.exc_value)


def _in_thread(arguments: threading.ExceptHookArgs) -> None:
    if arguments.exc_value is not None:
        _hook(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)
