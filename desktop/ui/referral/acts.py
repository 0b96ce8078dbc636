"""What the counter does with one referral, the same from the list and from its card."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.domain.calendar import show_day
from desktop.domain.draft import Asked, DialogKey
from desktop.domain.errors import NaeilError, Refused, Unreadable
from desktop.domain.referral import Evidence, Paper, Progress, ReferralLine
from desktop.domain.referral_moves import ROUNDS, ROW, By, may_reopen
from desktop.domain.rights import Right
from desktop.domain.when import read_day
from desktop.services.papers import ReadyPaper
from desktop.services.referrals import reasons_for
from desktop.services.slips import choices_of
from desktop.ui.counter import Counter
from desktop.ui.dialog_words import DialogWords, forget_words
from desktop.ui.kit import (
    Choice,
    Combo,
    Field,
    Form,
    KoreanLineEdit,
    ask,
    column,
)
from desktop.ui.referral.deeds import ReferralDeeds

OURS = (Progress.NO_SHOW, Progress.NO_ANSWER, Progress.PASSED_ON, Progress.WITHDRAWN)
_WORDS = {
    Progress.NO_SHOW: "불참 (가지 않으심)",
    Progress.NO_ANSWER: "무응답 (답이 없음)",
    Progress.PASSED_ON: "타기관 의뢰 (우리가 다른 기관으로)",
    Progress.WITHDRAWN: "철회 (그만두심)",
}
EMPLOYED = "employed"
"""What a referral led to, by which it is counted as work found."""
NEW_DAY, AGAIN = "new_day", "again"
ON_FROM = frozenset(
    {
        Progress.DECLINED,
        Progress.BROKEN_OFF,
        Progress.NO_ANSWER,
        Progress.NO_SHOW,
        Progress.PASSED_ON,
        Progress.WITHDRAWN,
    }
)
"""States from which the person is sent on to another partner."""
SENT_AGAIN = (Progress.ISSUED, Progress.HANDED, Progress.ARRIVED, Progress.ACCEPTED)


def may_hand(line: ReferralLine) -> bool:
    """Whether the sheet is still here: never handed over, or issued again since."""
    return line.paper is Paper.PRINTED and line.progress in SENT_AGAIN


def may_send(line: ReferralLine) -> bool:
    """Whether a way it went out can be noted: also once more, another way."""
    return not line.progress.closed and line.progress is not Progress.NO_SHOW


def may_void(line: ReferralLine) -> bool:
    """Whether it can still be called a mistake."""
    return (line.progress, Progress.VOID) in ROW


def states_of(line: ReferralLine) -> list[tuple[str, str]]:
    """What the office itself can say about a referral, with the words of the choice."""
    found = [
        (one.value, _WORDS[one])
        for one in OURS
        if (row := ROW.get((line.progress, one))) is not None and By.US in row.by
    ]
    if line.progress is Progress.NO_SHOW and line.rounds < ROUNDS:
        found.insert(0, (NEW_DAY, f"새 기한 드리기 ({line.rounds + 1}/{ROUNDS}번째)"))
    if may_reopen(line.progress):
        found.append((AGAIN, "다시 열기"))
    return found


@dataclass(frozen=True, slots=True)
class Said:
    """What was chosen in the question about the state."""

    what: str
    code: str
    words: str
    day: str


class ReferralActs:
    """Each act with its question where one is needed, its notice and its way back."""

    def __init__(self, counter: Counter, over: QWidget) -> None:
        self._counter, self._over = counter, over
        self.deeds = ReferralDeeds(counter, over)

    # out of the house

    def hand(self, line: ReferralLine) -> None:
        """One key: as the last slip to this partner went out, else with the visitor."""
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.write(
            lambda: desk.referrals.way_out(account, line.id),
            lambda way: self.deeds.hand(line.id, way),
        )

    def ask_way(self, line: ReferralLine) -> None:
        """Another way than the usual one of this partner."""
        today = self._counter.clock.today()
        ways = Combo(choices_of(self._counter.desk.office, "sent_ways", today), "carried")
        more = _box(Field("보낸 방법", ways, room=False), first=ways)
        ask(
            self._over,
            f"의뢰서 {line.number}을 어떻게 전달하셨습니까?",
            f"{line.masked_name} 님 · {line.partner}. 다음에 이 기관으로 보낼 때 먼저 내놓습니다.",
            [Choice("hand", "전달로 기록"), Choice("keep", "그만두기")],
            "hand",
            lambda key: (
                self.deeds.hand(line.id, str(ways.value() or "carried")) if key == "hand" else None
            ),
            more=more,
            escape="keep",
        )

    # where it stands

    def ask_state(self, line: ReferralLine, kept: Said | None = None) -> None:
        """What the office itself says: did not go, no answer, called off, open again.

        `kept` is what was filled in before and refused.
        """
        offered = states_of(line)
        if not offered:
            self._counter.say("이 의뢰는 회신으로만 상태가 바뀝니다(F8).", "info")
            return
        question = _StateFields(self._counter, offered, kept)
        asked = ask(
            self._over,
            f"의뢰 {line.number}의 상태를 적습니다.",
            f"{line.masked_name} 님 · {line.partner}. 지금 ‘{line.progress.label}’ 상태입니다.",
            [Choice("write", "상태 적기"), Choice("keep", "그대로 두기")],
            "write",
            lambda key: (
                self._write_state(line, question.said())
                if key == "write"
                else self._forget_state(line)
            ),
            more=question,
            escape="keep",
        )
        question.form.then(asked.buttons["write"])
        DialogWords(self._counter, _state_key(line), question.form, asked, read=kept is None)

    def _forget_state(self, line: ReferralLine) -> None:
        forget_words(self._counter, _state_key(line))

    def _write_state(self, line: ReferralLine, said: Said) -> None:
        desk, account = self._counter.desk, self._counter.account
        work: Callable[[], ReferralLine]
        if said.what == NEW_DAY:
            try:
                until = read_day(said.day, self._counter.clock.today())
            except Unreadable as error:
                self._refused(line, said, error)
                return
            work = self._giving_day(line, until)
        elif said.what == AGAIN:
            work = lambda: desk.referrals.open_again(account, line.id, said.words)  # noqa: E731
        else:
            state = Progress(said.what)
            work = lambda: desk.referrals.conclude(  # noqa: E731
                account, line.id, state, said.code, said.words
            )
        self._counter.jobs.write(work, self._tell, lambda error: self._refused(line, said, error))

    def _giving_day(self, line: ReferralLine, until: date) -> Callable[[], ReferralLine]:
        desk, account = self._counter.desk, self._counter.account
        return lambda: desk.referrals.new_day(account, line.id, until, Evidence.VISITOR)

    def _refused(self, line: ReferralLine, said: Said, error: NaeilError) -> None:
        """Say what is missing, with the question as it was filled in one key away."""
        told = next(iter(error.fields.values()), "") if isinstance(error, Refused) else ""
        self._counter.say(
            told or str(error), "warning", "다시 적기", lambda: self.ask_state(line, said)
        )

    def _tell(self, line: ReferralLine) -> None:
        self._forget_state(line)
        words = f"의뢰 {line.number}: {line.progress.label}"
        if line.progress is Progress.HANDED and line.rounds and line.valid_until:
            words = f"{words} · 새 기한 {show_day(line.valid_until)}"
        self._counter.say(words, "success", "되돌리기", lambda: self.deeds.undo(line.id))

    # void, on to another partner, employment

    def ask_void(self, line: ReferralLine) -> None:
        """Issued by mistake: why, and what becomes of the paper."""
        today = self._counter.clock.today()
        reason = Combo(
            reasons_for(self._counter.desk.office, Progress.VOID, today), placeholder="까닭 고르기"
        )
        words = KoreanLineEdit("‘기타’일 때 한 줄")
        code = Field("까닭", reason, required=True, room=False)
        more_words = Field("덧붙임", words, room=False)
        more = _box(code, more_words, first=reason)
        form = Form(more)
        form.add("code", code)
        form.add("words", more_words)
        key = DialogKey(Asked.VOID, line.id, line.visitor_id)

        def forget() -> None:
            forget_words(self._counter, key)

        def answered(chosen: str) -> None:
            if chosen == "void":
                self.deeds.void(line.id, str(reason.value() or ""), words.text_now(), forget)
            else:
                forget()

        question = ask(
            self._over,
            f"의뢰서 {line.number}을 무효로 할까요?",
            f"{line.masked_name} 님 · {line.partner}. 이 번호로는 회신을 받지 않으며, "
            "인쇄한 종이는 돌려받아 주십시오.",
            [Choice("void", "무효로 하기", dangerous=True), Choice("keep", "그대로 두기")],
            "keep",
            answered,
            more=more,
        )
        DialogWords(self._counter, key, form, question)

    def go_on(self, line: ReferralLine) -> None:
        """A slip to another partner with what was said on this one."""
        self._counter.go("slip", visitor_id=line.visitor_id, predecessor_id=line.id)

    def ask_employed(self, line: ReferralLine, *, only_if_any: bool = False) -> None:
        """The person found work: what else is open is offered to be closed, in one question.

        `only_if_any` says nothing where nothing is open.
        """
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.write(
            lambda: desk.referrals.others(account, line.id),
            lambda others: self._ask_employed(line, others, quiet=only_if_any),
        )

    def _ask_employed(
        self, line: ReferralLine, others: tuple[ReferralLine, ...], *, quiet: bool
    ) -> None:
        # The one he was hired by keeps its result; one that waits goes with the others.
        done = line.progress.closed or line.progress is Progress.ACCEPTED
        rows = others if done else (line, *others)
        closable = [one for one in rows if (one.progress, Progress.WITHDRAWN) in ROW]
        if not closable and quiet:
            return
        if not closable:
            self._counter.say("이분에게 닫을 다른 의뢰가 없습니다.", "info")
            return
        named = "\n".join(
            f"{one.number} · {one.partner} {one.service} · {one.progress.label}" for one in closable
        )
        ids = [one.id for one in closable]
        ask(
            self._over,
            f"‘다른 경로로 취업’으로 {len(ids)}건을 닫을까요?",
            f"{line.masked_name} 님의 열린 의뢰입니다. 닫은 뒤에도 하나씩 되돌릴 수 있습니다."
            f"\n{named}",
            [Choice("close", "모두 닫기"), Choice("keep", "그대로 두기")],
            "close",
            lambda key: self._close(ids) if key == "close" else None,
            escape="keep",
        )

    def _close(self, ids: list[int]) -> None:
        desk, account = self._counter.desk, self._counter.account

        def tell(closed: tuple[ReferralLine, ...]) -> None:
            numbers = ", ".join(one.number for one in closed)
            self._counter.say(f"다른 경로 취업으로 닫았습니다: {numbers}")

        self._counter.jobs.write(
            lambda: desk.referrals.found_work(account, ids, Evidence.VISITOR), tell
        )

    # papers

    def print_stop(self, line: ReferralLine) -> None:
        """The letter that asks the partner to stop using what it was given."""
        if not self._counter.allow(Right.AGREE):
            return
        desk, account = self._counter.desk, self._counter.account

        def tell(ready: ReadyPaper) -> None:
            self.deeds.printer.print_now(ready, said="이용 중지 요청서를 인쇄합니다.")

        self._counter.jobs.write(lambda: desk.consents.stop_request(account, line.id), tell)


def _state_key(line: ReferralLine) -> DialogKey:
    return DialogKey(Asked.STATE, line.id, line.visitor_id)


def _box(*fields: Field, first: QWidget) -> QWidget:
    more = QWidget()
    box = column(more, gap=2)
    for field in fields:
        box.addWidget(field)
    more.setFocusProxy(first)
    return more


class _StateFields(QWidget):
    """State, and what that state needs: a reason, a day, a note."""

    def __init__(self, counter: Counter, offered: list[tuple[str, str]], kept: Said | None) -> None:
        super().__init__()
        self._counter = counter
        self._state = Combo(offered, offered[0][0])
        self._reason = Combo(placeholder="까닭 고르기")
        self._day = KoreanLineEdit("12. 14. · 1주 뒤", trailing="calendar")
        self._words = KoreanLineEdit()
        box = column(self, gap=2)
        self._fields = {
            "state": Field("상태", self._state, required=True, room=False),
            "reason": Field("까닭", self._reason, required=True, room=False),
            "day": Field("새 방문 기한", self._day, required=True, room=False),
            "words": Field("덧붙임", self._words, room=False),
        }
        self.form = Form(self)
        for name, field in self._fields.items():
            box.addWidget(self.form.add(name, field))
        self.setFocusProxy(self._state)
        self._state.value_changed.connect(self._show_needed)
        if kept is not None:
            self._state.set_value(kept.what)
        self._show_needed()
        if kept is not None:
            self._reason.set_value(kept.code or None)
            self._day.set_value(kept.day)
            self._words.set_value(kept.words)

    def said(self) -> Said:
        """What was chosen and typed."""
        return Said(
            str(self._state.value() or ""),
            str(self._reason.value() or ""),
            self._words.text_now(),
            self._day.text_now(),
        )

    def _show_needed(self) -> None:
        chosen = str(self._state.value() or "")
        today = self._counter.clock.today()
        state = Progress(chosen) if chosen not in ("", NEW_DAY, AGAIN) else None
        reasons = reasons_for(self._counter.desk.office, state, today) if state else ()
        self._reason.set_options(reasons)
        self._fields["reason"].setVisible(bool(reasons))
        self._fields["day"].setVisible(chosen == NEW_DAY)
        self._fields["words"].setVisible(chosen != NEW_DAY)
        self._words.setPlaceholderText("다시 여는 까닭" if chosen == AGAIN else "‘기타’일 때 한 줄")
