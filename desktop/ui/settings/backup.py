"""백업: the age of the last copy, one now, the second place, the copies there are, the way back."""

from pathlib import Path

from PySide6.QtCore import QDir, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from desktop import paths
from desktop.domain.backup import Occasion, told_days, told_size
from desktop.domain.calendar import show_moment
from desktop.domain.errors import NaeilError
from desktop.domain.rights import Right, may
from desktop.services.backups.records import BackupState, CopyLine, Report
from desktop.ui.counter import Counter
from desktop.ui.kit import (
    Banner,
    Button,
    Card,
    ChipLook,
    Column,
    EmptyState,
    Face,
    Flow,
    Paragraph,
    PlainLabel,
    ProgressRow,
    RecordsModel,
    RecordTable,
    Role,
    Tone,
)
from desktop.ui.kit.file_dialog import file_dialog
from desktop.ui.kit.theme import px
from desktop.ui.settings.page import SettingsPage, fact

BY_ITSELF = (
    "오후 4시가 지나 10분 동안 아무도 쓰지 않으면 저절로 백업합니다. 그럴 틈이 없던 날은 창을 "
    "닫을 때, 그때도 못 하면 다음에 켤 때 합니다."
)
SECOND = (
    "USB나 기관의 공유 폴더를 한 번 정해 두면 백업할 때마다 거기에도 둡니다. 이 컴퓨터를 "
    "잃어도 그것으로 되살립니다."
)


class BackupPage(SettingsPage):
    """Copies of everything, in two places; nobody has to think of it, and it shows."""

    key, label = "backup", "백업"
    remark = "둘 곳 정하기, 되살리기"
    right = Right.BACKUP
    keys = (("Alt+B", "지금 백업"),)
    kinds = ("backup",)

    progressed = Signal(str, float)

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self._making = False
        self.head(BY_ITSELF)
        self.warned = Banner("", "warning")
        self.warned.hide()
        self.body.addWidget(self.warned)
        self.body.addWidget(self._state_card())
        self.body.addWidget(self._places_card())
        self.body.addWidget(self._copies(), 1)
        self.make.setShortcut("Alt+B")
        self.make.clicked.connect(self._make)
        self.choose.clicked.connect(self._choose)
        self.forget.clicked.connect(self._forget)
        self.put_back.clicked.connect(counter.restore_wanted)
        self.progressed.connect(self._show_progress)

    def _state_card(self) -> Card:
        card = Card(gap=8, margins=(18, 14))
        self.last = PlainLabel("", face=Face.STRONG)
        card.body.addWidget(self.last)
        self.progress = ProgressRow()
        self.progress.stop.hide()
        self.progress.hide()
        card.body.addWidget(self.progress)
        acts = Flow(gap=10)
        self.make = Button("지금 백업", Role.PRIMARY, icon="backup", keys="Alt+B")
        self.put_back = Button("백업에서 되살리기", Role.SECONDARY, icon="history")
        acts.addWidget(self.make)
        acts.addWidget(self.put_back)
        card.body.addLayout(acts)
        self.put_back.setVisible(may(self._counter.account.role, Right.RESTORE))
        return card

    def _places_card(self) -> Card:
        card = Card(gap=8, margins=(18, 14))
        card.body.addWidget(PlainLabel("두는 곳", face=Face.STRONG))
        folder = self._counter.folder
        beside = str(paths.backup_folder(folder)) if folder is not None else ""
        card.body.addLayout(fact("이 컴퓨터", beside))
        self.second = Paragraph("")
        card.body.addLayout(fact("둘째 자리", "", words=self.second))
        card.body.addWidget(Paragraph(SECOND, face=Face.NOTE, ink="second"))
        acts = Flow(gap=10)
        self.choose = Button("둘째 자리 고르기", Role.SECONDARY, icon="folder")
        self.forget = Button("둘째 자리 없애기", Role.QUIET)
        acts.addWidget(self.choose)
        acts.addWidget(self.forget)
        card.body.addLayout(acts)
        return card

    def _copies(self) -> RecordTable:
        self._model: RecordsModel[CopyLine] = RecordsModel(
            [
                Column(
                    "만든 때",
                    lambda one: show_moment(one.made_at),
                    strong=True,
                    below=lambda one: one.occasion.label,
                ),
                Column("둔 곳", lambda one: one.place.label, width=96),
                Column("크기", lambda one: told_size(one.size), width=90, right=True, figures=True),
                Column("상태", _how, width=130, chip=_chip),
            ]
        )
        self.table = RecordTable(
            self._model,
            empty=EmptyState("아직 백업이 없습니다.", "‘지금 백업’을 누르면 만들어집니다."),
            row_height=52,
            name="백업 목록",
        )
        self.table.setMinimumHeight(px(180))
        return self.table

    # reading

    def begin(self) -> None:
        self.make.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        if not self._counter.is_open:
            return
        desk, account = self._counter.desk, self._counter.account
        # A stick or a share may take its time: nobody else's reading waits for it.
        self._counter.jobs.long(
            lambda: (desk.backups.state(account), desk.backups.copies(account)), self._show
        )

    def _show(self, found: tuple[BackupState, tuple[CopyLine, ...]]) -> None:
        state, lines = found
        if state.last is None:
            self.last.setText("아직 백업이 없습니다")
        else:
            age = told_days(state.last, self._counter.clock.now())
            self.last.setText(f"마지막 백업 {show_moment(state.last)} · {age}")
        if state.overdue:
            self.warned.say(
                "이틀 넘게 백업이 없습니다. ‘지금 백업’을 눌러 주십시오. 되지 않으면 디스크의 "
                "남은 자리를 확인해 주십시오.",
                "warning",
            )
        elif state.second_folder and not state.second_there:
            self.warned.say(
                "둘째 자리가 연결되어 있지 않습니다. USB를 꽂거나 공유 폴더를 연결해 주십시오.",
                "warning",
            )
        self.warned.setVisible(
            state.overdue or (bool(state.second_folder) and not state.second_there)
        )
        last = f" · 마지막 {show_moment(state.second_last)}" if state.second_last else ""
        self.second.set_text(f"{state.second_folder}{last}" if state.second_folder else "없음")
        self.choose.set_words("다른 곳으로 바꾸기" if state.second_folder else "둘째 자리 고르기")
        self.forget.setVisible(bool(state.second_folder))
        at = self.table.current_row()
        self._model.show_records(lines)
        if lines:
            self.table.go_to(min(max(0, at), len(lines) - 1))

    # one now

    def _make(self) -> None:
        if self._making:
            self._counter.say("백업하는 중입니다. 잠시만 기다려 주십시오.", "info")
            return
        desk, account = self._counter.desk, self._counter.account
        self._making = True
        self.progress.show_progress("백업을 시작합니다…", 0.0)
        self.progress.show()
        tell = self.progressed.emit

        def made(report: Report | None) -> None:
            self._made()
            if report is None:
                return
            where = "·".join(place.label for place in report.places)
            if report.troubles:
                self._counter.say(" ".join(report.troubles), "warning")
            else:
                self._counter.say(f"백업하고 확인했습니다: {where}")
            self.refresh()

        self._counter.jobs.long(
            lambda: desk.backups.make(account, Occasion.ASKED, progress=tell), made, self._not_made
        )

    def _show_progress(self, sentence: str, share: float) -> None:
        self.progress.show_progress(sentence, share)

    def _made(self) -> None:
        self._making = False
        self.progress.hide()

    def _not_made(self, error: NaeilError) -> None:
        self._made()
        self.refused(error)

    # the second place

    def _choose(self) -> None:
        dialog = file_dialog(self, "백업을 함께 둘 폴더 고르기", QDir.homePath())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.choose_folder(Path(name)))
        dialog.open()

    def choose_folder(self, folder: Path) -> None:
        """Copies go there too from now on."""
        desk, account = self._counter.desk, self._counter.account

        def told(_folder: str) -> None:
            self._counter.say("다음 백업부터 그곳에도 둡니다.")
            self.refresh()

        self.write(lambda: desk.backups.choose_second(account, folder), told)

    def _forget(self) -> None:
        desk, account = self._counter.desk, self._counter.account

        def told(_answer: object) -> None:
            self._counter.say("이제 이 컴퓨터에만 둡니다. 그곳의 백업은 그대로 있습니다.", "info")
            self.refresh()
            self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

        self.write(lambda: desk.backups.forget_second(account), told)


def _how(line: CopyLine) -> str:
    if not line.within_reach:
        return "손 닿지 않음"
    return "확인함" if line.checked else "확인 전"


def _chip(line: CopyLine) -> ChipLook:
    if not line.within_reach:
        return ChipLook(Tone.WARNING, "place")
    return ChipLook(Tone.SUCCESS, "check") if line.checked else ChipLook(Tone.NEUTRAL)
