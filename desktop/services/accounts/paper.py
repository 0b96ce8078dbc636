"""The 인계 목록: what was handed over when an account was closed, on paper."""

from collections.abc import Mapping, Sequence

from desktop.domain.account import Role
from desktop.domain.handover import Handing, OpenCase
from desktop.domain.papers import HandoverLine, HandoverRecord
from desktop.printing.wording import newest
from desktop.services.act import Act, Office
from desktop.services.centre import centre_on
from desktop.services.papers import PAPERS, ReadyPaper, draw, register
from desktop.store.office import Account

PAPER, PURPOSE = "handover", "업무 인계"


def handover_paper(
    act: Act,
    office: Office,
    row: Account,
    cases: Sequence[OpenCase],
    handing: Handing,
    names: Mapping[int, str],
) -> ReadyPaper:
    """Draw the list in the act that hands over; `names` are those of the takers."""
    record = HandoverRecord(
        on=act.today,
        centre=centre_on(act, act.today),
        name=row.name,
        role=Role(row.role).label,
        lines=tuple(
            HandoverLine(
                kind=case.kind.label,
                number=case.number,
                masked_name=case.masked_name,
                about=case.about,
                due_on=case.due_on,
                to=names[handing[case.key]],
            )
            for case in cases
        ),
        form=newest(PAPER, act.today),
    )
    footer = register(act, office, PAPER, PURPOSE)
    return ReadyPaper(PAPER, PAPERS[PAPER], draw(record, footer).printable(), footer.print_number)
