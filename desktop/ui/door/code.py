"""The recovery code on the screen, its way to paper, and the proof that it is on paper.

Used by the first run and by the settings. The code is painted, so that no text can be
copied from it; the paper goes from memory to the printer and never into a file.
"""

from random import SystemRandom

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.kit import paint, theme
from desktop.ui.kit.buttons import Button, Role
from desktop.ui.kit.fields import Field
from desktop.ui.kit.form import Form
from desktop.ui.kit.states import Banner
from desktop.ui.kit.surfaces import column, row
from desktop.ui.kit.text import Paragraph, SectionTitle
from desktop.ui.kit.theme import Face
from desktop.ui.kit.typed_line import KoreanLineEdit

BY_HAND = "인쇄할 수 없으면 손으로 옮겨 적어도 됩니다. 사진·복사·팩스·파일로는 남기지 않습니다."


class CodePage(QWidget):
    """Eight groups, the printer, and two groups typed back from the paper."""

    print_wanted = Signal()
    """Print at once on the usual printer."""
    choice_wanted = Signal()
    """Print after choosing a printer."""

    def __init__(self) -> None:
        super().__init__()
        self.form = Form(self)
        self._groups: tuple[str, ...] = ()
        self._numbers = (0, 1)
        self._grid = _CodeGrid()
        self.print_button = Button("종이에 인쇄", Role.SECONDARY, icon="printer", keys="Ctrl+P")
        self.choose_button = Button("프린터를 골라 인쇄", Role.QUIET, keys="Ctrl+Shift+P")
        self.told = Banner(BY_HAND, "info")
        box = column(self, gap=12)
        box.addWidget(self._grid)
        acts = row(gap=10)
        acts.addWidget(self.print_button)
        acts.addWidget(self.choose_button)
        acts.addStretch(1)
        box.addLayout(acts)
        box.addWidget(self.told)
        box.addWidget(SectionTitle("종이를 보고 두 묶음을 적어 주십시오"))
        pair = row(gap=12)
        for name in ("first", "second"):
            field = Field("묶음", KoreanLineEdit("여섯 자리"), required=True)
            field.setFixedWidth(theme.px(220))
            self.form.add(name, field)
            pair.addWidget(field)
        pair.addStretch(1)
        box.addLayout(pair)
        box.addWidget(
            Paragraph(
                "종이는 봉투에 넣어 봉하고, 컴퓨터와 다른 곳의 잠기는 서랍에 둡니다.",
                face=Face.NOTE,
                ink="second",
            )
        )
        box.addStretch(1)
        self.print_button.clicked.connect(self.print_wanted)
        self.choose_button.clicked.connect(self.choice_wanted)

    def show_code(self, groups: tuple[str, ...]) -> None:
        """Show all groups and choose the two to be typed back."""
        self.form.clear()
        self._groups = groups
        first, second = sorted(SystemRandom().sample(range(len(groups)), 2))
        self._numbers = (first, second)
        self._grid.show_code(groups)
        self.told.say(BY_HAND, "info")
        for name, number in zip(("first", "second"), self._numbers, strict=True):
            self.form.field(name).set_label(f"{number + 1}번 묶음")

    def forget(self) -> None:
        """The code is on paper, or was given up: nothing of it stays."""
        self._groups = ()
        self._grid.show_code(())
        self.form.clear()

    @property
    def groups(self) -> tuple[str, ...]:
        """The code while it is shown."""
        return self._groups

    @property
    def wanted(self) -> tuple[int, int]:
        """Places (from 0) of the two groups asked for."""
        return self._numbers

    def begin(self) -> None:
        """Cursor where the first group is typed back."""
        self.form.field("first").control.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentence: str, tone: str) -> None:
        """What became of the print."""
        self.told.say(sentence, tone)

    def is_confirmed(self) -> bool:
        """Whether both groups were typed as they stand on the paper."""
        wrong = {}
        for name, number in zip(("first", "second"), self._numbers, strict=True):
            typed = "".join(filter(str.isdigit, str(self.form.value(name))))
            if typed != self._groups[number]:
                wrong[name] = f"{number + 1}번 묶음의 숫자와 다릅니다. 종이를 다시 보아 주십시오."
        self.form.show_errors(wrong)
        return not wrong


class _CodeGrid(QWidget):
    """Eight groups in four by two, or two by four where type is large."""

    def __init__(self) -> None:
        super().__init__()
        self._groups: tuple[str, ...] = ()
        self.setAccessibleName("복구 코드")
        self._fit()

    def show_code(self, groups: tuple[str, ...]) -> None:
        self._groups = groups
        self.update()

    def resizeEvent(self, _event: object) -> None:
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(560), self.height())

    def _across(self) -> int:
        return 4 if self.width() >= theme.px(4 * 172) else 2

    def _fit(self) -> None:
        self.setFixedHeight(theme.px(16 + 54 * (8 // self._across())))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        paint.surface(painter, box, theme.px(8), theme.ink("panel"), theme.ink("line"))
        across = self._across()
        wide = self.width() / across
        for place, group in enumerate(self._groups):
            left = wide * (place % across) + theme.px(20)
            top = theme.px(10) + theme.px(54) * (place // across)
            number = QRectF(left, top, theme.px(24), theme.px(50))
            digits = QRectF(left + theme.px(28), top, wide - theme.px(48), theme.px(50))
            paint.text(painter, number, f"{place + 1}", Face.LABEL, theme.ink("second"))
            paint.text(painter, digits, f"{group[:3]} {group[3:]}", Face.NUMBER, theme.ink("text"))
