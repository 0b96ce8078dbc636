"""The print system of Linux, spoken to directly: the PDF goes to the queue as it is.

Qt would turn the page into a picture, and the `lp` command is not on every PC. The
library honours CUPS_SERVER. The paper never touches the disk on our side.

It is the print system of this PC only, over its socket file. Where none runs, or where a
file of the system names a server elsewhere, the library would open a network connection.
"""

import ctypes
import os
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_size_t, c_void_p
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

CONTINUE = 100
"""HTTP 100: the queue takes the next bytes."""
SUCCESS_BELOW = 0x0400
PDF = b"application/pdf"
SERVER = "CUPS_SERVER"
SOCKETS = ("/run/cups/cups.sock", "/var/run/cups/cups.sock", "/private/var/run/cupsd")
"""Where the print system of this PC listens, the usual place first."""
STOPPED = "5"
"""IPP's printer-state: 3 idle, 4 at work, 5 stopped."""


class CupsTrouble(Exception):
    """The queue did not take the paper; what CUPS said."""


class _Option(Structure):
    _fields_ = (("name", c_char_p), ("value", c_char_p))


class _Queue(Structure):
    """cups_dest_t of cups.h."""

    _fields_ = (
        ("name", c_char_p),
        ("instance", c_char_p),
        ("is_default", c_int),
        ("num_options", c_int),
        ("options", POINTER(_Option)),
    )


@dataclass(frozen=True, slots=True)
class QueueState:
    """What a queue says of itself: stopped or not, what is wrong, and where paper comes from."""

    stopped: bool
    accepts: bool
    reasons: tuple[str, ...]
    trays: tuple[str, ...]


def keep_to_this_pc() -> None:
    """Let the library, ours and Qt's, speak to a socket file and to no address.

    To be called before the library is first asked for anything. A socket already chosen
    in CUPS_SERVER stays.
    """
    if not os.environ.get(SERVER, "").startswith("/"):
        there = (place for place in SOCKETS if os.path.exists(place))  # noqa: PTH110
        os.environ[SERVER] = next(there, SOCKETS[0])


@lru_cache(maxsize=1)
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL("libcups.so.2")
    library.cupsGetNamedDest.argtypes = [c_void_p, c_char_p, c_char_p]
    library.cupsGetNamedDest.restype = POINTER(_Queue)
    library.cupsFreeDests.argtypes = [c_int, POINTER(_Queue)]
    library.cupsGetOption.argtypes = [c_char_p, c_int, POINTER(_Option)]
    library.cupsGetOption.restype = c_char_p
    library.cupsCopyDestInfo.argtypes = [c_void_p, POINTER(_Queue)]
    library.cupsCopyDestInfo.restype = c_void_p
    library.cupsFreeDestInfo.argtypes = [c_void_p]
    library.cupsFindDestSupported.argtypes = [c_void_p, POINTER(_Queue), c_void_p, c_char_p]
    library.cupsFindDestSupported.restype = c_void_p
    library.ippGetCount.argtypes = [c_void_p]
    library.ippGetCount.restype = c_int
    library.ippGetString.argtypes = [c_void_p, c_int, c_void_p]
    library.ippGetString.restype = c_char_p
    library.cupsAddOption.argtypes = [c_char_p, c_char_p, c_int, POINTER(POINTER(_Option))]
    library.cupsAddOption.restype = c_int
    library.cupsFreeOptions.argtypes = [c_int, POINTER(_Option)]
    library.cupsCreateJob.argtypes = [c_void_p, c_char_p, c_char_p, c_int, POINTER(_Option)]
    library.cupsCreateJob.restype = c_int
    library.cupsStartDocument.argtypes = [c_void_p, c_char_p, c_int, c_char_p, c_char_p, c_int]
    library.cupsStartDocument.restype = c_int
    library.cupsWriteRequestData.argtypes = [c_void_p, c_char_p, c_size_t]
    library.cupsWriteRequestData.restype = c_int
    library.cupsFinishDocument.argtypes = [c_void_p, c_char_p]
    library.cupsFinishDocument.restype = c_int
    library.cupsLastErrorString.restype = c_char_p
    return library


def is_there() -> bool:
    """Whether this PC has the print system's library."""
    try:
        _library()
    except OSError:
        return False
    return True


def print_pdf(queue: str, title: str, pdf: bytes, options: dict[str, str]) -> int:
    """Put a PDF into a queue and give back the job's number.

    `title` shows in the queue: no personal data in it. Raises CupsTrouble.
    """
    library = _library()
    name = queue.encode()
    _must_exist(library, name)
    chosen = POINTER(_Option)()
    count = 0
    for key, value in options.items():
        count = library.cupsAddOption(key.encode(), value.encode(), count, byref(chosen))
    try:
        job = int(library.cupsCreateJob(None, name, title.encode(), count, chosen))
        if job <= 0:
            raise CupsTrouble(_said(library))
        started = library.cupsStartDocument(None, name, job, title.encode(), PDF, 1)
        if started != CONTINUE or library.cupsWriteRequestData(None, pdf, len(pdf)) != CONTINUE:
            raise CupsTrouble(_said(library))
        if library.cupsFinishDocument(None, name) >= SUCCESS_BELOW:
            raise CupsTrouble(_said(library))
        return job
    finally:
        library.cupsFreeOptions(count, chosen)


def state_of(queue: str) -> QueueState:
    """Ask a queue how it is. Raises CupsTrouble when there is none of that name."""
    library = _library()
    found = library.cupsGetNamedDest(None, queue.encode(), None)
    if not found:
        raise CupsTrouble("no such queue")
    try:
        state = _told(library, found, b"printer-state")
        reasons = _told(library, found, b"printer-state-reasons")
        accepts = _told(library, found, b"printer-is-accepting-jobs")
        return QueueState(
            stopped=state == STOPPED,
            accepts=accepts != "false",
            reasons=tuple(one for one in reasons.split(",") if one and one != "none"),
            trays=_trays(library, found),
        )
    finally:
        library.cupsFreeDests(1, found)


def _told(library: ctypes.CDLL, queue: Any, name: bytes) -> str:
    inside = queue.contents
    value: bytes | None = library.cupsGetOption(name, inside.num_options, inside.options)
    return (value or b"").decode(errors="replace")


def _trays(library: ctypes.CDLL, queue: Any) -> tuple[str, ...]:
    """Names of the paper sources; none when the printer cannot be asked."""
    about = library.cupsCopyDestInfo(None, queue)
    if not about:
        return ()
    try:
        sources = library.cupsFindDestSupported(None, queue, about, b"media-source")
        if not sources:
            return ()
        names = [
            library.ippGetString(sources, at, None) for at in range(library.ippGetCount(sources))
        ]
        return tuple(name.decode(errors="replace") for name in names if name)
    finally:
        library.cupsFreeDestInfo(about)


def _must_exist(library: ctypes.CDLL, name: bytes) -> None:
    found = library.cupsGetNamedDest(None, name, None)
    if not found:
        raise CupsTrouble("no such queue")
    library.cupsFreeDests(1, found)


def _said(library: ctypes.CDLL) -> str:
    words: bytes | None = library.cupsLastErrorString()
    return (words or b"unknown").decode(errors="replace")
