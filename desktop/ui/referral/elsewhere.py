"""Where a slip's refusal is mended when its field stands on another screen."""

from collections.abc import Mapping

from desktop.domain.consent import Item
from desktop.domain.referral import SlipDraft
from desktop.services.referrals import SlipStart
from desktop.ui.counter import Counter

_PARTNER = frozenset(
    {
        "partner",
        "partner_head",
        "reference",
        "partner_phone",
        "partner_address",
        "partner_directions",
        "purpose",
    }
)
_CENTRE = frozenset({"centre", "centre_address", "centre_phone", "fax", "sender", "counsellor"})
_VISITOR = frozenset(item.value for item in Item)


def at_the_form(fields: Mapping[str, str], draft: SlipDraft | None) -> dict[str, str]:
    """The refusal by the form's own fields: a call told there shares the partner's line."""
    told = dict(fields)
    if draft is not None and draft.called_before and "reference" in told:
        told["called_before"] = told.pop("reference")
    return told


def tell_elsewhere(counter: Counter, fields: Mapping[str, str], start: SlipStart | None) -> bool:
    """Say what is to be mended on another screen, with the way there; False without such."""
    for known, way in ((_CENTRE, "설정"), (_PARTNER, "기관"), (_VISITOR, "내방객")):
        name = next((one for one in fields if one in known), "")
        if not name:
            continue
        if way == "설정":
            words, screen = "설정에서 고치기", "settings"
            where: dict[str, object] = {"page": "centre"}
        elif start is None:
            continue
        elif way == "기관":
            words, screen = "기관 정보 고치기", "partners"
            where = {"organisation_id": start.ground.service.organisation_id}
        else:
            words, screen = "내방객 정보 고치기", "visitor"
            where = {"visitor_id": start.ground.visitor_id}

        def go(screen: str = screen, where: dict[str, object] = where) -> None:
            counter.go(screen, **where)

        counter.say(f"발급하지 않았습니다. {fields[name]}", "warning", words, go)
        return True
    return False
