"""A turn at the counter, act by act: one visitor from the search to the reply that came back."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from desktop.bench.claims import Claim
from desktop.bench.finding import TYPED
from desktop.bench.office import Opened
from desktop.bench.saving import someone
from desktop.domain.access import ActKind
from desktop.domain.consent import Answer, ConsentDraft, ConsentKind, ConsentMethod
from desktop.domain.draft import FormDraft
from desktop.domain.note import NoteDraft, NoteMethod, NoteType
from desktop.domain.partner import PartnerService
from desktop.domain.period import Span, period_of
from desktop.domain.referral import Evidence, Paper, Progress, ReplyDraft, SlipDraft
from desktop.domain.rights import Right
from desktop.domain.visit import VisitDraft
from desktop.services.centre import put_setting
from desktop.services.duplicates.passing import POSITION, Position
from desktop.services.duplicates.records import PairCard
from desktop.services.referrals import IssuedSlip, Wanted
from desktop.services.results import Asked
from desktop.services.visits import Registered
from desktop.store.people import Visitor

COUNSELLING = VisitDraft(("counselling",))
MANY = 20
"""Old visitors looked at in a turn's place along the years: spread, and the same in each run."""

LOOKED_AT = 60
"""People that the look for doubles goes through at once; it would go on as long as nobody types."""


class Turn:
    """One turn of one office; what an act leaves is what the next one begins with."""

    def __init__(self, office: Opened, number: int) -> None:
        self.office = office
        self._number = number
        self._desk, self._account = office.desk, office.account
        office.clock.advance(timedelta(minutes=1))
        self._person = someone(5_000 + number)
        self._old_id = self._somebody()
        self._service = self._partner()
        self._made: Registered | None = None
        self._slip: IssuedSlip | None = None
        self._pair: PairCard | None = None
        self._merging = 0

    def timed(self, act: "Act") -> tuple[float, int]:
        """Seconds of one act; lines it showed, 0 where it shows none or a part of a list."""
        if act.before is not None:
            act.before(self)
        begun = time.perf_counter()
        lines = act.do(self)
        return time.perf_counter() - begun, lines or 0

    # What is there already ----------------------------------------------------------------

    def _somebody(self) -> int:
        """Somebody who came at some time."""
        with self._desk.office.reading_aside(self._account) as session:
            first, last = session.execute(select(func.min(Visitor.id), func.max(Visitor.id))).one()
            place = first + (last - first) * (self._number % MANY) // MANY
            found = session.scalar(
                select(Visitor.id).where(Visitor.id >= place).order_by(Visitor.id).limit(1)
            )
        return int(found or last)

    def _partner(self) -> PartnerService:
        fitting = [
            one
            for one in self._desk.partners.services(self._account)
            if not one.missing and not one.internal and not one.criteria and one.kinds
        ]
        return fitting[0]

    @property
    def _visitor_id(self) -> int:
        assert self._made is not None
        return self._made.visitor_id

    # What a counsellor does, in the order of a visit ----------------------------------------

    def find(self) -> None:
        """One key in the search box."""
        self._desk.visitors.look_up(self._account, TYPED[self._number * 7 % len(TYPED)])

    def end_search(self) -> None:
        """The row in the log that a search leaves."""
        self._desk.visitors.end_search(self._account, 3, self._old_id, "김민지")

    def open(self) -> None:
        """The page of somebody."""
        self._desk.visitors.open(self._account, self._old_id)

    def compare(self) -> None:
        """Whether somebody is known already, while the form is filled in."""
        self._desk.visitors.likely_same(self._account, self._person)

    def keep_draft(self) -> None:
        """The form half typed, as every two seconds."""
        drafts = self._desk.drafts
        body = {"name": "백서윤", "phone": "010-0000-5678"}
        drafts.keep(self._account, FormDraft(drafts.new_id(), "intake", "접수", None, body))

    def take_in(self) -> None:
        """Somebody new."""
        self._made = self._desk.visits.register(self._account, self._person, COUNSELLING)

    def arrive(self) -> None:
        """Somebody known."""
        self._desk.visits.arrive(self._account, self._old_id, COUNSELLING)

    def note(self) -> None:
        """The talk is filed."""
        assert self._made is not None
        now = self.office.clock.now()
        draft = NoteDraft(
            visitor_id=self._visitor_id,
            visit_id=self._made.visit_id,
            started_at=now - timedelta(minutes=25),
            ended_at=now,
            method=NoteMethod.COUNTER,
            reached=True,
            type=NoteType.FIRST,
            opening="아홉 해 만에 다시 일하려 함.",
            summary="시간제 경리부터 시작하기로 함. 전산회계를 다시 배우기를 희망함.",
        )
        self._desk.notes.finish(self._account, draft)

    def agree(self) -> None:
        """Two rows of the consent paper."""
        rows: tuple[tuple[ConsentKind, int | None], ...] = (
            (ConsentKind.COLLECTION, None),
            (ConsentKind.THIRD_PARTY, self._service.id),
        )
        drafts = [
            ConsentDraft(
                visitor_id=self._visitor_id,
                kind=kind,
                answer=Answer.AGREED,
                method=ConsentMethod.PAPER,
                given_at=self.office.clock.now(),
                service_id=service_id,
                filed_at="동의철 1권",
            )
            for kind, service_id in rows
        ]
        self._desk.consents.record(self._account, drafts)

    def issue(self) -> None:
        """The slip: number, record, page."""
        self._slip = self._desk.referrals.issue(
            self._account,
            SlipDraft(
                visitor_id=self._visitor_id,
                service_id=self._service.id,
                services=(self._service.kinds[0],),
                reason_code="training_wish",
                reason="직업교육을 받고 다시 일하기를 희망함",
                summary="구직 의욕이 높고 준비가 꾸준함.",
            ),
        )

    def hand(self) -> None:
        """The paper goes out."""
        assert self._slip is not None
        self._desk.referrals.handed(self._account, self._slip.referral_id, Paper.HANDED)

    def find_number(self) -> None:
        """The number of a stub is typed or scanned."""
        assert self._slip is not None
        self._desk.referrals.find_number(self._account, self._slip.line.number)

    def reply(self) -> None:
        """The partner's answer."""
        assert self._slip is not None
        self._desk.referrals.record_reply(
            self._account,
            ReplyDraft(
                number=self._slip.line.number,
                outcome=Progress.ACCEPTED,
                evidence=Evidence.FAX,
                received_on=self.office.clock.today(),
            ),
        )

    # Somebody who was taken in twice --------------------------------------------------------

    def take_in_twice(self) -> None:
        """The same person once more; the look for doubles has come up to this turn."""
        self._desk.visits.register(self._account, self._person, COUNSELLING)
        self._looked_up_to(Position(self.office.clock.now() - timedelta(seconds=1)))

    def look_anew(self) -> None:
        """The look for doubles begins with whoever came first of all."""
        self._looked_up_to(Position())

    def _looked_up_to(self, position: Position) -> None:
        with self._desk.office.act(
            self._account, Right.OWN, ActKind.CHANGE, purpose="잼", logged=False
        ) as act:
            put_setting(act, POSITION, position.plain)

    def look_for_doubles(self) -> int:
        """The look of the idle minutes, through whoever comes next."""
        return self._desk.duplicates.look_on(self._account, most=LOOKED_AT).people

    def choose_pair(self) -> None:
        """The two are found, and their card is opened."""
        duplicates = self._desk.duplicates
        mine = self._visitor_id
        pair = next(
            pair
            for pair in duplicates.pairs(self._account).pairs
            if mine in (pair.one.visitor_id, pair.other.visitor_id)
        )
        self._pair = duplicates.open(self._account, pair.id)

    def merge(self) -> None:
        """Two entries become one."""
        pair = self._pair
        assert pair is not None
        older, younger = pair.entries
        self._merging = self._desk.duplicates.merge(
            self._account, pair.id, (older.version, younger.version), {}
        )

    def part(self) -> None:
        """And two again."""
        self._desk.duplicates.part(self._account, self._merging)

    def board(self) -> int:
        """오늘, read anew: whoever came or is expected, and the duties."""
        board = self._desk.visits.board(self._account, first=False)
        return len(board.visits) + len(board.appointments) + len(board.duties)

    def calls(self) -> int:
        """Whom to call."""
        return len(self._desk.chases.today(self._account, first=False))

    def referrals(self) -> None:
        """The list of what is open."""
        self._desk.referrals.listed(self._account, Wanted(), first=False)

    def all_referrals(self) -> None:
        """The list of all."""
        self._desk.referrals.listed(self._account, Wanted(scope="all"), first=False)

    def results(self) -> None:
        """What partners did with this month's people."""
        asked = Asked(period_of(Span.MONTH, self.office.clock.today()))
        self._desk.results.table(self._account, asked)


@dataclass(frozen=True, slots=True)
class Act:
    """One act with what is claimed of its growth."""

    what: str
    claim: Claim
    do: Callable[[Turn], int | None]
    before: Callable[[Turn], None] | None = None
    """What has to be there for it, not timed."""


ACTS = (
    Act("찾기, 글쇠 하나", Claim.LOG, Turn.find),
    Act("찾기를 마침(접속기록 한 줄)", Claim.LOG, Turn.end_search),
    Act("내방객 열기", Claim.LOG, Turn.open),
    Act("같은 사람 확인", Claim.LOG, Turn.compare),
    Act("쓰던 접수 지키기", Claim.LOG, Turn.keep_draft),
    Act("접수, 처음 온 분", Claim.LOG, Turn.take_in),
    Act("접수, 다시 온 분", Claim.LOG, Turn.arrive),
    Act("상담 기록 저장", Claim.LOG, Turn.note),
    Act("동의 기록", Claim.LOG, Turn.agree),
    Act("의뢰서 내기", Claim.LOG, Turn.issue),
    Act("의뢰서 건넴", Claim.LOG, Turn.hand),
    Act("번호로 찾기", Claim.LOG, Turn.find_number),
    Act("회신 기록", Claim.LOG, Turn.reply),
    Act(
        "같은 분 찾기, 방금 온 한 명",
        Claim.LOG,
        Turn.look_for_doubles,
        Turn.take_in_twice,
    ),
    Act("같은 분으로 합치기", Claim.LOG, Turn.merge, Turn.choose_pair),
    Act("합친 것 되돌리기", Claim.LOG, Turn.part),
    Act("같은 분 찾기, 모두 중 한 명", Claim.LOG, Turn.look_for_doubles, Turn.look_anew),
    # What is due on one day grows with the office; a line of it may cost no more.
    Act("오늘 화면, 한 줄에", Claim.CONSTANT, Turn.board),
    Act("전화할 곳, 한 줄에", Claim.CONSTANT, Turn.calls),
    Act("연계 목록, 열린 의뢰", Claim.LOG, Turn.referrals),
    Act("연계 목록, 모두", Claim.LOG, Turn.all_referrals),
    Act("기관별 결과, 이번 달", Claim.LOG, Turn.results),
)
