"""The file of failed sign-ins: added to without a key, bounded, and never believed blindly."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.store.failed_sign_ins import FILE_NAME, MOST_BYTES, Failed, FailedSignIns

AT = datetime(2026, 11, 23, 5, 5, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> FailedSignIns:
    return FailedSignIns(tmp_path)


def test_what_failed_is_read_back_in_order(file: FailedSignIns) -> None:
    file.note(AT, "창구-1", 17)
    file.note(AT + timedelta(minutes=1), "창구-1", None)
    assert file.read().failed == (
        Failed(AT, "창구-1", 17),
        Failed(AT + timedelta(minutes=1), "창구-1", None),
    )


def test_after_it_was_taken_in_nothing_is_left_but_what_came_meanwhile(file: FailedSignIns) -> None:
    file.note(AT, "창구-1", 17)
    waiting = file.read()
    file.note(AT, "창구-1", 18)
    file.forget(waiting)
    assert [failed.account_id for failed in file.read().failed] == [18]
    file.forget(file.read())
    assert not file._path.exists()
    file.forget(file.read())


def test_the_file_stops_growing_and_counts_on(file: FailedSignIns) -> None:
    for _ in range(MOST_BYTES // 60):
        file.note(AT, "창구-1", 17)
    before = file._path.stat().st_size
    for number in range(40):
        file.note(AT + timedelta(minutes=number), "창구-1", 17)
    after = file.read()
    assert file._path.stat().st_size < max(before, MOST_BYTES) + 300
    assert after.failed[-1].times >= 40 - (MOST_BYTES - before) // 60
    kept = len(after.failed) - 1 + after.failed[-1].times
    assert kept == MOST_BYTES // 60 + 40


def test_a_torn_line_spoils_no_other(file: FailedSignIns) -> None:
    file.note(AT, "창구-1", 17)
    content = file._path.read_bytes()
    file._path.write_bytes(content + content[:30])
    file.note(AT, "창구-1", 18)
    found = file.read()
    assert [failed.account_id for failed in found.failed] == [17, 18]
    assert found.spoiled == 1


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rubbish=st.binary(max_size=200))
def test_rubbish_in_the_file_is_counted_and_harms_nothing(
    file: FailedSignIns, rubbish: bytes
) -> None:
    file._path.write_bytes(rubbish)
    file.note(AT, "창구-1", 17)
    found = file.read()
    assert found.failed[-1:] == (Failed(AT, "창구-1", 17),)
    file.forget(found)
    assert not file._path.exists()


@pytest.mark.parametrize(
    "line",
    [
        '{"at": "2026-11-23", "pc": "x", "account": 1}',
        '{"at": "2026-11-23T05:05:00+00:00", "pc": 5, "account": 1}',
        '{"at": "2026-11-23T05:05:00+00:00", "pc": "x", "account": true}',
        '{"at": "2026-11-23T05:05:00+00:00", "pc": "x", "account": -4}',
        '{"at": "2026-11-23T05:05:00+00:00", "pc": "x", "account": 1, "times": 99999999999}',
        '{"at": "0001-01-01T00:00:00+23:00", "pc": "x", "account": 1}',
        '{"at": "2026-11-23T05:05:00+00:00", "pc": "\\ud800", "account": 1}',
        '{"at": "2026-11-23T05:05:00+00:00", "pc": "x\\u0000", "account": 1}',
        "[" * 5000,
        "5",
        "null",
    ],
)
def test_a_line_somebody_made_up_is_a_spoiled_one(file: FailedSignIns, line: str) -> None:
    file._path.write_text(line + "\n", encoding="utf-8")
    assert file.read().failed == ()
    assert file.read().spoiled == 1


def test_a_folder_that_refuses_lets_people_in_all_the_same(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    file = FailedSignIns(tmp_path)
    file.note(AT, "창구-1", 17)
    file.forget(file.read())
    assert file.read().failed == ()


def test_a_file_somebody_blew_up_is_read_in_part_and_gone(file: FailedSignIns) -> None:
    file.note(AT, "창구-1", 17)
    with file._path.open("ab") as out:
        out.write(b"x" * 5_000_000)
    found = file.read()
    assert len(found.content) < 1_000_000
    assert (len(found.failed), found.spoiled) == (1, 1)
    file.forget(found)
    assert not file._path.exists()
