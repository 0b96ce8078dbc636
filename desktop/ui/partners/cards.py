"""One partner as cards: the body itself, its services, whom to call, how it was before."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.calendar import show_date
from desktop.domain.codes import CodeBook
from desktop.domain.korean import with_particle
from desktop.domain.partner import Contact, Double, Organisation, PartnerPage, PartnerService
from desktop.services.rules import rules
from desktop.ui.kit import (
    Banner,
    Button,
    Card,
    Chip,
    EmptyState,
    Face,
    Flow,
    Line,
    Paragraph,
    PlainLabel,
    Role,
    ShareBar,
    Tone,
    column,
    row,
    theme,
)

CHECK_KEY, OTHER_WAY_KEY = "F7", "Shift+F7"


class PartnerCards(QWidget):
    """Everything known about a partner; each card has the button that changes it."""

    organisation_wanted = Signal(object)
    """Organisation to be changed."""
    service_wanted = Signal(object)
    """PartnerService to be changed; None for a new one."""
    contact_wanted = Signal(object)
    """Contact to be changed; None for a new one."""
    checked = Signal(object)
    """Organisation whose facts were compared by phone just now."""
    checked_otherwise = Signal(object)
    """Organisation whose facts were compared in a way still to be told."""
    capacity_wanted = Signal(object)
    """PartnerService whose room was told just now."""
    partner_wanted = Signal(object)
    """Another partner to be looked at, by its id."""
    sheet_wanted = Signal(object)
    """PartnerService whose sheet for visitors is to be printed."""

    def __init__(self, page: PartnerPage, today: date, codes: CodeBook) -> None:
        super().__init__()
        self._today, self._codes = today, codes
        self.of_directory: list[Button] = []
        """What changes the directory."""
        self.of_paper: list[Button] = []
        """What prints."""
        body = column(self, gap=12)
        missing = [one for one in page.services if one.missing and not one.internal]
        if missing:
            names = ", ".join(f"{one.name}({', '.join(one.missing)})" for one in missing)
            body.addWidget(Banner(f"동의를 받으려면 채워야 합니다: {names}", "warning"))
        for sentence in (page.organisation.alert, page.organisation.agreement_warning(today)):
            if sentence:
                body.addWidget(Banner(sentence, "warning"))
        for double in page.doubles:
            body.addWidget(self._double(double))
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

    def _double(self, double: Double) -> Banner:
        shared = ", ".join(double.shared)
        banner = Banner(
            f"{with_particle(f'‘{double.name}’', '과/와')} {with_particle(shared, '이/가')} "
            "같습니다. 같은 곳이면 한쪽을 마치고, 딸린 곳이면 상위기관을 적어 주십시오.",
            "warning",
            act="그 기관 보기",
        )
        banner.acted.connect(lambda: self.partner_wanted.emit(double.organisation_id))
        return banner

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
        card.body.addLayout(_completeness(page))
        for label, text in (
            ("상위기관", organisation.parent),
            ("주소", organisation.address),
            ("전화", organisation.phone),
            ("팩스", organisation.fax),
            ("접수 시간", organisation.hours),
            ("오시는 길", organisation.directions),
            ("길 한 줄", organisation.map_hint),
            ("다른 이름", ", ".join(organisation.aliases)),
            ("협약", _agreement(organisation)),
            ("재촉", _chasing(organisation, today)),
            ("출처", organisation.source),
            ("확인", self._compared(page)),
        ):
            if text or label not in _ONLY_TOLD:
                card.body.addLayout(_fact(label, text))
        edit = Button("고치기", icon="pencil", high=32)
        edit.clicked.connect(lambda: self.organisation_wanted.emit(organisation))
        checked = Button("확인했음, 전화로", icon="check", keys=CHECK_KEY, high=32)
        checked.clicked.connect(lambda: self.checked.emit(organisation))
        other = Button("다른 방법으로 확인", Role.QUIET, keys=OTHER_WAY_KEY, high=32)
        other.clicked.connect(lambda: self.checked_otherwise.emit(organisation))
        self.of_directory += [edit, checked, other]
        card.body.addLayout(_acts(checked, other, edit))
        return card

    def _compared(self, page: PartnerPage) -> str:
        """How often, and the last comparisons with who and how."""
        ways = self._codes.lists.get("check_ways")
        told = [
            f"{show_date(one.day)} {ways.label_of(one.how) if ways else one.how} ({one.by})"
            for one in page.checks[:2]
        ]
        return " · ".join([f"{page.organisation.check_months}개월마다", *told])

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
        if service.alert:
            card.body.addWidget(Banner(service.alert, "warning"))
        for label, text in (
            ("대상", ", ".join(group_labels(service.target_keys))),
            ("요건", ", ".join(one.whole_words for one in service.conditions)),
            ("시간", service.own_hours),
            ("신청", service.apply_way),
            ("비용", service.cost),
            ("가서 할 말", service.to_say),
            ("이용 목적", service.purpose),
            ("제공 항목", items),
            ("보유 기간", service.retention),
            ("찍는 요건", ", ".join(service.criteria)),
            ("기한", f"회신 {service.reply_days}근무일 · 유효 {service.slip_days}일"),
        ):
            if text or label not in _ONLY_TOLD:
                card.body.addLayout(_fact(label, text))
        told, believed = capacity_words(service, self._codes, self._today)
        card.body.addLayout(_fact("여석", told, ink="text" if believed else "hint"))
        edit = Button("고치기", icon="pencil", high=32)
        edit.clicked.connect(lambda: self.service_wanted.emit(service))
        sheet = Button("안내문 인쇄", Role.QUIET, icon="printer", high=32)
        sheet.clicked.connect(lambda: self.sheet_wanted.emit(service))
        room = Button("여석 듣고 적기", Role.QUIET, high=32)
        room.clicked.connect(lambda: self.capacity_wanted.emit(service))
        self.of_directory += [edit, room]
        self.of_paper.append(sheet)
        card.body.addLayout(_acts(edit, room, sheet))
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
        line.addWidget(PlainLabel(contact.who, face=Face.STRONG, elide=True), 2)
        what = names.get(contact.service_id or 0, "기관 전체")
        if contact.alternate:
            what = f"둘째 · {what}"
        if contact.valid_to is not None:
            what += f" · {show_date(contact.valid_to)}까지"
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
        name = one.name.replace("|", " ")
        told = " · ".join(part for part in (name, one.address, one.source) if part)
        words = f"{show_date(one.valid_from)}부터 {until}: {told}"
        card.body.addWidget(Paragraph(words, face=Face.NOTE, ink="second"))
    return card


def _fresh_chip(organisation: Organisation, today: date) -> Chip:
    checked = organisation.checked_on
    if checked is None:
        return Chip("확인한 적 없음", Tone.WARNING, icon="alert-triangle")
    words = f"{show_date(checked)} 확인"
    if organisation.overdue(today):
        return Chip(words, Tone.WARNING, icon="clock")
    return Chip(words, Tone.SUCCESS, icon="check-circle")


def _head(title: PlainLabel, act: Button) -> QHBoxLayout:
    line = row(gap=8)
    line.addWidget(title)
    line.addStretch(1)
    line.addWidget(act)
    return line


def _acts(*buttons: Button) -> Flow:
    line = Flow(gap=10)
    for button in buttons:
        line.addWidget(button)
    return line


def capacity_words(service: PartnerService, codes: CodeBook, today: date) -> tuple[str, bool]:
    """The room a partner told of with its day, and whether it is believed still."""
    if not service.capacity or service.capacity_on is None:
        return "", True
    rooms = codes.lists.get("capacities")
    told = rooms.label_of(service.capacity) if rooms else service.capacity
    if service.seats is not None:
        told += f" {service.seats}명"
    told += f" ({show_date(service.capacity_on)} 들음)"
    if service.capacity_note:
        told += f" · {service.capacity_note}"
    if not service.believes_capacity(today):
        return f"{told} · 오래되어 다시 물어야 합니다", False
    return told, True


def group_labels(keys: tuple[str, ...]) -> list[str]:
    """The groups a service is made for, by their names."""
    labels = {rule.key: rule.label for rule in rules()}
    return [labels.get(key, key) for key in keys]


def _completeness(page: PartnerPage) -> QHBoxLayout:
    told = page.completeness
    line = row(gap=10)
    bar = ShareBar(told.share)
    bar.setFixedWidth(theme.px(76))
    line.addWidget(bar, 0, Qt.AlignmentFlag.AlignVCenter)
    words = f"{told.asked}가지 가운데 {told.filled}가지를 적었습니다."
    if told.missing:
        words = f"{told.filled}/{told.asked} · 없음: {', '.join(told.missing)}"
    line.addWidget(Paragraph(words, face=Face.NOTE, ink="second"), 1)
    return line


def _agreement(organisation: Organisation) -> str:
    first, last = organisation.agreement_from, organisation.agreement_to
    if first is None and last is None:
        return ""
    begin = f"{show_date(first)}부터" if first else ""
    end = f"{show_date(last)}까지" if last else ""
    return f"{begin} {end}".strip()


def _chasing(organisation: Organisation, today: date) -> str:
    """The partner's own days, and the pause with its reason."""
    told = [
        f"{label} {days}{unit}"
        for label, days, unit in (
            ("첫 재촉", organisation.ask_after, "근무일"),
            ("다시", organisation.ask_again, "근무일"),
            ("다른 담당자", organisation.alternate_after, "일"),
            ("무응답", organisation.give_up_after, "일"),
        )
        if days is not None
    ]
    if organisation.on_hold(today) and organisation.hold_until:
        told.insert(0, f"{show_date(organisation.hold_until)}까지 멈춤: {organisation.hold_why}")
    return " · ".join(told)


_TO_CONFIRM = frozenset(("주소", "전화"))
_ONLY_TOLD = frozenset(
    ("상위기관", "길 한 줄", "협약", "재촉", "시간", "신청", "비용", "가서 할 말", "대상")
)
"""Lines left out while nobody has told them: their absence hurts nobody."""


def _fact(label: str, text: str, ink: str = "text") -> QHBoxLayout:
    line = row(gap=10)
    name = PlainLabel(label, face=Face.LABEL, ink="second")
    name.setFixedWidth(theme.px(76))
    line.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
    empty = "— 확인 필요" if label in _TO_CONFIRM else "—"
    line.addWidget(Paragraph(text or empty, ink=ink if text else "hint"), 1)
    return line
