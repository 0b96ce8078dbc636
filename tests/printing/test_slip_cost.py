"""What a slip weighs and which faces it carries; no clock is asked."""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.papers import Copy
from desktop.printing.slip import render_slip
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
