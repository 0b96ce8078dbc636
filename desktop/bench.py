"""How fast it is here: each figure beside its floor, measured in the same run by turns.

Machines differ and this one may be busy: the ratio counts, not the milliseconds.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop import paths
from desktop.domain.clock import SystemClock
from desktop.domain.visit import VisitDraft
from desktop.domain.visitor import Sex, VisitorDraft
from desktop.services.demo_store import DEMO_PASSWORD, make_demo
from desktop.services.opening import Premises

PEOPLE = 20_000
ROUNDS = 7
SAVES = 60
TYPED = (
    "ㄱ",
    "ㄱㅁ",
    "ㄱㅁㅈ",
    "기",
    "김",
    "김ㅁ",
    "김미",
    "김민",
    "김민지",
    "5678",
    "1990",
    "김민지 90",
)

BARE = """
import time; t = time.perf_counter()
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([]); w = QWidget(); w.resize(1366, 768); w.show(); app.processEvents(); w.grab()
print(time.perf_counter() - t)
"""
OURS = """
import sys, time; t = time.perf_counter()
from pathlib import Path
from desktop.app import CounterApp, Start
from PySide6.QtWidgets import QApplication
a = CounterApp(Start(Path(sys.argv[1]), size=(1366, 768)))
a.window.show_door(a.sign_in); a.window.show(); QApplication.processEvents(); a.window.grab()
print(time.perf_counter() - t)
import os; os._exit(0)
"""


def run() -> int:
    """Measure and print a line each; gives 0."""
    with TemporaryDirectory(prefix="naeil-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        _first_paint(folder)
        make_demo(folder, PEOPLE, 1, 65)
        premises = Premises(folder, SystemClock(), paths.resources())
        premises.look()
        desk, account = premises.sign_in(premises.holders()[0].id, DEMO_PASSWORD)
        try:
            person = VisitorDraft(
                name="백서윤", birth=date(1989, 8, 12), sex=Sex.FEMALE, phone="01000005678"
            )
            visit = VisitDraft(("counselling",))
            saving = [
                _took(lambda: desk.visits.register(account, person, visit)) for _ in range(SAVES)
            ]
            floor = [
                _took(lambda: desk.visitors.end_search(account, 0, None)) for _ in range(SAVES)
            ]
            _say("접수 저장", saving, "접속기록 한 줄만 쓰는 거래", floor)
            looked = [
                _took(partial(desk.visitors.look_up, account, text))
                for _ in range(ROUNDS)
                for text in TYPED
            ]
            print(
                f"찾기 {PEOPLE:,}명, 글쇠마다: 가운데 {_ms(statistics.median(looked))}, "
                f"가장 느린 {_ms(max(looked))} (목표 16 ms)"
            )
        finally:
            desk.close()
            premises.close()
    return 0


def _first_paint(folder: Path) -> None:
    bare, ours = [], []
    for _ in range(ROUNDS):
        bare.append(_asked(BARE, folder))
        ours.append(_asked(OURS, folder))
    _say("첫 화면", ours, "빈 창", bare)


def _asked(program: str, folder: Path) -> float:
    answer = subprocess.run(
        [sys.executable, "-c", program, str(folder)],
        check=True,
        capture_output=True,
        encoding="utf-8",
        cwd=Path(__file__).resolve().parents[1],
    )
    return float(answer.stdout.strip().splitlines()[-1])


def _took(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def _say(what: str, ours: list[float], floor: str, floors: list[float]) -> None:
    mine, least = statistics.median(ours), statistics.median(floors)
    print(f"{what}: {_ms(mine)}, {floor} {_ms(least)}, {mine / least:.2f}배")
