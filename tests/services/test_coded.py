"""Coded fields take what their dated list offers; what was stored once may stay."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from pathlib import Path
from types import MappingProxyType

import pytest
from sqlalchemy import Column, func, select

from desktop.domain.access import ActKind
from desktop.domain.account import AccountChange, Role
from desktop.domain.backup import Occasion
from desktop.domain.chase import Pause
from desktop.domain.clock import FixedClock
from desktop.domain.clocks import Whom
from desktop.domain.codes import CodeBook
from desktop.domain.consent import Answer, Basis, ConsentDraft, ConsentKind, ConsentMethod, Item
from desktop.domain.errors import Refused
from desktop.domain.note import NoteDraft, NoteMethod, NoteType, Topic, TopicState
from desktop.domain.referral import Cause, Evidence, Paper, Progress, ReplyDraft
from desktop.domain.retention import DestructionReason, DestructionState
from desktop.domain.subject_request import IdentityCheck, RequestKind, RequestState, RequestWay
from desktop.domain.visit import AppointmentState, Channel, Presence, VisitDraft, VisitState
from desktop.domain.visitor import Career, Sex, VisitorDraft, WorkState
from desktop.services.coded import LISTS, MONTHS
from desktop.services.notes import Notes
from desktop.services.targets import Targets
from desktop.store import schema
from desktop.store.base import Codes, Kind, Text
from tests.services.linked import PERSON, Linked, open_linked

KINDS: Mapping[str, type[Enum]] = {
    "access_log.kind": ActKind,
    "account.role": Role,
    "account_event.event": AccountChange,
    "backup_copy.occasion": Occasion,
    "consent.basis": Basis,
    "destruction.reason": DestructionReason,
    "destruction.state": DestructionState,
    "subject_request.identity_check": IdentityCheck,
    "subject_request.kind": RequestKind,
    "subject_request.state": RequestState,
    "subject_request.way": RequestWay,
    "appointment.channel": Channel,
    "appointment.state": AppointmentState,
    "consent.answer": Answer,
    "consent.items": Item,
    "consent.kind": ConsentKind,
    "consent.method": ConsentMethod,
    "note.method": NoteMethod,
    "note.type": NoteType,
    "referral.paper": Paper,
    "referral.progress": Progress,
    "referral_chase.whom": Whom,
    "referral_move.evidence": Evidence,
    "reply.evidence": Evidence,
    "reply.caused_by": Cause,
    "reply.outcome": Progress,
    "visit.channel": Channel,
    "visit.presence": Presence,
    "visit.state": VisitState,
    "visit_move.after": VisitState,
    "visit_move.before": VisitState,
    "visitor.sex": Sex,
    "visitor.work_state": WorkState,
}
"""Columns that a form fills from a kind, never from a text."""
OWN_WORDS = {
    "duplicate_pair.state": {"open", "different", "merged"},
    "follow_up.state": {"open", "done"},
    "referral_move.axis": {"progress", "paper"},
    "referral_move.before": {one.value for one in (*Progress, *Paper)},
    "referral_move.after": {one.value for one in (*Progress, *Paper)},
}
"""Columns only the program itself writes."""
ASKED_BY_RULES = {"visitor_fact.key"}
NO_FORM_YET = {}
"""Columns no act fills so far: with its act each goes to LISTS or KINDS, and out of here."""


def coded_columns() -> list[str]:
    """Every mapped column marked coded that could hold any text, and the groups told."""
    return [
        f"{table.name}.{one.name}"
        for table in schema.metadata.sorted_tables
        for one in table.columns
        if one.info["kind"] is Kind.CODED and isinstance(one.type, Text | Codes)
    ] + ["visitor_group.code"]


@dataclass
class Counter:
    """The counter with everything that can be chosen at it."""

    linked: Linked

    def __post_init__(self) -> None:
        self.account = self.linked.account
        self.notes = Notes(self.linked.office)
        self.targets = Targets(self.linked.office)

    def agreed(self) -> int:
        """Somebody who agrees that sensitive things be written down."""
        visitor_id = self.linked.take_in().visitor_id
        row = ConsentDraft(
            visitor_id=visitor_id,
            kind=ConsentKind.SENSITIVE,
            answer=Answer.AGREED,
            method=ConsentMethod.PAPER,
            given_at=self.linked.clock.now(),
            filed_at="동의철 3권",
        )
        self.linked.consents.record(self.account, [row])
        return visitor_id

    def complete(self, change: Callable[[VisitorDraft], VisitorDraft], visitor_id: int) -> None:
        card = self.linked.visitors.open(self.account, visitor_id)
        self.linked.visitors.complete(self.account, visitor_id, card.version, change(card.draft))

    def note(self, topics: tuple[Topic, ...] = (), visit_id: int | None = None) -> NoteDraft:
        made = self.linked.take_in()
        return NoteDraft(
            visitor_id=made.visitor_id,
            visit_id=made.visit_id if visit_id is None else visit_id,
            started_at=self.linked.clock.now(),
            ended_at=None,
            method=NoteMethod.COUNTER,
            reached=True,
            type=NoteType.FIRST,
            summary="이야기함",
            topics=topics,
        )


@pytest.fixture
def counter(tmp_path: Path, clock: FixedClock) -> Iterator[Counter]:
    made = Counter(open_linked(tmp_path, clock))
    yield made
    made.linked.office.close()


Again = Callable[[], None]


@dataclass(frozen=True)
class Way:
    """How a code comes into a column: `write` it; what it gives saves the record once more."""

    field: str
    code: str
    write: Callable[[Counter, str], Again | None]


def person(change: Callable[[VisitorDraft, str], VisitorDraft], field: str, code: str) -> Way:
    def write(counter: Counter, chosen: str) -> Again:
        visitor_id = counter.agreed()
        counter.complete(lambda draft: change(draft, chosen), visitor_id)
        return lambda: counter.complete(lambda draft: replace(draft, email="a@b.kr"), visitor_id)

    return Way(field, code, write)


def plain(name: str, code: str) -> Way:
    return person(lambda draft, chosen: replace(draft, **{name: chosen}), name, code)  # type: ignore[arg-type]


def several(name: str, code: str) -> Way:
    return person(lambda draft, chosen: replace(draft, **{name: (chosen,)}), name, code)  # type: ignore[arg-type]


def wish(name: str, field: str, code: str, *, many: bool = False) -> Way:
    return person(
        lambda draft, chosen: replace(
            draft,
            wish=replace(draft.wish, **{name: (chosen,) if many else chosen}),  # type: ignore[arg-type]
        ),
        field,
        code,
    )


def career(name: str, code: str) -> Way:
    return person(
        lambda draft, chosen: replace(
            draft,
            careers=(Career("주식회사 내일", "경리", **{name: chosen}),),
        ),
        "careers",
        code,
    )


def visit(make: Callable[[str], VisitDraft], field: str, code: str) -> Way:
    def write(counter: Counter, chosen: str) -> None:
        counter.linked.visits.register(counter.account, PERSON, make(chosen))

    return Way(field, code, write)


def end_visit(counter: Counter, chosen: str) -> None:
    made = counter.linked.take_in()
    counter.linked.visits.finish(counter.account, made.visit_id, chosen)


def write_topic(counter: Counter, chosen: str) -> Again:
    draft = counter.note((Topic(chosen, TopicState.NEED, "한 줄"),))
    card = counter.notes.finish(counter.account, draft)

    def again() -> None:
        counter.notes.amend(counter.account, card.id, card.version, draft, "글자를 고침")

    return again


def slip(name: str) -> Callable[[Counter, str], Again]:
    def write(counter: Counter, chosen: str) -> Again:
        value = chosen if name in ("reason_code", "language") else (chosen,)
        issued = counter.linked.issued(**{name: value})

        def again() -> None:
            start = counter.linked.referrals.reopen(counter.account, issued.referral_id)
            changed = replace(start.draft, summary="한 주에 사흘 일하기를 희망함.")
            counter.linked.referrals.issue(counter.account, changed)

        return again

    return write


def void(counter: Counter, chosen: str) -> None:
    issued = counter.linked.issued()
    counter.linked.referrals.void(counter.account, issued.referral_id, chosen)


def conclude(counter: Counter, chosen: str) -> None:
    issued = counter.linked.issued()
    counter.linked.referrals.handed(counter.account, issued.referral_id)
    counter.linked.referrals.conclude(counter.account, issued.referral_id, Progress.NO_SHOW, chosen)


def hand(counter: Counter, chosen: str) -> None:
    issued = counter.linked.issued()
    counter.linked.referrals.handed(counter.account, issued.referral_id, sent_how=chosen)


def reply(counter: Counter, chosen: str) -> None:
    issued = counter.linked.issued()
    told = ReplyDraft(
        issued.line.number,
        Progress.DECLINED,
        Evidence.FAX,
        counter.linked.clock.today(),
        reason_code=chosen,
    )
    counter.linked.referrals.record_reply(counter.account, told)


def tick(part: str) -> Callable[[Counter, str], None]:
    def write(counter: Counter, chosen: str) -> None:
        issued = counter.linked.issued()
        told = ReplyDraft(
            issued.line.number, Progress.ARRIVED, Evidence.FAX, counter.linked.clock.today()
        )
        counter.linked.referrals.record_reply(counter.account, replace(told, **{part: chosen}))  # type: ignore[arg-type]

    return write


def finished(counter: Counter, chosen: str) -> None:
    issued = counter.linked.issued()
    told = ReplyDraft(
        issued.line.number,
        Progress.COMPLETED,
        Evidence.FAX,
        counter.linked.clock.today(),
        result=chosen,
    )
    counter.linked.referrals.record_reply(counter.account, told)


def pause(counter: Counter, chosen: str) -> None:
    issued = counter.linked.issued()
    until = counter.linked.clock.today() + timedelta(days=7)
    counter.linked.chases.pause(counter.account, Pause((issued.referral_id,), chosen, until))


def asked(name: str) -> Callable[[Counter, str], None]:
    def write(counter: Counter, chosen: str) -> None:
        issued = counter.linked.issued()
        way, result = (chosen, "absent") if name == "way" else ("phone", chosen)
        counter.linked.chases.record(counter.account, issued.referral_id, Whom.PARTNER, way, result)

    return write


def organisation(counter: Counter, chosen: str) -> Again:
    partners, account = counter.linked.partners, counter.account
    line = partners.find(account, "동부여성")[0]
    before = partners.open(account, line.organisation_id).organisation
    partners.save_organisation(account, replace(before, kind=chosen))

    def again() -> None:
        now = partners.open(account, line.organisation_id).organisation
        partners.save_organisation(account, replace(now, hours="09:00~17:00"))

    return again


def service(name: str) -> Callable[[Counter, str], Again]:
    def write(counter: Counter, chosen: str) -> Again:
        partners, account = counter.linked.partners, counter.account
        before = counter.linked.service()
        partners.save_service(account, replace(before, **{name: (chosen,)}))  # type: ignore[arg-type]

        def again() -> None:
            now = counter.linked.service()
            partners.save_service(account, replace(now, reply_days=7))

        return again

    return write


def capacity(counter: Counter, chosen: str) -> Again:
    partners, account = counter.linked.partners, counter.account
    service_id = counter.linked.service().id
    partners.told_capacity(account, service_id, chosen)

    def again() -> None:
        partners.save_service(account, replace(counter.linked.service(), cost="무료"))

    return again


def check(counter: Counter, chosen: str) -> None:
    body = counter.linked.service().organisation_id
    counter.linked.partners.checked(counter.account, body, chosen)


WAYS: Mapping[str, Way] = MappingProxyType(
    {
        "visitor.dong": plain("dong", "1121587000"),
        "visitor.contact_ways": several("contact_ways", "phone"),
        "visitor.stay_status": plain("stay_status", "F-6"),
        "visitor.leaving_reason": plain("leaving_reason", "closure"),
        "visitor.education": plain("education", "04"),
        "visitor.graduation": plain("graduation", "graduated"),
        "visitor.driving": plain("driving", "none"),
        "visitor.computer": several("computer", "cad"),
        "visitor.benefits": several("benefits", "work24"),
        "visitor.helps": several("helps", "job"),
        "visitor.needs": several("needs", "wheelchair"),
        "visitor.wish_jobs": wish("jobs", "job1", "027", many=True),
        "visitor.wish_form": wish("employment_form", "employment_form", "11"),
        "visitor.wish_wage_kind": wish("wage_kind", "wage_kind", "M"),
        "visitor.wish_regions": wish("regions", "region1", "11215", many=True),
        "visitor.left_month": plain("left_month", "2017-02"),
        "visitor.graduated_month": plain("graduated_month", "2007-02"),
        "career.started": career("started", "2014-03"),
        "career.ended": career("ended", "2017-02"),
        "career.leaving_reason": career("leaving_reason", "study"),
        "visitor_group.code": several("groups", "disabled"),
        "visit.purposes": visit(lambda code: VisitDraft((code,)), "purposes", "resume"),
        "visit.companion_relation": visit(
            lambda code: VisitDraft(("resume",), companion_relation=code),
            "companion_relation",
            "spouse",
        ),
        "visit.needs": visit(lambda code: VisitDraft(("resume",), needs=(code,)), "needs", "quiet"),
        "visit.result": Way("result", "informed", end_visit),
        "note_revision.topics": Way("topics", "wage", write_topic),
        "referral.reason_code": Way("reason_code", "wrong_content", void),
        "referral.sent_how": Way("sent_how", "fax", hand),
        "referral_move.reason_code": Way("reason_code", "own_reasons", conclude),
        "reply.reason_code": Way("reason_code", "full", reply),
        "reply.arrival": Way("arrival", "visited", tick("arrival")),
        "reply.handling": Way("handling", "appointment", tick("handling")),
        "reply.result": Way("result", "employed", tick("result")),
        "referral.result_code": Way("result", "trained", tick("result")),
        "referral.pause_code": Way("reason_code", "promised", pause),
        "referral_chase.way": Way("way", "phone", asked("way")),
        "referral_chase.result": Way("heard", "absent", asked("result")),
        "slip.void_reason": Way("reason_code", "wrong_content", void),
        "slip.draft.reason_code": Way("reason_code", "training_wish", slip("reason_code")),
        "slip.draft.services": Way("services", "training", slip("services")),
        "slip.draft.documents": Way("documents", "id_card", slip("documents")),
        "slip.language": Way("language", "en", slip("language")),
        "organisation.kind": Way("kind", "women", organisation),
        "partner_service.kinds": Way("kinds", "training", service("kinds")),
        "partner_service.documents": Way("documents", "resume", service("documents")),
        "partner_service.capacity": Way("capacity", "waiting", capacity),
        "partner_check.how": Way("how", "visit", check),
    }
)


def label_of(book: CodeBook, name: str) -> str:
    """What the form calls the field."""
    return MONTHS.get(name) or book[LISTS[name][0]].label


def without(book: CodeBook, names: tuple[str, ...], code: str, day: date) -> CodeBook:
    """The lists in which a code was offered for the last time the day before."""
    lists = dict(book.lists)
    for name in names:
        lists[name] = replace(
            lists[name],
            codes=tuple(
                replace(one, valid_to=day - timedelta(days=1)) if one.code == code else one
                for one in lists[name].codes
            ),
        )
    return CodeBook(lists)


@pytest.mark.parametrize("name", coded_columns())
def test_every_coded_column_says_where_its_values_come_from(name: str) -> None:
    assert name in {*LISTS, *MONTHS, *KINDS, *OWN_WORDS, *ASKED_BY_RULES, *NO_FORM_YET}, (
        f"{name} is coded, but nobody says from which list of resources/codes"
    )


def test_every_list_that_is_named_exists() -> None:
    book = CodeBook.load(Path(__file__).parents[2] / "resources" / "codes")
    assert {name for names in LISTS.values() for name in names} <= set(book.lists)


@pytest.mark.parametrize("name", [*LISTS, *MONTHS])
def test_an_unknown_code_is_refused_at_its_field_and_nothing_is_stored(
    counter: Counter, name: str
) -> None:
    way = WAYS[name]
    with pytest.raises(Refused) as refused:
        way.write(counter, "zz-9")
    assert list(refused.value.fields) == [way.field]
    assert label_of(counter.linked.office.codes, name) in refused.value.fields[way.field] or (
        "까닭" in refused.value.fields[way.field]
    )
    assert not stored(counter, name, "zz-9")


def stored(counter: Counter, name: str, code: str) -> bool:
    table_name, column_name = name.split(".")[:2]
    table = schema.metadata.tables[table_name]
    column: Column[object] = table.columns[column_name]
    with counter.linked.database.read() as session:
        rows = session.execute(select(column)).scalars().all()
    return any(code in str(value) for value in rows)


@pytest.mark.parametrize("name", [*LISTS, *MONTHS])
def test_an_offered_code_is_stored(counter: Counter, name: str) -> None:
    way = WAYS[name]
    way.write(counter, way.code)
    assert stored(counter, name, way.code)


@pytest.mark.parametrize("name", list(LISTS))
def test_a_code_no_longer_offered_may_stay_but_is_not_chosen_anew(
    counter: Counter, name: str
) -> None:
    way, office = WAYS[name], counter.linked.office
    again = way.write(counter, way.code)
    counter.linked.later(days=1)
    office.codes = without(office.codes, LISTS[name], way.code, counter.linked.clock.today())
    if again is not None:
        again()
        assert stored(counter, name, way.code)
    if name == "visitor.wish_wage_kind" or name.startswith(("organisation.", "partner_service.")):
        return  # the shipped record and the sample person have that very code already
    with pytest.raises(Refused) as refused:
        way.write(counter, way.code)
    assert "이제 쓰지 않습니다" in refused.value.fields[way.field]


def test_a_question_no_rule_asks_is_not_answered(counter: Counter) -> None:
    visitor_id = counter.linked.take_in().visitor_id
    with pytest.raises(Refused, match="묻지 않는"):
        counter.targets.answer(counter.account, visitor_id, "likes_music", yes=True)
    with pytest.raises(Refused) as refused:
        counter.complete(lambda draft: replace(draft, facts=(("likes_music", True),)), visitor_id)
    assert list(refused.value.fields) == ["facts"]
    counter.targets.answer(counter.account, visitor_id, "wants_work", yes=True)


def test_a_service_is_for_groups_that_a_rule_knows(counter: Counter) -> None:
    before = counter.linked.service()
    with pytest.raises(Refused) as refused:
        counter.linked.partners.save_service(
            counter.account, replace(before, target_keys=("left_handed",))
        )
    assert list(refused.value.fields) == ["target_keys"]


def test_a_reason_of_another_state_is_refused(counter: Counter) -> None:
    with pytest.raises(Refused, match="까닭이 아닙니다"):
        conclude(counter, "wrong_person")


def test_whatever_an_act_writes_into_a_column_of_the_program_is_one_of_its_words(
    counter: Counter,
) -> None:
    issued = counter.linked.issued()
    reply_to = ReplyDraft(
        issued.line.number, Progress.ACCEPTED, Evidence.FAX, counter.linked.clock.today()
    )
    counter.linked.referrals.record_reply(counter.account, reply_to)
    counter.notes.finish(counter.account, counter.note())
    looked_at = 0
    with counter.linked.database.read() as session:
        for name in (*KINDS, *OWN_WORDS):
            table_name, column_name = name.split(".")
            column = schema.metadata.tables[table_name].columns[column_name]
            kind = KINDS.get(name)
            words = {one.value for one in kind} if kind else OWN_WORDS[name]
            for value in session.execute(select(column).distinct()).scalars():
                found = set(value) if isinstance(value, tuple) else {value}
                assert found <= words, (name, value)
                looked_at += 1
        assert session.scalar(select(func.count()).select_from(schema.metadata.tables["reply"]))
    assert looked_at > 20
