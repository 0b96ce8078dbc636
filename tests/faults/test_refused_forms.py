"""A store that refuses: one sentence, one choice, every word stays, and then it is saved once."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from desktop.domain.consent import Answer
from desktop.domain.referral import SlipDraft
from desktop.store.consents import Consent
from desktop.store.notes import Note
from desktop.store.office import Holiday
from desktop.store.referrals import Reply, Slip
from desktop.store.visits import Visit
from desktop.ui.counter import SAVE_AGAIN, SEEN
from desktop.ui.hands import words_of
from tests.faults.refusing import faults, small_disk
from tests.ui.conftest import dressed
from tests.ui.referral.conftest import Office, office, sua

__all__ = ["dressed", "office", "sua"]


@pytest.fixture(autouse=True)
def disk(tmp_path: Path) -> Iterator[None]:
    """The store of the window lies on a disk that can be filled."""
    with small_disk(tmp_path / "store", "24m"):
        yield


def intake(office: Office, _sua: int) -> Any:
    office.seat.counter.go("intake")
    office.settle()
    screen: Any = office.window.screen_of("intake")
    screen._control("purposes").set_value(("counselling",))
    screen._control("birth").set_value("1985. 7. 12.")
    screen._control("sex").set_value("female")
    screen._control("phone").set_value("010-5521-4471")
    screen._control("name").setFocus()
    office.write("강하늘")
    return screen


def note(office: Office, sua: int) -> Any:
    office.seat.counter.go("counselling", visitor_id=sua)
    office.settle()
    screen: Any = office.window.screen_of("counselling")
    screen._form.field("summary").control.setFocus()
    office.write("시간제 경리부터 시작하기로 함")
    return screen


def consent(office: Office, sua: int) -> Any:
    office.seat.counter.go("consent", visitor_id=sua, service_id=office.service().id)
    office.settle()
    office.press("Ctrl+P")
    screen: Any = office.window.screen_of("consent")
    for line in screen.panel._rows:
        line._choice.set_value(Answer.AGREED.value)
    screen.panel._form.field("filed_at").control.setFocus()
    office.write("2026 동의철 3권")
    return screen


def slip(office: Office, sua: int) -> Any:
    service = office.service()
    office.agree(sua, service, service.items)
    office.seat.counter.go("slip", visitor_id=sua, service_id=service.id)
    office.settle()
    screen: Any = office.window.screen_of("slip")
    office.write("직업교육")
    office.press("Enter")
    office.write("전산회계 실무 희망")
    return screen


def reply(office: Office, sua: int) -> Any:
    service = office.service()
    office.agree(sua, service)
    draft = SlipDraft(
        visitor_id=sua,
        service_id=service.id,
        services=("training",),
        reason_code="training_wish",
    )
    issued = office.seat.desk.referrals.issue(office.seat.account, draft)
    office.seat.counter.go("reply", number=issued.line.number)
    office.settle()
    screen: Any = office.window.screen_of("reply")
    screen.reply.ticks["handling"].set_value(("accepted",))
    screen._form.field("remark").control.setFocus()
    office.write("12월 3일부터 나오기로 함")
    return screen


def settings(office: Office, _sua: int) -> Any:
    office.seat.counter.go("settings", page="holidays")
    office.settle()
    screen: Any = office.window.screen_of("settings")
    screen.page.begin()
    office.write("12.24")
    office.press("Enter")
    office.write("임시공휴일")
    return screen.page


FORMS: dict[str, tuple[Callable[[Office, int], Any], type, str]] = {
    "intake": (intake, Visit, "Ctrl+S"),
    "note": (note, Note, "Ctrl+S"),
    "consent": (consent, Consent, "Ctrl+S"),
    "slip": (slip, Slip, "Ctrl+P"),
    "reply": (reply, Reply, "Ctrl+S"),
    "settings": (settings, Holiday, "Ctrl+S"),
}


def rows(office: Office, mapped: type) -> int:
    with office.seat.desk.office._database.read() as session:
        return session.execute(select(func.count()).select_from(mapped)).scalar_one()


def typed(screen: Any) -> dict[str, Any]:
    """All that stands on the form, wherever the keys are."""
    kept = screen.snapshot()
    return {name: value for name, value in kept.items() if name not in ("focus", "cursor")}


def told(office: Office, form: str, screen: Any) -> tuple[str, str]:
    """The sentence in sight, and what can be done."""
    if form == "consent":
        assert screen.panel._note.isVisible()
        assert screen.panel._save.isEnabled()
        return screen.panel._note.accessibleName(), SAVE_AGAIN
    shown = office.window.workplace.toasts.current()
    assert shown is not None
    return shown.sentence, shown.act


@pytest.mark.parametrize("form", list(FORMS))
def test_refused_by_the_store_a_form_keeps_every_word_and_is_saved_once(
    office: Office, sua: int, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    fill, mapped, key = FORMS[form]
    screen = fill(office, sua)
    before, there = typed(screen), rows(office, mapped)
    tried = faults(office.seat.desk.office._database, monkeypatch)
    sentence = ""
    for fault, (happens, words) in tried.items():
        with happens():
            office.press(key)
            sentence, choice = told(office, form, screen)
            assert words in sentence, fault
            assert choice in (SAVE_AGAIN, SEEN, "다시 발급"), fault
            assert typed(screen) == before, fault
        assert rows(office, mapped) == there, fault
    assert "박수아" not in sentence

    toasts = office.window.workplace.toasts
    if choice in (SAVE_AGAIN, "다시 발급") and form != "consent":
        toasts.act()
        office.settle()
    else:
        office.press(key)
    more = 5 if form == "consent" else 1
    print(f"\n{form}: refused {len(tried)} times, words lost 0, saved once")
    assert rows(office, mapped) == there + more
    shown = toasts.current()
    assert shown is None or shown.tone != "danger"


def test_a_draft_the_store_would_not_take_is_held_and_kept_as_soon_as_it_does(
    office: Office, sua: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = faults(office.seat.desk.office._database, monkeypatch)
    workplace = office.window.workplace
    note(office, sua)
    happens, _ = tried["disk full"]
    with happens():
        workplace.keeper.keep()
        office.settle()
        assert "아직 저장하지 못했습니다" in words_of(office.window)
        # Another form is begun meanwhile, and the window is not closed over it.
        office.seat.counter.go("today")
        office.settle()
        assert not office.window.close()
        shown = workplace.toasts.current()
        assert shown is not None
        assert "창을 닫지 않았습니다" in shown.sentence
        assert shown.act == "그래도 닫기"
        assert workplace.keeper.holds
    workplace.keeper.keep_held()
    office.settle()
    (line,) = office.seat.desk.drafts.list(office.seat.account)
    body = office.seat.desk.drafts.take(office.seat.account, line.id).body
    assert "시간제 경리부터 시작하기로 함" in str(body)
    assert not workplace.keeper.holds
    assert office.window.close()


def test_whoever_insists_closes_a_window_whose_store_takes_nothing(
    office: Office, sua: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = faults(office.seat.desk.office._database, monkeypatch)
    note(office, sua)
    happens, _ = tried["store locked"]
    with happens():
        assert not office.window.close()
        office.window.workplace.toasts.act()
        office.settle()
        assert not office.window.isVisible()
