"""The keeper of half-typed forms: what is being saved leaves nothing in the strip."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.ui.drafting import DraftKeeper
from tests.ui.desks import Seat, sit_down


@pytest.fixture
def seat(qapp: object, tmp_path: Path) -> Iterator[Seat]:
    made = sit_down(tmp_path)
    yield made
    made.close()


class Typed:
    """A form in which somebody has typed something."""

    draft_title, draft_name = "접수", "박수아"
    draft_visitor_id: int | None = None

    def __init__(self) -> None:
        self.text = "가"

    def is_dirty(self) -> bool:
        return True

    def snapshot(self) -> dict[str, Any]:
        return {"values": {"remark": self.text}}

    def restore(self, body: dict[str, Any]) -> None:
        raise AssertionError

    def finish_composition(self) -> None:
        pass


def test_a_draft_written_while_its_form_is_being_saved_does_not_stay(seat: Seat) -> None:
    keeper = DraftKeeper(seat.counter)
    keeper.watch("intake", Typed())

    # The save was asked before anything was kept, and its answer comes behind the write.
    keeper.keep()
    keeper.filed()
    seat.settle()
    seat.settle()

    assert seat.desk.drafts.list(seat.account) == ()
    assert keeper.lines == ()
