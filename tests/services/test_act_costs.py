"""How many statements each act of a day may send, and how many of them may read.

All are counted, BEGIN and COMMIT too: an act that writes in the transaction it reads in has
one of each, one that only reads and then writes its row of the access log has two.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.domain.draft import FormDraft
from desktop.domain.note import NoteDraft, NoteMethod, NoteType
from desktop.domain.referral import Paper, SlipDraft
from desktop.domain.visit import VisitDraft
from desktop.domain.visitor import Career, Sex, VisitorDraft
from desktop.services.visits import Registered
from tests.services.counting import counted, ready, ticked
from tests.ui.desks import Seat, sit_down

pytestmark = pytest.mark.usefixtures("qapp")
PERSON = VisitorDraft(name="백서윤", birth=date(1989, 8, 12), sex=Sex.FEMALE, phone="01000005678")
VISIT = VisitDraft(("counselling",))
Doing = Callable[[], object]


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    made = sit_down(tmp_path)
    yield made
    made.close()


def new_person(seat: Seat) -> Doing:
    return lambda: seat.desk.visits.register(seat.account, PERSON, VISIT)


def _known(seat: Seat) -> Registered:
    return seat.desk.visits.register(seat.account, PERSON, VISIT)


def known_person(seat: Seat) -> Doing:
    made = _known(seat)
    card = seat.desk.visitors.open(seat.account, made.visitor_id)
    return lambda: seat.desk.visits.register(
        seat.account, card.draft, VISIT, made.visitor_id, card.version
    )


def known_person_with_news(seat: Seat) -> Doing:
    made = _known(seat)
    card = seat.desk.visitors.open(seat.account, made.visitor_id)
    told = replace(card.draft, email="a@b.kr", careers=(Career("주식회사 내일", "경리"),))
    return lambda: seat.desk.visits.register(
        seat.account, told, VISIT, made.visitor_id, card.version
    )


def here_again(seat: Seat) -> Doing:
    made = _known(seat)
    return lambda: seat.desk.visits.arrive(seat.account, made.visitor_id, VISIT)


def enquiry(seat: Seat) -> Doing:
    return lambda: seat.desk.visits.enquire(seat.account, VISIT)


def start(seat: Seat) -> Doing:
    made = _known(seat)
    return lambda: seat.desk.visits.start(seat.account, made.visit_id)


def form_kept(seat: Seat) -> Doing:
    drafts = seat.desk.drafts
    form = FormDraft(drafts.new_id(), "intake", "접수", visitor_id=None, body={"name": "백"})
    return lambda: drafts.keep(seat.account, form, "백*윤")


def person_opened(seat: Seat) -> Doing:
    made = _known(seat)
    return lambda: seat.desk.visitors.open(seat.account, made.visitor_id)


def note_begun(seat: Seat) -> Doing:
    made = _known(seat)
    return lambda: seat.desk.notes.begin(seat.account, made.visitor_id)


def note(seat: Seat) -> Doing:
    made, today = _known(seat), seat.clock.today()
    typed = NoteDraft(
        visitor_id=made.visitor_id,
        visit_id=made.visit_id,
        started_at=seat.clock.now(),
        ended_at=None,
        method=NoteMethod.COUNTER,
        reached=True,
        type=NoteType.FIRST,
        summary="시간제 경리부터 시작하기로 함.",
        follow_up_on=today + timedelta(days=3),
        follow_up="전화",
    )
    return lambda: seat.desk.notes.finish(seat.account, typed)


def consent(seat: Seat) -> Doing:
    made = _known(seat)
    rows = ticked(seat, made.visitor_id, ready(seat)[:2])
    return lambda: seat.desk.consents.record(seat.account, rows)


def _to_refer(seat: Seat) -> SlipDraft:
    made, offered = _known(seat), ready(seat)[:2]
    seat.desk.consents.record(seat.account, ticked(seat, made.visitor_id, offered))
    return SlipDraft(
        visitor_id=made.visitor_id,
        service_id=offered[0].id,
        services=("training",),
        reason_code="training_wish",
        summary="전산회계를 다시 배우기를 희망함.",
    )


def slip(seat: Seat) -> Doing:
    draft = _to_refer(seat)
    return lambda: seat.desk.referrals.issue(seat.account, draft)


def slip_sent(seat: Seat) -> Doing:
    issued = seat.desk.referrals.issue(seat.account, _to_refer(seat))
    return lambda: seat.desk.referrals.handed(seat.account, issued.referral_id, Paper.SENT)


def day(seat: Seat) -> Doing:
    _known(seat)
    return lambda: seat.desk.visits.board(seat.account)


@dataclass(frozen=True, slots=True)
class Cost:
    """An act of the counter and what it may cost."""

    act: str
    ready: Callable[[Seat], Doing]
    statements: int
    reads: int


COSTS = (
    Cost("somebody new is taken in", new_person, 8, 1),
    Cost("somebody known is taken in, nothing has changed", known_person, 10, 3),
    Cost("somebody known is taken in with news", known_person_with_news, 12, 3),
    Cost("somebody is here again", here_again, 9, 2),
    Cost("somebody asks without a name", enquiry, 7, 1),
    Cost("the talk begins", start, 8, 2),
    Cost("a form is kept while it is typed", form_kept, 5, 2),
    Cost("somebody's page is opened", person_opened, 18, 12),
    Cost("a note is begun", note_begun, 14, 8),
    Cost("a note is filed with a promise", note, 14, 5),
    Cost("two rows of a consent are recorded", consent, 13, 7),
    Cost("a slip is issued", slip, 21, 11),
    Cost("a slip is sent", slip_sent, 22, 13),
    Cost("the day is opened", day, 21, 15),
)


@pytest.mark.parametrize("cost", COSTS, ids=lambda cost: cost.act)
def test_an_act_costs_no_more_than_the_table_says(seat: Seat, cost: Cost) -> None:
    # The year's first of each also opens its block of numbers, and the first act asks the head.
    cost.ready(seat)()
    seat.clock.advance(timedelta(days=1))
    said = counted(cost.ready(seat))
    assert len(said) <= cost.statements, said
    assert said.count("SELECT") <= cost.reads, said
