"""On closing: the day's copy is made, with its progress, and can be left out once."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button, Role
from desktop.ui.kit.flow import Flow
from desktop.ui.kit.states import ProgressRow, Sign
from desktop.ui.kit.surfaces import Surface, row
from desktop.ui.kit.text import Paragraph, PlainLabel
from desktop.ui.kit.theme import Face

_WORDS = "오늘 저장한 것을 백업한 뒤 창이 저절로 닫힙니다. 컴퓨터를 끄지 말고 기다려 주십시오."
_LAST_SKIPPED = "지난번에 건너뛰어 이번에는 꼭 백업합니다. 잠시만 기다려 주십시오."


class ClosingPage(Surface):
    """How far the copy is; when it fails, whether to try again or to close without it."""

    skipped = Signal()
    again = Signal()
    closed = Signal()

    def __init__(self, *, skippable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent, ground="panel")
        card = Surface(ground="card", edge="line", radius=12, gap=14, margins=(35, 31, 35, 30))
        card.setFixedWidth(theme.px(566))
        head = row(gap=10)
        self._sign = Sign("backup", 24, "link")
        self._title = PlainLabel("백업하고 닫습니다", face=Face.SECTION)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title)
        head.addStretch(1)
        card.body.addLayout(head)
        self.words = Paragraph(_WORDS if skippable else _LAST_SKIPPED)
        card.body.addWidget(self.words)
        self.progress = ProgressRow("백업을 시작합니다…")
        self.progress.stop.set_words("이번만 건너뛰고 닫기")
        self.progress.stop.setVisible(skippable)
        card.body.addWidget(self.progress)
        buttons = Flow(gap=10, right=True)
        self.close_button = Button("백업 없이 닫기", Role.SECONDARY)
        self.retry = Button("다시 백업하기", Role.PRIMARY, icon="refresh")
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.retry)
        card.body.addLayout(buttons)
        for button in (self.close_button, self.retry):
            button.hide()
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(card)
        across.addStretch(1)
        self.body.addStretch(1)
        self.body.addLayout(across)
        self.body.addStretch(1)
        self.progress.stopped.connect(self._skip)
        self.retry.clicked.connect(self._try_again)
        self.close_button.clicked.connect(self.closed)

    def show_progress(self, sentence: str, share: float) -> None:
        """How far it is."""
        if not self.progress.isHidden():
            self.progress.show_progress(sentence, share)

    def refuse(self, sentence: str) -> None:
        """No copy was made."""
        self._ask("백업하지 못했습니다", sentence)
        self.retry.show()
        self.retry.setFocus()

    def tell(self, sentence: str) -> None:
        """The copy counts, but not everything went as wished: read before the window goes."""
        self._ask("백업했습니다", sentence)
        self.close_button.set_words("닫기")
        self.close_button.setFocus()

    def _ask(self, title: str, sentence: str) -> None:
        self._sign.show_sign("alert-triangle", "warning")
        self._title.setText(title)
        self.words.set_text(sentence)
        self.progress.hide()
        self.close_button.show()

    def _skip(self) -> None:
        self.progress.stop.setEnabled(False)
        self.progress.show_progress("하던 데까지만 하고 닫습니다…", self.progress.share)
        self.skipped.emit()

    def _try_again(self) -> None:
        self._sign.show_sign("backup", "link")
        self._title.setText("백업하고 닫습니다")
        self.words.set_text(_WORDS)
        self.progress.show()
        for button in (self.close_button, self.retry):
            button.hide()
        self.again.emit()
