"""From nothing to the sign-in page, and from the password to the first list."""

from collections.abc import Iterator
from pathlib import Path

from desktop.bench.child import asked
from desktop.bench.figure import Figure, middle
from desktop.services.demo_store import DEMO_PASSWORD

ROUNDS = 9

_RSS = """
def rss():
    try:
        from pathlib import Path
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        import os
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return 0.0
"""
BARE = (
    """
import time; begun = time.perf_counter()
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([]); window = QWidget(); window.resize(1366, 768); window.show()
app.processEvents(); window.grab(); took = time.perf_counter() - begun
"""
    + _RSS
    + """
import json; print(json.dumps([took, rss()]))
"""
)
# The command's own way, only the event loop is replaced by one look at what was painted.
PAINTED = """
import time; begun = time.perf_counter()
import gc, json, os, sys
from desktop import cli
gc.disable()
from desktop import app
def painted(*_):
    qt = app.QApplication
    qt.processEvents(); [one.grab() for one in qt.topLevelWidgets() if one.isVisible()]
    print(json.dumps(time.perf_counter() - begun), flush=True); os._exit(0)
app.CounterApp._load = lambda self: None
app.QApplication.exec = painted
cli.run(["--data", sys.argv[1]])
"""
DESK = (
    _RSS
    + """
import gc, json, os, sys, time
from pathlib import Path
gc.disable()
from desktop import app
from PySide6.QtCore import QEventLoop, QThread, QTimer, Qt
counter = app.CounterApp(app.Start(Path(sys.argv[1]), size=(1366, 768)))
counter.show()
qt = app.QApplication
# The window sleeps between events, as at a desk: asking on and on would hold the interpreter.
tick = QTimer(); tick.start(20)
def until(true, seconds=60):
    end = time.perf_counter() + seconds
    while not true():
        qt.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.perf_counter() > end: raise SystemExit("waited in vain")
until(lambda: counter.window._was_painted)
painted = rss()
gaps, last = [], [time.perf_counter()]
def beat():
    now = time.perf_counter(); gaps.append(now - last[0]); last[0] = now
pulse = QTimer(); pulse.setTimerType(Qt.TimerType.PreciseTimer); pulse.timeout.connect(beat)
pulse.start(1); last[0] = time.perf_counter()
until(lambda: counter.sign_in.accounts.current_id() is not None)
until(lambda: gc.isenabled() and not counter.counter.jobs.busy)
pulse.stop()
memory = rss()
premises = counter._reception._premises
chosen = counter.sign_in.accounts.current_id()
argon = []
for _ in range(3):
    t = time.perf_counter(); premises.unlock(chosen, sys.argv[2])
    argon.append(time.perf_counter() - t)
counter.sign_in.password.setText(sys.argv[2])
begun = time.perf_counter()
counter.sign_in.submit()
until(lambda: counter.counter.is_open and counter.window.front == "today")
until(lambda: not counter.counter.jobs.busy)
counter.window.grab()
listed = time.perf_counter() - begun
search = counter.window.workplace.search
search.setFocus(); search.setText("김")
until(lambda: not counter.counter.jobs.busy and search.results is not None)
answered = time.perf_counter() - begun
locks, unlocks = [], []
for _ in range(5):
    t = time.perf_counter(); counter.window.workplace.lock(); counter.window.grab()
    locks.append(time.perf_counter() - t)
    counter.sign_in.password.setText(sys.argv[2]); t = time.perf_counter(); counter.sign_in.submit()
    until(lambda: counter.window.stack.currentWidget() is counter.window.frame)
    counter.window.grab(); unlocks.append(time.perf_counter() - t)
print(json.dumps({"gaps": gaps, "memory": memory, "argon": sorted(argon)[1], "listed": listed,
    "answered": answered, "lock": sorted(locks)[2], "unlock": sorted(unlocks)[2],
    "painted": painted, "after": rss()}), flush=True)
# A store left open is looked through at the next start, and that would be measured then.
counter.window.close(); os._exit(0)
"""
)


def first_paint(folder: Path) -> Iterator[Figure]:
    """The sign-in page against a bare window, each in a process of its own, by turns."""
    asked(BARE)
    asked(PAINTED, str(folder))
    bare, ours = [], []
    for _ in range(ROUNDS):
        bare.append(asked(BARE)[0])
        ours.append(asked(PAINTED, str(folder)))
    yield Figure("첫 화면(로그인)", middle(ours), middle(bare), "빈 창", most=1.35)


def at_the_desk(store: Path) -> Iterator[Figure]:
    """What loads behind the page, and the way from the password to the first answer."""
    bare, memory, runs = [], [], []
    for _ in range(3):
        took, used = asked(BARE)
        bare.append(took)
        memory.append(used)
        runs.append(asked(DESK, str(store), DEMO_PASSWORD))
    floor = middle(bare)
    gaps = [gap for run in runs for gap in run["gaps"]]
    over = sum(gap > 0.016 for gap in gaps) / len(runs)
    yield Figure(
        "창이 멈춘 가장 긴 때(불러오는 동안)",
        middle([max(run["gaps"]) for run in runs]),
        at_most=0.016,
        more=f"16 ms를 넘은 때 {over:.0f}번",
    )
    usable = middle([run["answered"] - run["argon"] for run in runs])
    argon = middle([run["argon"] for run in runs])
    yield Figure(
        "암호 Enter에서 목록·찾기까지(argon2id 빼고)",
        usable,
        floor,
        "빈 창",
        most=1.6,
        more=f"argon2id {argon * 1000:.0f} ms",
    )
    bare_memory = middle(memory)
    for what, when, most in (
        ("메모리, 로그인 화면이 그려졌을 때", "painted", 120),
        ("메모리, 로그인 화면 뒤에서 다 불러온 뒤", "memory", 120),
        ("메모리, 첫 목록과 찾기 뒤", "after", 190),
    ):
        used = middle([run[when] for run in runs])
        yield Figure(what, used, bare_memory, "빈 창", at_most=most, unit="MB")
    yield Figure("잠금(가려질 때까지)", middle([run["lock"] for run in runs]), at_most=0.1)
    yield Figure(
        "잠금 풀기", middle([run["unlock"] for run in runs]), argon, "argon2id만", most=1.6
    )
