"""The window over a real store, a printer that keeps what it gets, and counted keys."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.clock import KST, FixedClock
from desktop.domain.consent import Answer, ConsentDraft, ConsentKind, ConsentMethod, Item
from desktop.domain.partner import PartnerService
from desktop.ui.hands import KoreanKeyboard
from desktop.ui.main_window import MainWindow
from desktop.ui.printing import PrintTo, queue
from tests.korean_input import show
from tests.ui.desks import SUA, Seat, sit_down

Screen = TypeVar("Screen", bound=QWidget)


@dataclass
class Office:
    """A window with somebody at it."""

    seat: Seat
    window: MainWindow
    keyboard: KoreanKeyboard
    printed: list[tuple[bytes, str, PrintTo]] = field(default_factory=list)
    interactions: int = 0

    def settle(self) -> None:
        """Wait until everything asked was answered and drawn."""
        for _ in range(4):
            self.seat.settle()
            QTest.qWait(40)

    def press(self, keys: str) -> None:
        """One interaction."""
        self.interactions += 1
        self.keyboard.press(keys, commits=True)
        self.settle()

    def write(self, text: str) -> None:
        """Characters of a text: no interaction."""
        self.keyboard.type(text)
        self.settle()

    def go(self, key: str, kind: type[Screen], **where: object) -> Screen:
        """Show a screen."""
        self.seat.counter.go(key, **where)
        self.settle()
        screen = self.window.screen_of(key)
        assert isinstance(screen, kind)
        return screen

    def service(self, name: str = "직업교육") -> PartnerService:
        """A shipped service."""
        services = self.seat.desk.partners.services(self.seat.account)
        return next(one for one in services if one.name == name)

    def agree(self, visitor_id: int, service: PartnerService, items: tuple[Item, ...] = ()) -> None:
        """The signed paper of one partner was recorded before."""
        draft = ConsentDraft(
            visitor_id=visitor_id,
            kind=ConsentKind.THIRD_PARTY,
            answer=Answer.AGREED,
            method=ConsentMethod.PAPER,
            given_at=self.seat.clock.now(),
            service_id=service.id,
            items=items,
            filed_at="동의철 3권",
        )
        self.seat.desk.consents.record(self.seat.account, [draft])


@pytest.fixture
def office(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """박수아 was here before; it is five past two."""
    seat = sit_down(tmp_path / "store", FixedClock(datetime(2026, 11, 23, 14, 5, tzinfo=KST)))
    window = MainWindow(seat.counter)
    made = Office(seat, window, KoreanKeyboard())

    def keep(pdf: bytes, title: str, to: PrintTo) -> None:
        made.printed.append((pdf, title, to))

    monkeypatch.setattr(queue, "send", keep)
    show(window)
    window.enter()
    made.settle()
    yield made
    seat.counter.jobs.settle()
    window.close()
    seat.close()


@pytest.fixture
def sua(office: Office) -> int:
    """The visitor's id."""
    return office.seat.take_in(SUA).visitor_id


@pytest.fixture
def words() -> Callable[[bytes], str]:
    """What a PDF says."""
    import pypdfium2

    def read(pdf: bytes) -> str:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return "\n".join(page.get_textpage().get_text_range() for page in document)
        finally:
            document.close()

    return read
