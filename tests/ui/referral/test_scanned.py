"""Scanned stubs open their replies one after the other, the picture beside the form."""

from pathlib import Path

from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent

from desktop.domain.papers import Copy
from desktop.domain.referral import Progress
from desktop.printing.picture import pages_to_grey
from desktop.printing.slip import render_slip
from desktop.ui.hands import words_of
from desktop.ui.referral import ReplyScreen
from tests.printing.samples import footer

from .conftest import Office
from .test_reply_screen import issue


def scanned(office: Office, visitor_id: int, folder: Path) -> str:
    """The stub of a slip just issued, in a file; and a page with none."""
    issued = issue(office, visitor_id)
    pdf = render_slip(issued.record, footer(), copies=(Copy.PARTNER,))
    one = next(iter(pages_to_grey(pdf, 150)))
    page = Image.frombytes("L", (one.width, one.height), one.pixels, "raw", "L", one.stride)
    page.rotate(90, expand=True).save(folder / "1.png")
    Image.new("L", (900, 1200), 255).save(folder / "2.png")
    return issued.line.number


def test_a_folder_dropped_on_the_screen_is_written_down_stub_by_stub(
    office: Office, sua: int, tmp_path: Path
) -> None:
    folder = tmp_path / "스캔"
    folder.mkdir()
    number = scanned(office, sua, folder)
    screen = office.go("reply", ReplyScreen)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder))])
    screen.dropEvent(
        QDropEvent(
            QPoint(50, 50).toPointF(),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    office.settle()
    assert "회신서 1장을 읽었습니다" in office.seat.said[-1][0]
    assert "번호를 읽지 못한 것 1장" in office.seat.said[-1][0]
    assert screen.number.number.text_now() == number
    assert not screen.reply.isHidden()
    assert screen.scans.picture.isVisible()
    assert "1 / 2" in words_of(screen.scans)
    office.press("1")
    office.press("1")
    office.press("Ctrl+S")
    (line,) = office.seat.desk.referrals.of_visitor(office.seat.account, sua)
    assert line.progress is Progress.ACCEPTED
    assert len(office.seat.desk.replies.pictures(office.seat.account, line.id)) == 1
    # The page nobody could read is next: its number is typed.
    assert "번호를 읽지 못했습니다" in words_of(screen.scans)
    assert screen.number.number.hasFocus()
    assert screen.reply.isHidden()
    # The picture kept with the reply is shown again from it.
    screen.scans.clear()
    office.press("F8")
    office.write(number.replace("-", ""))
    assert screen.reply.kept.isVisible()
    screen.reply.kept.click()
    office.settle()
    assert screen.scans.picture.isVisible()
    assert "보관한 회신 그림" in words_of(screen.scans)


def test_the_keys_go_from_picture_to_picture_and_look_closer(
    office: Office, sua: int, tmp_path: Path
) -> None:
    folder = tmp_path / "스캔"
    folder.mkdir()
    number = scanned(office, sua, folder)
    screen = office.go("reply", ReplyScreen)
    screen.scans.take([folder])
    office.settle()
    office.press("Ctrl+PgDown")
    assert not screen.number.number.text_now()
    office.press("Ctrl+PgUp")
    assert screen.number.number.text_now() == number
    screen.scans.picture.setFocus()
    office.press("+")
    assert screen.scans.picture.zoom > 1
    screen.scans.clear()
    assert screen.scans.isHidden()


def test_nothing_to_read_says_what_can_be(office: Office, tmp_path: Path) -> None:
    (tmp_path / "메모.txt").write_text("회신", "utf-8")
    screen = office.go("reply", ReplyScreen)
    screen.scans.take([tmp_path / "메모.txt"])
    office.settle()
    assert "PNG, JPEG, PDF" in office.seat.said[-1][0]
    assert screen.scans.isHidden()
