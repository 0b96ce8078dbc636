"""접수 by keyboard with Hangul being composed: quick, tidied, reused, interrupted."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from desktop.domain.access import ALIKE, ActKind
from desktop.domain.rights import Right
from desktop.domain.visit import VisitState
from desktop.domain.visitor import Sex, VisitorDraft, WorkState
from desktop.store.log import AccessRow
from desktop.ui.counter import Interruptible
from desktop.ui.intake import IntakeScreen
from desktop.ui.intake.paper import read_fields, values_of
from tests.korean_input import KoreanKeyboard, show
from tests.ui.desks import HOA, SUA, Seat, sit_down


@pytest.fixture
def seat(qapp: object, tmp_path: Path) -> Iterator[Seat]:
    made = sit_down(tmp_path)
    yield made
    made.close()


def open_intake(seat: Seat, **where: object) -> IntakeScreen:
    screen = IntakeScreen(seat.counter)
    show(screen, 1290, 682)
    screen.show_for(**where)  # type: ignore[arg-type]
    seat.settle()
    return screen


def wait_beside(seat: Seat, screen: IntakeScreen) -> None:
    screen._look_beside()
    seat.settle()


def test_a_new_visitor_in_few_keys_with_the_last_syllable_still_composed(
    seat: Seat, keyboard: KoreanKeyboard
) -> None:
    open_intake(seat)
    keys = ["Space", "Enter"]
    for key in keys:
        keyboard.press(key)
    keyboard.type("박수아")
    keyboard.press("Enter")
    keyboard.type("920314-2")
    keyboard.press("Enter")
    keyboard.press("Enter")
    keyboard.type("01055210937")
    keyboard.press("Enter")
    keyboard.press("Enter")
    keyboard.type("평일 오전")
    keyboard.press("Ctrl+S")
    screen = QApplication.focusWidget()
    assert screen is not None
    # Offscreen there is no window to bind Ctrl+S: the screen's own method is what it calls.
    next(one for one in QApplication.topLevelWidgets() if isinstance(one, IntakeScreen)).save()
    seat.settle()

    (line,) = seat.desk.visits.board(seat.account).visits
    assert line.visitor_id is not None
    draft = seat.desk.visitors.open(seat.account, line.visitor_id).draft
    assert (draft.name, draft.birth, draft.sex) == ("박수아", date(1992, 3, 14), Sex.FEMALE)
    assert (draft.phone, draft.contact_time) == ("01055210937", "평일 오전")
    assert line.state is VisitState.COUNSELLING
    assert seat.gone[-1] == ("visitor", {"visitor_id": line.visitor_id, "arrived": True})


def test_the_seventh_digit_is_shown_nowhere_after_leaving(
    seat: Seat, keyboard: KoreanKeyboard
) -> None:
    screen = open_intake(seat)
    screen._control("birth").setFocus()
    keyboard.type("9003122")
    keyboard.press("Enter")
    assert screen._control("birth").text_now() == "1990. 3. 12."
    assert screen._form.value("sex") == "female"
    assert "만 36세" in screen._form.field("birth").message()
    assert "900312" not in str(screen.snapshot())


def test_what_a_search_left_goes_into_fields_or_stays_a_hint(seat: Seat) -> None:
    screen = open_intake(seat, typed="박수아 92")
    assert screen._form.value("name") == "박수아"
    assert not screen._form.value("birth")
    assert screen._hint.isVisible()
    screen.show_for(typed="ㅂㅅㅇ")
    assert not screen._form.value("name")
    screen.show_for(typed="010-5521-0937")
    assert screen._form.value("phone") == "010-5521-0937"


def test_mistakes_are_told_at_their_fields_and_nothing_is_stored(
    seat: Seat, keyboard: KoreanKeyboard
) -> None:
    screen = open_intake(seat)
    screen._control("purposes").set_value(("counselling",))
    screen._control("name").setFocus()
    keyboard.type("박수아")
    screen._control("birth").set_value("920314")
    screen._control("phone").set_value("010-2345-678")
    screen.save()
    seat.settle()
    assert "모자랍니다" in screen._form.field("phone").error()
    assert QApplication.focusWidget() is screen._control("phone")
    assert seat.desk.visits.board(seat.account).visits == ()


def test_the_same_person_is_reused_by_one_key_and_families_are_not_merged(
    seat: Seat, keyboard: KoreanKeyboard
) -> None:
    made = seat.take_in(SUA)
    seat.take_in(replace(SUA, name="박연정", birth=date(1963, 5, 30)))
    screen = open_intake(seat)
    screen._control("purposes").set_value(("resume",))
    screen._control("name").setFocus()
    keyboard.type("박수아")
    screen._control("birth").set_value("920314")
    wait_beside(seat, screen)
    assert [one.visitor.name for one in screen._beside.alike] == ["박수아"]

    keyboard.press("Ctrl+1")
    seat.settle()
    assert screen.visitor_id == made.visitor_id
    assert screen._form.value("phone") == "010-5521-0937"
    screen.save()
    seat.settle()
    assert seat.desk.visitors.open(seat.account, made.visitor_id).visits == 2


def test_the_second_likely_person_has_a_key_too(seat: Seat, keyboard: KoreanKeyboard) -> None:
    made = {seat.take_in(replace(SUA, phone=f"0105521093{end}")).visitor_id for end in "78"}
    screen = open_intake(seat)
    screen._control("name").setFocus()
    keyboard.type("박수아")
    screen._control("birth").set_value("920314")
    wait_beside(seat, screen)
    second = screen._beside.alike[1].visitor.id
    assert {one.visitor.id for one in screen._beside.alike} == made
    keyboard.press("Ctrl+2")
    seat.settle()
    assert screen.visitor_id == second


def test_target_groups_live_on_what_is_typed(seat: Seat) -> None:
    screen = open_intake(seat)
    for name, value in (
        ("birth", "890314"),
        ("sex", "female"),
        ("work_state", "seeking"),
        ("left_month", "2017. 2."),
        ("leaving_reason", "family_start"),
    ):
        screen._control(name).set_value(value)
    wait_beside(seat, screen)
    from desktop.ui.kit import PlainLabel

    told = [one.text() for one in screen._beside.findChildren(PlainLabel)]
    assert "경력보유여성등" in told
    assert "청년(서울)" in told


def test_an_anonymous_enquiry_is_counted_in_two_keys(seat: Seat, keyboard: KoreanKeyboard) -> None:
    open_intake(seat)
    keyboard.press("Ctrl+0")
    seat.settle()
    board = seat.desk.visits.board(seat.account)
    assert (board.visited, board.done) == (1, 1)
    assert seat.gone[-1][0] == "today"


def test_a_half_typed_form_comes_back_with_its_syllable_and_cursor(
    seat: Seat, keyboard: KoreanKeyboard
) -> None:
    screen = open_intake(seat)
    assert isinstance(screen, Interruptible)
    screen._control("purposes").set_value(("training",))
    screen._control("name").setFocus()
    keyboard.type("남궁민")
    body = screen.snapshot()
    assert body["values"]["name"] == "남궁민"
    assert screen.draft_name == "남궁민"

    screen.show_for()
    seat.settle()
    assert not screen.is_dirty()
    screen.restore(body)
    assert screen._form.value("name") == "남궁민"
    assert screen._form.value("purposes") == ("training",)
    assert QApplication.focusWidget() is screen._control("name")
    assert screen.is_dirty()


def test_completing_keeps_what_the_form_has_no_field_for(seat: Seat) -> None:
    made = seat.take_in(replace(SUA, facts=(("wants_work", True),)))
    screen = open_intake(seat, visitor_id=made.visitor_id, complete=True)
    screen._control("school").set_value("한빛대학교")
    screen.save()
    seat.settle()
    draft = seat.desk.visitors.open(seat.account, made.visitor_id).draft
    assert draft.school == "한빛대학교"
    assert draft.facts == (("wants_work", True),)
    assert seat.gone[-1] == ("visitor", {"visitor_id": made.visitor_id})


@pytest.mark.parametrize("person", [SUA, HOA, VisitorDraft(name="<b>x</b>")])
def test_a_person_goes_through_the_fields_unchanged(person: VisitorDraft) -> None:
    blank = {"channel": None, "purposes": (), "presence": None, "relation": None, "remark": ""}
    values = {**blank, **values_of(person)}
    assert read_fields(values, person, date(2026, 11, 23)).person == person


def test_f12_hides_what_was_typed_and_shows_it_again(seat: Seat, keyboard: KoreanKeyboard) -> None:
    screen = open_intake(seat)
    screen._control("name").setFocus()
    keyboard.type("박수아")
    seat.counter.mask(True)
    assert screen._control("name").displayText() != "박수아"
    seat.counter.mask(False)
    assert screen._control("name").displayText() == "박수아"


def test_tab_order_is_the_order_of_the_paper(seat: Seat) -> None:
    screen = open_intake(seat)
    screen.toggle_fold()
    order = list(screen._form.names())
    for earlier, later in (
        ("channel", "name"), ("name", "birth"), ("birth", "sex"), ("phone", "address"),
        ("address", "education"), ("education", "work_state"), ("work_state", "company1"),
        ("company1", "licences"), ("licences", "job1"), ("job1", "employment_form"),
        ("wage", "helps"),
    ):  # fmt: skip
        assert order.index(earlier) < order.index(later), (earlier, later)


def test_work_states_of_the_paper_are_all_there() -> None:
    from desktop.ui.intake.paper import SHOWN_WORK_STATES

    assert set(SHOWN_WORK_STATES) == set(WorkState) - {WorkState.UNKNOWN}


def test_the_seventh_digit_is_in_no_draft_and_comes_back_by_no_key(
    seat: Seat, keyboard: KoreanKeyboard
) -> None:
    screen = open_intake(seat)
    birth = screen._control("birth")
    birth.setFocus()
    keyboard.type("9003122")
    assert screen.snapshot()["values"]["birth"] == "1990. 3. 12."
    keyboard.press("Enter")
    assert birth.text() == "1990. 3. 12."
    keyboard.press("Ctrl+Z")
    assert birth.text() == "1990. 3. 12."


def test_a_lunar_number_is_turned_into_the_solar_day_once(
    seat: Seat, keyboard: KoreanKeyboard
) -> None:
    screen = open_intake(seat)
    screen._paper.lunar.set_value(True)
    screen._control("birth").setFocus()
    keyboard.type("9003122")
    keyboard.press("Enter")
    screen._read_birth()
    assert screen._read_now().person.birth == date(1990, 4, 7)


# who was shown stands in the log


def checks(seat: Seat) -> list[tuple[str, list[int]]]:
    """What, and about whom, the rows of the check for the same person say."""
    seat.settle()
    with seat.desk.office.act(seat.account, Right.LOOK, ActKind.VIEW, logged=False) as act:
        rows = act.session.scalars(select(AccessRow).order_by(AccessRow.seq)).all()
        return [(row.purpose, row.subjects) for row in rows if row.purpose.startswith(ALIKE)]


def type_sua(seat: Seat, keyboard: KoreanKeyboard, screen: IntakeScreen) -> None:
    screen._control("name").setFocus()
    keyboard.type("박수아")
    wait_beside(seat, screen)
    screen._control("birth").set_value("920314")
    wait_beside(seat, screen)


def test_whoever_was_shown_while_somebody_was_taken_in_is_one_row_when_the_form_goes(
    seat: Seat, keyboard: KoreanKeyboard
) -> None:
    known = seat.take_in(SUA).visitor_id
    screen = open_intake(seat)
    type_sua(seat, keyboard, screen)
    assert checks(seat) == []
    screen._pause.start()  # a key was typed a moment before
    screen.hide()
    assert not screen._pause.isActive()
    assert checks(seat) == [("중복 확인: 글자 3자", [known])]
    screen.show_for()
    assert len(checks(seat)) == 1


def test_the_one_chosen_stands_first_and_the_next_check_is_a_new_one(
    seat: Seat, keyboard: KoreanKeyboard
) -> None:
    first, second = (seat.take_in(replace(SUA, phone=f"0105521093{end}")) for end in "78")
    screen = open_intake(seat)
    type_sua(seat, keyboard, screen)
    chosen = screen._beside.alike[1].visitor.id
    screen._pause.start()  # a key was typed a moment before
    keyboard.press("Ctrl+2")
    assert not screen._pause.isActive()
    ((_, whose),) = checks(seat)
    assert whose[0] == chosen
    assert set(whose) == {first.visitor_id, second.visitor_id}
    screen.show_for()
    type_sua(seat, keyboard, screen)
    screen.show_for()
    assert len(checks(seat)) == 2


def test_a_sign_out_in_the_middle_of_an_intake_leaves_the_row_too(
    seat: Seat, keyboard: KoreanKeyboard
) -> None:
    known = seat.take_in(SUA).visitor_id
    type_sua(seat, keyboard, open_intake(seat))
    seat.counter.parting.emit()
    assert checks(seat) == [("중복 확인: 글자 3자", [known])]


def test_a_form_in_which_nobody_was_looked_for_leaves_none(seat: Seat) -> None:
    open_intake(seat).hide()
    assert checks(seat) == []
