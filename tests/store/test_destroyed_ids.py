"""The ids of what was destroyed: only who has a key of the store adds one or takes one out."""

import random
from pathlib import Path

import pytest

from desktop.store.backup import destroyed
from desktop.store.backup.destroyed import FILE_NAME, Standing
from desktop.store.ciphers import DataKey

NOW, BEFORE, OTHER = (DataKey(bytes(range(at, at + 32))) for at in (0, 1, 2))
IDS = frozenset({("visitor", 123), ("visitor", 4_611_686_018_427_387_904), ("referral", 77)})
CASES = 2_000


@pytest.fixture
def written(tmp_path: Path) -> Path:
    destroyed.add(tmp_path, IDS, [NOW, BEFORE])
    return tmp_path / FILE_NAME


def test_what_was_written_is_believed_under_the_present_key(written: Path) -> None:
    found = destroyed.read(written.parent, [NOW, BEFORE])
    assert (found.standing, found.believed) == (Standing.SOUND, IDS)
    assert not found.doubtful


def test_whoever_opens_a_copy_of_an_earlier_key_believes_it_too(written: Path) -> None:
    assert destroyed.read(written.parent, [BEFORE]).believed == IDS


def test_a_file_of_before_the_key_was_changed_is_known_for_what_it_is(tmp_path: Path) -> None:
    destroyed.add(tmp_path, IDS, [BEFORE])
    found = destroyed.read(tmp_path, [NOW, BEFORE])
    assert (found.standing, found.believed) == (Standing.FORMER, frozenset())
    assert not found.doubtful


def test_nothing_is_believed_of_another_store(written: Path) -> None:
    found = destroyed.read(written.parent, [OTHER])
    assert (found.standing, found.believed) == (Standing.CHANGED, frozenset())


def test_no_file_says_nothing_and_is_no_reason_for_doubt(tmp_path: Path) -> None:
    found = destroyed.read(tmp_path, [NOW])
    assert (found.standing, found.doubtful) == (Standing.MISSING, False)


def test_a_line_added_or_taken_out_is_not_believed(written: Path) -> None:
    whole = written.read_bytes()
    for changed in (
        b"visitor 999\n" + whole,
        whole.replace(b"visitor 123\n", b""),
        whole.replace(b"visitor 123\n", b"visitor 124\n"),
        whole + b"visitor 999\n",
        whole + whole,
        b"",
        b"nonsense\n\xff\n",
    ):
        written.write_bytes(changed)
        found = destroyed.read(written.parent, [NOW, BEFORE])
        assert found.believed == frozenset()
        assert found.doubtful


def test_the_signatures_taken_off_leave_what_nobody_vouches_for(written: Path) -> None:
    lines = written.read_bytes().splitlines(keepends=True)
    written.write_bytes(b"".join(line for line in lines if not line.startswith(b"mac ")))
    found = destroyed.read(written.parent, [NOW, BEFORE])
    assert (found.standing, found.believed, found.ids) == (Standing.PLAIN, frozenset(), IDS)


def test_no_flip_and_no_cut_makes_other_ids(tmp_path: Path) -> None:
    destroyed.add(tmp_path, IDS, [NOW])
    path = tmp_path / FILE_NAME
    whole, chance = path.read_bytes(), random.Random(46)
    for _ in range(CASES):
        content = bytearray(whole)
        if chance.random() < 0.3:
            del content[chance.randrange(len(content)) :]
        else:
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        found = destroyed.read(tmp_path, [NOW])
        assert found.believed == frozenset()
        assert found.doubtful
    path.write_bytes(whole)
    assert destroyed.read(tmp_path, [NOW]).believed == IDS


def test_adding_to_a_changed_file_goes_on_from_nothing(written: Path) -> None:
    written.write_bytes(b"visitor 999\n" + written.read_bytes())
    destroyed.add(written.parent, [("visitor", 5)], [NOW])
    assert destroyed.read(written.parent, [NOW]).believed == {("visitor", 5)}
