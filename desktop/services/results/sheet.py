"""The results as sheets of a spreadsheet: the figures, the working days, the definitions."""

from desktop.domain.calendar import show_moment
from desktop.domain.papers import Footer
from desktop.domain.partner_results import Figure, Rate, ResultLine, Step, notes_of
from desktop.exchange.spreadsheet import Shape, SheetColumn, SheetTable, Value
from desktop.services.results.paper import scope_of
from desktop.services.results.records import By, Results

NAMES = {By.PARTNER: "기관", By.SERVICE: "서비스", By.GROUP: "대상 구분"}


def tables_of(found: Results, footer: Footer) -> tuple[SheetTable, ...]:
    """Two sheets: figures with rates, and the working days of every step."""
    asked = found.asked
    facts = (
        f"기간: {asked.period.label} ({asked.period.days})",
        *((f"대상: {scope}",) if (scope := scope_of(found)) else ()),
        f"출력 {footer.print_number} · {show_moment(footer.printed_at)} · {footer.printed_by}",
        f"용도: {footer.purpose}",
    )
    first = [SheetColumn(NAMES[asked.by])]
    if asked.by is By.SERVICE:
        first.insert(0, SheetColumn("기관"))
    figures = [
        SheetColumn(f"{figure.label} {unit}", Shape.WHOLE)
        for figure in Figure
        for unit in ("건", "명")
    ]
    rates = [SheetColumn(f"{rate.label} %", Shape.ONE_PLACE) for rate in Rate]
    steps = [
        SheetColumn(f"{step.label} {what}", shape)
        for step in Step
        for what, shape in (
            ("중앙값", Shape.ONE_PLACE),
            ("평균", Shape.ONE_PLACE),
            ("건", Shape.WHOLE),
        )
    ]
    groups = asked.by is By.GROUP or bool(asked.group)
    return (
        SheetTable(
            "연계 실적",
            "기관별 연계 실적",
            (*first, *figures, *rates),
            tuple(_figures(line, asked.by) for line in found.lines),
            facts,
            notes_of(Figure, groups=groups),
            _figures(found.total, asked.by),
        ),
        SheetTable(
            "걸린 날",
            "걸린 근무일",
            (*first, *steps),
            tuple(_days(line, asked.by) for line in found.lines),
            facts,
            notes_of((), groups=groups),
            _days(found.total, asked.by),
        ),
    )


def _name(line: ResultLine, by: By) -> tuple[Value, ...]:
    return (line.below, line.label) if by is By.SERVICE else (line.label,)


def _figures(line: ResultLine, by: By) -> tuple[Value, ...]:
    cells: list[Value] = [*_name(line, by)]
    for figure in Figure:
        one = line.count(figure)
        cells += [one.cases, one.people]
    return (*cells, *(line.rate(rate) for rate in Rate))


def _days(line: ResultLine, by: By) -> tuple[Value, ...]:
    cells: list[Value] = [*_name(line, by)]
    for step in Step:
        one = line.delay(step)
        cells += [one.median, one.mean, one.of]
    return tuple(cells)
