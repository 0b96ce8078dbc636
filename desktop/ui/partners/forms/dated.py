"""A form whose content holds from a day on, and what its fields share."""

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal

from desktop.domain.calendar import show_day
from desktop.domain.codes import CodeBook
from desktop.domain.contact import read_phone
from desktop.domain.errors import Unreadable
from desktop.domain.guard import clean, find_identifiers
from desktop.domain.when import read_day
from desktop.ui.counter import Counter
from desktop.ui.kit import (
    Button,
    Card,
    Face,
    Field,
    Form,
    KoreanLineEdit,
    PlainLabel,
    Role,
    row,
)

tight = partial(Field, room=False)
OWN_NAMES = ("name", "short_name")
"""Where a corporate number may stand."""


class DatedForm(Card):
    """A form whose content holds from a day on."""

    kind = ""
    """Which of the three tables it writes, for the form's draft."""
    saved = Signal()
    given_up = Signal()

    def __init__(self, counter: Counter, title: str) -> None:
        super().__init__(gap=10, margins=(18, 14))
        self._counter = counter
        self.form = Form(self, guard=find_identifiers, clean=clean)
        head = row(gap=8)
        head.addWidget(PlainLabel(title, face=Face.SECTION))
        head.addStretch(1)
        self.body.addLayout(head)

    @property
    def record_id(self) -> int:
        """What is being changed, 0 for something new."""
        raise NotImplementedError

    def finish(self) -> None:
        """The day from which it holds, and the buttons."""
        line = row(gap=10)
        since = tight(
            "언제부터",
            KoreanLineEdit(trailing="calendar"),
            hint="그 전의 종이와 동의는 그대로입니다.",
        )
        self.form.add("since", since, on_leave=self._day)
        self.form.set_value("since", show_day(self._counter.clock.today()))
        line.addWidget(since, 1)
        line.addStretch(1)
        self.body.addLayout(line)
        foot = row(gap=10)
        foot.addStretch(1)
        leave = Button("그만두기", Role.QUIET, keys="Esc")
        leave.clicked.connect(self.given_up)
        self._save = Button("저장", Role.PRIMARY, icon="check", keys="Ctrl+S")
        self._save.clicked.connect(self.saved)
        foot.addWidget(leave)
        foot.addWidget(self._save)
        self.body.addLayout(foot)
        self.form.then(self._save)

    def line(self, *parts: tuple[str, Field, int] | tuple[str, Field, int, Any]) -> None:
        """Fields beside each other: name, field, share of the width, what happens on leaving."""
        layout = row(gap=12)
        for part in parts:
            name, field, share = part[0], part[1], part[2]
            own = self.kind == "organisation" and name in OWN_NAMES
            self.form.add(
                name,
                field,
                on_leave=part[3] if len(part) > 3 else None,
                guard=in_its_name if own else None,
            )
            layout.addWidget(field, share)
        self.body.addLayout(layout)

    def since(self, text: str) -> date:
        """The day from which the change holds."""
        return read_day(text, self._counter.clock.today())

    def _day(self, text: str) -> str:
        return show_day(read_day(text, self._counter.clock.today()))

    def day_or_none(self, text: str) -> str:
        """A day as it is shown, empty where none is told. Raises Unreadable."""
        return self._day(text) if text.strip() else ""

    def read_day_or_none(self, text: str) -> date | None:
        """The day of such a field."""
        return read_day(text, self._counter.clock.today()) if text.strip() else None

    def title(self, words: str) -> None:
        """The heading of the fields that follow."""
        self.body.addWidget(PlainLabel(words, face=Face.STRONG))


def pairs(codes: CodeBook, name: str, day: date) -> list[tuple[str, str]]:
    """What a list offers on a day."""
    found = codes.lists.get(name)
    return [(code.code, code.label) for code in found.valid(day)] if found else []


def in_its_name(text: str) -> Any:
    """A body's own corporate number is no resident's number."""
    return find_identifiers(text, employer_field=True)


def phone(text: str) -> str:
    """A number as it is shown. Raises Unreadable."""
    return read_phone(text).display


def number_or_none(text: str) -> str:
    """The same, empty where nothing is told."""
    return number(text) if text.strip() else ""


def read_number(text: str) -> int | None:
    """The number of such a field."""
    return int(text) if text else None


def shown(value: int | None) -> str:
    """A number as its field shows it."""
    return "" if value is None else str(value)


def number(text: str) -> str:
    """Digits alone. Raises Unreadable where there are none."""
    digits = "".join(character for character in text if character.isdecimal())
    if not digits:
        raise Unreadable("숫자로 적어 주십시오.")
    return str(int(digits))
