"""A resident number typed anywhere, by whatever way it comes, stands nowhere in the store."""

import json
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.clock import FixedClock
from desktop.domain.consent import ConsentKind
from desktop.domain.draft import FormDraft
from desktop.domain.errors import NaeilError
from desktop.domain.note import (
    NoteDraft,
    NoteMethod,
    NoteType,
    PlanItem,
    PlanState,
    PlanWho,
    Topic,
    TopicState,
)
from desktop.domain.partner import Contact
from desktop.domain.referral import Evidence, Progress, ReplyDraft
from desktop.domain.visit import AppointmentDraft, Presence, VisitDraft
from desktop.domain.visitor import Career, Wish
from desktop.services.drafts import Drafts
from desktop.services.follow_ups import FollowUps
from desktop.services.notes import Notes
from desktop.services.phrases import Phrases
from desktop.services.refiling import Refiling
from desktop.store import schema
from desktop.store.base import Kind
from tests.services.linked import CENTRE, PERSON, Linked, open_linked

NUMBER, TAIL = "900312-2345678", "2345678"
EMPLOYERS = {
    "career.company",
    "organisation.name",
    "organisation.short_name",
    "organisation.key",
    "reply.employer",
}
"""A corporate number looks alike, and may stand in an employer's name."""

WHOLE = replace(
    PERSON,
    email="a@example.kr",
    address="자양로 117",
    contact_time="오후",
    second_phone="01099998888",
    second_phone_relation="딸",
    birth_note="음력",
    school="학교",
    major="전공",
    licences="자격",
    careers=(Career("회사", "직무", "2000-01", "2001-01"),),
    wish=Wish(jobs=("027",), hours="오전", from_when="바로", free_text="시간제"),
)
VISIT = VisitDraft(
    purposes=("counselling",), presence=Presence.INSTEAD, companion_relation="child", remark="메모"
)
LATER = AppointmentDraft(date(2026, 11, 30), time(10), "면접 준비")


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Linked]:
    made = open_linked(tmp_path, clock)
    yield made
    made.database.close()


def kept(desk: Linked) -> set[str]:
    """Columns in which the number stands, as words or as data of people."""
    found = set()
    with desk.database.read() as session:
        for table in schema.metadata.sorted_tables:
            for row in session.execute(table.select()).mappings():
                for column in table.columns:
                    if TAIL in json.dumps(row[column.name], default=str, ensure_ascii=False):
                        found.add(f"{table.name}.{column.name}")
    return found


def with_number(record: Any) -> Iterator[tuple[str, Any]]:
    """The record with the number in one of its texts, for each of them."""
    if isinstance(record, str):
        yield "", NUMBER
    elif is_dataclass(record) and not isinstance(record, type):
        for one in fields(record):
            for path, made in with_number(getattr(record, one.name)):
                yield f"{one.name}.{path}", replace(record, **{one.name: made})
    elif isinstance(record, tuple | list):
        for place, one in enumerate(record):
            for path, made in with_number(one):
                yield f"{place}.{path}", type(record)((*record[:place], made, *record[place + 1 :]))
    elif isinstance(record, dict):
        for name, one in record.items():
            for path, made in with_number(one):
                yield f"{name}.{path}", {**record, name: made}


def coded(column: str) -> bool:
    """Filled from closed lists and by the program; nobody types there."""
    table, name = column.split(".")
    found = schema.metadata.tables[table].columns[name]
    return found.info["kind"] in (Kind.CODED, Kind.TECHNICAL) and not getattr(
        found.type, "guarded", False
    )


def attack(desk: Linked, call: Callable[[Any], object], record: Any) -> None:
    for path, made in with_number(record):
        try:
            call(made)
        except NaeilError as error:
            said = str(error) + str(getattr(error, "fields", ""))
            assert TAIL not in said, f"{path} is repeated in the sentence"
        open_columns = {one for one in kept(desk) if one not in EMPLOYERS and not coded(one)}
        assert not open_columns, path


def test_at_the_desk(desk: Linked) -> None:
    account = desk.account
    attack(desk, lambda person: desk.visits.register(account, person, VISIT), WHOLE)
    attack(desk, lambda visit: desk.visits.register(account, PERSON, visit), VISIT)
    attack(desk, lambda visit: desk.visits.enquire(account, visit), VISIT)
    visitor_id = desk.take_in().visitor_id
    attack(desk, lambda wanted: desk.visits.appoint(account, visitor_id, wanted), LATER)

    def complete(person: Any) -> None:
        version = desk.visitors.reread(account, visitor_id).version
        desk.visitors.complete(account, visitor_id, version, person)

    attack(desk, complete, WHOLE)


def test_in_a_talk(desk: Linked) -> None:
    account, now = desk.account, desk.clock.now()
    visitor_id = desk.take_in().visitor_id
    desk.consents.record(
        account,
        [
            replace(
                desk.ticked(visitor_id, desk.service()),
                kind=ConsentKind.SENSITIVE,
                service_id=None,
            )
        ],
    )
    notes, follow_ups = Notes(desk.office), FollowUps(desk.office)
    draft = NoteDraft(
        visitor_id=visitor_id,
        visit_id=None,
        started_at=now - timedelta(minutes=5),
        ended_at=None,
        method=NoteMethod.COUNTER,
        reached=True,
        type=NoteType.FIRST,
        summary="요약",
        opening="말",
        sensitive="메모",
        attended_by="딸",
        follow_up="확인",
        follow_up_on=date(2026, 12, 1),
        topics=(Topic("livelihood", TopicState.NEED, "줄"),),
        plan=(PlanItem("할 일", "목표", next(iter(PlanWho)), None, next(iter(PlanState))),),
        next_appointment=LATER,
    )
    attack(desk, lambda note: notes.finish(account, note), draft)
    card = notes.finish(account, draft)
    attack(
        desk,
        lambda reason: notes.amend(
            account, card.id, notes.open(account, card.id).version, draft, reason
        ),
        "까닭",
    )
    attack(
        desk,
        lambda what: follow_ups.promise(account, visitor_id, date(2026, 12, 1), what),
        "물어보기",
    )
    other = desk.take_in().visitor_id
    attack(
        desk, lambda why: Refiling(desk.office).move(account, "note", card.id, other, why), "까닭"
    )
    attack(desk, lambda short: Phrases(desk.office).add(account, short, "문장"), "짧게")
    attack(desk, lambda text: Phrases(desk.office).add(account, "길게", text), "문장")


def test_in_what_is_handed_over(desk: Linked) -> None:
    account = desk.account
    visitor_id, service = desk.take_in().visitor_id, desk.service()
    ticked = desk.ticked(visitor_id, service, guardian="아버지")
    attack(desk, lambda row: desk.consents.record(account, [row]), ticked)
    consent = desk.agree(visitor_id, service)
    slip = desk.slip(visitor_id, service, contact_way="전화", wishes="경리", called_before="김")
    attack(desk, lambda draft: desk.referrals.issue(account, draft), slip)
    issued = desk.referrals.issue(account, slip)
    reply = ReplyDraft(
        number=issued.record.number,
        outcome=Progress.ACCEPTED,
        received_on=desk.clock.today(),
        evidence=Evidence.FAX,
        remark="비고",
        source_name="담당",
    )
    attack(desk, lambda told: desk.referrals.record_reply(account, told), reply)
    attack(
        desk,
        lambda why: desk.referrals.void(account, issued.referral_id, "wrong_content", why),
        "까닭",
    )
    attack(desk, lambda why: desk.consents.withdraw(account, consent.id, why), "까닭")


def test_in_the_directory_and_the_centre(desk: Linked) -> None:
    account = desk.account
    organisation_id = desk.partners.find(account)[0].organisation_id
    page = desk.partners.open(account, organisation_id)
    body = replace(page.organisation, id=0, aliases=("별칭",), directions="길", hours="시간")
    attack(desk, lambda made: desk.partners.save_organisation(account, made), body)
    service = replace(desk.service(), id=0, criteria=("조건",))
    attack(desk, lambda made: desk.partners.save_service(account, made), service)
    contact = Contact(0, organisation_id, None, "팀", "이름", "1", "2", date(2026, 1, 1), None)
    attack(desk, lambda made: desk.partners.save_contact(account, made), contact)
    attack(desk, lambda made: desk.centre.save_facts(account, made), CENTRE)
    attack(
        desk, lambda name: desk.centre.add_day_off(account, date(2026, 12, 7), name), "임시공휴일"
    )


def test_in_a_form_half_typed(desk: Linked) -> None:
    drafts = Drafts(desk.office)
    body = {"values": {"remark": "말", "list": ["하나"], "topics": {"housing": "줄"}}}
    form = FormDraft(1, "intake", "접수", None, body)
    attack(
        desk,
        lambda made: drafts.keep(desk.account, replace(made, id=drafts.new_id()), "이름"),
        form,
    )
    attack(desk, lambda name: drafts.keep(desk.account, form, name), "이름")
