"""The way into the data folder, also when the PC stopped in the middle of making it."""

from pathlib import Path

import pytest

from desktop.domain.account import Role
from desktop.domain.clock import FixedClock
from desktop.domain.errors import NaeilError, NotSignedIn, Refused, StoreDamaged
from desktop.domain.shipped import read_centre
from desktop.paths import resources
from desktop.services.first_run import DESK_FILE, PREPARING, STORE_NAME, FirstRun, Prepared
from desktop.services.opening import Premises, PremisesState
from desktop.store import chain
from desktop.store.keyring import FILE_NAME
from desktop.store.keys import Keys, parts
from desktop.store.log import AccessRow

PASSWORD = "창구 앞 라일락 3그루"


@pytest.fixture
def premises(tmp_path: Path, clock: FixedClock) -> Premises:
    return Premises(tmp_path / "한글 폴더", clock, resources())


def prepare(premises: Premises) -> Prepared:
    centre = read_centre(resources() / "codes")[-1]
    return premises.prepare(FirstRun(centre, 3, "한서윤", Role.TEAM_LEAD, PASSWORD))


def test_an_unconfirmed_first_run_leaves_an_empty_folder(premises: Premises) -> None:
    prepare(premises)
    assert premises.look() is PremisesState.NEW


@pytest.mark.parametrize("moved", [(STORE_NAME,), (STORE_NAME, DESK_FILE)])
def test_stopped_between_store_and_key_file_the_first_run_is_finished_at_the_next_start(
    premises: Premises, clock: FixedClock, moved: tuple[str, ...]
) -> None:
    prepare(premises)
    for name in moved:
        (premises.folder / PREPARING / name).replace(premises.folder / name)

    again = Premises(premises.folder, clock, resources())
    assert again.look() is PremisesState.READY
    desk, _ = again.sign_in(again.holders()[0].id, PASSWORD)
    assert desk.office.desk == 3
    assert not (premises.folder / PREPARING).exists()
    desk.close()
    again.close()


def test_a_first_run_beside_another_one_writes_over_nothing(
    premises: Premises, clock: FixedClock
) -> None:
    one = prepare(premises)
    desk, _ = one.confirm()
    desk.close()
    premises.close()
    kept = (premises.folder / FILE_NAME).read_bytes()

    second = Premises(premises.folder, clock, resources())
    with pytest.raises(Refused):
        prepare(second).confirm()
    assert (premises.folder / FILE_NAME).read_bytes() == kept


def test_without_its_number_a_desk_does_not_guess_one(
    premises: Premises, clock: FixedClock
) -> None:
    desk, account = prepare(premises).confirm()
    desk.close()
    premises.close()
    (premises.folder / DESK_FILE).write_text("{", encoding="utf-8")

    again = Premises(premises.folder, clock, resources())
    with pytest.raises(StoreDamaged, match="창구 번호"):
        again.sign_in(account.account_id, PASSWORD)
    again.close()


def test_a_key_without_an_open_account_opens_nothing(premises: Premises) -> None:
    desk, account = prepare(premises).confirm()
    other = desk.accounts.add(account, "오민재", Role.COUNSELLOR, PASSWORD)
    with desk.office._database.write() as session:
        from desktop.store.office import Account

        session.get_one(Account, other.id).closed_at = premises._clock.now()
    desk.close()
    with pytest.raises(NotSignedIn):
        premises.sign_in(other.id, PASSWORD)
    # The door stays usable for the others.
    again, _ = premises.sign_in(account.account_id, PASSWORD)
    again.close()
    premises.close()


def test_keys_go_on_behind_the_last_one_although_the_clock_was_set_back(
    premises: Premises,
) -> None:
    desk, account = prepare(premises).confirm()
    future = Keys(3, clock_ms=lambda: 2_000_000_000_000).new()
    with desk.office._database.write() as session:
        at = premises._clock.now()
        chain.append(
            session, chain.Entry(future, at, account.account_id, "창구", "view", (), "시험", 0)
        )
    desk.close()
    again, _ = premises.sign_in(account.account_id, PASSWORD)
    assert parts(again.office.new_id()) > parts(future)
    again.close()
    premises.close()


def test_signing_in_with_the_code_is_told_in_the_log(premises: Premises) -> None:
    prepared = prepare(premises)
    desk, account = prepared.confirm()
    desk.close()
    with pytest.raises(NaeilError):
        premises.recover(("1",) * 8, account.account_id, "다른 비밀번호 7193!")
    again, _ = premises.recover(
        prepared.recovery_code.groups, account.account_id, "다른 비밀번호 7193!"
    )
    with again.office._database.read() as session:
        purposes = [row.purpose for row in session.query(AccessRow).order_by(AccessRow.id)]
    assert purposes[-2:] == ["복구 코드로 로그인", "복구 코드로 열음"]
    again.close()
    premises.close()
