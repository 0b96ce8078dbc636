"""The lists of the screen, as columns: due, asked for, the ledger, and what is left over."""

from collections.abc import Callable
from datetime import date

from desktop.domain.backup import told_size
from desktop.domain.calendar import show_date, show_short_day
from desktop.domain.retention import AskedLine, DestructionState, DueLine, LeftKind, LeftLine
from desktop.ui.kit import ChipLook, Column, Tone


def is_ready(line: DueLine, today: date) -> bool:
    """Whether its destruction may be asked for now."""
    by_request = line.reason.value != "period"
    due = line.due_on <= today or by_request
    return due and not line.blocks and not line.subject.elsewhere


def due_columns(today: date, narrow: Callable[[], bool]) -> list[Column[DueLine]]:
    """What is due: the day first, then whose by number and masked name, then what stops it.

    Where there is no room for the day it stands under the number instead of the name.
    """
    return [
        Column(
            "파기일",
            lambda line: show_date(line.due_on),
            width=124,
            figures=True,
            below=lambda line: _days_left(line, today),
        ),
        Column(
            "번호",
            lambda line: line.called or f"{line.count:,}건",
            width=128,
            figures=True,
            below=lambda line: show_date(line.due_on) if narrow() else line.masked_name,
        ),
        Column("기록", lambda line: line.subject.label, strong=True, below=_why),
        Column(
            "상태",
            lambda line: _state(line, today),
            width=190,
            chip=lambda line: _look(line, today),
        ),
    ]


def asked_columns(me: Callable[[], int]) -> list[Column[AskedLine]]:
    """What somebody asked for; of one's own it says that somebody else has to look at it."""

    def state(line: AskedLine) -> str:
        if line.state is DestructionState.ASKED and line.asked_by_id == me():
            return "다른 분의 승인 기다림"
        return line.state.label

    return [
        Column(
            "요청일",
            lambda line: show_short_day(line.asked_on),
            width=124,
            below=lambda line: line.asked_by,
        ),
        Column("번호", lambda line: line.called or "모두", width=128, figures=True),
        Column(
            "기록",
            lambda line: line.subject.label,
            strong=True,
            below=_ground_of_request,
        ),
        Column(
            "상태",
            state,
            width=190,
            chip=lambda line: ChipLook(
                Tone.SUCCESS if line.state is DestructionState.APPROVED else Tone.WARNING,
                "check" if line.state is DestructionState.APPROVED else "clock",
            ),
        ),
    ]


def ledger_columns() -> list[Column[AskedLine]]:
    """The ledger: never a name."""
    return [
        Column(
            "파기일",
            lambda line: show_date(line.done_on) if line.done_on else "",
            width=152,
            figures=True,
            below=lambda line: f"{show_date(line.created_on)} 생성",
        ),
        Column("번호", lambda line: line.called or "모두", width=128, figures=True),
        Column(
            "기록",
            lambda line: line.subject.label,
            strong=True,
            below=_what_went,
        ),
        Column(
            "사유",
            lambda line: line.reason.label,
            width=190,
            below=lambda line: f"{line.asked_by} 요청 · {line.decided_by} 승인",
        ),
    ]


def left_columns() -> list[Column[LeftLine]]:
    """What is not gone yet, where it is and what has to be done about it."""
    return [
        Column(
            "만든 날",
            lambda line: show_date(line.made_on) if line.made_on else "",
            width=168,
            figures=True,
            below=lambda line: f"{show_date(line.since)} 파기" if line.since else "",
        ),
        Column(
            "무엇",
            told_left,
            strong=True,
            below=lambda line: line.place or "어디에 저장했는지 적혀 있지 않음",
        ),
        Column(
            "할 일",
            lambda line: line.kind.label,
            width=190,
            chip=lambda line: _LEFT_LOOKS[line.kind],
        ),
    ]


_LEFT_LOOKS = {
    LeftKind.FILE: ChipLook(Tone.DANGER, "trash"),
    LeftKind.LIST: ChipLook(Tone.WARNING, "eye"),
    LeftKind.COPY: ChipLook(Tone.WARNING, "clock"),
    LeftKind.KEPT: ChipLook(Tone.NEUTRAL, "folder"),
    LeftKind.MENTION: ChipLook(Tone.WARNING, "pencil"),
}


def told_left(line: LeftLine) -> str:
    """What it is: the paper with its print number, the copy, the store with its size."""
    if line.kind is LeftKind.KEPT:
        return f"되살리기 전의 자료 · {told_size(line.size)}"
    return f"{line.name} {line.number}".strip()


def _what_went(line: AskedLine) -> str:
    told = ", ".join(f"{name} {count}" for name, count in line.kinds)
    if line.files_left:
        told = f"{told} · 남은 파일 {line.files_left}" if told else f"남은 파일 {line.files_left}"
    return told


def _days_left(line: DueLine, today: date) -> str:
    left = (line.due_on - today).days
    if left > 0:
        return f"{left}일 뒤"
    return "오늘" if left == 0 else f"{-left:,}일 지남"


def _why(line: DueLine) -> str:
    told = f"{line.reason.label} · {show_date(line.event_on)}부터 셈"
    if line.reason.value == "asked":
        told = f"{line.reason.label} · {show_date(line.event_on)} 접수"
    elif line.reason.value == "withdrawn":
        told = f"{line.reason.label} · {show_date(line.event_on)}"
    elif not line.subject.one_by_one:
        told = f"{line.reason.label} · {show_date(line.event_on)}까지 적은 것"
    if line.records_officer:
        told += " · 기록물 승인 필요"
    if line.files:
        told += f" · 파일로 나간 것 {line.files}"
    return told


def _state(line: DueLine, today: date) -> str:
    if line.blocks:
        return line.blocks[0].label + (f" 외 {len(line.blocks) - 1}" if line.blocks[1:] else "")
    if line.subject.elsewhere:
        return "접속기록에서 지움"
    return "요청할 수 있음" if is_ready(line, today) else "기다리는 중"


def _look(line: DueLine, today: date) -> ChipLook:
    if line.blocks:
        return ChipLook(Tone.WARNING, "stop")
    if is_ready(line, today):
        return ChipLook(Tone.DANGER, "trash")
    return ChipLook(Tone.NEUTRAL, "clock")


def _ground_of_request(line: AskedLine) -> str:
    told = line.reason.label
    if line.records_approval:
        told += f" · 기록물 승인 {line.records_approval}"
    elif line.records_officer:
        told += " · 기록물 승인 번호가 아직 없음"
    return told
