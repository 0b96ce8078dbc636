"""명부 가져오기: looked through, taken over all at once or in parts, and what becomes of people."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import func, select, update

from desktop.domain.access import ActKind
from desktop.domain.account import Role
from desktop.domain.clock import FixedClock
from desktop.domain.consent import ConsentKind
from desktop.domain.errors import NotAllowed, Refused
from desktop.domain.retention import NO_NUMBER, Subject, read_rules
from desktop.domain.rights import Right
from desktop.domain.roll import Doubt
from desktop.domain.visit import VisitDraft
from desktop.domain.visitor import Sex, VisitorDraft
from desktop.paths import resources
from desktop.services import rolls
from desktop.services.centre import setting_of
from desktop.services.consents.standing import living
from desktop.services.duplicates import Duplicates
from desktop.services.refiling import Refiling
from desktop.services.retention.finding import due_lines
from desktop.services.retention.periods import load_periods
from desktop.services.rolls import RollPreview, Rolls, acts, knowing
from desktop.services.statistics.recounting import differences
from desktop.services.visitors import draft_of
from desktop.store.base import WORDS_OF_PEOPLE
from desktop.store.consents import Consent
from desktop.store.database import plan_of
from desktop.store.duplicates import DuplicatePair
from desktop.store.log import AccessRow
from desktop.store.people import Visitor, roll_day
from desktop.store.visits import Visit
from tests.rolls import HEADS, SOME, workbook
from tests.services.counting import heard
from tests.services.linked import Linked, moment, open_linked

TAKEN = ("나은별", "도한결", "류가람", "마루", "사슬")
NAMES = ("나은별", "도한결", "류가람", "서마루", "한사슬", "백아라", "남궁자작", "KIM MINJI")


@pytest.fixture
def linked(tmp_path: Path) -> Linked:
    made = open_linked(tmp_path, FixedClock(moment("2026-11-23 14:05")))
    with made.office.act(made.account, Right.RETENTION, ActKind.SETTING) as act:
        load_periods(act, read_rules(resources() / "codes" / "retention.toml"))
    return made


@pytest.fixture
def desk(linked: Linked) -> Rolls:
    return Rolls(linked.office)


def looked(desk: Rolls, linked: Linked, content: bytes, **more: Any) -> RollPreview:
    found = desk.look_through(linked.account, content, **more)
    assert found is not None
    return found


def many(count: int, since: int = 0) -> bytes:
    rows = [
        (
            one, NAMES[one % len(NAMES)], date(1950, 1, 1) + timedelta(days=7 * one),
            "남여"[one % 2], f"010-{one // 10_000:04}-{one % 10_000:04}",
            "광진구 자양로 1 (자양제4동)", date(2024, 1, 1) + timedelta(days=one % 900), "",
        )
        for one in range(since, since + count)
    ]  # fmt: skip
    return workbook(rows)


def log_rows(linked: Linked) -> list[tuple[str, str, int]]:
    with linked.database.read() as session:
        rows = session.execute(
            select(AccessRow.kind, AccessRow.purpose, AccessRow.count).order_by(AccessRow.seq)
        )
        return [(kind, purpose, count) for kind, purpose, count in rows if "명부" in purpose]


def people(linked: Linked) -> dict[str, Visitor]:
    with linked.database.read() as session:
        return {one.name: one for one in session.scalars(select(Visitor)) if one.name}


def count_of(linked: Linked) -> int:
    with linked.database.read() as session:
        return session.scalar(select(func.count()).select_from(Visitor)) or 0


def served(linked: Linked) -> int:
    """Somebody is served already: registers are taken over in parts."""
    return linked.take_in().visitor_id


def small_parts(monkeypatch: pytest.MonkeyPatch, size: int = 50) -> None:
    monkeypatch.setattr(acts, "FIRST_PART", size)
    monkeypatch.setattr(acts, "LEAST_PART", size)
    monkeypatch.setattr(acts, "MOST_PART", size)
    monkeypatch.setattr(acts, "REST", 0.0)


# ---- Looked through


def test_what_a_register_would_bring_is_told_before(desk: Rolls, linked: Linked) -> None:
    found = looked(desk, linked, workbook(SOME))
    assert (found.rows, found.taken, found.twice, found.kept_out, found.known) == (10, 5, 1, 4, 0)
    assert found.counts == {
        Doubt.NO_NAME: 1,
        Doubt.NOBODY_TOLD: 1,
        Doubt.NO_DAY: 1,
        Doubt.TIME_OVER: 1,
        Doubt.TWICE: 1,
        Doubt.BIRTH: 1,
    }
    assert found.doubts[0] == (6, Doubt.NO_NAME)
    assert found.doubts[-1] == (8, Doubt.BIRTH)
    assert found.first[0].masked_name == "나*별"
    assert found.first[0].masked_phone == "010-****-1111"
    assert found.first[0].last_on == date(2026, 2, 2)
    assert found.left == ("비고",)
    assert ("이름", "성명") in found.columns
    assert people(linked) == {}


def test_no_name_of_the_register_stands_in_what_is_logged(desk: Rolls, linked: Linked) -> None:
    found = looked(desk, linked, workbook(SOME))
    assert not any(name in repr(found) for name in TAKEN)
    desk.take(linked.account, found)
    assert log_rows(linked) == [
        ("search", "명부 가져오기 미리 보기", 0),
        ("enter", "명부 가져오기", 5),
    ]


def test_who_is_there_already_is_not_taken_again(desk: Rolls, linked: Linked) -> None:
    linked.take_in(VisitorDraft(name="나은별", birth=date(1978, 3, 5)))
    linked.take_in(VisitorDraft(name="류 가람", phone="01000000000", second_phone="01000003333"))
    linked.take_in(VisitorDraft(name="마루", birth_year=1990))
    # The telephone of a family, and a namesake born on another day.
    linked.take_in(VisitorDraft(name="도한빛", phone="01000002222"))
    linked.take_in(VisitorDraft(name="사슬", birth=date(1960, 1, 1)))
    found = looked(desk, linked, workbook(SOME))
    assert found.known == 3
    assert [one.name for one in found.people] == ["사슬", "도한결"]


def test_who_was_merged_into_another_is_there(desk: Rolls, linked: Linked) -> None:
    for phone in ("01000009999", "01000001111"):
        made = linked.take_in(VisitorDraft(name="나은별", birth=date(1978, 3, 5), phone=phone))
        linked.visits.leave(linked.account, made.visit_id)
        # What was told since wins: of the merged entry only what it is looked for by is left.
    _merge(linked)
    assert looked(desk, linked, workbook(SOME)).known == 1


def _merge(linked: Linked) -> None:
    """The two who may be one are made one."""
    doubles = Duplicates(linked.office)
    doubles.look_on(linked.account)
    (pair,) = doubles.pairs(linked.account).pairs
    with linked.database.read() as session:
        ids = session.execute(select(DuplicatePair.one_id, DuplicatePair.other_id)).one()
        versions = tuple(session.get_one(Visitor, one).version for one in ids)
    doubles.merge(linked.account, pair.id, versions, {})  # type: ignore[arg-type]


def test_the_questions_about_who_is_there_go_by_indexes(desk: Rolls, linked: Linked) -> None:
    found = looked(desk, linked, many(40))
    unborn = [one._replace(birth=None) for one in found.people]
    with linked.database.read() as session:
        for statement in knowing.known_statements((*found.people, *unborn)):
            plan = plan_of(session, statement)
            assert plan
            assert not [step for step in plan if step.startswith("SCAN visitor")], plan


@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.PRIVACY_OFFICER, Role.READER])
def test_only_a_team_leader_may(desk: Rolls, linked: Linked, role: Role) -> None:
    found = looked(desk, linked, workbook(SOME))
    from desktop.store.office import Account

    with linked.database.write() as session:
        session.execute(
            update(Account).where(Account.id == linked.account.account_id).values(role=role.value)
        )
    for act in (
        lambda: desk.look_through(linked.account, workbook(SOME)),
        lambda: desk.take(linked.account, found),
        lambda: desk.cut_short(linked.account),
        lambda: desk.blank(linked.account),
    ):
        with pytest.raises(NotAllowed, match="명부 가져오기"):
            act()
    assert people(linked) == {}


def test_people_without_a_day_get_the_one_that_is_told(desk: Rolls, linked: Linked) -> None:
    found = looked(desk, linked, workbook(SOME), undated=date(2024, 12, 31))
    assert Doubt.NO_DAY not in found.counts
    assert found.taken == 6
    with pytest.raises(Refused) as refused:
        desk.look_through(linked.account, workbook(SOME), undated=date(2026, 11, 24))
    assert set(refused.value.fields) == {"undated"}


# ---- Taken over


@pytest.mark.parametrize("among_others", [False, True])
def test_everybody_is_found_and_stands_as_typed_in(
    desk: Rolls, linked: Linked, among_others: bool
) -> None:
    if among_others:
        served(linked)
    taken = desk.take(linked.account, looked(desk, linked, workbook(SOME)))
    assert (taken.taken, taken.known, taken.stopped) == (5, 0, False)
    assert desk.cut_short(linked.account) is None
    for typed, name in (
        ("나은별", "나은별"), ("ㄷㅎㄱ", "도한결"), ("3333", "류가람"), ("마ㄹ", "마루"),
        ("780306", "도한결"), ("사슬", "사슬"),
    ):  # fmt: skip
        assert name in [one.name for one in linked.visitors.look_up(linked.account, typed)], typed
    one = people(linked)["나은별"]
    with linked.database.read() as session:
        draft = draft_of(session, session.get_one(Visitor, one.id))
    assert draft == VisitorDraft(
        name="나은별",
        birth=date(1978, 3, 5),
        birth_year=1978,
        sex=Sex.FEMALE,
        phone="01000001111",
        address="자양제4동",
        dong="1121584700",
    )
    assert (one.last_visit_on, one.visits, one.version) == (date(2026, 2, 2), 0, 1)


def test_rows_cannot_be_told_from_those_an_intake_wrote(desk: Rolls, linked: Linked) -> None:
    desk.take(linked.account, looked(desk, linked, many(60)))
    with linked.database.write() as session:
        for one in session.scalars(select(Visitor)).all():
            before = {column.key: getattr(one, column.key) for column in Visitor.__table__.columns}
            from desktop.services.visitors import fill

            fill(one, draft_of(session, one))
            after = {column.key: getattr(one, column.key) for column in Visitor.__table__.columns}
            assert before == after
        session.rollback()


def test_the_store_is_whole_and_counted_right_afterwards(desk: Rolls, linked: Linked) -> None:
    before = _indexes(linked)
    desk.take(linked.account, looked(desk, linked, many(300)))
    assert _indexes(linked) == before
    with linked.database.read() as session:
        connection = session.connection()
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert not connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        assert differences(connection)[1] == ()
        assert session.scalar(select(func.count()).select_from(Visit)) == 0
    linked.take_in()
    with linked.database.read() as session:
        assert differences(session.connection())[1] == ()


def _indexes(linked: Linked) -> Sequence[Any]:
    with linked.database.read() as session:
        return (
            session.connection()
            .exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type='index' ORDER BY name")
            .all()
        )


@pytest.mark.parametrize(
    "typed", ["ㄴㅇㅂ", "나", "0012", "1951", "kim", "ㄴㄱ", "서마루 2", "510107"]
)
def test_at_once_or_in_parts_the_search_finds_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    found = []
    for among_others in (False, True):
        clock = FixedClock(moment("2026-11-23 14:05"))
        linked = open_linked(tmp_path / str(among_others), clock)
        desk = Rolls(linked.office)
        small_parts(monkeypatch)
        if among_others:
            linked.take_in(VisitorDraft(name="튀김"))
        desk.take(linked.account, looked(desk, linked, many(200)))
        lines = linked.visitors.look_up(linked.account, typed, limit=50)
        found.append([(one.name, one.masked_phone, one.last_visit_on) for one in lines])
        linked.office.close()
    assert found[0] == found[1]
    assert found[0]


@pytest.mark.parametrize("among_others", [False, True])
def test_the_same_register_again_brings_nobody(
    desk: Rolls, linked: Linked, among_others: bool
) -> None:
    if among_others:
        served(linked)
    desk.take(linked.account, looked(desk, linked, many(120)))
    again = looked(desk, linked, many(120))
    assert (again.taken, again.known) == (0, 120)
    with pytest.raises(Refused, match="가져올 분이 없습니다"):
        desk.take(linked.account, again)
    more = looked(desk, linked, many(130))
    assert desk.take(linked.account, more).taken == 10


def test_two_looks_at_once_take_nobody_twice(desk: Rolls, linked: Linked) -> None:
    one, other = (looked(desk, linked, workbook(SOME)) for _ in range(2))
    desk.take(linked.account, one)
    taken = desk.take(linked.account, other)
    assert (taken.taken, taken.known) == (0, 5)
    assert len(people(linked)) == 5


# ---- Given up, cut short


def stop_at(share: float) -> tuple[Callable[[str, float], None], Callable[[], bool]]:
    """Somebody gives it up when it is so far."""
    reached: list[float] = []

    def told(_what: str, now: float) -> None:
        if now >= share:
            reached.append(now)

    return told, lambda: bool(reached)


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.9])
def test_given_up_an_empty_office_stays_as_it_was(
    desk: Rolls, linked: Linked, monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    monkeypatch.setattr(acts, "AT_A_TIME", 20)
    found, before = looked(desk, linked, many(100)), _indexes(linked)
    logged = log_rows(linked)
    told, stopped = stop_at(share)
    taken = desk.take(linked.account, found, told, stopped)
    assert (taken.taken, taken.stopped) == (0, True)
    assert people(linked) == {}
    assert _indexes(linked) == before
    assert log_rows(linked) == logged
    assert desk.cut_short(linked.account) is None
    assert desk.take(linked.account, found).taken == 100


def test_a_look_is_given_up_too(
    desk: Rolls, linked: Linked, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, stopped = stop_at(0.0)
    assert desk.look_through(linked.account, many(10), told=told, stopped=stopped) is None
    served(linked)
    monkeypatch.setattr(acts, "AT_ONCE", 4)
    told, stopped = stop_at(0.8)
    assert desk.look_through(linked.account, many(10), told=told, stopped=stopped) is None


def test_given_up_among_others_says_how_far_it_got_and_goes_on(
    desk: Rolls, linked: Linked, monkeypatch: pytest.MonkeyPatch
) -> None:
    served(linked)
    small_parts(monkeypatch, 10)
    told, stopped = stop_at(0.3)
    taken = desk.take(linked.account, looked(desk, linked, many(100)), told, stopped)
    assert taken.stopped
    assert taken.taken == count_of(linked) - 1 == 40
    cut = desk.cut_short(linked.account)
    assert cut is not None
    assert (cut.taken, cut.wanted) == (40, 100)
    assert log_rows(linked)[-2:] == [
        ("enter", "명부 가져오기 시작", 100),
        ("enter", "명부 가져오기", 40),
    ]
    rest = looked(desk, linked, many(100))
    assert (rest.known, rest.taken) == (40, 60)
    assert desk.take(linked.account, rest).taken == 60
    assert desk.cut_short(linked.account) is None


def test_a_part_that_fails_is_told_of_and_the_rest_goes_on_later(
    desk: Rolls, linked: Linked, monkeypatch: pytest.MonkeyPatch
) -> None:
    served(linked)
    small_parts(monkeypatch, 10)
    found = looked(desk, linked, many(100))
    asked: list[int] = []
    whole = acts.RollWriter.write

    def write(self: acts.RollWriter, some: Any) -> None:
        asked.append(len(some))
        if len(asked) == 4:
            raise OSError("the disk is gone")
        whole(self, some)

    monkeypatch.setattr(acts.RollWriter, "write", write)
    with pytest.raises(OSError, match="gone"):
        desk.take(linked.account, found)
    assert count_of(linked) - 1 == 30
    cut = desk.cut_short(linked.account)
    assert cut is not None
    assert (cut.taken, cut.wanted) == (30, 100)
    monkeypatch.undo()
    assert desk.take(linked.account, looked(desk, linked, many(100))).taken == 70


@pytest.mark.parametrize(("commit", "grows"), [(0.0, True), (0.06, False)])
def test_a_part_is_as_large_as_its_commit_allows(
    desk: Rolls, linked: Linked, monkeypatch: pytest.MonkeyPatch, commit: float, grows: bool
) -> None:
    """What holds up a save at the counter is the commit as well, and mostly that."""
    served(linked)
    found = looked(desk, linked, many(200))
    now, sizes = [0.0], list[int]()
    whole, once = acts.RollWriter.write, linked.database.write

    def write(self: acts.RollWriter, some: Any) -> None:
        now[0] += 0.0001 * len(some)
        sizes.append(len(some))
        whole(self, some)

    @contextmanager
    def slow_to_commit() -> Iterator[Any]:
        with once() as session:
            yield session
        now[0] += commit

    monkeypatch.setattr(acts.RollWriter, "write", write)
    monkeypatch.setattr(linked.database, "write", slow_to_commit)
    monkeypatch.setattr(acts, "time", SimpleNamespace(monotonic=lambda: now[0], sleep=now.append))
    assert desk.take(linked.account, found).taken == 200
    assert (max(sizes) > acts.FIRST_PART) is grows
    assert now[1:] == [acts.REST] * len(sizes)


def test_a_part_sends_the_same_statements_however_many_rows_it_has(
    desk: Rolls, linked: Linked, monkeypatch: pytest.MonkeyPatch
) -> None:
    served(linked)
    sent = []
    for since, size in ((0, 10), (1_000, 10), (2_000, 40)):
        small_parts(monkeypatch, size)
        found = looked(desk, linked, many(size, since))
        with heard() as said:
            assert desk.take(linked.account, found).taken == size
        sent.append(said)
    assert sent[1] == sent[2]
    assert len(sent[0]) <= 30


def test_somebody_saves_between_two_parts(
    desk: Rolls, linked: Linked, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No part holds the store while it is told how far it is."""
    served(linked)
    small_parts(monkeypatch, 20)
    saved: list[int] = []

    def told(_what: str, _share: float) -> None:
        saved.append(
            linked.take_in(VisitorDraft(name=f"손님{'가나다라마바사'[len(saved)]}")).visit_id
        )

    assert desk.take(linked.account, looked(desk, linked, many(60)), told).taken == 60
    assert len(saved) == 3


# ---- What becomes of the people


def taken_over(desk: Rolls, linked: Linked, name: str = "나은별") -> int:
    desk.take(linked.account, looked(desk, linked, workbook(SOME)))
    return people(linked)[name].id


def test_nobody_agreed_to_anything_by_standing_in_a_register(desk: Rolls, linked: Linked) -> None:
    person = taken_over(desk, linked)
    with linked.office.act(linked.account, Right.LOOK, ActKind.VIEW) as act:
        assert act.session.scalar(select(func.count()).select_from(Consent)) == 0
        assert all(living(act, person, kind) is None for kind in ConsentKind)


def test_keeping_is_counted_from_the_last_day_of_the_register(desk: Rolls, linked: Linked) -> None:
    person = taken_over(desk, linked)
    linked.clock.at = moment("2029-02-01 09:00")

    def due() -> dict[int, date]:
        with linked.office.act(linked.account, Right.RETENTION, ActKind.VIEW) as act:
            lines, _ = due_lines(act)
            people = [one for one in lines if one.subject is Subject.VISITOR]
            # No visit gave a number: the list and the ledger say so instead of ‘all of them’.
            assert {one.called for one in people} <= {NO_NUMBER}
            return {one.subject_id: one.due_on for one in people}

    assert due()[person] == date(2029, 2, 3)
    linked.visits.arrive(linked.account, person, VisitDraft(purposes=("counselling",)))
    assert person not in due()


def test_whose_time_is_over_is_not_taken(desk: Rolls, linked: Linked) -> None:
    found = looked(desk, linked, workbook(SOME))
    assert found.keep_since == date(2023, 11, 23)
    day_before = [(1, "나은별", "780305", "", "", "", found.keep_since - timedelta(days=1), "")]
    that_day = [(1, "나은별", "780305", "", "", "", found.keep_since, "")]
    assert looked(desk, linked, workbook(day_before)).taken == 0
    assert looked(desk, linked, workbook(that_day)).taken == 1


def test_a_first_visit_here_is_not_the_first_time(desk: Rolls, linked: Linked) -> None:
    person = taken_over(desk, linked)
    arrived = linked.visits.arrive(linked.account, person, VisitDraft(purposes=("counselling",)))
    with linked.database.read() as session:
        visit = session.get_one(Visit, arrived.visit_id)
        assert not visit.first_time
        assert session.get_one(Visitor, person).visits == 1


def test_the_day_of_the_register_survives_a_visit_that_was_somebody_elses(
    desk: Rolls, linked: Linked
) -> None:
    person = taken_over(desk, linked)
    arrived = linked.visits.arrive(linked.account, person, VisitDraft(purposes=("counselling",)))
    other = linked.take_in(VisitorDraft(name="튀김"))
    Refiling(linked.office).move(
        linked.account, "visit", arrived.visit_id, other.visitor_id, "다른 분"
    )
    with linked.database.read() as session:
        one = session.get_one(Visitor, person)
        assert (one.visits, one.last_visit_on) == (0, date(2026, 2, 2))
        assert session.get_one(Visitor, other.visitor_id).last_visit_on == date(2026, 11, 23)


def test_the_day_of_the_register_survives_a_merge_and_its_undo(desk: Rolls, linked: Linked) -> None:
    kept = linked.take_in(VisitorDraft(name="나은별", phone="01000001111")).visitor_id
    with linked.database.write() as session:
        session.execute(update(Visitor).where(Visitor.id == kept).values(phone="01000009876"))
    taken_over(desk, linked)
    with linked.database.write() as session:
        session.execute(update(Visitor).where(Visitor.id == kept).values(phone="01000001111"))
        session.execute(update(Visit).where(Visit.visitor_id == kept).values(day=date(2025, 1, 1)))
    _merge(linked)
    with linked.database.read() as session:
        assert session.get_one(Visitor, kept).last_visit_on == date(2026, 2, 2)


def test_the_page_tells_where_somebody_comes_from(desk: Rolls, linked: Linked) -> None:
    person = taken_over(desk, linked)
    card = linked.visitors.open(linked.account, person)
    (entry,) = card.timeline
    assert (entry.kind, entry.title, entry.at.date()) == ("roll", "옛 명부", date(2026, 2, 2))
    other = linked.visitors.open(linked.account, served(linked))
    assert [one.kind for one in other.timeline] == ["visit"]


def test_who_was_taken_in_at_the_desk_comes_from_no_register(linked: Linked) -> None:
    person = served(linked)
    with linked.database.read() as session:
        one = session.get_one(Visitor, person)
        assert roll_day(one.id, one.created_at) is None


def test_no_words_of_people_pass_unguarded(desk: Rolls, linked: Linked) -> None:
    """What is loaded past the mapping went through the same guard as what is typed."""
    number = "900101-1234567"
    rows = [
        (1, f"나{number}", date(1978, 3, 5), "여", "010-0000-1111", "", date(2025, 1, 1), ""),
        (2, "도한결", number, "여", number, number, date(2025, 1, 1), number),
    ]
    found = looked(desk, linked, workbook(rows))
    assert found.numbers_left == 1
    desk.take(linked.account, found)
    kept = {name: getattr(one, name) for one in people(linked).values() for name in vars(one)}
    assert set(people(linked)) == {"도한결"}
    assert kept["birth"] == date(1990, 1, 1)
    assert not any("1234567" in str(value).replace("-", "") for value in kept.values())
    guarded = [
        column.name
        for column in Visitor.__table__.columns
        if column.info["kind"] in WORDS_OF_PEOPLE
    ]
    assert {"name", "address", "email", "phone"} <= set(guarded)


def test_the_setting_says_nothing_of_the_file(
    desk: Rolls, linked: Linked, monkeypatch: pytest.MonkeyPatch
) -> None:
    served(linked)
    small_parts(monkeypatch, 2)
    told, stopped = stop_at(0.3)
    desk.take(linked.account, looked(desk, linked, workbook(SOME)), told, stopped)
    with linked.office.act(linked.account, Right.OWN, ActKind.VIEW) as act:
        assert set(setting_of(act, acts.UNFINISHED)) == {"at", "taken", "wanted"}


def test_every_room_of_it_is_named() -> None:
    assert set(rolls.__all__) == {"MaskedLine", "RollCut", "RollPreview", "RollTaken", "Rolls"}
    assert HEADS[1] == "성명"
