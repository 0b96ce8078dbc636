"""One partner as cards: the body itself, its services, whom to call, how it was before."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.calendar import show_date
from desktop.domain.partner import Contact, Organisation, PartnerPage, PartnerService
from desktop.ui.kit import (
    Banner,
    Button,
    Card,
    Chip,
    EmptyState,
    Face,
    Line,
    Paragraph,
    PlainLabel,
    Role,
    Tone,
    column,
    row,
    theme,
)

FRESH_DAYS = 180
"""After so many days a partner's facts should be compared again."""


class PartnerCards(QWidget):
    """Everything known about a partner; each card has the button that changes it."""

    organisation_wanted = Signal(object)
    """Organisation to be changed."""
    service_wanted = Signal(object)
    """PartnerService to be changed; None for a new one."""
    contact_wanted = Signal(object)
    """Contact to be changed; None for a new one."""
    checked = Signal(object)
    """Organisation whose facts were compared today."""
    sheet_wanted = Signal(object)
    """PartnerService whose sheet for visitors is to be printed."""

    def __init__(self, page: PartnerPage, today: date) -> None:
        super().__init__()
        self.of_directory: list[Button] = []
        """What changes the directory."""
        self.of_paper: list[Button] = []
        """What prints."""
        body = column(self, gap=12)
        missing = [one for one in page.services if one.missing and not one.internal]
        if missing:
            names = ", ".join(f"{one.name}({', '.join(one.missing)})" for one in missing)
            body.addWidget(Banner(f"동의를 받으려면 채워야 합니다: {names}", "warning"))
        body.addWidget(self._organisation_card(page, today))
        body.addLayout(_head(PlainLabel("서비스", face=Face.SECTION), self._add_service()))
        if not page.services:
            body.addWidget(
                EmptyState(
                    "아직 서비스가 없습니다.", "서비스를 더해야 의뢰할 수 있습니다.", framed=True
                )
            )
        for service in page.services:
            body.addWidget(self._service_card(service))
        body.addWidget(self._contacts_card(page))
        if page.earlier:
            body.addWidget(_earlier_card(page.earlier))
        body.addStretch(1)

    def _add_service(self) -> Button:
        add = Button("서비스 더하기", Role.LINK, icon="plus", high=32)
        add.clicked.connect(lambda: self.service_wanted.emit(None))
        self.of_directory.append(add)
        return add

    def _organisation_card(self, page: PartnerPage, today: date) -> Card:
        organisation = page.organisation
        card = Card(gap=6, margins=(18, 14))
        head = row(gap=8)
        name = organisation.name.replace("|", " ")
        head.addWidget(Paragraph(name, face=Face.SECTION, middle=True), 1)
        if page.open_referrals:
            head.addWidget(Chip(f"열린 의뢰 {page.open_referrals}", Tone.INFO, icon="referral"))
        if organisation.internal:
            head.addWidget(Chip("내부", Tone.INFO))
        head.addWidget(_fresh_chip(organisation, today))
        card.body.addLayout(head)
        for label, text in (
            ("주소", organisation.address),
            ("전화", organisation.phone),
            ("팩스", organisation.fax),
            ("접수 시간", organisation.hours),
            ("오시는 길", organisation.directions),
            ("다른 이름", ", ".join(organisation.aliases)),
            ("출처", organisation.source),
        ):
            card.body.addLayout(_fact(label, text))
        edit = Button("고치기", icon="pencil", high=32)
        edit.clicked.connect(lambda: self.organisation_wanted.emit(organisation))
        checked = Button("오늘 확인함", icon="check", high=32)
        checked.clicked.connect(lambda: self.checked.emit(organisation))
        self.of_directory += [edit, checked]
        card.body.addLayout(_acts(edit, checked))
        return card

    def _service_card(self, service: PartnerService) -> Card:
        card = Card(gap=4, margins=(18, 12))
        head = row(gap=8)
        head.addWidget(Paragraph(service.name, face=Face.STRONG, middle=True), 1)
        if service.internal:
            head.addWidget(Chip("내부 · 동의 없이 연계", Tone.INFO))
        elif service.missing:
            words = f"{', '.join(service.missing)} 없음"
            head.addWidget(Chip(words, Tone.WARNING, icon="alert-triangle"))
        else:
            head.addWidget(Chip("동의 받을 수 있음", Tone.SUCCESS, icon="check-circle"))
        card.body.addLayout(head)
        items = ", ".join(item.label for item in service.items)
        for label, text in (
            ("이용 목적", service.purpose),
            ("제공 항목", items),
            ("보유 기간", service.retention),
            ("요건", ", ".join(service.criteria)),
            ("기한", f"회신 {service.reply_days}근무일 · 유효 {service.slip_days}일"),
        ):
            card.body.addLayout(_fact(label, text))
        edit = Button("고치기", icon="pencil", high=32)
        edit.clicked.connect(lambda: self.service_wanted.emit(service))
        sheet = Button("안내문 인쇄", Role.QUIET, icon="printer", high=32)
        sheet.clicked.connect(lambda: self.sheet_wanted.emit(service))
        self.of_directory.append(edit)
        self.of_paper.append(sheet)
        card.body.addLayout(_acts(edit, sheet))
        return card

    def _contacts_card(self, page: PartnerPage) -> Card:
        card = Card(gap=6, margins=(18, 12))
        add = Button("담당자 더하기", Role.LINK, icon="plus", high=32)
        add.clicked.connect(lambda: self.contact_wanted.emit(None))
        self.of_directory.append(add)
        card.body.addLayout(_head(PlainLabel("담당자", face=Face.SECTION), add))
        names = {one.id: one.name for one in page.services}
        for contact in page.contacts:
            card.body.addWidget(Line())
            card.body.addLayout(self._contact_line(contact, names))
        if not page.contacts:
            card.body.addWidget(PlainLabel("적힌 담당자가 없습니다.", ink="second"))
        return card

    def _contact_line(self, contact: Contact, names: Mapping[int, str]) -> QHBoxLayout:
        line = row(gap=12)
        who = " ".join(part for part in (contact.team, contact.name) if part)
        line.addWidget(PlainLabel(who, face=Face.STRONG, elide=True), 2)
        what = names.get(contact.service_id or 0, "기관 전체")
        line.addWidget(PlainLabel(what, ink="second", elide=True), 2)
        line.addWidget(PlainLabel(contact.phone or "전화 없음", ink="second"), 1)
        edit = Button("고치기", Role.LINK, high=32)
        edit.clicked.connect(lambda: self.contact_wanted.emit(contact))
        self.of_directory.append(edit)
        line.addWidget(edit)
        return line


def _earlier_card(earlier: tuple[Organisation, ...]) -> Card:
    card = Card(gap=4, margins=(18, 12))
    card.body.addWidget(PlainLabel("예전 내용", face=Face.SECTION))
    for one in earlier:
        until = f"{show_date(one.valid_to)}까지" if one.valid_to else ""
        words = f"{show_date(one.valid_from)}부터 {until}: {one.name} · {one.address}"
        card.body.addWidget(Paragraph(words, face=Face.NOTE, ink="second"))
    return card


def _fresh_chip(organisation: Organisation, today: date) -> Chip:
    checked = organisation.checked_on
    if checked is None:
        return Chip("확인한 적 없음", Tone.WARNING, icon="alert-triangle")
    old = (today - checked).days > FRESH_DAYS
    words = f"{show_date(checked)} 확인"
    if old:
        return Chip(words, Tone.WARNING, icon="clock")
    return Chip(words, Tone.SUCCESS, icon="check-circle")


def _head(title: PlainLabel, act: Button) -> QHBoxLayout:
    line = row(gap=8)
    line.addWidget(title)
    line.addStretch(1)
    line.addWidget(act)
    return line


def _acts(*buttons: Button) -> QHBoxLayout:
    line = row(gap=10)
    for button in buttons:
        line.addWidget(button)
    line.addStretch(1)
    return line


def _fact(label: str, text: str) -> QHBoxLayout:
    line = row(gap=10)
    name = PlainLabel(label, face=Face.LABEL, ink="second")
    name.setFixedWidth(theme.px(76))
    line.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Paragraph(text or "—"), 1)
    return line
