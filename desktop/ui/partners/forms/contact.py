"""Whom to call at a partner as a form."""

from dataclasses import replace
from datetime import date

from desktop.domain.calendar import show_day
from desktop.domain.partner import Contact, PartnerService
from desktop.ui.counter import Counter
from desktop.ui.kit import CheckBox, Combo, KoreanLineEdit
from desktop.ui.partners.forms.dated import DatedForm, phone, tight


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
            ("role", tight("직책", KoreanLineEdit()), 1),
            ("service", tight("맡은 서비스", Combo(pairs)), 2),
        )
        self.line(
            ("phone", tight("직통전화", KoreanLineEdit()), 1, phone),
            ("fax", tight("팩스", KoreanLineEdit()), 1, phone),
            ("email", tight("전자우편", KoreanLineEdit()), 2),
        )
        alternate = CheckBox("첫 담당자가 답하지 않을 때 연락합니다.")
        self.line(
            ("alternate", tight("다른 담당자", alternate), 2),
            ("valid_to", tight("마지막 날", KoreanLineEdit("아는 때만")), 1, self.day_or_none),
        )
        self.form.set_values(
            {
                "team": contact.team,
                "name": contact.name,
                "service": str(contact.service_id or ""),
                "phone": contact.phone,
                "fax": contact.fax,
                "role": contact.role,
                "email": contact.email,
                "alternate": contact.alternate,
                "valid_to": show_day(contact.valid_to) if contact.valid_to else "",
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
        values["valid_to"] = self.read_day_or_none(values["valid_to"])
        return replace(self._contact, **values, service_id=int(service) if service else None), since
