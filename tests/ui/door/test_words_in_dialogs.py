"""What was typed into a dialog stands there again after the lock, its half hour, and a crash."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from desktop.domain.clock import FixedClock
from desktop.domain.consent import Answer, ConsentDraft, ConsentKind, ConsentMethod
from desktop.domain.visit import VisitDraft
from desktop.domain.visitor import VisitorDraft
from desktop.store import ciphers
from desktop.ui.consent.withdrawal import Withdrawal
from desktop.ui.counselling.sentences import SentencesPage
from desktop.ui.dialog_words import DialogWords
from desktop.ui.drafting import EVERY
from desktop.ui.kit import Form, KoreanLineEdit, KoreanTextEdit, Question
from desktop.ui.visitor.moving import MoveDialog
from tests.ui.door.test_locking import MINE, Counter

Dialog = TypeVar("Dialog", bound=QDialog)


@dataclass
class Asked:
    """A counter with somebody whose consent may be taken back."""

    counter: Counter
    visitor_id: int

    @property
    def desk(self) -> Any:
        return self.counter.app.counter.desk

    @property
    def account(self) -> Any:
        return self.counter.app.counter.account

    def withdraw(self) -> Question:
        """The question of a withdrawal, from the page of consents."""
        self.counter.app.counter.go("consent", visitor_id=self.visitor_id)
        self.counter.settle()
        screen = self.counter.window.screen_of("consent")
        (line,) = self.desk.consents.standing(self.account, self.visitor_id)
        screen.findChild(Withdrawal).ask(line)
        self.counter.settle()
        self.counter.settle()
        return self.front(Question)

    def front(self, kind: type[Dialog]) -> Dialog:
        found = [
            top
            for top in QApplication.topLevelWidgets()
            if isinstance(top, kind) and top.isVisible()
        ]
        return found[-1]

    def line(self, dialog: QDialog) -> KoreanLineEdit:
        """Where the reason is typed."""
        form = dialog.findChild(Form)
        assert form is not None
        control = form.field("reason").control
        assert isinstance(control, KoreanLineEdit)
        return control

    def write(self, dialog: QDialog, words: str) -> None:
        """Words, the last syllable still being composed."""
        self.line(dialog).setFocus()
        self.counter.type(words)

    def too_long(self) -> None:
        """Half an hour behind the lock: the store is closed and opened again."""
        self.counter.press("Ctrl+L")
        self.counter.reception._too_long.timeout.emit()
        self.counter.settle()
        assert not self.counter.app.counter.is_open
        self.counter.come(self.counter.me, MINE)

    def kept(self) -> tuple[str, ...]:
        self.counter.settle()
        left: tuple[str, ...] = self.desk.drafts.words_left(self.account)
        return left


@pytest.fixture
def asked(
    qapp: QApplication, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Asked]:
    stretch = ciphers.hash_secret_raw

    def quickly(**given: Any) -> bytes:
        return stretch(**given | {"memory_cost": 64, "time_cost": 1, "parallelism": 1})

    monkeypatch.setattr(ciphers, "hash_secret_raw", quickly)
    counter = Counter(tmp_path / "자료", clock)
    counter.come(counter.me, MINE)
    desk, account = counter.app.counter.desk, counter.app.counter.account
    made = desk.visits.register(account, VisitorDraft(name="도우람"), VisitDraft(("counselling",)))
    collection = ConsentDraft(
        visitor_id=made.visitor_id,
        kind=ConsentKind.COLLECTION,
        answer=Answer.AGREED,
        method=ConsentMethod.PAPER,
        given_at=clock.now(),
        filed_at="캐비닛 1",
    )
    desk.consents.record(account, [collection])
    yield Asked(counter, made.visitor_id)
    counter.app.close()


def test_the_reason_stands_there_again_after_half_an_hour_behind_the_lock(asked: Asked) -> None:
    asked.write(asked.withdraw(), "이제 일하러 가심")
    asked.too_long()
    assert asked.kept() == ("동의 철회 까닭",)
    again = asked.withdraw()
    assert asked.line(again).text_now() == "이제 일하러 가심"
    assert asked.line(again).hasFocus()
    again.answer("withdraw")
    assert asked.kept() == ()
    lines = asked.desk.consents.of_visitor(asked.account, asked.visitor_id)
    assert not any(line.living for line in lines)


def test_whoever_comes_back_is_told_that_words_are_left(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked.write(asked.withdraw(), "이제 일하러 가심")
    said: list[str] = []
    asked.counter.app.counter.saying.connect(lambda text, *_: said.append(text))
    asked.too_long()
    asked.counter.settle()
    assert said == [
        "적던 동의 철회 까닭이 남아 있습니다. 그 창을 다시 여시면 이어서 적습니다.",
    ]
    assert asked.counter.window.workplace.keeper.lines == ()


def test_two_seconds_after_the_last_key_a_crash_takes_nothing(asked: Asked) -> None:
    question = asked.withdraw()
    asked.write(question, "이제 일하러 가심")
    words = question.findChild(DialogWords)
    assert words is not None
    assert words._timer.interval() == EVERY
    words._timer.timeout.emit()
    asked.counter.settle()
    # The program is gone without a word to anybody; another one opens the same store.
    with asked.desk.office.reading_aside(asked.account) as session:
        bodies = session.connection().exec_driver_sql("SELECT body FROM draft").scalars().all()
    assert any("이제 일하러 가심" in body for body in bodies)


def test_deciding_against_it_leaves_nothing(asked: Asked) -> None:
    question = asked.withdraw()
    asked.write(question, "잘못 누름")
    question.findChild(DialogWords)._timer.timeout.emit()  # type: ignore[union-attr]
    question.answer("keep")
    assert asked.kept() == ()
    assert asked.line(asked.withdraw()).text_now() == ""


def test_of_another_consent_nothing_is_put_back(asked: Asked) -> None:
    asked.write(asked.withdraw(), "이제 일하러 가심")
    asked.too_long()
    other = asked.desk.visits.register(
        asked.account, VisitorDraft(name="민가온"), VisitDraft(("counselling",))
    )
    asked.desk.consents.record(
        asked.account,
        [
            ConsentDraft(
                visitor_id=other.visitor_id,
                kind=ConsentKind.COLLECTION,
                answer=Answer.AGREED,
                method=ConsentMethod.PAPER,
                given_at=asked.counter.app.counter.clock.now(),
                filed_at="캐비닛 1",
            )
        ],
    )
    asked.visitor_id = other.visitor_id
    assert asked.line(asked.withdraw()).text_now() == ""


def test_why_a_record_is_moved_stands_there_again(asked: Asked) -> None:
    def open_it() -> MoveDialog:
        counter = asked.counter.app.counter
        counter.go("visitor", visitor_id=asked.visitor_id)
        asked.counter.settle()
        screen = asked.counter.window.screen_of("visitor")
        card = asked.desk.visitors.reread(asked.account, asked.visitor_id)
        entry = next(one for one in card.timeline if one.kind == "visit")
        screen._move_entry(entry)  # type: ignore[attr-defined]
        asked.counter.settle()
        return asked.front(MoveDialog)

    asked.write(open_it(), "이름이 같은 분")
    asked.too_long()
    again = open_it()
    assert asked.line(again).text_now() == "이름이 같은 분"
    again._give_up()
    assert asked.kept() == ()


def test_each_sentence_half_written_waits_for_itself(asked: Asked) -> None:
    known = asked.desk.phrases.add(asked.account, "서류", "서류를 챙겨 오시기로 함.")

    def open_it() -> SentencesPage:
        screen = asked.counter.window.screen_of(asked.counter.window.front)
        page = SentencesPage(asked.counter.app.counter, screen)
        page.open()
        asked.counter.settle()
        asked.counter.settle()
        return page

    page = open_it()
    editor = page.text
    assert isinstance(editor, KoreanTextEdit)
    editor.setFocus()
    asked.counter.type("새로 적는 말")
    at = next(
        row for row in range(page._model.rowCount()) if page._model.record(row).id == known.id
    )
    page._open(at)
    asked.counter.settle()
    editor.setFocus()
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    asked.counter.type("꼭")
    asked.too_long()
    page = open_it()
    assert page.text.text_now() == "새로 적는 말"
    page._open(at)
    asked.counter.settle()
    assert page.text.text_now() == "서류를 챙겨 오시기로 함.꼭"
    page._keep()
    asked.counter.settle()
    page._begin("")
    asked.counter.settle()
    assert page.text.text_now() == "새로 적는 말"
    page._give_up()
    assert asked.kept() == ()


def test_a_lock_that_is_opened_in_time_finds_the_dialog_itself(asked: Asked) -> None:
    question = asked.withdraw()
    asked.write(question, "이제")
    asked.counter.press("Ctrl+L")
    assert asked.kept() == ("동의 철회 까닭",)
    asked.counter.come(asked.counter.me, MINE)
    assert question.isVisible()
    assert asked.line(question).text_now() == "이제"
    question.answer("keep")
    assert asked.kept() == ()
