"""The centre's names and numbers as they are printed, with the paper's head beside them.

One form for the first run and for the settings.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.domain.calendar import show_date, show_day
from desktop.domain.centre import LABELS, SEALS, CentreFacts
from desktop.domain.contact import read_phone
from desktop.domain.errors import Unreadable
from desktop.domain.guard import clean, find_identifiers
from desktop.domain.when import read_day
from desktop.ui.kit import paint, theme
from desktop.ui.kit.choices import Segmented
from desktop.ui.kit.fields import Field
from desktop.ui.kit.form import Form
from desktop.ui.kit.theme import Face
from desktop.ui.kit.typed_line import KoreanLineEdit

NEEDED = ("name", "sender", "address", "phone")
LISTS = ("phones", "approvers")
SINCE = "valid_from"
_HINTS = {
    SINCE: "이날부터 찍는 종이에 나갑니다.",
}
_SHAPES = {
    "approvers": "담당·팀장·과장",
    "phones": "쉼표로 나눕니다",
    "fax": "02-000-0000",
    "hours": "평일 09:00~18:00",
}
_ROWS = (
    ("name", "sender"),
    ("address", "building"),
    ("phone", "phones"),
    ("fax", "hours"),
    ("department", "department_phone"),
    ("approvers", "seal"),
    (SINCE,),
)


class CentreFields(QWidget):
    """Every dated fact of the centre in two columns; the last field is its first day."""

    def __init__(self, facts: CentreFacts, today: date) -> None:
        super().__init__()
        self._facts, self._today = facts, today
        self.form = Form(self, guard=find_identifiers, clean=clean)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(8))
        for line, names in enumerate(_ROWS):
            for place, name in enumerate(names):
                grid.addWidget(self._field(name), line, place)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.show_facts(facts)

    def _field(self, name: str) -> Field:
        label = LABELS.get(name, "이 내용의 시행일")
        if name == "seal":
            control = Segmented(list(SEALS.items()), name=label)
            return self.form.add(name, Field(label, control, room=False))
        needed = name in (*NEEDED, SINCE)
        field = Field(
            label,
            KoreanLineEdit(_SHAPES.get(name, ""), trailing="calendar" if name == SINCE else ""),
            required=needed,
            optional=not needed,
            hint=_HINTS.get(name, ""),
            room=False,
        )
        tidy = self._day if name == SINCE else _NORMALISE.get(name)
        return self.form.add(name, field, on_leave=tidy)

    def show_facts(self, facts: CentreFacts) -> None:
        """Show these; what is not on the form stays with them."""
        self._facts = facts
        self.form.set_values(
            {name: _shown(getattr(facts, name), name) for name in (*LABELS, SINCE)}
        )

    def facts(self) -> CentreFacts | None:
        """The centre as typed; None with the cursor in the first wrong field."""
        if self.form.read() is None:
            return None
        try:
            since = read_day(str(self.form.value(SINCE)), self._today)
        except Unreadable as error:
            self.form.show_errors({SINCE: str(error)})
            return None
        return replace(self.typed(), valid_from=since)

    def typed(self) -> CentreFacts:
        """What stands in the fields now, for the paper beside them."""
        values: dict[str, object] = {}
        for name in LABELS:
            text = str(self.form.value(name) or "")
            values[name] = _parts(text) if name in LISTS else text.strip()
        day = self._facts.valid_from
        # Half a date is being typed: the page keeps the last whole one.
        with suppress(Unreadable):
            day = read_day(str(self.form.value(SINCE)), self._today)
        return replace(self._facts, **values, valid_from=day)  # type: ignore[arg-type]

    def _day(self, text: str) -> str:
        return show_day(read_day(text, self._today))


class PaperHead(QWidget):
    """The head and foot of a paper with the centre's own lines."""

    def __init__(self) -> None:
        super().__init__()
        self._facts: CentreFacts | None = None
        self.setAccessibleName("인쇄될 모습")
        self.setMinimumHeight(theme.px(244))

    def show_facts(self, facts: CentreFacts) -> None:
        """Draw these."""
        self._facts = facts
        self.setAccessibleDescription(f"{facts.name}, {facts.address}, {facts.phone}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(340), theme.px(244))

    def paintEvent(self, _event: QPaintEvent) -> None:
        facts = self._facts
        if facts is None:
            return
        painter = QPainter(self)
        box = QRectF(self.rect())
        paint.surface(painter, box, 0, theme.ink("card"), theme.ink("line"))
        ink, soft = theme.ink("text"), theme.ink("second")
        inside = box.adjusted(theme.px(20), theme.px(16), -theme.px(20), 0)
        sender = facts.sender + ("  (관인생략)" if facts.seal == "omitted" else "")
        signing = "결재  " + " · ".join(facts.approvers) if facts.approvers else ""
        lines = (
            (facts.name, Face.SECTION, ink, 26),
            ("", Face.NOTE, soft, 12),
            ("수신  ○○○○센터장", Face.NOTE, soft, 22),
            ("제목  구직자 연계 의뢰", Face.LABEL, ink, 34),
            (show_date(facts.valid_from), Face.NOTE, soft, 22),
            (sender, Face.SECTION, ink, 28),
            (f"{facts.address} {facts.building}".strip(), Face.NOTE, soft, 22),
            (f"전화 {facts.phone} · {facts.department}".rstrip(" ·"), Face.NOTE, soft, 22),
            (signing, Face.NOTE, soft, 22),
        )
        top = inside.top()
        for place, (words, face, colour, high) in enumerate(lines):
            line = QRectF(inside.left(), top, inside.width(), theme.px(high))
            if words:
                short = theme.metrics(face).elidedText(
                    words, Qt.TextElideMode.ElideRight, int(line.width())
                )
                paint.text(painter, line, short, face, colour)
            elif place == 1:
                painter.fillRect(line.toRect().adjusted(0, 5, 0, -theme.px(6)), soft)
            top += theme.px(high)


def _shown(value: object, name: str) -> object:
    if isinstance(value, date):
        return show_day(value)
    if isinstance(value, tuple):
        return (", " if name == "phones" else "·").join(value)
    return value


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace(",", "·").split("·") if part.strip())


def _phone(text: str) -> str:
    return read_phone(text).display


def _phones(text: str) -> str:
    return ", ".join(read_phone(part).display for part in _parts(text))


_NORMALISE: dict[str, Callable[[str], str | None]] = {
    "phone": _phone,
    "phones": _phones,
    "fax": _phone,
    "department_phone": _phone,
}
