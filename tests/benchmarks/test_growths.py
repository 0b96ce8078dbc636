import math
from itertools import pairwise

import pytest

from desktop.bench.claims import Claim, Growth
from desktop.bench.figure import Figure
from desktop.bench.growth import line
from desktop.bench.picture import apart, used_of

SIZES = (10_000, 100_000, 1_000_000)


def grown(by: float, claim: Claim = Claim.LOG) -> Growth:
    return Growth("내방객 열기", claim, {size: 0.002 * (size / 10_000) ** by for size in SIZES})


@pytest.mark.parametrize("by", [0.0, 0.5, 1.0, 2.0])
def test_the_slope_is_the_power_by_which_it_grows(by: float) -> None:
    slope = grown(by).slope
    assert slope is not None
    assert math.isclose(slope, by, abs_tol=1e-9)


def test_logarithmic_growth_is_within_its_claim_and_a_walk_over_all_is_not() -> None:
    logarithmic = Growth("찾기", Claim.LOG, {size: 0.001 * math.log(size) for size in SIZES})
    assert logarithmic.holds is True
    assert grown(1.0).holds is False
    assert grown(1.0, Claim.LINEAR).holds is True
    assert grown(1.3, Claim.LINEAR).holds is False
    assert grown(0.2, Claim.CONSTANT).holds is False


def test_getting_faster_breaks_no_claim() -> None:
    assert grown(-0.5, Claim.CONSTANT).holds is True


def test_one_size_alone_tells_nothing() -> None:
    alone = Growth("찾기", Claim.LOG, {10_000: 0.001})
    assert alone.slope is None
    assert alone.holds is None


def test_a_line_prints_the_claim_beside_the_slope_and_whether_it_holds() -> None:
    told = line(grown(1.0), SIZES)
    for words in ("2.0 ms", "20.0 ms", "200.0 ms", "+1.00", "log n", "어긋남"):
        assert words in told
    assert "맞음" in line(grown(0.1), SIZES)


def test_names_beside_the_picture_never_lie_over_each_other_and_keep_their_order() -> None:
    places = [500.0, 100.0, 501.0, 499.0, 880.0, 881.0, 882.0]
    stand = apart(places, 26.0, 100.0, 900.0)
    order = sorted(range(len(places)), key=lambda one: places[one])
    down = [stand[one] for one in order]
    assert all(after - before >= 26.0 - 1e-9 for before, after in pairwise(down))
    assert min(down) >= 100.0
    assert max(down) <= 900.0


def test_what_a_figure_takes_of_its_goal_is_one_where_it_is_just_reached() -> None:
    assert used_of(Figure("첫 화면", 1.35, 1.0, "빈 창", most=1.35)) == 1
    assert used_of(Figure("장", 2000.0, at_most=1000, unit="/s")) == 0.5
    assert used_of(Figure("메모리", 240.0, at_most=120, unit="MB")) == 2
