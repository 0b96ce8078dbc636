"""The call sheet on paper: for a call away from the desk, names masked."""

from desktop.domain.chase import CallRow, CallSheet
from desktop.domain.papers import CallLine, CallSheetRecord
from desktop.printing.wording import newest
from desktop.services.act import Act, Office
from desktop.services.centre import centre_on
from desktop.services.papers import PAPERS, ReadyPaper, draw, register

PAPER = "call_sheet"


def paper_of(act: Act, office: Office, sheet: CallSheet) -> ReadyPaper:
    """Register the print and draw it."""
    record = CallSheetRecord(
        day=act.today,
        centre=centre_on(act, act.today),
        partner=sheet.masked_title,
        phone=sheet.phone,
        contact=sheet.people[0] if sheet.people else "",
        hours=sheet.hours,
        lines=tuple(_line(act, row) for row in sheet.rows),
        form=newest("call-sheet", act.today),
    )
    footer = register(
        act, office, PAPER, "회신 확인 전화", people=len({row.visitor_id for row in sheet.rows})
    )
    act.changed("paper")
    return ReadyPaper(
        paper=PAPER,
        title=f"{PAPERS[PAPER]} {sheet.masked_title}",
        pdf=draw(record, footer).printable(),
        print_number=footer.print_number,
        number="",
    )


def _line(act: Act, row: CallRow) -> CallLine:
    issued = row.issued_on or act.today
    return CallLine(
        number=row.number,
        masked_name=row.masked_name,
        service=row.service,
        issued_on=issued,
        days=act.holidays.between(issued, act.today),
        due=row.ask is not None,
        last=row.last.sentence() if row.last is not None else "",
    )
