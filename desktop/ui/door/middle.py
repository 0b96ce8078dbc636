"""Where the card of a door stands: in the middle, and what is too long for the window scrolls."""

from PySide6.QtWidgets import QHBoxLayout

from desktop.ui.kit.surfaces import Surface, WorkingArea


def put_in_the_middle(page: Surface, card: Surface) -> None:
    """At the card's full width where there is room for it, else at what there is."""
    across = QHBoxLayout()
    across.addStretch(1)
    across.addWidget(card, 100)
    across.addStretch(1)
    area = WorkingArea(gap=0, margins=(24, 16), ground="panel")
    area.follow_focus()
    page.body.addWidget(area)
    area.body.addStretch(1)
    area.body.addLayout(across)
    area.body.addStretch(1)
