"""Streams of a file as they are packed: what differs quickly, what is kept once and closely."""

import zlib
from typing import Any

from reportlab.pdfbase import pdfdoc

QUICK, CLOSE = 1, 9
"""zlib's levels: half the time for some more bytes, and for what is packed once and kept."""


def packed(content: bytes, *, once: bool = False) -> bytes:
    """The content of a stream as it stands in a file; `once` for many files."""
    return zlib.compress(content, CLOSE if once else QUICK)


def stream(content: bytes, **entries: Any) -> Any:
    """An object of reportlab for a `packed` content, with entries of its dictionary."""
    dictionary = pdfdoc.PDFDictionary({"Filter": "/FlateDecode", **entries})
    return pdfdoc.PDFStream(dictionary, content)
