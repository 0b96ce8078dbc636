"""The thirteen topics of the talk: a state and one line each, all in sight."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.domain.note import Topic, TopicState
from desktop.ui.counselling.cycle import Cycle, State
from desktop.ui.kit import Face, Field, Form, KoreanLineEdit, PlainLabel, theme

STATES = (
    State(TopicState.UNASKED.value, TopicState.UNASKED.label, "", "minus"),
    State(TopicState.NEED.value, TopicState.NEED.label, "warning", "alert-triangle"),
    State(TopicState.STRENGTH.value, TopicState.STRENGTH.label, "success", "check-circle"),
    State(TopicState.SOLVED.value, TopicState.SOLVED.label, "info", "check"),
)
"""In the order of the paper's digits: 0 미확인 · 1 필요 · 2 강점 · 3 해결."""
NOT_ASKED = "아직 여쭤보지 않음"


class TopicTable(QWidget):
    """One row per topic. Space turns the state, Tab or Enter goes to its line."""

    asked_changed = Signal(int)
    """How many topics are no longer unexplored."""

    def __init__(self, topics: Sequence[tuple[str, str]], form: Form) -> None:
        """`topics` are (code, label) in the order of the paper; `form` takes the rows."""
        super().__init__()
        self._rows: list[tuple[str, PlainLabel, Cycle, KoreanLineEdit]] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(5))
        grid.setColumnMinimumWidth(0, theme.px(92))
        grid.setColumnMinimumWidth(1, theme.px(86))
        grid.setColumnStretch(2, 1)
        for place, (code, label) in enumerate(topics):
            name = PlainLabel(label, face=Face.BODY, ink="second")
            state = Cycle(STATES, name=label)
            line = KoreanLineEdit(NOT_ASKED, size="line")
            line.setMaxLength(200)
            grid.addWidget(name, place, 0)
            grid.addWidget(
                form.add(f"state.{code}", Field(label, state, room=False, bare=True, across=True)),
                place,
                1,
            )
            grid.addWidget(
                form.add(f"topics.{code}", Field(f"{label} 내용", line, room=False, bare=True)),
                place,
                2,
            )
            state.value_changed.connect(self._show_states)
            self._rows.append((code, name, state, line))

    def topics(self) -> tuple[Topic, ...]:
        """What is known, topic by topic; untouched ones are left out."""
        return tuple(
            Topic(code, TopicState(state.value()), line.value())
            for code, _, state, line in self._rows
            if state.value() != TopicState.UNASKED.value or line.value().strip()
        )

    def values(self, topics: Sequence[Topic]) -> dict[str, str]:
        """Values of the form that show these topics."""
        known = {topic.code: topic for topic in topics}
        shown: dict[str, str] = {}
        for code, *_ in self._rows:
            topic = known.get(code, Topic(code, TopicState.UNASKED))
            shown[f"state.{code}"] = topic.state.value
            shown[f"topics.{code}"] = topic.line
        return shown

    def count(self) -> int:
        """How many topics there are."""
        return len(self._rows)

    def _show_states(self) -> None:
        asked = 0
        for _, name, state, line in self._rows:
            known = state.value() != TopicState.UNASKED.value
            asked += known
            name.set_face(Face.STRONG if known else Face.BODY)
            name.set_ink("text" if known else "second")
            line.setPlaceholderText("" if known else NOT_ASKED)
        self.asked_changed.emit(asked)
