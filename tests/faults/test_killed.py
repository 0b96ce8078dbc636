"""The power goes, the program is killed: nothing that was answered is missing or there twice."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.clock import FixedClock
from tests.faults import LONG
from tests.faults.office import Way, enter, furnish
from tests.faults.reckoning import Answers, losses
from tests.faults.storm import LOOSE, NOW

ROOT = Path(__file__).parents[2]
KILLS = 1_000 if LONG else 50
FAR = 24
"""Lines: of each person a storm says sixteen, so most kinds of acts are come upon early."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="only Linux forks")


class Storms:
    """Begins storms and ends them."""

    def __init__(self, folder: Path, way: Path) -> None:
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.storm", str(folder), str(way)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
        )

    def killed_after(
        self, lines: int, seconds: float, number: int, word: str = "storm"
    ) -> list[str]:
        """What a storm said until it was killed: some time after it had said so many lines."""
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.write(f"{word} {number}\n")
        self._program.stdin.flush()
        process = int(self._program.stdout.readline())
        said = [self._program.stdout.readline() for _ in range(lines)]
        time.sleep(seconds)
        os.kill(process, signal.SIGKILL)
        while not (line := self._program.stdout.readline()).startswith("."):
            assert line, "the storms have ended"
            said.append(line)
        assert line == f". {signal.SIGKILL.value}\n", "it ended before it was killed"
        return said

    def end(self) -> None:
        self._program.kill()
        self._program.communicate()


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Way]:
    """An office, and the way in beside it."""
    above = tmp_path_factory.mktemp("storms")
    way = furnish(above / "자료", FixedClock(NOW))
    way.write(above / "way.json")
    return above / "자료", way


@pytest.fixture
def storms(furnished: tuple[Path, Way]) -> Iterator[Storms]:
    folder, _ = furnished
    made = Storms(folder, folder.with_name("way.json"))
    yield made
    made.end()


def test_killing_takes_what_nobody_protects(storms: Storms, furnished: tuple[Path, Way]) -> None:
    answered = len(storms.killed_after(0, 0.05, 0, LOOSE)) - 1
    kept = furnished[0].with_name("loose.txt").read_text("utf-8").count("\n")
    print(f"\nunprotected: {answered} answered, {answered - kept} lost")
    assert answered > kept


def look(folder: Path, way: Way, answers: Answers) -> None:
    """Sign in, which refuses where the head noted outside leads, and count everything."""
    office = enter(folder, way, FixedClock(NOW))
    assert office.desk.finding is None
    with office.desk.office._database.read() as session:
        assert losses(session, answers) == []
    office.close()


def test_whenever_the_program_is_killed_every_answered_act_is_there_exactly_once(
    storms: Storms, furnished: tuple[Path, Way]
) -> None:
    folder, way = furnished
    chance, answers = random.Random(65), Answers()
    crashed = 0
    for number in range(KILLS):
        lines = chance.randrange(FAR)
        # Without a line it is killed while it opens the store.
        seconds = chance.uniform(0, 0.02 if lines else 0.3)
        answers.take(storms.killed_after(lines, seconds, number))
        crashed += (folder / "naeil.db-wal").exists()
        # Not each time: most storms find the crash of the one before as it was left.
        if number % 5 == 4:
            look(folder, way, answers)
    kinds = {one["kind"] for one in answers.given}
    print(
        f"\n{KILLS} kills, {answers.interrupted} in the middle of an act, "
        f"{crashed} with a log left; {len(answers.given)} acts answered, lost 0, doubled 0"
    )
    assert kinds == {"draft", "intake", "view", "note", "consent", "slip"}
    assert answers.interrupted > KILLS / 4
    assert crashed > KILLS / 2
