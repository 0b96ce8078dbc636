"""Conditions of a service, chosen one by one: a kind, its numbers, whom it takes all the same."""

import json
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.guard import clean
from desktop.domain.requirement import (
    Requirement,
    RequirementKind,
    RequirementList,
    requirement_of,
    requirement_row,
)
from desktop.ui.kit import (
    Button,
    Combo,
    Face,
    Flow,
    KoreanLineEdit,
    PlainLabel,
    Role,
    column,
    empty_out,
    row,
)
from desktop.ui.kit.theme import px

NUMBERS = {"at_least": "세부터", "at_most": "세까지", "months": "개월 이상"}


def rows_of(requirements: Sequence[Requirement]) -> tuple[str, ...]:
    """Requirements as the form keeps them, so that a half-typed one comes back."""
    return tuple(json.dumps(requirement_row(one), ensure_ascii=False) for one in requirements)


def requirements_of(rows: Sequence[str]) -> tuple[Requirement, ...]:
    """The same back again."""
    return tuple(requirement_of(json.loads(one)) for one in rows)


class RequirementRows(QWidget):
    """What is asked so far, one line each, and under it the line that adds another one."""

    value_changed = Signal()
    takes_the_width = True

    def __init__(self, choices: RequirementList, today: date) -> None:
        super().__init__()
        self._kinds = {one.key: one for one in choices.kinds if one.is_valid(today)}
        self._told: tuple[Requirement, ...] = ()
        box = column(self, gap=4)
        self._lines = column(gap=2)
        box.addLayout(self._lines)
        self.kind = Combo(
            [(one.key, one.label) for one in self._kinds.values()], placeholder="요건 고르기"
        )
        self.kind.setAccessibleName("요건 고르기")
        self.kind.setFixedWidth(px(210))
        self.kind.value_changed.connect(self._chosen)
        self.numbers = {name: self._number(label) for name, label in NUMBERS.items()}
        self.exception = KoreanLineEdit("예외가 있으면 한 문장")
        self.exception.setAccessibleName("요건의 예외")
        self.exception.setFixedWidth(px(260))
        self.exception.moved_on.connect(self._add)
        self.add = Button("요건 더하기", Role.SECONDARY, icon="plus", high=36)
        self.add.clicked.connect(self._add)
        line = Flow(gap=8)
        for part in (self.kind, *self.numbers.values(), self.exception, self.add):
            line.addWidget(part)
        box.addLayout(line)
        self.setFocusProxy(self.kind)
        self._chosen()

    def value(self) -> tuple[str, ...]:
        """Every requirement with the one being written, as rows."""
        waiting = self._waiting()
        return rows_of((*self._told, waiting) if waiting else self._told)

    def set_value(self, value: object) -> None:
        """Show these rows, with nothing half written."""
        self._told = requirements_of(value) if isinstance(value, tuple | list) else ()
        self._empty()
        self._show()

    def set_tone(self, tone: str) -> None:
        """The look of a mistake goes to the line that is typed in."""
        self.kind.set_tone(tone)

    def _number(self, label: str) -> KoreanLineEdit:
        made = KoreanLineEdit(label)
        made.setAccessibleName(f"요건 {label}")
        made.setFixedWidth(px(92))
        made.moved_on.connect(self.focusNextChild)
        made.shown_text_changed.connect(self.value_changed)
        return made

    def _kind(self) -> RequirementKind | None:
        return self._kinds.get(str(self.kind.value() or ""))

    def _chosen(self) -> None:
        kind = self._kind()
        for name, field in self.numbers.items():
            field.setVisible(kind is not None and name in kind.numbers)
        self.exception.setVisible(kind is not None)
        self.value_changed.emit()

    def _waiting(self) -> Requirement | None:
        kind = self._kind()
        if kind is None:
            return None
        told: dict[str, int | None] = {}
        for name, field in self.numbers.items():
            digits = "".join(filter(str.isdecimal, field.text_now()))
            told[name] = int(digits) if digits else None
        return kind.made(told, clean(self.exception.text_now().strip()))

    def _add(self) -> None:
        waiting = self._waiting()
        if waiting is None:
            self.kind.setFocus()
            return
        self._told = (*self._told, waiting)
        self._empty()
        self._show()
        self.kind.setFocus()
        self.value_changed.emit()

    def _drop(self, at: int) -> None:
        self._told = (*self._told[:at], *self._told[at + 1 :])
        self._show()
        self.kind.setFocus()
        self.value_changed.emit()

    def _empty(self) -> None:
        self.kind.set_value(None)
        for field in (*self.numbers.values(), self.exception):
            field.set_value("")
        self._chosen()

    def _show(self) -> None:
        empty_out(self._lines)
        for at, one in enumerate(self._told):
            part = QWidget()
            line = row(part, gap=8)
            line.addWidget(PlainLabel(one.whole_words, face=Face.BODY, elide=True), 1)
            drop = Button("빼기", Role.LINK, high=32)
            drop.setAccessibleName(f"요건 빼기: {one.words}")
            drop.clicked.connect(lambda _=False, at=at: self._drop(at))
            line.addWidget(drop)
            self._lines.addWidget(part)
