"""Pages bound into a file: what they share stands in it once, and the same bytes every time."""

from functools import partial

import pypdfium2
import pytest

from desktop.printing import kept
from desktop.printing.drawn import Place
from desktop.printing.fonts import REGULAR
from desktop.printing.kept import NO_KIND, Kind
from desktop.printing.page import Sheet
from tests.printing.reading import page_texts

WORDS = "머리 줄, 쪽마다 같은 말 0123456789"


def kind() -> Kind:
    return Kind({REGULAR: WORDS})


def sheets(*pages: str, kind: Kind = NO_KIND, key: str = "head") -> Sheet:
    """A paper of several pages with a large part that all of them have in common."""
    sheet = Sheet("제목", "", "", kind=kind)

    def head() -> float:
        for row in range(12):
            sheet.text(20, 20 + row * 5, f"머리 {row}줄, 쪽마다 같은 말")
        return 80.0

    for number, words in enumerate(pages):
        if number:
            sheet.next_page()
        assert sheet.once(("test", key), head) == 80.0
        sheet.text(20, 100, words)
    return sheet


@pytest.mark.parametrize("kind", [NO_KIND, kind()], ids=["by itself", "of a kind"])
def test_a_large_part_stands_in_the_file_once_and_on_every_page(kind: Kind) -> None:
    drawn = sheets("첫 쪽", "둘째 쪽", "셋째 쪽", kind=kind).finish()
    assert drawn.pdf.count(b"/Subtype /Form") == 1
    for page, own in zip(page_texts(drawn.pdf), ("첫 쪽", "둘째 쪽", "셋째 쪽"), strict=True):
        assert "머리 0줄" in page
        assert "머리 11줄" in page
        assert own in page
    first, second, third = drawn.text.split("\f")
    assert first.count("쪽마다 같은 말") == second.count("쪽마다 같은 말") == 12
    assert third.endswith("셋째 쪽")


def test_what_a_file_says_does_not_depend_on_the_files_before_it() -> None:
    first = sheets("가", kind=kind()).finish()
    used = kind()
    sheets("홍길동", "나", kind=used).finish()
    assert used.pieces
    assert sheets("가", kind=used).finish() == first == sheets("가", kind=used).finish()


def test_a_part_in_other_letters_than_the_forms_is_drawn_for_each_file() -> None:
    mine = kind()
    for words in ("홍길동", "제갈공"):
        sheet = Sheet("", "", "", kind=mine)
        sheet.once("name", partial(sheet.text, 20, 20, f"머리 {words}"))
        sheet.next_page()
        sheet.once("name", partial(sheet.text, 20, 20, f"머리 {words}"))
        assert [page.split()[-1] for page in page_texts(sheet.finish().pdf)] == [words] * 2
    assert not mine.pieces


def test_papers_that_are_printed_one_by_one_leave_nothing_behind() -> None:
    sheet = Sheet("", "", "")
    sheet.once("rules", lambda: sheet.across(20))
    sheet.finish()
    sheets("가", "나").finish()
    assert not NO_KIND.pieces


def test_a_part_within_a_part_is_kept_with_the_whole() -> None:
    def inner(sheet: Sheet) -> None:
        for row in range(20):
            sheet.text(20, 50 + row * 5, "머리 줄, 쪽마다 같은 말")

    def outer(sheet: Sheet) -> None:
        sheet.text(20, 20, "머리")
        sheet.once("inner", lambda: inner(sheet))

    mine = kind()
    for _ in range(2):
        sheet = Sheet("", "", "", kind=mine)
        sheet.once("outer", partial(outer, sheet))
        sheet.next_page()
        sheet.once("outer", partial(outer, sheet))
        pdf = sheet.finish().pdf
        assert [page.count("쪽마다") for page in page_texts(pdf)] == [20, 20]
    assert list(mine.pieces) == ["outer"]


def test_a_part_with_a_problem_is_told_on_every_page_and_never_kept() -> None:
    mine = kind()
    sheet = Sheet("", "", "", kind=mine)
    turns = []

    def part() -> None:
        turns.append(1)
        sheet.text(20, 20, "머리 😀", place=Place("summary", "상담 요지"))

    sheet.once(("smile",), part)
    sheet.next_page()
    sheet.once(("smile",), part)
    drawn = sheet.finish()
    assert len(turns) == len(drawn.problems) == 2
    assert [page.strip() for page in page_texts(drawn.pdf)] == ["머리 □"] * 2
    assert not mine.pieces


def test_parts_are_forgotten_before_they_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "PIECES", 3)
    mine = kind()
    for number in range(10):
        sheets("가", "나", kind=mine, key=f"head {number}").finish()
        assert len(mine.pieces) <= 3


def test_pages_are_as_large_as_their_paper() -> None:
    for lying, size in ((False, (595.28, 841.89)), (True, (841.89, 595.28))):
        page = pypdfium2.PdfDocument(Sheet("", "", "", lying=lying).finish().pdf)[0]
        assert page.get_size() == pytest.approx(size, abs=0.01)
