"""같은 분 at the desk: found while nobody types, put side by side, decided by one key."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.domain.account import Role, SignedIn
from desktop.domain.rights import Right, who_may
from desktop.domain.visit import VisitDraft
from desktop.domain.visitor import Sex, VisitorDraft
from desktop.ui.duplicates import DuplicatesScreen
from desktop.ui.same_watch import SameWatch
from desktop.ui.today import TodayScreen
from tests.ui.walk.told import told

from .conftest import Office

HER = VisitorDraft(
    name="류하늘", birth=date(1984, 5, 2), sex=Sex.FEMALE, phone="01000000111", email="a@example.kr"
)
AGAIN = replace(HER, name="유하늘", email="b@example.kr")


@pytest.fixture
def twice(office: Office) -> tuple[int, int]:
    """One person taken in twice, some days apart; found already."""
    desk, account = office.seat.desk, office.seat.account
    ids = []
    for draft in (HER, AGAIN):
        came = desk.visits.register(account, draft, VisitDraft(("counselling",)))
        desk.visits.leave(account, came.visit_id)
        ids.append(came.visitor_id)
    desk.duplicates.look_on(account)
    return ids[0], ids[1]


def words(top: QWidget) -> list[str]:
    """Everything the screen says, to the eye and to the ear."""
    return [text for _, text in told(top)]


def shown(office: Office, **where: object) -> DuplicatesScreen:
    return office.go("duplicates", DuplicatesScreen, **where)


def test_two_entries_are_made_one_by_keyboard_and_two_again(
    office: Office, twice: tuple[int, int]
) -> None:
    older, younger = twice
    screen = shown(office)
    said = " ".join(words(screen))
    assert "류*늘" in said
    assert "류하늘" not in said
    office.press("Enter")
    office.settle()
    said = " ".join(words(screen))
    assert "류하늘" in said
    assert "유하늘" in said
    assert [line.compared.title for line in screen._compare._model.records()][:2] == [
        "이름",
        "전자우편",
    ]
    office.press("Left")
    office.press("Enter")
    assert screen._compare.choices["name"] == 0
    assert screen._compare.choices["email"] == 1
    office.press("Ctrl+S")
    office.settle()
    desk, account = office.seat.desk, office.seat.account
    card = desk.visitors.open(account, younger)
    assert card.id == older
    assert (card.draft.name, card.draft.email) == ("류하늘", "b@example.kr")
    assert card.visits == 2
    assert "같은 분일 수 있는 기록이 없습니다." in " ".join(words(screen))
    office.press("Ctrl+Tab")
    office.settle()
    office.press("U")
    office.settle()
    assert desk.visitors.open(account, younger).id == younger
    assert desk.visitors.open(account, older).draft.email == "a@example.kr"


def test_another_person_is_said_once(office: Office, twice: tuple[int, int]) -> None:
    screen = shown(office)
    office.press("D")
    office.settle()
    assert "같은 분일 수 있는 기록이 없습니다." in " ".join(words(screen))
    office.seat.desk.duplicates.look_on(office.seat.account)
    assert office.seat.desk.duplicates.pairs(office.seat.account).pairs == ()


def test_f12_covers_both_entries(office: Office, twice: tuple[int, int]) -> None:
    screen = shown(office)
    office.press("Enter")
    office.settle()
    office.seat.counter.mask(True)
    office.settle()
    seen = " ".join(words(screen))
    assert "하늘" not in seen
    assert "0111" not in seen
    office.seat.counter.mask(False)


def test_today_tells_who_may_decide(office: Office, twice: tuple[int, int]) -> None:
    today = office.go("today", TodayScreen)
    assert "같은 분일 수 있는 기록 1쌍" in " ".join(words(today))


def test_whoever_may_not_merge_reads_who_may(office: Office, twice: tuple[int, int]) -> None:
    assert who_may(Right.MERGE) == (Role.TEAM_LEAD,)
    desk = office.seat.desk
    account = SignedIn(office.seat.account.account_id, "한서윤", Role.COUNSELLOR, "token-2")
    desk.office.admit(account)
    with desk.office._database.write() as session:
        from sqlalchemy import update

        from desktop.store.office import Account

        session.execute(update(Account).values(role=Role.COUNSELLOR.value))
    office.seat.account = account
    office.seat.counter.seat(desk, account)
    office.settle()
    office.seat.counter.go("duplicates")
    office.settle()
    assert office.window.front != "duplicates"


# While nobody types ---------------------------------------------------------------------


def watch(office: Office) -> SameWatch:
    made = SameWatch(office.seat.counter, office.window)
    made._sat_down()
    return made


def come_to_rest(office: Office) -> None:
    """Until the answer is there; settling would hurry it."""
    while not office.seat.counter.jobs.at_rest:
        QTest.qWait(2)


def test_a_quiet_minute_finds_what_was_taken_in_twice(office: Office) -> None:
    desk, account = office.seat.desk, office.seat.account
    for draft in (HER, AGAIN):
        desk.visits.register(account, draft, VisitDraft(("counselling",)))
    idle = watch(office)
    assert idle._quiet.isActive()
    idle.look_on()
    come_to_rest(office)
    assert len(desk.duplicates.pairs(account).pairs) == 1
    # Through: the next look is for whoever is new by then.
    assert idle._quiet.isActive()
    idle._left()


def test_the_first_key_stops_it_where_it_stands(office: Office) -> None:
    desk, account = office.seat.desk, office.seat.account
    for number in range(40):
        name = f"류하{chr(0xAC00 + 28 * number)}"
        desk.visits.register(account, VisitorDraft(name=name), VisitDraft(("counselling",)))
    idle = watch(office)
    asked = []
    looking = desk.duplicates.look_on

    def typed_in_the_middle(account, stopped, most):  # type: ignore[no-untyped-def]
        def asking() -> bool:
            asked.append(1)
            if len(asked) == 15:
                office.window.workplace.alive.emit()
                # The window hears the key on its own thread.
                assert idle._needed.wait(30)
            return bool(stopped())

        return looking(account, asking, most)

    desk.duplicates.look_on = typed_in_the_middle  # type: ignore[method-assign]
    idle.look_on()
    come_to_rest(office)
    assert len(asked) <= 16
    rest = looking(account)
    assert 0 < rest.people < 40
    idle._left()
