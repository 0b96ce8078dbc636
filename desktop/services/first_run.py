"""The first run: everything is made aside and counts once the recovery code was confirmed."""

import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.access import ActKind
from desktop.domain.account import AccountChange, Role, SignedIn
from desktop.domain.centre import CentreFacts
from desktop.domain.clock import Clock
from desktop.domain.errors import Refused
from desktop.domain.rights import Right
from desktop.domain.summed import summed
from desktop.services.accounts.events import note_change
from desktop.services.act import Office
from desktop.services.backups import restoring
from desktop.services.desk import Desk
from desktop.services.password import password_fault
from desktop.services.recovery import RecoveryPaper, note_edition
from desktop.services.shipped import load_shipped
from desktop.services.trial import centre_faults, counsellor_fault
from desktop.store import file, head, location, machine
from desktop.store.backup import making
from desktop.store.ciphers import DataKey
from desktop.store.database import Database
from desktop.store.head import HeadFile
from desktop.store.keyring import FILE_NAME, Keyring, RecoveryCode
from desktop.store.keys import Keys
from desktop.store.location import StoreLock
from desktop.store.office import Account

STORE_NAME = restoring.STORE_NAME
DESK_FILE = making.DESK_FILE
PREPARING = "preparing"
LAST_DESK_NUMBER = 799
_TAKEN = "그 사이 이 폴더에 다른 자료가 만들어졌습니다. 프로그램을 닫고 다시 켜 주십시오."

Opens = Callable[[int, DataKey], tuple[Desk, SignedIn]]
"""Opens the desk of an account with the data key at hand."""


@dataclass(frozen=True, slots=True)
class FirstRun:
    """What the wizard asks: the centre, this desk's number, the first account."""

    centre: CentreFacts
    desk: int
    account_name: str
    role: Role
    password: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the office is to be: the data folder, what is shipped, and its clock."""

    folder: Path
    resources: Path
    clock: Clock


class Prepared:
    """A first run waiting for its recovery code to be confirmed."""

    def __init__(
        self,
        folder: Path,
        aside: Path,
        data_key: DataKey,
        code: RecoveryCode,
        account: SignedIn,
        paper: RecoveryPaper,
        open_with: Opens,
    ) -> None:
        self._folder = folder
        self._aside = aside
        self._data_key = data_key
        self.recovery_code = code
        self.account = account
        self._paper = paper
        self._open_with = open_with

    def paper(self) -> bytes:
        """The recovery code on its paper, to be printed and forgotten: never into a file."""
        return self._paper.draw()

    def confirm(self) -> tuple[Desk, SignedIn]:
        """Put store and key file in place, the key file last, and open the desk."""
        folder = self._folder
        with StoreLock(folder), file.told():
            if (folder / STORE_NAME).exists() or (folder / FILE_NAME).exists():
                raise Refused(_TAKEN)
            put_in_place(self._aside, folder)
        return self._open_with(self.account.account_id, self._data_key)

    def give_up(self) -> None:
        """Leave no trace of an unfinished first run."""
        shutil.rmtree(self._aside, ignore_errors=True)


def prepare(
    wanted: FirstRun,
    place: Place,
    office_of: Callable[[Database, int, HeadFile], Office],
    open_with: Opens,
) -> Prepared:
    """Make store and key file aside; they take effect when the recovery code is confirmed.

    Raises Refused with the field for a password or name that will not do.
    """
    check_first_run(wanted)
    location.check(place.folder)
    aside = place.folder / PREPARING
    with file.told():
        if aside.exists():
            shutil.rmtree(aside)
        aside.mkdir(mode=0o700, parents=True)
    keys = Keys(wanted.desk)
    account_id = keys.new()
    keyring, data_key, code = Keyring.create(
        aside, account_id, wanted.account_name, wanted.password, at=place.clock.now()
    )
    database = Database.create(
        aside / STORE_NAME, data_key, store_id=keyring.store_id, at=place.clock.now()
    )
    account = SignedIn(account_id, wanted.account_name, wanted.role, secrets.token_hex(16))
    with database.write() as session:
        session.add(
            Account(
                id=account_id,
                name=wanted.account_name,
                role=wanted.role.value,
                created_at=place.clock.now(),
            )
        )
    office = office_of(database, wanted.desk, HeadFile(aside, data_key))
    office.admit(account)
    with office.act(account, Right.OWN, ActKind.SETTING, purpose="처음 설정") as act:
        load_shipped(act, place.resources, office.codes, wanted.centre)
        note_edition(act, 1)
        given = f"{wanted.account_name} · {wanted.role.label}"
        note_change(act, account_id, AccountChange.OPENED, after=given)
    office.close()
    with file.told():
        machine.write_file(aside / DESK_FILE, summed({"desk": wanted.desk}).encode())
    paper = RecoveryPaper(
        wanted.centre.name, wanted.desk, keyring.store_id, place.clock.now(), code.groups
    )
    return Prepared(place.folder, aside, data_key, code, account, paper, open_with)


def put_in_place(aside: Path, folder: Path) -> None:
    """Store, log head, desk number, then the key file, each on the disk before the next."""
    for name in (STORE_NAME, head.FILE_NAME, DESK_FILE, FILE_NAME):
        if (aside / name).exists():
            machine.replace_file(aside / name, folder / name)
    shutil.rmtree(aside, ignore_errors=True)


def check_first_run(wanted: FirstRun) -> None:
    """Refuse what could not be printed or signed in with; every field its sentence."""
    wrong: dict[str, str] = {}
    if not wanted.centre.name:
        wrong["name"] = "의뢰서에 인쇄할 센터 이름을 적어 주십시오."
    if not wanted.centre.address:
        wrong["address"] = "의뢰서에 인쇄할 주소를 적어 주십시오."
    if not wanted.centre.phone:
        wrong["phone"] = "내담자가 걸 대표 전화를 적어 주십시오."
    if not 1 <= wanted.desk <= LAST_DESK_NUMBER:
        wrong["desk"] = "창구 번호는 1에서 799 사이로 적어 주십시오."
    if wanted.role is not Role.TEAM_LEAD:
        wrong["role"] = "처음 만드는 계정은 팀장이어야 다른 계정을 만들 수 있습니다."
    if not wanted.account_name:
        wrong["account_name"] = "로그인할 분의 이름을 적어 주십시오."
    sentence = password_fault(wanted.password, wanted.account_name)
    if sentence:
        wrong["password"] = sentence
    for name, sentence in centre_faults(wanted.centre, ()).items():
        wrong.setdefault(name, sentence)
    sentence = counsellor_fault(wanted.account_name, (wanted.centre,))
    if sentence:
        wrong.setdefault("account_name", sentence)
    if wrong:
        raise Refused("표시한 칸을 보아 주십시오.", wrong)
