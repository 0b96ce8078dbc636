"""The three dated tables of a partner as forms: the body, a service, whom to call.

What is changed holds from a day on; papers and consents of before keep their words.
"""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal

from desktop.domain.calendar import show_day
from desktop.domain.codes import CodeBook
from desktop.domain.consent import Item
from desktop.domain.contact import read_phone
from desktop.domain.errors import Unreadable
from desktop.domain.guard import clean, find_identifiers
from desktop.domain.papers import Copy
from desktop.domain.partner import Contact, Organisation, PartnerService
from desktop.domain.when import read_day
from desktop.services.centre import SlipDefaults
from desktop.ui.counter import Counter
from desktop.ui.kit import (
    Button,
    Card,
    CheckBox,
    Combo,
    Face,
    Field,
    Form,
    KoreanLineEdit,
    KoreanTextEdit,
    PlainLabel,
    Role,
    Segmented,
    ToggleChips,
    row,
    theme,
)

tight = partial(Field, room=False)
OWN_NAMES = ("name", "short_name")
"""Where a corporate number may stand."""
SIZES = [("plain", "보통"), ("large", "큰 글자")]


class DatedForm(Card):
    """A form whose content holds from a day on."""

    kind = ""
    """Which of the three tables it writes, for the form's draft."""
    saved = Signal()
    given_up = Signal()

    def __init__(self, counter: Counter, title: str) -> None:
        super().__init__(gap=10, margins=(18, 14))
        self._counter = counter
        self.form = Form(self, guard=find_identifiers, clean=clean)
        head = row(gap=8)
        head.addWidget(PlainLabel(title, face=Face.SECTION))
        head.addStretch(1)
        self.body.addLayout(head)

    @property
    def record_id(self) -> int:
        """What is being changed, 0 for something new."""
        raise NotImplementedError

    def finish(self) -> None:
        """The day from which it holds, and the buttons."""
        line = row(gap=10)
        since = tight(
            "언제부터",
            KoreanLineEdit(trailing="calendar"),
            hint="그 전의 종이와 동의는 그대로입니다.",
        )
        self.form.add("since", since, on_leave=self._day)
        self.form.set_value("since", show_day(self._counter.clock.today()))
        line.addWidget(since, 1)
        line.addStretch(1)
        self.body.addLayout(line)
        foot = row(gap=10)
        foot.addStretch(1)
        leave = Button("그만두기", Role.QUIET, keys="Esc")
        leave.clicked.connect(self.given_up)
        self._save = Button("저장", Role.PRIMARY, icon="check", keys="Ctrl+S")
        self._save.clicked.connect(self.saved)
        foot.addWidget(leave)
        foot.addWidget(self._save)
        self.body.addLayout(foot)
        self.form.then(self._save)

    def line(self, *parts: tuple[str, Field, int] | tuple[str, Field, int, Any]) -> None:
        """Fields beside each other: name, field, share of the width, what happens on leaving."""
        layout = row(gap=12)
        for part in parts:
            name, field, share = part[0], part[1], part[2]
            own = self.kind == "organisation" and name in OWN_NAMES
            self.form.add(
                name,
                field,
                on_leave=part[3] if len(part) > 3 else None,
                guard=_in_its_name if own else None,
            )
            layout.addWidget(field, share)
        self.body.addLayout(layout)

    def since(self, text: str) -> date:
        """The day from which the change holds."""
        return read_day(text, self._counter.clock.today())

    def _day(self, text: str) -> str:
        return show_day(read_day(text, self._counter.clock.today()))


class OrganisationForm(DatedForm):
    """A partner's own facts."""

    kind = "organisation"

    def __init__(self, counter: Counter, organisation: Organisation) -> None:
        super().__init__(counter, "기관 고치기" if organisation.id else "새 기관")
        self._organisation = organisation
        kinds = _pairs(counter.desk.office.codes, "partner_kinds", counter.clock.today())
        kind = tight("종류", Combo(kinds))
        kind.setMinimumWidth(theme.px(150))
        self.line(
            ("name", tight("기관 이름", KoreanLineEdit("동의서에 나오는 이름"), required=True), 3),
            ("short_name", tight("줄인 이름", KoreanLineEdit()), 2),
            ("kind", kind, 1),
        )
        self.line(("address", tight("주소", KoreanLineEdit()), 1))
        self.line(
            ("phone", tight("대표전화", KoreanLineEdit("02-000-0000")), 1, _phone),
            ("fax", tight("팩스", KoreanLineEdit()), 1, _phone),
            ("hours", tight("접수 시간", KoreanLineEdit("평일 09:00~18:00")), 2),
        )
        self.line(("directions", tight("오시는 길", KoreanLineEdit()), 1))
        self.line(
            ("aliases", tight("다른 이름", KoreanLineEdit("쉼표로 나눕니다")), 2),
            ("source", tight("어디서 확인했나", KoreanLineEdit()), 2),
        )
        internal = CheckBox("내부: 구청 안의 부서라 제3자 제공 동의가 필요 없습니다.")
        self.line(("internal", tight("구분", internal), 0))
        self.form.set_values(
            {
                "name": organisation.name,
                "short_name": organisation.short_name,
                "kind": organisation.kind,
                "address": organisation.address,
                "phone": organisation.phone,
                "fax": organisation.fax,
                "hours": organisation.hours,
                "directions": organisation.directions,
                "aliases": ", ".join(organisation.aliases),
                "source": organisation.source,
                "internal": organisation.internal,
            }
        )
        self.finish()

    @property
    def record_id(self) -> int:
        """The partner being changed."""
        return self._organisation.id

    def read(self) -> tuple[Organisation, date] | None:
        """What was typed; None when a field is wrong."""
        values = self.form.read()
        if values is None:
            return None
        since = self.since(values.pop("since"))
        values["aliases"] = tuple(
            part.strip() for part in values["aliases"].split(",") if part.strip()
        )
        values["kind"] = values["kind"] or ""
        today = self._counter.clock.today()
        return replace(self._organisation, **values, checked_on=today), since


class ServiceForm(DatedForm):
    """What a partner offers, with the three things a consent must tell."""

    kind = "service"

    def __init__(self, counter: Counter, service: PartnerService) -> None:
        super().__init__(counter, "서비스 고치기" if service.id else "새 서비스")
        self._service = service
        codes, today = counter.desk.office.codes, counter.clock.today()
        self.line(("name", tight("서비스 이름", KoreanLineEdit(), required=True), 1))
        kinds = ToggleChips(_pairs(codes, "services", today))
        self.line(("kinds", tight("도움의 종류", kinds, across=True), 1))
        self.body.addWidget(PlainLabel("동의서에서 알리는 것", face=Face.STRONG))
        self.line(
            ("purpose", tight("그곳의 이용 목적", KoreanLineEdit(), hint=_LAW), 3),
            ("retention", tight("보유·이용 기간", KoreanLineEdit("연계 종료 후 1년")), 2),
        )
        items = ToggleChips([(item.value, item.label) for item in Item])
        self.line(("items", tight("제공 항목", items, across=True), 1))
        self.body.addWidget(PlainLabel("의뢰서", face=Face.STRONG))
        criteria = KoreanTextEdit("한 줄에 하나씩", lines=2)
        self.line(("criteria", tight("확인할 요건", criteria), 1))
        documents = ToggleChips(_pairs(codes, "documents", today))
        self.line(("documents", tight("가져갈 서류", documents, across=True), 1))
        copies = ToggleChips([(copy.value, copy.label) for copy in Copy])
        self.line(
            ("reply_days", tight("회신 기한(근무일)", KoreanLineEdit("10")), 1, _number),
            ("slip_days", tight("의뢰서 유효(일)", KoreanLineEdit("14")), 1, _number),
            ("copies", tight("인쇄할 장", copies), 2),
            ("large_type", tight("내담자 쪽지", Segmented(SIZES)), 0),
        )
        self.form.set_values(
            {
                "name": service.name,
                "kinds": service.kinds,
                "purpose": service.purpose,
                "retention": service.retention,
                "items": tuple(item.value for item in service.items),
                "criteria": "\n".join(service.criteria),
                "documents": service.documents,
                "reply_days": str(service.reply_days),
                "slip_days": str(service.slip_days),
                "copies": service.copies,
                "large_type": "large" if service.large_type else "plain",
            }
        )
        self.finish()

    @property
    def record_id(self) -> int:
        """The service being changed."""
        return self._service.id

    def read(self) -> tuple[PartnerService, date] | None:
        """What was typed; None when a field is wrong."""
        values = self.form.read()
        if values is None:
            return None
        since = self.since(values.pop("since"))
        values["items"] = tuple(Item(code) for code in values["items"])
        values["criteria"] = tuple(
            line.strip() for line in values["criteria"].splitlines() if line.strip()
        )
        values["reply_days"] = int(values["reply_days"] or 0)
        values["slip_days"] = int(values["slip_days"] or 0)
        values["large_type"] = values["large_type"] == "large"
        return replace(self._service, **values, checked_on=self._counter.clock.today()), since


class ContactForm(DatedForm):
    """Whom to call at a partner."""

    kind = "contact"

    def __init__(
        self, counter: Counter, contact: Contact, services: tuple[PartnerService, ...]
    ) -> None:
        super().__init__(counter, "담당자 고치기" if contact.id else "새 담당자")
        self._contact = contact
        pairs = [("", "기관 전체"), *((str(one.id), one.name) for one in services)]
        self.line(
            ("team", tight("부서", KoreanLineEdit()), 2),
            ("name", tight("이름", KoreanLineEdit()), 1),
            ("service", tight("맡은 서비스", Combo(pairs)), 2),
        )
        self.line(
            ("phone", tight("직통전화", KoreanLineEdit()), 1, _phone),
            ("fax", tight("팩스", KoreanLineEdit()), 1, _phone),
        )
        self.form.set_values(
            {
                "team": contact.team,
                "name": contact.name,
                "service": str(contact.service_id or ""),
                "phone": contact.phone,
                "fax": contact.fax,
            }
        )
        self.finish()

    @property
    def record_id(self) -> int:
        """The contact being changed."""
        return self._contact.id

    def read(self) -> tuple[Contact, date] | None:
        """What was typed; None when a field is wrong."""
        values = self.form.read()
        if values is None:
            return None
        since = self.since(values.pop("since"))
        service = values.pop("service")
        return replace(self._contact, **values, service_id=int(service) if service else None), since


_LAW = "기관과 정한 대로 적습니다. 비어 있으면 동의를 받을 수 없습니다."


def _pairs(codes: CodeBook, name: str, day: date) -> list[tuple[str, str]]:
    found = codes.lists.get(name)
    return [(code.code, code.label) for code in found.valid(day)] if found else []


def _in_its_name(text: str) -> Any:
    """A body's own corporate number is no resident's number."""
    return find_identifiers(text, employer_field=True)


def _phone(text: str) -> str:
    return read_phone(text).display


def _number(text: str) -> str:
    digits = "".join(character for character in text if character.isdecimal())
    if not digits:
        raise Unreadable("숫자로 적어 주십시오.")
    return str(int(digits))


def empty_organisation(today: date) -> Organisation:
    """A partner about to be written."""
    return Organisation(
        id=0,
        name="",
        short_name="",
        kind="",
        address="",
        phone="",
        fax="",
        directions="",
        hours="",
        internal=False,
        aliases=(),
        valid_from=today,
        valid_to=None,
        checked_on=today,
        source="",
    )


def empty_service(
    organisation: Organisation, today: date, defaults: SlipDefaults
) -> PartnerService:
    """A service about to be written, with the sheets and periods the office begins with."""
    return PartnerService(
        id=0,
        organisation_id=organisation.id,
        organisation=organisation.name,
        organisation_short=organisation.short_name,
        name="",
        kinds=(),
        purpose="",
        items=(),
        retention="",
        documents=(),
        criteria=(),
        address=organisation.address,
        phone=organisation.phone,
        fax=organisation.fax,
        hours=organisation.hours,
        directions=organisation.directions,
        reply_days=defaults.reply_days,
        slip_days=defaults.slip_days,
        copies=defaults.copies,
        large_type=defaults.large_type,
        internal=organisation.internal,
        target_keys=(),
        valid_from=today,
        valid_to=None,
        checked_on=today,
    )


def empty_contact(organisation: Organisation, today: date) -> Contact:
    """A contact about to be written."""
    return Contact(
        id=0,
        organisation_id=organisation.id,
        service_id=None,
        team="",
        name="",
        phone="",
        fax="",
        valid_from=today,
        valid_to=None,
    )
