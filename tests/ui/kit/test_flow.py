"""Rows that wrap, halves that go under each other, sentences broken into lines."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.kit import Button, Face, Flow, Halves, PlainLabel, Toasts, column, paint

WORDS = ("부르기", "상담 시작", "다른 상담사에게 넘김", "되돌림")


@pytest.fixture
def page(qapp: QApplication) -> Iterator[QWidget]:
    """A window held until all was painted: collected in the middle of it, it would crash."""
    made = QWidget()
    yield made
    made.close()


def shown(page: QWidget, width: int, height: int = 400) -> None:
    page.resize(width, height)
    page.show()
    QApplication.processEvents()


def flow_of(page: QWidget, *, right: bool = False) -> list[Button]:
    flow = Flow(page, gap=8, right=right)
    buttons = [Button(words) for words in WORDS]
    for button in buttons:
        flow.addWidget(button)
    return buttons


@pytest.mark.parametrize("width", [1200, 330, 250, 120])
@pytest.mark.parametrize("right", [False, True])
def test_a_row_goes_on_in_the_next_line(page: QWidget, width: int, right: bool) -> None:
    buttons = flow_of(page, right=right)
    shown(page, width)
    widest = max(button.minimumSizeHint().width() for button in buttons)
    assert page.minimumSizeHint().width() == widest
    boxes = [button.geometry() for button in buttons]
    for at, one in enumerate(boxes):
        assert page.rect().contains(one)
        assert one.width() >= buttons[at].minimumSizeHint().width()
        assert not any(one.intersects(other) for other in boxes[at + 1 :])
    lines = len({box.top() for box in boxes})
    assert (lines == 1) is (width == 1200)
    if right:
        assert max(box.right() for box in boxes) == page.width() - 1


def test_hidden_ones_take_no_room(page: QWidget) -> None:
    buttons = flow_of(page)
    buttons[0].hide()
    shown(page, 1200)
    assert buttons[1].x() == 0


def test_acts_go_under_the_words_where_it_is_narrow(page: QWidget) -> None:
    words, acts = column(gap=2), Flow(gap=8, right=True)
    title = PlainLabel("필수 항목 수집·이용", face=Face.STRONG)
    words.addWidget(title)
    button = Button("다시 받기")
    acts.addWidget(button)
    halves = Halves(words, acts)
    column(page, gap=0).addWidget(halves)
    shown(page, 600)
    assert button.y() < title.geometry().bottom()
    shown(page, 150)
    assert button.y() > title.geometry().bottom()
    assert halves.rect().contains(button.geometry())
    shown(page, 600)
    assert button.y() < title.geometry().bottom()


@given(st.text(st.sampled_from("가나다 abc-.뷁"), max_size=80), st.integers(20, 400))
def test_a_sentence_is_broken_and_nothing_of_it_is_lost(words: str, room: int) -> None:
    lines = paint.broken(words, Face.BODY, room)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert all(len(line) == 1 or paint.width_of(line, Face.BODY) <= room for line in lines)


def test_a_notice_shows_its_whole_sentence(page: QWidget) -> None:
    shown(page, 500)
    toasts = Toasts(page)
    toasts.say("한국산업인력공단 서울동부지사 " * 6, act="실행 취소", on_act=lambda: None)
    QApplication.processEvents()
    toast = toasts._shown
    assert toast is not None
    assert page.rect().contains(toast.geometry())
    assert toast.height() > 100
    room = toast.button.x() - 46
    assert all(paint.width_of(line, Face.STRONG) <= room for line in toast._lines)
