"""Names of every kind typed key by key into 접수, saved, and found again."""

import unicodedata

import pytest

from desktop.domain.masking import mask_name
from tests.ui.names.sights import Office
from tests.ui.names.store import NAMES

BIRTHS = {key: f"{60 + place}0709" for place, key in enumerate(NAMES)}
LACKING = ("emoji", "arabic")
"""What the face of the papers has no letters for."""


def take_in(office: Office, who: str) -> int:
    """The way of the paper, by keys alone; gives whose page is open afterwards."""
    office.home()
    office.press("F2")
    for key in ("Space", "Enter"):
        office.press(key)
    office.type(NAMES[who].typed)
    office.press("Enter")
    office.type(BIRTHS[who])
    office.press("Enter")
    office.press("Enter")
    office.type("없음")
    office.press("Ctrl+S")
    assert office.window.front == "visitor"
    visitor_id = office.window.screen_of("visitor").visitor_id
    assert isinstance(visitor_id, int)
    return visitor_id


@pytest.mark.parametrize("who", NAMES)
def test_a_name_is_kept_as_typed_and_found_by_whatever_of_it_is_typed(
    office: Office, who: str
) -> None:
    name = NAMES[who]
    visitor_id = take_in(office, who)
    kept = office.opened.desk.visitors.reread(office.opened.account, visitor_id).draft
    assert kept.name == name.kept
    assert unicodedata.is_normalized("NFC", kept.name)
    for typed in name.finds:
        office.home()
        office.press("Ctrl+K")
        office.type(typed)
        box = office.window.workplace.search
        assert box is not None
        found = {row.visitor_id: row for row in box._rows}
        assert visitor_id in found, typed
        assert found[visitor_id].masked_name == name.masked == mask_name(name.typed)


@pytest.mark.parametrize("who", NAMES)
def test_a_letter_no_paper_can_show_is_named_where_it_is_typed(office: Office, who: str) -> None:
    office.press("F2")
    screen = office.window.screen_of("intake")
    field = screen._form.field("name")
    field.control.setFocus()
    office.type(NAMES[who].typed)
    office.press("Enter")
    if who in LACKING:
        assert NAMES[who].kept[0] in field.message()
        assert "종이" in field.message()
    else:
        assert not field.message()
    assert not field.error()
