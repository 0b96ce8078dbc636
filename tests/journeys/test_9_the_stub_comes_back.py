"""The stub comes back by fax: its number typed, read by a reader or off the scanned page."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtWidgets import QFileDialog

from desktop.domain.referral import Evidence, Progress
from desktop.printing.picture import pages_to_grey
from desktop.ui.referral import ReplyScreen
from tests.journeys.driver import Counsellor
from tests.journeys.test_3_back_to_work import JIYEON
from tests.ui.wedge_hands import TimedKeys

pytestmark = pytest.mark.journey
MOST = 6
"""Interactions from the stub in hand to the closed loop."""


@pytest.fixture
def jiyeon(counsellor: Counsellor) -> int:
    """Referred at the counter, the sheets printed and given; nine days have gone by since."""
    visitor_id = counsellor.known(JIYEON)
    counsellor.agreed(visitor_id, service=counsellor.service("동부여성발전센터", "직업교육"))
    counsellor.press("Ctrl+K")
    counsellor.write("류지연")
    counsellor.press("Enter", "1")
    counsellor.fill("직업교육", "전산회계 실무 희망")
    counsellor.press("Ctrl+P")
    counsellor.later(days=9)
    counsellor.press("Alt+1")
    return visitor_id


def number_of(counsellor: Counsellor, visitor_id: int) -> str:
    return counsellor.desk.referrals.of_visitor(counsellor.account, visitor_id)[0].number


def progress_of(counsellor: Counsellor, visitor_id: int) -> Progress:
    return counsellor.desk.referrals.of_visitor(counsellor.account, visitor_id)[0].progress


def tell(capsys: pytest.CaptureFixture[str], way: str, cost: int) -> None:
    with capsys.disabled():
        print(f"\ninteractions: the stub comes back, {way}: {cost}")


def faxed(counsellor: Counsellor, folder: Path) -> Path:
    """The partner's sheet as it was printed, scanned askew and upside down."""
    page = next(iter(pages_to_grey(counsellor.papers[-1], 200)))
    picture = Image.frombytes("L", (page.width, page.height), page.pixels, "raw", "L", page.stride)
    folder.mkdir()
    picture.rotate(182, expand=True, fillcolor=255).save(folder / "fax.png")
    return folder / "fax.png"


def choose(counsellor: Counsellor, file: Path) -> None:
    """The file's name is typed into the window that asks for it."""
    (dialog,) = [one for one in counsellor.window.findChildren(QFileDialog) if one.isVisible()]
    dialog.activateWindow()
    counsellor.write(str(file))
    counsellor.press("Enter")
    # No window manager gives the keys back offscreen.
    counsellor.window.activateWindow()
    counsellor.settle()


def typed(counsellor: Counsellor, number: str, _file: Path) -> None:
    counsellor.press("F8")
    counsellor.write(number)
    counsellor.settle()


def read_by_a_reader(counsellor: Counsellor, number: str, _file: Path) -> None:
    TimedKeys().scan(number)
    counsellor.settle()


def read_off_the_page(counsellor: Counsellor, _number: str, file: Path) -> None:
    counsellor.press("F8", "Ctrl+O")
    choose(counsellor, file)


@pytest.mark.parametrize(
    ("way", "open_reply"),
    [
        ("typed", typed),
        ("by a reader", read_by_a_reader),
        ("off the scanned page", read_off_the_page),
    ],
)
def test_it_came_and_was_taken_on(
    counsellor: Counsellor,
    jiyeon: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    way: str,
    open_reply: Callable[[Counsellor, str, Path], None],
) -> None:
    number = number_of(counsellor, jiyeon)
    file = faxed(counsellor, tmp_path / "scans")

    def close() -> None:
        open_reply(counsellor, number.replace("-", ""), file)
        screen = counsellor.screen(ReplyScreen)
        assert screen.number.number.text_now() == number
        assert "류*연" in screen.number.whose.text()
        assert screen.scans.picture.isVisible() is (way == "off the scanned page")
        counsellor.press("1", "1", "Ctrl+S")

    cost = counsellor.spent(close)
    tell(capsys, way, cost)
    assert progress_of(counsellor, jiyeon) is Progress.ACCEPTED
    assert any(words.endswith("접수") for words in counsellor.said)
    reply = counsellor.screen(ReplyScreen)
    assert reply.number.number.hasFocus(), "the next number can be typed at once"
    assert cost <= MOST


def test_the_day_the_partner_named_is_kept_and_what_is_ill_is_not_asked_for(
    counsellor: Counsellor, jiyeon: int, tmp_path: Path
) -> None:
    """상담 예약 12. 14.: nobody is called before that day."""
    TimedKeys().scan(number_of(counsellor, jiyeon).replace("-", ""))
    counsellor.settle()
    counsellor.press("1", "2")
    remark: Any = counsellor.screen(ReplyScreen)._form.field("remark").control
    assert remark.placeholderText() == "건강 이야기는 적지 않습니다."
    counsellor.go_to("date_told")
    counsellor.fill("12. 14.")
    counsellor.press("Ctrl+S")
    (line,) = counsellor.desk.referrals.of_visitor(counsellor.account, jiyeon)
    assert line.progress is Progress.ACCEPTED
    card = counsellor.desk.referrals.card(counsellor.account, line.id)
    assert card.partner_due == date(2026, 12, 15)
    assert card.moves[-1].evidence == Evidence.FAX.value


def test_in_the_middle_of_another_note_the_reader_costs_no_word_of_it(
    counsellor: Counsellor, jiyeon: int
) -> None:
    other = counsellor.known("나다운")
    number = number_of(counsellor, jiyeon).replace("-", "")
    counsellor.app.counter.go("counselling", visitor_id=other)
    counsellor.settle()
    counsellor.go_to("summary")
    counsellor.write("다음 주에 다시 오심")
    TimedKeys().scan(number)
    counsellor.settle()
    counsellor.press("1", "1", "Ctrl+S", "F3")
    assert progress_of(counsellor, jiyeon) is Progress.ACCEPTED
    assert counsellor.front == "counselling"
    assert counsellor.value("summary") == "다음 주에 다시 오심"


def test_a_misread_digit_offers_the_slip_that_is_near_and_nothing_else_opens(
    counsellor: Counsellor, jiyeon: int
) -> None:
    number = number_of(counsellor, jiyeon)
    plain = number.replace("-", "")
    wrong = plain[:6] + plain[7] + plain[6] + plain[8:]
    if wrong == plain:
        wrong = plain[:-1] + str((int(plain[-1]) + 1) % 10)
    counsellor.press("F8")
    counsellor.write(wrong)
    counsellor.press("Enter")
    screen = counsellor.screen(ReplyScreen)
    assert screen.reply.isHidden()
    assert number in counsellor.words(screen.picks)
    counsellor.press("Tab", "Enter", "1", "1", "Ctrl+S")
    assert progress_of(counsellor, jiyeon) is Progress.ACCEPTED


def test_the_stub_of_a_slip_that_was_replaced_names_its_successor(
    counsellor: Counsellor, jiyeon: int
) -> None:
    old = number_of(counsellor, jiyeon)
    desk, account = counsellor.desk, counsellor.account
    (line,) = desk.referrals.of_visitor(account, jiyeon)
    new = desk.referrals.issue(account, desk.referrals.reopen(account, line.id).draft).line.number
    TimedKeys().scan(old.replace("-", ""))
    counsellor.settle()
    screen = counsellor.screen(ReplyScreen)
    assert screen.reply.isHidden()
    assert new in counsellor.words(screen.number)
    counsellor.press("Tab", "Enter")
    assert screen.number.number.text_now() == new
    counsellor.press("1", "1", "Ctrl+S")
    assert progress_of(counsellor, jiyeon) is Progress.ACCEPTED


def test_the_stub_of_a_slip_made_void_takes_no_reply(counsellor: Counsellor, jiyeon: int) -> None:
    number = number_of(counsellor, jiyeon)
    (line,) = counsellor.desk.referrals.of_visitor(counsellor.account, jiyeon)
    counsellor.desk.referrals.void(counsellor.account, line.id, "wrong_partner")
    TimedKeys().scan(number.replace("-", ""))
    counsellor.settle()
    screen = counsellor.screen(ReplyScreen)
    assert "무효" in counsellor.words(screen.number)
    assert screen.reply.isHidden()
