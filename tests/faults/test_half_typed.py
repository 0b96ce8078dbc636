"""A form left in the middle of a word, by a killed program or a locked window, comes back whole."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from desktop.domain.clock import FixedClock
from desktop.domain.referral import SlipDraft
from desktop.domain.visitor import VisitorDraft
from tests.faults.half_typed import FIELDS, KEPT, NOW, half_type
from tests.journeys.conftest import furnished
from tests.journeys.driver import PASSWORD, Counsellor

__all__ = ["furnished"]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(furnished: Path, tmp_path: Path) -> Path:
    """A data folder of one's own."""
    shutil.copytree(furnished, tmp_path / "자료")
    return tmp_path / "자료"


@pytest.fixture
def sit(qapp: QApplication, folder: Path) -> Iterator[Callable[[], Counsellor]]:
    """Start the counter over that folder and sign in."""
    opened: list[Counsellor] = []

    def start() -> Counsellor:
        opened.append(Counsellor(folder, FixedClock(NOW)))
        opened[-1].sign_in()
        return opened[-1]

    yield start
    for one in opened:
        one.leave()


def wanted(counsellor: Counsellor, form: str) -> dict[str, Any]:
    """What the form is opened for: somebody known, agreed and referred."""
    visitor_id = counsellor.known(VisitorDraft(name="박수아"))
    service = counsellor.service("동부여성발전센터", "직업교육")
    counsellor.agreed(visitor_id, service=service)
    if form == "reply":
        draft = SlipDraft(
            visitor_id, service.id, services=("training",), reason_code="training_wish"
        )
        issued = counsellor.desk.referrals.issue(counsellor.account, draft)
        return {"number": issued.line.number}
    return {
        "counselling": {"visitor_id": visitor_id},
        "slip": {"visitor_id": visitor_id, "service_id": service.id},
        "consent": {"visitor_id": visitor_id, "service_id": service.id},
    }.get(form, {})


def brought_back(counsellor: Counsellor, form: str) -> None:
    """F3: the form stands there as it was left."""
    (line,) = counsellor.desk.drafts.list(counsellor.account)
    assert line.screen == form
    counsellor.press("F3")
    assert counsellor.front == form
    field = FIELDS[form](counsellor.window.screen_of(form))
    assert field.value() == KEPT


@pytest.mark.parametrize("form", list(FIELDS))
def test_a_form_half_typed_when_the_program_is_killed_comes_back_whole(
    sit: Callable[[], Counsellor], folder: Path, form: str
) -> None:
    before = sit()
    where = wanted(before, form)
    before.leave()
    command = [sys.executable, "-m", "tests.faults.half_typed", str(folder), form]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(
        [*command, json.dumps(where)],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=environment,
    ) as program:
        assert program.stdout is not None
        said = program.stdout.readline()
        program.kill()
        program.wait()
    assert said == "kept\n"
    brought_back(sit(), form)


@pytest.mark.parametrize("form", list(FIELDS))
def test_a_form_half_typed_when_the_window_is_locked_is_kept_and_stands_there_again(
    sit: Callable[[], Counsellor], form: str
) -> None:
    counsellor = sit()
    half_type(counsellor, form, wanted(counsellor, form))
    counsellor.press("Ctrl+L")
    assert KEPT not in counsellor.words()
    (line,) = counsellor.desk.drafts.list(counsellor.account)
    assert line.screen == form
    assert KEPT in json.dumps(
        counsellor.desk.drafts.take(counsellor.account, line.id).body, ensure_ascii=False
    )
    counsellor.sign_in(PASSWORD)
    assert counsellor.front == form
    field = FIELDS[form](counsellor.window.screen_of(form))
    assert field.value() == KEPT
