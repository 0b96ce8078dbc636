"""Paper numbers: taken inside the act that issues the paper, no gap in a block, none twice."""

from sqlalchemy import bindparam, func, insert, select, update

from desktop.domain import paper_number
from desktop.domain.errors import Refused
from desktop.domain.paper_number import PaperKind, PaperNumber
from desktop.services.act import Act
from desktop.store.base import table_of
from desktop.store.office import NumberBlock

FIRST_BLOCK, LAST_BLOCK = 101, 999
FIRST_SERIAL = 101
"""Long runs of zero are miscounted on the telephone, so blocks and serials start at 101."""
_BLOCK = table_of(NumberBlock)
# One block only, the lowest with room: a desk that was given a second one uses it later.
_OPEN = select(func.min(_BLOCK.c.id)).where(
    _BLOCK.c.kind == bindparam("of_kind"),
    _BLOCK.c.year == bindparam("of_year"),
    _BLOCK.c.desk == bindparam("of_desk"),
    _BLOCK.c.next_serial <= bindparam("last"),
)
_TAKE = (
    update(_BLOCK)
    .where(_BLOCK.c.id == _OPEN.scalar_subquery())
    .values(next_serial=_BLOCK.c.next_serial + 1)
    .returning(_BLOCK.c.block, _BLOCK.c.next_serial)
)


def take_number(act: Act, kind: PaperKind, desk: int) -> PaperNumber:
    """The next number of this desk's block; a full or missing block is followed by a new lease.

    Part of the caller's transaction: if the act fails, the number was never taken.
    """
    year = act.today.year % 100
    asked = {
        "of_kind": kind.key,
        "of_year": year,
        "of_desk": desk,
        "last": kind.serials - 1,
    }
    # What the act has begun stands before what is numbered in it.
    act.session.flush()
    taken = act.session.execute(_TAKE, asked).first()
    if taken is not None:
        return paper_number.make(kind, act.today.year, taken.block, taken.next_serial - 1)
    highest = act.session.execute(
        select(func.max(NumberBlock.block)).where(
            NumberBlock.kind == kind.key, NumberBlock.year == year
        )
    ).scalar()
    block = FIRST_BLOCK if highest is None else highest + 1
    if block > LAST_BLOCK:
        raise Refused("올해 쓸 수 있는 번호를 모두 썼습니다. 담당자에게 알려 주십시오.")
    act.session.execute(
        insert(NumberBlock),
        [
            {
                "id": act.new_id(),
                "kind": kind.key,
                "year": year,
                "block": block,
                "desk": desk,
                "next_serial": FIRST_SERIAL + 1,
            }
        ],
    )
    return paper_number.make(kind, act.today.year, block, FIRST_SERIAL)
