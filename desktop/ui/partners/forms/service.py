"""What a partner offers as a form, with the three things a consent must tell."""

from dataclasses import replace
from datetime import date
from typing import Any

from desktop.domain.blank_partner import blank_service
from desktop.domain.calendar import show_day
from desktop.domain.consent import Item
from desktop.domain.papers import Copy
from desktop.domain.partner import Organisation, PartnerService
from desktop.services.centre import SlipDefaults
from desktop.services.rules import requirements, rules
from desktop.ui.counter import Counter
from desktop.ui.kit import (
    KoreanLineEdit,
    KoreanTextEdit,
    Segmented,
    ToggleChips,
)
from desktop.ui.partners.forms.dated import (
    DatedForm,
    number,
    number_or_none,
    pairs,
    read_number,
    shown,
    tight,
)
from desktop.ui.partners.forms.requirement_rows import (
    RequirementRows,
    requirements_of,
    rows_of,
)

SIZES = [("plain", "보통"), ("large", "큰 글자")]
_LAW = "기관과 정한 대로 적습니다. 비어 있으면 동의를 받을 수 없습니다."


class ServiceForm(DatedForm):
    """What a partner offers, with the three things a consent must tell."""

    kind = "service"

    def __init__(self, counter: Counter, service: PartnerService) -> None:
        super().__init__(counter, "서비스 고치기" if service.id else "새 서비스")
        self._service = service
        self._today = counter.clock.today()
        codes, today = counter.desk.office.codes, counter.clock.today()
        self.line(("name", tight("서비스 이름", KoreanLineEdit(), required=True), 1))
        kinds = ToggleChips(pairs(codes, "services", today))
        self.line(("kinds", tight("도움의 종류", kinds, across=True), 1))
        self.title("동의서에서 알리는 것")
        self.line(
            ("purpose", tight("그곳의 이용 목적", KoreanLineEdit(), hint=_LAW), 3),
            ("retention", tight("보유·이용 기간", KoreanLineEdit("연계 종료 후 1년")), 2),
        )
        items = ToggleChips([(item.value, item.label) for item in Item])
        self.line(("items", tight("제공 항목", items, across=True), 1))
        self.title("누구를 돕는가 — 추천할 때 따집니다")
        groups = [(rule.key, rule.label) for rule in rules() if rule.is_valid(today)]
        self.line(("target_keys", tight("대상 구분", ToggleChips(groups), across=True), 1))
        asked = RequirementRows(requirements(), today)
        self.line(("conditions", tight("요건", asked, across=True), 1))
        self.title("의뢰서")
        criteria = KoreanTextEdit("한 줄에 하나씩", lines=2)
        self.line(("criteria", tight("의뢰서에 찍을 요건", criteria), 1))
        documents = ToggleChips(pairs(codes, "documents", today))
        self.line(("documents", tight("가져갈 서류", documents, across=True), 1))
        copies = ToggleChips([(copy.value, copy.label) for copy in Copy])
        self.line(
            ("reply_days", tight("회신 기한(근무일)", KoreanLineEdit("10")), 1, number),
            ("slip_days", tight("의뢰서 유효(일)", KoreanLineEdit("14")), 1, number),
            ("copies", tight("인쇄할 장", copies), 2),
            ("large_type", tight("내담자 쪽지", Segmented(SIZES)), 0),
        )
        self.title("이용 안내")
        self.line(
            ("own_hours", tight("이 서비스의 시간", KoreanLineEdit("기관과 다를 때")), 2),
            ("apply_way", tight("신청 방법", KoreanLineEdit()), 2),
            ("cost", tight("비용", KoreanLineEdit("무료")), 1),
        )
        self.line(("to_say", tight("가서 할 말", KoreanLineEdit("내담자 쪽지에 나옵니다")), 1))
        self.line(("alert", tight("먼저 알아 둘 것", KoreanLineEdit("고를 때마다 보입니다")), 1))
        self.title("여석 — 들은 날부터 30일 동안 믿습니다")
        rooms = [("", "모름"), *pairs(codes, "capacities", today)]
        self.line(
            ("capacity", tight("여석", Segmented(rooms)), 0),
            ("seats", tight("자리 수", KoreanLineEdit()), 1, number_or_none),
            ("capacity_on", tight("들은 날", KoreanLineEdit()), 1, self.day_or_none),
        )
        self.line(("capacity_note", tight("여석 메모", KoreanLineEdit("12월 과정")), 1))
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
                "target_keys": service.target_keys,
                "conditions": rows_of(service.conditions),
                "own_hours": service.own_hours,
                "apply_way": service.apply_way,
                "cost": service.cost,
                "to_say": service.to_say,
                "alert": service.alert,
                "capacity": service.capacity,
                "seats": shown(service.seats),
                "capacity_on": show_day(service.capacity_on) if service.capacity_on else "",
                "capacity_note": service.capacity_note,
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
        values["conditions"] = requirements_of(values["conditions"])
        values["capacity"] = values["capacity"] or ""
        values["seats"] = read_number(values["seats"])
        told = self.read_day_or_none(values["capacity_on"])
        if values["capacity"] and (told is None or self._told_otherwise(values)):
            told = told if told != self._service.capacity_on and told else self._today
        values["capacity_on"] = told
        return replace(self._service, **values), since

    def _told_otherwise(self, values: dict[str, Any]) -> bool:
        """Whether another figure stands under the day of the old one."""
        told = (values["capacity"], values["seats"])
        return told != (self._service.capacity, self._service.seats)


def empty_service(
    organisation: Organisation, today: date, defaults: SlipDefaults
) -> PartnerService:
    """A service about to be written, with the sheets and periods the office begins with."""
    return replace(
        blank_service(organisation, today),
        reply_days=defaults.reply_days,
        slip_days=defaults.slip_days,
        copies=defaults.copies,
        large_type=defaults.large_type,
    )
