"""A whole demo office in an empty folder: set up, accounts added, filled with invented people."""

from collections.abc import Callable
from pathlib import Path

from desktop import paths
from desktop.domain.account import Role
from desktop.domain.clock import Clock, SystemClock
from desktop.domain.errors import Refused
from desktop.domain.shipped import read_centre
from desktop.services.demo import Made, Wanted, fill
from desktop.services.opening import FirstRun, Premises, PremisesState

DEMO_PASSWORD = "demo-naeil-65"
"""Shown on the sign-in page: a demo store keeps nothing secret."""
STAFF = (("한서윤", Role.COUNSELLOR), ("오민재", Role.COUNSELLOR), ("배지현", Role.COUNSELLOR))
LEAD = ("문태식", Role.TEAM_LEAD)


def make_demo(
    folder: Path,
    visitors: int,
    years: int,
    seed: int,
    *,
    progress: Callable[[int, int], None] | None = None,
    password: str = "",
    clock: Clock | None = None,
) -> Made:
    """Set up `folder` and fill it. Raises Refused for a folder that is in use already."""
    clock = clock or SystemClock()
    resources = paths.resources()
    premises = Premises(folder, clock, resources)
    if premises.look() is not PremisesState.NEW:
        raise Refused("이 폴더에는 이미 자료가 있습니다. 빈 폴더를 골라 주십시오.")
    password = password or DEMO_PASSWORD
    centre = read_centre(resources / "codes")[-1]
    prepared = premises.prepare(FirstRun(centre, 1, STAFF[0][0], STAFF[0][1], password))
    desk, account = prepared.confirm()
    try:
        ids = [account.account_id]
        for name, role in (*STAFF[1:], LEAD):
            ids.append(desk.accounts.add(account, name, role, password).id)
        with desk.office.long_work() as session:
            return fill(
                session,
                Wanted(visitors, years, seed, clock.today()),
                tuple(ids[:3]),
                progress,
            )
    finally:
        desk.close()
        premises.close()
