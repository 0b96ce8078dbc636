"""A counter with its partners and one visitor, for what is handed over to others."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, select

from desktop.domain.access import ActKind
from desktop.domain.account import Role, SignedIn
from desktop.domain.centre import CentreFacts
from desktop.domain.clock import FixedClock
from desktop.domain.codes import CodeBook
from desktop.domain.consent import Answer, ConsentDraft, ConsentKind, ConsentLine, ConsentMethod
from desktop.domain.partner import PartnerService
from desktop.domain.referral import SlipDraft
from desktop.domain.rights import Right
from desktop.domain.visit import VisitDraft
from desktop.domain.visitor import Sex, VisitorDraft, Wish, WorkState
from desktop.paths import resources
from desktop.services.act import Office
from desktop.services.centre import Centre, put_facts, put_holidays
from desktop.services.chases import Chases
from desktop.services.consents import Consents
from desktop.services.papers import Papers
from desktop.services.partners import Partners, fill_directory
from desktop.services.referrals import IssuedSlip, Referrals
from desktop.services.visitors import Visitors
from desktop.services.visits import Registered, Visits
from desktop.store.ciphers import DataKey
from desktop.store.database import Database
from desktop.store.keys import Keys
from desktop.store.log import AccessRow
from desktop.store.office import Account
from desktop.store.schema import largest_key

CENTRE = CentreFacts(
    name="광진구 일자리센터",
    sender="광진구 일자리센터장",
    address="서울특별시 광진구 아차산로 400, 5층",
    building="광진구 통합청사",
    phone="02-450-1419",
    phones=("02-450-1419", "02-450-1741"),
    fax="",
    department="일자리청년과",
    department_phone="02-450-7053",
    hours="09:00~18:00",
    approvers=("담당", "팀장", "과장"),
    seal="omitted",
    valid_from=date(2026, 1, 1),
)
PERSON = VisitorDraft(
    name="서지영",
    birth=date(1984, 5, 2),
    sex=Sex.FEMALE,
    phone="01000000937",
    dong="1121587000",
    contact_ways=("phone", "message"),
    work_state=WorkState.SEEKING,
    leaving_reason="family_start",
    left_month="2017-02",
    education="04",
    wish=Wish(jobs=("027",), employment_form="11", wage_kind="M", wage=1_500_000),
)


@dataclass
class Linked:
    """The services around a referral, with somebody signed in."""

    database: Database
    office: Office
    clock: FixedClock
    account: SignedIn
    colleague: SignedIn

    def __post_init__(self) -> None:
        self.centre = Centre(self.office)
        self.visits = Visits(self.office)
        self.visitors = Visitors(self.office)
        self.partners = Partners(self.office)
        self.consents = Consents(self.office)
        self.referrals = Referrals(self.office)
        self.chases = Chases(self.office)
        self.papers = Papers(self.office)

    def take_in(self, person: VisitorDraft = PERSON) -> Registered:
        """Somebody new is here."""
        return self.visits.register(self.account, person, VisitDraft(purposes=("counselling",)))

    def service(self, name: str = "직업교육") -> PartnerService:
        """A shipped service by its name."""
        return next(one for one in self.partners.services(self.account) if one.name == name)

    def ticked(self, visitor_id: int, service: PartnerService, **more: object) -> ConsentDraft:
        """The row of one partner on the signed paper, agreed unless told otherwise."""
        values: dict[str, object] = {
            "visitor_id": visitor_id,
            "kind": ConsentKind.THIRD_PARTY,
            "answer": Answer.AGREED,
            "method": ConsentMethod.PAPER,
            "given_at": self.clock.now(),
            "service_id": service.id,
            "filed_at": "동의철 3권",
        }
        return ConsentDraft(**{**values, **more})  # type: ignore[arg-type]

    def agree(self, visitor_id: int, service: PartnerService, **more: object) -> ConsentLine:
        """The visitor ticked 동의 for one partner."""
        (line,) = self.consents.record(self.account, [self.ticked(visitor_id, service, **more)])
        return line

    def slip(self, visitor_id: int, service: PartnerService, **more: object) -> SlipDraft:
        """A slip as typed, valid unless told otherwise."""
        draft = SlipDraft(
            visitor_id=visitor_id,
            service_id=service.id,
            services=("training",),
            reason_code="training_wish",
            reason="전산회계 실무 수강을 희망함",
            summary="전산회계를 다시 배운 뒤 시간제 경리로 시작하기를 희망함.",
            documents=("id_card", "slip"),
        )
        return replace(draft, **more)  # type: ignore[arg-type]

    def issued(self, **more: object) -> IssuedSlip:
        """Somebody taken in, agreed and referred."""
        visitor_id = self.take_in().visitor_id
        service = self.service()
        self.agree(visitor_id, service)
        return self.referrals.issue(self.account, self.slip(visitor_id, service, **more))

    def later(self, **by: int) -> None:
        """Time passes."""
        self.clock.advance(timedelta(**by))

    def be(self, account: SignedIn) -> SignedIn:
        """Somebody else sits down."""
        self.office.admit(account)
        return account

    def rows(self, mapped: type) -> int:
        """How many rows a table has."""
        with self.database.read() as session:
            return session.execute(select(func.count()).select_from(mapped)).scalar_one()

    def log(self) -> list[tuple[str, str, list[int]]]:
        """(kind, purpose, subjects) of the access log, oldest first."""
        with self.database.read() as session:
            rows = session.scalars(select(AccessRow).order_by(AccessRow.id))
            return [(row.kind, row.purpose, row.subjects) for row in rows]


def open_linked(folder: Path, clock: FixedClock) -> Linked:
    """A new encrypted store with the shipped partners and two accounts.

    Made once in each process for a moment and copied: filling the directory takes longer
    than most tests.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = _made(clock.now())
    (folder / "linked.db").write_bytes(made.content)
    database = Database(folder / "linked.db", DataKey(made.secret))
    with database.read() as session:
        keys = Keys(1, after=largest_key(session))
    office = Office(database, keys, clock, shipped_codes(), desk=1, place="창구-1")
    one, other = made.accounts
    office.admit(one)
    return Linked(database, office, clock, one, other)


@cache
def shipped_codes() -> CodeBook:
    """The code lists, read once."""
    return CodeBook.load(resources() / "codes")


@dataclass(frozen=True)
class Made:
    """The store of a moment as bytes, its key, and who works there."""

    content: bytes
    secret: bytes
    accounts: tuple[SignedIn, SignedIn]


@cache
def _made(at: datetime) -> Made:
    clock, key = FixedClock(at), DataKey.random()
    secret = bytes(key.secret)
    with TemporaryDirectory() as name:
        path = Path(name) / "linked.db"
        database = Database.create(path, key)
        keys = Keys(1)
        names = ("한서윤", "오민재")
        one, other = (SignedIn(keys.new(), name, Role.TEAM_LEAD, f"token-{name}") for name in names)
        with database.write() as session:
            for account in (one, other):
                session.add(
                    Account(
                        id=account.account_id,
                        name=account.name,
                        role=Role.TEAM_LEAD.value,
                        created_at=clock.now(),
                    )
                )
        office = Office(database, keys, clock, shipped_codes(), desk=1, place="창구-1")
        office.admit(one)
        with office.act(one, Right.OWN, ActKind.SETTING, purpose="처음 준비") as act:
            put_facts(act, CENTRE)
            put_holidays(act, {date(2026, 12, 25): "기독탄신일", date(2027, 1, 1): "1월 1일"})
            fill_directory(act, resources() / "codes" / "partners.toml")
        office.close()
        return Made(path.read_bytes(), secret, (one, other))


def moment(text: str) -> datetime:
    """A moment in the office's own time, `2026-11-20 10:30`."""
    from desktop.domain.clock import KST

    return datetime.fromisoformat(text).replace(tzinfo=KST)
