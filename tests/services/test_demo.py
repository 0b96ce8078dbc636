"""The demo office: the same seed makes the same people, and the desk can go on with them."""

from pathlib import Path

import pytest

from desktop.domain.account import SignedIn
from desktop.domain.clock import FixedClock
from desktop.domain.codes import CodeBook
from desktop.domain.errors import Refused
from desktop.domain.visit import VisitDraft, VisitState
from desktop.domain.visitor import VisitorDraft
from desktop.paths import resources
from desktop.services import demo
from desktop.services.demo_store import DEMO_PASSWORD, make_demo
from desktop.services.desk import Desk
from desktop.services.opening import Premises


def opened(folder: Path, clock: FixedClock) -> tuple[Premises, Desk, SignedIn]:
    premises = Premises(folder, clock, resources())
    desk, account = premises.sign_in(premises.holders()[0].id, DEMO_PASSWORD)
    return premises, desk, account


def test_the_same_seed_makes_the_same_office(tmp_path: Path, clock: FixedClock) -> None:
    boards = []
    for name in ("one", "two"):
        make_demo(tmp_path / name, 60, 1, 7, clock=clock)
        premises, desk, account = opened(tmp_path / name, clock)
        board = desk.visits.board(account)
        boards.append([(line.ticket, line.masked_name, line.state) for line in board.visits])
        desk.close()
        premises.close()
    assert boards[0] == boards[1]
    assert boards[0]


def test_today_is_busy_and_work_goes_on(tmp_path: Path, clock: FixedClock) -> None:
    make_demo(tmp_path / "demo", 120, 1, 65, clock=clock)
    premises, desk, account = opened(tmp_path / "demo", clock)
    states = [line.state for line in desk.visits.board(account).visits]
    assert states.count(VisitState.WAITING) == 4
    assert states.count(VisitState.COUNSELLING) == 3
    made = desk.visits.register(
        account,
        VisitorDraft(name="백서윤"),
        VisitDraft(("counselling",)),
    )
    assert made.ticket == max(line.ticket for line in desk.visits.board(account).visits)
    desk.close()
    premises.close()


def test_a_folder_in_use_is_refused(tmp_path: Path, clock: FixedClock) -> None:
    make_demo(tmp_path / "demo", 3, 1, 1, clock=clock)
    with pytest.raises(Refused, match="빈 폴더"):
        make_demo(tmp_path / "demo", 3, 1, 1, clock=clock)


def test_codes_of_the_demo_exist() -> None:
    codes = CodeBook.load(resources() / "codes")
    known = {code.code for code in codes["visit_purposes"]}
    assert set(demo.PURPOSES) <= known
