"""What may be handed over: the items of the service, ticked where the visitor agreed."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.domain.calendar import show_date
from desktop.domain.consent import Basis, Item
from desktop.domain.masking import mask_birth, mask_name
from desktop.services.slips import SlipGround
from desktop.ui.kit import Chip, Face, Line, Panel, PlainLabel, Sign, Tone, column, empty_out, row

TYPED = (Item.SERVICES, Item.REASON, Item.CRITERIA, Item.SUMMARY, Item.APPOINTMENT, Item.WISHES)
"""Items whose value stands in the form beside the list."""


class AgreedItems(Panel):
    """Item by item; the value of an item without consent is not even shown here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=4, margins=(14, 12))
        self._shown_ground: SlipGround | None = None
        self._masked = False
        self.body.addWidget(PlainLabel("제공에 동의한 항목", face=Face.STRONG))
        self._when = PlainLabel("", face=Face.NOTE, ink="second", elide=True)
        self.body.addWidget(self._when)
        self.body.addWidget(Line(token="rule"))
        self._lines = column(gap=2)
        self.body.addLayout(self._lines)
        self.body.addStretch(1)

    def show_ground(self, ground: SlipGround) -> None:
        """Show another person's or partner's items."""
        self._shown_ground = ground
        consent = ground.consent
        if consent:
            said = f"{show_date(consent.given_at.date())} {consent.method.label} · {consent.number}"
            if consent.stale_wording:
                said = f"재동의 필요({', '.join(consent.changed)}) · {said}"
        elif ground.service.internal:
            said = "내부 부서라 동의 없이 전합니다. 제공 기록은 남습니다."
        elif ground.grounds:
            said = " · ".join(f"{one.basis.label} {one.article}" for one in ground.grounds)
        else:
            said = "아직 동의하지 않으셨습니다."
        self._when.setText(said)
        self._show()

    def set_masked(self, masked: bool) -> None:
        """F12: hide the values, or show them."""
        self._masked = masked
        self._show()

    def _show(self) -> None:
        empty_out(self._lines)
        ground = self._shown_ground
        if ground is None:
            return
        for item in Item:
            if item in ground.service.items:
                self._lines.addWidget(self._line(item, ground.bases.get(item), ground.values))

    def _line(self, item: Item, basis: Basis | None, values: Mapping[Item, str]) -> QWidget:
        widget = QWidget()
        line = row(widget, gap=8)
        on = basis is not None
        line.addWidget(Sign("check-circle" if on else "minus", 17, "success" if on else "second"))
        line.addWidget(PlainLabel(item.label))
        if basis in (Basis.LAW, Basis.URGENT):
            line.addWidget(Chip(basis.label, Tone.INFO))
        if basis is None:
            line.addStretch(1)
            line.addWidget(Chip("인쇄 제외", Tone.NEUTRAL, icon="minus"))
        else:
            words = "" if item in TYPED else self._shown(item, values)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            line.addWidget(PlainLabel(words, ink="second", elide=True, align=right), 1)
        spoken = self._shown(item, values) if on and item not in TYPED else ""
        widget.setAccessibleName(
            f"{item.label} {basis.label if basis else '동의 없음, 인쇄 제외'} {spoken}"
        )
        return widget

    def _shown(self, item: Item, values: Mapping[Item, str]) -> str:
        value = values.get(item, "")
        if not value:
            return "모름"
        if not self._masked:
            return value
        if item is Item.NAME:
            return mask_name(value)
        if item is Item.BIRTH and value[:4].isdecimal():
            return mask_birth(int(value[:4]))
        return "가림"
