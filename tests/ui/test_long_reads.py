"""While a register is read for long, the box answers and pages open: nobody waits for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.store.database import Database
from desktop.ui.visitor import VisitorScreen
from tests.ui.desks import SUA
from tests.ui.referral.conftest import Office, office, sua

__all__ = ["office", "sua"]

PATIENCE = 20.0
"""Seconds after which a test gives up; nothing here comes near it."""


class Held:
    """Every long read stands still until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.go_on = Event(), Event()
        own = Database.own_connection

        @contextmanager
        def stand(database: Database, *, writes: bool = False) -> Iterator[Session]:
            self.begun.set()
            assert self.go_on.wait(PATIENCE)
            with own(database, writes=writes) as session:
                yield session

        monkeypatch.setattr(Database, "own_connection", stand)


def settings(page: str) -> Callable[[Office], None]:
    return lambda office: office.seat.counter.go("settings", page=page)


def group(office: Office) -> None:
    office.seat.counter.go("group", service_id=office.service().id)


READ_FOR_LONG: dict[str, Callable[[Office], None]] = {
    "a month of the access log": settings("log"),
    "how many people the file is of": settings("privacy"),
    "what is due to be destroyed": lambda office: office.seat.counter.go("destruction"),
    "where the log could tell of a leak": lambda office: office.seat.counter.go("breach"),
    "who agreed to a course": group,
}


@pytest.mark.parametrize("what", READ_FOR_LONG)
def test_the_box_answers_and_somebody_is_opened_while_it_is_read(
    what: str, office: Office, sua: int, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    held = Held(monkeypatch)
    try:
        READ_FOR_LONG[what](office)
        qtbot.waitUntil(held.begun.is_set)
        search = office.window.workplace.search
        search.setFocus()
        office.keyboard.type("박수")

        def shown() -> list[str]:
            popup = search.results
            model = popup.model if popup is not None else None
            return [] if model is None else [str(model.index(0).data())]

        qtbot.waitUntil(lambda: shown() == [SUA.name])
        office.keyboard.press("Enter", commits=True)
        qtbot.waitUntil(lambda: isinstance(office.window.workplace.screen, VisitorScreen))
        page = office.window.workplace.screen
        assert isinstance(page, VisitorScreen)
        qtbot.waitUntil(lambda: page.visitor_id == sua)
        assert not held.go_on.is_set()
    finally:
        held.go_on.set()
    office.settle()
