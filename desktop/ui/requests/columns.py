"""The columns of the register of requests."""

from desktop.domain.calendar import show_short_day
from desktop.domain.subject_request import RequestLine, RequestState
from desktop.services.requests import DUE, RECEIVED
from desktop.ui.kit import ChipLook, Column, Tone
from desktop.ui.requests.card import TONES


def register_columns() -> list[Column[RequestLine]]:
    """What was asked by whom, and by when it has to be answered."""
    return [
        # By the day it was received; the name in it is masked, and never sorted by.
        Column(
            "요구",
            _what,
            below=_about,
            strong=True,
            sort=RECEIVED,
            sort_name="접수일",
            down_first=True,
        ),
        Column("기한", _due, width=150, chip=_look, sort=DUE),
    ]


def _what(line: RequestLine) -> str:
    return f"{line.kind.label} · {line.masked_name}"


def _about(line: RequestLine) -> str:
    by = " · 대리인" if line.proxy else ""
    return f"{line.number} · {show_short_day(line.received_on)} 접수{by}"


def _due(line: RequestLine) -> str:
    if line.state is not RequestState.OPEN:
        return line.state.label
    put_off = " 미룸" if line.postponed and not line.overdue else ""
    return f"{show_short_day(line.due_on)}{' 지남' if line.overdue else '까지'}{put_off}"


def _look(line: RequestLine) -> ChipLook:
    if line.overdue:
        return ChipLook(Tone.DANGER, "clock")
    return ChipLook(TONES[line.state])
