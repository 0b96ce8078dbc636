"""A partner's own facts as a form."""

from dataclasses import replace
from datetime import date

from desktop.domain.calendar import show_day
from desktop.domain.partner import Organisation
from desktop.ui.counter import Counter
from desktop.ui.kit import CheckBox, Combo, KoreanLineEdit, Segmented, theme
from desktop.ui.partners.forms.dated import (
    DatedForm,
    number_or_none,
    pairs,
    phone,
    read_number,
    shown,
    tight,
)

CHECKS = [("1", "1개월"), ("3", "3개월"), ("6", "6개월"), ("12", "1년")]
CLOCKS = (
    ("ask_after", "첫 재촉(근무일)"),
    ("ask_again", "다시 재촉(근무일)"),
    ("alternate_after", "다른 담당자(일)"),
    ("give_up_after", "무응답 제안(일)"),
)
_DAYS = ("agreement_from", "agreement_to", "hold_until")


class OrganisationForm(DatedForm):
    """A partner's own facts."""

    kind = "organisation"

    def __init__(self, counter: Counter, organisation: Organisation) -> None:
        super().__init__(counter, "기관 고치기" if organisation.id else "새 기관")
        self._organisation = organisation
        kinds = pairs(counter.desk.office.codes, "partner_kinds", counter.clock.today())
        kind = tight("종류", Combo(kinds))
        kind.setMinimumWidth(theme.px(150))
        self.line(
            ("name", tight("기관 이름", KoreanLineEdit("동의서에 나오는 이름"), required=True), 3),
            ("short_name", tight("줄인 이름", KoreanLineEdit()), 2),
            ("kind", kind, 1),
        )
        self.line(("address", tight("주소", KoreanLineEdit()), 1))
        self.line(
            ("phone", tight("대표전화", KoreanLineEdit("02-000-0000")), 1, phone),
            ("fax", tight("팩스", KoreanLineEdit()), 1, phone),
            ("hours", tight("접수 시간", KoreanLineEdit("평일 09:00~18:00")), 2),
        )
        self.line(("directions", tight("오시는 길", KoreanLineEdit()), 1))
        self.line(
            ("aliases", tight("다른 이름", KoreanLineEdit("쉼표로 나눕니다")), 2),
            ("source", tight("어디서 확인했나", KoreanLineEdit()), 2),
        )
        self.line(
            ("parent", tight("상위기관", KoreanLineEdit()), 2),
            ("check_months", tight("다시 확인할 때", Segmented(CHECKS)), 0),
        )
        self.line(
            ("map_hint", tight("찾아가는 길 한 줄", KoreanLineEdit("내담자 쪽지에 나옵니다")), 1)
        )
        self.line(("alert", tight("먼저 알아 둘 것", KoreanLineEdit("고를 때마다 보입니다")), 1))
        self.title("협약")
        self.line(
            ("agreement_from", tight("협약 첫날", KoreanLineEdit()), 1, self.day_or_none),
            ("agreement_to", tight("협약 마지막 날", KoreanLineEdit()), 1, self.day_or_none),
        )
        self.title("회신 재촉 — 비우면 센터 기준을 따릅니다")
        self.line(
            *((name, tight(label, KoreanLineEdit()), 1, number_or_none) for name, label in CLOCKS)
        )
        self.line(
            ("hold_until", tight("재촉을 멈출 날까지", KoreanLineEdit()), 1, self.day_or_none),
            ("hold_why", tight("멈추는 까닭", KoreanLineEdit()), 2),
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
                "parent": organisation.parent,
                "check_months": str(organisation.check_months),
                "map_hint": organisation.map_hint,
                "alert": organisation.alert,
                "hold_why": organisation.hold_why,
                **{
                    name: show_day(day) if (day := getattr(organisation, name)) else ""
                    for name in _DAYS
                },
                **{name: shown(getattr(organisation, name)) for name, _ in CLOCKS},
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
        values["check_months"] = int(values["check_months"] or 0)
        for name in _DAYS:
            values[name] = self.read_day_or_none(values[name])
        for name, _ in CLOCKS:
            values[name] = read_number(values[name])
        return replace(self._organisation, **values), since
