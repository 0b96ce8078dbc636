"""Whatever the forms take in, the papers can print; what they cannot is said at its field."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.centre import CentreFacts
from desktop.domain.papers import PaperRecord
from desktop.domain.partner import PartnerService
from desktop.printing.frozen import draw
from desktop.printing.receipt import draw_receipt
from desktop.printing.slip import draw_slip
from desktop.services.consents import head_of, reference_of
from desktop.services.trial import (
    USUAL_NAME,
    Trial,
    centre_faults,
    counsellor_fault,
    papers_of,
    papers_to,
    partner_faults,
)
from tests.printing import samples
from tests.printing.geometry import collisions
from tests.printing.hostile import FULL_SLIP
from tests.printing.samples import CENTRE, footer

RECORDS: tuple[Any, ...] = (
    # The form of today: papers of the first stay where they were drawn.
    replace(FULL_SLIP, form="slip-2"),
    samples.RECEIPT,
    samples.NOTE,
    samples.PROOF,
    samples.STOP,
    samples.APPLICATION,
    samples.CONSENT,
    samples.PARTNER_SHEET,
)
SERVICE = PartnerService(
    id=1,
    organisation_id=1,
    organisation="서울특별시동부여성발전센터",
    organisation_short="",
    name="직업교육",
    kinds=(),
    purpose="구직 상담·직업교육 연계",
    items=RECORDS[0].rows and tuple(row.item for row in RECORDS[0].rows),
    retention="연계가 끝난 날부터 1년",
    documents=(),
    criteria=("취업 희망",),
    address="광진구 아차산로30길 36",
    phone="02-000-0000",
    fax="",
    hours="평일 09:00~18:00",
    directions="",
    reply_days=10,
    slip_days=14,
    copies=("partner", "visitor", "keep"),
    large_type=True,
    internal=False,
    target_keys=(),
    valid_from=date(2026, 1, 1),
    valid_to=None,
    checked_on=None,
    contact_team="직업상담팀",
)
CENTRE_FIELDS = {
    "name": 38,
    "sender": 35,
    "address": 80,
    "building": 40,
    "hours": 27,
    "phone": 8,
    "fax": 9,
}
"""The fields of a centre, and how many letters of each every paper has room for at least."""
PARTNER_FIELDS = {
    "organisation": 48,
    "address": 80,
    "directions": 80,
    "hours": 30,
    "phone": 14,
    "name": 50,
    "purpose": 70,
    "retention": 60,
    "contact_team": 25,
    "contact_name": 15,
    "contact_phone": 14,
}
TEXT = st.text(st.sampled_from("가힣뷁관 ·1-W"), min_size=1, max_size=90).map(
    lambda text: " ".join(text.split()) or "가"
)


def longest(fits: Callable[[str], bool], most: int = 130) -> str:
    """The longest word that is taken in: Hangul all through, the widest there is."""
    least = 0
    while least < most:
        middle = (least + most + 1) // 2
        least, most = (middle, most) if fits("가" * middle) else (least, middle - 1)
    return "가" * least


def printed(record: PaperRecord) -> list[str]:
    """The paper is drawn, refused by nothing; what runs into something else on it."""
    return collisions(draw(record, footer(reprint=1)).printable())


def with_centre(facts: CentreFacts, counsellor: str = "이도담") -> None:
    """Every paper of that centre comes out, in large type too."""
    for record in RECORDS:
        more: dict[str, Any] = {"centre": facts}
        if hasattr(record, "counsellor"):
            more["counsellor"] = counsellor
        assert printed(replace(record, **more)) == []
    foot = footer(reprint=1, printed_by=counsellor)
    slip = replace(RECORDS[0], centre=facts, counsellor=counsellor)
    assert collisions(draw_slip(slip, foot, large=True).printable()) == []
    receipt = replace(samples.RECEIPT, centre=facts, counsellor=counsellor)
    assert collisions(draw_receipt(receipt, foot, large=True).printable()) == []


def to_partner(service: PartnerService) -> None:
    """Every paper to or about that partner comes out."""
    record = replace(
        RECORDS[0],
        partner=service.organisation,
        partner_head=head_of(service.organisation),
        reference=reference_of(service),
        partner_phone=service.contact_phone or service.phone,
        partner_address=service.address,
        partner_directions=service.directions,
        service=service.name,
        purpose=service.purpose,
    )
    for large in (False, True):
        assert collisions(draw_slip(record, footer(reprint=1), large=large).printable()) == []
    (asked, *_) = samples.CONSENT.services
    asked = replace(
        asked,
        organisation=service.organisation,
        purpose=service.purpose,
        retention=service.retention,
    )
    assert printed(replace(samples.CONSENT, services=(asked,))) == []
    action = f"연계 의뢰 26-101-0371 ({service.organisation})"
    assert printed(replace(samples.NOTE, action=action)) == []


def comes_out(papers: Iterable[Trial]) -> bool:
    """What the papers themselves say."""
    return not any(one.draw().problems for one in papers)


@pytest.mark.parametrize("field", CENTRE_FIELDS)
def test_the_longest_fact_of_the_centre_is_taken_in_and_a_longer_one_told(field: str) -> None:
    def filled(text: str) -> CentreFacts:
        return replace(CENTRE, **{field: text})  # type: ignore[arg-type]

    most = longest(lambda text: comes_out(papers_of(filled(text), USUAL_NAME)))
    assert len(most) >= CENTRE_FIELDS[field]
    assert centre_faults(filled(most), ()) == {}
    with_centre(filled(most))
    told = centre_faults(filled(most + "가가"), ())
    assert list(told) == [field]
    assert "자쯤 줄여 주십시오" in told[field]


def test_the_longest_name_of_a_colleague_is_taken_in_and_a_longer_one_told() -> None:
    most = longest(lambda text: comes_out(papers_of(CENTRE, text)))
    assert len(most) >= 18
    assert counsellor_fault(most, (CENTRE,)) == ""
    with_centre(CENTRE, most)
    assert "2자쯤 줄여 주십시오" in counsellor_fault(most + "가가", (CENTRE,))


@pytest.mark.parametrize("field", PARTNER_FIELDS)
def test_the_longest_fact_of_a_partner_is_taken_in_and_a_longer_one_told(field: str) -> None:
    def filled(text: str) -> PartnerService:
        return replace(SERVICE, **{field: text})  # type: ignore[arg-type]

    fields = tuple(PARTNER_FIELDS)
    most = longest(lambda text: comes_out(papers_to(filled(text), CENTRE)))
    assert len(most) >= PARTNER_FIELDS[field]
    assert partner_faults((filled(most),), CENTRE, fields) == {}
    to_partner(filled(most))
    assert list(partner_faults((filled(most + "가가"),), CENTRE, fields)) == [field]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.fixed_dictionaries(dict.fromkeys(("name", "sender", "address", "hours"), TEXT)))
def test_what_is_taken_in_together_comes_out_and_nothing_is_refused_without_a_field(
    values: dict[str, str],
) -> None:
    facts = replace(CENTRE, **values)  # type: ignore[arg-type]
    told = centre_faults(facts, ("남궁슬기로운",))
    assert set(told) <= set(values)
    if not told:
        with_centre(facts, "남궁슬기로운")


def test_a_letter_the_papers_lack_is_said_while_it_is_typed() -> None:
    assert "☎" in centre_faults(replace(CENTRE, hours="☎ 평일"), ())["hours"]


def test_criteria_that_fill_more_than_their_row_are_said_at_their_field() -> None:
    service = replace(
        SERVICE, criteria=tuple(f"확인할 요건 {number} 번째 줄" for number in range(9))
    )
    assert list(partner_faults((service,), CENTRE, ("criteria", "name"))) == ["criteria"]
