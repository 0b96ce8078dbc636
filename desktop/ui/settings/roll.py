"""명부 가져오기: the register kept in Excel until now, looked through first, then taken over."""

import threading
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDir, QSaveFile, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.calendar import show_date, show_moment
from desktop.domain.clock import KST
from desktop.domain.errors import NaeilError, Unreadable
from desktop.domain.guard import clean, find_identifiers
from desktop.domain.rights import Right
from desktop.domain.roll import Doubt
from desktop.domain.visitor import Sex
from desktop.domain.when import read_day
from desktop.services.rolls import MaskedLine, RollCut, RollPreview, RollTaken
from desktop.ui.counter import Counter
from desktop.ui.kit import (
    Banner,
    Button,
    Card,
    ChipLook,
    Choice,
    Column,
    EmptyState,
    Face,
    Field,
    Flow,
    Form,
    KoreanLineEdit,
    Paragraph,
    PlainLabel,
    ProgressRow,
    RecordsModel,
    RecordTable,
    Role,
    Tone,
    ask,
)
from desktop.ui.kit.theme import px
from desktop.ui.printing.into_file import XLSX, ask_where, ask_which
from desktop.ui.settings.page import SettingsPage, fact

CHOOSE = ("명부 파일 고르기", "명부 (*.xlsx *.xls *.csv)")
BLANK = ("빈 양식 저장", XLSX[1])
NOT_TAKEN = (
    "주민등록번호는 어느 칸에 있어도 가져오지 않습니다. 비고와 상담 내용은 민감한 이야기가 섞일 수 "
    "있어 가져오지 않고, 동의도 가져오지 않습니다. 다음에 오실 때 동의서를 받아 주십시오."
)
AFTERWARDS = (
    "몇 분을 Ctrl+K로 찾아 맞게 들어왔는지 보시고, 지금 백업해 주십시오. 옛 명부 파일은 암호 없이 "
    "남아 있습니다. 따로 보관할 까닭이 없으면 그 파일과 사본을 지워 주십시오."
)
_ROW, _TALL, _FIRST_ROWS, _DOUBT_ROWS = 36, 50, 6, 6


class RollPage(SettingsPage):
    """A file is chosen, what it would bring is shown masked, one press takes it over."""

    key, label = "roll", "명부 가져오기"
    remark = "엑셀로 쓰던 구직자 명부"
    right = Right.TAKE_OVER
    keys = (("Ctrl+O", "명부 파일 고르기"), ("Ctrl+S", "가져오기"))
    kinds = ()

    moved = Signal(str, float)
    """what is being done, how far it is: told from the thread that works"""

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self._working = False
        self._given_up = threading.Event()
        self._file: Path | None = None
        self.preview: RollPreview | None = None
        self.head(
            "엑셀로 쓰던 명부의 분들을 한 번에 가져와 바로 찾을 수 있게 합니다. 먼저 살펴보고, "
            "‘가져오기’를 누르셔야 저장됩니다."
        )
        self.told = Banner("", "warning")
        self.told.hide()
        self.body.addWidget(self.told)
        self.progress = ProgressRow()
        self.progress.hide()
        self.body.addWidget(self.progress)
        self._choosing = self._file_card()
        self.body.addWidget(self._choosing)
        self._shown = self._preview_card()
        self._shown.hide()
        self.body.addWidget(self._shown)
        self.body.addStretch(1)
        self.choose.setShortcut("Ctrl+O")
        self.choose.clicked.connect(self._ask_which)
        self.blank.clicked.connect(self._ask_where)
        self.take.clicked.connect(self.save)
        self.leave_it.clicked.connect(self._drop)
        self.again.clicked.connect(self._look_again)
        self.tell_day.clicked.connect(self._ask_day)
        self.to_backup.clicked.connect(lambda: counter.go("settings", page="backup"))
        self.progress.stopped.connect(self._give_up)
        self.moved.connect(self._show_progress)
        # Who signs out does not wait for a hundred thousand rows.
        counter.parting.connect(self._given_up.set)

    def _file_card(self) -> Card:
        card = Card(gap=8, margins=(18, 14))
        card.body.addWidget(
            Paragraph(
                "이름과 생년월일(또는 연락처), 마지막으로 오신 날이 있으면 됩니다. 칸의 차례와 "
                "이름은 쓰시던 대로 두셔도 알아봅니다."
            )
        )
        card.body.addWidget(Paragraph(NOT_TAKEN, face=Face.NOTE, ink="second"))
        form = Form(self, guard=find_identifiers, clean=clean)
        day = Field(
            "날짜 없는 분이 마지막으로 오신 날",
            KoreanLineEdit("2024. 12. 31.", trailing="calendar"),
            optional=True,
            hint="비워 두시면 날짜 없는 줄은 가져오지 않습니다. 보유기간을 이 날부터 셉니다.",
        )
        card.body.addWidget(form.add("undated", day, on_leave=self._tidy_day))
        self.form = form
        acts = Flow(gap=10)
        self.choose = Button("명부 파일 고르기", Role.PRIMARY, icon="upload", keys="Ctrl+O")
        self.again = Button("같은 파일 다시 살펴보기", Role.SECONDARY, icon="refresh")
        self.again.hide()
        self.blank = Button("빈 양식 저장", Role.SECONDARY, icon="download")
        self.to_backup = Button("백업하러 가기", Role.SECONDARY, icon="backup")
        self.to_backup.hide()
        for one in (self.choose, self.again, self.blank, self.to_backup):
            acts.addWidget(one)
        card.body.addLayout(acts)
        form.then(self.choose)
        return card

    def _preview_card(self) -> Card:
        card = Card(gap=8, margins=(18, 14))
        self.counted = PlainLabel("", face=Face.SECTION)
        card.body.addWidget(self.counted)
        self.besides = Paragraph("")
        card.body.addWidget(self.besides)
        self._columns, self._left = Paragraph(""), Paragraph("")
        card.body.addLayout(fact("가져오는 칸", "", 112, words=self._columns))
        card.body.addLayout(fact("두고 오는 칸", "", 112, words=self._left))
        foot = Flow(gap=10)
        self.leave_it = Button("그만두기", Role.QUIET, keys="Esc")
        self.take = Button("가져오기", Role.PRIMARY, icon="check", keys="Ctrl+S")
        foot.addWidget(self.take)
        foot.addWidget(self.leave_it)
        card.body.addLayout(foot)
        self._first: RecordsModel[MaskedLine] = RecordsModel(
            [
                Column("줄", lambda one: f"{one.line:,}", width=72, right=True, figures=True),
                Column("이름", lambda one: one.masked_name, strong=True, below=_sex),
                Column("생년", lambda one: one.birth, width=116, figures=True),
                Column(
                    "연락처",
                    lambda one: one.masked_phone,
                    width=144,
                    figures=True,
                    below=lambda one: one.dong,
                ),
                Column("마지막", lambda one: show_date(one.last_on), width=116, figures=True),
            ]
        )
        self.first = RecordTable(
            self._first,
            row_height=_TALL,
            empty=EmptyState(
                "새로 가져올 분이 없습니다.", "모두 이미 있거나 못 가져오는 줄입니다."
            ),
            name="가져올 분 첫 줄들",
        )
        card.body.addWidget(self.first)
        self._doubts: RecordsModel[tuple[int, Doubt]] = RecordsModel(
            [
                Column("줄", lambda one: f"{one[0]:,}", width=72, right=True, figures=True),
                Column("까닭", lambda one: one[1].label, strong=True),
                Column("가져오면", _outcome, width=120, chip=_outcome_look),
            ]
        )
        self.doubts_title = PlainLabel("", face=Face.STRONG)
        card.body.addWidget(self.doubts_title)
        self.doubts = RecordTable(
            self._doubts,
            row_height=_ROW,
            empty=EmptyState("살펴볼 줄이 없습니다.", "모든 줄을 그대로 읽었습니다."),
            name="살펴볼 줄",
        )
        card.body.addWidget(self.doubts)
        self._undated_words = Paragraph("", face=Face.NOTE)
        card.body.addWidget(self._undated_words)
        self.tell_day = Button("그 날 적기", Role.SECONDARY, high=32)
        line = Flow(gap=10)
        line.addWidget(self.tell_day)
        card.body.addLayout(line)
        return card

    # what the screen asks

    def begin(self) -> None:
        where: QWidget = self.choose
        if self._working:
            where = self.progress.stop
        elif self.preview is not None:
            where = self.take if self.take.isEnabled() else self.leave_it
        where.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        if not self._working and self.preview is None:
            desk, account = self._counter.desk, self._counter.account
            self.read(lambda: (desk.rolls.cut_short(account),), self._show_cut)

    def reset(self) -> None:
        if not self._working:
            super().reset()
            self._forget()
            self._file = None
            for one in (self.told, self.to_backup, self.again):
                one.hide()

    @property
    def unsaved(self) -> bool:
        """While it works the screen stays: its answer is told here."""
        return self._working

    def leave(self) -> bool:
        if self.preview is None:
            return False
        self._drop()
        return True

    def _show_cut(self, found: tuple[RollCut | None]) -> None:
        (cut,) = found
        if cut is not None and not self._working and self.preview is None:
            when = show_moment(cut.at.astimezone(KST))
            self.told.say(
                f"{when}에 하던 가져오기가 끝까지 가지 못했습니다. {cut.wanted:,}명 가운데 "
                f"{cut.taken:,}명까지 들어와 있습니다. 같은 파일을 다시 고르시면 나머지만 "
                "가져옵니다.",
                "warning",
            )
            self.told.show()

    # the file

    def _ask_which(self) -> None:
        if not self._working:
            ask_which(self, Path(QDir.homePath()), self.look_through, CHOOSE)

    def _ask_where(self) -> None:
        start = Path(QDir.homePath()) / "구직자 명부 빈 양식.xlsx"
        ask_where(self, start, self.keep_blank, BLANK)

    def keep_blank(self, file: Path) -> None:
        """Write an empty register with the columns that are taken over."""
        desk, account = self._counter.desk, self._counter.account

        def write(content: bytes) -> None:
            out = QSaveFile(str(file))
            if out.open(QSaveFile.OpenModeFlag.WriteOnly):
                out.write(content)
            if out.commit():
                self._counter.say(
                    "빈 양식을 저장했습니다. 채운 뒤 ‘명부 파일 고르기’로 고르십시오."
                )
            else:
                self._counter.say(
                    "그 자리에 저장할 수 없습니다. 다른 폴더를 골라 주십시오.", "warning"
                )

        self._counter.jobs.read(lambda: desk.rolls.blank(account), write)

    def look_through(self, file: Path) -> None:
        """Show what a file would bring, before anything is written."""
        if self._working:
            return
        assert self.form is not None
        self.form.clear_errors()
        undated = self._day() if self.form.value("undated") else None
        if self.form.value("undated") and undated is None:
            self.form.show_errors({"undated": "2024. 12. 31.처럼 지난 날을 적어 주십시오."})
            return
        desk, account = self._counter.desk, self._counter.account
        tell, given_up = self.moved.emit, self._given_up.is_set
        self._forget()
        self._begin_work("파일을 읽는 중")

        def look() -> tuple[RollPreview | None]:
            try:
                content = file.read_bytes()
            except OSError as error:
                words = "파일을 열 수 없습니다. 다른 곳에 옮겨 다시 골라 주십시오."
                raise Unreadable(words) from error
            found = desk.rolls.look_through(
                account, content, undated=undated, told=tell, stopped=given_up
            )
            return (found,)

        def show(answer: tuple[RollPreview | None]) -> None:
            self._rest()
            (preview,) = answer
            if preview is None:
                self._counter.say("살펴보기를 그만두었습니다. 저장한 것은 없습니다.", "info")
                self.begin()
                return
            self._file = file
            self._show_preview(preview)

        self._counter.jobs.long(look, show, self._failed)

    def _look_again(self) -> None:
        if self._file is not None:
            self.look_through(self._file)

    def _ask_day(self) -> None:
        """Back to the field: rows tell no day, and one for all of them is to be told."""
        self._forget()
        assert self.form is not None
        self.form.field("undated").control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _day(self) -> date | None:
        assert self.form is not None
        try:
            return read_day(str(self.form.value("undated")), self._counter.clock.today())
        except Unreadable:
            return None

    def _tidy_day(self, text: str) -> str:
        return show_date(read_day(text, self._counter.clock.today()))

    # what it would bring

    def _show_preview(self, preview: RollPreview) -> None:
        self.preview = preview
        self.told.hide()
        self.to_backup.hide()
        self.counted.setText(f"{preview.rows:,}줄에서 {preview.taken:,}명을 가져올 수 있습니다")
        self.besides.set_text(_besides(preview))
        named = (f"{what}({name})" if what != name else what for what, name in preview.columns)
        self._columns.set_text(", ".join(named))
        self._left.set_text(", ".join(preview.left) or "없음")
        self._first.show_records(preview.first)
        self._doubts.show_records(preview.doubts)
        worth = sum(count for one, count in preview.counts.items() if one.worth_a_look)
        shown = len(preview.doubts)
        only = f" (앞의 {shown:,}줄만 보입니다)" if worth > shown else ""
        self.doubts_title.setText(f"살펴볼 줄 {worth:,}개{only}")
        for table, rows, most, high in (
            (self.first, len(preview.first), _FIRST_ROWS, _TALL),
            (self.doubts, shown, _DOUBT_ROWS, _ROW),
        ):
            table.setFixedHeight(px(_ROW + high * max(3, min(most, rows)) + 4))
            table.go_to(0)
        self.doubts.setVisible(bool(shown))
        self.doubts_title.setVisible(bool(shown))
        without = preview.counts.get(Doubt.NO_DAY, 0)
        self._undated_words.setVisible(bool(without))
        self.tell_day.setVisible(bool(without))
        self._undated_words.set_text(
            f"마지막으로 오신 날이 없는 줄이 {without:,}개입니다. 보유기간을 그날부터 세므로, "
            "명부를 마지막으로 쓴 날을 적으시면 그날로 셉니다."
        )
        self.take.setEnabled(bool(preview.taken))
        self._choosing.hide()
        self._shown.show()
        self.begin()

    def _drop(self) -> None:
        self._forget()
        self.refresh()
        self.begin()

    def _forget(self) -> None:
        """Nobody's data stays in a page that is not looked at."""
        self.preview = None
        self._first.show_records(())
        self._doubts.show_records(())
        self._shown.hide()
        self._choosing.show()
        self.again.setVisible(self._file is not None)

    # the taking over

    def save(self) -> None:
        """Ctrl+S: ask, then take over."""
        preview = self.preview
        if preview is None or not preview.taken or self._working:
            self._counter.say("먼저 명부 파일을 골라 주십시오.", "info")
            return
        ask(
            self,
            f"{preview.taken:,}명을 가져올까요?",
            "우리 센터가 구직 상담을 하며 받은 명부만 가져옵니다. 가져온 분은 명부의 마지막 날부터 "
            "보유기간을 세고, 하나씩 고치거나 파기할 수 있지만 한꺼번에 되돌리지는 못합니다.",
            [Choice("take", "가져오기"), Choice("keep", "다시 살펴보기")],
            "keep",
            lambda answer: self._take(preview) if answer == "take" else None,
        )

    def _take(self, preview: RollPreview) -> None:
        desk, account = self._counter.desk, self._counter.account
        tell, given_up = self.moved.emit, self._given_up.is_set
        self._shown.setEnabled(False)
        self._begin_work("명부를 가져오는 중")

        def done(taken: RollTaken) -> None:
            self._rest()
            self._file = self._file if taken.stopped else None
            self._forget()
            self._show_taken(taken, preview)

        self._counter.jobs.long(
            lambda: desk.rolls.take(account, preview, tell, given_up), done, self._failed
        )

    def _show_taken(self, taken: RollTaken, preview: RollPreview) -> None:
        if taken.stopped:
            words = (
                f"그만두었습니다. {taken.taken:,}명까지 들어와 있습니다. 같은 파일을 다시 고르시면 "
                "나머지만 가져옵니다."
                if taken.taken
                else "그만두었습니다. 아무도 가져오지 않았습니다."
            )
            self.told.say(words, "warning" if taken.taken else "info")
        else:
            known = preview.known + taken.known
            there = f" 이미 있던 {known:,}명은 그대로입니다." if known else ""
            self.told.say(f"{taken.taken:,}명을 가져왔습니다.{there} {AFTERWARDS}", "success")
            self.to_backup.show()
        self.told.show()
        where = self.to_backup if self.to_backup.isVisibleTo(self) else self.choose
        where.setFocus(Qt.FocusReason.OtherFocusReason)

    # long work

    def _begin_work(self, words: str) -> None:
        self._working = True
        self._given_up.clear()
        for one in (self.choose, self.again, self.blank):
            one.setEnabled(False)
        self.progress.show_progress(words, 0.0)
        self.progress.stop.setEnabled(True)
        self.progress.show()
        self.told.hide()
        # The button that was pressed can do nothing now.
        self.progress.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rest(self) -> None:
        self._working = False
        for one in (self.choose, self.again, self.blank, self._shown):
            one.setEnabled(True)
        self.progress.hide()

    def _give_up(self) -> None:
        self.progress.stop.setEnabled(False)
        self._given_up.set()

    def _failed(self, error: NaeilError) -> None:
        self._rest()
        self.refused(error)
        self.refresh()
        self.begin()

    def _show_progress(self, words: str, share: float) -> None:
        if self._working:
            self.progress.show_progress(words, share)


def _sex(one: MaskedLine) -> str:
    return "" if one.sex is Sex.UNTOLD else one.sex.label


def _outcome(one: tuple[int, Doubt]) -> str:
    return "못 가져옴" if one[1].keeps_out else "가져옴"


def _outcome_look(one: tuple[int, Doubt]) -> ChipLook:
    return ChipLook(Tone.DANGER, "alert-circle") if one[1].keeps_out else ChipLook(Tone.WARNING)


def _besides(preview: RollPreview) -> str:
    """Everything else that was found, in sentences."""
    said = []
    if preview.known:
        said.append(f"이미 있는 {preview.known:,}명은 다시 가져오지 않습니다.")
    if preview.twice:
        said.append(f"같은 분이 적힌 {preview.twice:,}줄은 한 분으로 모았습니다.")
    if preview.kept_out:
        said.append(f"{preview.kept_out:,}줄은 아래 까닭으로 가져오지 못합니다.")
    over = preview.counts.get(Doubt.TIME_OVER, 0)
    if over and preview.keep_since is not None:
        since = show_date(preview.keep_since)
        said.append(f"보유기간에 따라 {since} 뒤로 오신 분만 가져옵니다.")
    if preview.numbers_left:
        said.append(f"주민등록번호 {preview.numbers_left:,}개는 생년월일만 읽고 버립니다.")
    if preview.other_sheets:
        said.append(f"다른 시트 {preview.other_sheets:,}개는 읽지 않았습니다.")
    return " ".join(said) or "모든 줄을 그대로 읽었습니다."
