"""열람 미루기: to which day and why, asked in one question; the paper goes out after it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.domain.calendar import show_day
from desktop.domain.draft import Asked, DialogKey
from desktop.domain.errors import NaeilError, Unreadable
from desktop.domain.guard import clean, find_identifiers
from desktop.domain.subject_request import RequestCard
from desktop.domain.when import read_day
from desktop.ui.counter import Counter
from desktop.ui.dialog_words import DialogWords, forget_words
from desktop.ui.kit import Choice, Field, Form, KoreanLineEdit, ask, column


class Postponing(QObject):
    """Asks for the day and the reason; what is wrong is said and asked anew with the words."""

    def __init__(self, counter: Counter, window: QWidget) -> None:
        super().__init__(window)
        self._counter, self._window = counter, window

    def ask(self, card: RequestCard, done: Callable[[RequestCard], None]) -> None:
        """Put off the answer of this request."""
        more = QWidget()
        box = column(more, gap=2)
        form = Form(more, guard=find_identifiers, clean=clean)
        to, why = (
            KoreanLineEdit("12. 18.", trailing="calendar"),
            KoreanLineEdit("통지서에 나옵니다"),
        )
        fields = (
            ("to", Field("열람하실 날", to, required=True), self._day),
            ("why", Field("미루는 까닭", why, required=True), None),
        )
        for name, field, on_leave in fields:
            box.addWidget(form.add(name, field, on_leave=on_leave))
        more.setFocusProxy(to)
        question = ask(
            self._window,
            "열람을 미룰까요?",
            f"본래 기한은 {show_day(card.line.due_on)}입니다. 한 번만 미룰 수 있고, 까닭을 적은 "
            "통지서를 본인께 드려야 합니다.",
            [Choice("postpone", "미루기"), Choice("keep", "그대로 두기")],
            "postpone",
            lambda key: self._answered(card, key, to.text_now(), why.text_now(), done),
            more=more,
            escape="keep",
        )
        form.then(question.buttons["postpone"])
        DialogWords(self._counter, _key(card), form, question)

    def _answered(
        self,
        card: RequestCard,
        key: str,
        to: str,
        why: str,
        done: Callable[[RequestCard], None],
    ) -> None:
        if key != "postpone":
            forget_words(self._counter, _key(card))
            return

        def told(now: RequestCard) -> None:
            forget_words(self._counter, _key(card))
            done(now)

        def refused(error: NaeilError) -> None:
            self._counter.say(str(error), "warning")
            self.ask(card, done)

        try:
            day = self._read(to)
        except Unreadable as error:
            refused(error)
            return
        desk, account, line = self._counter.desk, self._counter.account, card.line
        self._counter.jobs.write(
            lambda: desk.requests.postpone(account, line.id, day, why, card.version), told, refused
        )

    def _read(self, text: str) -> date:
        return read_day(text, self._counter.clock.today())

    def _day(self, text: str) -> str:
        return show_day(self._read(text))


def _key(card: RequestCard) -> DialogKey:
    return DialogKey(Asked.POSTPONE, card.line.id, card.line.visitor_id)
