"""A counter with invented people on a real encrypted store, for tests of screens."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.domain.account import Role, SignedIn
from desktop.domain.clock import KST, FixedClock
from desktop.domain.shipped import read_centre
from desktop.domain.visit import AppointmentDraft, Channel, VisitDraft
from desktop.domain.visitor import Career, Sex, VisitorDraft, Wish, WorkState
from desktop.paths import resources
from desktop.services.desk import Desk
from desktop.services.first_run import FirstRun
from desktop.services.opening import Premises
from desktop.services.visits import Registered
from desktop.store.ciphers import DataKey
from desktop.ui.counter import Counter

PASSWORD = "창구 앞 라일락 3그루"
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=KST)


@dataclass
class Seat:
    """Somebody signed in at a counter, with what was said and where the screens wanted to go."""

    desk: Desk
    account: SignedIn
    counter: Counter
    clock: FixedClock
    premises: Premises
    gone: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    said: list[tuple[str, str, str, object]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.counter.going.connect(lambda screen, where: self.gone.append((screen, where)))
        self.counter.saying.connect(lambda *words: self.said.append(words))

    def settle(self) -> None:
        """Wait until everything asked of the services was answered and shown."""
        self.counter.jobs.settle()

    def take_in(self, person: VisitorDraft | str, *purposes: str, **more: object) -> Registered:
        """Somebody is here."""
        draft = VisitorDraft(name=person) if isinstance(person, str) else person
        visit = VisitDraft(purposes=purposes or ("counselling",), **more)  # type: ignore[arg-type]
        return self.desk.visits.register(self.account, draft, visit)

    def toast_act(self) -> Callable[[], None]:
        """What the last toast offers to do."""
        act = self.said[-1][3]
        assert callable(act)
        return act

    def close(self) -> None:
        """Leave the counter."""
        self.counter.jobs.close()
        self.counter.leave()
        self.desk.close()
        self.premises.close()


def sit_down(folder: Path, clock: FixedClock | None = None) -> Seat:
    """A new centre with one counsellor signed in, at nine in the morning unless told.

    The first run is made once in each process and copied: stretching passwords and trying
    every paper takes a second, and what it leaves is the same each time.
    """
    clock = clock or FixedClock(MORNING)
    premises = Premises(folder, clock, resources())
    begun = _begun(clock.now())
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in begun.files.items():
        (folder / name).write_bytes(content)
    desk, account = premises.open_with_key(begun.account_id, DataKey(begun.secret))
    counter = Counter(clock, resources())
    counter.seat(desk, account)
    return Seat(desk, account, counter, clock, premises)


@dataclass(frozen=True)
class Begun:
    """What a first run leaves in the folder, and the key to it."""

    files: dict[str, bytes]
    account_id: int
    secret: bytes


@cache
def _begun(at: datetime) -> Begun:
    with TemporaryDirectory() as name:
        folder = Path(name) / "begun"
        premises = Premises(folder, FixedClock(at), resources())
        prepared = premises.prepare(
            FirstRun(read_centre(resources() / "codes")[-1], 1, "한서윤", Role.TEAM_LEAD, PASSWORD)
        )
        desk, account = prepared.confirm()
        secret = bytes(desk._data_key.secret)
        desk.close()
        premises.close()
        files = {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}
    return Begun(files, account.account_id, secret)


SUA = VisitorDraft(
    name="박수아",
    birth=date(1992, 3, 14),
    sex=Sex.FEMALE,
    phone="01055210937",
    dong="1121584700",
    contact_time="평일 10~14시",
    work_state=WorkState.SEEKING,
    left_month="2017-02",
    leaving_reason="family_start",
    education="05",
    careers=(Career("주식회사 나래상사", "회계 전표, 급여", "2014-03", "2017-02", "family_start"),),
    wish=Wish(jobs=("027",), employment_form="21", wage_kind="M", wage=2_000_000),
)
HOA = VisitorDraft(
    name="NGUYEN THI HOA MAI LINH PHUONG ANH THU HUONG GIANG",
    birth=date(1990, 5, 2),
    sex=Sex.FEMALE,
    phone="01030000815",
    foreign=True,
    stay_status="F-6",
    may_work=True,
    stay_until=date(2026, 12, 10),
    dong="1121571000",
)


def fill_morning(seat: Seat) -> list[Registered]:
    """A morning at the counter: waiting, talking, done, appointments, duties."""
    account, visits = seat.account, seat.desk.visits
    names = [
        ("김영숙", ("counselling",)), ("이정호", ("benefit",)), ("최말순", ("resume",)),
        ("정민지", ("training",)), ("강동현", ("counselling",)), ("조은정", ("reply",)),
        ("윤순자", ("counselling",)), (SUA, ("counselling", "training")), ("이상철", ("benefit",)),
        ("남궁영희", ("resume",)), (HOA, ("enquiry",)),
    ]  # fmt: skip
    made = []
    for place, (person, purposes) in enumerate(names):
        seat.clock.at = MORNING + timedelta(minutes=17 * place)
        made.append(seat.take_in(person, *purposes))
        if place < 7:
            seat.clock.at += timedelta(minutes=4 + place * 3)
            visits.call(account, made[-1].visit_id)
            visits.start(account, made[-1].visit_id)
        if place < 4:
            seat.clock.at += timedelta(minutes=9)
            result = ("informed", "counselled", "registered", "")[place]
            visits.finish(account, made[-1].visit_id, result)
    seat.clock.at = MORNING + timedelta(minutes=195)
    visits.enquire(account, VisitDraft(("enquiry",), Channel.PHONE))
    today = seat.clock.today()
    for place, at in enumerate((time(14, 30), time(16, 0))):
        visits.appoint(account, made[place].visitor_id, AppointmentDraft(today, at, "이력서 첨삭"))
    seat.desk.visitors.file_seeking(account, made[2].visitor_id)
    seat.desk.follow_ups.promise(account, made[3].visitor_id, today, "취업 1개월 안부 여쭙기")
    return made
