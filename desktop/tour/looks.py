"""The main screens of a busy office in every look: usual, wide, with large type, dark.

The store is the invented one, so that lists are full and names are of every kind.
"""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtTest import QTest

from desktop.app import CounterApp, Start
from desktop.domain.clock import KST, FixedClock
from desktop.services.demo_store import DEMO_PASSWORD, make_demo
from desktop.tour.desk import Desk
from desktop.ui.kit.tokens import Scheme
from desktop.ui.look import Look

SMALL, WIDE = (1366, 768), (1920, 1080)
NOW = datetime(2026, 11, 23, 14, 5, tzinfo=KST)
PEOPLE = 400
LOOKS = (
    ("", "", SMALL, Look()),
    ("wide", "넓은 화면 125 %", WIDE, Look(Scheme.LIGHT, 1.25)),
    ("large", "글자 150 %", SMALL, Look(Scheme.LIGHT, 1.5)),
    ("dark", "어둡게", SMALL, Look(Scheme.DARK)),
    ("contrast", "고대비", SMALL, Look(Scheme.HIGH_CONTRAST)),
)


class Looks(Desk):
    """Goes through the main screens once for each look."""

    def __init__(self, out: Path, folder: Path) -> None:
        super().__init__(out)
        clock = FixedClock(NOW)
        make_demo(folder, PEOPLE, 1, 65, clock=clock, whole=True)
        self._counter = CounterApp(
            Start(folder, demo_password=DEMO_PASSWORD, clock=clock, size=SMALL)
        )

    def walk(self) -> None:
        """Sign in, then every screen in every look."""
        self.app.show()
        self.app.window.activateWindow()
        QTest.qWaitForWindowActive(self.app.window, 5_000)
        self.settle()
        self.picture("signin", "로그인: 체험용 자료")
        self.type(DEMO_PASSWORD)
        self.press("Enter")
        self.settle()
        self.must(self.app.window.front == "today", "로그인하지 못했습니다.")
        for name, title, size, look in LOOKS:
            self._look, self._told = name, title
            self.app.window.resize(*size)
            self.app.counter.look_changed.emit(look)
            self.settle()
            self._screens()
        self.app.counter.look_changed.emit(Look())

    def _screens(self) -> None:
        self.press("Alt+1")
        self.settle()
        self._keep("busy", "오늘")
        self.press("Ctrl+K")
        self.type("ㄱㅁ")
        self.settle()
        self._keep("search", "찾기")
        self.press("Enter")
        self.settle()
        self._keep("visitor", "사람")
        self.press("F4")
        self.settle()
        self._keep("note", "상담 기록")
        self.press("F6")
        self.settle()
        self.press("Enter")
        self.settle()
        self._keep("slip", "의뢰서")
        self.press("F2")
        self.settle()
        self._keep("intake", "접수")
        lists = ((4, "partners", "기관"), (7, "results", "실적"), (3, "referrals", "연계"))
        for digit, name, title in lists:
            self.press(f"Alt+{digit}")
            self.settle()
            self._keep(name, title)
        self.press("C")
        self.settle()
        self.must(self.app.window.front == "calls", "전화 시트가 열리지 않았습니다.")
        self._keep("calls", "전화")

    def _keep(self, name: str, title: str) -> None:
        self.picture(f"{name}-{self._look}".rstrip("-"), f"{title} ({self._told or '바쁜 날'})")


def show_looks(desk: Desk) -> None:
    """Add the looks to what `desk` has kept so far."""
    with TemporaryDirectory(prefix="naeil-looks-", ignore_cleanup_errors=True) as name:
        looks = Looks(desk.out, Path(name))
        looks.shots.extend(desk.shots)
        try:
            looks.walk()
        finally:
            desk.shots[:] = looks.shots
            looks.app.close()
            looks.app.counter.jobs.close()
