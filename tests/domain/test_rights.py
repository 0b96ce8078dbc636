"""The table of roles and rights, cell by cell, as the office decided it."""

import pytest

from desktop.domain.account import Role
from desktop.domain.rights import Right, may, refusal, who_may

TABLE = """
look                상담사 팀장 보호 열람
receive             상담사 팀장 ―   ―
counsel             상담사 팀장 ―   ―
agree               상담사 팀장 ―   ―
refer               상담사 팀장 ―   ―
print               상담사 팀장 보호 ―
directory           상담사 팀장 ―   ―
own                 상담사 팀장 보호 열람
centre              ―     팀장 ―   ―
accounts            ―     팀장 ―   ―
keys                ―     팀장 ―   ―
export              ―     팀장 보호 ―
backup              상담사 팀장 보호 ―
restore             ―     팀장 ―   ―
log                 ―     팀장 보호 ―
review              ―     팀장 보호 ―
subject             상담사 팀장 보호 ―
retention           ―     팀장 보호 ―
ask_destruction     ―     팀장 보호 ―
decide_destruction  ―     팀장 보호 ―
merge               ―     팀장 ―   ―
take_over           ―     팀장 ―   ―
"""
ROWS = {line.split()[0]: line.split()[1:] for line in TABLE.strip().splitlines()}
CELLS = [(role, right) for right in Right for role in Role]


@pytest.mark.parametrize(("role", "right"), CELLS, ids=[f"{a.value}-{b.value}" for a, b in CELLS])
def test_each_role_may_what_the_office_decided(role: Role, right: Right) -> None:
    assert may(role, right) == (ROWS[right.value][list(Role).index(role)] != "―")


def test_every_right_stands_in_the_table() -> None:
    assert set(ROWS) == {right.value for right in Right}


@pytest.mark.parametrize("right", Right)
def test_a_refusal_says_who_may(right: Right) -> None:
    assert all(role.label in refusal(right) for role in who_may(right))
    assert right.label in refusal(right)
    assert right.about
