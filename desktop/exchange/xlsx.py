"""What every spreadsheet of ours has in common: texts that stay texts, and files looked at
before a reader touches them.
"""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from desktop.domain.errors import Unreadable

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""
MOST_BYTES, MOST_UNPACKED = 5_000_000, 60_000_000


def put_text(cell: Any, text: str) -> None:
    """Write a text; one that begins like a formula stays the text it is."""
    cell.value = text
    cell.data_type = "s"
    # Without it Excel makes the formula after all, as soon as somebody steps into the cell.
    cell.quotePrefix = text.startswith(FORMULA_SIGNS)


def opened(
    content: bytes,
    *,
    other: str,
    too_large: str,
    known: Mapping[bytes, str] | None = None,
    most_unpacked: int = MOST_UNPACKED,
) -> Any:
    """The workbook in a file. Raises Unreadable: `too_large`, `other` for what is no xlsx, or
    what `known` says of a file that begins so (b"" is any other that is not packed).
    """
    from openpyxl import load_workbook

    if len(content) > MOST_BYTES:
        raise Unreadable(too_large)
    if not content.startswith(b"PK"):
        for begins, sentence in (known or {}).items():
            if content.startswith(begins):
                raise Unreadable(sentence)
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > most_unpacked:
                raise Unreadable(too_large)
            if "xl/workbook.xml" not in packed.namelist():
                raise Unreadable(other)
        return load_workbook(BytesIO(content), data_only=False)
    except Unreadable:
        raise
    except Exception as error:
        # A damaged file fails anywhere inside the reader, with errors of every kind.
        raise Unreadable(other) from error
