"""A resident number pasted into any field of any screen: gone at once, the rest stays."""

from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget
from sqlalchemy import select

from desktop.domain.errors import Refused
from desktop.domain.guard import find_identifiers, names_employer
from desktop.services.papers import ReadyPaper
from desktop.store.base import Base
from desktop.ui.door.first_run import Step
from desktop.ui.kit import Combo, Password
from desktop.ui.printing.counter_printer import CounterPrinter
from tests.ui.names.sights import LISTS, PERSONAL, Office, partner
from tests.ui.walk.eye import path_of
from tests.ui.walk.scenes import BY_NAME, Scene, Walk
from tests.ui.walk.told import told

FORMS = (
    "900312-1234567",
    "９００３１２－１２３４５６７",
    "900312 1234567",
    "900312.1234567",
    "900312\n1234567",
    "9003121234567",
    "1990. 3. 12. - 1234567",
    "90\u200b0312-12\u200b34567",
)
BEFORE, BEHIND = "앞말", "뒷말"
ADVICE = ("적을 수 없습니다", "찾지 않습니다")


def _proof(walk: Walk) -> Any:
    return walk.go("papers", visitor_id=walk.ids.eve, paper="proof")


def _intake(walk: Walk) -> None:
    walk.go("intake").toggle_fold()
    walk.settle()


PLACES = (
    Scene("접수", _intake),
    *(scene for scene in PERSONAL if scene.name not in ("서류", "사람", "접수: 같은 분")),
    *(scene for scene in LISTS if scene.name.startswith(("연계: ", "설정: ", "기관"))),
    Scene("확인서", _proof),
    Scene("상담 기록: 문장", BY_NAME["상담 기록: 문장"].come),
    Scene("기관: 새로", partner("_new_organisation")),
    Scene("기관: 서비스", partner("_new_service")),
    Scene("찾기", lambda walk: walk.press("Ctrl+K")),
    *(BY_NAME[f"처음 설정: {step.short}"] for step in Step if step is not Step.READY),
)


def edits(office: Office) -> list[QLineEdit | QTextEdit]:
    """Every field one can type into now."""
    found = []
    for top in office.tops():
        for one in top.findChildren(QWidget):
            if not isinstance(one, QLineEdit | QTextEdit) or isinstance(one, Password):
                continue
            if one.isVisible() and one.isEnabled() and not one.isReadOnly():
                found.append(one)
    return found


def text_of(edit: QLineEdit | QTextEdit) -> str:
    return edit.text() if isinstance(edit, QLineEdit) else edit.toPlainText()


def held(office: Office) -> Iterator[str]:
    """Everything that was kept: all drafts, all rows of all tables, access log included."""
    with office.opened.desk.office._database.read() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(select(table)):
                for name, value in zip(table.columns.keys(), row, strict=True):
                    yield from _texts(value, name)


def _texts(value: object, name: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _texts(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one, name)
    elif isinstance(value, str) and not names_employer(name):
        yield value


@pytest.mark.parametrize("scene", PLACES, ids=lambda scene: scene.name)
def test_the_number_goes_a_sentence_says_what_to_write_and_the_rest_stays(
    office: Office, scene: Scene
) -> None:
    office.about("two")
    office.come(scene)
    fields = edits(office)
    faults = []
    for field, number in zip(fields, cycle(FORMS), strict=False):
        if not _alive(lambda field=field: field.isVisible()):
            continue  # an answer before it took the field away
        where = f"{number!r} in {path_of(field)}"
        field.setFocus()
        field.selectAll()
        QGuiApplication.clipboard().setText(f"{BEFORE} {number} {BEHIND}")
        field.paste()
        office.settle()
        if names_employer(field.objectName()) or _is_own_name(field):
            continue
        now = text_of(field)
        if find_identifiers(now) or "1234567" in now:
            faults.append(f"stays: {where}")
        chooses = isinstance(field, Combo)
        if not chooses and (BEFORE not in now or BEHIND not in now):
            faults.append(f"takes the rest with it, leaves {now!r}: {where}")
        said = [words for top in office.tops() for _, words in told(top)]
        if not any(advice in words for words in said for advice in ADVICE):
            faults.append(f"says nothing: {where}")
        office.window.workplace._keeper.keep()
        field.undo()
        field.undo()
        if find_identifiers(text_of(field)):
            faults.append(f"comes back by undo: {where}")
        field.redo()
        field.redo()
        if find_identifiers(text_of(field)):
            faults.append(f"comes back by redo: {where}")
    office.window.workplace._keeper.keep()
    office.settle()
    assert fields
    kept = [words for words in held(office) if "1234567" in words or find_identifiers(words)]
    assert not faults
    assert not kept


def _alive(ask: Callable[[], bool]) -> bool:
    try:
        return ask()
    except RuntimeError:
        return False


def _is_own_name(field: QWidget) -> bool:
    return field.objectName() in ("name", "short_name") and "OrganisationForm" in path_of(field)


@pytest.mark.parametrize("number", [form for form in FORMS if "\n" not in form])
def test_no_file_is_named_after_a_resident_number(
    office: Office, tmp_path: Path, number: str
) -> None:
    ready = ReadyPaper("receipt", "접수증", b"%PDF", "26-101-0001018")
    printer = CounterPrinter(office.counter, office.window)
    file = tmp_path / f"접수증 {number}.pdf"
    with pytest.raises(Refused, match="다른 이름을 적어"):
        printer.write_pdf(ready, file)
    assert not list(tmp_path.glob("*.pdf"))
    printer.write_pdf(ready, tmp_path / "접수증 26-101-0001018.pdf")
    assert list(tmp_path.glob("*.pdf"))


def test_a_number_typed_into_the_search_is_not_answered_by_the_search_before_it(
    office: Office,
) -> None:
    office.press("Ctrl+K")
    office.keyboard.type("남궁 900312-1234567")
    office.settle()
    box = office.window.workplace.search
    assert box is not None
    assert box.text() == "남궁"
    assert any(ADVICE[1] in words for _, words in told(office.window))
