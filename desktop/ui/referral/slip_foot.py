"""The line under the slip's form: what is still to be looked at, and the acts."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.ui.kit import Button, Chip, Flow, Halves, Role, Tone, column, give_tip


class SlipFoot(QWidget):
    """Warnings at the left, drafts and issuing at the right."""

    def __init__(self) -> None:
        super().__init__()
        told, acts = Flow(gap=10), Flow(gap=10, right=True)
        self._todo = Chip("", Tone.WARNING, icon="alert-triangle")
        self._fits = Chip("글자 빠짐 없음", Tone.SUCCESS, icon="check-circle")
        self.look = Button("종이 보기", Role.QUIET, icon="eye")
        self.look.hide()
        for widget in (self._todo, self._fits, self.look):
            told.addWidget(widget)
        self.sheet = Button("기관 안내문", Role.QUIET, icon="printer", keys="Alt+A")
        self.keep = Button("초안으로 두기", keys="Ctrl+S")
        self.issue = Button("발급하고 인쇄", Role.PRIMARY, icon="printer", keys="Ctrl+P")
        for button in (self.sheet, self.keep, self.issue):
            acts.addWidget(button)
        column(self, margins=(24, 10, 20, 10)).addWidget(Halves(told, acts, gap=10))

    def show_seen(self, todo: int, problems: Sequence[str], *, narrow: bool) -> None:
        """How much is to be looked at, and whether everything fits the paper."""
        self._todo.show_state(f"확인 필요 {todo}", Tone.WARNING, "alert-triangle")
        self._todo.setVisible(bool(todo))
        if problems:
            self._fits.show_state("종이에 안 맞는 글", Tone.DANGER, "alert-circle")
            give_tip(self._fits, problems[0])
        else:
            self._fits.show_state("글자 빠짐 없음", Tone.SUCCESS, "check-circle")
            give_tip(self._fits, "")
        # Large type on a small desk has no room for good news.
        self._fits.setVisible(bool(problems) or not narrow)
