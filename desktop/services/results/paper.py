"""The results as a table of words: layout C of the office's reports, 기관별 연계."""

from desktop.domain.partner_results import (
    FUNNEL,
    PARTS,
    Figure,
    Rate,
    ResultLine,
    Step,
    notes_of,
    shown,
)
from desktop.domain.partner_results_paper import PartnerResultsRecord
from desktop.printing.wording import newest
from desktop.services.act import Act
from desktop.services.centre import centre_on
from desktop.services.results.records import By, Results

COLUMNS = (Figure.ISSUED, Figure.ANSWERED, *PARTS)
"""The figures of the paper, each with 건 and 명; the rate stands after the answers."""


def scope_of(found: Results) -> str:
    """What the table was narrowed down to, in words; empty for everything."""
    asked = found.asked
    names = (
        dict(found.partners).get(asked.partner, ""),
        dict(found.services).get(asked.service, ""),
        dict(found.groups).get(asked.group, ""),
    )
    return " · ".join(name for name in names if name)


def table_record(act: Act, found: Results) -> PartnerResultsRecord:
    """The paper of a question already answered."""
    by = found.asked.by
    hired = found.total.count(Figure.HIRED)
    shares = [(rate.label, shown(found.total.rate(rate), "%")) for rate in Rate]
    shares.append((Figure.HIRED.label, f"{hired.cases:,}건 {hired.people:,}명"))
    return PartnerResultsRecord(
        centre=centre_on(act, act.today),
        form=newest("partner-results", act.today),
        period=found.asked.period.label,
        days=found.asked.period.days,
        scope=scope_of(found),
        first={By.PARTNER: "기관", By.SERVICE: "서비스", By.GROUP: "대상 구분"}[by],
        rows=tuple(_cells(one) for one in found.lines),
        total=_cells(found.total),
        shares=tuple(shares),
        notes=notes_of(
            (*COLUMNS, *(one for one in (*FUNNEL, Figure.HIRED) if one not in COLUMNS)),
            groups=by is By.GROUP or bool(found.asked.group),
        ),
        made_on=act.today,
    )


def _cells(line: ResultLine) -> tuple[str, ...]:
    name = f"{line.below} {line.label}" if line.below else line.label
    cells = [name]
    for figure in COLUMNS:
        one = line.count(figure)
        cells += [f"{one.cases:,}", f"{one.people:,}"]
        if figure is Figure.ANSWERED:
            cells.append(shown(line.rate(Rate.REPLY)))
    reply = line.delay(Step.REPLY)
    return (*cells, shown(reply.mean), shown(reply.median))
