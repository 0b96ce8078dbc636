"""The number as QR code: put together from its changes it is what segno draws."""

import numpy as np
import pytest
import segno
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from desktop.printing import qr
from desktop.printing.qr import SIDE

MOST = 17
NUMBERS = st.text("0123456789", min_size=1, max_size=MOST)


def modules(code: int) -> list[list[int]]:
    rows = f"{code:0{SIDE * (SIDE + 1)}b}"
    return [[int(one) for one in rows[at : at + SIDE]] for at in range(0, len(rows), SIDE + 1)]


@given(NUMBERS)
def test_ready_or_not_it_is_module_by_module_what_segno_draws(digits: str) -> None:
    drawn = segno.make(digits, error="h", version=1, mask=0, micro=False, boost_error=False)
    known = [list(row) for row in drawn.matrix]
    qr._ready.clear()
    assert modules(qr.code_of(digits)) == known
    qr.make_ready(len(digits))
    assert modules(qr.code_of(digits)) == known


@given(NUMBERS)
def test_the_boxes_are_the_dark_modules(digits: str) -> None:
    seen = np.zeros((SIDE, SIDE), int)
    words = qr.boxes_of(digits).split()
    for left, top, width, height, box in zip(*[iter(words)] * 5, strict=True):
        assert (height, box) == ("1", "re")
        seen[int(top), int(left) : int(left) + int(width)] += 1
    assert seen.tolist() == modules(qr.code_of(digits))


@pytest.mark.parametrize("digits", ["7", "261010371", "12345678901234567"])
def test_a_reader_reads_it(digits: str) -> None:
    qr.make_ready(len(digits))
    page = np.full((SIDE + 8, SIDE + 8), 255, np.uint8)
    page[4 : 4 + SIDE, 4 : 4 + SIDE] -= np.array(modules(qr.code_of(digits)), np.uint8) * 255
    (found,) = zxingcpp.read_barcodes(np.kron(page, np.ones((8, 8), np.uint8)))
    assert found.text == digits
