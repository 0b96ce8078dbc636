"""How far a destruction is, and up to where it can be given up."""

import pytest
from sqlalchemy import select

from desktop.domain.account import SignedIn
from desktop.domain.retention import HowFar, Subject
from desktop.store.people import Visitor
from tests.destruction.planted import Planted
from tests.destruction.test_asking import FIRST_DAY, approve, come, on

COPYING, DELETING, OVERWRITING, REWRITING = (
    "파기 전 백업",
    "기록을 지우는 중",
    "지운 자리를 덮어쓰는 중",
    "사본을 다시 쓰는 중",
)
NAMES = ("백서윤", "유하람")


@pytest.fixture
def officer(office: Planted) -> SignedIn:
    """Two people approved."""
    people = [come(office, name) for name in NAMES]
    on(office, FIRST_DAY)
    approve(office, [(Subject.VISITOR, one) for one in people])
    return office.as_officer()


def names(office: Planted) -> set[str]:
    with office.database.read() as session:
        return set(session.scalars(select(Visitor.name))) & set(NAMES)


def test_every_long_step_is_told_and_only_the_first_can_be_given_up(
    office: Planted, officer: SignedIn
) -> None:
    heard: list[HowFar] = []

    def told(far: HowFar) -> bool:
        heard.append(far)
        return True

    answer = office.desk.retention.destroy(officer, told)
    assert answer.done == len(NAMES)
    assert names(office) == set()
    shares = [one.share for one in heard]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] < 1
    steps = list(dict.fromkeys(one.what.partition(":")[0] for one in heard))
    assert steps == [COPYING, DELETING, OVERWRITING, REWRITING]
    assert {one.what.partition(":")[0] for one in heard if one.may_stop} == {COPYING, DELETING}
    # Each step of the copy before it is told, and each copy that is written anew.
    assert sum(one.what.startswith(f"{COPYING}:") for one in heard) >= 3
    told_of = [one.what for one in heard if one.what.startswith(REWRITING)]
    assert told_of == [
        f"{REWRITING}: {number}/{answer.copies}" for number in range(1, answer.copies + 1)
    ]


@pytest.mark.parametrize("step", range(3))
def test_given_up_during_the_copy_nothing_is_gone_and_all_stays_approved(
    office: Planted, officer: SignedIn, step: int
) -> None:
    heard: list[HowFar] = []

    def told(far: HowFar) -> bool:
        heard.append(far)
        return len(heard) <= step

    assert office.desk.retention.destroy(officer, told).done == 0
    assert {one.what.partition(":")[0] for one in heard} == {COPYING}
    assert names(office) == set(NAMES)
    assert office.desk.retention.destroy(officer).done == len(NAMES)
    assert names(office) == set()


def test_the_next_contact_with_copies_tells_how_far_it_is_too(
    office: Planted, officer: SignedIn
) -> None:
    office.desk.retention.destroy(officer)
    heard: list[HowFar] = []

    def told(far: HowFar) -> bool:
        heard.append(far)
        return False

    office.desk.retention.finish(officer, told)
    assert heard[0].what == OVERWRITING
    assert not any(one.may_stop for one in heard)
