"""A year's own figures as a letter to one partner: no name, no word of any visitor."""

from dataclasses import replace
from datetime import date

from desktop.domain.errors import NotFound, Refused
from desktop.domain.papers import ReportFact, ReportRecord, ReportRow, ReportTable
from desktop.domain.partner_results import (
    CASES,
    DELAYS,
    NO_SHARE,
    Figure,
    Rate,
    ResultLine,
    Step,
    share,
    shown,
)
from desktop.domain.period import Span, period_of
from desktop.printing.wording import newest
from desktop.services.act import Act
from desktop.services.centre import centre_on
from desktop.services.consents import head_of
from desktop.services.results.reading import directory
from desktop.services.results.records import Asked, By, Results

TOLD = (
    Figure.ISSUED,
    Figure.ARRIVED,
    Figure.ANSWERED,
    Figure.ACCEPTED,
    Figure.COMPLETED,
    Figure.TRAINED,
    Figure.EMPLOYED,
    Figure.GOING_ON,
    Figure.UNFIT,
    Figure.SILENT,
)
OF_A_SERVICE = (
    Figure.ISSUED,
    Figure.ANSWERED,
    Figure.ACCEPTED,
    Figure.COMPLETED,
    Figure.EMPLOYED,
    Figure.SILENT,
)


def asked_of(partner: str, year: int) -> tuple[Asked, Asked]:
    """What the letter tells: the year by service, and the year before."""
    this = Asked(period_of(Span.YEAR, date(year, 1, 1)), By.SERVICE, partner=partner)
    return this, replace(this, period=this.period.moved(-1))


def letter_record(act: Act, found: Results, before: ResultLine, number: str) -> ReportRecord:
    """The letter about counted figures. Raises Refused when nobody was referred there."""
    asked = found.asked
    bodies = {one.partner: one.body for one in directory(act).values()}
    name = bodies.get(asked.partner)
    if name is None:
        raise NotFound("이 기관을 찾을 수 없습니다.")
    if not found.total.count(Figure.ISSUED).cases:
        year = asked.period.since.year
        raise Refused(f"{year}년에는 {name}에 의뢰한 건이 없어 편지를 만들지 않았습니다.")
    hired = found.total.count(Figure.HIRED)
    facts = (
        # Of a year that still runs only what has been.
        ("period", replace(asked.period, until=min(asked.period.until, act.today)).days),
        ("services", ", ".join(line.label for line in found.lines)),
        ("hired", f"{hired.cases:,}건 {hired.people:,}명 (의뢰한 해와 관계없이)"),
    )
    return ReportRecord(
        form=newest("partner-letter", act.today),
        number=number,
        issued_on=act.today,
        centre=centre_on(act, act.today),
        counsellor=act.account.name,
        facts=tuple(ReportFact(key, value) for key, value in facts),
        tables=(
            ReportTable("figures", _figures(found.total, before)),
            ReportTable("days", _days(found.total)),
            ReportTable("services", tuple(_service(line) for line in found.lines)),
            ReportTable("terms", tuple(ReportRow((one.label, one.sentence)) for one in TOLD)),
        ),
        addressee=head_of(name),
        remark=f"{CASES} {DELAYS} {NO_SHARE}",
    )


def _figures(line: ResultLine, before: ResultLine) -> tuple[ReportRow, ...]:
    issued = line.count(Figure.ISSUED).cases
    rates = {rate.value: line.rate(rate) for rate in Rate}
    return tuple(
        ReportRow(
            (
                figure.label,
                f"{line.count(figure).cases:,}",
                f"{line.count(figure).people:,}",
                ""
                if figure is Figure.ISSUED
                else shown(rates.get(figure, share(line.count(figure).cases, issued)), "%"),
                f"{before.count(figure).cases:,}",
            )
        )
        for figure in TOLD
    )


def _days(line: ResultLine) -> tuple[ReportRow, ...]:
    return tuple(
        ReportRow((step.label, shown(line.delay(step).median, "일"), f"{line.delay(step).of:,}"))
        for step in Step
        if step is not Step.HANDING and line.delay(step).of
    )


def _service(line: ResultLine) -> ReportRow:
    return ReportRow((line.label, *(f"{line.count(one).cases:,}" for one in OF_A_SERVICE)))
