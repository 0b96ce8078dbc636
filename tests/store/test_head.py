"""The note beside the store: it may lag, never lead, and nobody else's counts."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.store.chain import Head
from desktop.store.ciphers import DataKey
from desktop.store.head import FILE_NAME, HeadFile

KEY, OTHER = DataKey(bytes(range(32))), DataKey(bytes(range(1, 33)))
AT = datetime(2026, 11, 23, 5, 5, tzinfo=UTC)


def head(seq: int) -> Head:
    return Head(seq, bytes([seq]) * 32, AT + timedelta(minutes=seq))


@pytest.fixture
def note(tmp_path: Path) -> HeadFile:
    return HeadFile(tmp_path, KEY)


def test_without_a_note_nothing_is_noted(note: HeadFile) -> None:
    assert not note.exists
    assert note.read() is None


@pytest.mark.parametrize("acts", [1, 2, 3, 8])
def test_the_newest_head_is_read_back(note: HeadFile, acts: int) -> None:
    for seq in range(1, acts + 1):
        note.note(head(seq))
    assert HeadFile(note._path.parent, KEY).read() == head(acts)


def test_a_log_without_a_row_can_be_noted(note: HeadFile) -> None:
    note.reset(Head(0, bytes(32), None))
    assert note.read() == Head(0, bytes(32), None)


def test_the_file_does_not_grow_and_tells_nobody_anything(note: HeadFile) -> None:
    for seq in range(1, 40):
        note.note(head(seq))
    assert note._path.stat().st_size == 2 * 88
    if os.name == "posix":
        assert note._path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("seq", [4, 5])
@pytest.mark.parametrize("torn", range(0, 88, 8))
def test_a_torn_write_spoils_only_what_was_being_written(
    note: HeadFile, seq: int, torn: int
) -> None:
    note.note(head(seq - 1))
    note.note(head(seq))
    before = note._path.read_bytes()
    note.note(head(seq + 1))
    place = (seq + 1) % 2 * 88
    whole = note._path.read_bytes()
    mixed = whole[: place + torn] + before[place + torn :]
    note._path.write_bytes(mixed)
    assert note.read() == head(seq)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(at=st.integers(0, 175), bit=st.integers(0, 7))
def test_no_flipped_bit_makes_another_head(note: HeadFile, at: int, bit: int) -> None:
    note.note(head(6))
    note.note(head(7))
    content = bytearray(note._path.read_bytes())
    content[at] ^= 1 << bit
    note._path.write_bytes(bytes(content))
    # The place that is whole counts, whichever it is.
    assert note.read() == (head(6) if at >= 88 else head(7))
    note._path.unlink()


@pytest.mark.parametrize("length", [0, 1, 87, 88, 100])
def test_a_file_cut_short_tells_what_is_whole_or_nothing(note: HeadFile, length: int) -> None:
    note.note(head(6))
    note.note(head(7))
    note._path.write_bytes(note._path.read_bytes()[:length])
    assert note.read() == (head(6) if length >= 88 else None)


def test_the_note_of_another_store_is_none(note: HeadFile, tmp_path: Path) -> None:
    HeadFile(tmp_path, OTHER).note(head(9))
    assert note.exists
    assert note.read() is None


def test_a_disk_that_refuses_does_not_stop_the_desk(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    note = HeadFile(tmp_path, KEY)
    note.note(head(1))
    note.flush()
    assert note.read() is None


def test_beginning_anew_forgets_what_was_noted(note: HeadFile) -> None:
    note.note(head(8))
    note.note(head(9))
    note.reset(head(3))
    assert note.read() == head(3)
    assert sorted(path.name for path in note._path.parent.iterdir()) == [FILE_NAME]
