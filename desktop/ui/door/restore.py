"""백업에서 되살리기: choose a copy, open it with a password of then, look, put it in place.

Everything that was typed may be taken back until the last button; what is there now stays
aside and comes back by the same way.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QDir, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QStackedWidget, QWidget

from desktop.domain.backup import SUFFIX, told_days, told_size
from desktop.domain.calendar import show_moment
from desktop.domain.korean import to_latin_keys
from desktop.domain.paper_number import RECOVERY_GROUPS, check_recovery_group
from desktop.services.backups.restoring import DOUBTFUL, Inside, KnownCopy, Restored, Secret
from desktop.ui.door.middle import put_in_the_middle
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button, Role
from desktop.ui.kit.choices import Segmented
from desktop.ui.kit.composition import finish_all_composition
from desktop.ui.kit.dialogs import ask_to_drop
from desktop.ui.kit.fields import Field
from desktop.ui.kit.file_dialog import file_dialog
from desktop.ui.kit.form import Form
from desktop.ui.kit.lists import RecordTable
from desktop.ui.kit.records import Column, RecordsModel
from desktop.ui.kit.states import Banner, EmptyState, ProgressRow
from desktop.ui.kit.surfaces import Surface, column, row
from desktop.ui.kit.text import Paragraph, PlainLabel
from desktop.ui.kit.theme import Face
from desktop.ui.kit.typed_line import KoreanLineEdit, Password

GROUP_DIGITS = 6
KEPT_ASIDE = "곁에 둔 자료"
FACTS = ("만든 때", "마지막 저장", "들어 있는 것", "계정", "창구 번호", "접속기록", "확인")


class Step(Enum):
    """The pages in order, each with its title."""

    CHOOSE = "되살릴 백업을 고릅니다"
    OPEN = "그때의 비밀번호로 엽니다"
    LOOK = "안에 든 것을 확인합니다"
    DONE = "되살렸습니다"


class RestorePage(Surface):
    """The wizard; Enter goes on, Esc goes back."""

    picked = Signal(object)
    """Path: a file chosen by hand, to be looked at."""
    opening = Signal(object, object)
    """Path and Secret: open this copy."""
    wanted = Signal()
    """Put the opened copy in place."""
    left_copy = Signal()
    """The opened copy is not wanted after all."""
    given_up = Signal()
    finished = Signal()

    def __init__(self, now: datetime, parent: QWidget | None = None) -> None:
        super().__init__(parent, ground="panel")
        self._now = now
        self._chosen: KnownCopy | None = None
        self._aside: KnownCopy | None = None
        self._title = PlainLabel(Step.CHOOSE.value, face=Face.HERO)
        self.told = Banner("", "danger")
        self.told.hide()
        self.pages = QStackedWidget()
        self.progress = ProgressRow()
        self.progress.stop.hide()
        self.progress.hide()
        self.back = Button("돌아가기", Role.SECONDARY, keys="Esc")
        self.next = Button("다음", Role.PRIMARY)
        for page in (self._choose_page(), self._open_page(), self._look_page(), self._done_page()):
            self.pages.addWidget(page)
        self._lay_out()
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        self._show(Step.CHOOSE)

    def _lay_out(self) -> None:
        card = Surface(ground="card", edge="line", radius=12, gap=12, margins=(32, 26, 32, 24))
        card.setMaximumWidth(theme.px(760))
        card.body.addWidget(self._title)
        card.body.addWidget(self.told)
        card.body.addWidget(self.pages)
        card.body.addWidget(self.progress)
        foot = row(gap=10)
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.next)
        card.body.addLayout(foot)
        put_in_the_middle(self, card)

    # the pages

    def _choose_page(self) -> QWidget:
        page = QWidget()
        box = column(page, gap=10)
        box.addWidget(
            Paragraph(
                "고른 때의 자료로 돌아갑니다. 지금 자료는 지우지 않고 곁에 두므로 다시 "
                "되돌릴 수 있습니다.",
                ink="second",
            )
        )
        self._model: RecordsModel[KnownCopy] = RecordsModel(
            [
                Column(
                    "만든 때",
                    lambda one: show_moment(one.made_at),
                    strong=True,
                    below=lambda one: f"{told_days(one.made_at, self._now)} · {_why(one)}",
                ),
                Column("둔 곳", _where, width=112),
                Column("크기", lambda one: told_size(one.size), width=96, right=True, figures=True),
            ]
        )
        self.table = RecordTable(
            self._model,
            empty=EmptyState(
                "이 컴퓨터에서 찾은 백업이 없습니다.",
                "USB나 공유 폴더에 있으면 ‘다른 파일 고르기’를 누르십시오.",
                icon="backup",
            ),
            row_height=52,
            name="백업 목록",
        )
        self.table.setMinimumHeight(theme.px(220))
        box.addWidget(self.table, 1)
        self.other = Button("다른 파일 고르기", Role.SECONDARY, icon="folder")
        line = row(gap=10)
        line.addWidget(self.other)
        line.addStretch(1)
        box.addLayout(line)
        self.table.opened.connect(lambda _row: self.go_on())
        self.other.clicked.connect(self._pick)
        return page

    def _open_page(self) -> QWidget:
        page = QWidget()
        box = column(page, gap=10)
        self._which = Paragraph("")
        box.addWidget(self._which)
        self.way = Segmented(
            [("password", "그때의 비밀번호"), ("code", "복구 코드")], "password", name="여는 방법"
        )
        box.addWidget(self.way)
        self.form = Form(self)
        self._line = Password()
        self._password = Field(
            "비밀번호",
            self._line,
            required=True,
            hint="그때 로그인하던 분 누구의 것이라도 됩니다. 한/영 상태와 상관없습니다.",
        )
        self._password.setMaximumWidth(theme.px(420))
        self.form.add("password", self._password, guarded=False)
        box.addWidget(self._password)
        self._groups = QWidget()
        grid = QGridLayout(self._groups)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(10))
        for place in range(RECOVERY_GROUPS):
            field = Field(f"{place + 1}번", KoreanLineEdit("000000"), required=True)
            self.form.add(f"group{place}", field)
            grid.addWidget(field, place // 4, place % 4)
        box.addWidget(self._groups)
        box.addStretch(1)
        self._show_way()
        self.way.value_changed.connect(self._show_way)
        self.way.moved_on.connect(self._begin_open)
        self.form.changed.connect(self._group_typed)
        for name in ("password", f"group{RECOVERY_GROUPS - 1}"):
            control = self.form.field(name).control
            control.moved_on.connect(self.go_on)  # type: ignore[attr-defined]
        return page

    def _look_page(self) -> QWidget:
        page = QWidget()
        box = column(page, gap=8)
        self._facts: dict[str, Paragraph] = {}
        for label in FACTS:
            self._facts[label] = Paragraph("")
            box.addLayout(_fact(label, self._facts[label]))
        self._warned = Banner("", "warning")
        box.addWidget(self._warned)
        self._kept = Banner("", "info")
        box.addWidget(self._kept)
        box.addStretch(1)
        return page

    def _done_page(self) -> QWidget:
        page = QWidget()
        box = column(page, gap=10)
        self._done = Paragraph("")
        box.addWidget(self._done)
        self._after = Paragraph(
            "그 뒤에 바꾼 비밀번호와 닫은 계정도 그때로 돌아갔습니다. 로그인한 뒤 설정의 "
            "‘사용자’를 확인해 주십시오.",
            ink="second",
        )
        box.addWidget(self._after)
        self.undo = Button("되돌리기", Role.SECONDARY, icon="undo")
        line = row(gap=10)
        line.addWidget(self.undo)
        line.addStretch(1)
        box.addLayout(line)
        box.addStretch(1)
        self.undo.clicked.connect(self._undo)
        return page

    # what is shown

    def offer(self, copies: Sequence[KnownCopy]) -> None:
        """The copies within reach, and the stores put aside."""
        self._model.show_records(list(copies))
        if copies:
            self.table.go_to(0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.other.setFocus(Qt.FocusReason.OtherFocusReason)
        self.next.setEnabled(bool(copies))

    def take(self, copy: KnownCopy) -> None:
        """Go on with this one: chosen by hand, or to be put back."""
        self._chosen = copy
        why = _why(copy)
        self._which.set_text(
            f"{show_moment(copy.made_at)} · {why} · {told_size(copy.size)}"
            + (f" · {copy.path.name}" if copy.occasion is not None else "")
        )
        self._show(Step.OPEN)

    def show_inside(self, inside: Inside) -> None:
        """What is in the copy that was opened."""
        self._forget()
        counts = " · ".join(f"{word} {count:,}건" for word, count in inside.counts)
        last = show_moment(inside.last_act) if inside.last_act is not None else "없음"
        log = "온전합니다" if inside.chain_whole else "어긋난 곳이 있습니다"
        desk = f"{inside.desk}번" if inside.desk is not None else "없음"
        for label, text in zip(
            FACTS,
            (
                show_moment(inside.made_at),
                last,
                counts,
                " · ".join(inside.accounts),
                f"{desk} · 자료 {inside.store[:4]}-{inside.store[4:]}",
                f"{inside.log_seq:,}줄 · {log}",
                "암호, 구조, 연결을 모두 확인했습니다",
            ),
            strict=True,
        ):
            self._facts[label].set_text(text)
        newer = inside.newer_acts or 0
        told = []
        if newer:
            told.append(
                f"이 백업 뒤에 저장한 일 {newer:,}건은 되살린 자료에 없습니다. "
                "곁에 둔 자료에는 그대로 있습니다."
            )
        if inside.destroyed_doubtful:
            told.append(DOUBTFUL)
        self._warned.say(" ".join(told), "warning")
        self._warned.setVisible(bool(told))
        self._kept.say("지금 자료는 지우지 않고 ‘곁에 둔 자료’로 남깁니다.", "info")
        self._kept.setVisible(inside.replaces)
        self._show(Step.LOOK)

    def show_done(self, inside: Inside, done: Restored, aside: KnownCopy | None) -> None:
        """It is in place; what was there can come back."""
        self._aside = aside
        words = f"{show_moment(inside.made_at)}의 자료로 되살렸습니다."
        if done.aside:
            words += f" 앞의 자료는 폴더 kept/{done.aside}에 그대로 있습니다."
        self._done.set_text(words)
        self.undo.setVisible(aside is not None)
        self._show(Step.DONE)

    def show_progress(self, sentence: str, share: float) -> None:
        """How far it is."""
        if not self.progress.isHidden():
            self.progress.show_progress(sentence, share)

    def refuse(self, sentence: str) -> None:
        """It could not be done; nothing was changed."""
        self._wait(False)
        if self.step is Step.OPEN and self.way.value() == "password":
            self._password.set_error(sentence)
            self._line.selectAll()
        else:
            self.told.say(sentence, "danger")
            self.told.show()
        if self.step is Step.OPEN:
            self._begin_open()

    # going on and back

    @property
    def step(self) -> Step:
        """The page in front."""
        return list(Step)[self.pages.currentIndex()]

    def go_on(self) -> None:
        """Take what stands there and go to the next page."""
        finish_all_composition()
        if not self.next.isEnabled():
            return
        self.told.hide()
        if self.step is Step.CHOOSE:
            at = self.table.current_row()
            if 0 <= at < self._model.rowCount():
                self.take(self._model.record(at))
        elif self.step is Step.OPEN:
            secret = self._secret()
            if secret is not None and self._chosen is not None:
                self._wait(True)
                self.opening.emit(self._chosen.path, secret)
        elif self.step is Step.LOOK:
            self._wait(True)
            self.wanted.emit()
        else:
            self.finished.emit()

    def go_back(self) -> None:
        """One page back; from the first one out."""
        if not self.back.isEnabled():
            return
        finish_all_composition()
        if self.step is Step.OPEN and any(
            self.form.value(f"group{place}") for place in range(RECOVERY_GROUPS)
        ):
            # Forty digits from a paper are not typed twice for one wrong key.
            ask_to_drop(self, "복구 코드", self._back)
        else:
            self._back()

    def _back(self) -> None:
        self.told.hide()
        self._forget()
        if self.step is Step.CHOOSE:
            self.given_up.emit()
        elif self.step is Step.OPEN:
            self._show(Step.CHOOSE)
        elif self.step is Step.LOOK:
            self.left_copy.emit()
            self._show(Step.CHOOSE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.step is not Step.DONE:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def _undo(self) -> None:
        if self._aside is not None:
            self.take(self._aside)

    def _pick(self) -> None:
        dialog = file_dialog(
            self, "백업 파일 고르기", QDir.homePath(), f"내일창구 백업 (*{SUFFIX})"
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.picked.emit(Path(name)))
        dialog.open()

    def _show(self, step: Step) -> None:
        self._wait(False)
        self.pages.setCurrentIndex(list(Step).index(step))
        self._title.setText(step.value)
        self.back.setVisible(step is not Step.DONE)
        self.back.set_words("돌아가기" if step is Step.CHOOSE else "이전")
        self.next.set_words(
            {Step.CHOOSE: "다음", Step.OPEN: "열어 보기", Step.LOOK: "이 자료로 되살리기"}.get(
                step, "로그인하기"
            )
        )
        # What replaces the store is never the answer Enter gives by itself.
        self.next.set_role(Role.DANGER if step is Step.LOOK else Role.PRIMARY)
        if step is Step.CHOOSE:
            self.next.setEnabled(self._model.rowCount() > 0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif step is Step.OPEN:
            self._begin_open()
        elif step is Step.LOOK:
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wait(self, waiting: bool) -> None:
        self.progress.setVisible(waiting)
        if waiting:
            self.progress.show_progress("시작합니다…", 0.0)
        for button in (self.next, self.back):
            button.setEnabled(not waiting)

    # the secret

    def _show_way(self) -> None:
        by_code = self.way.value() == "code"
        self._password.setVisible(not by_code)
        self._groups.setVisible(by_code)

    def _begin_open(self) -> None:
        name = "group0" if self.way.value() == "code" else "password"
        self.form.field(name).control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _group_typed(self, name: str) -> None:
        """Tell a wrong group while it is typed; a right one moves on by itself."""
        if not name.startswith("group"):
            return
        place = int(name.removeprefix("group"))
        digits = _digits(self.form.value(name))
        field = self.form.field(name)
        if len(digits) < GROUP_DIGITS:
            field.clear_message()
        elif check_recovery_group(place + 1, digits):
            field.set_note("맞음", "success")
            if place + 1 < RECOVERY_GROUPS:
                following = self.form.field(f"group{place + 1}").control
                following.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            field.set_error("숫자가 다릅니다")

    def _secret(self) -> Secret | None:
        if self.way.value() == "password":
            typed = to_latin_keys(str(self.form.value("password") or ""))
            if not typed:
                self.form.show_errors({"password": "그때의 비밀번호를 적어 주십시오."})
                return None
            return typed
        groups = tuple(_digits(self.form.value(f"group{n}")) for n in range(RECOVERY_GROUPS))
        missing = {
            f"group{place}": "여섯 자리를 적어 주십시오."
            for place, digits in enumerate(groups)
            if len(digits) != GROUP_DIGITS
        }
        if missing:
            self.form.show_errors(missing)
            return None
        return groups

    def _forget(self) -> None:
        """Neither password nor code stays in a field."""
        self.form.clear()
        self.form.clear_errors()


def _digits(value: object) -> str:
    return "".join(filter(str.isdigit, str(value or "")))


def _why(copy: KnownCopy) -> str:
    return copy.occasion.label if copy.occasion is not None else "되살리기 전의 자료"


def _where(copy: KnownCopy) -> str:
    if copy.occasion is None:
        return KEPT_ASIDE
    return copy.place.label if copy.place is not None else "고른 파일"


def _fact(label: str, words: Paragraph) -> QHBoxLayout:
    line = row(gap=10)
    name = PlainLabel(label, face=Face.LABEL, ink="second")
    name.setFixedWidth(theme.px(96))
    line.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(words, 1)
    return line
