"""What loads behind the sign-in page, and the way from the password to the first answer."""

import gc
import sys
import time

from desktop import quick_qt

gc.disable()
quick_qt.bring()
from PySide6.QtCore import Qt, QTimer  # noqa: E402

from desktop.bench.programs.answer import held, leave  # noqa: E402
from desktop.bench.programs.window import Window  # noqa: E402

folder, at, password = sys.argv[1:4]
window = Window(folder, at)
counter = window.app
window.until(lambda: counter.window._was_painted)
painted = held()

gaps: list[float] = []
last = [time.perf_counter()]


def beat() -> None:
    """As often as the loop lets it."""
    now = time.perf_counter()
    gaps.append(now - last[0])
    last[0] = now


pulse = QTimer()
pulse.setTimerType(Qt.TimerType.PreciseTimer)
pulse.timeout.connect(beat)
pulse.start(1)
last[0] = time.perf_counter()
window.until(lambda: counter.sign_in.accounts.current_id() is not None)
window.until(lambda: counter.is_furnished and counter.counter.jobs.at_rest)
pulse.stop()
loaded = held()

assert counter._reception is not None
premises = counter._reception._premises
chosen = counter.sign_in.accounts.current_id()
assert premises is not None
assert chosen is not None
argon = []
for _ in range(3):
    begun = time.perf_counter()
    premises.unlock(chosen, password)
    argon.append(time.perf_counter() - begun)

begun = time.perf_counter()
window.enter(password)
counter.window.grab()
listed = time.perf_counter() - begun
search = window.search
search.setText("김")
window.until(lambda: search.results is not None)
counter.window.grab()
answered = time.perf_counter() - begun
window.rest()

locks, unlocks = [], []
for _ in range(5):
    begun = time.perf_counter()
    counter.window.workplace.lock()
    counter.window.grab()
    locks.append(time.perf_counter() - begun)
    counter.sign_in.password.setText(password)
    begun = time.perf_counter()
    counter.sign_in.submit()
    window.until(lambda: counter.window.stack.currentWidget() is counter.window.frame)
    counter.window.grab()
    unlocks.append(time.perf_counter() - begun)
after = held()
window.close()
leave(
    {
        "gaps": gaps,
        "argon": sorted(argon)[1],
        "listed": listed,
        "answered": answered,
        "lock": sorted(locks)[2],
        "unlock": sorted(unlocks)[2],
        "painted": painted,
        "loaded": loaded,
        "after": after,
    }
)
