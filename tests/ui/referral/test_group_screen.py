"""단체 의뢰 by keyboard: a course, people put in with Space, one key for all slips."""

from dataclasses import replace

import pypdfium2

from desktop.domain.visit import VisitDraft
from desktop.ui.referral import GroupScreen
from tests.ui.desks import SUA

from .conftest import Office


def agreed(office: Office, count: int) -> list[int]:
    """So many people who agreed to the course."""
    found = []
    for number in range(count):
        person = replace(SUA, name=f"{'가나다라마바사'[number]}온별", phone=f"0100000300{number}")
        desk, account = office.seat.desk, office.seat.account
        visitor_id = desk.visits.register(
            account, person, VisitDraft(purposes=("counselling",))
        ).visitor_id
        office.agree(visitor_id, office.service())
        found.append(visitor_id)
    return found


def begun(office: Office) -> GroupScreen:
    """The course is chosen and named, the keys stand in the list."""
    screen = office.go("group", GroupScreen, service_id=office.service().id)
    office.press("Tab")
    office.write("전산회계 12월반")
    office.press("Tab")
    screen.form.set_value("reason_code", "training_wish")
    office.press("Esc")
    return screen


def test_whoever_is_put_in_gets_a_slip_and_all_come_out_of_the_printer_at_once(
    office: Office,
) -> None:
    people = agreed(office, 3)
    screen = begun(office)
    assert screen._model.rowCount() == 3
    office.press("Space")
    office.press("Down")
    office.press("Up")
    office.press("Space")
    assert len(screen._chosen) == 2
    office.press("Ctrl+S")
    lines = [office.seat.desk.referrals.of_visitor(office.seat.account, one) for one in people]
    assert sorted(len(one) for one in lines) == [0, 1, 1]
    office.press("Ctrl+P")
    ((pdf, _, _),) = office.printed
    assert len(pypdfium2.PdfDocument(pdf)) == 6
    screen._list.click()
    office.settle()
    assert len(office.printed) == 2


def test_without_anybody_nothing_is_issued_and_it_is_said(office: Office) -> None:
    (person,) = agreed(office, 1)
    begun(office)
    office.press("Ctrl+S")
    assert not office.seat.desk.referrals.of_visitor(office.seat.account, person)


def test_names_are_covered_in_the_list(office: Office) -> None:
    agreed(office, 1)
    screen = begun(office)
    assert screen._model.record(0).masked_name == "가*별"


def test_a_group_left_half_made_comes_back_with_its_people(office: Office) -> None:
    agreed(office, 2)
    screen = begun(office)
    office.press("Space")
    kept = screen.snapshot()
    screen._take_all_out()
    screen.form.set_value("title", "")
    screen.restore(kept)
    office.settle()
    assert screen.form.value("title") == "전산회계 12월반"
    assert len(screen._chosen) == 1
