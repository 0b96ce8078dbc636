"""A number as QR code: segno's, put together from its changes where many are wanted.

With one size, one mask and numbers of one length every module is a sum without carry of bits
of the number (ISO/IEC 18004: the check words are linear, the mask is added). So the code of
any number is that of noughts with the change of each of its bits, some thirty codes in all.
"""

import re
from functools import lru_cache

import segno

SIDE, GROUP = 21, 3
"""Modules of a side; so many digits are one number of bits (7.4.3)."""
_BITS = {1: 4, 2: 7, 3: 10}
_Changes = tuple[int, tuple[tuple[int, ...], ...]]
"""The code of noughts, then of each group what each of its bits changes, the lowest first."""
_ready: dict[int, _Changes] = {}
"""By how many digits."""
_DARK = re.compile("1+")


class _Boxes(dict[tuple[int, int], str]):
    """Runs of dark modules by their place in the code, each written when first met."""

    def __missing__(self, span: tuple[int, int]) -> str:
        row, start = divmod(span[0], SIDE + 1)
        box = self[span] = f"{start} {row} {span[1] - span[0]} 1 re"
        return box


_boxes = _Boxes()


@lru_cache(maxsize=512)
def boxes_of(digits: str) -> str:
    """The dark modules as a path of boxes; lengths in modules from the top left."""
    rows = f"{code_of(digits):0{SIDE * (SIDE + 1)}b}"
    return " ".join([_boxes[run.span()] for run in _DARK.finditer(rows)])


def code_of(digits: str) -> int:
    """The modules row by row, dark ones as 1, a white one behind each row."""
    ready = _ready.get(len(digits))
    if ready is None:
        return _drawn(digits)
    code, groups = ready
    for number, changes in enumerate(groups):
        value = int(digits[number * GROUP : number * GROUP + GROUP])
        while value:
            bit = value & -value
            code ^= changes[bit.bit_length() - 1]
            value ^= bit
    return code


def make_ready(length: int) -> None:
    """The changes of all numbers of so many digits (some hundredths of a second)."""
    if length in _ready:
        return
    none = _drawn("0" * length)
    groups = []
    for begin in range(0, length, GROUP):
        digits = min(GROUP, length - begin)
        groups.append(
            tuple(
                none ^ _drawn(f"{f'{1 << bit:0{digits}d}':>0{begin + digits}}".ljust(length, "0"))
                for bit in range(_BITS[digits])
            )
        )
    _ready[length] = none, tuple(groups)


def _drawn(digits: str) -> int:
    # Weighing the eight masks takes a sixth of a slip's time; faxed pages read the same with one.
    code = segno.make(digits, error="h", version=1, mask=0, micro=False, boost_error=False)
    rows = b"".join([bytes(row) + b"\0" for row in code.matrix])
    return int(rows.translate(bytes((0x30, 0x31)) + bytes(254)), 2)
