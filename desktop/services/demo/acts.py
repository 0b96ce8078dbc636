"""The desk of the demo's past: each act done by the services, with something to say in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeVar

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.calendar import Holidays
from desktop.domain.clock import KST
from desktop.domain.clocks import Whom
from desktop.domain.consent import Answer, ConsentDraft, ConsentKind, ConsentLine, ConsentMethod
from desktop.domain.partner import PartnerService
from desktop.domain.referral import Evidence, Progress, ReplyDraft, SlipDraft
from desktop.domain.rights import Right
from desktop.services.act import Office
from desktop.services.chases import Chases
from desktop.services.consents import Consents
from desktop.services.partners import services_on
from desktop.services.referrals import IssuedSlip, Referrals
from desktop.store.referrals import Referral

One = TypeVar("One")

FILED_AT = ("동의철 1권", "동의철 2권", "동의철 3권")
ASKED = {
    "training": ("training_wish", "직업교육을 받고 다시 일하기를 희망함"),
    "counselling": ("return_to_work", "쉬었던 기간 뒤의 취업 준비를 의논하고자 함"),
    "placement": ("placement_wish", "가까운 곳의 일자리 소개를 희망함"),
    "aptitude": ("aptitude_wish", "맞는 직업을 찾는 검사를 희망함"),
    "start_up": ("start_up_wish", "작은 가게를 준비하고 있음"),
    "welfare": ("welfare_need", "생활 안정을 위한 상담을 희망함"),
}
"""Why somebody is sent for a kind of help: reason code and line."""
SUMMARIES = (
    "구직 의욕이 높고 준비가 꾸준함. 과정 일정과 시작 시기를 확인해 주시기 바람.",
    "오전 근무를 희망함. 집에서 대중교통으로 30분 안쪽의 곳을 우선으로 찾음.",
    "경력을 살린 사무 업무를 희망하며 문서 작성 교육을 함께 받고자 함.",
    "처음 지원하는 분야라 진로 상담을 먼저 받기를 희망함.",
)
WISHES = (
    "사무 보조 / 상용 / 월급 220만 원 이상",
    "조리 보조 / 시간제 / 오전",
    "돌봄 / 계약 / 집에서 30분 안",
    "",
)
CONTACTS = ("정하늘", "유보람", "신가온", "윤슬기", "조은별")
"""Invented people at the partners."""
REMARKS = {
    Progress.ARRIVED: ("첫 상담 마침", "방문하여 안내받음"),
    Progress.ACCEPTED: ("다음 달 과정에 등록", "담당자 정해 상담 시작", "두 번째 상담 예약"),
    Progress.ON_HOLD: ("다음 기수 대기", "정원이 차서 순번 대기"),
    Progress.DECLINED: ("이번 기수 모집 마감", "요건을 다시 확인하기로 함"),
    Progress.PASSED_ON: ("가까운 기관으로 다시 안내",),
    Progress.NO_SHOW: ("약속한 날 오지 않음", "전화로 여러 번 안내했으나 오지 않음"),
    Progress.COMPLETED: ("상담 4회 마침", "심리검사와 해석 상담을 마침"),
    Progress.BROKEN_OFF: ("두 번 나온 뒤 그만둠", "개인 사정으로 중단"),
}
SENT_WAYS = ("fax", "letter", "post", "email")
LED_TO = (
    ("trained", "과정 수료"),
    ("trained", "실무 과정 120시간 수료"),
    ("employed", "사무 보조로 취업"),
    ("employed", "요양보호사로 취업"),
    ("", ""),
)
"""What a finished referral led to, a code of the list `outcomes`, and the partner's remark."""
REASONS = {
    Progress.DECLINED: ("full", "criteria", "no_course", "papers", "not_stated"),
    Progress.ON_HOLD: ("seats", "papers"),
    Progress.PASSED_ON: ("fits_better",),
    Progress.NO_SHOW: ("own_reasons", "unreachable", "not_stated"),
    Progress.BROKEN_OFF: ("own_reasons", "employed_elsewhere", "moved_away"),
}
WAYS_BACK = (
    Evidence.SLIP, Evidence.FAX, Evidence.FAX, Evidence.PHONE, Evidence.PHONE, Evidence.PHOTO,
    Evidence.POST, Evidence.VISITOR, Evidence.PARTNER_VISIT,
)  # fmt: skip
WITHDRAWN_FOR = ("더 이상 연락받기를 원하지 않으심", "스스로 찾아보기로 하심")


@dataclass(frozen=True, slots=True)
class Case:
    """A visit that led further, and what is known for choosing a partner."""

    visitor_id: int
    visit_id: int | None
    at: datetime
    staff: SignedIn
    age: int
    woman: bool
    foreign: bool


class Counter:
    """The desk at which the stories happen: the services, the dice, the calendar."""

    def __init__(self, office: Office, random: Random, now: datetime) -> None:
        """`now` is the demo's present; the acts happen before it."""
        self.random = random
        self.now = now
        self.referrals = 0
        self._services: tuple[PartnerService, ...] = ()
        self._holidays = Holidays({})
        self.sit_at(office)

    def sit_at(self, office: Office) -> None:
        """Another sign-in: the same desk with the store opened anew."""
        self._office = office
        self._consents = Consents(office)
        self._referrals = Referrals(office)
        self._chases = Chases(office)

    def learn(self, someone: SignedIn) -> None:
        """Read what partners and days off there are."""
        self._office.admit(someone)
        with self._office.act(
            someone, Right.LOOK, ActKind.VIEW, purpose="기관 목록", logged=False
        ) as act:
            self._holidays = self._office.holidays(act)
            self._services = tuple(one for one in services_on(act, act.today) if not one.missing)

    # Times -----------------------------------------------------------------------------

    def after(self, at: datetime, least: int, most: int) -> datetime:
        """Some hour of a working day so many working days later."""
        day = self._holidays.after(at.date(), self.random.randint(least, most))
        minute = self.random.randrange(9 * 60 + 5, 17 * 60 + 40)
        return datetime.combine(day, time(minute // 60, minute % 60), tzinfo=KST)

    def one(self, many: Sequence[One]) -> One:
        """One of several."""
        return many[int(self.random.random() * len(many))]

    def chance(self, share: float) -> bool:
        """Whether it comes so."""
        return self.random.random() < share

    # Acts ------------------------------------------------------------------------------

    def partner(self, case: Case, day: date, but: int | None = None) -> PartnerService | None:
        """A partner service that suits somebody, on the directory's word of that day."""
        fitting = [
            one
            for one in self._services
            if one.valid_from <= day and one.id != but and _suits(one, case)
        ]
        return self.one(fitting) if fitting else None

    def consent(
        self,
        case: Case,
        at: datetime,
        service: PartnerService | None,
        *,
        answer: Answer = Answer.AGREED,
        signed: datetime | None = None,
        phone: bool = False,
    ) -> tuple[ConsentLine, ...]:
        """The rows of one consent, on paper or read out on the telephone."""
        staff = self._admit(case)
        method = ConsentMethod.PHONE if phone else ConsentMethod.PAPER
        number = ""
        if method is ConsentMethod.PAPER and signed is None and self.chance(0.12):
            services = () if service is None else (service.id,)
            number = self._consents.paper(staff, case.visitor_id, services).number
        asked: list[tuple[ConsentKind, Answer]] = [(ConsentKind.COLLECTION, Answer.AGREED)]
        if not phone and self.chance(0.4):
            optional = Answer.AGREED if self.chance(0.9) else Answer.DECLINED
            sensitive = Answer.AGREED if self.chance(0.3) else Answer.DECLINED
            messages = Answer.AGREED if self.chance(0.6) else Answer.DECLINED
            asked += [
                (ConsentKind.OPTIONAL_ITEMS, optional),
                (ConsentKind.SENSITIVE, sensitive),
                (ConsentKind.MESSAGES, messages),
            ]
        if service is not None:
            asked.append((ConsentKind.THIRD_PARTY, answer))
        filed = "" if phone else self.one(FILED_AT)
        return self._consents.record(
            staff,
            [
                ConsentDraft(
                    visitor_id=case.visitor_id,
                    kind=kind,
                    answer=said,
                    method=method,
                    given_at=signed or at,
                    service_id=service.id
                    if service is not None and kind is ConsentKind.THIRD_PARTY
                    else None,
                    filed_at=filed,
                    read_out=phone,
                    paper_number=number,
                )
                for kind, said in asked
            ],
        )

    def withdraw(self, case: Case, consent_id: int) -> None:
        """The visitor takes a consent back."""
        self._consents.withdraw(self._admit(case), consent_id, self.one(WITHDRAWN_FOR))

    def issue(self, case: Case, at: datetime, service: PartnerService) -> IssuedSlip:
        """The slip, filled in as it is at the desk."""
        staff = self._admit(case)
        kind = self.one(service.kinds)
        code, reason = ASKED.get(kind, ASKED["counselling"])
        draft = SlipDraft(
            visitor_id=case.visitor_id,
            service_id=service.id,
            visit_id=case.visit_id,
            wishes=self.one(WISHES),
            documents=service.documents,
            contact_way="전화",
            large_type=service.large_type,
            services=(kind,),
            reason_code=code,
            reason=reason,
            criteria=tuple((text, self.chance(0.8)) for text in service.criteria),
            summary=self.one(SUMMARIES) if self.chance(0.8) else "",
            called_before=f"{at:%H:%M} 통화" if self.chance(0.3) else "",
        )
        if self.chance(0.5):
            draft = self._appointed(draft, at)
        made = self._referrals.issue(staff, draft)
        self.referrals += 1
        return made

    def _appointed(self, draft: SlipDraft, at: datetime) -> SlipDraft:
        when = self.after(at, 2, 6)
        minute = self.one((0, 30))
        return replace(
            draft, appointment_on=when.date(), appointment_at=when.time().replace(minute=minute)
        )

    def revise(self, case: Case, at: datetime, made: IssuedSlip) -> IssuedSlip:
        """Another day was agreed upon: the next revision of the slip."""
        staff = self._admit(case)
        start = self._referrals.reopen(staff, made.referral_id)
        return self._referrals.revise(staff, self._appointed(start.draft, at))

    def reprint(self, case: Case, made: IssuedSlip) -> None:
        """The printer ate the paper, or it was lost."""
        self._referrals.reprint(self._admit(case), made.line.id)

    def hand(self, case: Case, made: IssuedSlip) -> None:
        """The paper leaves the counter."""
        # Each of the ways in turn: how one is sent decides nothing of what comes after.
        turn = int(made.line.number[-2]) % len(SENT_WAYS)
        way = SENT_WAYS[turn] if self.chance(0.2) else "carried"
        self._referrals.handed(self._admit(case), made.referral_id, sent_how=way)

    def another_day(self, case: Case, at: datetime, made: IssuedSlip) -> None:
        """Somebody who did not go will go another day."""
        until = (at + timedelta(days=10)).date()
        self._referrals.new_day(self._admit(case), made.referral_id, until, Evidence.PHONE)

    def reply(self, case: Case, at: datetime, made: IssuedSlip, outcome: Progress) -> None:
        """What came back."""
        result, told = self.one(LED_TO) if outcome is Progress.COMPLETED else ("", "")
        line = self._referrals.record_reply(
            self._admit(case),
            ReplyDraft(
                number=made.line.number,
                outcome=outcome,
                evidence=self.one(WAYS_BACK),
                received_on=at.date(),
                reason_code=self.one(REASONS[outcome]) if outcome in REASONS else "",
                remark=told or (self.one(REMARKS[outcome]) if self.chance(0.85) else ""),
                source_name=self.one(CONTACTS) if self.chance(0.7) else "",
                date_told=self.after(at, 5, 20).date() if outcome is Progress.ON_HOLD else None,
            ),
        )
        if result:
            self._led_to(
                case, line.id, result, at.date() - timedelta(days=self.random.randint(0, 3))
            )

    def _led_to(self, case: Case, referral_id: int, result: str, on: date) -> None:
        """What a finished referral led to, and when."""
        with self._office.act(
            self._admit(case), Right.REFER, ActKind.CHANGE, purpose="회신 기록", logged=False
        ) as act:
            referral = act.session.get(Referral, referral_id)
            if referral is None or referral.issued_on is None:
                return
            referral.result_code, referral.result_on = result, max(on, referral.issued_on)

    def chase(self, case: Case, made: IssuedSlip) -> None:
        """Somebody asks the partner how it stands; nobody knows yet."""
        self._chases.record(
            self._admit(case),
            made.referral_id,
            Whom.PARTNER,
            self.one(("phone", "phone", "phone", "fax", "email")),
            self.one(("will_answer", "absent", "no_pickup")),
            spoke_with=self.one(CONTACTS) if self.chance(0.5) else "",
        )

    def conclude(self, case: Case, made: IssuedSlip, progress: Progress) -> None:
        """We say ourselves how it stands."""
        reasons = {
            Progress.WITHDRAWN: ("own_reasons", "employed_elsewhere", "fits_better"),
            Progress.NO_SHOW: ("own_reasons", "unreachable"),
        }
        self._referrals.conclude(
            self._admit(case), made.referral_id, progress, self.one(reasons.get(progress, ("",)))
        )

    def void(self, case: Case, made: IssuedSlip) -> None:
        """It was a mistake."""
        self._referrals.void(
            self._admit(case), made.referral_id, self.one(("wrong_partner", "wrong_content"))
        )

    def undo(self, case: Case, made: IssuedSlip) -> None:
        """The last entry was wrong."""
        self._referrals.undo(self._admit(case), made.referral_id)

    def _admit(self, case: Case) -> SignedIn:
        self._office.admit(case.staff)
        return case.staff


def _suits(service: PartnerService, case: Case) -> bool:
    """Whether somebody would be sent there, by what the service calls itself."""
    words = f"{service.organisation} {service.name}"
    if "여성" in words:
        return case.woman and case.age < 60
    if "청년" in words or "대학" in words:
        return case.age < 36
    if "중장년" in words:
        return 40 <= case.age < 66
    if "어르신" in words:
        return case.age >= 60
    if "결혼이민" in words:
        return case.foreign
    if "장애인" in words:
        return case.visitor_id % 12 == 0
    return True
