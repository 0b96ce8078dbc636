"""The demo office: same seed, same people; written as the services write; work goes on in it."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import func, select

from desktop.domain.clock import KST, FixedClock
from desktop.domain.codes import CodeBook
from desktop.domain.errors import Refused
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.referral import Evidence, Progress, ReplyDraft
from desktop.domain.visit import VisitDraft, VisitState
from desktop.domain.visitor import VisitorDraft
from desktop.paths import resources
from desktop.services import demo_store
from desktop.services.act import local
from desktop.services.demo.people import HARD
from desktop.services.demo.present import arrivals
from desktop.services.demo_store import begin_demo, make_demo
from desktop.services.slips import stored_record
from desktop.store import file, schema
from desktop.store.consents import Consent
from desktop.store.notes import Note, NoteRevision
from desktop.store.office import NumberBlock
from desktop.store.people import SeekingRegistration, Visitor
from desktop.store.referrals import Referral, ReferralMove, Reply, Slip
from desktop.store.visits import Appointment, FollowUp, Visit
from tests.services.demo.conftest import NOW, PEOPLE, DemoOffice, opened

OF_THE_OFFICE = {"account", "organisation", "partner_service", "partner_contact", "phrase"}
"""Their keys are made when the office is set up, by the PC's own clock."""
NOT_INVENTED = {"identity", "alembic_version", "access_log", "log_head", "centre", "holiday"}
NOT_INVENTED |= {"setting", "account_event", "retention_rule"}
# Counted from the others, under keys of the office.
NOT_INVENTED |= {"tally"}


def everything(office: DemoOffice) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of a store; keys of the office itself by their rank."""
    ranks: dict[int, str] = {}
    found: dict[str, list[tuple[Any, ...]]] = {}
    with office.session() as session:
        for name in sorted(OF_THE_OFFICE):
            table = schema.metadata.tables[name]
            for rank, (key,) in enumerate(session.execute(select(table.c.id).order_by(table.c.id))):
                ranks[key] = f"{name} {rank}"
        digits = re.compile(r"\d{16,19}")

        def plain(value: Any) -> Any:
            if isinstance(value, int):
                return ranks.get(value, value)
            if isinstance(value, dict | list):
                return digits.sub(lambda key: ranks.get(int(key[0]), key[0]), repr(value))
            return value

        for table in schema.metadata.sorted_tables:
            if table.name not in NOT_INVENTED | OF_THE_OFFICE:
                rows = session.execute(select(table).order_by(*table.primary_key))
                found[table.name] = [tuple(plain(value) for value in row) for row in rows]
    return found


def test_the_same_seed_and_day_make_the_same_office_row_by_row(tmp_path: Path) -> None:
    stores = []
    for name in ("one", "two"):
        make_demo(tmp_path / name, 60, 1, 7, clock=FixedClock(NOW), whole=True)
        office = opened(tmp_path / name, FixedClock(NOW))
        stores.append(everything(office))
        office.close()
    assert stores[0].keys() == stores[1].keys()
    assert stores[0]["slip"]
    for name, rows in stores[0].items():
        assert rows == stores[1][name], name


def test_made_in_two_goes_is_the_same_as_made_in_one(tmp_path: Path) -> None:
    make_demo(tmp_path / "one", 40, 1, 7, clock=FixedClock(NOW), whole=True)
    whole = opened(tmp_path / "one", FixedClock(NOW))
    begun = begin_demo(tmp_path / "two", 40, 1, 7, clock=FixedClock(NOW))
    acts = iter(range(1_000))
    office = opened(tmp_path / "two", FixedClock(NOW))
    assert begun.linking.run(office.desk.office, wait=lambda _s: next(acts) >= 9) is False
    office.close()
    office = opened(tmp_path / "two", FixedClock(NOW))
    assert begun.linking.run(office.desk.office) is True
    mine, theirs = everything(office), everything(whole)
    assert mine["consent"] == theirs["consent"]
    assert mine["slip"] == theirs["slip"]
    assert mine["referral_move"] == theirs["referral_move"]
    office.close()
    whole.close()


# The board ----------------------------------------------------------------------------


def test_today_is_busy_and_work_goes_on(demo: DemoOffice) -> None:
    board = demo.desk.visits.board(demo.account)
    states = [line.state for line in board.visits]
    assert states.count(VisitState.WAITING) == 4
    assert states.count(VisitState.COUNSELLING) == 3
    assert {duty.kind for duty in board.duties} >= {
        "follow_up",
        "visitor_call",
        "seeking_ends",
        "stay_ends",
    }
    assert len({line.state for line in board.appointments}) >= 3
    made = demo.desk.visits.register(
        demo.account, VisitorDraft(name="백서윤"), VisitDraft(("counselling",))
    )
    assert made.ticket == max(line.ticket for line in demo.desk.visits.board(demo.account).visits)


def test_what_stands_on_the_board_can_be_undone(demo: DemoOffice) -> None:
    board = demo.desk.visits.board(demo.account)
    own = next(
        line
        for line in board.visits
        if line.state is VisitState.COUNSELLING and line.counsellor_id == demo.account.account_id
    )
    assert demo.desk.visits.undo(demo.account, own.id) is VisitState.WAITING


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 23, 8, 0, tzinfo=KST),
        datetime(2026, 11, 23, 9, 30, tzinfo=KST),
        datetime(2026, 11, 23, 10, 20, tzinfo=KST),
        datetime(2026, 11, 23, 14, 5, tzinfo=KST),
        datetime(2026, 11, 21, 22, 0, tzinfo=KST),
    ],
    ids=["before nine", "half past nine", "morning", "afternoon", "Saturday night"],
)
def test_whoever_waits_has_waited_plausible_minutes_at_any_hour(now: datetime) -> None:
    second = (now - now.replace(hour=0, minute=0, second=0)).total_seconds()
    day = arrivals(Random(3), now, 28)
    waited = [(second - one.second) / 60 for one in day if one.state == "waiting"]
    assert len(waited) == 4
    assert all(0 <= minutes <= 25 for minutes in waited), waited
    assert [one.second for one in day] == sorted(one.second for one in day)
    for one in day:
        assert one.second >= 0
        if one.state in ("done", "left"):
            assert one.second <= one.started < one.finished <= second
        if one.state == "counselling":
            assert one.second <= one.started <= second


@pytest.mark.parametrize("minute", [0, 1, 40])
def test_just_after_midnight_nobody_came_yesterday(minute: int) -> None:
    now = datetime(2026, 11, 23, 0, minute, 10, tzinfo=KST)
    for one in arrivals(Random(3), now, 28):
        assert 0 <= one.second <= minute * 60 + 10


def test_tickets_and_numbers_stand_in_the_order_of_arrival(looked_at: DemoOffice) -> None:
    with looked_at.session() as session:
        rows = session.execute(
            select(Visit.day, Visit.ticket, Visit.arrived_at, Visit.number).order_by(Visit.id)
        ).all()
    days: dict[date, list[Any]] = {}
    for row in rows:
        days.setdefault(row.day, []).append(row)
    for day, visits in days.items():
        assert [row.ticket for row in visits] == list(range(1, len(visits) + 1)), day
        assert [row.arrived_at for row in visits] == sorted(row.arrived_at for row in visits)
    for year in {row.day.year for row in rows}:
        numbers = [read(row.number) for row in rows if row.day.year == year]
        assert [one.serial for one in numbers] == list(range(101, 101 + len(numbers)))


# Written as the services write ----------------------------------------------------------


def test_the_store_is_whole(made: Path, looked_at: DemoOffice) -> None:
    key = looked_at.premises._keys().open(looked_at.account.account_id, demo_store.DEMO_PASSWORD)
    file.verify(made / "naeil.db", key)


def test_saving_somebody_unchanged_changes_nothing(demo: DemoOffice) -> None:
    with demo.session() as session:
        ids = list(session.scalars(select(Visitor.id).order_by(Visitor.id).limit(40)))
    for visitor_id in ids:
        before = row_of(demo, visitor_id)
        card = demo.desk.visitors.open(demo.account, visitor_id)
        demo.desk.visitors.complete(demo.account, visitor_id, card.version, card.draft)
        assert row_of(demo, visitor_id) == before


def row_of(office: DemoOffice, visitor_id: int) -> dict[str, Any]:
    with office.session() as session:
        row = session.execute(
            select(Visitor.__table__).where(Visitor.__table__.c.id == visitor_id)
        ).one()
    return {
        name: value for name, value in row._mapping.items() if name not in ("version", "changed_at")
    }


def test_counters_of_a_visitor_agree_with_the_visits(looked_at: DemoOffice) -> None:
    with looked_at.session() as session:
        counted = {
            row.visitor_id: (row.times, row.last)
            for row in session.execute(
                select(
                    Visit.visitor_id,
                    func.count().label("times"),
                    func.max(Visit.day).label("last"),
                ).group_by(Visit.visitor_id)
            )
        }
        for row in session.execute(select(Visitor.id, Visitor.visits, Visitor.last_visit_on)):
            assert (row.visits, row.last_visit_on) == counted[row.id]


def test_talks_are_numbered_and_some_were_amended(demo: DemoOffice) -> None:
    with demo.session() as session:
        rows = session.execute(select(Note.visitor_id, Note.session).order_by(Note.id)).all()
        amended = session.scalars(select(Note.id).where(Note.revision == 2)).first()
        assert session.scalar(select(func.count()).select_from(Note).where(Note.reached.is_(False)))
    seen: dict[int, int] = {}
    for row in rows:
        assert row.session > seen.get(row.visitor_id, 0)
        seen[row.visitor_id] = row.session
    assert amended is not None
    card = demo.desk.notes.open(demo.account, amended)
    assert [one.number for one in card.revisions] == [1, 2]
    assert card.revisions[1].reason
    assert card.current.started_at < (card.current.ended_at or NOW)
    assert demo.desk.notes.paper(demo.account, amended).pdf.startswith(b"%PDF")


def test_a_promise_in_a_note_has_its_follow_up(looked_at: DemoOffice) -> None:
    with looked_at.session() as session:
        rows = session.execute(
            select(NoteRevision.header, FollowUp.what, FollowUp.due_on)
            .join(FollowUp, FollowUp.note_id == NoteRevision.note_id)
            .where(NoteRevision.number == 1)
        ).all()
    assert len(rows) > 20
    for header, what, due in rows:
        assert (header["follow_up"], header["follow_up_on"]) == (what, due.isoformat())


def test_codes_of_the_demo_exist(looked_at: DemoOffice) -> None:
    codes = CodeBook.load(resources() / "codes")
    known = {name: {code.code for code in codes[name].codes} for name in codes.lists}
    told: tuple[tuple[Any, str], ...] = (
        (Visit.purposes, "visit_purposes"),
        (Visit.result, "visit_results"),
        (Visit.channel, "channels"),
        (Visitor.leaving_reason, "leaving_reasons"),
        (Visitor.education, "education"),
        (Visitor.wish_jobs, "keco_2025"),
        (Visitor.dong, "dongs"),
        (Visitor.stay_status, "stay_status"),
        (Visitor.needs, "needs"),
        (Visitor.wish_form, "employment_forms"),
        (Reply.reason_code, "decline_reasons"),
    )
    with looked_at.session() as session:
        for column, name in told:
            allowed = known[name] | (known["move_reasons"] if name == "decline_reasons" else set())
            for value in session.scalars(select(column).distinct()):
                for code in value if isinstance(value, tuple) else (value,):
                    assert not code or code in allowed, (name, code)


# Whom one meets ---------------------------------------------------------------------------


def test_a_walk_meets_difficult_names_namesakes_households_and_nobody(
    looked_at: DemoOffice,
) -> None:
    with looked_at.session() as session:
        people = session.execute(select(Visitor.name, Visitor.birth_year, Visitor.phone)).all()
        anonymous = session.scalar(
            select(func.count()).select_from(Visit).where(Visit.visitor_id.is_(None))
        )
        today = set(
            session.scalars(
                select(Visitor.name)
                .join(Visit, Visit.visitor_id == Visitor.id)
                .where(Visit.day == NOW.date())
            )
        )
    assert {name for name in HARD if " " in name or len(name) > 2} <= {one.name for one in people}
    assert len(today & set(HARD)) >= 3
    assert max(Counter((one.name, one.birth_year) for one in people).values()) > 1
    assert max(Counter(one.phone for one in people).values()) > 1
    assert any(one.name.isascii() and " " in one.name for one in people)
    assert anonymous is not None
    assert anonymous > 20


def test_what_ends_soon_is_there(looked_at: DemoOffice) -> None:
    today = NOW.date()
    with looked_at.session() as session:
        ends = session.scalars(
            select(SeekingRegistration.valid_until).where(
                SeekingRegistration.valid_until.between(today, today + timedelta(days=7))
            )
        ).all()
        stays = session.scalars(
            select(Visitor.stay_until).where(
                Visitor.stay_until.between(today, today + timedelta(days=30))
            )
        ).all()
        extended = session.scalars(
            select(SeekingRegistration.id).where(SeekingRegistration.extends_id.is_not(None))
        ).all()
        meetings = Counter(session.scalars(select(Appointment.state)))
        promises = Counter(session.scalars(select(FollowUp.state)))
    assert ends
    assert stays
    assert extended
    assert set(meetings) == {"planned", "arrived", "no_show", "cancelled"}
    assert set(promises) == {"open", "done"}


# Consents and referrals -----------------------------------------------------------------------


def test_referrals_are_in_many_states_with_all_their_papers(looked_at: DemoOffice) -> None:
    with looked_at.session() as session:
        states = Counter(session.scalars(select(Referral.progress)))
        slips = session.execute(
            select(Slip.number, Slip.revision, Slip.void_at, Slip.reprints).order_by(Slip.id)
        ).all()
        overdue = session.scalar(
            select(func.count())
            .select_from(Referral)
            .where(Referral.reply_due < NOW.date(), Referral.progress == "H")
        )
        inferred = session.scalars(select(ReferralMove.id).where(ReferralMove.inferred)).first()
        evidence = set(session.scalars(select(Reply.evidence)))
        blocks = session.execute(
            select(NumberBlock.year, NumberBlock.next_serial).where(NumberBlock.kind == "slip")
        ).all()
    assert len(states) >= 9, states
    assert overdue
    assert inferred is not None
    assert len(evidence) >= 4
    assert {2} <= {row.revision for row in slips}
    assert any(row.void_at for row in slips)
    for year, following in blocks:
        numbers = [read(row.number, PaperKind.SLIP) for row in slips]
        serials = [one.serial for one in numbers if one.year % 100 == year]
        assert serials == list(range(101, following))


def some(office: DemoOffice, *states: Progress) -> tuple[int, str]:
    """A slip that counts, of a referral in one of the states: (id, number)."""
    with office.session() as session:
        row = session.execute(
            select(Slip.id, Slip.number)
            .join(Referral, Referral.id == Slip.referral_id)
            .where(Referral.progress.in_([state.value for state in states]), Slip.void_at.is_(None))
            .order_by(Slip.id.desc())
        ).first()
    assert row is not None
    return row.id, row.number


def test_a_slip_of_the_demo_can_be_printed_again(demo: DemoOffice) -> None:
    slip_id, number = some(demo, Progress.HANDED)
    again = demo.desk.referrals.reprint(demo.account, slip_id)
    assert again.line.number == read(number).text
    assert again.paper.pdf.startswith(b"%PDF")


def test_every_frozen_record_is_read_back(looked_at: DemoOffice) -> None:
    with looked_at.session() as session:
        for slip in session.scalars(select(Slip)):
            record = stored_record(slip)
            assert record.number == read(slip.number).text
            assert record.rows


def test_a_reply_is_entered_by_the_number_on_the_stub(demo: DemoOffice) -> None:
    _slip, number = some(demo, Progress.HANDED)
    found = demo.desk.referrals.find_number(demo.account, number)
    assert Progress.COMPLETED in found.outcomes
    line = demo.desk.referrals.record_reply(
        demo.account,
        ReplyDraft(number, Progress.COMPLETED, Evidence.FAX, NOW.date(), remark="과정 수료"),
    )
    assert line.progress is Progress.COMPLETED


def test_a_consent_is_withdrawn_and_its_open_referral_ends(demo: DemoOffice) -> None:
    with demo.session() as session:
        row = session.execute(
            select(Consent.id, Referral.id.label("referral_id"))
            .join(
                Referral,
                (Referral.visitor_id == Consent.visitor_id)
                & (Referral.service_id == Consent.service_id),
            )
            .where(Referral.progress == "H")
        ).first()
    assert row is not None
    withdrawn = demo.desk.consents.withdraw(demo.account, row.id, "연락을 원하지 않음")
    assert row.referral_id in {one.referral_id for one in withdrawn.holders}
    card = demo.desk.referrals.card(demo.account, row.referral_id)
    assert card.line.progress is Progress.WITHDRAWN
    assert demo.desk.consents.stop_request(demo.account, row.referral_id).pdf


def test_consents_live_are_refused_withdrawn_and_run_out(looked_at: DemoOffice) -> None:
    with looked_at.session() as session:
        answers = Counter(session.scalars(select(Consent.answer)))
        over = session.scalar(
            select(func.count()).select_from(Consent).where(Consent.expires_on < NOW.date())
        )
    assert set(answers) == {"agreed", "declined", "withdrawn"}
    assert over


# Making it ------------------------------------------------------------------------------------


def test_a_folder_in_use_is_refused(tmp_path: Path, clock: FixedClock) -> None:
    make_demo(tmp_path / "demo", 3, 1, 1, clock=clock)
    with pytest.raises(Refused, match="빈 폴더"):
        make_demo(tmp_path / "demo", 3, 1, 1, clock=clock)


@pytest.mark.parametrize(("visitors", "years"), [(0, 1), (-5, 1), (10, 0), (10, -1), (10, 30)])
def test_a_size_without_sense_is_refused(
    tmp_path: Path, clock: FixedClock, visitors: int, years: int
) -> None:
    with pytest.raises(Refused, match="적어 주십시오"):
        make_demo(tmp_path / "demo", visitors, years, 1, clock=clock)
    assert not (tmp_path / "demo").exists()


def test_stopped_half_way_it_leaves_nothing(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(demo_store, "fill", stopped)
        with pytest.raises(KeyboardInterrupt):
            make_demo(tmp_path / "demo", 3, 1, 1, clock=clock)
    assert [one.name for one in (tmp_path / "demo").iterdir()] == ["store.lock"]
    assert make_demo(tmp_path / "demo", 3, 1, 1, clock=clock).visitors == 3


@pytest.mark.parametrize("visitors", [1, 2, 40])
def test_small_offices_are_offices_too(tmp_path: Path, clock: FixedClock, visitors: int) -> None:
    made = make_demo(tmp_path / "demo", visitors, 1, 1, clock=clock, whole=True)
    assert made.visitors == visitors
    office = opened(tmp_path / "demo", clock)
    assert office.desk.visits.board(office.account).visits
    office.close()


def test_progress_is_told_to_the_end(tmp_path: Path, clock: FixedClock) -> None:
    told: list[tuple[str, int, int]] = []
    tell: Callable[[str, int, int], None] = lambda *one: told.append(one)  # noqa: E731
    make_demo(tmp_path / "demo", 60, 1, 1, clock=clock, whole=True, progress=tell)
    assert [what for what, *_ in told if what == "방문"]
    what, done, of_all = told[-1]
    assert (what, done) == ("연계", of_all)


def test_nothing_lies_in_the_future(looked_at: DemoOffice) -> None:
    with looked_at.session() as session:
        for column in (Visit.arrived_at, Note.ended_at, Consent.recorded_at, ReferralMove.at):
            assert local(session.scalars(select(func.max(column))).one()) <= NOW


def test_linking_knows_how_much_it_made(made: Path, looked_at: DemoOffice) -> None:
    with looked_at.session() as session:
        count = session.scalar(select(func.count()).select_from(Referral)) or 0
    assert 0.06 * PEOPLE <= count <= 0.13 * PEOPLE
