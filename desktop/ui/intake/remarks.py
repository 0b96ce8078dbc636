"""What is remarked under a field of 접수 when it is left: age, months gone by, a low wage."""

from typing import Any

from desktop.domain.birth import BirthShape, age_range, read_birth
from desktop.domain.calendar import age_on, show_date
from desktop.domain.clock import Clock
from desktop.domain.codes import CodeBook
from desktop.domain.errors import Refused
from desktop.domain.korean import tidy
from desktop.domain.told import months_since, read_month, read_wage, show_month, show_months
from desktop.ui.intake.fields import PaperFields


class Remarks:
    """Reads birth, month of leaving and wage as they were told, and says what they mean."""

    def __init__(self, paper: PaperFields, clock: Clock, codes: CodeBook) -> None:
        self._paper, self._form = paper, paper.form
        self._clock, self._codes = clock, codes

    def read_birth(self) -> bool:
        """Put the birth in order and tell the age; False when there is nothing to go by."""
        field = self._form.field("birth")
        text = tidy(self._form.value("birth") or "")
        if not text:
            return False
        today = self._clock.today()
        try:
            entry = read_birth(text, today, lunar=bool(self._paper.lunar.value()))
        except Refused as error:
            field.set_error(str(error))
            return False
        control = self._control("birth")
        if entry.understood_from is BirthShape.RESIDENT_NUMBER:
            # Nothing of the number stays, not even for Ctrl+Z.
            control.set_value(entry.lunar_text or entry.text)
        elif not self._paper.lunar.value():
            # A lunar date stays as it was told; the solar one is said under the field.
            control.replace_text(entry.text)
        if entry.sex_hint is not None and not self._form.value("sex"):
            self._control("sex").set_value(entry.sex_hint.value)
        if entry.on is not None:
            told = f"만 {age_on(entry.on, today)}세"
            if entry.lunar_text:
                told += f" · 양력 {show_date(entry.on)}"
            elif entry.understood_from is BirthShape.RESIDENT_NUMBER:
                told += " · 생일과 성별만 남겼습니다"
            field.set_note(told, "success")
        elif entry.year_only is not None:
            young, old = age_range(entry.year_only, today)
            field.set_note(f"만 {young}–{old}세", "success")
        else:
            field.set_note("나중에 여쭤보셔도 됩니다", "info")
        return True

    def read_left_month(self) -> None:
        """How long ago the last work ended."""
        field = self._form.field("left_month")
        text = tidy(self._form.value("left_month") or "")
        if not text:
            return
        today = self._clock.today()
        try:
            month = read_month(text, today)
        except Refused as error:
            field.set_error(str(error))
            return
        ago = months_since(month, today)
        self._control("left_month").replace_text(show_month(month))
        if ago < 0:
            field.set_error("아직 오지 않은 달입니다. 다시 여쭤보세요.")
        else:
            field.set_note(f"{show_months(ago)} 전" if ago else "이번 달", "success")

    def compare_wage(self) -> None:
        """A wish below the minimum wage is only remarked upon."""
        text, kind = self._form.value("wage"), self._form.value("wage_kind") or "M"
        fact = {"H": "hourly", "M": "monthly"}.get(kind)
        rates = self._codes["minimum_wage"]
        rate = rates.get("hourly", self._clock.today())
        if not text or fact is None or rate is None:
            return
        least = rate.facts.get(fact)
        try:
            wage = read_wage(text)
        except Refused:
            return
        if isinstance(least, int) and wage < least:
            word = "시급" if kind == "H" else "월"
            self._form.field("wage").set_note(f"최저임금 {word} {least:,}원보다 적음", "info")

    def _control(self, name: str) -> Any:
        return self._form.field(name).control
