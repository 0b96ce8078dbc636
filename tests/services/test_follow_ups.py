"""Promises to get in touch again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.clock import FixedClock
from desktop.domain.errors import NotFound, Refused
from tests.services.talks import RESIDENT, Talks, day, open_talks


@pytest.fixture
def talks(tmp_path: Path, clock: FixedClock) -> Iterator[Talks]:
    talks = open_talks(tmp_path, clock)
    yield talks
    talks.office.close()


def test_a_promise_is_kept_or_put_off(talks: Talks) -> None:
    visitor_id = talks.take_in("박민아").visitor_id
    later = talks.follow_ups.promise(talks.account, visitor_id, day(11, 30), "과정 시작일")
    sooner = talks.follow_ups.promise(talks.account, visitor_id, day(11, 23), " 이력서  받음 ")
    lines = talks.follow_ups.of(talks.account, visitor_id)
    assert [(line.id, line.text, line.masked_name, line.own) for line in lines] == [
        (sooner, "이력서 받음", "박*아", True),
        (later, "과정 시작일", "박*아", True),
    ]
    # A Saturday: nobody is called then.
    assert talks.follow_ups.postpone(talks.account, sooner, day(12, 5)) == day(12, 7)
    assert talks.follow_ups.of(talks.account, visitor_id)[-1].due_on == day(12, 7)
    talks.follow_ups.done(talks.account, later)
    assert len(talks.follow_ups.of(talks.account, visitor_id)) == 1
    with pytest.raises(Refused):
        talks.follow_ups.done(talks.account, later)
    with pytest.raises(Refused):
        talks.follow_ups.postpone(talks.account, later, day(12, 7))
    talks.follow_ups.reopen(talks.account, later)
    assert len(talks.follow_ups.of(talks.account, visitor_id)) == 2


def test_what_cannot_be_promised_is_refused_at_its_field(talks: Talks) -> None:
    visitor_id = talks.take_in("박민아").visitor_id
    for due_on, what, field in (
        (day(11, 22), "과정 시작일", "follow_up_on"),
        (day(11, 30), "  ", "follow_up"),
        (day(11, 30), f"{RESIDENT} 확인", "follow_up"),
    ):
        with pytest.raises(Refused) as refused:
            talks.follow_ups.promise(talks.account, visitor_id, due_on, what)
        assert list(refused.value.fields) == [field]
    made = talks.follow_ups.promise(talks.account, visitor_id, day(11, 30), "과정 시작일")
    with pytest.raises(Refused) as refused:
        talks.follow_ups.postpone(talks.account, made, day(11, 22))
    assert list(refused.value.fields) == ["due_on"]
    with pytest.raises(NotFound):
        talks.follow_ups.done(talks.account, 1)
