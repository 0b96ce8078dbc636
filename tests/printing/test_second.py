"""The sheet in another language: says what the Korean page says, whole, in letters that exist."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from desktop.domain.codes import CodeBook
from desktop.domain.consent import Item
from desktop.domain.papers import Copy
from desktop.paths import resources
from desktop.printing.slip import draw_slip
from desktop.printing.wording import wording
from tests.printing import samples
from tests.printing.reading import words_of

LANGUAGES = ("en", "zh", "vi")
LETTERS = {"en": "Whom to ask for", "zh": "要找的人", "vi": "Người cần gặp"}


def codes() -> tuple[str, ...]:
    book = CodeBook.load(Path(resources()) / "codes")
    return tuple(code.code for code in book["documents"].codes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_document_and_every_item_has_a_word(language: str) -> None:
    words = wording(f"second-{language}-1").words
    assert set(codes()) <= set(words["documents"])
    assert {item.value for item in Item} <= set(words["items"])


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_follows_the_visitors_copy_and_nothing_is_left_out(language: str, large: bool) -> None:
    record = replace(
        samples.SLIP, second=f"second-{language}-1", document_codes=codes()[:8], map_hint="3층 왼쪽"
    )
    drawn = draw_slip(record, samples.footer(), large=large)
    pdf = drawn.printable()
    assert len(pypdfium2.PdfDocument(pdf)) == len(record.copies) + 1
    own = draw_slip(record, samples.footer(), copies=[Copy.VISITOR], large=large).printable()
    said = words_of(own)
    assert LETTERS[language].replace(" ", "") in said
    assert said.count(record.number) >= 4, "on both pages, and in what to say"
    assert said.count("동부여성발전센터") >= 2
    assert record.centre.phone in said


def test_without_a_language_nothing_changes() -> None:
    plain = draw_slip(samples.SLIP, samples.footer())
    assert len(pypdfium2.PdfDocument(plain.pdf)) == len(samples.SLIP.copies)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_that_may_be_typed_is_printed_or_told(language: str) -> None:
    record = replace(
        samples.SLIP,
        second=f"second-{language}-1",
        partner="서울특별시" + "동부여성발전" * 10 + "센터",
        partner_address="광진구 아차산로30길 " + "36번지 " * 20,
        reference="직업상담팀 " + "담당 " * 20,
        document_codes=codes(),
    )
    drawn = draw_slip(record, samples.footer(), copies=[Copy.VISITOR])
    assert {problem.field for problem in drawn.problems} <= {
        "partner",
        "partner_address",
        "reference",
    }
