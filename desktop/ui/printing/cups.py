"""The print system of Linux, spoken to directly: the PDF goes to the queue as it is.

Qt would turn the page into a picture, and the `lp` command is not on every PC. The
library honours CUPS_SERVER. The paper never touches the disk on our side.
"""

import ctypes
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_size_t, c_void_p
from functools import lru_cache

CONTINUE = 100
"""HTTP 100: the queue takes the next bytes."""
SUCCESS_BELOW = 0x0400
PDF = b"application/pdf"


class CupsTrouble(Exception):
    """The queue did not take the paper; what CUPS said."""


class _Option(Structure):
    _fields_ = (("name", c_char_p), ("value", c_char_p))


@lru_cache(maxsize=1)
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL("libcups.so.2")
    library.cupsGetNamedDest.argtypes = [c_void_p, c_char_p, c_char_p]
    library.cupsGetNamedDest.restype = c_void_p
    library.cupsFreeDests.argtypes = [c_int, c_void_p]
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


def _must_exist(library: ctypes.CDLL, name: bytes) -> None:
    found = library.cupsGetNamedDest(None, name, None)
    if not found:
        raise CupsTrouble("no such queue")
    library.cupsFreeDests(1, found)


def _said(library: ctypes.CDLL) -> str:
    words: bytes | None = library.cupsLastErrorString()
    return (words or b"unknown").decode(errors="replace")
