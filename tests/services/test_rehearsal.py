"""The first acts of a sign-in, done once before somebody comes in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.account import Role
from desktop.domain.clock import FixedClock
from desktop.domain.shipped import read_centre
from desktop.domain.visit import Board
from desktop.paths import resources
from desktop.services.first_run import FirstRun
from desktop.services.opening import Premises
from desktop.store import engines

PASSWORD = "창구 앞 라일락 3그루"
LEFT = 8
"""Statements of a sign-in that a rehearsal has not seen: what reads files beside the store."""


@pytest.fixture
def premises(tmp_path: Path, clock: FixedClock) -> Premises:
    made = Premises(tmp_path / "자료", clock, resources())
    centre = read_centre(resources() / "codes")[-1]
    wanted = FirstRun(centre, 3, "한서윤", Role.TEAM_LEAD, PASSWORD)
    desk, _ = made.prepare(wanted).confirm()
    desk.close()
    made.close()
    return Premises(made.folder, clock, resources())


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What is compiled from here on, however much was before."""
    known = engines.shared()
    before = dict(known)
    known.clear()
    seen: list[str] = []
    put = type(known).__setitem__

    def note(cache: object, key: object, made: object) -> None:
        seen.append(str(made))
        put(known, key, made)

    monkeypatch.setattr(type(known), "__setitem__", note)
    yield seen
    monkeypatch.undo()
    known.update(before)


def first_list(premises: Premises) -> Board:
    """What stands between Enter and the day's list, and the first key in the search box."""
    desk, account = premises.sign_in(premises.holders()[0].id, PASSWORD)
    board = desk.visits.queue(account)
    desk.drafts.list(account)
    desk.visitors.look_up(account, "ㄱ")
    desk.close()
    premises.close()
    return board


def test_after_it_a_sign_in_compiles_next_to_nothing(
    premises: Premises, compiled: list[str]
) -> None:
    premises.rehearse(lambda: False)
    assert len(compiled) > 2 * LEFT
    compiled.clear()
    first_list(premises)
    assert len(compiled) <= LEFT, compiled


def test_without_it_the_gate_above_would_fail(premises: Premises, compiled: list[str]) -> None:
    first_list(premises)
    assert len(compiled) > LEFT


def test_nobody_of_it_comes_into_the_store_or_the_folder(premises: Premises) -> None:
    def held() -> dict[str, bytes]:
        return {one.name: one.read_bytes() for one in premises.folder.iterdir()}

    before = held()
    premises.rehearse(lambda: False)
    assert held() == before
    assert first_list(premises).visits == ()


@pytest.mark.parametrize("steps", [0, 1, 4, 8])
def test_whoever_comes_in_ends_it_between_two_steps(premises: Premises, steps: int) -> None:
    asked = 0

    def stopped() -> bool:
        nonlocal asked
        asked += 1
        return asked > steps

    premises.rehearse(stopped)
    assert asked <= steps + 1
    assert first_list(premises).visits == ()
