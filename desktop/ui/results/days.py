"""How many working days each step took, beside the funnel."""

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.domain.partner_results import NOBODY, ResultLine, Step, shown
from desktop.ui.kit import Face, PlainLabel, theme


class DaysTaken(QWidget):
    """A line a step: its name, the median, of how many referrals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(theme.px(6))
        grid.setHorizontalSpacing(theme.px(14))
        self.values: dict[Step, tuple[PlainLabel, PlainLabel]] = {}
        for at, step in enumerate(Step):
            name = PlainLabel(step.label, face=Face.LABEL, ink="label")
            median = PlainLabel("", face=Face.STRONG)
            remark = PlainLabel("", face=Face.NOTE, ink="second")
            for place, label in enumerate((name, median, remark)):
                grid.addWidget(label, at, place)
            self.values[step] = (median, remark)
        grid.setColumnStretch(3, 1)
        grid.setRowStretch(len(Step), 1)

    def show_line(self, line: ResultLine) -> None:
        """The days of one row, or of everything."""
        for step, (median, remark) in self.values.items():
            delay = line.delay(step)
            median.setText(shown(delay.median, "일"))
            remark.setText(
                f"평균 {shown(delay.mean, '일')} · {delay.of:,}건" if delay.of else NOBODY
            )
