"""남은 것: files to be removed by hand, records of others to be corrected, copies out of reach,
stores a restore put aside.
"""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from desktop.domain.backup import told_size
from desktop.domain.calendar import show_date
from desktop.domain.errors import NaeilError
from desktop.domain.retention import LeftKind, LeftLine
from desktop.domain.rights import Right, may
from desktop.ui.counter import Counter
from desktop.ui.destruction.lists import left_columns
from desktop.ui.kit import (
    Button,
    Choice,
    EmptyState,
    RecordsModel,
    RecordTable,
    Role,
    ask,
)


class LeftPart:
    """The list of what is left over and the acts on it."""

    def __init__(
        self, counter: Counter, parent: QWidget, read: Callable[[], None], row_height: int
    ) -> None:
        """`read` reads all lists again."""
        self._counter, self._parent, self._read = counter, parent, read
        self._free = True
        self._model: RecordsModel[LeftLine] = RecordsModel(left_columns())
        self.table = RecordTable(
            self._model,
            row_height=row_height,
            empty=EmptyState(
                "파기한 것 가운데 남은 것이 없습니다.",
                "직접 지울 파일, 고칠 다른 분 기록, 닿지 않은 백업이 여기에 나옵니다.",
                icon="check-circle",
            ),
            name="남은 것",
        )
        self.removed = Button("지웠음으로 적기", Role.PRIMARY, icon="check")
        self.removed.clicked.connect(self._ask_removed)
        self.kept = Button("곁에 둔 자료 지우기", Role.DANGER, icon="trash")
        self.kept.clicked.connect(self._ask_to_remove)
        self.again = Button("다시 찾아 지우기", icon="refresh")
        self.acts = (self.removed, self.kept, self.again)
        self.table.opened.connect(lambda _row: self._open())
        self.table.row_changed.connect(lambda _row: self.show_acts(free=self._free))

    def show(self, lines: Sequence[LeftLine]) -> None:
        """What is left over now."""
        at = self.table.current_row()
        self._model.show_records(list(lines))
        self.table.go_to(min(max(0, at), len(lines) - 1))
        self.show_acts(free=self._free)

    def show_acts(self, *, free: bool) -> None:
        """Which acts the chosen line allows; none while something is being destroyed."""
        self._free = free
        line = self._line()
        lines = self._model.records()
        mention = line is not None and line.kind is LeftKind.MENTION
        self.removed.set_words("고쳤음으로 적기" if mention else "지웠음으로 적기")
        self.removed.setEnabled(free and line is not None and line.kind.by_hand)
        self.kept.setEnabled(
            free
            and line is not None
            and line.kind is LeftKind.KEPT
            and self._counter.is_open
            and may(self._counter.account.role, Right.RESTORE)
        )
        self.again.setEnabled(
            free
            and self._counter.is_open
            and may(self._counter.account.role, Right.DECIDE_DESTRUCTION)
            and any(one.kind in (LeftKind.FILE, LeftKind.COPY) for one in lines)
        )

    def _line(self) -> LeftLine | None:
        at = self.table.current_row()
        return self._model.record(at) if 0 <= at < self._model.rowCount() else None

    def _ask_removed(self) -> None:
        line = self._line()
        if line is None or not line.kind.by_hand:
            return
        if line.kind is LeftKind.MENTION:
            self._note_corrected(line)
            return
        words = f"{line.place or '저장한 곳은 적혀 있지 않습니다.'}\n"
        words += "휴지통과 다른 곳에 옮겨 둔 것까지 지운 뒤에 적어 주십시오."
        ask(
            self._parent,
            f"{line.name} {line.number} 파일을 지우셨습니까?",
            words,
            [Choice("gone", "지웠음으로 적기"), Choice("keep", "아직 남겨 두기")],
            "keep",
            lambda key: self._note_removed(line) if key == "gone" else None,
            escape="keep",
        )

    def _note_removed(self, line: LeftLine) -> None:
        desk, account = self._counter.desk, self._counter.account

        def told(_count: int) -> None:
            self._counter.say(f"{line.name} {line.number}: 지운 것으로 적었습니다.")
            self._read()

        self._counter.jobs.write(
            lambda: desk.retention.removed_by_hand(account, [line]), told, self._refused
        )

    def _open(self) -> None:
        line = self._line()
        if line is not None and line.visitor_id:
            self._counter.go("visitor", visitor_id=line.visitor_id)

    def _note_corrected(self, line: LeftLine) -> None:
        desk, account = self._counter.desk, self._counter.account

        def told(_count: int) -> None:
            self._counter.say(f"{line.place} {line.name}: 고친 것으로 적었습니다.")
            self._read()

        self._counter.jobs.write(
            lambda: desk.retention.corrected_by_hand(account, [line]), told, self._refused
        )

    def _ask_to_remove(self) -> None:
        line = self._line()
        if line is None or line.kind is not LeftKind.KEPT:
            return
        when = f"{show_date(line.made_on)}에" if line.made_on else ""
        ask(
            self._parent,
            "곁에 둔 자료를 지울까요?",
            f"{when} 되살리기 전의 자료입니다({told_size(line.size)}). 지우면 그때로 되돌릴 수 "
            "없고, 그 자료에만 있는 기록도 없어집니다.",
            [Choice("remove", "지우기", dangerous=True), Choice("keep", "그대로 두기")],
            "keep",
            lambda key: self._remove(line) if key == "remove" else None,
        )

    def _remove(self, line: LeftLine) -> None:
        desk, account = self._counter.desk, self._counter.account

        def told(_answer: object) -> None:
            self._counter.say("곁에 둔 자료를 지웠습니다.")
            self._read()

        self._counter.jobs.write(
            lambda: desk.retention.remove_kept(account, line), told, self._refused
        )

    def _refused(self, error: NaeilError) -> None:
        self._counter.say(str(error), "warning")
        self._read()
