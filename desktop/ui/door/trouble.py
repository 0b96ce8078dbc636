"""The store cannot be opened: what it is, and the ways on: try again, or a backup."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button, Role
from desktop.ui.kit.flow import Flow
from desktop.ui.kit.states import Sign
from desktop.ui.kit.surfaces import Surface, row
from desktop.ui.kit.text import Paragraph, PlainLabel
from desktop.ui.kit.theme import Face


class TroublePage(Surface):
    """One sentence of the store's trouble; try again, restore a backup or close."""

    again = Signal()
    restore_wanted = Signal()
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
        buttons = Flow(gap=10, right=True)
        self.restore = Button("백업에서 되살리기", Role.SECONDARY, icon="backup")
        self.close_button = Button("닫기", Role.SECONDARY)
        self.retry = Button("다시 열어 보기", Role.PRIMARY, icon="refresh")
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.restore)
        buttons.addWidget(self.retry)
        card.body.addLayout(buttons)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(card)
        across.addStretch(1)
        self.body.addStretch(1)
        self.body.addLayout(across)
        self.body.addStretch(1)
        self.restore.clicked.connect(self.restore_wanted)
        self.retry.clicked.connect(self.again)
        self.close_button.clicked.connect(self.closed)
        self.retry.setFocus()
