"""Papers that somebody's odd or long words try to break: nothing is lost, nothing overlaps."""

import pytest

from desktop.printing.lettering import Align
from desktop.printing.page import Sheet
from tests.printing.geometry import collisions
from tests.printing.samples import all_papers


@pytest.mark.parametrize("paper", all_papers())
def test_nothing_on_a_paper_runs_into_anything_else(paper: str) -> None:
    assert collisions(all_papers()[paper]()) == []


def test_words_over_words_over_rules_and_off_the_sheet_are_seen() -> None:
    sheet = Sheet("", "", "")
    sheet.text(30, 50, "첫째", 11)
    sheet.text(32, 51, "둘째", 11)
    sheet.across(70)
    sheet.text(30, 71, "셋째", 11)
    sheet.text(208, 100, "넷째", 11, align=Align.RIGHT)
    told = "\n".join(collisions(sheet.finish().pdf))
    for words in ("첫째", "over a rule", "leaves the sheet"):
        assert words in told
