"""Pictures of replies stay in the store as long as the office says, and nowhere else."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from sqlalchemy import select

from desktop.domain.errors import NotFound
from desktop.domain.papers import Copy
from desktop.domain.referral import Evidence, Progress, ReplyDraft
from desktop.printing.picture import pages_to_grey
from desktop.printing.slip import render_slip
from desktop.services.replies import Replies, files_in, read_scans
from desktop.store.referrals import ReplyPicture
from tests.printing.samples import footer
from tests.services.linked import Linked


def page(desk: Linked) -> tuple[Image.Image, str]:
    """A page as the scanner gives it, of a slip just issued."""
    issued = desk.issued()
    pdf = render_slip(issued.record, footer(), copies=(Copy.PARTNER,))
    one = next(iter(pages_to_grey(pdf, 150)))
    grey = Image.frombytes("L", (one.width, one.height), one.pixels, "raw", "L", one.stride)
    return grey, issued.line.number


def told(desk: Linked, number: str, **more: object) -> ReplyDraft:
    draft = ReplyDraft(
        number, Progress.ARRIVED, Evidence.FAX, desk.clock.today(), arrival="visited"
    )
    return replace(draft, **more)  # type: ignore[arg-type]


def kept(desk: Linked) -> list[ReplyPicture]:
    with desk.database.read() as session:
        return list(session.scalars(select(ReplyPicture)))


def months(desk: Linked, number: int) -> None:
    before = desk.centre.slip_defaults(desk.account)
    desk.centre.save_slip_defaults(desk.account, replace(before, picture_months=number))


def test_files_of_a_folder_become_stubs_and_what_cannot_be_read_says_so(
    desk: Linked, tmp_path: Path
) -> None:
    grey, number = page(desk)
    grey.save(tmp_path / "1.png")
    grey.rotate(90, expand=True).save(tmp_path / "2.jpg")
    Image.new("L", (900, 1200), 255).save(tmp_path / "3.png")
    grey.save(tmp_path / "4.pdf", save_all=True, append_images=[Image.new("L", (500, 700), 255)])
    (tmp_path / "5.pdf").write_bytes(b"%PDF-1.7 nothing of the kind")
    (tmp_path / "6.txt").write_text("not asked for", "utf-8")
    progress: list[tuple[int, int]] = []
    found = read_scans(files_in([tmp_path]), lambda done, all_: progress.append((done, all_)))
    assert [(one.source, one.number, bool(one.trouble)) for one in found] == [
        ("1.png", number, False),
        ("3.png", "", False),
        ("4.pdf 2쪽", "", False),
        ("5.pdf", "", True),
    ]
    assert progress == [(0, 5), (1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "1.png", "2.jpg", "3.png", "4.pdf", "5.pdf", "6.txt", "한글 폴더",
    ]  # fmt: skip


def test_reading_ends_when_it_is_given_up(desk: Linked, tmp_path: Path) -> None:
    for name in "abc":
        Image.new("L", (300, 400), 255).save(tmp_path / f"{name}.png")
    asked = iter([False, False, True, True, True])
    assert len(read_scans(files_in([tmp_path]), stop=lambda: next(asked, True))) == 1


def test_a_pdf_with_a_page_as_large_as_a_wall_is_refused(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "wall.pdf"), pagesize=(14_000, 14_000))
    canvas.showPage()
    canvas.save()
    (one,) = read_scans(files_in([tmp_path]))
    assert "다시 스캔" in one.trouble


def test_the_picture_is_kept_with_its_reply_and_shown_again(desk: Linked) -> None:
    replies = Replies(desk.office)
    grey, number = page(desk)
    ImageDraw.Draw(grey).text((300, 1400), "visited")
    held = io.BytesIO()
    grey.save(held, "PNG")
    line = replies.record_scanned(desk.account, told(desk, number), held.getvalue())
    (one,) = replies.pictures(desk.account, line.id)
    assert one.by == "한서윤"
    picture = Image.open(io.BytesIO(replies.picture(desk.account, one.id)))
    assert picture.mode == "1"
    assert ("view", "회신 그림 보기") in {(kind, why) for kind, why, _ in desk.log()}


def test_an_office_that_keeps_none_keeps_none(desk: Linked) -> None:
    months(desk, 0)
    grey, number = page(desk)
    held = io.BytesIO()
    grey.save(held, "PNG")
    Replies(desk.office).record_scanned(desk.account, told(desk, number), held.getvalue())
    assert kept(desk) == []


def test_its_time_runs_from_the_day_the_referral_ended(desk: Linked) -> None:
    months(desk, 3)
    replies = Replies(desk.office)
    grey, number = page(desk)
    held = io.BytesIO()
    grey.save(held, "PNG")
    line = replies.record_scanned(desk.account, told(desk, number), held.getvalue())
    (one,) = replies.pictures(desk.account, line.id)
    desk.later(days=100)
    assert replies.drop_pictures(desk.account) == 0  # still open
    desk.referrals.record_reply(desk.account, told(desk, number, result="trained"))
    desk.later(days=80)
    assert replies.drop_pictures(desk.account) == 0
    desk.later(days=30)
    assert replies.drop_pictures(desk.account) == 1
    assert kept(desk) == []
    assert replies.drop_pictures(desk.account) == 0
    with pytest.raises(NotFound):
        replies.picture(desk.account, one.id)
