"""Every paper that is not a slip or a consent of its own: one method is one act."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.calendar import show_date
from desktop.domain.errors import Refused
from desktop.domain.korean import tidy
from desktop.domain.ledgers import LedgerRecord, LedgerTable
from desktop.domain.masking import mask_name
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.papers import (
    ApplicationRecord,
    BlankRecord,
    ConsentRecord,
    DayLine,
    DaySheetRecord,
    PaperRecord,
    PartnerSheetRecord,
    ProofRecord,
)
from desktop.domain.partner import PartnerService
from desktop.domain.rights import Right
from desktop.domain.visit import AppointmentState, Channel
from desktop.printing.wording import Wording, newest, wording
from desktop.services.act import Act, Office, local
from desktop.services.centre import centre_on
from desktop.services.numbers import take_number
from desktop.services.papers.contents import (
    application_of,
    last_visit_of,
    proven,
    receipt_of,
    visit_of,
    visitor_of,
)
from desktop.services.papers.drawing import draw
from desktop.services.papers.ledger import PAPERS, printed_for, register
from desktop.services.papers.records import PaperGround, PrintLine, ProvableVisit, ReadyPaper
from desktop.services.papers.words import label_of, show_phone, words_of
from desktop.services.partners import service_on, services_on
from desktop.store.office import Account
from desktop.store.people import Visitor
from desktop.store.visits import Appointment, Visit

BLANKS = {
    "subject_request": "subject-request",
    "subject_notice": "subject-notice",
    "mandate": "mandate",
}
"""Forms of the law that only exist blank, and their files."""
MOST_PROVABLE = 12
"""Visits offered for a proof; a benefit is paid for the last months."""


class Papers:
    """Every paper that is not a slip or a consent of its own."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def ground(self, account: SignedIn, visitor_id: int, *, first: bool = True) -> PaperGround:
        """Whose papers these are, the visits a proof can name, and what was printed before.

        `first` is false for the refresh of a page that was logged when it opened.
        """
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, (visitor_id,), "서류", logged=first
        ) as act:
            rows = act.session.scalars(
                select(Visit)
                .where(Visit.visitor_id == visitor_id)
                .order_by(Visit.arrived_at.desc())
                .limit(MOST_PROVABLE)
            )
            visits = tuple(
                ProvableVisit(
                    row.id,
                    row.day,
                    " · ".join(words_of(self._office, "visit_purposes", row.purposes)),
                )
                for row in rows
            )
            return PaperGround(
                visitor_of(act, visitor_id).name, visits, printed_for(act, visitor_id)
            )

    def blank(self, account: SignedIn, paper: str) -> ReadyPaper:
        """An empty form to fill in by hand: `application`, `consent`, or one of the law's."""
        with self._office.act(account, Right.PRINT, ActKind.PRINT, purpose="빈 양식") as act:
            centre = centre_on(act, act.today)
            record: PaperRecord
            if paper == "application":
                record = ApplicationRecord(centre=centre, form=newest(paper, act.today))
            elif paper == "consent":
                record = ConsentRecord(centre=centre, form=newest(paper, act.today))
            elif paper in BLANKS:
                record = BlankRecord(centre, newest(BLANKS[paper], act.today))
            else:
                raise Refused("빈 양식이 없는 서식입니다.")
            return self._ready(act, paper, record, "빈 양식", title=f"{PAPERS[paper]} 빈 양식")

    def application(
        self, account: SignedIn, visitor_id: int, visit_id: int | None = None
    ) -> ReadyPaper:
        """The job-seeker application as the visitor told it, to be read over and signed."""
        with self._office.act(
            account, Right.PRINT, ActKind.PRINT, (visitor_id,), "구직 등록"
        ) as act:
            visitor = visitor_of(act, visitor_id)
            visit = visit_of(act, visit_id) if visit_id else last_visit_of(act, visitor_id)
            record = application_of(act, self._office, visitor, visit, account.name)
            return self._ready(act, "application", record, "구직 등록", visitor_id=visitor_id)

    def receipt(self, account: SignedIn, visit_id: int, *, large: bool = False) -> ReadyPaper:
        """The receipt with the visit's number, to take home."""
        with self._office.act(account, Right.PRINT, ActKind.PRINT, purpose="접수 확인") as act:
            visit = visit_of(act, visit_id)
            act.about(visit.visitor_id)
            record = receipt_of(act, self._office, visit, account.name)
            return self._ready(
                act,
                "receipt",
                record,
                "접수 확인",
                visitor_id=visit.visitor_id,
                record_id=visit.id,
                large=large,
            )

    def proof(
        self,
        account: SignedIn,
        visitor_id: int,
        visit_ids: Sequence[int],
        submit_to: str = "",
        use: str = "",
    ) -> ReadyPaper:
        """Proof that somebody was here, for whoever pays a benefit. Only recorded visits.

        Raises Refused without a visit, or for somebody else's.
        """
        with self._office.act(
            account, Right.PRINT, ActKind.PRINT, (visitor_id,), "상담 확인 제출"
        ) as act:
            visitor = visitor_of(act, visitor_id)
            visits = [visit_of(act, one) for one in visit_ids]
            if not visits:
                raise Refused("기록된 방문이 없어 확인서를 만들 수 없습니다. 먼저 접수해 주십시오.")
            if any(visit.visitor_id != visitor_id for visit in visits):
                raise Refused("다른 분의 방문이 들어 있어 확인서를 만들지 않았습니다.")
            number = take_number(act, PaperKind.PRINT, self._office.desk)
            record = ProofRecord(
                number=number.text,
                issued_on=act.today,
                centre=centre_on(act, act.today),
                counsellor=account.name,
                name=visitor.name,
                birth=show_date(visitor.birth) if visitor.birth else visitor.birth_note,
                visits=tuple(proven(act, self._office, visit) for visit in visits),
                visit_number=read(visits[-1].number, PaperKind.VISIT).text,
                submit_to=tidy(submit_to),
                use=tidy(use),
                form=newest("proof", act.today),
            )
            return self._ready(
                act,
                "proof",
                record,
                "상담 확인 제출",
                visitor_id=visitor_id,
                record_id=visits[-1].id,
                number=number.digits,
                receiver=record.submit_to,
            )

    def partner_sheet(
        self, account: SignedIn, service_id: int, *, large: bool = False
    ) -> ReadyPaper:
        """What a partner offers and where it is, without a word about the visitor."""
        with self._office.act(account, Right.PRINT, ActKind.PRINT, purpose="기관 안내") as act:
            service = service_on(act, service_id, act.today)
            record = PartnerSheetRecord(
                centre=centre_on(act, act.today),
                given_on=act.today,
                partner=service.organisation,
                service=service.name,
                help=" · ".join(label_of(self._office, "services", code) for code in service.kinds),
                criteria=service.criteria,
                address=service.address,
                directions=service.directions,
                phone=service.phone,
                hours=service.hours,
                contact=service.contact_team,
                documents=tuple(
                    label_of(self._office, "documents", code)
                    for code in service.documents
                    if code != "slip"  # there is none: that is why the sheet is given
                ),
                checked_on=service.checked_on,
                form=newest("partner-sheet", act.today),
            )
            return self._ready(
                act, "partner_sheet", record, "기관 안내", record_id=service.id, large=large
            )

    def directory_list(self, account: SignedIn) -> ReadyPaper:
        """Every partner of today with what it offers and whom to call."""
        from desktop.printing.ledger import draw_ledger

        with self._office.act(account, Right.PRINT, ActKind.PRINT, purpose="유관기관 목록") as act:
            form = newest("directory-list", act.today)
            words = wording(form)
            services = services_on(act, act.today)
            bodies = len({one.organisation_id for one in services})
            record = LedgerRecord(
                centre=centre_on(act, act.today),
                form=form,
                period=show_date(act.today),
                facts=((words.text("count").format(bodies=bodies, services=len(services)), ""),),
                table=LedgerTable(
                    title=words.text("title"),
                    heads=words.texts("heads"),
                    weights=(2.2, 1.8, 1.6, 1.3, 1.3, 2.1, 0.6, 1.3),
                    rows=tuple(_directory_row(words, one) for one in services),
                    empty=words.text("none"),
                ),
                made_on=act.today,
            )
            footer = register(act, self._office, "directory_list", "유관기관 목록")
            drawn = draw_ledger(record, footer).printable()
            title = PAPERS["directory_list"]
            return ReadyPaper("directory_list", title, drawn, footer.print_number)

    def day_sheet(self, account: SignedIn, day: date) -> ReadyPaper:
        """The day's appointments for the counter, names masked."""
        with self._office.act(account, Right.PRINT, ActKind.PRINT, purpose="일일 예약표") as act:
            rows = act.session.execute(
                select(Appointment, Visitor.name, Account.name)
                .join(Visitor, Visitor.id == Appointment.visitor_id)
                .join(Account, Account.id == Appointment.counsellor_id)
                .where(
                    Appointment.day == day,
                    Appointment.state != AppointmentState.CANCELLED.value,
                )
                .order_by(Appointment.at)
            ).all()
            act.about(*(row[0].visitor_id for row in rows))
            record = DaySheetRecord(
                day=day,
                centre=centre_on(act, day),
                lines=tuple(
                    DayLine(
                        at=local(one.at).time(),
                        masked_name=mask_name(name),
                        purpose=one.purpose,
                        counsellor=counsellor,
                        channel=Channel(one.channel).label,
                    )
                    for one, name, counsellor in rows
                ),
                form=newest("day-sheet", act.today),
            )
            return self._ready(act, "day_sheet", record, "창구 안내", people=len(act.subjects))

    def ledger(self, account: SignedIn, visitor_id: int) -> tuple[PrintLine, ...]:
        """Everything ever printed about one visitor, newest first."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, (visitor_id,), "출력 이력 확인"
        ) as act:
            return printed_for(act, visitor_id)

    def _ready(
        self,
        act: Act,
        paper: str,
        record: PaperRecord,
        purpose: str,
        *,
        visitor_id: int | None = None,
        record_id: int | None = None,
        title: str = "",
        number: str = "",
        large: bool = False,
        people: int = 0,
        receiver: str = "",
    ) -> ReadyPaper:
        """Register the print and draw it; a page that cannot be printed takes no number."""
        footer = register(
            act,
            self._office,
            paper,
            purpose,
            visitor_id=visitor_id,
            record_id=record_id,
            number=number,
            people=people,
            receiver=receiver,
        )
        act.changed("paper")
        return ReadyPaper(
            paper=paper,
            title=title or PAPERS[paper],
            pdf=draw(record, footer, large=large).printable(),
            print_number=footer.print_number,
            number=getattr(record, "number", ""),
        )


def _directory_row(words: Wording, service: PartnerService) -> tuple[str, ...]:
    phones = [show_phone(one) for one in (service.contact_phone or service.phone, service.fax)]
    return (
        service.organisation.replace("|", ""),
        service.name,
        " · ".join(one for one in phones if one),
        " ".join(one for one in (service.contact_team, service.contact_name) if one),
        service.hours,
        service.address,
        words.text("days").format(days=service.reply_days),
        show_date(service.checked_on) if service.checked_on else words.text("never"),
    )
