"""Accounts: given, changed, locked, closed; nothing is encrypted anew, everything is noted."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from sqlalchemy import select

from desktop import paths
from desktop.domain.account import AccountChange, AccountLine, Role, SignedIn
from desktop.domain.clock import FixedClock
from desktop.domain.draft import FormDraft
from desktop.domain.errors import (
    AccountLocked,
    Conflict,
    NotAllowed,
    NotFound,
    Refused,
    StoreTrouble,
    WrongPassword,
)
from desktop.domain.handover import CaseKind
from desktop.domain.note import NoteDraft, NoteMethod, NoteType
from desktop.domain.shipped import read_centre
from desktop.domain.visit import AppointmentDraft, VisitDraft
from desktop.domain.visitor import VisitorDraft
from desktop.paths import resources
from desktop.services.data_key import DataKeys
from desktop.services.desk import Desk
from desktop.services.first_run import STORE_NAME, FirstRun
from desktop.services.opening import Premises
from desktop.store import ciphers
from desktop.store.ciphers import DataKey
from desktop.store.failures import FILE_NAME, MOST
from desktop.store.keyring import Keyring
from desktop.store.log import AccessRow
from desktop.store.notes import Draft, Note
from desktop.store.office import AccountEvent
from desktop.store.visits import Appointment, FollowUp, Visit

PASSWORD, OTHER = "창구 앞 라일락 3그루", "둘째-창구-2026!"


@dataclass
class Centre:
    """A centre with 한서윤 (팀장) at the desk."""

    premises: Premises
    desk: Desk
    account: SignedIn
    clock: FixedClock
    groups: tuple[str, ...]

    def add(self, name: str = "오민재", role: Role = Role.COUNSELLOR) -> AccountLine:
        """Somebody gets an account."""
        return self.desk.accounts.add(self.account, name, role, OTHER)

    def leave(self) -> None:
        """The desk is closed, the premises stay."""
        self.desk.close()

    def come(self, account_id: int = 0, password: str = PASSWORD) -> SignedIn:
        """Somebody sits down."""
        wanted = account_id or self.account.account_id
        self.desk, account = self.premises.sign_in(wanted, password)
        return account

    def fail(self, account_id: int, times: int) -> None:
        """Wrong passwords in a row."""
        for _ in range(times):
            with pytest.raises((WrongPassword, AccountLocked)):
                self.premises.sign_in(account_id, "틀린 비밀번호 9!")

    def events(self, account_id: int) -> list[str]:
        """What became of an account, oldest first."""
        with self.desk.office._database.read() as session:
            return list(
                session.scalars(
                    select(AccountEvent.event)
                    .where(AccountEvent.account_id == account_id)
                    .order_by(AccountEvent.at, AccountEvent.id)
                )
            )

    def purposes(self) -> list[str]:
        """The access log's words, oldest first."""
        with self.desk.office._database.read() as session:
            return list(session.scalars(select(AccessRow.purpose).order_by(AccessRow.seq)))


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretched as everywhere, but over in a moment: many wrong ones are typed here."""
    stretch = ciphers.hash_secret_raw

    def quickly(**given: Any) -> bytes:
        return stretch(**given | {"memory_cost": 64, "time_cost": 1, "parallelism": 1})

    monkeypatch.setattr(ciphers, "hash_secret_raw", quickly)


@pytest.fixture
def centre(tmp_path: Path, clock: FixedClock) -> Iterator[Centre]:
    premises = Premises(tmp_path / "자료", clock, resources())
    facts = read_centre(resources() / "codes")[-1]
    prepared = premises.prepare(FirstRun(facts, 1, "한서윤", Role.TEAM_LEAD, PASSWORD))
    groups = prepared.recovery_code.groups
    desk, account = prepared.confirm()
    made = Centre(premises, desk, account, clock, groups)
    yield made
    made.desk.close()
    premises.close()


# nothing is encrypted anew


def salt_and_bytes(centre: Centre) -> tuple[bytes, bytes]:
    """The salt of the store's file, and all of it."""
    content = (centre.premises.folder / STORE_NAME).read_bytes()
    return content[:16], content


def test_changing_passwords_leaves_store_salt_and_data_key_as_they_are(centre: Centre) -> None:
    key = bytes(centre.desk.accounts._data_key.secret)
    made = centre.add()
    salt, _ = salt_and_bytes(centre)
    centre.desk.accounts.change_password(centre.account, PASSWORD, "또 다른 비밀번호 7!")
    centre.desk.accounts.give_password(centre.account, made.id, "다시 정한 비밀번호 8!")
    assert bytes(centre.desk.accounts._data_key.secret) == key
    keyring = centre.desk.accounts._keyring
    assert bytes(keyring.open(centre.account.account_id, "또 다른 비밀번호 7!").secret) == key
    assert bytes(keyring.open(made.id, "다시 정한 비밀번호 8!").secret) == key
    with pytest.raises(WrongPassword):
        keyring.open(made.id, OTHER)
    centre.desk.accounts.close(centre.account, made.id)
    assert bytes(keyring.open_with_recovery(centre.groups).secret) == key
    centre.leave()
    assert salt_and_bytes(centre)[0] == salt
    centre.come(password="또 다른 비밀번호 7!")


def test_the_key_file_alone_changes_with_a_password(centre: Centre) -> None:
    """Closed and untouched, the store's file stays the same to the byte."""
    made = centre.add()
    keyring, key = centre.desk.accounts._keyring, centre.desk.accounts._data_key
    centre.desk.office.close()
    before = salt_and_bytes(centre)
    keyring.change_password(centre.account.account_id, PASSWORD, "또 다른 비밀번호 7!")
    keyring.reset_password_with_data_key(key, made.id, "다시 정한 비밀번호 8!")
    keyring.remove(key, made.id)
    assert salt_and_bytes(centre) == before


# who may sign in


def test_every_change_of_an_account_is_noted_with_who_and_when(centre: Centre) -> None:
    made = centre.add()
    accounts, me = centre.desk.accounts, centre.account
    centre.clock.advance(timedelta(minutes=1))
    accounts.change(me, made.id, "오민제", Role.PRIVACY_OFFICER)
    accounts.give_password(me, made.id, "다시 정한 비밀번호 8!")
    accounts.close(me, made.id)
    assert centre.events(made.id) == ["opened", "renamed", "role", "password", "closed"]
    newest, *_rest, oldest = (one for one in accounts.changes(me) if one.whose == "오민제")
    assert (newest.change, newest.whose, newest.by) == (AccountChange.CLOSED, "오민제", "한서윤")
    assert (oldest.change, oldest.after) == (AccountChange.OPENED, "오민재 · 상담사")
    role = next(one for one in accounts.changes(me) if one.change is AccountChange.ROLE)
    assert (role.before, role.after) == ("상담사", "개인정보 보호담당")
    assert newest.kept_until == date(2029, 11, 23)


def test_what_did_not_change_is_no_event(centre: Centre) -> None:
    made = centre.add()
    centre.desk.accounts.change(centre.account, made.id, "오민재", Role.COUNSELLOR)
    assert centre.events(made.id) == ["opened"]


def test_there_is_always_a_team_lead_who_can_sign_in(centre: Centre) -> None:
    accounts, me = centre.desk.accounts, centre.account
    with pytest.raises(Refused, match="팀장이 한 분은") as told:
        accounts.change(me, me.account_id, "한서윤", Role.COUNSELLOR)
    assert "role" in told.value.fields
    lead = centre.add("문태식", Role.TEAM_LEAD)
    centre.fail(lead.id, MOST)
    with pytest.raises(Refused, match="팀장이 한 분은"):
        accounts.change(me, me.account_id, "한서윤", Role.COUNSELLOR)
    accounts.unlock(me, lead.id)
    accounts.change(me, me.account_id, "한서윤", Role.COUNSELLOR)
    with pytest.raises(NotAllowed):
        accounts.add(me, "정다온", Role.COUNSELLOR, OTHER)
    centre.leave()
    lead_in = centre.come(lead.id, OTHER)
    with pytest.raises(Refused, match="본인"):
        centre.desk.accounts.close(lead_in, lead.id)
    with pytest.raises(Refused, match="팀장이 한 분은"):
        centre.desk.accounts.change(lead_in, lead.id, "문태식", Role.READER)


# five wrong passwords


def test_five_wrong_passwords_lock_and_the_right_one_no_longer_opens(centre: Centre) -> None:
    made = centre.add()
    centre.leave()
    with pytest.raises(WrongPassword, match="비밀번호가 맞지") as first:
        centre.premises.sign_in(made.id, "틀린 비밀번호 9!")
    assert "잠깁니다" not in str(first.value)
    with pytest.raises(WrongPassword, match="3번 더 틀리면"):
        centre.premises.sign_in(made.id, "틀린 비밀번호 9!")
    centre.fail(made.id, 2)
    with pytest.raises(AccountLocked, match="복구 코드"):
        centre.premises.sign_in(made.id, "틀린 비밀번호 9!")
    with pytest.raises(AccountLocked):
        centre.premises.sign_in(made.id, OTHER)
    with pytest.raises(AccountLocked):
        centre.premises.unlock(made.id, OTHER)
    # Nobody else is locked out with it, and the lead is told who is.
    me = centre.come()
    lines = {line.name: line for line in centre.desk.accounts.list(me)}
    assert lines["오민재"].locked_at == centre.clock.now()
    assert lines["한서윤"].locked_at is None
    assert centre.events(made.id) == ["opened", "locked"]
    centre.desk.accounts.unlock(me, made.id)
    assert centre.events(made.id) == ["opened", "locked", "unlocked"]
    centre.leave()
    centre.come(made.id, OTHER)


def test_a_lock_is_noted_once_however_often_somebody_signs_in(centre: Centre) -> None:
    made = centre.add()
    centre.leave()
    centre.fail(made.id, MOST + 2)
    for _ in range(3):
        centre.come()
        centre.desk.office.close()
    centre.come()
    assert centre.events(made.id).count("locked") == 1


def test_wrong_then_right_begins_the_count_anew_behind_the_lock_too(centre: Centre) -> None:
    for _ in range(3):
        for _ in range(MOST - 1):
            with pytest.raises(WrongPassword):
                centre.premises.unlock(centre.account.account_id, "틀린 비밀번호 9!")
        centre.premises.unlock(centre.account.account_id, PASSWORD)
    assert not centre.premises.is_locked(centre.account.account_id)


def test_the_recovery_code_unlocks_and_says_so(centre: Centre) -> None:
    centre.leave()
    centre.fail(centre.account.account_id, MOST)
    centre.desk, account = centre.premises.recover(
        centre.groups, centre.account.account_id, "새로 정한 비밀번호 3!"
    )
    assert not centre.premises.is_locked(account.account_id)
    assert set(centre.events(account.account_id)[-3:]) == {"locked", "password", "unlocked"}
    centre.leave()
    centre.come(password="새로 정한 비밀번호 3!")


def test_an_old_folder_copied_back_does_not_unlock_and_stands_in_the_log(
    centre: Centre, tmp_path: Path
) -> None:
    made = centre.add()
    centre.leave()
    centre.premises.close()
    before = tmp_path / "before"
    shutil.copytree(centre.premises.folder, before)
    centre.fail(made.id, MOST)
    shutil.rmtree(centre.premises.folder)
    shutil.copytree(before, centre.premises.folder)
    centre.premises.close()
    with pytest.raises(AccountLocked):
        centre.premises.sign_in(made.id, OTHER)
    centre.come()
    assert centre.purposes()[-1] == "로그인 실패 횟수 파일이 되돌려져 있음"
    centre.desk.office.close()
    centre.come()
    assert centre.purposes()[-1] == "로그인"


@pytest.mark.parametrize("where", ["자료 폴더", "사용자 폴더"])
@pytest.mark.parametrize("tried", [0, 3])
def test_a_count_file_that_was_removed_is_told_of_at_the_next_sign_in(
    centre: Centre, where: str, tried: int
) -> None:
    centre.leave()
    centre.premises.close()
    files = {
        "자료 폴더": [centre.premises.folder / FILE_NAME],
        "사용자 폴더": list(paths.profile_folder().glob(f"{FILE_NAME}-*")),
    }
    (path,) = files[where]
    path.unlink()
    centre.fail(centre.account.account_id, tried)
    centre.come()
    assert centre.purposes()[-1] == f"로그인 실패 횟수 파일이 지워져 있음: {where}"
    centre.leave()
    centre.come()
    assert centre.purposes()[-1] == "로그인", "told once"


def test_both_files_removed_and_counted_anew_are_told_of_and_asked_about_in_the_review(
    centre: Centre,
) -> None:
    made = centre.add()
    centre.leave()
    # Four wrong passwords, the files away, four more: no account was ever locked.
    for _ in range(2):
        centre.fail(made.id, MOST - 1)
        centre.premises.close()
        for path in (
            centre.premises.folder / FILE_NAME,
            *paths.profile_folder().glob(f"{FILE_NAME}-*"),
        ):
            path.unlink()
    centre.fail(made.id, 1)
    me = centre.come()
    assert not centre.premises.is_locked(made.id)
    told = [
        f"로그인 실패 횟수 파일이 지워져 있음: {where}" for where in ("자료 폴더", "사용자 폴더")
    ]
    assert centre.purposes()[-2:] == told
    month = f"{centre.clock.today():%Y-%m}"
    review = centre.desk.reviews.month(me, month)
    assert [one.what for one in review.unusual[:2]] == told
    centre.clock.advance(timedelta(days=31))
    with pytest.raises(Refused, match="눈에 띄는 것이"):
        centre.desk.reviews.sign(me, month, "")


def test_a_folder_on_another_pc_or_made_anew_from_a_backup_says_nothing(
    centre: Centre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre.leave()
    centre.premises.close()
    moved = tmp_path / "옮긴 자료"
    shutil.copytree(centre.premises.folder, moved)
    (moved / FILE_NAME).unlink()
    monkeypatch.setenv("NAEIL_PROFILE", str(tmp_path / "another profile"))
    premises = Premises(moved, centre.clock, resources())
    desk, _ = premises.sign_in(centre.account.account_id, PASSWORD)
    assert (moved / FILE_NAME).exists()
    with desk.office._database.read() as session:
        last = session.scalars(select(AccessRow.purpose).order_by(AccessRow.seq.desc())).first()
    assert last == "로그인"
    desk.close()
    premises.close()


def test_a_new_password_from_the_lead_takes_the_lock_along(centre: Centre) -> None:
    made = centre.add()
    centre.fail(made.id, MOST)
    centre.desk.accounts.give_password(centre.account, made.id, "다시 정한 비밀번호 8!")
    assert centre.events(made.id)[-2:] == ["password", "unlocked"]
    centre.leave()
    centre.come(made.id, "다시 정한 비밀번호 8!")


def test_a_wrong_old_password_in_the_settings_counts_as_at_the_door(centre: Centre) -> None:
    """Whoever finds an open desk may not try passwords there for ever."""
    me = centre.account
    for _ in range(MOST):
        with pytest.raises(WrongPassword):
            centre.desk.accounts.change_password(me, "틀린 비밀번호 9!", "또 다른 비밀번호 7!")
    assert centre.premises.is_locked(me.account_id)
    assert centre.events(me.account_id) == ["opened"]


def test_a_password_with_the_own_name_is_refused_in_either_keyboard_state(
    centre: Centre,
) -> None:
    with pytest.raises(Refused, match="본인 이름"):
        centre.desk.accounts.add(centre.account, "오민재", Role.COUNSELLOR, "창구오민재-2026!")
    with pytest.raises(Refused, match="본인 이름"):
        centre.desk.accounts.add(centre.account, "오민재", Role.COUNSELLOR, "dhalswo-9071!")


# closing


def fill(centre: Centre) -> tuple[AccountLine, int]:
    """오민재 has somebody at the desk, an appointment, a promise and a half-typed note."""
    made = centre.add()
    centre.leave()
    me = centre.come(made.id, OTHER)
    desk = centre.desk
    came = desk.visits.register(me, VisitorDraft(name="도우람"), VisitDraft(("counselling",)))
    desk.visits.start(me, came.visit_id)
    other = desk.visits.register(me, VisitorDraft(name="배가은"), VisitDraft(("counselling",)))
    desk.visits.start(me, other.visit_id)
    desk.visits.finish(me, other.visit_id)
    day = centre.clock.today()
    desk.visits.appoint(me, came.visitor_id, AppointmentDraft(day, time(16, 0), "이력서 첨삭"))
    desk.follow_ups.promise(me, other.visitor_id, day, "안부 여쭙기")
    desk.drafts.keep(
        me, FormDraft(desk.drafts.new_id(), "counselling", "상담 기록", came.visitor_id, {})
    )
    desk.drafts.keep(me, FormDraft(desk.drafts.new_id(), "settings", "설정 휴일", None, {}))
    centre.leave()
    centre.account = centre.come()
    return made, came.visitor_id


def words(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_closing_shows_what_is_open_and_refuses_until_everything_has_a_taker(
    centre: Centre,
) -> None:
    made, _ = fill(centre)
    cases = centre.desk.accounts.open_cases(centre.account, made.id)
    assert [case.kind for case in cases] == [
        CaseKind.VISIT,
        CaseKind.APPOINTMENT,
        CaseKind.FOLLOW_UP,
        CaseKind.DRAFT,
    ]
    assert {case.masked_name for case in cases} == {"도*람", "배*은"}
    with pytest.raises(Conflict, match="새 일"):
        centre.desk.accounts.close(centre.account, made.id)
    some = {case.key: centre.account.account_id for case in cases[:-1]}
    with pytest.raises(Conflict, match="새 일"):
        centre.desk.accounts.close(centre.account, made.id, some)
    assert made.id in {line.id for line in centre.desk.accounts.list(centre.account)}


def test_all_goes_to_one_colleague_and_the_list_is_printed(centre: Centre) -> None:
    made, visitor_id = fill(centre)
    accounts, me = centre.desk.accounts, centre.account
    cases = accounts.open_cases(me, made.id)
    assert me.account_id in {line.id for line in accounts.receivers(me, made.id)}
    closed = accounts.close(me, made.id, {case.key: me.account_id for case in cases})
    assert closed.handed == 4
    assert closed.paper is not None
    said = words(closed.paper.pdf)
    assert "인계 목록" in said
    assert all(case.number in said for case in cases if case.number)
    assert "도*람" in said
    assert "도우람" not in said
    assert "안부" not in said
    assert accounts.changes(me)[0].reason == "인계 4건"
    with centre.desk.office._database.read() as session:
        assert set(session.scalars(select(Appointment.counsellor_id))) == {me.account_id}
        assert set(session.scalars(select(FollowUp.counsellor_id))) == {me.account_id}
        rows = session.execute(select(Visit.state, Visit.counsellor_id)).all()
        # A finished visit keeps whose it was.
        assert {tuple(row) for row in rows} == {
            ("counselling", me.account_id),
            ("done", made.id),
        }
        assert [row.screen for row in session.scalars(select(Draft))] == ["counselling"]
    assert [line.visitor_id for line in centre.desk.drafts.list(me)] == [visitor_id]
    with pytest.raises(WrongPassword):
        accounts._keyring.open(made.id, OTHER)


def test_by_list_each_case_goes_to_its_own_taker(centre: Centre) -> None:
    made, _ = fill(centre)
    accounts, me = centre.desk.accounts, centre.account
    third = centre.add("정다온")
    cases = accounts.open_cases(me, made.id)
    handing = {
        case.key: third.id if case.kind is CaseKind.FOLLOW_UP else me.account_id for case in cases
    }
    closed = accounts.close(me, made.id, handing)
    assert closed.paper is not None
    assert "한서윤 외 1명" in words(closed.paper.pdf)
    with centre.desk.office._database.read() as session:
        assert list(session.scalars(select(FollowUp.counsellor_id))) == [third.id]
        assert list(session.scalars(select(Appointment.counsellor_id))) == [me.account_id]


@pytest.mark.parametrize("who", ["reader", "himself", "gone"])
def test_nobody_takes_over_who_may_not_counsel(centre: Centre, who: str) -> None:
    made, _ = fill(centre)
    accounts, me = centre.desk.accounts, centre.account
    reader = centre.add("정다온", Role.READER)
    assert reader.id not in {line.id for line in accounts.receivers(me, made.id)}
    to = {"reader": reader.id, "himself": made.id, "gone": 1}[who]
    cases = accounts.open_cases(me, made.id)
    with pytest.raises((Refused, NotFound)):
        accounts.close(me, made.id, {case.key: to for case in cases})
    assert len(accounts.open_cases(me, made.id)) == 4
    assert made.id in {line.id for line in accounts.list(me)}


def test_a_note_keeps_its_author_when_the_account_is_closed(centre: Centre) -> None:
    made = centre.add()
    centre.leave()
    me = centre.come(made.id, OTHER)
    desk, now = centre.desk, centre.clock.now()
    came = desk.visits.register(me, VisitorDraft(name="도우람"), VisitDraft(("counselling",)))
    note = NoteDraft(
        visitor_id=came.visitor_id,
        visit_id=came.visit_id,
        started_at=now,
        ended_at=None,
        method=NoteMethod.COUNTER,
        reached=True,
        type=NoteType.FIRST,
        summary="시간제 경리부터 시작하기로 함.",
    )
    note_id = desk.notes.finish(me, note).id
    centre.leave()
    centre.account = centre.come()
    cases = centre.desk.accounts.open_cases(centre.account, made.id)
    centre.desk.accounts.close(
        centre.account, made.id, {case.key: centre.account.account_id for case in cases}
    )
    with centre.desk.office._database.read() as session:
        assert session.get_one(Note, note_id).counsellor_id == made.id


def test_the_closed_account_cannot_sign_in(centre: Centre) -> None:
    made = centre.add()
    closed = centre.desk.accounts.close(centre.account, made.id)
    assert (closed.handed, closed.paper) == (0, None)
    with pytest.raises(NotFound):
        centre.desk.accounts.unlock(centre.account, made.id)


# the data key


def test_the_data_key_is_changed_and_the_desk_goes_on(centre: Centre) -> None:
    old = bytes(centre.desk.accounts._data_key.secret)
    made = centre.add()
    salt, _ = salt_and_bytes(centre)
    told: list[tuple[str, int]] = []
    state = centre.desk.data_key.change(
        centre.account, lambda step, percent: told.append((step.value, percent))
    )
    assert state.end == "마침"
    assert [step for step, _ in told if step != "write"] == ["check", "place"]
    assert salt_and_bytes(centre)[0] != salt
    assert bytes(centre.desk.accounts._data_key.secret) != old
    # The same desk, nobody signed in anew.
    desk, me = centre.desk, centre.account
    desk.visits.register(me, VisitorDraft(name="도우람"), VisitDraft(("counselling",)))
    another = centre.add("정다온")
    assert {line.name for line in desk.accounts.list(me)} == {"한서윤", "오민재", "정다온"}
    centre.leave()
    centre.come()
    assert centre.desk.finding is None, "the note of the log's head went along"
    for account_id in (made.id, another.id):
        centre.leave()
        centre.come(account_id, OTHER)
    assert bytes(centre.desk.accounts._keyring.open_with_recovery(centre.groups).secret) != old
    assert centre.purposes().count("자료 열쇠 바꿈") == 1
    left = {path.name for path in centre.premises.folder.iterdir()}
    assert not {name for name in left if "rekeyed" in name}


def test_a_disk_that_refuses_leaves_the_old_key_and_the_desk_open(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = bytes(centre.desk.accounts._data_key.secret)

    def full(*_: object) -> None:
        raise StoreTrouble("디스크에 남은 자리가 없습니다.")

    with monkeypatch.context() as patch:
        patch.setattr("desktop.store.file.verify", full)
        with pytest.raises(StoreTrouble, match="자리"):
            centre.desk.data_key.change(centre.account)
    assert bytes(centre.desk.accounts._data_key.secret) == old
    assert centre.desk.data_key.state(centre.account).end == "그만둠"
    # The new store cannot be put in place: the key file goes back to the old key.
    with monkeypatch.context() as patch:
        patch.setattr("desktop.store.rekeying.finish", full)
        with pytest.raises(StoreTrouble, match="자리"):
            centre.desk.data_key.change(centre.account)
    centre.add()
    centre.leave()
    centre.come()
    assert bytes(centre.desk.accounts._data_key.secret) == old
    assert centre.desk.finding is None


def test_when_not_even_the_key_file_can_be_put_back_nothing_more_is_written(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Acts written to the old store now would be gone when the new one takes its place."""
    rekey, turns = Keyring.rekey, []

    def once(self: Keyring, old: DataKey, new: DataKey) -> None:
        turns.append(1)
        if len(turns) > 1:
            raise StoreTrouble("디스크에 남은 자리가 없습니다.")
        rekey(self, old, new)

    def full(*_: object) -> None:
        raise StoreTrouble("디스크에 남은 자리가 없습니다.")

    with monkeypatch.context() as patch:
        patch.setattr(Keyring, "rekey", once)
        patch.setattr("desktop.store.rekeying.finish", full)
        with pytest.raises(StoreTrouble, match="다시 켜"):
            centre.desk.data_key.change(centre.account)
        with pytest.raises(StoreTrouble, match="다시 켜"):
            centre.desk.accounts.list(centre.account)
    centre.premises.close()
    centre.desk.close()
    me = centre.come()
    assert centre.desk.data_key.state(me).end == "마침"
    assert centre.desk.finding is None


@pytest.mark.parametrize(
    ("step", "end"),
    [("verify", "그만둠"), ("rekey", "그만둠"), ("finish", "마침"), ("place", "마침")],
)
def test_killed_at_any_step_the_next_sign_in_goes_on_and_says_how_it_ended(
    centre: Centre, monkeypatch: pytest.MonkeyPatch, step: str, end: str
) -> None:
    class PowerCut(BaseException):
        """The PC stops here."""

    def stop(*_: object) -> None:
        raise PowerCut

    where = {
        "verify": "desktop.store.file.verify",
        "rekey": "desktop.store.keyring.Keyring.rekey",
        "finish": "desktop.store.rekeying.finish",
        "place": "desktop.store.machine.replace_file",
    }[step]
    with monkeypatch.context() as patch:
        # A killed program writes nothing more.
        patch.setattr(DataKeys, "_end", lambda *_: None)
        patch.setattr(where, stop)
        with pytest.raises(PowerCut):
            centre.desk.data_key.change(centre.account)
    after = tmp_copy(centre)
    premises = Premises(after, centre.clock, resources())
    desk, me = premises.sign_in(centre.account.account_id, PASSWORD)
    assert desk.data_key.state(me).end == end
    assert desk.finding is None
    assert [line.name for line in desk.accounts.list(me)] == ["한서윤"]
    assert not [path.name for path in after.iterdir() if "rekeyed" in path.name]
    desk.close()
    premises.close()


def tmp_copy(centre: Centre) -> Path:
    """The folder as a killed program leaves it."""
    folder = centre.premises.folder.with_name("as found")
    shutil.copytree(centre.premises.folder, folder, ignore=shutil.ignore_patterns("store.lock"))
    return folder


def test_the_key_is_not_changed_under_a_running_backup(centre: Centre) -> None:
    database = centre.desk.office._database
    with database.held(), pytest.raises(Refused, match="백업"):
        centre.desk.data_key.change(centre.account)
    beside = database.beside()
    with pytest.raises(Refused, match="백업"):
        centre.desk.data_key.change(centre.account)
    beside.close()
    assert centre.desk.data_key.change(centre.account).end == "마침"


def test_only_the_lead_changes_the_data_key(centre: Centre) -> None:
    made = centre.add()
    centre.leave()
    me = centre.come(made.id, OTHER)
    salt, _ = salt_and_bytes(centre)
    with pytest.raises(NotAllowed, match="팀장"):
        centre.desk.data_key.change(me)
    assert salt_and_bytes(centre)[0] == salt


def test_a_closed_desk_holds_its_key_no_more(centre: Centre) -> None:
    key = centre.desk.accounts._data_key
    held = key.secret
    centre.leave()
    assert not key.secret
    assert not any(held)
