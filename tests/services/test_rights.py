"""Every cell of the table of roles and rights holds in the act itself."""

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select, update

from desktop.domain.access import ActKind
from desktop.domain.account import Role
from desktop.domain.clock import FixedClock
from desktop.domain.errors import NotAllowed
from desktop.domain.rights import Right, may
from desktop.store.log import AccessRow
from desktop.store.office import Account
from tests.services.linked import Linked, moment, open_linked

CELLS = [(role, right) for right in Right for role in Role]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Linked]:
    made = open_linked(tmp_path_factory.mktemp("rights"), FixedClock(moment("2026-11-27 10:00")))
    yield made
    made.office.close()


@pytest.mark.parametrize(("role", "right"), CELLS, ids=[f"{a.value}-{b.value}" for a, b in CELLS])
def test_an_act_goes_by_the_role_the_account_has_in_the_store(
    desk: Linked, role: Role, right: Right
) -> None:
    """The proof of the sign-in may be older than a change of the role."""
    with desk.database.write() as session:
        session.execute(
            update(Account).where(Account.id == desk.account.account_id).values(role=role.value)
        )
    before = rows(desk)
    done = []
    if may(role, right):
        with desk.office.act(desk.account, right, ActKind.SETTING):
            done.append(right)
        assert rows(desk) == before + 1
    else:
        with (
            pytest.raises(NotAllowed, match=right.label),
            desk.office.act(desk.account, right, ActKind.SETTING),
        ):
            done.append(right)
        assert not done
        assert rows(desk) == before


def rows(desk: Linked) -> int:
    with desk.database.read() as session:
        return session.scalar(select(func.count()).select_from(AccessRow)) or 0
