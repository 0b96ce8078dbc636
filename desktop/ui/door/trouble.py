"""The store cannot be opened: what it is, and what to do. Nothing else is offered."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button, Role
from desktop.ui.kit.states import Sign
from desktop.ui.kit.surfaces import Surface, row
from desktop.ui.kit.text import Paragraph, PlainLabel
from desktop.ui.kit.theme import Face


class TroublePage(Surface):
    """One sentence of the store's trouble; try again or close."""

    again = Signal()
    closed = Signal()

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, ground="panel")
        card = Surface(ground="card", edge="line", radius=12, gap=12, margins=(35, 31, 35, 30))
        card.setFixedWidth(theme.px(566))
        head = row(gap=10)
        head.addWidget(Sign("alert-triangle", 24, "danger"), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(PlainLabel("자료를 열지 못했습니다", face=Face.SECTION))
        head.addStretch(1)
        card.body.addLayout(head)
        self.sentence = Paragraph(sentence)
        card.body.addWidget(self.sentence)
        buttons = row(gap=10)
        buttons.addStretch(1)
        self.close_button = Button("닫기", Role.SECONDARY)
        self.retry = Button("다시 열어 보기", Role.PRIMARY, icon="refresh")
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.retry)
        card.body.addLayout(buttons)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(card)
        across.addStretch(1)
        self.body.addStretch(1)
        self.body.addLayout(across)
        self.body.addStretch(1)
        self.retry.clicked.connect(self.again)
        self.close_button.clicked.connect(self.closed)
        self.retry.setFocus()
