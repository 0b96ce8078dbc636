"""The power goes, the program is killed: nothing that was answered is missing or there twice."""

import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.clock import FixedClock
from tests.faults import LONG
from tests.faults.kept_copies import Copies
from tests.faults.office import enter, furnish
from tests.faults.reckoning import BACKUP, Answers, losses
from tests.faults.storm import LOOSE, NOW, time_of
from tests.faults.storms import Moment, Storms, answered, begins

KILLS = 1_000 if LONG else 50
SELDOM = 20 if LONG else 5
FAR = 24
"""Lines: of each person a storm says sixteen, so most kinds of acts are come upon early."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="only Linux forks")


def office_with_a_stick(above: Path) -> Copies:
    """An office that keeps copies in two places, and the way in beside it."""
    way = furnish(above / "자료", FixedClock(NOW))
    way.write(above / "way.json")
    (above / "USB").mkdir()
    office = enter(above / "자료", way, FixedClock(NOW))
    office.desk.backups.choose_second(office.account, above / "USB")
    office.close()
    return Copies(above / "자료", above / "USB", way)


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Copies:
    """The office all storms of a test go over."""
    return office_with_a_stick(tmp_path_factory.mktemp("storms"))


@pytest.fixture
def storms(furnished: Copies) -> Iterator[Storms]:
    made = Storms(furnished.data, furnished.data.with_name("way.json"))
    yield made
    made.end()


def test_killing_takes_what_nobody_protects(storms: Storms, furnished: Copies) -> None:
    told = len(storms.killed(Moment(0, 0.05), 0, LOOSE))
    kept = furnished.data.with_name("loose.txt").read_text("utf-8").count("\n")
    print(f"\nunprotected: {told} answered, {told - kept} lost")
    assert told > kept


def look(copies: Copies, number: int, answers: Answers) -> None:
    """Sign in, which refuses where the head noted outside leads, and count everything."""
    office = enter(copies.data, copies.way, FixedClock(time_of(number)))
    assert office.desk.finding is None
    with office.desk.office._database.read() as session:
        assert losses(session, answers) == []
    office.close()


def moments(chance: random.Random, storms: Storms) -> Iterator[Moment]:
    """Within the acts, within a backup, and after one was answered, in turn."""
    while True:
        yield Moment(chance.randrange(FAR), chance.uniform(0, 0.02), answered(BACKUP))
        lines = chance.randrange(FAR)
        # Without a line it is killed while it opens the store.
        yield Moment(lines, chance.uniform(0, 0.02 if lines else 0.3))
        yield Moment(0, chance.uniform(0, storms.took[BACKUP]), begins(BACKUP))


def figures(seen: Counter[str], answers: Answers) -> str:
    """What the kills have shown, where nothing was missing and nothing there twice."""
    return (
        f"\n{seen['kills']} kills, {answers.interrupted} in the middle of an act, "
        f"{answers.cut[BACKUP]} while a backup was made ({seen['halves']} left half a file aside), "
        f"{seen['logs left']} with a log left; {len(answers.given)} acts answered, "
        f"{len(answers.of(BACKUP))} of them backups; {seen['opened']} opened on an empty PC; "
        "lost 0, doubled 0"
    )


def test_whenever_the_program_is_killed_every_answered_act_is_there_exactly_once(
    storms: Storms, furnished: Copies, tmp_path: Path
) -> None:
    chance, answers, seen = random.Random(65), Answers(), Counter[str]()
    for number, moment in zip(range(KILLS), moments(chance, storms), strict=False):
        answers.take(storms.killed(moment, number))
        seen["kills"] += 1
        seen["logs left"] += (furnished.data / "naeil.db-wal").exists()
        seen["halves"] += furnished.halves() > 0
        assert furnished.wrong(answers) == []
        # Not each time: most storms find the crash of the one before as it was left.
        if number % SELDOM == SELDOM - 1:
            look(furnished, number, answers)
            for folder in furnished.folders:
                assert furnished.restored(answers, folder, tmp_path / "empty") == []
                seen["opened"] += 1
            if LONG:
                # Hours in the making: what has been shown so far is not to be lost.
                print(figures(seen, answers))
    kinds = Counter(one["kind"] for one in answers.given)
    print(figures(seen, answers))
    assert kinds.keys() == {"draft", "intake", "view", "note", "consent", "slip", BACKUP}
    assert answers.interrupted > KILLS / 4
    assert seen["logs left"] > KILLS / 2
    assert kinds[BACKUP] >= KILLS // 3
    assert seen["halves"] > KILLS / 10


def test_half_a_copy_under_a_name_that_counts_is_noticed(tmp_path: Path) -> None:
    """What a program would leave that wrote its copy where it is to stand."""
    furnished, answers = office_with_a_stick(tmp_path), Answers()
    storms = Storms(furnished.data, furnished.data.with_name("way.json"))
    answers.take(storms.killed(Moment(0, 0, answered(BACKUP)), KILLS))
    storms.end()
    newest = furnished.newest(answers, furnished.second)
    assert newest is not None
    path = newest[0]
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert furnished.wrong(answers) == [
        f"{path.name} counts and is not whole",
        f"{path.name} is gone",
        "no copy left in USB",
    ]
    path.write_bytes(whole)
    assert furnished.wrong(answers) == []
