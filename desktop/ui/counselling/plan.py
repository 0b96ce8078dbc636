"""The plan: who does what by when, one row each, with the goal before a `>`."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.domain.calendar import show_short_day
from desktop.domain.errors import Unreadable
from desktop.domain.note import PlanItem, PlanState, PlanWho
from desktop.domain.when import read_day
from desktop.ui.counselling.cycle import Cycle, State
from desktop.ui.kit import Face, Field, Form, KoreanLineEdit, PlainLabel, paint, theme

ROWS = 10
"""A plan longer than this is no plan; the paper has room for as many."""
WHO = tuple(State(who.value, who.label) for who in PlanWho)
STATES = (
    State(PlanState.PLANNED.value, PlanState.PLANNED.label, "info"),
    State(PlanState.GOING.value, PlanState.GOING.label, "warning"),
    State(PlanState.DONE.value, PlanState.DONE.label, "success"),
    State(PlanState.HELD.value, PlanState.HELD.label, "neutral"),
    State(PlanState.CANCELLED.value, PlanState.CANCELLED.label, "neutral"),
)
_SIGN = ">"


def split_goal(text: str) -> tuple[str, str]:
    """(goal, action) of `목표 > 할 일`; without the sign everything is the action."""
    goal, sign, action = text.partition(_SIGN)
    return (goal.strip(), action.strip()) if sign else ("", text.strip())


def with_goal(goal: str, action: str) -> str:
    """As it is typed: `목표 > 할 일`."""
    return f"{goal} {_SIGN} {action}" if goal else action


class PlanTable(QWidget):
    """Rows appear as they are needed; a row whose words are taken out is no row."""

    rows_changed = Signal()

    def __init__(self, form: Form, today: Callable[[], date]) -> None:
        super().__init__()
        self._form, self._today = form, today
        self._rows: list[tuple[Field, Field, Field, Field]] = []
        self._shown = 0
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.px(6), 0, theme.px(6), theme.px(2))
        grid.setHorizontalSpacing(theme.px(6))
        grid.setVerticalSpacing(theme.px(4))
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(2, theme.px(98))
        for place, words in enumerate(("목표 > 할 일", "담당", "기한", "상태")):
            head = PlainLabel(words, face=Face.LABEL, ink="second")
            head.setContentsMargins(theme.px(6 if place in (0, 2) else 10), 0, 0, 0)
            head.setFixedHeight(theme.px(32))
            grid.addWidget(head, 0, place)
        for row in range(ROWS):
            fields = (
                self._field(row, "action", "할 일", KoreanLineEdit("무엇을 할지", size="line")),
                self._field(row, "who", "담당", Cycle(WHO, flat=True)),
                self._field(row, "due", "기한", KoreanLineEdit("예: 12. 1.", size="line")),
                self._field(row, "state", "상태", Cycle(STATES)),
            )
            for place, field in enumerate(fields):
                grid.addWidget(field, row + 1, place)
            self._rows.append(fields)
        self.show_rows(1)

    def _field(self, row: int, name: str, label: str, control: QWidget) -> Field:
        field = Field(f"{row + 1}번째 {label}", control, room=False, bare=True, across=True)
        if name == "due":
            field.setFixedWidth(theme.px(98))
        if isinstance(control, KoreanLineEdit):
            # Too long for the row, the words are read from their beginning.
            control.left.connect(lambda: control.setCursorPosition(0))
        on_leave = self.read_due if name == "due" else None
        return self._form.add(f"plan{row}.{name}", field, on_leave=on_leave)

    def read_due(self, text: str) -> str:
        """A due day as it is shown; raises the sentence for under the field."""
        return show_short_day(read_day(text, self._today()))

    def show_rows(self, count: int) -> None:
        """Show as many rows, at least one."""
        self._shown = max(1, min(count, ROWS))
        for row, fields in enumerate(self._rows):
            for field in fields:
                field.setVisible(row < self._shown)
        self.rows_changed.emit()
        self.update()

    def add_row(self) -> None:
        """Go to the first empty row; there is a new one if all are filled."""
        free = next(
            (row for row in range(self._shown) if not self._words(row)), min(self._shown, ROWS - 1)
        )
        if free >= self._shown:
            self.show_rows(free + 1)
        self._rows[free][0].control.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def remove_row(self) -> None:
        """Take out the row with the focus."""
        here = next(
            (
                row
                for row, fields in enumerate(self._rows)
                if any(field.control.hasFocus() for field in fields)
            ),
            None,
        )
        if here is None:
            return
        for row in range(here, ROWS):
            below = self._rows[row + 1] if row + 1 < ROWS else None
            for place, field in enumerate(self._rows[row]):
                field.set_value(below[place].value() if below else None)
        self.show_rows(self._shown - 1)
        self._rows[min(here, self._shown - 1)][0].control.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_over(self, items: Sequence[PlanItem]) -> None:
        """Add what an earlier talk left to be done."""
        used = [row for row in range(self._shown) if self._words(row)]
        start = used[-1] + 1 if used else 0
        self.show_rows(max(self._shown, start + len(items)))
        for row, item in enumerate(items[: ROWS - start], start):
            for name, value in _values_of(item).items():
                self._form.field(f"plan{row}.{name}").set_value(value)

    def items(self) -> tuple[PlanItem, ...]:
        """The rows with words in them. Raises Unreadable for a day that is none."""
        found = []
        for row in self._used():
            goal, action = split_goal(str(self._rows[row][0].value()))
            due = str(self._rows[row][2].value()).strip()
            found.append(
                PlanItem(
                    action=action,
                    goal=goal,
                    who=PlanWho(self._rows[row][1].value()),
                    due_on=read_day(due, self._today()) if due else None,
                    state=PlanState(self._rows[row][3].value()),
                )
            )
        return tuple(found)

    def values(self, items: Sequence[PlanItem]) -> dict[str, str]:
        """Values of the form that show these items; the rows are shown, too."""
        self.show_rows(len(items))
        shown: dict[str, str] = {}
        for row in range(ROWS):
            item = items[row] if row < len(items) else PlanItem("")
            for name, value in _values_of(item).items():
                shown[f"plan{row}.{name}"] = value
        return shown

    def fit_rows(self) -> None:
        """Show every row that has words, after values were put in."""
        used = self._used()
        self.show_rows(used[-1] + 1 if used else 1)
        for fields in self._rows:
            control = fields[0].control
            if isinstance(control, KoreanLineEdit) and not control.hasFocus():
                control.setCursorPosition(0)

    def field_of(self, place: int) -> str:
        """The form's name of the action in the given filled row, for a refusal."""
        used = self._used()
        return f"plan{used[place] if place < len(used) else 0}.action"

    def check_days(self) -> dict[str, str]:
        """Days that cannot be read, by the form's names."""
        wrong = {}
        for row in range(ROWS):
            due = str(self._rows[row][2].value()).strip()
            if due:
                try:
                    read_day(due, self._today())
                except Unreadable as error:
                    wrong[f"plan{row}.due"] = str(error)
        return wrong

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        head = QRectF(0, 0, self.width(), theme.px(32))
        painter.fillRect(head, theme.ink("panel"))
        paint.rule(painter, 0, theme.px(32), self.width(), "rule")

    def _used(self) -> list[int]:
        return [row for row in range(ROWS) if self._words(row)]

    def _words(self, row: int) -> str:
        return str(self._rows[row][0].value()).strip()


def _values_of(item: PlanItem) -> dict[str, str]:
    return {
        "action": with_goal(item.goal, item.action),
        "who": item.who.value,
        "due": show_short_day(item.due_on) if item.due_on else "",
        "state": item.state.value,
    }
