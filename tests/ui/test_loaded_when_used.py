"""What is loaded only when somebody asks for a paper, a file or an older store; clock-free."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.domain.account import Role
from desktop.domain.clock import SystemClock
from desktop.domain.shipped import read_centre
from desktop.paths import resources
from desktop.services.first_run import FirstRun
from desktop.services.opening import Premises

PASSWORD = "lilac before the desk 3"
OF_PAPERS = {"reportlab", "rl_accel", "PIL", "pypdfium2", "segno"}
OF_FILES = {"openpyxl", "zxingcpp", "et_xmlfile"}
OF_OLDER_STORES = {"alembic", "mako"}
OF_SCREENS = {
    f"desktop.ui.{screen}"
    for screen in ("settings", "destruction", "requests", "counselling", "partners", "results")
}
"""Built when first shown; the packages of the screens met first are there already."""

PROGRAM = """
import gc, json, os, sys, time
from pathlib import Path
from PySide6.QtCore import QEventLoop, QTimer
from desktop import app
app.WARM_UP_AFTER = 10_000_000  # the papers are made ready in idle time, which is not asked here
counter = app.CounterApp(app.Start(Path(sys.argv[1]), size=(1366, 768)))
counter.show()
tick = QTimer(); tick.start(20)
end = time.monotonic() + 120

def until(true):
    while not true():
        app.QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.monotonic() > end:
            raise SystemExit("waited in vain")

loaded = {}
until(lambda: counter.sign_in.accounts.current_id() is not None)
until(lambda: counter.is_furnished and not counter.counter.jobs.busy)
loaded["door"] = sorted(sys.modules)
counter.sign_in.password.setText(sys.argv[2])
counter.sign_in.submit()
until(lambda: counter.counter.is_open and counter.window.front == "today")
until(lambda: not counter.counter.jobs.busy)
loaded["today"] = sorted(sys.modules)
search = counter.window.workplace.search
search.setFocus()
search.setText("김")
until(lambda: not counter.counter.jobs.busy and search.results is not None)
loaded["search"] = sorted(sys.modules)
print(json.dumps(loaded), flush=True)
counter.window.close()
os._exit(0)
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The modules when the page has everything behind it, with the first list, after a search."""
    folder = tmp_path_factory.mktemp("자료") / "창구"
    premises = Premises(folder, SystemClock(), resources())
    centre = read_centre(resources() / "codes")[-1]
    desk, _ = premises.prepare(FirstRun(centre, 1, "한서윤", Role.TEAM_LEAD, PASSWORD)).confirm()
    desk.close()
    premises.close()
    answer = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder), PASSWORD],
        check=True,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONUTF8": "1", "QT_QPA_PLATFORM": "offscreen"},
    )
    found = json.loads(answer.stdout.strip().splitlines()[-1])
    return {stage: set(modules) for stage, modules in found.items()}


@pytest.mark.parametrize("stage", ["door", "today", "search"])
@pytest.mark.parametrize(
    "names", [OF_PAPERS, OF_FILES, OF_OLDER_STORES], ids=["papers", "files", "older stores"]
)
def test_no_library_is_loaded_before_it_is_used(
    loaded: dict[str, set[str]], stage: str, names: set[str]
) -> None:
    assert not names & {module.partition(".")[0] for module in loaded[stage]}


def test_a_screen_nobody_opened_is_not_loaded(loaded: dict[str, set[str]]) -> None:
    assert not OF_SCREENS & loaded["search"]


def test_the_first_list_and_the_first_search_load_next_to_nothing(
    loaded: dict[str, set[str]],
) -> None:
    """What they need was loaded while the password was being typed."""
    ours = {
        stage: {name for name in modules if name.partition(".")[0] == "desktop"}
        for stage, modules in loaded.items()
    }
    assert not ours["today"] - ours["door"]
    assert not ours["search"] - ours["today"]
