"""What the growth of an act is taken from."""

import pytest

from desktop.bench.claims import Claim
from desktop.bench.growth import grown


def test_an_act_without_lines_costs_what_it_takes() -> None:
    found = grown("접수", Claim.LOG, {10: [(0.003, 0), (0.001, 0), (0.002, 0)], 100: [(0.002, 0)]})
    assert found.costs == {10: 0.002, 100: 0.002}
    assert found.more == ""
    assert found.holds


def test_where_lines_are_shown_one_of_them_is_what_counts() -> None:
    found = grown("오늘", Claim.CONSTANT, {10: [(0.010, 5)] * 3, 100: [(0.090, 50)] * 3})
    assert found.costs == pytest.approx({10: 0.002, 100: 0.0018})
    assert found.more == "50줄에 90 ms"
    assert found.holds


def test_a_walk_over_everybody_for_a_few_lines_is_told() -> None:
    found = grown("오늘", Claim.CONSTANT, {10: [(0.010, 5)], 100: [(0.100, 5)]})
    assert found.holds is False
