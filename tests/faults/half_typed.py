"""Run as a program of its own that can be killed: a form half typed at a real window.

python -m tests.faults.half_typed FOLDER FORM WHAT   says "kept" once the form was kept, types
                                                      on, and waits. WHAT opens the form.
"""

import json
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.domain.clock import KST, FixedClock
from tests.journeys.driver import Counsellor

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=KST)
KEPT = "정원이 다 찼답"
"""The last syllable is still being composed."""


def _intake(screen: Any) -> Any:
    return screen._form.field("name")


def _note(screen: Any) -> Any:
    return screen._form.field("summary")


def _slip(screen: Any) -> Any:
    return screen._form.field("summary")


def _consent(screen: Any) -> Any:
    return screen.panel._form.field("filed_at")


def _reply(screen: Any) -> Any:
    return screen._form.field("remark")


def _partner(screen: Any) -> Any:
    if screen._editing is None:
        screen._new_organisation()
    return screen._editing.form.field("name")


FIELDS: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "intake": _intake,
        "counselling": _note,
        "slip": _slip,
        "consent": _consent,
        "reply": _reply,
        "partners": _partner,
    }
)
"""A field of each form that keeps a draft; the form is opened where it has to be."""


def half_type(counsellor: Counsellor, form: str, where: dict[str, Any]) -> None:
    """Open the form and leave it in the middle of a syllable."""
    counsellor.app.counter.go(form, **where)
    counsellor.settle()
    field = FIELDS[form](counsellor.window.screen_of(form))
    counsellor.settle()
    field.control.setFocus()
    counsellor.write(KEPT)


def main() -> None:
    QApplication([])
    folder, form, where = Path(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3])
    counsellor = Counsellor(folder, FixedClock(NOW))
    counsellor.sign_in()

    def tell() -> None:
        sys.stdout.write("kept\n")
        sys.stdout.flush()

    counsellor.window.workplace._keeper.kept.connect(tell)
    half_type(counsellor, form, where)
    QTest.qWait(60_000)


if __name__ == "__main__":
    main()
