"""What a spreadsheet of partners would change, row by row, before anything is written."""

from dataclasses import dataclass
from enum import Enum


class RowState(Enum):
    """What taking a row in would do."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"

    @property
    def label(self) -> str:
        """The word on the chip."""
        return {"added": "새로", "changed": "고침", "same": "그대로", "wrong": "틀림"}[self.value]


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row of the file: where it stands, what it is about, and what would happen."""

    sheet: str
    number: int
    about: str
    state: RowState
    told: str = ""


@dataclass(frozen=True, slots=True)
class FilePreview:
    """All rows of a file; nothing is written while one of them is wrong."""

    rows: tuple[FileRow, ...]

    def count(self, state: RowState) -> int:
        """How many rows of a kind."""
        return sum(row.state is state for row in self.rows)

    @property
    def can_be_taken(self) -> bool:
        """Whether there is something to write and nothing wrong."""
        changes = self.count(RowState.ADDED) + self.count(RowState.CHANGED)
        return bool(changes) and not self.count(RowState.WRONG)

    @property
    def sentence(self) -> str:
        """What the file would do, in one sentence."""
        wrong = self.count(RowState.WRONG)
        if wrong:
            return f"틀린 줄이 {wrong}개 있습니다. 파일을 고쳐 다시 골라 주십시오."
        if not self.can_be_taken:
            return "지금 기록과 같습니다. 바꿀 것이 없습니다."
        added, changed = self.count(RowState.ADDED), self.count(RowState.CHANGED)
        return f"새로 {added}줄, 고침 {changed}줄입니다. 파일에 없는 것은 그대로 둡니다."
