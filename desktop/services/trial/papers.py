"""Every paper on which the centre, a colleague or a partner stands, about an ordinary visitor."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from desktop.domain.centre import CentreFacts
from desktop.domain.clock import KST
from desktop.domain.consent import Item
from desktop.domain.papers import (
    ApplicationRecord,
    CallLine,
    CallSheetRecord,
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
from desktop.printing.drawn import Drawn
from desktop.printing.wording import newest

USUAL_NAME = "남궁슬기로운"
"""A colleague every centre's facts leave room for; no shorter name is ever too long."""
USUAL_CENTRE = {
    "name": "광진구 일자리센터",
    "sender": "광진구 일자리센터장",
    "address": "서울특별시 광진구 아차산로 400, 5층",
    "building": "광진구 통합청사",
    "phone": "02-450-1419",
    "fax": "02-450-1799",
    "hours": "평일 09:00~18:00",
}
USUAL_PARTNER = {
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


def no_service_yet(organisation: Organisation) -> PartnerService:
    """A body that offers nothing yet, as it will stand on papers with an ordinary service."""
    usual = USUAL_PARTNER
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


def papers_of(centre: CentreFacts, counsellor: str) -> Iterator[Trial]:
    """Every paper that carries the centre and a colleague, about an ordinary visitor."""
    partner = USUAL_PARTNER["organisation"]
    slip = replace(
        _slip(centre, counsellor, partner, f"{partner}장"),
        rows=(SlipRow(Item.NAME, _VISITOR), SlipRow(Item.PHONE, "010-0000-5678")),
        service=USUAL_PARTNER["name"],
        purpose=USUAL_PARTNER["purpose"],
        reference=USUAL_PARTNER["contact_team"],
        partner_phone=USUAL_PARTNER["phone"],
        partner_address=USUAL_PARTNER["address"],
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
    sheet = PartnerSheetRecord(centre, _DAY, partner, phone=USUAL_PARTNER["phone"])
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
    stop = _stop(centre, counsellor, partner, f"{partner}장")
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
    asked = CallLine(_SLIP, "남****", USUAL_PARTNER["name"], _DAY, 10, due=True)
    calls = CallSheetRecord(_DAY, centre, partner, USUAL_PARTNER["phone"], (asked,))
    yield Trial("기관별 전화 시트", calls, counsellor)


def _slip(centre: CentreFacts, counsellor: str, partner: str, head: str) -> SlipRecord:
    return SlipRecord(
        number=_SLIP,
        issued_on=_DAY,
        centre=centre,
        counsellor=counsellor,
        partner=partner,
        partner_head=head,
        rows=(),
        consent_number=_CONSENT,
        consent_on=_DAY,
        consent_form="2026-1판",
        form=newest("slip", date.max),
        valid_until=_DAY,
        reply_due=_DAY,
        visitor_name=_VISITOR,
    )


def _stop(centre: CentreFacts, counsellor: str, partner: str, head: str) -> StopRecord:
    return StopRecord(
        number=_SLIP,
        issued_on=_DAY,
        centre=centre,
        counsellor=counsellor,
        partner=partner,
        partner_head=head,
        slip_issued_on=_DAY,
        withdrawn_on=_DAY,
        consent_number=_CONSENT,
        items=(Item.NAME, Item.PHONE),
        answer_due=_DAY,
    )


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
    slip = replace(
        _slip(centre, USUAL_NAME, service.organisation, head_of(service.organisation)),
        rows=tuple(rows),
        copies=tuple(Copy),
        service=service.name,
        purpose=service.purpose,
        reference=reference_of(service),
        partner_phone=service.contact_phone or service.phone,
        partner_address=service.address,
        partner_directions=service.directions,
        called_before="2026. 12. 30. 13:50",
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
    calls = CallSheetRecord(
        _DAY,
        centre,
        service.organisation_short or service.organisation,
        service.contact_phone or service.phone,
        (CallLine(_SLIP, "남****", service.name, _DAY, 10, due=True),),
        contact=reference_of(service),
        hours=service.hours,
    )
    yield Trial("기관별 전화 시트", calls, USUAL_NAME)
    stop = replace(
        _stop(centre, USUAL_NAME, service.organisation, head_of(service.organisation)),
        items=told,
        reference=reference_of(service),
    )
    yield Trial("이용 중지 요청서", stop, USUAL_NAME)
