"""A whole visit by keyboard through the real window, and what it costs in keys."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.app import CounterApp, Start
from desktop.domain.clock import FixedClock
from desktop.domain.consent import ConsentKind
from desktop.paths import resources
from desktop.services.opening import Premises
from desktop.tour import PASSWORD, Tour
from desktop.ui.printing import queue

pytestmark = pytest.mark.journey


class Journey(Tour):
    """The tour's hands without its pictures; counts keys that are not letters of a text."""

    def __init__(self, app: CounterApp, clock: FixedClock) -> None:
        super().__init__(Path())
        self._counter, self._clock = app, clock
        self.interactions = 0
        self.printed: list[bytes] = self._papers

    def press(self, keys: str) -> None:
        self.interactions += 1
        super().press(keys)
        self.settle()

    def picture(self, name: str, title: str) -> None:
        """A journey leaves no pictures."""

    def spent(self, act: Callable[[], None]) -> int:
        before = self.interactions
        act()
        return self.interactions - before


@pytest.fixture
def journey(qapp: QApplication, clock: FixedClock, tmp_path: Path) -> Iterator[Journey]:
    folder = tmp_path / "한글 폴더"
    app = CounterApp(Start(folder, clock=clock, size=(1366, 768)))
    made = Journey(app, clock)
    queue.divert(lambda pdf, _title: made.printed.append(pdf))
    made.first_run()
    yield made
    app.window.close()
    app.window.deleteLater()
    qapp.processEvents()


def typed_in(journey: Journey) -> str:
    """Everything that stands in the intake form."""
    form: Any = journey.app.window.screen_of("intake")
    return json.dumps(form.snapshot(), ensure_ascii=False)


def test_from_an_empty_folder_to_a_slip_in_the_hand(
    journey: Journey, capsys: pytest.CaptureFixture[str]
) -> None:
    intake = journey.spent(journey.new_visitor)
    journey.note()
    with_consent = journey.spent(lambda: (journey.found_again(), journey.consent(), journey.slip()))
    desk, account = journey.app.counter.desk, journey.app.counter.account
    found = desk.visitors.look_up(account, "백서윤")
    assert [line.birth_year for line in found] == [1989]
    standing = desk.consents.standing(account, found[0].id)
    assert ConsentKind.THIRD_PARTY in {line.kind for line in standing}
    assert len(journey.printed) == 2  # the consent paper and the three sheets of the slip
    with capsys.disabled():
        print(f"\ninteractions: intake {intake}, slip with consent taken now {with_consent}")
    assert intake <= 15
    assert with_consent <= 22


def test_a_half_typed_intake_comes_back_and_survives_the_lock(journey: Journey) -> None:
    journey.press("F2")
    journey.press("Space")
    journey.press("Enter")
    journey.type("남궁민")
    journey.press("Ctrl+L")
    journey.type(PASSWORD)
    journey.press("Enter")
    assert "남궁민" in typed_in(journey)
    journey.press("F8")
    journey.press("F3")
    assert journey.app.window.front == "intake"
    assert "남궁민" in typed_in(journey)


def test_what_was_saved_is_there_after_the_next_start(journey: Journey, clock: FixedClock) -> None:
    journey.new_visitor()
    journey.app.window.close()
    QTest.qWait(20)
    premises = Premises(journey.app.start_with.data, clock, resources())
    holder = premises.holders()[0]
    desk, account = premises.sign_in(holder.id, PASSWORD)
    assert [line.name for line in desk.visitors.look_up(account, "ㅂㅅㅇ")] == ["백서윤"]
    desk.close()
    premises.close()
