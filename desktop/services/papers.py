"""Papers that leave the counter: every print gets a number of its own and a row in the ledger.

The purpose on the paper follows from the act that prints it, nobody has to type it.
The drawing programs are loaded at the first paper: the window is up sooner.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from sqlalchemy import select

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.calendar import show_date
from desktop.domain.contact import read_phone
from desktop.domain.errors import NotFound, Refused, Unreadable
from desktop.domain.korean import tidy
from desktop.domain.masking import mask_name
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.papers import (
    ApplicationCareer,
    ApplicationRecord,
    ConsentRecord,
    DayLine,
    DaySheetRecord,
    Footer,
    NoteRecord,
    PaperRecord,
    PartnerSheetRecord,
    ProofRecord,
    ReceiptRecord,
    SlipRecord,
    StopRecord,
    VisitProven,
)
from desktop.domain.visit import AppointmentState, Channel
from desktop.domain.visitor import Sex, VisitorDraft, WorkState
from desktop.printing.wording import newest
from desktop.services.act import Act, Office, local
from desktop.services.centre import centre_on
from desktop.services.numbers import take_number
from desktop.services.partners import service_on
from desktop.services.visitors import draft_of, seeking_of
from desktop.store.office import Account, Printing
from desktop.store.people import Visitor
from desktop.store.visits import Appointment, Visit

if TYPE_CHECKING:
    from desktop.printing.drawn import Drawn

PAPERS = {
    "slip": "연계 의뢰서",
    "consent": "개인정보 동의서",
    "application": "구직신청서",
    "note": "상담일지",
    "receipt": "접수증",
    "proof": "상담(방문) 확인서",
    "partner_sheet": "기관 안내문",
    "day_sheet": "일일 예약표",
    "stop": "이용 중지 요청서",
    "recovery": "복구 코드",
}
"""Every paper with its name; each remembers its own printer."""


@dataclass(frozen=True, slots=True)
class ReadyPaper:
    """A paper that only has to be printed: `paper` tells which printer is remembered for it."""

    paper: str
    title: str
    pdf: bytes
    print_number: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class PrintLine:
    """One row of the ledger of prints (출력·복사물 관리대장)."""

    number: str
    at: datetime
    by: str
    paper: str
    purpose: str
    copies: int
    reprint: int


@dataclass(frozen=True, slots=True)
class ProvableVisit:
    """A recorded visit that a proof may name: `on` its day, `words` what it was about."""

    id: int
    on: date
    words: str


@dataclass(frozen=True, slots=True)
class PaperGround:
    """What papers about a visitor start from: `visits` newest first, `printed` likewise."""

    name: str
    visits: tuple[ProvableVisit, ...]
    printed: tuple[PrintLine, ...]


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
        with self._office.act(account, ActKind.VIEW, (visitor_id,), "서류", logged=first) as act:
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
                    " · ".join(_words(self._office, "visit_purposes", row.purposes)),
                )
                for row in rows
            )
            return PaperGround(
                _visitor(act, visitor_id).name, visits, _printed_for(act, visitor_id)
            )

    def blank(self, account: SignedIn, paper: str) -> ReadyPaper:
        """An empty form to fill in by hand while waiting: `application` or `consent`."""
        with self._office.act(account, ActKind.PRINT, purpose="빈 양식") as act:
            centre = centre_on(act, act.today)
            record: PaperRecord
            if paper == "application":
                record = ApplicationRecord(centre=centre, form=newest(paper, act.today))
            elif paper == "consent":
                record = ConsentRecord(centre=centre, form=newest(paper, act.today))
            else:
                raise Refused("빈 양식이 없는 서식입니다.")
            return self._ready(act, paper, record, "빈 양식", title=f"{PAPERS[paper]} 빈 양식")

    def application(
        self, account: SignedIn, visitor_id: int, visit_id: int | None = None
    ) -> ReadyPaper:
        """The job-seeker application as the visitor told it, to be read over and signed."""
        with self._office.act(account, ActKind.PRINT, (visitor_id,), "구직 등록") as act:
            visitor = _visitor(act, visitor_id)
            visit = _visit(act, visit_id) if visit_id else _last_visit(act, visitor_id)
            record = _application(act, self._office, visitor, visit, account.name)
            return self._ready(act, "application", record, "구직 등록", visitor_id=visitor_id)

    def receipt(self, account: SignedIn, visit_id: int, *, large: bool = False) -> ReadyPaper:
        """The receipt with the visit's number, to take home."""
        with self._office.act(account, ActKind.PRINT, purpose="접수 확인") as act:
            visit = _visit(act, visit_id)
            act.about(visit.visitor_id)
            record = _receipt(act, self._office, visit, account.name)
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
        with self._office.act(account, ActKind.PRINT, (visitor_id,), "상담 확인 제출") as act:
            visitor = _visitor(act, visitor_id)
            visits = [_visit(act, one) for one in visit_ids]
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
                visits=tuple(_proven(act, self._office, visit) for visit in visits),
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
            )

    def partner_sheet(
        self, account: SignedIn, service_id: int, *, large: bool = False
    ) -> ReadyPaper:
        """What a partner offers and where it is, without a word about the visitor."""
        with self._office.act(account, ActKind.PRINT, purpose="기관 안내") as act:
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

    def day_sheet(self, account: SignedIn, day: date) -> ReadyPaper:
        """The day's appointments for the counter, names masked."""
        with self._office.act(account, ActKind.PRINT, purpose="일일 예약표") as act:
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
            return self._ready(act, "day_sheet", record, "창구 안내")

    def ledger(self, account: SignedIn, visitor_id: int) -> tuple[PrintLine, ...]:
        """Everything ever printed about one visitor, newest first."""
        with self._office.act(account, ActKind.VIEW, (visitor_id,), "출력 이력 확인") as act:
            return _printed_for(act, visitor_id)

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
        )
        act.changed("paper")
        return ReadyPaper(
            paper=paper,
            title=title or PAPERS[paper],
            pdf=draw(record, footer, large=large).printable(),
            print_number=footer.print_number,
            number=getattr(record, "number", ""),
        )


# Within an act --------------------------------------------------------------------------


def register(
    act: Act,
    office: Office,
    paper: str,
    purpose: str,
    *,
    visitor_id: int | None = None,
    record_id: int | None = None,
    copies: int = 1,
    reprint: int = 0,
    void: str = "",
    number: str = "",
) -> Footer:
    """Take a print number and write the ledger's row; the foot line of the sheets.

    Part of the caller's act: when the paper cannot be drawn, no number was taken.
    """
    digits = number or take_number(act, PaperKind.PRINT, office.desk).digits
    act.session.add(
        Printing(
            id=act.new_id(),
            number=digits,
            at=act.now,
            account_id=act.account.account_id,
            paper=paper,
            purpose=purpose,
            visitor_id=visitor_id,
            record_id=record_id,
            copies=copies,
            reprint=reprint,
        )
    )
    return Footer(
        print_number=read(digits, PaperKind.PRINT).text,
        printed_at=local(act.now),
        printed_by=act.account.name,
        purpose=purpose,
        reprint=reprint,
        void=void,
    )


def draw(record: PaperRecord, footer: Footer | None = None, *, large: bool = False) -> "Drawn":
    """Any paper but the slip, drawn: the file, what it says, and what is wrong with it."""
    # reportlab costs a quarter of a second: loaded with the first paper, not with the window.
    from desktop.printing import (
        application,
        consent,
        day_sheet,
        note,
        partner_sheet,
        proof,
        receipt,
        stop,
    )

    match record:
        case ApplicationRecord():
            return application.draw_application(record, footer)
        case ReceiptRecord():
            return receipt.draw_receipt(record, footer, large=large)
        case ConsentRecord():
            return consent.draw_consent(record, footer)
        case NoteRecord():
            return note.draw_note(record, footer)
        case ProofRecord():
            return proof.draw_proof(record, footer)
        case PartnerSheetRecord():
            return partner_sheet.draw_partner_sheet(record, footer, large=large)
        case DaySheetRecord():
            return day_sheet.draw_day_sheet(record, footer)
        case StopRecord():
            return stop.draw_stop(record, footer)
        case SlipRecord():
            raise TypeError("a slip is drawn with its copies")


def label_of(office: Office, name: str, code: str) -> str:
    """The words of a code, or the code itself where the list is missing."""
    codes = office.codes.lists.get(name)
    return codes.label_of(code) if codes is not None else code


def show_phone(digits: str) -> str:
    """A stored phone with its hyphens; what is no phone stays as told."""
    if not digits:
        return ""
    try:
        return read_phone(digits).display
    except Unreadable:
        return digits


def _printed_for(act: Act, visitor_id: int) -> tuple[PrintLine, ...]:
    rows = act.session.execute(
        select(Printing, Account.name)
        .join(Account, Account.id == Printing.account_id)
        .where(Printing.visitor_id == visitor_id)
        .order_by(Printing.at.desc(), Printing.id.desc())
    )
    return tuple(
        PrintLine(
            number=read(row.number, PaperKind.PRINT).text,
            at=local(row.at),
            by=name,
            paper=PAPERS.get(row.paper, row.paper),
            purpose=row.purpose,
            copies=row.copies,
            reprint=row.reprint,
        )
        for row, name in rows
    )


# Records --------------------------------------------------------------------------------


def _visitor(act: Act, visitor_id: int) -> Visitor:
    visitor = act.session.get(Visitor, visitor_id)
    if visitor is None:
        raise NotFound("이 내방객의 기록을 찾을 수 없습니다.")
    return visitor


def _visit(act: Act, visit_id: int) -> Visit:
    visit = act.session.get(Visit, visit_id)
    if visit is None:
        raise NotFound("이 방문 기록을 찾을 수 없습니다.")
    return visit


def _last_visit(act: Act, visitor_id: int) -> Visit | None:
    return act.session.scalars(
        select(Visit)
        .where(Visit.visitor_id == visitor_id)
        .order_by(Visit.arrived_at.desc())
        .limit(1)
    ).first()


def _words(office: Office, name: str, codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(label_of(office, name, code) for code in codes)


def address_of(office: Office, draft: VisitorDraft) -> str:
    """Where somebody lives, as far as it was told."""
    return draft.address or (label_of(office, "dongs", draft.dong) if draft.dong else "")


def _month(text: str) -> str:
    year, _, month = text.partition("-")
    return f"{year}. {int(month)}." if month.isdecimal() else year


def _application(
    act: Act, office: Office, visitor: Visitor, visit: Visit | None, counsellor: str
) -> ApplicationRecord:
    told = draft_of(act.session, visitor)
    seeking = seeking_of(act.session, visitor.id)
    birth = show_date(told.birth) if told.birth else ""
    if not birth and told.birth_year:
        birth = f"{told.birth_year}년"
    driving = {"none": "안 함"}.get(told.driving, "")
    if told.driving.startswith("class"):
        driving = f"{told.driving.removeprefix('class')[0]}종"
    return ApplicationRecord(
        centre=centre_on(act, act.today),
        form=newest("application", act.today),
        number=read(visit.number, PaperKind.VISIT).text if visit else "",
        received_at=local(visit.arrived_at) if visit else None,
        counsellor=counsellor,
        channel=visit.channel if visit else "",
        valid_until=seeking.valid_until if seeking else None,
        name=told.name,
        birth=birth,
        lunar=told.lunar,
        sex="" if told.sex is Sex.UNTOLD else told.sex.value,
        phone=show_phone(told.phone),
        second_phone=" ".join(
            part for part in (show_phone(told.second_phone), told.second_phone_relation) if part
        ),
        address=address_of(office, told),
        contact_ways=_words(office, "contact_ways", told.contact_ways),
        contact_time=told.contact_time,
        education=told.education,
        school=" ".join(part for part in (told.school, told.major) if part),
        graduation=label_of(office, "graduation", told.graduation) if told.graduation else "",
        work_state="" if told.work_state is WorkState.UNKNOWN else told.work_state.value,
        idle_since=told.left_month,
        benefits=_words(office, "benefits", told.benefits),
        careers=tuple(
            ApplicationCareer(
                company=row.company,
                duty=row.duty,
                period=" ~ ".join(_month(text) for text in (row.started, row.ended) if text),
                leaving_reason=(
                    label_of(office, "leaving_reasons", row.leaving_reason)
                    if row.leaving_reason
                    else ""
                ),
            )
            for row in told.careers
        ),
        licences=told.licences,
        driving=tuple(word for word in (driving, "차 있음" if told.has_car else "") if word),
        computer=tuple(word.replace(" ", "") for word in _words(office, "computer", told.computer)),
        jobs=_words(office, "keco_2025", told.wish.jobs),
        employment_forms=(told.wish.employment_form,) if told.wish.employment_form else (),
        regions=_words(office, "regions", told.wish.regions),
        wage_kind=told.wish.wage_kind,
        wage=told.wish.wage,
        hours=told.wish.hours,
        from_when=told.wish.from_when,
        helps=_words(office, "helps", told.helps),
    )


def _receipt(act: Act, office: Office, visit: Visit, counsellor: str) -> ReceiptRecord:
    name, valid_until, appointment = "", None, None
    if visit.visitor_id is not None:
        name = _visitor(act, visit.visitor_id).name
        seeking = seeking_of(act.session, visit.visitor_id)
        valid_until = seeking.valid_until if seeking else None
        appointment = act.session.scalars(
            select(Appointment)
            .where(
                Appointment.visitor_id == visit.visitor_id,
                Appointment.day > visit.day,
                Appointment.state == AppointmentState.PLANNED.value,
            )
            .order_by(Appointment.at)
            .limit(1)
        ).first()
    next_at = local(appointment.at) if appointment else None
    return ReceiptRecord(
        number=read(visit.number, PaperKind.VISIT).text,
        received_at=local(visit.arrived_at),
        centre=centre_on(act, act.today),
        counsellor=counsellor,
        purposes=_words(office, "visit_purposes", visit.purposes),
        visitor_name=name,
        valid_until=valid_until,
        next_on=next_at.date() if next_at else None,
        next_at=next_at.time() if next_at else None,
        form=newest("receipt", act.today),
    )


def _time(moment: datetime | None) -> time | None:
    return local(moment).time() if moment is not None else None


def _proven(act: Act, office: Office, visit: Visit) -> VisitProven:
    counsellor = act.session.execute(
        select(Account.name).where(Account.id == (visit.counsellor_id or visit.receiver_id))
    ).scalar()
    return VisitProven(
        on=visit.day,
        started_at=_time(visit.started_at or visit.arrived_at),
        ended_at=_time(visit.finished_at),
        method=Channel(visit.channel).label,
        content=" · ".join(_words(office, "visit_purposes", visit.purposes)),
        counsellor=counsellor or "",
    )
