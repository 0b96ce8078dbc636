"""What a slip weighs, which faces it carries, how many calls it takes; no clock is asked."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.consent import Item
from desktop.domain.papers import Copy, Footer, SlipRecord
from desktop.printing.slip import draw_slips, render_slip
from desktop.printing.warm import warm_up
from tests.printing.samples import SLIP, footer

A_SHEET = 60_000
"""Bytes; reportlab as it comes needs more for the partner's sheet alone."""
OURS = {"PretendardGOV-Regular", "PretendardGOV-SemiBold", "PretendardGOV-Bold"}
FULL = replace(
    SLIP,
    map_hint="3층 왼쪽 끝 방, 엘리베이터에서 내려 오른쪽",
    to_say="광진구 일자리센터에서 보내서 왔습니다. 직업상담팀을 찾습니다.",
    partner_directions="2호선 구의역 1번 출구에서 걸어서 7분",
    called_before="직업상담팀과 통화함",
)
SPOKEN = ("en", "zh", "vi")
SYLLABLES = "강고권김나노도류문민박배백서성손송신안양오우유윤이임장정조주지차최하한허현호홍황"
MANY = 60
A_PAGE_OF_MANY = 3_200
"""Bytes a slip adds to a file of many: its own words, not the form's, nor any letters."""
CALLS_A_PAGE, CALLS_A_FILE = 2_850, 14_600
"""Python's and C's calls together: a third more than were counted when a page took 0.9 ms."""


def faces_in(pdf: bytes) -> set[str]:
    """The faces whose outlines lie in the file, by their own names."""
    return {name.decode() for name in re.findall(rb"/FontName /[A-Z]{6}\+([\w-]+)", pdf)}


def whole(language: str = "", *, large: bool = False) -> bytes:
    record = replace(FULL, second=f"second-{language}-1" if language else "")
    return render_slip(record, footer(), large=large)


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("copy", Copy)
def test_a_sheet_with_everything_on_it_stays_light(copy: Copy, large: bool) -> None:
    assert len(render_slip(FULL, footer(), copies=(copy,), large=large)) <= A_SHEET


@pytest.mark.parametrize("language", SPOKEN)
def test_a_sheet_in_another_language_adds_no_more_than_a_sheet(language: str) -> None:
    assert len(whole(language)) - len(whole()) <= A_SHEET


def test_the_sheets_of_a_slip_share_their_letters() -> None:
    """Three sheets weigh little more than the heaviest of them."""
    one = len(render_slip(FULL, footer(), copies=(Copy.PARTNER,)))
    assert len(whole()) <= 1.6 * one


@pytest.mark.parametrize("language", ["", "en", "vi"])
def test_only_the_shipped_weights_are_embedded(language: str) -> None:
    assert faces_in(whole(language)) == OURS


def test_the_chinese_face_comes_with_chinese_alone() -> None:
    assert faces_in(whole("zh")) == OURS | {"NotoSansSC-Regular"}


def calls(work: Callable[[], object]) -> int:
    """How many functions are called, ours and those written in C."""
    count = 0

    def seen(_frame: object, event: str, _what: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def people(count: int, first: int) -> list[tuple[SlipRecord, Footer, bool]]:
    """Slips of so many, each with words of their own."""
    found = []
    for number in range(first, first + count):
        name = "".join(SYLLABLES[number // step % len(SYLLABLES)] for step in (1, 7, 31))
        own = {
            Item.NAME: name,
            Item.PHONE: f"010-0000-{number:04d}",
            Item.SUMMARY: f"{name} 님은 {number}일째 일자리를 찾고 있으며 오전만 일하려 합니다.",
        }
        rows = tuple(replace(row, value=own.get(row.item, row.value)) for row in SLIP.rows)
        record = replace(SLIP, number=f"26-101-{number:04d}", visitor_name=name, rows=rows)
        record = replace(record, copies=(Copy.PARTNER,))
        found.append((record, footer(print_number=f"26-101-{number:07d}"), False))
    return found


def test_a_slip_adds_little_to_a_file_of_many() -> None:
    few, many = people(MANY, 0), people(2 * MANY, 0)
    grown = len(draw_slips(many).pdf) - len(draw_slips(few).pdf)
    assert grown / MANY <= A_PAGE_OF_MANY


def test_a_slip_of_many_takes_few_calls() -> None:
    warm_up()
    draw_slips(people(MANY, 0))
    few, many = people(MANY, 1_000), people(2 * MANY, 2_000)
    grown = calls(lambda: draw_slips(many)) - calls(lambda: draw_slips(few))
    assert grown / MANY <= CALLS_A_PAGE


def test_a_warm_slip_takes_few_calls() -> None:
    warm_up()
    draw_slips(people(MANY, 0))
    files = people(MANY, 3_000)
    taken = calls(lambda: [render_slip(record, foot) for record, foot, _ in files])
    assert taken / MANY <= CALLS_A_FILE


PROGRAM = """
import json
from dataclasses import replace
from reportlab.pdfbase import pdfmetrics
from desktop.printing.slip import render_slip
from desktop.printing.warm import warm_up
from tests.printing.samples import SLIP, footer
warm_up()
read = []
for language in ("", "en", "vi", "zh"):
    render_slip(replace(SLIP, second=f"second-{language}-1" if language else ""), footer())
    read.append("NotoSansSC-Regular" in pdfmetrics.getRegisteredFontNames())
print(json.dumps(read))
"""


def test_the_chinese_face_is_not_even_read_before_the_first_chinese_sheet() -> None:
    """A face that few offices ever need."""
    answer = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        check=True,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert json.loads(answer.stdout) == [False, False, False, True]
