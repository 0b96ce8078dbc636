"""How a printer is, in words, told by a real queue: ready, stopped, out of paper, gone."""

import pytest

from desktop.ui.printing import PrintTo, send
from desktop.ui.printing.about import PrinterLine, printer_lines

from .conftest import PrivateCups, until

pytestmark = pytest.mark.print_queue


def line_of(name: str) -> PrinterLine:
    return next(one for one in printer_lines() if one.name == name)


def test_a_printer_at_rest_is_ready_and_names_its_trays(private_cups: PrivateCups) -> None:
    line = line_of(private_cups.name)
    assert (line.state, line.trouble) == ("준비됨", False)
    assert len(line.trays) >= 2


def test_a_tray_of_the_list_is_the_one_the_queue_is_asked_for(private_cups: PrivateCups) -> None:
    tray = line_of(private_cups.name).trays[-1][0]
    send(b"%PDF-1.4\n%%EOF\n", "naeil", PrintTo(private_cups.name, tray))
    (paper,) = private_cups.wait_for_papers(1)
    assert tray in paper.with_suffix(".options").read_text(encoding="utf-8")


def test_a_stopped_printer_is_told(private_cups: PrivateCups) -> None:
    private_cups.stop()
    try:
        line = line_of(private_cups.name)
        assert (line.state, line.trouble) == ("멈춰 있습니다", True)
    finally:
        private_cups.resume()


def test_an_empty_tray_is_told_while_the_paper_waits(private_cups: PrivateCups) -> None:
    private_cups.run_out_of_paper()
    try:
        send(b"%PDF-1.4\n%%EOF\n", "naeil", PrintTo(private_cups.name))
        until(lambda: line_of(private_cups.name).state == "용지가 없습니다", 30)
    finally:
        private_cups.refill()
    private_cups.wait_for_papers(1)


def test_a_printer_that_refuses_is_told(private_cups: PrivateCups) -> None:
    private_cups.reject()
    try:
        assert line_of(private_cups.name).state == "인쇄를 받지 않습니다"
    finally:
        private_cups.accept()
