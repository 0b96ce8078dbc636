"""What the settings keep: the centre's rows, days off and open periods, accounts, the code."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.domain.account import Role
from desktop.domain.centre import changes
from desktop.domain.clock import FixedClock
from desktop.domain.errors import NotFound, NotSignedIn, Refused, StoreTrouble, WrongPassword
from desktop.services.centre import SlipDefaults
from desktop.store.keyring import Keyring
from tests.services.linked import CENTRE, PERSON, Linked, open_linked
from tests.ui.desks import PASSWORD, Seat, sit_down

NEW = "another-day-2026"


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Linked]:
    linked = open_linked(tmp_path / "한글 폴더", clock)
    yield linked
    linked.office.close()


@pytest.fixture
def seat(tmp_path: Path, clock: FixedClock, qapp: object) -> Iterator[Seat]:
    made = sit_down(tmp_path / "store", clock)
    yield made
    made.close()


# the centre


def test_what_changes_is_named_in_the_order_of_the_form() -> None:
    after = replace(CENTRE, fax="02-450-1799", seal="space", approvers=("담당", "팀장"))
    assert changes(CENTRE, after) == (
        ("팩스", "", "02-450-1799"),
        ("결재란", "담당 · 팀장 · 과장", "담당 · 팀장"),
        ("관인", "관인생략을 찍음", "관인 자리를 비움"),
    )


def test_a_paper_carries_what_holds_on_its_day_and_an_issued_one_keeps_it(desk: Linked) -> None:
    issued = desk.issued()
    desk.centre.save_facts(
        desk.account, replace(CENTRE, name="내일찾기센터", valid_from=date(2026, 12, 1))
    )
    assert desk.centre.facts(desk.account).name == "광진구 일자리센터"
    desk.later(days=10)
    assert desk.centre.facts(desk.account).name == "내일찾기센터"
    again = desk.referrals.reprint(desk.account, issued.line.id)
    assert again.line.number == issued.line.number


def test_facts_that_have_not_begun_are_taken_back_older_ones_never(desk: Linked) -> None:
    ahead = replace(CENTRE, name="내일찾기센터", valid_from=date(2027, 1, 4))
    desk.centre.save_facts(desk.account, ahead)
    assert desk.centre.remove_facts(desk.account, ahead.valid_from) == ahead
    assert desk.centre.all_facts(desk.account) == (CENTRE,)
    with pytest.raises(NotFound):
        desk.centre.remove_facts(desk.account, ahead.valid_from)
    with pytest.raises(Refused, match="이미 시행된"):
        desk.centre.remove_facts(desk.account, CENTRE.valid_from)


# days off


def test_a_temporary_holiday_moves_no_printed_date_but_the_next_slip_counts_it(
    desk: Linked,
) -> None:
    first = desk.issued()
    day = date(2026, 12, 1)
    (before,) = desk.centre.dues_over(desk.account, day)
    assert (before.number, before.differs) == (first.line.number, False)
    desk.centre.add_day_off(desk.account, day, "임시공휴일")
    (line,) = desk.centre.dues_over(desk.account, day)
    assert line.reply_due == before.reply_due
    assert line.counted_now > line.reply_due
    visitor = desk.take_in(replace(PERSON, name="한가람", phone="01000000123")).visitor_id
    service = desk.service()
    assert visitor is not None
    desk.agree(visitor, service)
    start = desk.referrals.prepare(desk.account, visitor, service.id)
    assert start.ground.reply_due == line.counted_now


def test_a_day_before_the_issue_or_after_the_due_date_concerns_no_slip(desk: Linked) -> None:
    desk.issued()
    assert not desk.centre.dues_over(desk.account, date(2026, 11, 23))
    assert not desk.centre.dues_over(desk.account, date(2026, 12, 31))


def test_a_shipped_day_put_back_is_a_shipped_one_again(desk: Linked) -> None:
    first = desk.centre.days_off(desk.account, 2026)[0]
    desk.centre.remove_day_off(desk.account, first.day)
    desk.centre.add_day_off(desk.account, first.day, first.name, shipped=first.shipped)
    assert desk.centre.days_off(desk.account, 2026)[0] == first


# defaults


def test_defaults_begin_as_the_law_of_the_house_and_are_checked(desk: Linked) -> None:
    assert desk.centre.slip_defaults(desk.account) == SlipDefaults()
    wanted = SlipDefaults(("partner",), 7, 30, large_type=False)
    assert desk.centre.save_slip_defaults(desk.account, wanted) == wanted
    assert desk.centre.slip_defaults(desk.account) == wanted
    with pytest.raises(Refused) as refused:
        desk.centre.save_slip_defaults(desk.account, SlipDefaults((), 0, 91))
    assert set(refused.value.fields) == {"copies", "reply_days", "slip_days"}
    assert desk.centre.slip_defaults(desk.account) == wanted


# accounts and the code


def test_an_account_is_renamed_in_store_and_key_file_and_a_closed_one_never(seat: Seat) -> None:
    accounts, me = seat.desk.accounts, seat.account
    made = accounts.add(me, "오민제", Role.COUNSELLOR, NEW)
    changed = accounts.change(me, made.id, " 오민재 ", Role.TEAM_LEAD)
    assert (changed.name, changed.role) == ("오민재", Role.TEAM_LEAD)
    holders = Keyring.read(seat.premises.folder).holders()
    assert [holder.name for holder in holders] == ["한서윤", "오민재"]
    with pytest.raises(Refused) as refused:
        accounts.change(me, made.id, "한서윤", Role.COUNSELLOR)
    assert "name" in refused.value.fields
    accounts.close(me, made.id)
    with pytest.raises(NotFound):
        accounts.change(me, made.id, "오민재", Role.COUNSELLOR)
    # Who left makes room for somebody of the same name.
    accounts.add(me, "오민재", Role.COUNSELLOR, NEW)


def test_the_old_code_opens_until_the_new_one_is_confirmed(seat: Seat) -> None:
    recovery, me = seat.desk.recovery, seat.account
    groups = recovery.draw(me)
    keyring = Keyring.read(seat.premises.folder)
    with pytest.raises(WrongPassword):
        keyring.open_with_recovery(groups)
    paper = recovery.paper(me, groups)
    assert paper.paper == "recovery"
    assert recovery.state(me).edition == 1
    state = recovery.confirm(me, groups)
    assert (state.edition, state.made_on, state.opened_on) == (2, date(2026, 11, 23), None)
    Keyring.read(seat.premises.folder).open_with_recovery(groups)


def test_the_code_is_nowhere_in_the_folder(seat: Seat) -> None:
    groups = seat.desk.recovery.draw(seat.account)
    seat.desk.recovery.paper(seat.account, groups)
    seat.desk.recovery.confirm(seat.account, groups)
    for file in seat.premises.folder.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert not any(group.encode() in content for group in groups), file.name


def test_an_opened_envelope_is_remembered_until_a_new_code_lies_in_it(seat: Seat) -> None:
    groups = seat.desk.recovery.draw(seat.account)
    seat.desk.recovery.confirm(seat.account, groups)
    account_id = seat.account.account_id
    seat.desk.close()
    desk, me = seat.premises.recover(groups, account_id, NEW)
    seat.desk = desk
    assert desk.recovery.state(me).opened_on == date(2026, 11, 23)
    fresh = desk.recovery.draw(me)
    assert desk.recovery.confirm(me, fresh).opened_on is None
    with pytest.raises(WrongPassword):
        seat.premises.unlock(account_id, PASSWORD)


def test_nobody_but_the_signed_in_account_may_set_anything(seat: Seat) -> None:
    other = replace(seat.account, token="an earlier session")
    with pytest.raises(NotSignedIn):
        seat.desk.recovery.draw(other)
    with pytest.raises(NotSignedIn):
        seat.desk.centre.save_slip_defaults(other, SlipDefaults())


# a full disk while an account is being closed


def _no_room(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_closing_that_is_not_kept_leaves_the_account_its_key(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts, me = seat.desk.accounts, seat.account
    made = accounts.add(me, "오다은", Role.COUNSELLOR, NEW)
    with monkeypatch.context() as full:
        full.setattr("desktop.services.act.Office._log", _no_room)
        with pytest.raises((OSError, StoreTrouble)):
            accounts.close(me, made.id)
    assert made in accounts.list(me)
    assert Keyring.read(seat.premises.folder).open(made.id, NEW)


def test_an_account_closed_while_its_key_could_not_be_taken_out_signs_nobody_in(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts, me = seat.desk.accounts, seat.account
    made = accounts.add(me, "오다은", Role.COUNSELLOR, NEW)
    with monkeypatch.context() as full:
        full.setattr("desktop.store.machine.write_file", _no_room)
        with pytest.raises(StoreTrouble, match="계정은 닫혀"):
            accounts.close(me, made.id)
    assert made not in accounts.list(me)
    seat.desk.close()
    assert Keyring.read(seat.premises.folder).open(made.id, NEW)
    with pytest.raises(NotSignedIn, match="닫혔습니다"):
        seat.premises.sign_in(made.id, NEW)
    with monkeypatch.context() as full:
        full.setattr("desktop.store.machine.write_file", _no_room)
        still_full, _ = seat.premises.sign_in(me.account_id, PASSWORD)
    still_full.close()
    seat.desk, _ = seat.premises.sign_in(me.account_id, PASSWORD)
    assert [one.id for one in seat.premises.holders()] == [me.account_id]
    assert made.id not in {one.id for one in Keyring.read(seat.premises.folder).holders()}


def test_a_name_no_paper_could_carry_is_said_when_the_account_is_made(seat: Seat) -> None:
    accounts = seat.desk.accounts
    before = accounts.list(seat.account)
    with pytest.raises(Refused, match="줄여 주십시오") as told:
        accounts.add(seat.account, "남궁슬기로운" * 5, Role.COUNSELLOR, NEW)
    assert list(told.value.fields) == ["name"]
    assert accounts.list(seat.account) == before
