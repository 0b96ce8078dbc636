"""One counsellor at the real counter: hands on the keys, eyes on the window, papers in a tray."""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pypdfium2
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from desktop.app import CounterApp, Start
from desktop.domain.account import SignedIn
from desktop.domain.clock import FixedClock
from desktop.domain.consent import Answer, ConsentDraft, ConsentKind, ConsentMethod
from desktop.domain.partner import PartnerService
from desktop.domain.visit import VisitDraft
from desktop.domain.visitor import VisitorDraft
from desktop.services.desk import Desk
from desktop.ui.hands import Interactions, KoreanKeyboard, words_of
from desktop.ui.printing import queue

Screen = TypeVar("Screen", bound=QWidget)
PASSWORD = "lilac-by-the-desk-3"
SOON = 400
"""Milliseconds: shorter timers of the window are waited for."""


class Counsellor:
    """Types, presses and clicks at a counter that runs as at the desk, and reads what it says."""

    def __init__(self, folder: Path, clock: FixedClock) -> None:
        self.clock = clock
        self.papers: list[bytes] = []
        self.said: list[str] = []
        self._left = False
        self._hands = KoreanKeyboard()
        queue.divert(lambda pdf, _title: self.papers.append(pdf))
        self.app = CounterApp(Start(folder, clock=clock, size=(1366, 768)))
        self.app.counter.saying.connect(lambda text, *_more: self.said.append(text))
        self._done = Interactions()
        self.app.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window, 5_000)
        self.settle()

    # the house

    @property
    def window(self) -> Any:
        """The one window."""
        return self.app.window

    @property
    def desk(self) -> Desk:
        """The services, to look at what was stored."""
        return self.app.counter.desk

    @property
    def account(self) -> SignedIn:
        """Who is signed in."""
        return self.app.counter.account

    def leave(self) -> None:
        """Close the program; once is enough."""
        if self._left:
            return
        self._left = True
        self._done.stop()
        self.app.close()
        QApplication.processEvents()

    def later(self, **by: int) -> None:
        """Time passes."""
        self.clock.advance(timedelta(**by))

    def known(self, person: VisitorDraft | str, *purposes: str) -> int:
        """Somebody was here before and went again; gives the visitor's id."""
        draft = VisitorDraft(name=person) if isinstance(person, str) else person
        made = self.desk.visits.register(
            self.account, draft, VisitDraft(purposes=purposes or ("counselling",))
        )
        self.desk.visits.start(self.account, made.visit_id)
        self.desk.visits.finish(self.account, made.visit_id, "counselled")
        return made.visitor_id

    def service(self, organisation: str, name: str = "") -> PartnerService:
        """A shipped partner service."""
        return next(
            one
            for one in self.desk.partners.services(self.account)
            if organisation in one.organisation and name in one.name
        )

    def agreed(
        self,
        visitor_id: int,
        kind: ConsentKind = ConsentKind.THIRD_PARTY,
        service: PartnerService | None = None,
    ) -> None:
        """A signed paper was recorded before."""
        draft = ConsentDraft(
            visitor_id=visitor_id,
            kind=kind,
            answer=Answer.AGREED,
            method=ConsentMethod.PAPER,
            given_at=self.clock.now(),
            service_id=service.id if service else None,
            filed_at="2026 동의철 1권",
        )
        self.desk.consents.record(self.account, [draft])

    # hands

    def sign_in(self, password: str = PASSWORD) -> None:
        """The password of the account in front."""
        self.write(password)
        self.press("Enter")

    def write(self, text: str) -> None:
        """Characters of a text; the last syllable is still being composed afterwards."""
        self._hands.type(text)

    def press(self, *keys: str) -> None:
        """Keys one after the other, the answer to each waited for."""
        for one in keys:
            self._hands.press(one)
            self.settle()

    def fill(self, *texts: str) -> None:
        """Fields one after the other: the text, then Enter."""
        for text in texts:
            self.write(text)
            self.press("Enter")

    def go_to(self, name: str, by: str = "Tab") -> None:
        """Press Tab (or another key) until a field has the keys."""
        for _ in range(60):
            if self.at() == name:
                return
            self.press(by)
        raise AssertionError(f"{by} never comes to {name}; now at {self.at()}")

    def click(self, words: str) -> None:
        """Click the button that says this."""
        buttons = [
            one
            for one in self.window.findChildren(QAbstractButton)
            if one.isVisible() and words in one.text().replace("&&", "&")
        ]
        assert buttons, f"no button says {words}"
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
        self.settle()

    def spent(self, act: Callable[[], object]) -> int:
        """How many interactions an act costs."""
        before = self._done.count
        act()
        return self._done.count - before

    @property
    def interactions(self) -> int:
        """Interactions so far."""
        return self._done.count

    # eyes

    def settle(self) -> None:
        """Wait until everything asked was answered and shown."""
        end = time.monotonic() + 20
        quiet = 0
        while quiet < 2:
            assert time.monotonic() < end, "the window does not come to rest"
            QApplication.processEvents()
            self.app.counter.jobs.settle()
            if any(_is_soon(timer) for timer in self.window.findChildren(QTimer)):
                QTest.qWait(5)
                quiet = 0
            else:
                quiet += 1

    @property
    def front(self) -> str:
        """The key of the screen in front."""
        return str(self.window.front)

    def screen(self, kind: type[Screen]) -> Screen:
        """The screen in front."""
        shown = self.window.screen_of(self.front)
        assert isinstance(shown, kind), self.front
        return shown

    def words(self, part: QWidget | None = None) -> str:
        """What can be read in the window, or on a part of it."""
        return words_of(part or self.window)

    def value(self, name: str) -> Any:
        """What stands in a field of the form in front, composed syllable included."""
        form: Any = self.window.screen_of(self.front)
        return form._form.value(name)

    def at(self) -> str:
        """The name of the field the keys are in, or what the control is called."""
        focus = QApplication.focusWidget()
        if focus is None:
            return ""
        return focus.objectName() or focus.accessibleName() or str(getattr(focus, "text", str)())

    def paper(self, number: int = -1) -> str:
        """The text of a printed paper, all sheets."""
        document = pypdfium2.PdfDocument(self.papers[number])
        try:
            return "\n".join(page.get_textpage().get_text_range() for page in document)
        finally:
            document.close()

    def on_paper(self, words: str, number: int = -1) -> bool:
        """Whether a printed paper says this, wherever its lines break."""
        return _unbroken(words) in _unbroken(self.paper(number))

    def sheets(self, number: int = -1) -> list[str]:
        """The text of each sheet of a printed paper."""
        document = pypdfium2.PdfDocument(self.papers[number])
        try:
            return [page.get_textpage().get_text_range() for page in document]
        finally:
            document.close()

    def find(self, typed: str) -> list[int]:
        """Ids of whom the search would list."""
        return [line.id for line in self.desk.visitors.look_up(self.account, typed)]


def _is_soon(timer: QTimer) -> bool:
    return timer.isActive() and timer.isSingleShot() and timer.interval() <= SOON


def _unbroken(text: str) -> str:
    return "".join(text.split())
