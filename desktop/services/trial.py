"""What a form takes in must come out on paper: every paper is drawn on trial before a save.

The papers themselves say what they can hold, so there is no second list of lengths that
could drift from them. A refusal names the field to be mended and by how much, while
nobody is waiting: at issue the counsellor could not shorten a partner's name any more.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from desktop.domain.centre import CentreFacts
from desktop.domain.clock import KST
from desktop.domain.consent import Item
from desktop.domain.papers import (
    ApplicationRecord,
    Choice,
    ConsentRecord,
    ConsentService,
    Copy,
    DayLine,
    DaySheetRecord,
    Footer,
    NoteRecord,
    PaperRecord,
    PartnerSheetRecord,
    ProofRecord,
    ReceiptRecord,
    SlipRecord,
    SlipRow,
    StopRecord,
    VisitProven,
)
from desktop.domain.partner import Organisation, PartnerService
from desktop.printing.drawn import Drawn, Problem

Papers = Callable[[Mapping[str, str]], Iterator["Trial"]]
"""All papers on which the fields of a form stand, filled with these values."""

USUAL_NAME = "남궁슬기로운"
"""A colleague every centre's facts leave room for; no shorter name is ever too long."""
_USUAL_CENTRE = {
    "name": "광진구 일자리센터",
    "sender": "광진구 일자리센터장",
    "address": "서울특별시 광진구 아차산로 400, 5층",
    "building": "광진구 통합청사",
    "phone": "02-450-1419",
    "fax": "02-450-1799",
    "hours": "평일 09:00~18:00",
}
_USUAL_PARTNER = {
    "organisation": "서울특별시동부여성발전센터",
    "address": "광진구 아차산로30길 36",
    "phone": "02-450-1419",
    "hours": "평일 09:00~18:00",
    "directions": "구의역 4번 출구",
    "name": "직업교육·취업 연계",
    "purpose": "구직 상담·직업교육 연계",
    "retention": "연계가 끝난 날부터 1년",
    "criteria": "취업 희망",
    "contact_team": "직업상담팀",
    "contact_name": "남궁슬기",
    "contact_phone": "02-450-1419",
}
_LISTED = ("criteria",)
_DAY = date(2026, 12, 30)
_MOMENT = datetime(2026, 12, 30, 14, 35, tzinfo=KST)
_SLIP, _VISIT, _CONSENT, _PRINT = (
    "26-101-0371",
    "26-101-02914",
    "26-101-005258",
    "26-101-0002213",
)
_VISITOR = "남궁슬기로운"


@dataclass(frozen=True, slots=True)
class Trial:
    """A paper with its name, to be drawn."""

    paper: str
    record: PaperRecord
    counsellor: str
    large: bool = False

    def draw(self) -> Drawn:
        """The paper as it would be printed again, with the longest foot line."""
        # reportlab costs a quarter of a second: loaded with the first paper, not with the window.
        from desktop.printing.slip import draw_slip
        from desktop.services.papers import draw

        footer = Footer(_PRINT, _MOMENT, self.counsellor, "상담 확인 제출", reprint=10)
        if isinstance(self.record, SlipRecord):
            return draw_slip(self.record, footer, large=self.large)
        return draw(self.record, footer, large=self.large)


def centre_faults(facts: CentreFacts, counsellors: Sequence[str]) -> dict[str, str]:
    """What of the centre's facts would not come out whole on some paper, a sentence each.

    `counsellors` share lines with it; the longest name counts.
    """
    longest = max((USUAL_NAME, *counsellors), key=len)

    def papers(values: Mapping[str, str]) -> Iterator[Trial]:
        filled = replace(facts, **values)  # type: ignore[arg-type]
        return papers_of(filled, longest)

    return _faults({name: getattr(facts, name) for name in _USUAL_CENTRE}, _USUAL_CENTRE, papers)


def counsellor_fault(name: str, centres: Sequence[CentreFacts]) -> str:
    """Why a colleague's name would not come out whole beside the centre's facts; else empty."""

    def papers(values: Mapping[str, str]) -> Iterator[Trial]:
        for facts in centres:
            yield from papers_of(facts, values["name"])

    return _faults({"name": name}, {"name": USUAL_NAME}, papers).get("name", "")


def partner_faults(
    services: Sequence[PartnerService], centre: CentreFacts, fields: Sequence[str]
) -> dict[str, str]:
    """What of these `fields` of a partner's services would not come out whole on some paper.

    Names of the fields are those of `PartnerService`; `criteria` are looked at together.
    """
    found: dict[str, str] = {}
    for service in services:
        given = {
            name: "\n".join(service.criteria) if name in _LISTED else getattr(service, name)
            for name in fields
        }

        def papers(values: Mapping[str, str], service: PartnerService = service) -> Iterator[Trial]:
            lists = {name: tuple(values[name].splitlines()) for name in _LISTED if name in values}
            filled = replace(service, **{**values, **lists})  # type: ignore[arg-type]
            return papers_to(filled, centre)

        found = _faults(given, _USUAL_PARTNER, papers) | found
    return found


def no_service_yet(organisation: Organisation) -> PartnerService:
    """A body that offers nothing yet, as it will stand on papers with an ordinary service."""
    usual = _USUAL_PARTNER
    return PartnerService(
        id=0,
        organisation_id=organisation.id,
        organisation=organisation.name,
        organisation_short=organisation.short_name,
        name=usual["name"],
        kinds=(),
        purpose=usual["purpose"],
        items=(Item.NAME, Item.PHONE),
        retention=usual["retention"],
        documents=(),
        criteria=(),
        address=organisation.address,
        phone=organisation.phone,
        fax=organisation.fax,
        hours=organisation.hours,
        directions=organisation.directions,
        reply_days=10,
        slip_days=14,
        copies=tuple(copy.value for copy in Copy),
        large_type=True,
        internal=organisation.internal,
        target_keys=(),
        valid_from=organisation.valid_from,
        valid_to=None,
        checked_on=organisation.checked_on,
        contact_team=usual["contact_team"],
        contact_name=usual["contact_name"],
    )


def _faults(given: Mapping[str, str], usual: Mapping[str, str], papers: Papers) -> dict[str, str]:
    """The fields that keep a paper from being printed: those whose shortening would mend it."""
    broken = {place for place, one in enumerate(papers(given)) if one.draw().problems}
    if not broken:
        return {}

    def problems(values: Mapping[str, str]) -> list[tuple[str, Problem]]:
        return [
            (one.paper, problem)
            for place, one in enumerate(papers(values))
            if place in broken
            for problem in one.draw().problems
        ]

    def weight(values: Mapping[str, str]) -> int:
        return sum(1 + problem.excess for _, problem in problems(values))

    whole = weight(given)
    short = {name: usual[name][: len(text)] for name, text in given.items()}
    guilty = [
        name
        for name, text in given.items()
        if text and weight({**given, name: short[name]}) < whole
    ]
    found = {}
    for name in guilty:
        others = {**given, **{one: short[one] for one in guilty if one != name}}
        told = problems(others)
        if not told:  # too long only together with the others: the longest is told
            if name != max(guilty, key=lambda one: len(given[one]) - len(short[one])):
                continue
            others, told = dict(given), problems(given)
        paper, _ = told[0]
        lacking = next((one for _, one in told if one.missing), None)
        if lacking is not None:
            found[name] = (
                f"종이에 찍을 수 없는 글자입니다: ‘{lacking.missing}’. 다른 글자로 바꿔 주십시오."
            )
            continue
        left = len(problems({**others, name: short[name]}))
        fit = _longest(
            given[name],
            len(short[name]),
            lambda text, name=name, others=others, left=left: (  # type: ignore[misc]
                len(problems({**others, name: text})) <= left
            ),
        )
        over = max(1, len(given[name]) - fit)
        found[name] = f"{paper}에 다 찍히지 않습니다. {over}자쯤 줄여 주십시오."
    return found


def _longest(text: str, least: int, fits: Callable[[str], bool]) -> int:
    """How many letters from the front fit, at least so many."""
    most = len(text)
    while least < most:
        middle = (least + most + 1) // 2
        if fits(text[:middle]):
            least = middle
        else:
            most = middle - 1
    return least


def papers_of(centre: CentreFacts, counsellor: str) -> Iterator[Trial]:
    """Every paper that carries the centre and a colleague, about an ordinary visitor."""
    partner = _USUAL_PARTNER["organisation"]
    slip = SlipRecord(
        number=_SLIP,
        issued_on=_DAY,
        centre=centre,
        counsellor=counsellor,
        partner=partner,
        partner_head=f"{partner}장",
        rows=(SlipRow(Item.NAME, _VISITOR), SlipRow(Item.PHONE, "010-0000-5678")),
        consent_number=_CONSENT,
        consent_on=_DAY,
        consent_form="2026-1판",
        valid_until=_DAY,
        reply_due=_DAY,
        service=_USUAL_PARTNER["name"],
        purpose=_USUAL_PARTNER["purpose"],
        reference=_USUAL_PARTNER["contact_team"],
        partner_phone=_USUAL_PARTNER["phone"],
        partner_address=_USUAL_PARTNER["address"],
        visitor_name=_VISITOR,
    )
    receipt = ReceiptRecord(
        number=_VISIT,
        received_at=_MOMENT,
        centre=centre,
        counsellor=counsellor,
        purposes=("구직 상담", "직업훈련"),
        visitor_name=_VISITOR,
        valid_until=_DAY,
        next_on=_DAY,
        next_at=time(14, 30),
    )
    sheet = PartnerSheetRecord(centre, _DAY, partner, phone=_USUAL_PARTNER["phone"])
    for large in (False, True):
        yield Trial("연계 의뢰서", slip, counsellor, large)
        yield Trial("접수증", receipt, counsellor, large)
        yield Trial("기관 안내문", sheet, counsellor, large)
    yield Trial("상담일지", _note(centre, counsellor), counsellor)
    visit = VisitProven(_DAY, time(13, 5), time(14, 35), "찾아가는 상담", "구직 상담", counsellor)
    proof = ProofRecord(
        number=_PRINT,
        issued_on=_DAY,
        centre=centre,
        counsellor=counsellor,
        name=_VISITOR,
        birth="1992. 12. 14.",
        visits=(visit,),
        visit_number=_VISIT,
    )
    yield Trial("상담(방문) 확인서", proof, counsellor)
    stop = StopRecord(
        number=_SLIP,
        issued_on=_DAY,
        centre=centre,
        counsellor=counsellor,
        partner=partner,
        partner_head=f"{partner}장",
        slip_issued_on=_DAY,
        withdrawn_on=_DAY,
        consent_number=_CONSENT,
        items=(Item.NAME, Item.PHONE),
        answer_due=_DAY,
    )
    yield Trial("이용 중지 요청서", stop, counsellor)
    application = ApplicationRecord(
        centre,
        number=_VISIT,
        received_at=_MOMENT,
        counsellor=counsellor,
        valid_until=_DAY,
        name=_VISITOR,
    )
    yield Trial("구직신청서", application, counsellor)
    yield Trial("개인정보 동의서", ConsentRecord(centre, number=_CONSENT), counsellor)
    line = DayLine(time(14, 30), "남****", "구직 상담", counsellor, "찾아가는 상담")
    yield Trial("일일 예약표", DaySheetRecord(_DAY, centre, (line,)), counsellor)


def _note(centre: CentreFacts, counsellor: str, action: str = "") -> NoteRecord:
    """A note long enough for a second sheet, which has a head of its own."""
    return NoteRecord(
        number=_VISIT,
        started_at=_MOMENT,
        ended_at=_MOMENT,
        centre=centre,
        counsellor=counsellor,
        name=_VISITOR,
        about="여, 만 34세",
        written_at=_MOMENT,
        method="창구",
        type="초기",
        summary="\n".join(["상담 내용"] * 40),
        action=action,
    )


def papers_to(service: PartnerService, centre: CentreFacts) -> Iterator[Trial]:
    """Every paper that carries a partner and its service."""
    from desktop.services.consents import head_of, reference_of

    told = tuple(item for item in Item if item in service.items) or (Item.NAME,)
    rows = [SlipRow(item, "—") for item in told if item not in (Item.CRITERIA, Item.SERVICES)]
    if Item.CRITERIA in told and service.criteria:
        rows.append(SlipRow(Item.CRITERIA, choices=tuple(map(Choice, service.criteria))))
    slip = SlipRecord(
        number=_SLIP,
        issued_on=_DAY,
        centre=centre,
        counsellor=USUAL_NAME,
        partner=service.organisation,
        partner_head=head_of(service.organisation),
        rows=tuple(rows),
        consent_number=_CONSENT,
        consent_on=_DAY,
        consent_form="2026-1판",
        valid_until=_DAY,
        reply_due=_DAY,
        copies=tuple(Copy),
        service=service.name,
        purpose=service.purpose,
        reference=reference_of(service),
        partner_phone=service.contact_phone or service.phone,
        partner_address=service.address,
        partner_directions=service.directions,
        called_before="2026. 12. 30. 13:50",
        visitor_name=_VISITOR,
        appointment_on=_DAY,
        appointment_at=time(14, 30),
    )
    sheet = PartnerSheetRecord(
        centre=centre,
        given_on=_DAY,
        partner=service.organisation,
        service=service.name,
        help="취업상담 · 직업훈련",
        criteria=service.criteria,
        address=service.address,
        directions=service.directions,
        phone=service.phone,
        hours=service.hours,
        contact=service.contact_team,
        documents=("신분증", "이력서"),
        checked_on=_DAY,
    )
    yield Trial("연계 의뢰서", slip, USUAL_NAME)
    yield Trial("연계 의뢰서", replace(slip, appointment_on=None), USUAL_NAME, large=True)
    yield Trial("기관 안내문", sheet, USUAL_NAME, large=True)
    asked = ConsentService(service.organisation, service.purpose, told, service.retention)
    consent = ConsentRecord(centre, number=_CONSENT, services=(asked,))
    yield Trial("개인정보 동의서", consent, USUAL_NAME)
    action = f"연계 의뢰 {_SLIP} ({service.organisation})"
    yield Trial("상담일지", _note(centre, USUAL_NAME, action), USUAL_NAME)
    stop = StopRecord(
        number=_SLIP,
        issued_on=_DAY,
        centre=centre,
        counsellor=USUAL_NAME,
        partner=service.organisation,
        partner_head=head_of(service.organisation),
        slip_issued_on=_DAY,
        withdrawn_on=_DAY,
        consent_number=_CONSENT,
        items=told,
        answer_due=_DAY,
        reference=reference_of(service),
    )
    yield Trial("이용 중지 요청서", stop, USUAL_NAME)
