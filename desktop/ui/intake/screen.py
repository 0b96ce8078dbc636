"""접수: somebody is here.

Quick: purpose, name, birth, phone, Ctrl+S. The rest opens with one key or comes later
from the visitor's page. Typing is free and is tidied when a field is left; who may be
the same person and the target groups stand beside it and change while one types.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.birth import without_seventh
from desktop.domain.calendar import show_date
from desktop.domain.errors import Conflict, NaeilError, Refused
from desktop.domain.korean import tidy, with_particle
from desktop.domain.likeness import Alike
from desktop.domain.masking import mask_name
from desktop.domain.targeting import Verdict
from desktop.domain.told import carry_over
from desktop.domain.visit import VisitDraft
from desktop.domain.visitor import VisitorCard, VisitorDraft
from desktop.services.visits import Registered
from desktop.ui.counter import Counter
from desktop.ui.intake.alike_check import AlikeCheck
from desktop.ui.intake.beside import Beside
from desktop.ui.intake.fields import PaperFields
from desktop.ui.intake.filing import Filing
from desktop.ui.intake.paper import Read, birth_of, read_fields, values_of
from desktop.ui.intake.remarks import Remarks
from desktop.ui.kit import (
    Banner,
    Button,
    Choice,
    Columns,
    PageHead,
    Role,
    Tone,
    WorkingArea,
    ask,
    column,
    finish_all_composition,
)

PAUSE = 180
"""Milliseconds after the last key before persons and groups are looked up again."""
_WATCHED = frozenset(
    {
        "name", "birth", "lunar", "sex", "phone", "dong", "work_state", "left_month",
        "leaving_reason", "education", "benefits", "groups", "military_months", "foreign",
    }
)  # fmt: skip
_FIELD_OF = {"careers": "company1", "companion_relation": "relation", "birth_note": "birth"}


class IntakeScreen(QWidget):
    """The form in the order of the paper, persons and groups beside it."""

    keys = (
        ("Ctrl+S", "저장하고 상담"),
        ("Ctrl+7", "저장하고 대기로"),
        ("Ctrl+0", "익명 문의로 세기"),
        ("Ctrl+1", "같은 분: 첫째"),
        ("Ctrl+2", "같은 분: 둘째"),
        ("Ctrl+8", "여쭤본 것: 예"),
        ("Ctrl+9", "여쭤본 것: 아니요"),
        ("Ctrl+M", "모든 칸 펴기"),
        ("Esc", "닫기"),
    )
    """The keys of this screen, for F1."""

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._known_id: int | None = None
        self._version: int | None = None
        self._completing = False
        self._before = VisitorDraft(name="")
        self._facts: dict[str, bool] = {}
        self._looking = self._look_later = False
        self._typed = ""
        self._lay_out()
        self._form = self._paper.form
        self._remarks = Remarks(self._paper, counter.clock, counter.desk.office.codes)
        self._check = AlikeCheck(counter, self)
        self._filing = Filing(counter, self)
        self._filing.taken_in.connect(self._taken_in)
        self._filing.completed.connect(self._completed)
        self._filing.counted.connect(self._counted)
        self._filing.refused.connect(self._refused)
        self._form.then(self._save)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._look_beside)
        self._form.changed.connect(self._take_change)
        self._paper.lunar.value_changed.connect(lambda: self._read_birth())
        self._beside.same_chosen.connect(self._reuse)
        self._beside.answered.connect(self._answer)
        self._control("birth").left.connect(self._read_birth)
        self._control("left_month").left.connect(self._remarks.read_left_month)
        for name in _WATCHED.intersection(self._form.names()):
            left = getattr(self._control(name), "left", None)
            if left is not None:
                left.connect(self._look_when_left)
        self._control("wage").left.connect(self._remarks.compare_wage)
        counter.masking_changed.connect(self._mask)
        self._mask(counter.masked)

    # layout

    def _lay_out(self) -> None:
        codes, today = self._counter.desk.office.codes, self._counter.clock.today()
        outer = column(self, gap=0)
        top = QWidget()
        block = column(top, gap=10, margins=(24, 16, 24, 8))
        self._head = PageHead("새 접수")
        self._anonymous = Button("익명 문의", Role.QUIET, keys="Ctrl+0")
        self._fold = Button("모든 칸 펴기", Role.QUIET, keys="Ctrl+M")
        self._close = Button("닫기", keys="Esc")
        self._save = Button("저장하고 상담", Role.PRIMARY, icon="check", keys="Ctrl+S")
        for button in (self._anonymous, self._fold, self._close, self._save):
            self._head.acts.addWidget(button)
        for button in (self._anonymous, self._fold, self._close):
            # Out of the path of Tab: the way through the paper ends at the save button.
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._anonymous.clicked.connect(self.count_enquiry)
        self._fold.clicked.connect(self.toggle_fold)
        self._close.clicked.connect(self.close_form)
        self._save.clicked.connect(self.save)
        block.addWidget(self._head)
        self._hint = Banner("")
        self._hint.hide()
        block.addWidget(self._hint)
        outer.addWidget(top)
        self._area = WorkingArea(gap=0, margins=(24, 4, 24, 16))
        self._paper = PaperFields(codes, today)
        self._beside = Beside()
        self._area.body.addWidget(
            Columns([self._paper, self._beside], [0, 388], wide=[0, 440], gap=20, least=740), 1
        )
        outer.addWidget(self._area, 1)

    # what the window asks

    @property
    def visitor_id(self) -> int | None:
        """Whom F4 and F6 are about."""
        return self._known_id

    @property
    def draft_title(self) -> str:
        """What the strip calls it."""
        return "접수 보완" if self._completing else "접수"

    @property
    def draft_visitor_id(self) -> int | None:
        """Whose it is, None for somebody not taken in yet."""
        return self._known_id

    @property
    def draft_name(self) -> str:
        """The name as typed so far."""
        return tidy(self._form.value("name") or "")

    def is_dirty(self) -> bool:
        """Whether something typed would be lost."""
        return self._form.is_dirty

    def finish_composition(self) -> None:
        """Commit the syllable being composed."""
        finish_all_composition()

    def show_for(
        self,
        typed: str = "",
        visitor_id: int | None = None,
        complete: bool = False,
        **_where: object,
    ) -> None:
        """An empty form with what the search left; or a known person's, to visit or complete."""
        self._reset(complete)
        self._typed = typed
        carried = carry_over(typed, self._counter.clock.today())
        for name, value in (
            ("name", carried.name),
            ("birth", carried.birth),
            ("phone", carried.phone),
        ):
            if value:
                self._control(name).set_value(value)
        if carried.birth:
            self._read_birth()
        self._hint.setVisible(bool(carried.hint))
        if carried.hint:
            self._hint.say(f"찾던 말: {carried.hint} — 칸에는 옮기지 않았습니다.")
        if visitor_id is not None:
            self._open_known(visitor_id)
        self.first_focus()
        self._look_beside()

    def first_focus(self) -> None:
        """The cursor stands where typing goes on."""
        if self._completing:
            self._form.focus_first_empty()
        else:
            self._control("purposes").setFocus(Qt.FocusReason.OtherFocusReason)

    def snapshot(self) -> dict[str, Any]:
        """Everything typed, JSON-able."""
        kept = self._form.snapshot()
        values, lunar = kept["values"], bool(self._paper.lunar.value())
        today = self._counter.clock.today()
        values["birth"] = without_seventh(values["birth"] or "", today, lunar)
        return {
            **kept,
            "lunar": lunar,
            "known_id": self._known_id,
            "version": self._version,
            "completing": self._completing,
            "facts": self._facts,
            "folded": self._paper.folded,
            "typed": "",
        }

    def restore(self, body: dict[str, Any]) -> None:
        """Show what `snapshot` gave, with its cursor."""
        self._reset(bool(body.get("completing")))
        self._facts = {str(key): bool(value) for key, value in body.get("facts", {}).items()}
        self._paper.lunar.set_value(body.get("lunar", False))
        self._set_fold(bool(body.get("folded", True)))
        known = body.get("known_id")

        def put_back() -> None:
            self._form.restore(body)
            self._follow_values()
            self._look_beside()

        put_back()
        if isinstance(known, int):
            self._known_id, self._version = known, body.get("version")
            self._open_known(known, put_back)

    # typing

    def _take_change(self, name: str) -> None:
        if name in ("foreign", "presence"):
            self._follow_values()
        if name in _WATCHED or name == "lunar":
            self._pause.start()

    def _look_when_left(self) -> None:
        """A field that was left is whole: what stands beside is of this moment, not of a pause."""
        if self._pause.isActive():
            self._pause.stop()
            self._look_beside()

    def _follow_values(self) -> None:
        self._paper.show_stay(bool(self._form.value("foreign")))
        self._paper.show_relation((self._form.value("presence") or "self") != "self")

    def _read_birth(self) -> None:
        if self._remarks.read_birth():
            self._pause.start()

    # beside the form

    def _read_now(self) -> Read:
        values = {name: self._form.value(name) for name in self._form.names()}
        values["lunar"] = self._paper.lunar.value()
        read = read_fields(values, self._before, self._counter.clock.today())
        if not self._facts:
            return read
        facts = {**dict(read.person.facts), **self._facts}
        return replace(read, person=replace(read.person, facts=tuple(sorted(facts.items()))))

    def _look_beside(self) -> None:
        if not self._counter.is_open:
            return
        person = self._read_now().person
        desk, account, known = self._counter.desk, self._counter.account, self._known_id

        def look() -> tuple[tuple[Alike, ...], tuple[Verdict, ...]]:
            alike = () if known else desk.visitors.likely_same(account, person)
            return alike, desk.targets.of_draft(account, person)

        def show(found: tuple[tuple[Alike, ...], tuple[Verdict, ...]]) -> None:
            alike, verdicts = found
            self._looking = False
            if not known:
                self._check.take(person, alike)
            codes = desk.office.codes
            dongs = [codes.label_of("dongs", one.visitor.dong) for one in alike]
            self._beside.show_alike(alike, self._nobody_sentence(person), dongs)
            today = show_date(self._counter.clock.today())
            self._beside.show_verdicts(verdicts, today)

        self._looking, self._look_later = True, False
        self._counter.jobs.typed("intake", look, show)

    def _stop_looking(self) -> None:
        self._pause.stop()
        self._counter.jobs.forget("intake")
        self._looking = False

    def _nobody_sentence(self, person: VisitorDraft) -> str:
        if self._known_id is not None:
            return "이미 오신 분으로 접수합니다."
        if not person.name:
            return ""
        year = person.birth.year if person.birth else person.birth_year
        if year is None:
            return ""
        name = "이 이름의 분" if self._counter.masked else f"{person.name} 님"
        return f"{year}년생 {with_particle(name, '은/는')} 없습니다. 새로 접수합니다."

    def _answer(self, key: str, yes: bool) -> None:
        self._facts[key] = yes
        self._look_beside()

    # the same person

    def _reuse(self, one: Alike) -> None:
        """Take the stored data of the person, keep the visit, say what was typed otherwise."""
        # The check is over with the choice: a look still due would begin another one.
        self._stop_looking()
        self._check.end(one.visitor.id)
        typed = {
            name: self._form.value(name)
            for name in ("birth", "phone")
            if (self._form.value(name) or "").strip()
        }

        def compare() -> None:
            for name, text in typed.items():
                stored = self._form.value(name) or ""
                if stored in ("", "모름", "없음"):
                    self._control(name).set_value(text)
                elif text != stored:
                    self._form.field(name).set_note(
                        "적어 주신 것과 다릅니다. 다시 여쭤보세요.", "warning"
                    )
            self._form._is_dirty = True
            purposes = self._form.value("purposes")
            (self._save if purposes else self._control("purposes")).setFocus(
                Qt.FocusReason.OtherFocusReason
            )

        self._open_known(one.visitor.id, compare)

    def _open_known(self, visitor_id: int, then: Callable[[], None] | None = None) -> None:
        desk, account = self._counter.desk, self._counter.account
        visit = {name: self._form.value(name) for name in ("channel", "purposes", "presence")}

        def show(card: VisitorCard) -> None:
            self._known_id = card.id
            if self._version is None or then is None:
                self._version = card.version
            self._version = self._version or card.version
            self._before = card.draft
            self._form.set_values({**values_of(card.draft), **visit})
            self._paper.lunar.set_value(card.draft.lunar)
            if card.draft.lunar and card.draft.birth:
                # Shown as the solar date it is kept as.
                self._paper.lunar.set_value(False)
            self._follow_values()
            self._name_head()
            if then is not None:
                then()
            self._look_beside()

        self._counter.jobs.read(lambda: desk.visitors.open(account, visitor_id), show)

    # saving

    def save(self) -> None:
        """Ctrl+S: take the visitor in and go on to the talk."""
        self._store(begin=True)

    def save_waiting(self) -> None:
        """Take the visitor in and let him wait for a counsellor."""
        self._store(begin=False)

    def _store(self, *, begin: bool) -> None:
        if self._filing.busy:
            return
        finish_all_composition()
        self._read_birth()
        self._remarks.read_left_month()
        values = self._form.read()
        if values is None:
            self._show_wrong()
            return
        values["lunar"] = self._paper.lunar.value()
        if birth_of(values, self._counter.clock.today()) is None:
            self._form.show_errors(
                {"birth": "생년월일을 적어 주세요. 모르시면 ‘모름’이라고 적습니다."}
            )
            return
        read = self._read_now()
        if self._completing and self._known_id is not None:
            self._filing.complete(self._known_id, self._version or 0, read.person, self.save)
        else:
            again = self.save if begin else self.save_waiting
            self._filing.take_in(read, self._known_id, self._version, again, begin=begin)

    def _taken_in(self, made: Registered, begin: bool) -> None:
        self._form.mark_saved()
        if begin:
            self._counter.go("visitor", visitor_id=made.visitor_id, arrived=True)
        else:
            self._counter.say(f"{made.ticket}번으로 접수했습니다. 대기 중입니다.")
            self._counter.go("today")

    def _completed(self, card: VisitorCard) -> None:
        self._form.mark_saved()
        self._counter.go("visitor", visitor_id=card.id)

    def _counted(self, made: Registered) -> None:
        self._form.mark_saved()
        self._counter.say(f"익명 문의로 셌습니다. 오늘 {made.ticket}번째 방문입니다.")
        self._counter.go("today")

    def _refused(self, error: NaeilError) -> None:
        if isinstance(error, Conflict):
            self._counter.say(str(error), "warning")
            self._version = None
            return
        fields = error.fields if isinstance(error, Refused) else {}
        named = {_FIELD_OF.get(name, name): sentence for name, sentence in fields.items()}
        shown = {name: said for name, said in named.items() if name in self._form.names()}
        if shown:
            self._form.show_errors(shown)
            self._show_wrong()
        else:
            self._counter.report(error, self._filing.again)

    def _show_wrong(self) -> None:
        """Open the fold when a wrong field lies below it, and bring it into sight."""
        for name in self._form.names():
            field = self._form.field(name)
            if field.error():
                if not field.isVisible():
                    self._set_fold(False)
                field.control.setFocus(Qt.FocusReason.OtherFocusReason)
                self._area.follow(field)
                return

    def count_enquiry(self) -> None:
        """Ctrl+0: somebody asked something and gives no name; it is counted and done."""
        if self._filing.busy or self._completing:
            return
        finish_all_composition()
        read = self._read_now()
        visit = VisitDraft(
            read.visit.purposes or ("enquiry",), read.visit.channel, remark=read.visit.remark
        )
        self._filing.enquire(visit, self.count_enquiry)

    def close_form(self) -> None:
        """Esc: asks only when something would be lost."""
        if not self._form.is_dirty:
            self._leave()
            return

        def decide(answer: str) -> None:
            if answer == "drop":
                self._form.mark_saved()
                self._counter.dropped.emit()
                self._leave()
            elif answer == "later":
                self._leave()

        ask(
            self,
            "적던 것을 어떻게 할까요?",
            "나중에 이어 쓰면 ‘진행 중’ 줄에 남습니다.",
            [
                Choice("drop", "버리기", dangerous=True),
                Choice("later", "나중에 이어 쓰기"),
                Choice("stay", "계속 적기"),
            ],
            "stay",
            decide,
        )

    def _leave(self) -> None:
        if self._completing and self._known_id is not None:
            self._counter.go("visitor", visitor_id=self._known_id)
        else:
            self._counter.go("today")

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        key = event.key()
        if control and key in (Qt.Key.Key_1, Qt.Key.Key_2):
            place = key - Qt.Key.Key_1
            if place < len(self._beside.alike):
                self._reuse(self._beside.alike[place])
        elif control and key in (Qt.Key.Key_8, Qt.Key.Key_9):
            question = self._beside.question
            if question is not None:
                self._answer(question.asks, key == Qt.Key.Key_8)
        elif control and key == Qt.Key.Key_0:
            self.count_enquiry()
        elif control and key == Qt.Key.Key_M:
            self.toggle_fold()
        elif control and key == Qt.Key.Key_7:
            self.save_waiting()
        elif key == Qt.Key.Key_Escape and not event.modifiers():
            self.close_form()
        else:
            super().keyPressEvent(event)

    def toggle_fold(self) -> None:
        """Ctrl+M: show all fields of the paper, or only those that cannot wait."""
        self._set_fold(not self._paper.folded)
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            QTimer.singleShot(0, self, lambda: self._area.follow(focus))

    # helpers

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if event.spontaneous():
            return
        # Saved, put away or locked: whoever was shown is out of sight, and nobody comes up
        # behind it any more.
        self._look_later = self._pause.isActive() or self._looking
        self._stop_looking()
        self._check.end()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._look_later and not event.spontaneous():
            self._look_beside()

    def _reset(self, completing: bool) -> None:
        self._pause.stop()
        self._check.end()
        self._known_id = self._version = None
        self._completing = completing
        self._filing.begin_anew()
        self._before, self._facts = VisitorDraft(name=""), {}
        self._form.clear()
        self._form.set_values({"channel": "counter", "presence": "self"})
        self._paper.lunar.set_value(False)
        self._form.mark_saved()
        self._paper.show_section("visit", not completing)
        # Out of sight it cannot be asked for.
        self._form.field("purposes").required = not completing
        self._paper.show_section("company", not completing)
        self._anonymous.setVisible(not completing)
        self._save.set_words("저장" if completing else "저장하고 상담")
        self._hint.hide()
        self._set_fold(not completing)
        self._follow_values()
        self._name_head()

    def _set_fold(self, folded: bool) -> None:
        self._paper.fold(folded)
        self._fold.set_words("모든 칸 펴기" if folded else "필요한 칸만")

    def _name_head(self) -> None:
        if self._completing:
            self._head.title.setText("접수 내용 고치기")
        else:
            self._head.title.setText("다시 오신 분" if self._known_id else "새 접수")
        if self._known_id is None:
            self._head.whose.setText("")
            self._head.show_state("")
            return
        name = self._before.name
        shown = mask_name(name) if self._counter.masked else name
        self._head.whose.setText(f"{shown} 님")
        if not self._completing:
            self._head.show_state("이미 오신 분", Tone.INFO)

    def _mask(self, masked: bool) -> None:
        """F12 hides what the form shows of the person, without losing a letter of it."""
        self._form.set_masked(masked)
        self._hint.setVisible(False)
        self._name_head()
        self._look_beside()

    def _control(self, name: str) -> Any:
        return self._form.field(name).control
