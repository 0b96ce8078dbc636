"""An office in which one person's words have got everywhere they can get to, and another's not."""

import os
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import select

from desktop.domain.access import ActKind
from desktop.domain.account import Role, SignedIn
from desktop.domain.backup import SUFFIX, Occasion
from desktop.domain.clock import KST, FixedClock
from desktop.domain.consent import Answer, ConsentDraft, ConsentKind, ConsentMethod
from desktop.domain.draft import FormDraft
from desktop.domain.note import NoteDraft, NoteMethod, NoteType, PlanItem, Topic, TopicState
from desktop.domain.paper_number import PaperKind
from desktop.domain.referral import Evidence, Paper, Progress, ReplyDraft, SlipDraft
from desktop.domain.rights import Right
from desktop.domain.shipped import read_centre
from desktop.domain.visit import AppointmentDraft, VisitDraft
from desktop.domain.visitor import Career, Sex, VisitorDraft, Wish, WorkState
from desktop.paths import resources
from desktop.services.desk import Desk
from desktop.services.first_run import FirstRun
from desktop.services.numbers import take_number
from desktop.services.opening import Premises
from desktop.services.refiling import Refiling
from desktop.store import file
from desktop.store.ciphers import DataKey
from desktop.store.duplicates import Merging
from desktop.store.erasing.leftovers import HALF_MADE, STAGES
from desktop.store.log import LogReview
from desktop.store.notes import Note
from desktop.store.office import Account, AccountEvent, Printing
from desktop.store.people import VisitorGroup
from desktop.store.referrals import Referral, ReferralChase, Reply, ReplyPicture
from desktop.store.requests import SubjectRequest

LONG_AGO = datetime(2026, 3, 9, 10, 0, tzinfo=KST)
NOW = datetime(2029, 11, 26, 14, 5, tzinfo=KST)
PASSWORD = "창구 앞 라일락 3그루"

PHRASE = "뻐꾸기가 세 번 울던 새벽"
"""What was said: it stands in every text somebody can type about the person."""
PERSON = VisitorDraft(
    name="독고하늬솔",
    birth=date(1989, 8, 17),
    birth_note=f"음력으로 말씀하심 {PHRASE}",
    sex=Sex.FEMALE,
    phone="01083617294",
    second_phone="01046928157",
    second_phone_relation=f"언니 {PHRASE}",
    email="haneul.sol@example.kr",
    address="서울특별시 광진구 물푸레나무길 417, 103동 1502호",
    dong="1121587000",
    contact_ways=("phone", "message"),
    contact_time=f"평일 {PHRASE}",
    work_state=WorkState.SEEKING,
    left_month="2017-02",
    leaving_reason="family_start",
    education="04",
    school=f"물푸레대학교 {PHRASE}",
    major=f"회계학 {PHRASE}",
    licences=f"전산회계 {PHRASE}",
    careers=(Career("물푸레상사", f"회계 {PHRASE}", "2014-03", "2017-02", "family_start"),),
    wish=Wish(
        jobs=("027",),
        employment_form="11",
        wage_kind="M",
        wage=1_500_000,
        hours=f"오전 {PHRASE}",
        from_when=f"봄 {PHRASE}",
        free_text=f"가까운 곳 {PHRASE}",
    ),
)
WORDS = {
    "name": PERSON.name,
    "consonants": "ㄷㄱㅎㄴㅅ",
    "phone": PERSON.phone,
    "phone with hyphens": "010-8361-7294",
    "second phone": PERSON.second_phone,
    "e-mail": PERSON.email,
    "address": "물푸레나무길 417",
    "employer": "물푸레상사",
    "birth": "1989-08-17",
    "phrase": PHRASE,
    "guardian": "독고보호자",
}
OTHER = replace(
    PERSON,
    name="서문가람",
    birth=date(1991, 2, 3),
    phone="01022223333",
    second_phone="",
    email="",
    address="",
    birth_note="",
    second_phone_relation="",
    contact_time="",
    school="",
    major="",
    licences="",
    careers=(),
    wish=Wish(),
)


@dataclass
class Planted:
    """The office with two people who may decide together."""

    premises: Premises
    desk: Desk
    lead: SignedIn
    clock: FixedClock
    key: DataKey
    officer_id: int = 0
    person: int = 0
    other: int = 0
    numbers: list[str] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self.premises.folder

    @property
    def database(self) -> Any:
        """The open store."""
        return self.desk.office._database

    def be(self, account_id: int, name: str, role: Role) -> SignedIn:
        """Somebody else sits down."""
        account = SignedIn(account_id, name, role, f"token-{account_id}")
        self.desk.office.admit(account)
        return account

    def as_lead(self) -> SignedIn:
        """The team lead, who asks."""
        self.lead = self.be(self.lead.account_id, self.lead.name, Role.TEAM_LEAD)
        return self.lead

    def as_officer(self) -> SignedIn:
        """The privacy officer, who decides."""
        return self.be(self.officer_id, "서이현", Role.PRIVACY_OFFICER)

    def close(self) -> None:
        """Everybody goes home."""
        with suppress(Exception):
            self.desk.close()
        self.premises.close()


def open_office(folder: Path) -> Planted:
    """A new office in March 2026 with a team lead and a privacy officer."""
    clock = FixedClock(LONG_AGO)
    premises = Premises(folder, clock, resources())
    prepared = premises.prepare(
        FirstRun(read_centre(resources() / "codes")[-1], 1, "한서윤", Role.TEAM_LEAD, PASSWORD)
    )
    # The desk wipes the key it was given when it closes.
    key = DataKey(bytes(prepared._data_key.secret))
    desk, lead = prepared.confirm()
    planted = Planted(premises, desk, lead, clock, key)
    officer = desk.accounts.add(lead, "서이현", Role.PRIVACY_OFFICER, PASSWORD)
    planted.officer_id = officer.id
    return planted


def plant(office: Planted) -> None:
    """Take the person in, talk, agree, refer, move, print, promise, draft: years ago."""
    desk, account, clock = office.desk, office.lead, office.clock
    came = desk.visits.register(
        account, PERSON, VisitDraft(("counselling", "training"), remark=f"급함 {PHRASE}")
    )
    office.person = came.visitor_id
    other = desk.visits.register(account, OTHER, VisitDraft(("counselling",)))
    office.other = other.visitor_id
    _board(office, came.visit_id, other.visit_id)
    consents = _agree(office, came.visitor_id)
    _agree(office, other.visitor_id)
    note = _talk(office, came.visitor_id)
    _move_from_the_wrong_person(office, other.visit_id)
    _refer(office, came.visitor_id, consents)
    _told_by_partners(office)
    desk.consents.withdraw(account, consents[ConsentKind.THIRD_PARTY], f"마음을 바꿈 {PHRASE}")
    _groups(office, came.visitor_id)
    _print(office, came.visitor_id, came.visit_id)
    _promise(office, came.visitor_id)
    _written_by_staff(office, came.visitor_id)
    _drafts(office, came.visitor_id)
    _merged_by_mistake(office)
    desk.notes.paper(account, note)
    clock.at = NOW
    _drafts(office, came.visitor_id)


def _board(office: Planted, visit_id: int, other_visit: int) -> None:
    desk, account = office.desk, office.lead
    for one in (visit_id, other_visit):
        desk.visits.call(account, one)
        desk.visits.start(account, one)
        desk.visits.finish(account, one, "counselled")


def _agree(office: Planted, visitor_id: int) -> dict[ConsentKind, int]:
    desk, account = office.desk, office.lead
    services = [
        one for one in desk.partners.services(account) if not one.missing and not one.internal
    ]
    desk.consents.paper(account, visitor_id, [one.id for one in services[:2]])
    kinds = [(ConsentKind.COLLECTION, None), (ConsentKind.SENSITIVE, None)]
    kinds += [(ConsentKind.THIRD_PARTY, one.id) for one in services[:2]]
    mine = visitor_id == office.person
    lines = desk.consents.record(
        account,
        [
            ConsentDraft(
                visitor_id=visitor_id,
                kind=kind,
                answer=Answer.AGREED,
                method=ConsentMethod.PAPER,
                given_at=office.clock.now(),
                service_id=service,
                filed_at=f"동의철 {PHRASE}" if mine else "동의철",
                guardian=WORDS["guardian"] if mine else "",
            )
            for kind, service in kinds
        ],
    )
    return {line.kind: line.id for line in lines}


def _talk(office: Planted, visitor_id: int) -> int:
    desk, account, clock = office.desk, office.lead, office.clock
    topics = tuple(desk.office.codes["note_topics"].valid(clock.today()))
    said = f"{PERSON.name} 님 말씀: {PHRASE}"
    draft = NoteDraft(
        visitor_id=visitor_id,
        visit_id=None,
        started_at=clock.now() - timedelta(minutes=4),
        ended_at=None,
        method=NoteMethod.COUNTER,
        reached=True,
        type=NoteType.FIRST,
        topics=(Topic(topics[0].code, TopicState.NEED, said),),
        opening=said,
        summary=f"{said} {PERSON.address} {PERSON.phone}",
        sensitive=said,
        attended_by=PHRASE,
        plan=(PlanItem(said, goal=PHRASE, due_on=clock.today()),),
        next_appointment=AppointmentDraft(clock.today(), time(16, 30), PHRASE),
        follow_up_on=clock.today(),
        follow_up=f"안부 {PHRASE}",
    )
    note = desk.notes.finish(account, draft)
    for turn in range(3):
        clock.advance(timedelta(minutes=5))
        card = desk.notes.open(account, note.id)
        note = desk.notes.amend(
            account,
            note.id,
            card.version,
            replace(card.current, summary=f"{said} 고침 {turn}"),
            f"말씀을 다시 적음 {PHRASE}",
        )
    return note.id


def _move_from_the_wrong_person(office: Planted, other_visit: int) -> None:
    """A talk filed under somebody else and moved, with the reason told in words."""
    desk, account, clock = office.desk, office.lead, office.clock
    wrong = desk.notes.finish(
        account,
        NoteDraft(
            visitor_id=office.other,
            visit_id=None,
            started_at=clock.now() - timedelta(minutes=2),
            ended_at=None,
            method=NoteMethod.PHONE,
            reached=True,
            type=NoteType.AFTERCARE,
            summary=f"잘못 적은 곳 {PHRASE}",
        ),
    )
    Refiling(desk.office).move(
        account, "note", wrong.id, office.person, f"{PERSON.name} 님의 것 {PHRASE}"
    )


def _refer(office: Planted, visitor_id: int, consents: dict[ConsentKind, int]) -> None:
    desk, account, clock = office.desk, office.lead, office.clock
    services = [
        one for one in desk.partners.services(account) if not one.missing and not one.internal
    ]
    for turn, service in enumerate(services[:2]):
        start = desk.referrals.prepare(account, visitor_id, service.id)
        draft = SlipDraft(
            visitor_id=visitor_id,
            service_id=service.id,
            services=tuple(one for one, _ in start.ground.service_choices[:1]),
            reason_code="training_wish",
            reason=PHRASE,
            summary=f"전산회계를 다시 배우기를 희망함. {PHRASE}",
            documents=("id_card", "slip"),
        )
        issued = desk.referrals.issue(account, draft)
        office.numbers.append(issued.line.number)
        again = desk.referrals.reopen(account, issued.referral_id)
        changed = desk.referrals.revise(
            account, replace(again.draft, summary=f"고친 요지 {PHRASE}")
        )
        desk.referrals.reprint(account, changed.line.id)
        office.numbers.append(changed.line.number)
        if turn:
            desk.referrals.void(account, issued.referral_id, "other", PHRASE)
            continue
        desk.referrals.handed(account, issued.referral_id, Paper.HANDED)
        clock.advance(timedelta(days=9))
        for outcome in (Progress.ACCEPTED, Progress.COMPLETED):
            desk.referrals.record_reply(
                account,
                ReplyDraft(
                    changed.line.number,
                    outcome,
                    Evidence.FAX,
                    clock.today(),
                    remark=f"잘 다니고 있음 {PHRASE}",
                    source_name=f"기관담당 {PHRASE}",
                ),
            )


def _told_by_partners(office: Planted) -> None:
    """What the stub and the calls told, and the page it came on."""
    account = office.lead
    with office.desk.office.act(account, Right.REFER, ActKind.CHANGE) as act:
        reply = act.session.scalars(select(Reply).limit(1)).one()
        reply.programme = reply.employer = f"물푸레상사 {PHRASE}"
        reply.contact, reply.contact_phone = f"기관담당 {PHRASE}", f"010-8361-7294 {PHRASE}"[:30]
        act.session.get_one(Referral, reply.referral_id).pause_note = f"쉬기로 함 {PHRASE}"
        act.session.add(
            ReferralChase(
                id=act.new_id(),
                referral_id=reply.referral_id,
                at=act.now,
                by_id=account.account_id,
                whom="visitor",
                way="phone",
                note=f"{PERSON.name} 님과 통화 {PHRASE}",
                spoke_with=f"가족 {PHRASE}",
                act_id=reply.act_id,
            )
        )
        act.session.add(
            ReplyPicture(
                id=act.new_id(),
                referral_id=reply.referral_id,
                reply_id=reply.id,
                added_at=act.now,
                by_id=account.account_id,
                media="image/png",
                picture=" ".join(WORDS.values()).encode(),
                keep_until=act.today,
            )
        )


def _merged_by_mistake(office: Planted) -> None:
    """The two were taken for one, and two again; what had stood there was left behind."""
    with office.database.write() as session:
        session.add(
            Merging(
                id=office.desk.office.new_id(),
                at=office.clock.now(),
                by_id=office.lead.account_id,
                kept_id=office.person,
                gone_id=office.other,
                before={"people": {str(office.person): {"contact_time": f"평일 {PHRASE}"}}},
                undone_at=office.clock.now(),
            )
        )


def _groups(office: Planted, visitor_id: int) -> None:
    with office.desk.office.act(office.lead, Right.RECEIVE, ActKind.CHANGE) as act:
        for code in ("disabled", "single_parent"):
            act.session.add(
                VisitorGroup(id=act.new_id(), visitor_id=visitor_id, code=code, told_on=act.today)
            )


def _print(office: Planted, visitor_id: int, visit_id: int) -> None:
    desk, account = office.desk, office.lead
    desk.papers.application(account, visitor_id)
    desk.papers.receipt(account, visit_id)
    desk.papers.proof(account, visitor_id, [visit_id], f"고용센터 {PHRASE}", f"증빙 {PHRASE}")
    with desk.office.act(account, Right.PRINT, ActKind.EXPORT) as act:
        row = act.session.scalars(
            select(Printing).where(Printing.paper == "application").limit(1)
        ).one()
        row.media, row.receiver = "file", PERSON.name


def _promise(office: Planted, visitor_id: int) -> None:
    desk, account, clock = office.desk, office.lead, office.clock
    desk.follow_ups.promise(account, visitor_id, clock.today(), PHRASE)
    desk.visits.appoint(
        account, visitor_id, AppointmentDraft(clock.today(), time(17, 0), f"이력서 {PHRASE}")
    )


def _written_by_staff(office: Planted, visitor_id: int) -> None:
    """What other rooms keep: requests of the person, reviews, reasons, refusals."""
    desk, account, clock = office.desk, office.lead, office.clock
    with desk.office.act(account, Right.SUBJECT, ActKind.ENTER) as act:
        act.session.add(
            SubjectRequest(
                id=act.new_id(),
                number=take_number(act, PaperKind.VISIT, 1).digits,
                visitor_id=visitor_id,
                kind="view",
                received_on=clock.today(),
                due_on=clock.today(),
                received_by_id=account.account_id,
                way="visit",
                identity_check="proxy",
                proxy=WORDS["guardian"],
                wanted=PHRASE,
                postponed_why=f"입원하심 {PHRASE}",
                state="answered",
                answer=PHRASE,
                corrections=[["phone", PERSON.phone, "01000000000", []]],
            )
        )
        act.session.add(
            LogReview(
                id=act.new_id(),
                month="2026-03",
                signed_at=clock.now(),
                by_id=account.account_id,
                remark=f"{PERSON.name} 님({PERSON.phone})을 여러 번 봄",
                seq=1,
                digest=bytes(32),
            )
        )
        act.session.add(
            AccountEvent(
                id=act.new_id(),
                at=NOW,
                account_id=account.account_id,
                by_id=account.account_id,
                event="role",
                reason=f"{PERSON.name} 님 민원 뒤",
            )
        )


def _drafts(office: Planted, visitor_id: int) -> None:
    """Her own form, one of a colleague that names her by key, one typed before she was known."""
    desk = office.desk
    bodies: list[tuple[int | None, Any]] = [
        (visitor_id, {"summary": PHRASE, "name": PERSON.name}),
        (office.other, {"beside": {"visitor_id": visitor_id}, "text": PHRASE}),
        (None, {"values": {"phone": "010-8361-7294", "wish": PHRASE}}),
        (None, {"values": {"name": PERSON.name}}),
    ]
    for whose, body in bodies:
        desk.drafts.keep(
            office.lead,
            FormDraft(desk.drafts.new_id(), "counselling", "상담 기록", whose, body),
            PERSON.name,
        )
    kept = {"values": {"name": "다른 사람"}}
    desk.drafts.keep(
        office.lead, FormDraft(desk.drafts.new_id(), "intake", "접수", office.other, kept)
    )


def back_up(office: Planted, folder: Path) -> Path:
    """A backup beside the store and on a stick; gives the one on the stick."""
    folder.mkdir(parents=True, exist_ok=True)
    office.desk.backups.choose_second(office.lead, folder)
    before = set(folder.iterdir())
    office.desk.backups.make(office.lead, Occasion.ASKED)
    (made,) = [path for path in set(folder.iterdir()) - before if path.suffix == SUFFIX]
    return made


def leave_lying_about(office: Planted) -> Path:
    """What killed runs, restores, faults and clerks leave; gives the paper kept as a file."""
    folder = office.folder
    logs = folder / "logs"
    logs.mkdir(exist_ok=True)
    words = " ".join(WORDS.values())
    for name in ("fault.log", "fault.log.1", "naeil-desk.log", "naeil-desk.log.2"):
        (logs / name).write_text(f"KeyError: {words}\n", "utf-8")
    kept = folder / "kept" / "20290901-100000"
    for place in (
        kept / "naeil.db",
        folder / "kept" / "20290902-100000" / "naeil.db",
        folder / "restoring" / "naeil.db",
        folder / "preparing" / "naeil.db",
        folder / "naeil.db.new",
        folder / "naeil-0002.db.rewritten",
        folder / "backups" / "naeil-1.backup.part",
        kept / "naeil.db.changed",
    ):
        place.parent.mkdir(parents=True, exist_ok=True)
        office.database.backup_to(place)
    # What SQLite left beside a copy that is gone.
    (folder / "naeil.db.part-wal").write_bytes(words.encode())
    ready = office.desk.papers.application(office.lead, office.person)
    saved = folder.parent / "바탕 화면" / f"{PERSON.name} 신청서.pdf"
    saved.parent.mkdir()
    saved.write_bytes(ready.pdf)
    digest = sha256(ready.pdf).hexdigest()
    office.desk.ledgers.went_into_file(office.lead, ready.print_number, saved, digest)
    return saved


def long_ago(office: Planted) -> None:
    """The runs that left it are over since years: looking for words has touched it."""
    for path in office.folder.rglob("*"):
        if path.suffix in HALF_MADE or path.parent.name in STAGES or path.name in STAGES:
            os.utime(path, (1_000_000_000, 1_000_000_000))
    os.utime(office.folder / "naeil.db.part-wal", (1_000_000_000, 1_000_000_000))


def leave_in_log_and_free_pages(office: Planted) -> None:
    """Rows written and deleted again: on free pages and in gaps, then in the write-ahead log."""
    _write_and_delete(office, 400)
    file.tidy_away(office.database.path, office.key)
    _write_and_delete(office, 40)


def _write_and_delete(office: Planted, rows: int) -> None:
    with office.database.write() as session:
        connection = session.connection()
        connection.exec_driver_sql("PRAGMA secure_delete = OFF")
        connection.exec_driver_sql("CREATE TABLE scratch (words TEXT)")
        for _ in range(rows):
            words = " ".join([*WORDS.values(), PERSON.address]) * 8
            connection.exec_driver_sql("INSERT INTO scratch VALUES (?)", (words,))
    with office.database.write() as session:
        session.connection().exec_driver_sql("DROP TABLE scratch")


__all__ = [
    "LONG_AGO",
    "NOW",
    "OTHER",
    "PERSON",
    "PHRASE",
    "WORDS",
    "Account",
    "Note",
    "Planted",
    "back_up",
    "leave_in_log_and_free_pages",
    "leave_lying_about",
    "long_ago",
    "open_office",
    "plant",
]
