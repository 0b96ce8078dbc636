"""The rest of the demo is made behind the window: seen in the status bar, in nobody's way."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from desktop.app import CounterApp, Start
from desktop.domain.clock import FixedClock
from desktop.domain.visit import VisitDraft
from desktop.domain.visitor import VisitorDraft
from desktop.services.demo import linking
from desktop.services.demo.linking import Linking
from desktop.services.demo_store import DEMO_PASSWORD, begin_demo
from desktop.store.referrals import Referral
from desktop.ui.kit.text import PlainLabel
from tests.services.demo.conftest import NOW

SOON = 30_000


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Linking]:
    """A demo of forty people, of which the rest is still to be made."""
    folder = tmp_path_factory.mktemp("begun") / "체험"
    return folder, begin_demo(folder, 40, 1, 65, clock=FixedClock(NOW)).linking


@pytest.fixture
def app(
    qapp: QApplication,
    qtbot: QtBot,
    clock: FixedClock,
    tmp_path: Path,
    begun: tuple[Path, Linking],
) -> Iterator[CounterApp]:
    """A copy of it, its window open and nobody signed in."""
    folder = tmp_path / "체험"
    shutil.copytree(begun[0], folder)
    made = CounterApp(
        Start(
            folder,
            demo_password=DEMO_PASSWORD,
            demo_rest=begun[1].anew(),
            clock=clock,
            size=(1366, 768),
        )
    )
    made.show()
    qtbot.waitUntil(lambda: made.sign_in.accounts.current_id() is not None, timeout=SOON)
    yield made
    made.close()
    qapp.processEvents()


def sign_in(app: CounterApp) -> None:
    with pytest.MonkeyPatch.context() as patch:
        # However quick the machine is: what is looked at next is not over yet.
        patch.setattr(linking, "PAUSE", 0.3)
        app.sign_in.password.setText(DEMO_PASSWORD)
        app.sign_in.submit()
        app.counter.jobs.settle()
    assert app.window.front == "today"


def referrals(app: CounterApp) -> int:
    database = app.counter.desk.office._database
    with database.read() as session:
        return session.execute(select(func.count()).select_from(Referral)).scalar_one()


def in_status_bar(app: CounterApp) -> str:
    labels = app.window.frame.findChildren(PlainLabel)
    return " ".join(label.text() for label in labels if label.text().startswith("체험"))


def test_nothing_is_made_before_somebody_sits_down(app: CounterApp) -> None:
    assert app.filling._thread is None
    assert app.window.isVisible()


def test_progress_is_shown_and_at_the_end_the_referrals_are_there(
    app: CounterApp, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(app.filling.finished, timeout=SOON):
        with qtbot.waitSignal(app.filling.advanced, timeout=SOON):
            sign_in(app)
        assert "체험 자료를 더 만드는 중" in in_status_bar(app)
    assert in_status_bar(app) == ""
    assert referrals(app) >= 3


def test_a_save_goes_through_meanwhile(app: CounterApp, qtbot: QtBot) -> None:
    sign_in(app)
    counter = app.counter
    made: list[object] = []
    with qtbot.waitSignal(app.filling.finished, timeout=SOON):
        for name in ("백서윤", "남궁하늘", "제갈공"):
            with qtbot.waitSignal(counter.changed, timeout=SOON):
                counter.jobs.write(
                    lambda name=name: counter.desk.visits.register(
                        counter.account, VisitorDraft(name=name), VisitDraft(("counselling",))
                    ),
                    made.append,
                )
    counter.jobs.settle()
    assert len(made) == 3


def test_closing_the_window_ends_it_within_an_act(app: CounterApp, qtbot: QtBot) -> None:
    with qtbot.waitSignal(app.filling.advanced, timeout=SOON):
        sign_in(app)
    thread = app.filling._thread
    assert thread is not None
    app.close()
    assert not thread.is_alive()


def test_it_goes_on_after_the_next_sign_in(app: CounterApp, qtbot: QtBot) -> None:
    with qtbot.waitSignal(app.filling.advanced, timeout=SOON):
        sign_in(app)
    assert app._reception is not None
    app._reception._sign_out()
    assert app.filling._thread is None
    app.window.show_door(app.sign_in)
    app.sign_in.clear()
    assert app.sign_in.accounts.current_id() is not None
    with qtbot.waitSignal(app.filling.finished, timeout=SOON):
        sign_in(app)
    assert referrals(app) >= 3
