"""One small office whose people, partners, colleagues and centre are named as badly as can be.

Everybody is invented. Each person has one of everything a screen shows: a visit of
today, consents, a note with a later wording, an appointment, a promise, a slip.
"""

import unicodedata
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from pathlib import Path

from desktop.domain.account import Role
from desktop.domain.clock import FixedClock
from desktop.domain.consent import Answer, ConsentDraft, ConsentKind, ConsentMethod, Item
from desktop.domain.note import NoteDraft, NoteMethod, NoteType, PlanItem, Topic, TopicState
from desktop.domain.partner import Contact, Organisation, PartnerService
from desktop.domain.referral import Evidence, Paper, Progress, ReplyDraft, SlipDraft
from desktop.domain.shipped import read_centre
from desktop.domain.visit import AppointmentDraft, VisitDraft, VisitState
from desktop.domain.visitor import Career, Sex, VisitorDraft, Wish, WorkState
from desktop.paths import resources
from desktop.services.demo_store import DEMO_PASSWORD
from desktop.services.first_run import FirstRun
from desktop.services.opening import Premises
from tests.ui.walk.store import NOW, Ids, Opened


@dataclass(frozen=True, slots=True)
class Name:
    """A name as typed, as a list may show it, and what somebody types to find it."""

    typed: str
    masked: str
    finds: tuple[str, ...]

    @property
    def kept(self) -> str:
        """As the store keeps it."""
        return unicodedata.normalize("NFC", self.typed)


LATIN = "NGUYEN THI HOA MAI LINH PHUONG ANH THU HUONG GIANG VAN KHANH NGOC BICH TRAM QUYNH CHAU"
NAMES = {
    "bold": Name("<b>강</b>", "<******>", ("<b>강",)),
    "picture": Name("<img src=x>", "<*** s*****", ("<img",)),
    "entity": Name("&amp;", "&****", ("&amp",)),
    "ampersand": Name("Kim&Lee", "K******", ("kim&lee", "kim")),
    "pattern": Name("%s {0}", "%* {**", ("%s",)),
    "latin": Name(
        LATIN,
        "N***** T** H** M** L*** P***** A** T** H**** G**** V** K**** N*** B*** T*** Q**** C***",
        ("nguyen", "nguyenthihoa"),
    ),
    "two": Name("남궁민수", "남**수", ("ㄴㄱㅁㅅ", "남궁", "ㄴㄱ")),
    "apart": Name("황보 라", "황* 라", ("ㅎㅂㄹ", "황보라", "황보 라")),
    "hanja": Name("金哲洙", "金*洙", ("金哲", "金哲洙")),
    "rare": Name("뷁", "뷁*", ("뷁", "ㅂ")),
    "emoji": Name("👩\u200d🏭", "👩**", ("👩\u200d🏭",)),
    "apple": Name(
        unicodedata.normalize("NFD", "홍각설"),
        "홍*설",
        ("홍각설", unicodedata.normalize("NFD", "홍각"), "ㅎㄱㅅ"),
    ),
    "arabic": Name("إيمان", "إ****", ("إيمان", "إيم")),
}
"""What to call each of them in tests."""

ADDRESS_40 = "서울특별시광진구아차산로사백번지통합청사오층일자리센터창구앞세번째의자뒤여덟칸"
ADDRESS_80 = (
    ADDRESS_40
    + "그리고건물관리사무소와경비실사이의좁은복도를따라가다왼쪽으로돌아서두번째문우편함구"
)
COMPANY = "주식회사<i>나래</i>상사&자회사연합유한책임회사서울광진지점영업본부해외판매지원팀"
ORGANISATION = "<b>서울</b> 동부 여성 & 가족 직업능력 개발 창업 통합 지원 재단 분원"
SHORT_NAME = "동부 여성 & 가족 <b>재단</b>"
SERVICE = "경력보유여성등 디지털 전환 직무 역량 강화 심화 과정과 인턴십 연계 & 사후 관리 꾸러미"
CONTACT = "<u>정</u>나미 & 바다"
COLLEAGUES = (
    ("<i>안</i>도현 & 표", Role.COUNSELLOR),
    ("제갈 MARIA DE LOS SANTOS", Role.TEAM_LEAD),
    ("사공 %s {0}", Role.PRIVACY_OFFICER),
)
CENTRE = "광진구 <b>일자리</b> & 창업 통합 지원 센터"
ME = "독고 <b>솔</b> & 하늬"
BOLD_WORDS = "<b>굵게</b> &lt; %s {0} & ‘따옴표’ <img src=x>"
"""Written wherever people write a sentence."""


@dataclass(frozen=True, slots=True)
class Filled:
    """The store: where each person and their papers are."""

    people: dict[str, Ids]
    organisation: int


def make_store(folder: Path) -> Filled:
    """Fill an empty folder through the real services."""
    clock = FixedClock(NOW - timedelta(hours=3))
    premises = Premises(folder, clock, resources())
    centre = replace(read_centre(resources() / "codes")[-1], name=CENTRE)
    prepared = premises.prepare(FirstRun(centre, 1, ME, Role.TEAM_LEAD, DEMO_PASSWORD))
    desk, account = prepared.confirm()
    opened = Opened(premises, desk, account, clock, folder)
    try:
        staff = [desk.accounts.add(account, *one, DEMO_PASSWORD) for one in COLLEAGUES]
        organisation, service_id = _add_partner(opened)
        people = {}
        for place, (key, name) in enumerate(NAMES.items()):
            clock.at = NOW - timedelta(minutes=170 - 12 * place)
            people[key] = _add_person(opened, place, name, service_id)
        clock.at = NOW
        for line in desk.visits.board(account).visits[:5]:
            if line.state in (VisitState.WAITING, VisitState.COUNSELLING):
                desk.visits.hand_over(account, line.id, staff[line.ticket % len(staff)].id)
        return Filled(people, organisation)
    finally:
        opened.close()


def person_of(place: int, name: Name) -> VisitorDraft:
    """What is known of a person, with an address that has no blank."""
    return VisitorDraft(
        name=name.typed,
        birth=date(1971 + place, 3, 5),
        sex=Sex.FEMALE,
        phone=f"0108{3614270 + 137 * place}",
        email="a.very.long.address.without.end.of.a.person.named@mail.example.kr",
        address=ADDRESS_80 if place % 2 else ADDRESS_40,
        dong="1121587000",
        contact_ways=("phone", "message"),
        contact_time=BOLD_WORDS,
        work_state=WorkState.SEEKING,
        left_month="2017-02",
        leaving_reason="family_start",
        education="04",
        school=ORGANISATION,
        careers=(Career(COMPANY, BOLD_WORDS, "2014-03", "2017-02", "family_start"),),
        wish=Wish(
            jobs=("027",), employment_form="11", wage_kind="M", wage=1_500_000, free_text=BOLD_WORDS
        ),
    )


def _add_partner(opened: Opened) -> tuple[int, int]:
    desk, account = opened.desk, opened.account
    page = desk.partners.save_organisation(
        account,
        Organisation(
            id=0,
            name=ORGANISATION,
            short_name=SHORT_NAME,
            kind="women",
            address=ADDRESS_80,
            phone="02-450-1111",
            fax="02-450-1112",
            directions=BOLD_WORDS,
            hours="09:00~18:00",
            internal=False,
            aliases=("<b>재단</b>",),
            valid_from=date(2026, 1, 1),
            valid_to=None,
            checked_on=None,
            source=BOLD_WORDS,
        ),
    )
    body = page.organisation
    page = desk.partners.save_service(
        account,
        PartnerService(
            id=0,
            organisation_id=body.id,
            organisation=body.name,
            organisation_short=body.short_name,
            name=SERVICE,
            kinds=("training",),
            purpose=f"직업 교육과 취업 연계 {BOLD_WORDS}",
            items=(Item.NAME, Item.PHONE, Item.REASON, Item.SUMMARY, Item.SERVICES, Item.DONG),
            retention="연계가 끝난 뒤 1년",
            documents=("id_card", "slip"),
            criteria=(),
            address=ADDRESS_40,
            phone="02-450-1113",
            fax="",
            hours="09:00~18:00",
            directions=BOLD_WORDS,
            reply_days=10,
            slip_days=14,
            copies=("partner", "visitor", "keep"),
            large_type=False,
            internal=False,
            target_keys=(),
            valid_from=date(2026, 1, 1),
            valid_to=None,
            checked_on=None,
        ),
    )
    service = page.services[0]
    desk.partners.save_contact(
        account,
        Contact(
            id=0,
            organisation_id=body.id,
            service_id=service.id,
            team="경력 <b>이음</b> & 2팀",
            name=CONTACT,
            phone="02-450-1114",
            fax="",
            valid_from=date(2026, 1, 1),
            valid_to=None,
        ),
    )
    return body.id, service.id


def _add_person(opened: Opened, place: int, name: Name, service_id: int) -> Ids:
    desk, account, clock = opened.desk, opened.account, opened.clock
    came = desk.visits.register(
        account, person_of(place, name), VisitDraft(("counselling", "training"), remark=BOLD_WORDS)
    )
    visitor_id = came.visitor_id
    if place % 3:
        desk.visits.call(account, came.visit_id)
        desk.visits.start(account, came.visit_id)
    kinds = [(ConsentKind.COLLECTION, None), (ConsentKind.SENSITIVE, None)]
    kinds += [(ConsentKind.THIRD_PARTY, service_id)]
    desk.consents.record(
        account,
        [
            ConsentDraft(
                visitor_id=visitor_id,
                kind=kind,
                answer=Answer.AGREED,
                method=ConsentMethod.PAPER,
                given_at=clock.now(),
                service_id=service,
                filed_at="동의철 <b>3</b>권 & 4권",
            )
            for kind, service in kinds
        ],
    )
    clock.advance(timedelta(minutes=2))
    note = _add_note(opened, visitor_id, place)
    slip = SlipDraft(
        visitor_id=visitor_id,
        service_id=service_id,
        services=("training",),
        reason_code="training_wish",
        reason=BOLD_WORDS,
        summary=BOLD_WORDS,
        documents=("id_card", "slip"),
    )
    if set(name.kept) & set("👩إ"):
        # Paper lacks these characters: no slip can be printed for them.
        return Ids(visitor_id, note, 0, "", service_id)
    issued = desk.referrals.issue(account, slip)
    desk.referrals.handed(account, issued.referral_id, Paper.HANDED)
    if place == 1:
        desk.referrals.record_reply(
            account,
            ReplyDraft(
                issued.line.number,
                Progress.ACCEPTED,
                Evidence.FAX,
                clock.today(),
                remark=BOLD_WORDS,
                source_name=CONTACT,
            ),
        )
    if place % 3 == 2:
        desk.visits.finish(account, came.visit_id, "counselled")
    return Ids(visitor_id, note, issued.referral_id, issued.line.number, service_id)


def _add_note(opened: Opened, visitor_id: int, place: int) -> int:
    desk, account, clock = opened.desk, opened.account, opened.clock
    topics = tuple(desk.office.codes["note_topics"].valid(clock.today()))
    draft = NoteDraft(
        visitor_id=visitor_id,
        visit_id=None,
        started_at=clock.now() - timedelta(minutes=1),
        ended_at=None,
        method=NoteMethod.COUNTER,
        reached=True,
        type=NoteType.FIRST,
        topics=(Topic(topics[0].code, TopicState.NEED, BOLD_WORDS),),
        opening=BOLD_WORDS,
        summary=BOLD_WORDS,
        sensitive=BOLD_WORDS,
        plan=(PlanItem(BOLD_WORDS, goal=BOLD_WORDS, due_on=date(2026, 12, 1)),),
        next_appointment=AppointmentDraft(
            clock.today(), time(14 + place % 4, 10 + place), BOLD_WORDS
        ),
        follow_up_on=clock.today(),
        follow_up=BOLD_WORDS,
    )
    note = desk.notes.finish(account, draft)
    amended = replace(draft, summary=f"{BOLD_WORDS} 고침", ended_at=clock.now())
    desk.notes.amend(account, note.id, note.version, amended, BOLD_WORDS)
    return note.id
