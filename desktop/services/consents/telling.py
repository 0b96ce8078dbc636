"""What a visitor is told before the answer, and what has to be told."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from desktop.domain.calendar import add_months
from desktop.domain.consent import ConsentKind
from desktop.domain.errors import Refused
from desktop.domain.korean import tidy
from desktop.domain.partner import PartnerService
from desktop.printing.wording import wording


def untold(service: PartnerService) -> str:
    """What has to be filled in before anybody can consent to a service."""
    names = ", ".join(service.missing)
    return (
        f"{service.label}: {names} 칸이 비어 있어 동의를 받을 수 없습니다. "
        "기관 화면에서 채워 주십시오."
    )


def refuse_untold(service: PartnerService) -> None:
    """No consent without what the law wants told. Raises Refused naming what is missing."""
    if service.missing:
        sentence = untold(service)
        raise Refused(sentence, {f"{ConsentKind.THIRD_PARTY.value}:{service.id}": sentence})


def bare(name: str) -> str:
    """A body's name without the marks and blanks that only say where its line may break."""
    return "".join(name.replace("|", "").split())


def head_of(organisation: str) -> str:
    """The addressee of a letter to a body: its head (서울특별시동부여성발전센터장)."""
    name = organisation.replace("|", "")
    return name if name.endswith("장") else f"{name}장"


def reference_of(service: PartnerService) -> str:
    """Who should see the letter there."""
    return tidy(f"{service.contact_team} {service.contact_name}")


def told_of(form: str, kind: ConsentKind, service: PartnerService | None) -> dict[str, Any]:
    """The words the visitor was told, kept with the answer."""
    told: dict[str, Any] = {"form": form}
    told["words"] = _plain(section_of(form, kind))
    if service is not None:
        told["recipient"] = service.organisation
        told["purpose"] = service.purpose
        told["items"] = [item.value for item in service.items]
        told["retention"] = service.retention
    return told


def section_of(form: str, kind: ConsentKind) -> Mapping[str, Any]:
    """The words of one question; required and optional items share theirs."""
    name = ConsentKind.COLLECTION if kind is ConsentKind.OPTIONAL_ITEMS else kind
    section = wording(form).words.get(name.value)
    return section if isinstance(section, Mapping) else {}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value if isinstance(value, str | int | float | bool) else str(value)


def expiry_of(form: str, kind: ConsentKind, given_on: date) -> date | None:
    """Last day a consent counts, when its wording limits it (`months` of its section)."""
    months = section_of(form, kind).get("months")
    if not isinstance(months, int):
        return None
    return date.fromordinal(add_months(given_on, months).toordinal() - 1)


def told_lines(form: str, kind: ConsentKind) -> tuple[tuple[str, str], ...]:
    """Heading and words of one question, in the order of the paper."""
    section = section_of(form, kind)
    items = {ConsentKind.COLLECTION: "required", ConsentKind.OPTIONAL_ITEMS: "optional"}
    keys = (
        ("purpose", "목적"),
        (items.get(kind, "items"), "항목"),
        ("retention", "보유·이용 기간"),
        ("refusal", "거부할 권리"),
    )
    return tuple((label, section[key]) for key, label in keys if section.get(key))
