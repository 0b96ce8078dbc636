"""A printer that fails in the middle, a clock that jumps while somebody sits there."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtPrintSupport import QPrinter

from desktop.domain.consent import Item
from desktop.domain.referral import Progress
from desktop.ui.printing import PrintTo, queue
from desktop.ui.printing.queue import paint_pages
from tests.printing.reading import words_of
from tests.ui.conftest import dressed
from tests.ui.referral.conftest import Office, office, sua

__all__ = ["dressed", "office", "sua"]


class Jammed(QPrinter):
    """Takes the first sheet and not the second."""

    def __init__(self, out: Path) -> None:
        super().__init__()
        self.setOutputFileName(str(out))
        self.sheets, self.aborted = 1, False

    def newPage(self) -> bool:
        return False

    def abort(self) -> bool:
        self.aborted = True
        return super().abort()


def test_a_printer_that_fails_in_the_middle_leaves_number_and_paper_as_issued(
    office: Office, sua: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sent: list[bytes] = []
    jammed = Jammed(tmp_path / "half.pdf")

    def jam(pdf: bytes, _title: str, _to: PrintTo) -> None:
        sent.append(pdf)
        paint_pages(pdf, jammed, "창구 프린터")

    service = office.service()
    office.agree(sua, service, (Item.NAME, Item.REASON))
    office.seat.counter.go("slip", visitor_id=sua, service_id=service.id)
    office.settle()
    office.write("직업교육")
    office.press("Enter")
    office.write("전산회계 실무 희망")
    monkeypatch.setattr(queue, "send", jam)
    office.press("Ctrl+P")

    assert jammed.aborted, "the sheets painted so far must not come out as if they were all"
    shown = office.window.workplace.toasts.current()
    assert shown is not None
    assert "창구 프린터" in shown.sentence
    assert shown.act == "다시 인쇄"
    (line,) = office.seat.desk.referrals.of_visitor(office.seat.account, sua)
    assert line.progress is Progress.ISSUED

    def take(pdf: bytes, _title: str, _to: PrintTo) -> None:
        sent.append(pdf)

    monkeypatch.setattr(queue, "send", take)
    office.press("Ctrl+P")
    assert len(sent) == 2
    assert all(line.number in words_of(pdf) for pdf in sent)
    (again,) = office.seat.desk.referrals.of_visitor(office.seat.account, sua)
    assert again.number == line.number
    print(f"\nprinter failed after 1 sheet: {line.number} stays and is printed again")


def test_the_clock_that_jumps_neither_locks_the_window_nor_keeps_it_open(office: Office) -> None:
    workplace: Any = office.window.workplace
    assert workplace._idle.isActive()
    left = workplace._idle.remainingTime()
    for jump in (timedelta(hours=9), timedelta(days=-2), timedelta(days=400)):
        office.seat.clock.at += jump
        office.settle()
        assert office.window.stack.currentWidget() is workplace.frame
        assert workplace._idle.isActive()
        assert 0 < workplace._idle.remainingTime() <= left + 1_000
