"""서류 by keyboard: what is offered, what is asked, what comes out and what the ledger says."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QLabel

from desktop.ui.kit import Field
from desktop.ui.papers import PapersScreen
from desktop.ui.printing import queue
from tests.korean_input import KoreanKeyboard, show
from tests.ui.desks import Seat, sit_down


@pytest.fixture
def seat(qapp: object, tmp_path: Path) -> Iterator[Seat]:
    made = sit_down(tmp_path)
    yield made
    made.close()


@pytest.fixture
def printed() -> list[bytes]:
    came: list[bytes] = []
    queue.divert(lambda pdf, _title: came.append(pdf))
    return came


def open_papers(seat: Seat, visitor_id: int | None = None, paper: str = "") -> PapersScreen:
    screen = PapersScreen(seat.counter)
    show(screen, 1290, 682)
    screen.show_for(visitor_id=visitor_id, paper=paper)
    seat.settle()
    return screen


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def height_of(word: str, pdf: bytes) -> float:
    """Height in points of a word's first letter on the first page."""
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    place, _ = text.search(word).get_next()
    _, bottom, _, top = text.get_charbox(place)
    return float(top - bottom)


def test_nobody_in_front_offers_only_the_forms_for_anybody(
    seat: Seat, printed: list[bytes], keyboard: KoreanKeyboard
) -> None:
    screen = open_papers(seat)
    screen.print_paper()
    seat.settle()
    (pdf,) = printed
    assert "구직신청서" in words_of(pdf)
    assert "GJ" not in words_of(pdf)


def test_a_proof_names_the_visits_that_were_chosen_and_where_it_goes(
    seat: Seat, printed: list[bytes], keyboard: KoreanKeyboard
) -> None:
    made = seat.take_in("김영숙")
    screen = open_papers(seat, made.visitor_id, "proof")
    keyboard.press("Enter")  # from the list to the visits: the newest is ticked
    keyboard.press("Enter")
    keyboard.type("고용센터")
    screen.print_paper()
    seat.settle()
    (pdf,) = printed
    text = words_of(pdf)
    assert "상담(방문) 확인서" in text
    assert "김영숙" in text
    assert "고용센터" in text
    assert "구직활동 증빙" in text
    (line,) = seat.desk.papers.ledger(seat.account, made.visitor_id)
    assert line.paper == "상담(방문) 확인서"


def test_a_proof_without_a_visit_says_what_to_choose(
    seat: Seat, printed: list[bytes], keyboard: KoreanKeyboard
) -> None:
    made = seat.take_in("김영숙")
    screen = open_papers(seat, made.visitor_id, "proof")
    keyboard.press("Enter")
    keyboard.press("Space")  # the only visit is no longer ticked
    screen.print_paper()
    seat.settle()
    assert printed == []
    told = [field.error() for field in screen.findChildren(Field)]
    assert any("확인할 방문" in sentence for sentence in told)


def test_the_receipt_comes_in_large_type_too(
    seat: Seat, printed: list[bytes], keyboard: KoreanKeyboard
) -> None:
    made = seat.take_in("김영숙")
    screen = open_papers(seat, made.visitor_id, "receipt")
    screen.print_paper()
    seat.settle()
    keyboard.press("Enter")
    keyboard.press("Right")
    screen.print_paper()
    seat.settle()
    plain, large = printed
    assert height_of("취업상담", large) > 1.15 * height_of("취업상담", plain)
    assert "접수증" in words_of(large)


def test_a_whole_name_is_a_logged_view_and_hides_with_the_mask(seat: Seat) -> None:
    made = seat.take_in("김영숙")
    screen = open_papers(seat, made.visitor_id)
    told = [label.text() for label in screen.findChildren(QLabel)]
    assert "김영숙 님" in told
    seat.counter.mask(True)
    told = [label.text() for label in screen.findChildren(QLabel)]
    assert "김영숙 님" not in told
    assert "김*숙 님" in told
