"""Search at every key, what reaches the screen of it, and lists that are scrolled."""

import time
from collections.abc import Iterator
from pathlib import Path

from desktop import paths
from desktop.bench.child import asked
from desktop.bench.figure import Figure, middle, share
from desktop.domain.clock import SystemClock
from desktop.services.demo_store import DEMO_PASSWORD
from desktop.services.opening import STORE_NAME, Premises
from desktop.store import file
from desktop.store.keyring import Keyring

ROUNDS = 7
TYPED = (
    *("ㄱ", "ㄱㅁ", "ㄱㅁㅈ", "기", "김", "김ㅁ", "김미", "김민", "김민ㅈ", "김민지"),
    *("ㅇ", "이", "이ㅅ", "이서", "이서ㅇ", "이서연", "ㅂㅅㅇ", "ㅊ", "최"),
    *("5", "56", "567", "5678", "0105678", "01056781234", "1", "19", "199", "1990", "900312"),
    *("김민지 9", "김민지 90", "없는이름"),
)
SCREEN = """
import gc, json, os, sys, time
from datetime import date
from pathlib import Path
from desktop import app
from PySide6.QtCore import QEventLoop
counter = app.CounterApp(app.Start(Path(sys.argv[1]), size=(1366, 768)))
counter.show()
qt = app.QApplication
# The window sleeps between events, as at a desk: asking on and on would hold the interpreter.
from PySide6.QtCore import QTimer
tick = QTimer(); tick.start(20)
def until(true):
    while not true():
        qt.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
until(lambda: counter.sign_in.accounts.current_id() is not None)
until(lambda: not counter.counter.jobs.busy)
counter.sign_in.password.setText(sys.argv[2]); counter.sign_in.submit()
until(lambda: counter.counter.is_open and not counter.counter.jobs.busy)
search = counter.window.workplace.search
search.setFocus()
keys = []
for _ in range(3):
    for typed in sys.argv[3:]:
        begun = time.perf_counter()
        search.setText(typed)
        until(lambda: not counter.counter.jobs.busy)
        qt.processEvents()
        keys.append(time.perf_counter() - begun)
search.give_up()

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import QTableView
from desktop.ui.kit import Column, RecordTable, RecordsModel, EmptyState
rows = [
    (f"박*연 {n}", "1990", "자양제4동", f"010-****-{n:04d}", "상담 2건") for n in range(2000)
]
model = RecordsModel([Column(str(n), lambda line, n=n: line[n], width=180) for n in range(5)])
model.show_records(rows)
ours = RecordTable(model, empty=EmptyState("없습니다"))
class Plain(QAbstractTableModel):
    def rowCount(self, *_): return len(rows)
    def columnCount(self, *_): return 5
    def data(self, index, role=0):
        return rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None
plain_model = Plain(); plain = QTableView(); plain.setModel(plain_model)
times = {}
for name, view in (("ours", ours), ("plain", plain)):
    view.resize(1100, 600); view.show(); qt.processEvents()
    times[name] = {"paint": [], "scroll": []}
for turn in range(25):
    for name, view in (("ours", ours), ("plain", plain)):
        table = view if isinstance(view, QTableView) else view.findChild(QTableView)
        begun = time.perf_counter(); table.viewport().repaint()
        times[name]["paint"].append(time.perf_counter() - begun)
        begun = time.perf_counter()
        table.verticalScrollBar().setValue(turn * 40); table.viewport().repaint()
        times[name]["scroll"].append(time.perf_counter() - begun)
print(json.dumps({"keys": keys, **times}), flush=True); counter.window.close(); os._exit(0)
"""


def search(store: Path) -> Iterator[Figure]:
    """Every key of realistic typing, through the service; and a walk over everybody beside it."""
    premises = Premises(store, SystemClock(), paths.resources())
    premises.look()
    holder = premises.holders()[0]
    desk, account = premises.sign_in(holder.id, DEMO_PASSWORD)
    bare = file.connect(store / STORE_NAME, Keyring.read(store).open(holder.id, DEMO_PASSWORD))
    times: list[float] = []
    walks: list[float] = []
    try:
        for _ in range(ROUNDS):
            for text in TYPED:
                begun = time.perf_counter()
                desk.visitors.look_up(account, text)
                times.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            bare.execute(
                "SELECT id FROM visitor WHERE name LIKE ? ORDER BY last_visit_on DESC LIMIT 12",
                ("%김민%",),
            ).fetchall()
            walks.append(time.perf_counter() - begun)
    finally:
        bare.close()
        desk.close()
        premises.close()
    yield Figure(
        "찾기, 글쇠마다(가운데)", middle(times), middle(walks), "LIKE로 모두 훑기", most=1.0
    )
    yield Figure("찾기 p99", share(times, 0.99), at_most=0.016)
    yield Figure("찾기 가장 느린 글쇠", max(times), at_most=0.016)


def on_the_screen(store: Path) -> Iterator[Figure]:
    """From the key to the painted list, and lists beside Qt's own table."""
    run = asked(SCREEN, str(store), DEMO_PASSWORD, *TYPED)
    keys = run["keys"]
    yield Figure("글쇠에서 그려진 목록까지(가운데)", middle(keys), at_most=0.016)
    yield Figure("글쇠에서 그려진 목록까지 p99", share(keys, 0.99), at_most=0.016)
    ours, plain = run["ours"], run["plain"]
    yield Figure(
        "목록 그리기",
        middle(ours["paint"]),
        middle(plain["paint"]),
        "QTableView 그대로",
        at_most=0.06,
    )
    yield Figure(
        "목록 넘기기",
        middle(ours["scroll"]),
        middle(plain["scroll"]),
        "QTableView 그대로",
        most=1.5,
    )
