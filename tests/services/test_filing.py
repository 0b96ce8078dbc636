"""Saving a form takes its draft along: both or neither, in one commit."""

import ast
import inspect
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import event, select
from sqlalchemy.engine import Engine

import desktop.services.desk as desk_module
from desktop.domain.chase import CallAnswer, CallDraft, Side, Tick
from desktop.domain.clock import FixedClock
from desktop.domain.draft import FormDraft
from desktop.domain.note import NoteDraft, NoteMethod, NoteType
from desktop.domain.partner import Contact
from desktop.domain.referral import Evidence, Progress, ReplyDraft
from desktop.domain.subject_request import IdentityCheck, RequestDraft, RequestKind, RequestWay
from desktop.domain.visit import VisitDraft
from desktop.services.act import Office
from desktop.services.chases import Chases
from desktop.services.drafts import Drafts
from desktop.services.notes import Notes
from desktop.services.replies import Replies
from desktop.services.requests import Requests
from desktop.store import schema
from desktop.store.notes import Draft
from tests.services.linked import PERSON, Linked, open_linked

ROOT = Path(__file__).parents[2]


class PowerCut(BaseException):
    """The PC stops here."""


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Linked]:
    made = open_linked(tmp_path, clock)
    yield made
    made.office.close()


Save = Callable[[int], object]


def intake(desk: Linked) -> Save:
    return lambda draft: desk.visits.register(
        desk.account, PERSON, VisitDraft(("counselling",)), seeking=True, draft_id=draft
    )


def returning(desk: Linked) -> Save:
    card = desk.visitors.open(desk.account, desk.take_in().visitor_id)
    return lambda draft: desk.visits.register(
        desk.account,
        replace(card.draft, email="a@b.kr"),
        VisitDraft(("counselling",)),
        card.id,
        card.version,
        draft_id=draft,
    )


def enquiry(desk: Linked) -> Save:
    return lambda draft: desk.visits.enquire(desk.account, VisitDraft(("enquiry",)), draft)


def completing(desk: Linked) -> Save:
    card = desk.visitors.open(desk.account, desk.take_in().visitor_id)
    return lambda draft: desk.visitors.complete(
        desk.account, card.id, card.version, replace(card.draft, email="a@b.kr"), draft
    )


def typed(desk: Linked) -> NoteDraft:
    made = desk.take_in()
    return NoteDraft(
        visitor_id=made.visitor_id,
        visit_id=made.visit_id,
        started_at=desk.clock.now(),
        ended_at=None,
        method=NoteMethod.COUNTER,
        reached=True,
        type=NoteType.FIRST,
        summary="시간제를 찾기로 함.",
    )


def note(desk: Linked) -> Save:
    body = typed(desk)
    return lambda draft: Notes(desk.office).finish(desk.account, body, draft)


def amendment(desk: Linked) -> Save:
    notes, body = Notes(desk.office), typed(desk)
    card = notes.finish(desk.account, body)
    return lambda draft: notes.amend(
        desk.account, card.id, card.version, replace(body, summary="종일을 찾음."), "틀림", draft
    )


def consent(desk: Linked) -> Save:
    row = desk.ticked(desk.take_in().visitor_id, desk.service())
    return lambda draft: desk.consents.record(desk.account, [row], draft_id=draft)


def slip(desk: Linked) -> Save:
    visitor_id, service = desk.take_in().visitor_id, desk.service()
    desk.agree(visitor_id, service)
    body = desk.slip(visitor_id, service)
    return lambda draft: desk.referrals.issue(desk.account, body, draft_id=draft)


def mended_slip(desk: Linked) -> Save:
    issued = desk.issued()
    start = desk.referrals.reopen(desk.account, issued.referral_id)
    body = replace(start.draft, summary="한 주에 사흘 일하기를 희망함.")
    return lambda draft: desk.referrals.revise(desk.account, body, draft_id=draft)


def reply(desk: Linked) -> Save:
    number, today = desk.issued().line.number, desk.clock.today()
    told = ReplyDraft(number, Progress.ACCEPTED, Evidence.FAX, today)
    return lambda draft: desk.referrals.record_reply(desk.account, told, draft)


def late_news(desk: Linked) -> Save:
    number, today = desk.issued().line.number, desk.clock.today()
    ended = ReplyDraft(number, Progress.COMPLETED, Evidence.FAX, today)
    desk.referrals.record_reply(desk.account, ended)
    told = replace(ended, remark="다음 달에 다시 온다고 함.")
    return lambda draft: Replies(desk.office).note_late(desk.account, told, draft)


def scanned(desk: Linked) -> Save:
    number, today = desk.issued().line.number, desk.clock.today()
    told = ReplyDraft(number, Progress.ACCEPTED, Evidence.FAX, today)
    picture = io.BytesIO()
    Image.new("1", (600, 400), 1).save(picture, "PNG")
    return lambda draft: Replies(desk.office).record_scanned(
        desk.account, told, picture.getvalue(), draft
    )


def call(desk: Linked) -> Save:
    issued = desk.issued()
    desk.referrals.handed(desk.account, issued.referral_id, sent_how="fax")
    chases = Chases(desk.office)
    key = chases.partner_key(desk.account, issued.referral_id)
    heard = CallAnswer(issued.referral_id, Tick.ACCEPTED)
    told = CallDraft(Side.PARTNER, key, (heard,))
    return lambda draft: chases.save(desk.account, told, draft)


def organisation(desk: Linked) -> Save:
    line = desk.partners.find(desk.account, "동부여성")[0]
    body = desk.partners.open(desk.account, line.organisation_id).organisation
    changed = replace(body, hours="09:00~17:00")
    return lambda draft: desk.partners.save_organisation(desk.account, changed, draft_id=draft)


def service(desk: Linked) -> Save:
    changed = replace(desk.service(), reply_days=7)
    return lambda draft: desk.partners.save_service(desk.account, changed, draft_id=draft)


def contact(desk: Linked) -> Save:
    where, today = desk.service().organisation_id, desk.clock.today()
    made = Contact(0, where, None, "취업지원팀", "", "02-000-0000", "", today, None)
    return lambda draft: desk.partners.save_contact(desk.account, made, draft_id=draft)


def request(desk: Linked) -> Save:
    asked = RequestDraft(
        visitor_id=desk.take_in().visitor_id,
        kind=RequestKind.VIEW,
        received_on=desk.clock.today(),
        way=RequestWay.VISIT,
        identity=IdentityCheck.CARD,
    )
    return lambda draft: Requests(desk.office).take_in(desk.account, asked, draft_id=draft)


def asked(desk: Linked) -> tuple[Requests, int]:
    requests = Requests(desk.office)
    visitor_id = desk.take_in().visitor_id
    body = RequestDraft(visitor_id, RequestKind.VIEW, desk.clock.today())
    return requests, requests.take_in(desk.account, body).line.id


def answer(desk: Linked) -> Save:
    requests, request_id = asked(desk)
    return lambda draft: requests.answer(desk.account, request_id, "보여 드림", draft_id=draft)


def refusal(desk: Linked) -> Save:
    requests, request_id = asked(desk)
    return lambda draft: requests.refuse(desk.account, request_id, "법령", draft_id=draft)


def taken_back(desk: Linked) -> Save:
    requests, request_id = asked(desk)
    return lambda draft: requests.take_back(desk.account, request_id, "거둠", draft_id=draft)


FORMS: Mapping[str, tuple[str, Callable[[Linked], Save]]] = MappingProxyType(
    {
        "intake": ("Visits.register", intake),
        "returning visitor": ("Visits.register", returning),
        "anonymous enquiry": ("Visits.enquire", enquiry),
        "completing a visitor": ("Visitors.complete", completing),
        "note": ("Notes.finish", note),
        "amended note": ("Notes.amend", amendment),
        "consent": ("Consents.record", consent),
        "slip": ("Referrals.issue", slip),
        "mended slip": ("Referrals.revise", mended_slip),
        "reply": ("Referrals.record_reply", reply),
        "late news": ("Replies.note_late", late_news),
        "scanned reply": ("Replies.record_scanned", scanned),
        "call": ("Chases.save", call),
        "partner": ("Partners.save_organisation", organisation),
        "partner's service": ("Partners.save_service", service),
        "partner's contact": ("Partners.save_contact", contact),
        "request": ("Requests.take_in", request),
        "answer to a request": ("Requests.answer", answer),
        "refused request": ("Requests.refuse", refusal),
        "request taken back": ("Requests.take_back", taken_back),
    }
)


def kept(desk: Linked) -> int:
    """A form being typed, as the screens keep it every two seconds."""
    drafts = Drafts(desk.office)
    draft_id = drafts.new_id()
    drafts.keep(desk.account, FormDraft(draft_id, "form", "쓰던 것", None, {"text": "여기까지"}))
    return draft_id


def waiting(desk: Linked) -> list[int]:
    with desk.database.read() as session:
        return list(session.scalars(select(Draft.id)))


def everything(desk: Linked) -> dict[str, list[Any]]:
    """Every row of the store but the draft's."""
    found = {}
    with desk.database.read() as session:
        for table in schema.metadata.sorted_tables:
            found[table.name] = session.execute(select(table).order_by(*table.primary_key)).all()
    return {name: [tuple(row) for row in rows] for name, rows in found.items()}


@contextmanager
def commits() -> Iterator[list[str]]:
    """What is written to the store, and where its transactions end."""
    said: list[str] = []

    def hear(_on: object, _cursor: object, words: str, *_: Any) -> None:
        if words.split()[0] in ("INSERT", "UPDATE", "DELETE"):
            said.append(" ".join(words.split()[:3]))

    def ended(_connection: object) -> None:
        said.append("COMMIT")

    event.listen(Engine, "before_cursor_execute", hear)
    event.listen(Engine, "commit", ended)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
        event.remove(Engine, "commit", ended)


@pytest.mark.parametrize("form", list(FORMS))
def test_a_saved_form_and_its_draft_go_in_one_commit(desk: Linked, form: str) -> None:
    save = FORMS[form][1](desk)
    draft_id = kept(desk)
    with commits() as said:
        save(draft_id)
    assert said.count("COMMIT") == 1, said
    assert said[-1] == "COMMIT"
    assert "DELETE FROM draft" in said
    assert waiting(desk) == []


@pytest.mark.parametrize("form", list(FORMS))
def test_a_form_whose_saving_fails_after_the_write_is_still_kept(
    desk: Linked, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = FORMS[form][1](desk)
    draft_id = kept(desk)
    before = everything(desk)

    def stop(*_: object) -> None:
        raise PowerCut

    monkeypatch.setattr(Office, "_log", stop)
    with pytest.raises(PowerCut):
        save(draft_id)
    monkeypatch.undo()
    assert waiting(desk) == [draft_id]
    assert everything(desk) == before


@pytest.mark.parametrize("form", list(FORMS))
def test_nobody_elses_draft_goes_with_a_form(desk: Linked, form: str) -> None:
    save = FORMS[form][1](desk)
    desk.be(desk.colleague)
    drafts = Drafts(desk.office)
    draft_id = drafts.new_id()
    drafts.keep(desk.colleague, FormDraft(draft_id, "form", "쓰던 것", None, {"text": "남의 것"}))
    desk.be(desk.account)
    save(draft_id)
    assert waiting(desk) == [draft_id]


def test_every_method_that_files_a_form_is_looked_at_here() -> None:
    filing = {
        f"{name}.{method}"
        for name, service in vars(desk_module).items()
        if inspect.isclass(service) and service.__module__.startswith("desktop.services")
        for method, function in inspect.getmembers(service, inspect.isfunction)
        if not method.startswith("_")
        and name != "Drafts"
        and "draft_id" in inspect.signature(function).parameters
    }
    assert filing == {method for method, _ in FORMS.values()}


SCREENS = sorted((ROOT / "desktop" / "ui").rglob("*.py"))


@pytest.mark.parametrize(
    "screen",
    [file for file in SCREENS if "def draft_title" in file.read_text(encoding="utf-8")],
    ids=lambda file: f"{file.parent.name}/{file.name}",
)
def test_every_screen_that_keeps_a_form_hands_its_draft_to_the_saving_act(screen: Path) -> None:
    if screen.name == "counter.py" or screen.parent.name in ("settings", "papers"):
        # The shape itself; settings keep several pages in one draft until all are saved; a
        # printed paper stores nothing of its form, which is offered again after a crash.
        return
    folder = [
        node
        for file in screen.parent.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    ]
    taken = any(isinstance(node, ast.Attribute) and node.attr == "draft_id" for node in folder)
    told = any(
        isinstance(node, ast.Attribute) and ast.unparse(node).endswith("_counter.filed.emit")
        for node in folder
    )
    assert taken, f"{screen.parent.name} saves without its draft"
    assert told, f"{screen.parent.name} does not say that its draft went"
