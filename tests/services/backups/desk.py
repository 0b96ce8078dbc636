"""A small centre for the tests of its copies: set up once, copied for each test."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.account import Role, SignedIn
from desktop.domain.clock import FixedClock
from desktop.domain.shipped import read_centre
from desktop.domain.visit import VisitDraft
from desktop.domain.visitor import VisitorDraft
from desktop.paths import resources
from desktop.services.desk import Desk
from desktop.services.first_run import FirstRun
from desktop.services.opening import Premises, PremisesState

LEAD, COUNSELLOR = "lilac-before-the-desk-3", "second-desk-flower-1"


@dataclass
class Centre:
    """Somebody signed in over a real store."""

    premises: Premises
    desk: Desk
    account: SignedIn
    clock: FixedClock

    @property
    def folder(self) -> Path:
        return self.premises.folder

    def take_in(self, *names: str) -> list[str]:
        """People are here; gives their reception numbers."""
        return [
            self.desk.visits.register(
                self.account, VisitorDraft(name=name), VisitDraft(purposes=("counselling",))
            ).visit_number
            for name in names
        ]

    def leave(self) -> None:
        self.desk.close()
        self.premises.close()


def set_up(folder: Path, clock: FixedClock) -> tuple[str, ...]:
    """A centre with a team leader and a counsellor; gives the recovery code."""
    premises = Premises(folder, clock, resources())
    centre = read_centre(resources() / "codes")[-1]
    prepared = premises.prepare(FirstRun(centre, 3, "한서윤", Role.TEAM_LEAD, LEAD))
    desk, account = prepared.confirm()
    desk.accounts.add(account, "오민재", Role.COUNSELLOR, COUNSELLOR)
    desk.close()
    premises.close()
    return prepared.recovery_code.groups


def sit_down(folder: Path, clock: FixedClock, password: str = LEAD) -> Centre:
    """Sign in with a password."""
    premises = Premises(folder, clock, resources())
    assert premises.look() is PremisesState.READY
    who = 0 if password == LEAD else 1
    desk, account = premises.sign_in(premises.holders()[who].id, password)
    return Centre(premises, desk, account, clock)


def copy_of(pristine: Path, folder: Path) -> Path:
    """The centre as it was set up, in a folder of the test's own."""
    return Path(shutil.copytree(pristine, folder))
