"""The real counter through the real input method: every key, with a syllable being composed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.domain.referral import Progress
from desktop.ui.actions import WINDOW_KEYS
from desktop.ui.screens import SCREENS

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
        ("F5", "papers"),
        ("alt+1", "today"),
        ("alt+3", "referrals"),
        ("alt+4", "partners"),
        ("alt+7", "results"),
        ("alt+9", "settings"),
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
    counter.strike("F10", "the own menu", lambda now: now["windows"] == ["QMenu"])
    counter.strike("Escape", "closed", lambda now: not now["windows"] and now["focus"] == "name")
    counter.hangul()
    name.kept("F10")
    counter.strike("ctrl+m", "all fields", lambda now: now["folded"] is False)
    name.kept("ctrl+m")
    for key in ("ctrl+1", "ctrl+2", "ctrl+8", "ctrl+9", "ctrl+p", "ctrl+shift+p", "alt+s"):
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
    counter.strike("ctrl+shift+s", "no paper here", lambda now: "PDF" in now["last_said"])
    counter.strike("ctrl+7", "waiting", lambda now: now["front"] == "today")
    counter.leave()
    book = ledger()
    assert len(book.desk.visitors.look_up(book.account, "박수아")) == 1
    board = book.desk.visits.board(book.account)
    assert board.visited == 3


def open_sua(counter: LiveCounter) -> None:
    """Found by her name while 아 is being composed."""
    counter.compose("qkrtndk", "아")
    counter.until("found", lambda now: now["found"])
    counter.strike("Return", "her page", lambda now: now["front"] == "visitor")
    counter.until("the next act", lambda now: now["focus"] == "상담 기록")


def test_keys_of_the_note_act_and_keep_the_syllable(
    counter: LiveCounter, ledger: Callable[[], Ledger]
) -> None:
    open_sua(counter)
    counter.strike("F4", "note", lambda now: now["focus"] == "summary")
    counter.compose("rk", "가")
    counter.strike("alt+n", "a line of the plan", lambda now: now["focus"] == "plan0.action")
    counter.until("alt+n kept it", lambda now: now["fields"]["summary"] == "가")
    counter.compose("sk", "나")
    counter.strike("alt+Delete", "the line is out", lambda now: not now["fields"]["plan0.action"])
    counter.strike("alt+h", "earlier notes", lambda now: now["history"])
    counter.strike("Escape", "the form", lambda now: not now["history"])
    counter.until("in the summary", lambda now: now["focus"] == "summary")
    counter.strike("End", "at its end", lambda now: now["focus"] == "summary")
    counter.hangul()
    counter.compose("ek", "다")
    counter.strike("ctrl+Return", "the next field", lambda now: now["focus"] != "summary")
    counter.until("ctrl+Return kept it", lambda now: now["fields"]["summary"] == "가다")
    counter.compose("fk", "라")
    counter.strike("ctrl+p", "nothing finished yet", lambda now: "지난 기록" in now["last_said"])
    counter.until("ctrl+p kept it", lambda now: now["text"] == "라")
    counter.compose("ak", "마")
    counter.strike("alt+m", "the consent it needs", lambda now: now["front"] == "consent")
    counter.strike("F3", "the note", lambda now: now["front"] == "counselling")
    counter.until("alt+m kept it", lambda now: now["fields"]["plan0.action"] == "라마")
    counter.strike("alt+n", "the second line", lambda now: now["focus"] == "plan1.action")
    counter.compose("qk", "바")
    counter.strike("shift+Tab", "back", lambda now: now["focus"] != "plan1.action")
    counter.until("shift+Tab kept it", lambda now: now["fields"]["plan1.action"] == "바")
    counter.strike("alt+n", "the third line", lambda now: now["focus"] == "plan2.action")
    for _ in range(40):
        if counter["kind"] == "Cycle" and not str(counter["focus"]).startswith("plan"):
            break
        focus = counter["focus"]
        counter.strike("shift+Tab", "back", lambda now, focus=focus: now["focus"] != focus)
    topic = counter["focus"]
    state = counter["fields"][topic]
    counter.strike("space", "the topic's state", lambda now: now["fields"][topic] != state)
    counter.strike("alt+n", "the plan", lambda now: now["focus"].startswith("plan"))
    counter.compose("tk", "사")
    counter.strike("ctrl+s", "saved", lambda now: now["front"] == "visitor")
    counter.strike("F4", "another note", lambda now: now["focus"] == "summary")
    counter.compose("dk", "아")
    counter.strike("space", "a blank", lambda now: now["text"] == "아 ")
    counter.strike("slash", "the sentences", lambda now: now["focus"] != "summary")
    counter.strike("Escape", "the note", lambda now: now["focus"] == "summary")
    counter.hangul()
    counter.compose("wk", "자")
    counter.strike("alt+h", "the earlier note", lambda now: now["history"])
    counter.until("alt+h kept it", lambda now: now["fields"]["summary"].endswith("자"))
    for _ in range(6):
        if str(counter["kind"]).endswith("Card"):
            break
        focus = counter["focus"]
        counter.strike("Tab", "on", lambda now, focus=focus: now["focus"] != focus)
    counter.strike("Return", "opened", lambda now: not now["busy"])
    counter.strike("ctrl+p", "the note on paper", lambda now: now["papers"] == 1)
    counter.strike("alt+e", "amending", lambda now: not now["history"])
    counter.leave()
    book = ledger()
    (sua,) = book.desk.visitors.look_up(book.account, "박수아")
    (note,) = book.desk.notes.of(book.account, sua.id)
    kept = book.desk.notes.open(book.account, note.id).current
    assert kept.summary == "가다"
    assert [one.action for one in kept.plan] == ["라마", "바", "사"]
    (draft,) = book.desk.drafts.list(book.account)
    assert "아 자" in str(book.desk.drafts.take(book.account, draft.id).body)


def test_keys_of_slip_and_consent_act_and_keep_the_syllable(
    counter: LiveCounter, ledger: Callable[[], Ledger]
) -> None:
    open_sua(counter)
    counter.strike("1", "a slip", lambda now: now["front"] == "slip")
    counter.strike("alt+a", "the partner sheet", lambda now: now["papers"] == 1)
    counter.strike("Tab", "into the form", lambda now: now["focus"] != "")
    for _ in range(12):
        if counter["focus"] == "reason":
            break
        focus = counter["focus"]
        counter.strike("Tab", "on", lambda now, focus=focus: now["focus"] != focus)
    counter.compose("rk", "가")
    counter.strike("F7", "the consent paper", lambda now: now["consent"])
    counter.until("F7 kept it", lambda now: now["fields"]["reason"] == "가")
    counter.strike("ctrl+p", "printed", lambda now: now["papers"] == 2)
    for place, (key, answer) in enumerate(
        (("y", "agreed"), ("n", "declined"), ("n", "declined"), ("y", "agreed"))
    ):
        counter.strike(
            key, answer, lambda now, at=place, answer=answer: now["answers"][at] == answer
        )
    counter.strike("Right", "agreed", lambda now: now["answers"][4] == "agreed")
    counter.strike("Right", "declined", lambda now: now["answers"][4] == "declined")
    counter.strike("Left", "agreed", lambda now: now["answers"][4] == "agreed")
    counter.strike("Return", "its place", lambda now: now["focus"] == "filed_at")
    counter.compose("cjf", "철")
    counter.strike("ctrl+s", "recorded", lambda now: not now["consent"])
    counter.until("on with the reason", lambda now: now["focus"] == "reason_code")
    counter.compose("wlrdjqrydbr", "육")
    counter.strike("Return", "taken", lambda now: now["focus"] == "reason")
    counter.strike("End", "at its end", lambda now: now["text"] == "가")
    counter.compose("sk", "나")
    counter.strike("Next", "the visitor's sheet", lambda now: now["copy"] == "visitor")
    counter.until("Page Down kept it", lambda now: now["text"] == "가나")
    counter.compose("ek", "다")
    counter.strike("Prior", "the partner's sheet", lambda now: now["copy"] == "partner")
    counter.until("Page Up kept it", lambda now: now["text"] == "가나다")
    counter.compose("fk", "라")
    counter.strike("ctrl+s", "waits as a draft", lambda now: now["front"] == "visitor")
    counter.strike("F3", "the slip again", lambda now: now["fields"].get("reason") == "가나다라")
    counter.until("in its field", lambda now: now["focus"] == "reason")
    counter.compose("ak", "마")
    counter.strike("ctrl+p", "issued", lambda now: now["issued"] and now["papers"] == 3)
    counter.leave()
    book = ledger()
    (sua,) = book.desk.visitors.look_up(book.account, "박수아")
    (line,) = book.desk.referrals.of_visitor(book.account, sua.id)
    assert book.desk.referrals.reopen(book.account, line.id).draft.reason == "가나다라마"
    consents = book.desk.consents.of_visitor(book.account, sua.id)
    assert {one.filed_at for one in consents} == {"철"}


def test_letters_of_the_screens_work_in_hangul_mode(counter: LiveCounter) -> None:
    counter.strike("alt+1", "today", lambda now: now["kind"] == "VisitCard")
    # She sits here alone: the key is answered, with nobody to hand him to.
    counter.strike("h", "nobody else", lambda now: "다른 상담사가 없" in now["last_said"])
    for key, state in (
        ("Return", "called"),
        ("u", "waiting"),
        ("s", "counselling"),
        ("u", "waiting"),
        ("x", "left"),
        ("u", "waiting"),
        ("s", "counselling"),
        ("e", "done"),
    ):
        counter.strike(key, state, lambda now, state=state: now["states"] == [state])
    counter.strike("Right", "the appointment", lambda now: now["kind"] == "AppointmentRow")
    counter.strike("n", "missed", lambda now: now["appointments"] == ["no_show"])
    counter.strike("u", "planned", lambda now: now["appointments"] == ["planned"])
    counter.strike("Down", "the follow-up", lambda now: now["kind"] == "DutyRow")
    counter.strike("d", "done", lambda now: "follow_up" not in now["duties"])
    counter.strike("ctrl+p", "the day sheet", lambda now: now["papers"] == 1)
    counter.strike("ctrl+shift+p", "the dialog", lambda now: "QPrintDialog" in now["windows"])
    counter.strike("Escape", "not printed", lambda now: not now["windows"])
    counter.strike("ctrl+k", "the search box", lambda now: now["focus"] == "찾기")
    open_sua(counter)
    counter.strike("v", "phone and birth", lambda now: now["revealed"])
    counter.strike("p", "the receipt", lambda now: now["papers"] == 2)
    counter.strike("g", "the application", lambda now: now["papers"] == 3)
    counter.strike("e", "registered", lambda now: "구직 등록" in now["last_said"])
    counter.strike("ctrl+z", "taken back", lambda now: now["said"] >= 1)
    said = counter["said"]
    counter.strike("y", "an answer", lambda now: now["front"] == "visitor")
    counter.strike("n", "an answer", lambda now: now["said"] >= said)
    counter.strike("c", "consents", lambda now: now["front"] == "consent")
    counter.strike("Escape", "her page", lambda now: now["front"] == "visitor")
    counter.until("the next act", lambda now: now["focus"] == "상담 기록")
    counter.strike("m", "her data", lambda now: now["front"] == "intake")
    counter.strike("Escape", "her page", lambda now: now["front"] == "visitor")
    counter.until("the next act", lambda now: now["focus"] == "상담 기록")
    counter.strike("Down", "the history", lambda now: now["kind"] == "EntryRow")
    counter.strike(
        "Down", "the visit", lambda now: "방문" in now["focus"] or "접수" in now["focus"]
    )
    counter.strike("t", "moving it", lambda now: "MoveDialog" in now["windows"])


def test_letters_of_referrals_and_keys_of_reply_and_partners(
    korean_desktop: KoreanDesktop, tmp_path: Path
) -> None:
    number = furnish(tmp_path / "자료", referred=True).replace("-", "")
    counter = LiveCounter(korean_desktop, tmp_path / "자료")
    counter.sign_in()
    counter.strike("alt+3", "referrals", lambda now: now["kind"] == "RecordTable")
    counter.strike("alt+s", "its orders", lambda now: now["windows"] == ["QMenu"])
    counter.strike("Return", "the other way round", lambda now: not now["windows"])
    counter.until("the list", lambda now: now["kind"] == "RecordTable")
    counter.strike("g", "handed over", lambda now: "드렸" in now["last_said"])
    counter.strike("r", "printed again", lambda now: now["papers"] == 1)
    counter.strike("v", "a question", lambda now: now["windows"])
    counter.strike("Escape", "kept", lambda now: not now["windows"])
    counter.strike("alt+3", "referrals", lambda now: now["kind"] == "RecordTable")
    counter.strike("e", "the slip again", lambda now: now["front"] == "slip")
    counter.strike("alt+3", "referrals", lambda now: now["kind"] == "RecordTable")
    counter.strike("Return", "its reply", lambda now: now["front"] == "reply")
    counter.strike("Escape", "another number", lambda now: now["focus"] == "회신 번호")
    counter.strike("alt+4", "partners", lambda now: now["focus"] == "기관 찾기")
    counter.hangul()
    counter.compose("ehdqn", "부")
    counter.strike("Return", "the list", lambda now: now["kind"] == "RecordTable")
    counter.strike("Down", "the next partner", lambda now: now["kind"] == "RecordTable")
    counter.strike("F8", "the reply", lambda now: now["front"] == "reply")
    counter.type(number)
    counter.until("opened by its number", lambda now: now["focus"] == "arrival")
    counter.strike("1", "visited", lambda now: now["fields"]["arrival"])
    counter.strike("1", "accepted", lambda now: now["fields"]["handling"])
    for _ in range(12):
        if counter["focus"] == "remark":
            break
        focus = counter["focus"]
        counter.strike("Return", "on", lambda now, focus=focus: now["focus"] != focus)
    counter.compose("rk", "가")
    counter.strike("ctrl+s", "saved", lambda now: "접수" in now["last_said"])
    counter.leave()
    book = Ledger(tmp_path / "자료")
    try:
        (sua,) = book.desk.visitors.look_up(book.account, "박수아")
        (line,) = book.desk.referrals.of_visitor(book.account, sua.id)
        card = book.desk.referrals.card(book.account, line.id)
        assert line.progress is Progress.ACCEPTED
        assert any("가" in str(move) for move in card.moves)
    finally:
        book.close()


def test_no_key_of_the_window_is_forgotten_here() -> None:
    struck = Path(__file__).read_text(encoding="utf-8").lower()
    wanted = [key.keys for key in WINDOW_KEYS]
    wanted += [f"Alt+{screen.digit}" for screen in SCREENS if screen.digit]
    assert [key for key in wanted if f'"{key.lower()}"' not in struck] == []


def test_a_click_into_the_text_keeps_the_syllable_once(counter: LiveCounter) -> None:
    counter.compose("rk", "가")
    counter.click_focus()
    counter.until("kept once", lambda now: now["composed"] == "" and now["search"] == "가")
    counter.compose("sk", "나")
    counter.until("nothing came late", lambda now: now["search"] in ("가나", "나가"))
