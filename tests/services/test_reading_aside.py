"""An act that reads for long does so on a connection of its own: nobody else waits for it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from desktop.domain.access import ActKind
from desktop.domain.clock import FixedClock
from desktop.domain.errors import NotAllowed, NotSignedIn, StoreTrouble
from desktop.domain.rights import Right
from desktop.domain.visit import VisitDraft
from desktop.domain.visitor import VisitorDraft
from desktop.services.access_log import reviewing
from desktop.services.access_log.reviewing import LogReviews
from desktop.services.requests import PrivacySheets, sheets
from desktop.services.requests.breach import BreachQuery
from desktop.store.office import Setting
from desktop.store.people import Visitor
from tests.services.linked import Linked, open_linked
from tests.services.talks import Talks, open_talks


@pytest.fixture
def talks(tmp_path: Path, clock: FixedClock) -> Iterator[Talks]:
    opened = open_talks(tmp_path, clock)
    yield opened
    opened.office.close()


@pytest.fixture
def linked(tmp_path: Path, clock: FixedClock) -> Iterator[Linked]:
    opened = open_linked(tmp_path / "linked", clock)
    yield opened
    opened.office.close()


def take_in(talks: Talks, name: str) -> int:
    return talks.visits.register(
        talks.account, VisitorDraft(name=name), VisitDraft(("counselling",))
    ).visitor_id


def test_while_it_reads_the_box_answers_and_a_visitor_is_taken_in(talks: Talks) -> None:
    # All in one thread: whatever waited for another's connection would stand still for ever.
    with talks.office.act(
        talks.account, Right.LOOK, ActKind.VIEW, purpose="실적", aside=True
    ) as act:
        assert act.session.scalar(select(func.count()).select_from(Visitor)) == 0
        take_in(talks, "한소리")
        assert [one.name for one in talks.visitors.look_up(talks.account, "ㅎㅅㄹ")] == ["한소리"]
        # It sees the state it began with throughout.
        assert act.session.scalar(select(func.count()).select_from(Visitor)) == 0


def test_its_row_in_the_log_is_that_of_any_other(talks: Talks) -> None:
    visitor_id = take_in(talks, "한소리")
    before = len(talks.log())
    for kind in (ActKind.VIEW, ActKind.EXPORT):
        with talks.office.act(talks.account, Right.LOOK, kind, purpose="명단", aside=True) as act:
            act.about(visitor_id)
    with talks.office.act(
        talks.account, Right.LOOK, ActKind.VIEW, purpose="다시 읽음", logged=False, aside=True
    ):
        pass
    assert talks.log()[before:] == [
        ("view", "명단", [visitor_id]),
        ("export", "명단", [visitor_id]),
    ]


def test_it_cannot_change_the_store(talks: Talks) -> None:
    with (
        pytest.raises(StoreTrouble),
        talks.office.act(talks.account, Right.LOOK, ActKind.VIEW, aside=True) as act,
    ):
        act.session.execute(insert(Setting), [{"id": 1, "name": "수", "value": 0}])
    with (
        pytest.raises(ValueError, match="not done aside"),
        talks.office.act(talks.account, Right.LOOK, ActKind.VIEW, reading=False, aside=True),
    ):
        pass


def test_it_asks_for_the_right_and_who_sits_here_as_any_act(talks: Talks) -> None:
    with (
        pytest.raises(NotAllowed),
        talks.office.act(talks.account, Right.ACCOUNTS, ActKind.VIEW, aside=True),
    ):
        pass
    talks.office.dismiss()
    with (
        pytest.raises(NotSignedIn),
        talks.office.act(talks.account, Right.LOOK, ActKind.VIEW, aside=True),
    ):
        pass


def test_what_is_typed_waits_for_no_list_that_is_being_read(talks: Talks) -> None:
    take_in(talks, "한소리")
    with talks.office.act(talks.account, Right.LOOK, ActKind.VIEW, logged=False):
        assert [one.name for one in talks.visitors.look_up(talks.account, "ㅎㅅㄹ")] == ["한소리"]
        draft = VisitorDraft(name="한소리")
        assert len(talks.visitors.likely_same(talks.account, draft)) == 1


def on_monday(linked: Linked) -> str:
    """A month that is over, with somebody in it."""
    linked.take_in()
    linked.later(days=10)
    return "2026-11"


COUNTED: dict[str, tuple[Any, str, Callable[[Linked, str], object]]] = {
    "the month is looked at": (
        reviewing,
        "count_month",
        lambda linked, month: LogReviews(linked.office).month(linked.account, month),
    ),
    "the month is signed": (
        reviewing,
        "count_month",
        lambda linked, month: LogReviews(linked.office).sign(linked.account, month, "이상 없음"),
    ),
    "the month is printed": (
        reviewing,
        "count_month",
        lambda linked, month: LogReviews(linked.office).paper(linked.account, month),
    ),
    "a leak is looked for": (
        sheets,
        "found_by",
        lambda linked, _: PrivacySheets(linked.office).breach(linked.account, leak(linked)),
    ),
    "a leak is printed": (
        sheets,
        "found_by",
        lambda linked, _: PrivacySheets(linked.office).breach_paper(linked.account, leak(linked)),
    ),
    "the data file is printed": (
        sheets,
        "data_file_record",
        lambda linked, _: PrivacySheets(linked.office).data_file_paper(linked.account),
    ),
}
"""Where it is counted, by what, and who asks for it."""


def leak(linked: Linked) -> BreachQuery:
    now = linked.clock.now()
    return BreachQuery(known_at=now, since=now - timedelta(days=30), until=now)


@pytest.mark.parametrize("what", COUNTED)
def test_nobody_waits_to_save_while(
    what: str, linked: Linked, monkeypatch: pytest.MonkeyPatch
) -> None:
    month = on_monday(linked)
    module, name, ask = COUNTED[what]
    count = getattr(module, name)
    saved = list[int]()

    def counted(*more: object) -> object:
        found = count(*more)
        # Within the block that counts: had it the writer's connection, this would be refused.
        saved.append(linked.take_in(VisitorDraft(name="도우람")).visitor_id)
        return found

    monkeypatch.setattr(module, name, counted)
    assert ask(linked, month)
    assert len(saved) == 1
