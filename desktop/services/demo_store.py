"""A whole demo office in an empty folder: set up, accounts added, filled with invented people.

Everything is made aside and put in place when it is whole: what was stopped half way
leaves an empty folder.
"""

import secrets
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from desktop import paths
from desktop.domain.account import Role, SignedIn
from desktop.domain.clock import Clock, SystemClock
from desktop.domain.errors import Refused
from desktop.domain.shipped import read_centre
from desktop.services.demo import Made, Wanted
from desktop.services.demo.history import Progress, fill
from desktop.services.demo.linking import Linking
from desktop.services.first_run import DESK_FILE, PREPARING, STORE_NAME, FirstRun
from desktop.services.opening import Premises, PremisesState
from desktop.store.head import FILE_NAME as HEAD_FILE
from desktop.store.keyring import FILE_NAME
from desktop.store.location import StoreLock

DEMO_PASSWORD = "demo-naeil-65"
"""Shown on the sign-in page: a demo store keeps nothing secret."""
STAFF = (("한서윤", Role.COUNSELLOR), ("오민재", Role.COUNSELLOR), ("배지현", Role.COUNSELLOR))
LEAD = ("문태식", Role.TEAM_LEAD)
OFFICER = ("서이현", Role.PRIVACY_OFFICER)
MOST_VISITORS = 5_000_000
EARLIEST = 2020
"""Keys of rows begin with that year."""
_PLACES = (STORE_NAME, HEAD_FILE, DESK_FILE, FILE_NAME)
"""The key file last: with it the folder is a store."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A demo office that can be opened, and what is still to be made in it."""

    made: Made
    linking: Linking


def begin_demo(
    folder: Path,
    visitors: int,
    years: int,
    seed: int,
    *,
    progress: Progress | None = None,
    password: str = "",
    clock: Clock | None = None,
    whole: bool = False,
) -> Begun:
    """Set up `folder` and write people, visits and talks; `whole` also consents and referrals.

    Raises Refused for a folder that is in use already or a size that makes no sense.
    """
    clock = clock or SystemClock()
    _check(folder, visitors, years, clock)
    with StoreLock(folder):
        aside = folder / PREPARING
        try:
            begun = _make(aside, visitors, years, seed, progress, password, clock, whole)
            for name in _PLACES:
                (aside / name).replace(folder / name)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    return begun


def make_demo(
    folder: Path,
    visitors: int,
    years: int,
    seed: int,
    *,
    progress: Progress | None = None,
    password: str = "",
    clock: Clock | None = None,
    whole: bool = False,
) -> Made:
    """As `begin_demo`, for whoever wants the store only."""
    return begin_demo(
        folder,
        visitors,
        years,
        seed,
        progress=progress,
        password=password,
        clock=clock,
        whole=whole,
    ).made


def _check(folder: Path, visitors: int, years: int, clock: Clock) -> None:
    if not 1 <= visitors <= MOST_VISITORS:
        raise Refused(f"내방객은 1명에서 {MOST_VISITORS:,}명 사이로 적어 주십시오.")
    most = clock.today().year - EARLIEST
    if not 1 <= years <= most:
        raise Refused(f"햇수는 1년에서 {most}년 사이로 적어 주십시오.")
    if folder.exists() and not folder.is_dir():
        raise Refused("폴더가 아니라 파일입니다. 빈 폴더를 골라 주십시오.")
    if Premises(folder, clock, paths.resources()).look() is not PremisesState.NEW:
        raise Refused("이 폴더에는 이미 자료가 있습니다. 빈 폴더를 골라 주십시오.")


def _make(
    aside: Path,
    visitors: int,
    years: int,
    seed: int,
    progress: Progress | None,
    password: str,
    clock: Clock,
    whole: bool,
) -> Begun:
    resources = paths.resources()
    premises = Premises(aside, clock, resources)
    password = password or DEMO_PASSWORD
    prepared = premises.prepare(FirstRun(read_centre(resources / "codes")[-1], 1, *LEAD, password))
    desk, lead = prepared.confirm()
    try:
        staff = []
        for name, role in (*STAFF, OFFICER):
            added = desk.accounts.add(lead, name, role, password)
            staff.append(SignedIn(added.id, name, role, secrets.token_hex(16)))
        counsellors = tuple(staff[: len(STAFF)])
        wanted = Wanted(visitors, years, seed, clock.now())
        with desk.office.filling() as session:
            made = fill(session, wanted, [one.account_id for one in counsellors], progress)
        linking = Linking(wanted, counsellors)
        if whole:
            linking.run(desk.office, progress=progress)
            made = replace(made, referrals=linking.referrals)
        return Begun(made, linking)
    finally:
        desk.close()
        premises.close()
