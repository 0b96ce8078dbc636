"""What is told otherwise today than when the visitor agreed: then it is asked again.

Told again and agreed to anew when any of it changes (개인정보 보호법 제15조 제2항, 제17조
제2항). Who receives it follows from the directory: a body that only took another name is
the same receiver, another legal body is another row there and was never agreed to.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from desktop.domain.consent import Answer, Basis, ConsentKind
from desktop.domain.partner import PartnerService
from desktop.printing.wording import newest
from desktop.services.consents.telling import section_of
from desktop.store.consents import Consent

PURPOSE, ITEMS, RETENTION, REFUSAL = "이용 목적", "제공 항목", "보유·이용 기간", "거부할 권리"
BLOCKING = frozenset({PURPOSE, RETENTION})
"""With these changed nothing is handed over; items that came in addition are held back."""

_TOLD = {
    ConsentKind.COLLECTION: (("목적", "purpose"), ("항목", "required"), ("보유 기간", "retention")),
    ConsentKind.OPTIONAL_ITEMS: (
        ("목적", "purpose"),
        ("항목", "optional"),
        ("보유 기간", "retention"),
    ),
}
_USUAL = (("목적", "purpose"), ("항목", "items"), ("보유 기간", "retention"))


def changed_things(row: Consent, service: PartnerService | None, day: date) -> tuple[str, ...]:
    """What is told otherwise today, in the words of the screen; () for what was not agreed to."""
    if row.answer != Answer.AGREED.value or row.basis != Basis.CONSENT.value:
        return ()
    told = row.told if isinstance(row.told, dict) else {}
    kind = ConsentKind(row.kind)
    found = [] if service is None else _changed_at(told, service)
    found += _changed_words(told, kind, newest("consent", day))
    return tuple(dict.fromkeys(found))


def _changed_at(told: Mapping[str, Any], service: PartnerService) -> list[str]:
    """What the partner tells otherwise."""
    found = []
    if told.get("purpose", service.purpose) != service.purpose:
        found.append(PURPOSE)
    if "items" in told and not {item.value for item in service.items} <= set(told["items"]):
        found.append(ITEMS)
    if told.get("retention", service.retention) != service.retention:
        found.append(RETENTION)
    return found


def _changed_words(told: Mapping[str, Any], kind: ConsentKind, form: str) -> list[str]:
    """What the form itself tells otherwise; headings and layout are no matter."""
    then = told.get("words")
    if told.get("form") == form or not isinstance(then, Mapping):
        return []
    now = section_of(form, kind)
    things = () if kind is ConsentKind.THIRD_PARTY else _TOLD.get(kind, _USUAL)
    found = [word for word, key in things if _plain(then.get(key)) != _plain(now.get(key))]
    if _refusal(then) != _refusal(now):
        found.append(REFUSAL)
    return found


def _refusal(section: Mapping[str, Any]) -> str:
    return "".join(
        _plain(section.get(f"refusal{end}")) for end in ("", "_before", "_strong", "_after")
    )


def _plain(text: Any) -> str:
    return "".join(str(text or "").split())
