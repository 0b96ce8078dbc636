"""The real counter through the real input method: every key, with a syllable being composed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .conftest import KoreanDesktop
from .counter import Ledger, LiveCounter, furnish

pytestmark = pytest.mark.input_method
Start = Callable[[], LiveCounter]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data folder of the desk."""
    made = tmp_path / "자료"
    furnish(made)
    return made


@pytest.fixture
def ledger(folder: Path) -> Iterator[Callable[[], Ledger]]:
    """Opens the store once the program has ended."""
    opened: list[Ledger] = []

    def look() -> Ledger:
        opened.append(Ledger(folder))
        return opened[-1]

    yield look
    for one in opened:
        one.close()


@pytest.fixture
def counter(korean_desktop: KoreanDesktop, folder: Path) -> LiveCounter:
    """Signed in, Hangul mode, the keys in the empty search box."""
    made = LiveCounter(korean_desktop, folder)
    made.sign_in()
    return made


def test_search_intake_and_note_are_stored_to_the_last_syllable(
    counter: LiveCounter, ledger: Callable[[], Ledger]
) -> None:
    counter.compose("qtd", "ㅇ")
    counter.until("found while composing", lambda now: now["found"] and now["search"] == "ㅄㅇ")
    counter.strike("F2", "intake", lambda now: now["front"] == "intake")
    counter.strike("space", "a purpose", lambda now: now["fields"]["purposes"])
    counter.strike("Return", "name", lambda now: now["focus"] == "name")
    counter.compose("qortjdbs", "윤")
    counter.strike("Return", "birth", lambda now: now["focus"] == "birth")
    counter.type("890812")
    counter.strike("Return", "sex", lambda now: now["focus"] == "sex")
    counter.strike("Right", "female", lambda now: now["fields"]["sex"])
    counter.strike("Return", "phone", lambda now: now["focus"] == "phone")
    counter.type("01000005678")
    counter.strike("Return", "dong", lambda now: now["focus"] == "dong")
    counter.strike("Return", "contact time", lambda now: now["focus"] == "contact_time")
    counter.compose("dhwjs", "전")
    counter.strike("ctrl+s", "visitor", lambda now: now["front"] == "visitor")
    counter.strike("F4", "note", lambda now: now["focus"] == "summary")
    counter.compose("ghlrPrydbr", "육")
    counter.strike("Return", "a second line", lambda now: now["text"] == "회계교육\n")
    counter.compose("gmlakd", "망")
    counter.strike("ctrl+s", "saved", lambda now: now["front"] == "visitor")
    counter.leave()
    book = ledger()
    (line,) = book.desk.visitors.look_up(book.account, "백서윤")
    person = book.desk.visitors.open(book.account, line.id).draft
    assert (person.name, person.contact_time) == ("백서윤", "오전")
    (note,) = book.desk.notes.of(book.account, line.id)
    assert book.desk.notes.open(book.account, note.id).current.summary == "회계교육\n희망"


class Name:
    """남궁민 in a half-typed intake; a syllable more is being composed before every key."""

    def __init__(self, counter: LiveCounter) -> None:
        self._counter = counter
        self.text = "남궁민"
        counter.strike("F2", "intake", lambda now: now["focus"] == "purposes")
        counter.strike("space", "a purpose", lambda now: now["fields"]["purposes"])
        counter.strike("Return", "name", lambda now: now["focus"] == "name")
        counter.compose("skarndals", "민")

    def kept(self, key: str) -> None:
        """The whole name stands in its field; the next syllable is begun."""
        self._counter.until(
            f"{key} kept {self.text}",
            lambda now: now["focus"] == "name" and now["text"] == self.text,
        )
        self._counter.compose("rk", "가")
        self.text += "가"

    def resumed(self, key: str) -> None:
        """One key brings the form back from the strip, with the name."""
        self._counter.until(f"{key} left the form in the strip", lambda now: len(now["strip"]) == 1)
        self._counter.strike("F3", "back in the name", lambda now: now["focus"] == "name")
        self.kept(key)


def test_keys_that_lead_away_leave_the_syllable_in_the_form_that_waits(
    counter: LiveCounter,
) -> None:
    name = Name(counter)
    for key, front in (
        ("F8", "reply"),
        ("alt+1", "today"),
        ("alt+3", "referrals"),
        ("alt+4", "partners"),
    ):
        counter.strike(key, front, lambda now, front=front: now["front"] == front)
        name.resumed(key)
    for key in ("alt+2", "F2"):
        counter.strike(key, "a new form", lambda now: now["focus"] == "purposes")
        name.resumed(key)
    for key in ("ctrl+k", "F4", "F6"):
        counter.strike(key, "the search box", lambda now: now["focus"] == "찾기")
        counter.compose("rk", "가")
        counter.strike("alt+1", "today", lambda now: now["front"] == "today")
        name.resumed(key)
    counter.strike("ctrl+l", "the lock", lambda now: not now["inside"])
    counter.type("lilac-by-the-desk-3")
    counter.strike("Return", "unlocked", lambda now: now["inside"])
    name.kept("ctrl+l")


def test_keys_that_stay_leave_the_syllable_where_it_is(counter: LiveCounter) -> None:
    name = Name(counter)
    for masked in (True, False):
        counter.strike("F12", "masking", lambda now, masked=masked: now["masked"] is masked)
        name.kept("F12")
    counter.strike("F1", "the keys", lambda now: now["windows"] == ["KeysPage"])
    counter.strike("Escape", "closed", lambda now: not now["windows"] and now["focus"] == "name")
    counter.hangul()
    name.kept("F1")
    counter.strike("ctrl+m", "all fields", lambda now: now["folded"] is False)
    name.kept("ctrl+m")
    for key in ("ctrl+1", "ctrl+2", "ctrl+8", "ctrl+9", "ctrl+p", "ctrl+shift+p"):
        counter.strike(key, "nothing to do here", lambda now: now["composed"] == "")
        name.kept(key)
    # F9 opens the list of Hanja of the input method, Escape closes it: neither is ours.
    counter.strike("F9", "with the input method", lambda now: now["front"] == "intake")
    counter.strike("Escape", "with the input method", lambda now: not now["windows"])
    counter.until("F9 kept the name", lambda now: now["fields"]["name"].startswith(name.text[:-1]))
    counter.strike("ctrl+z", "typing undone", lambda now: name.text not in now["text"])
    counter.until("still here", lambda now: now["front"] == "intake" and now["focus"] == "name")


def test_keys_of_the_intake_act_on_what_is_being_composed(
    counter: LiveCounter, ledger: Callable[[], Ledger]
) -> None:
    # Esc asks, because something would be lost; the name is as it was.
    name = Name(counter)
    counter.strike("Escape", "a question", lambda now: now["focus"] == "계속 적기")
    counter.strike("Escape", "stay", lambda now: now["focus"] != "계속 적기")
    counter.until("Esc kept the name", lambda now: now["fields"]["name"] == name.text)
    # The same person as somebody known: Ctrl+1 takes the stored one.
    counter.strike("ctrl+k", "the search box", lambda now: now["focus"] == "찾기")
    counter.hangul()
    counter.strike("F2", "another form", lambda now: now["focus"] == "purposes")
    counter.strike("space", "a purpose", lambda now: now["fields"]["purposes"])
    counter.strike("Return", "name", lambda now: now["focus"] == "name")
    counter.compose("qkrtndk", "아")
    counter.strike("Return", "birth", lambda now: now["focus"] == "birth")
    counter.type("880314")
    counter.strike("Return", "sex", lambda now: now["focus"] == "sex")
    counter.strike("ctrl+1", "the stored one", lambda now: now["fields"]["phone"])
    counter.strike("ctrl+k", "the search box", lambda now: now["focus"] == "찾기")
    counter.compose("rk", "가")
    counter.strike("F3", "the first form", lambda now: now["fields"]["name"] == name.text)
    counter.strike("ctrl+0", "counted without a name", lambda now: now["front"] == "today")
    counter.strike("F3", "the second form", lambda now: now["fields"].get("name") == "박수아")
    counter.strike("ctrl+shift+s", "waiting", lambda now: now["front"] == "today")
    counter.leave()
    book = ledger()
    assert len(book.desk.visitors.look_up(book.account, "박수아")) == 1
    board = book.desk.visits.board(book.account)
    assert board.visited == 3
