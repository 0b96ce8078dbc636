"""전화: one call, many ticks, one save.

At the left whom to call today, at the right the sheet of one of them with the number to
dial. Digits tick what is heard about the slip under the arrows and go on to the next.
"""

from dataclasses import asdict
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.chase import (
    CallAnswer,
    CallDraft,
    CallRow,
    CallSaved,
    CallSheet,
    CallTarget,
    Side,
    Tick,
)
from desktop.domain.errors import NaeilError, Refused
from desktop.domain.guard import clean, find_identifiers
from desktop.domain.rights import Right
from desktop.services.act import Changed
from desktop.ui.calls.answer_bar import AnswerBar
from desktop.ui.calls.pausing import ask_to_pause, resume
from desktop.ui.calls.sheet import SheetView
from desktop.ui.calls.targets import TargetList
from desktop.ui.counter import Counter, OfNobody
from desktop.ui.gate import only
from desktop.ui.kit import (
    Button,
    Columns,
    Flow,
    Form,
    PageHead,
    Role,
    SideArea,
    WorkingArea,
    column,
    finish_all_composition,
)
from desktop.ui.printing import CounterPrinter

NOT_PICKED_UP = "no_pickup"
_HANGUL_KEYS = {"ㅔ": "P", "ㅌ": "X", "ㅜ": "N"}


class CallsScreen(OfNobody, QWidget):
    """The sheet of one call; every slip is ticked by one key, everything saved by one."""

    keys = (
        ("숫자 1~7", "들은 답: 도착·접수·대기·반려·완료·오지 않음·답 없음"),
        ("↑ ↓", "다음 의뢰"),
        ("Enter", "회신을 자세히 적기"),
        ("N", "메모"),
        ("X", "전화를 받지 않음"),
        ("P", "재촉 중지 · 다시 시작"),
        ("Delete", "표시 지우기 · 정리에서 빼 두기"),
        ("Ctrl+S", "한 번에 저장"),
        ("Ctrl+P", "전화 시트 인쇄"),
        ("Ctrl+Shift+P", "프린터를 골라 인쇄"),
    )

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._printer = CounterPrinter(counter, self)
        self._side, self._key = Side.PARTNER, ""
        self._sheet: CallSheet | None = None
        self._answers: dict[int, CallAnswer] = {}
        self._left_out: set[int] = set()
        self._kept: dict[str, Any] | None = None
        self._lay_out()
        counter.changed.connect(self._take_change)
        counter.masking_changed.connect(self._show_masking)

    @property
    def visitor_id(self) -> int | None:
        """Whose slip is under the arrows."""
        here = self._view.current()
        return here.visitor_id if here is not None else None

    def show_for(
        self,
        side: str = "",
        key: str = "",
        referral_id: int = 0,
        organisation_id: int = 0,
        **_where: object,
    ) -> None:
        """Open the sheet of a partner or a visitor (`side` with its key); else the first due.

        `referral_id` opens that of the partner it went to, `organisation_id` that partner's.
        """
        self._side, self._key = Side(side or "partner"), key
        self._forget_answers()
        self._sheet = None
        self._wanted = bool(side or referral_id or organisation_id)
        self._read_targets()
        if referral_id or organisation_id:
            desk, account = self._counter.desk, self._counter.account
            self._counter.jobs.read(
                lambda: desk.chases.partner_key(account, referral_id, organisation_id),
                lambda found: self._open_partner(found, referral_id),
            )
        elif side:
            self._read_sheet(first=True)

    def _open_partner(self, key: str, referral_id: int) -> None:
        self._side, self._key, self._at = Side.PARTNER, key, referral_id
        self._read_sheet(first=True)

    _at = 0

    _wanted = False

    @property
    def where(self) -> dict[str, Any]:
        """What brings this back."""
        return {"side": self._side.value, "key": self._key} if self._sheet is not None else {}

    def refresh(self) -> None:
        """Read again who is due and the sheet that is open."""
        self._read_targets()
        if self._sheet is not None:
            self._read_sheet(first=False)

    # left half-typed

    @property
    def draft_title(self) -> str:
        """In the strip: a partner is no visitor, its name may stand there."""
        if self._sheet is not None and self._side is Side.PARTNER:
            return f"전화 · {self._sheet.title}"
        return "전화"

    def is_dirty(self) -> bool:
        """Whether something heard is not written down yet."""
        return bool(self._answers) or bool(self._left_out) or self._form.is_dirty

    def snapshot(self) -> dict[str, Any]:
        """Whose sheet it is, and everything ticked and typed."""
        return {
            "side": self._side.value,
            # A long number in a text would be cut out as one nobody may keep.
            "key": int(self._key) if self._side is Side.VISITOR else self._key,
            "answers": [_plain(one) for one in self._answers.values()],
            "left_out": sorted(self._left_out),
            "way": self._view.way.value(),
            "form": self._form.snapshot(),
        }

    def restore(self, body: dict[str, Any]) -> None:
        """Open the sheet again and show what was heard; what is closed meanwhile is left out."""
        self._side, self._key = Side(body.get("side", "partner")), str(body.get("key", ""))
        self._kept, self._wanted = body, True
        self._read_sheet(first=False)

    def finish_composition(self) -> None:
        """Commit the syllable being composed."""
        finish_all_composition()

    # layout

    def _lay_out(self) -> None:
        outer = column(self, gap=12, margins=(24, 16, 24, 12))
        self._head = PageHead("전화")
        self._print = Button("시트 인쇄", icon="printer")
        self._print.clicked.connect(self.print_paper)
        self._head.acts.addWidget(self._print)
        outer.addWidget(self._head)
        office, clock = self._counter.desk.office, self._counter.clock
        self._targets = TargetList()
        self._targets.chosen.connect(self._open_target)
        self._view = SheetView(office, clock.today)
        self._view.row_changed.connect(self._show_row)
        self._view.opened.connect(self._open_reply)
        self._form = Form(self, guard=find_identifiers, clean=clean)
        self._form.add("spoke_with", self._view.spoke)
        self._bar = AnswerBar(office, self._form)
        self._bar.answered.connect(self._take_answer)
        self._bar.asking.connect(self._show_bar)
        self._view.body.addWidget(self._bar)
        self._nobody = Button("전화를 받지 않음", Role.QUIET, icon="phone", keys="X", high=32)
        self._nobody.clicked.connect(self._nobody_answered)
        self._pause = Button("재촉 중지", Role.QUIET, icon="pause", keys="P", high=32)
        self._pause.clicked.connect(self._pause_row)
        self._leave = Button("빼 두기", Role.QUIET, icon="minus", keys="Delete", high=32)
        self._leave.clicked.connect(self._leave_out)
        foot = Flow(gap=9, right=True)
        for button in (self._leave, self._nobody, self._pause):
            # The keys stay with the slips.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            foot.addWidget(button)
        self._view.body.addLayout(foot)
        # In the head, so that it is in sight however much a tick needs.
        self._save = Button("저장", Role.PRIMARY, icon="check", keys="Ctrl+S")
        self._save.clicked.connect(self.save)
        self._head.acts.addWidget(self._save)
        only(self._counter, Right.REFER, self._leave, self._nobody, self._pause, self._save)
        only(self._counter, Right.PRINT, self._print)
        self._form.then(self._save)
        right = SideArea(gap=0, margins=(4, 0, 4, 4))
        right.body.addWidget(self._view, 1)
        self._right = right
        self._columns = Columns([self._targets, right], [300, 0], least=560, wide=[330, 0], gap=14)
        self._columns.rearranged.connect(self._rearrange)
        self._area = WorkingArea(gap=0, margins=0)
        self._area.follow_focus()
        self._area.body.addWidget(self._columns, 1)
        outer.addWidget(self._area, 1)
        self._rearrange()
        self._view.hide()

    def _rearrange(self) -> None:
        stacked = self._columns.stacked
        self._targets.set_low(stacked)
        self._right.unroll(stacked)

    # reading

    def _read_targets(self) -> None:
        if not self._counter.is_open:
            return
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.latest(
            "calls", lambda: desk.chases.today(account, first=False), self._show_targets
        )

    def _show_targets(self, found: tuple[CallTarget, ...]) -> None:
        calls = tuple(one for one in found if one.side is not Side.HAND_OVER)
        self._targets.show_targets(calls, self._side, self._key)
        slips = sum(one.rows for one in calls)
        self._head.whose.setText(f"{len(calls)}곳 · 의뢰 {slips}건" if calls else "")
        if self._wanted:
            return
        self._wanted = True
        if calls:
            self._side, self._key = calls[0].side, calls[0].key
            self._targets.show_targets(calls, self._side, self._key)
            self._read_sheet(first=True)
        else:
            self._view.hide()
            self._targets.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read_sheet(self, *, first: bool) -> None:
        if not self._counter.is_open or not self._counter.may(Right.REFER):
            return
        desk, account = self._counter.desk, self._counter.account
        side, key = self._side, self._key
        self._counter.jobs.latest(
            "call sheet",
            lambda: desk.chases.sheet(account, side, key, first=first),
            lambda sheet: self._show_sheet(sheet, fresh=first),
        )

    def _show_sheet(self, sheet: CallSheet, *, fresh: bool) -> None:
        self._sheet = sheet
        kept, self._kept = self._kept, None
        rows = {one.referral_id for one in sheet.rows}
        if kept is not None:
            self._answers = {
                one.referral_id: one
                for one in map(_answer_from, kept.get("answers", []))
                if one.referral_id in rows
            }
            self._left_out = set(kept.get("left_out", [])) & rows
            self._view.way.set_value(kept.get("way"))
        self._answers = {key: one for key, one in self._answers.items() if key in rows}
        self._view.show()
        self._view.show_sheet(sheet, self._answers)
        if kept is not None:
            self._form.restore(kept.get("form", {}), focus=False)
        self._view.show_title(not self._counter.masked)
        settles = sheet.side is Side.SETTLE
        self._bar.setVisible(not settles)
        self._leave.setVisible(settles)
        self._nobody.setVisible(sheet.side in (Side.PARTNER, Side.VISITOR))
        self._print.setEnabled(sheet.side is Side.PARTNER)
        self._redraw()
        if self._at:
            self._view.go_to(self._at)
            self._at = 0
        if fresh or kept is not None:
            self._view.table.setFocus(Qt.FocusReason.OtherFocusReason)
            if self._columns.stacked:
                QTimer.singleShot(0, self, self._show_view)

    def _show_bar(self) -> None:
        """Large type on a small desk: the choices of a tick stand below what is in sight."""
        for area in (self._area, self._right):
            QTimer.singleShot(0, area, lambda area=area: area.follow(self._bar))

    def _show_view(self) -> None:
        # Once the sheet that came up has its place under the list.
        QTimer.singleShot(0, self, lambda: self._area.show_from(self._view))

    def _open_target(self, one: CallTarget) -> None:
        if (one.side, one.key) != (self._side, self._key) or self._sheet is None:
            # What was ticked meanwhile waits in the strip.
            self._counter.go("calls", side=one.side.value, key=one.key)
        else:
            self._view.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # ticks

    def _show_row(self) -> None:
        here = self._view.current()
        answer = self._answers.get(here.referral_id) if here is not None else None
        self._bar.show_row(here, answer, self._today)
        paused = here is not None and here.paused_until is not None
        self._pause.set_words("재촉 다시" if paused else "재촉 중지")
        out = here is not None and here.referral_id in self._left_out
        self._leave.set_words("다시 넣기" if out else "빼 두기")
        self._leave.setEnabled(here is not None)
        self._pause.setEnabled(here is not None)

    @property
    def _today(self) -> date:
        return self._counter.clock.today()

    def _take_answer(self, answer: CallAnswer) -> None:
        self._answers[answer.referral_id] = answer
        self._redraw()
        self._view.go_to(answer.referral_id)
        self._view.next_row()
        self._view.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _redraw(self) -> None:
        self._view.show_answers(self._answers, frozenset(self._left_out))
        self._show_row()
        count = len(self._wanted_ids()) if self._settles else len(self._answers)
        verb = "정리" if self._settles else "한 번에 저장"
        self._save.set_words(f"{count}건 {verb}" if count else "저장")
        self._save.setEnabled(bool(count))

    @property
    def _settles(self) -> bool:
        return self._sheet is not None and self._sheet.side is Side.SETTLE

    def _wanted_ids(self) -> tuple[int, ...]:
        rows = self._sheet.rows if self._sheet is not None else ()
        return tuple(
            dict.fromkeys(one.referral_id for one in rows if one.referral_id not in self._left_out)
        )

    def _nobody_answered(self) -> None:
        """The whole call came to nothing: every slip that is due, or all when none is."""
        if self._sheet is None:
            return
        due = [one for one in self._sheet.rows if one.ask is not None] or list(self._sheet.rows)
        for one in due:
            self._answers.setdefault(
                one.referral_id, CallAnswer(one.referral_id, Tick.SILENT, heard=NOT_PICKED_UP)
            )
        self._redraw()

    def _leave_out(self) -> None:
        here = self._view.current()
        if here is not None:
            self._clear_row(here)

    def _clear_row(self, here: CallRow) -> None:
        if self._settles:
            self._left_out ^= {here.referral_id}
        else:
            self._answers.pop(here.referral_id, None)
        self._redraw()

    def _forget_answers(self) -> None:
        self._answers.clear()
        self._left_out.clear()
        self._form.set_values({"spoke_with": "", "told_on": "", "note": ""})
        self._form.mark_saved()
        self._view.way.set_value("phone")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single keys over the slips; they work in Hangul mode too."""
        here = self._view.current()
        text = _HANGUL_KEYS.get(event.text(), event.text().upper())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain or here is None or not self._counter.may(Right.REFER):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape and self._bar.cancel():
            pass
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._clear_row(here)
        elif not self._settles and self._bar.digit(text):
            pass
        elif text == "P":
            self._pause_row()
        elif text == "X" and self._nobody.isVisible():
            self._nobody_answered()
        elif text == "N" and self._bar.note.isVisible():
            self._bar.note.control.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    # acts

    def save(self) -> None:
        """Ctrl+S: everything heard in one act; then whoever is to be called next."""
        finish_all_composition()
        if self._settles:
            self._confirm()
            return
        if self._sheet is None or not self._answers:
            self._counter.say("들은 답을 먼저 표시해 주십시오.", "info")
            return
        call = CallDraft(
            side=self._side,
            key=self._key,
            answers=tuple(self._answers.values()),
            way=self._view.way.value() or "phone",
            spoke_with=str(self._form.value("spoke_with") or ""),
        )
        desk, account = self._counter.desk, self._counter.account
        draft_id = self._counter.draft_id
        self._save.setEnabled(False)

        def tell(saved: CallSaved) -> None:
            told = f"회신 {saved.replies}건" if saved.replies else ""
            asked = f"답 없음 {saved.chases}건" if saved.chases else ""
            words = " · ".join(part for part in (told, asked) if part)
            self._counter.say(
                f"{words}을 적었습니다.",
                "success",
                "되돌리기",
                lambda: self._take_back(saved.referral_ids),
            )
            self._go_on()

        self._counter.jobs.write(
            lambda: desk.chases.save(account, call, draft_id), tell, self._refused
        )

    def _refused(self, error: NaeilError) -> None:
        self._save.setEnabled(True)
        fields = dict(error.fields) if isinstance(error, Refused) else {}
        wrong = fields.pop("number", "")
        at = next(
            (one for one in (self._sheet.rows if self._sheet else ()) if one.number == wrong), None
        )
        if at is not None:
            self._view.go_to(at.referral_id)
        shown = {
            {"date_told": "told_on", "remark": "note", "reason": "note"}.get(name, name): words
            for name, words in fields.items()
        }
        known = {name: words for name, words in shown.items() if name in self._form.names()}
        self._form.show_errors(known)
        if not known:
            self._counter.report(error, self.save)

    def _confirm(self) -> None:
        desk, account = self._counter.desk, self._counter.account
        ids = self._wanted_ids()
        if not ids:
            self._counter.say("정리할 의뢰를 하나라도 남겨 주십시오.", "info")
            return

        def tell(moved: tuple[int, ...]) -> None:
            self._counter.say(
                f"의뢰 {len(moved)}건을 정리했습니다.",
                "success",
                "되돌리기",
                lambda: self._reopen(moved),
            )
            self._go_on()

        self._counter.jobs.write(lambda: desk.chases.confirm(account, ids), tell)

    def _go_on(self) -> None:
        self._forget_answers()
        self._counter.filed.emit()
        self.show_for()

    def _take_back(self, referral_ids: tuple[int, ...]) -> None:
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.write(
            lambda: desk.chases.take_back(account, referral_ids),
            lambda _: self._counter.say("통화 기록을 되돌렸습니다.", "info"),
        )

    def _reopen(self, referral_ids: tuple[int, ...]) -> None:
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.write(
            lambda: desk.chases.reopen(account, referral_ids),
            lambda _: self._counter.say("다시 열린 의뢰로 되돌렸습니다.", "info"),
        )

    def _pause_row(self) -> None:
        here = self._view.current()
        if here is None:
            return
        ids = (here.referral_id,)
        if here.paused_until is not None:
            resume(self._counter, ids)
        else:
            ask_to_pause(self._counter, self, f"{here.number} {here.masked_name} 님", ids)

    def _open_reply(self) -> None:
        here = self._view.current()
        if here is not None:
            self._counter.go("reply", number=here.number)

    # paper

    def print_paper(self) -> None:
        """Ctrl+P: the sheet of this partner, names masked."""
        self._draw(with_dialog=False)

    def print_with_dialog(self) -> None:
        """Shift+Ctrl+P: the same after choosing a printer."""
        self._draw(with_dialog=True)

    def _draw(self, *, with_dialog: bool) -> None:
        if not self._counter.allow(Right.PRINT):
            return
        if self._sheet is None or self._side is not Side.PARTNER:
            self._counter.say("기관을 먼저 골라 주십시오. 전화 시트는 기관마다 찍습니다.", "info")
            return
        desk, account, key = self._counter.desk, self._counter.account, self._key
        self._counter.jobs.write(
            lambda: desk.chases.paper(account, key),
            lambda ready: (
                self._printer.print_with_dialog(ready)
                if with_dialog
                else self._printer.print_now(ready, said="전화 시트를 인쇄합니다.")
            ),
        )

    # what happens elsewhere

    def _take_change(self, changed: Changed) -> None:
        if self.isVisible() and self._counter.is_touched(changed, "referral", "partner"):
            self.refresh()

    def _show_masking(self, masked: bool) -> None:
        self._view.show_title(not masked)
        self._form.set_masked(masked)


def _plain(answer: CallAnswer) -> dict[str, Any]:
    return {
        **asdict(answer),
        "tick": answer.tick.value,
        "told_on": answer.told_on.isoformat() if answer.told_on else None,
    }


def _answer_from(plain: dict[str, Any]) -> CallAnswer:
    told = plain.get("told_on")
    return CallAnswer(
        **{
            **plain,
            "tick": Tick(plain["tick"]),
            "told_on": date.fromisoformat(told) if told else None,
        }
    )
