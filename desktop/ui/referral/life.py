"""A referral's life as one line, from the paper to the end, and the days still ahead."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.domain.calendar import show_day, show_time
from desktop.domain.referral import Evidence, Move, Paper, Progress, ReferralCard
from desktop.ui.kit import (
    Chip,
    Face,
    Flow,
    Paragraph,
    PlainLabel,
    Tone,
    column,
    empty_out,
    theme,
)
from desktop.ui.referral.number_card import OUTCOME_TONES

GUTTER = 30
PROGRESS = "progress"
LEVEL = 20
"""Where the dot of a step stands, below its top."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one act did, or a day ahead: when, what (word and tone), and in whose words.

    `guessed` are the words of steps a reply left out.
    """

    when: str
    what: tuple[tuple[str, str], ...]
    said: str = ""
    guessed: tuple[str, ...] = ()
    ahead: bool = False


def steps_of(card: ReferralCard, *, masked: bool) -> tuple[Step, ...]:
    """What happened in order; `masked` leaves out what was said and by whom."""
    past = [
        _past(tuple(moves), masked=masked)
        for _, moves in groupby(card.moves, key=lambda one: one.act_id)
    ]
    days = (
        ("내담자께 여쭙는 날", card.client_due),
        ("기관에 여쭙는 날", card.partner_due),
    )
    ahead = [
        Step(show_day(day), ((what, Tone.NEUTRAL),), ahead=True)
        for what, day in sorted(days, key=lambda one: str(one[1]))
        if day is not None
    ]
    return (*past, *ahead)


def _past(moves: tuple[Move, ...], *, masked: bool) -> Step:
    """All that one act did is one step."""
    at = moves[0].at
    known = [one for one in moves if not one.inferred]
    # A re-issue goes by 분실·재발급; where the sheet is at the end is what counts.
    papers = [one for one in known if one.axis != PROGRESS][-1:]
    states = [one for one in known if one.axis == PROGRESS]
    what = [(Progress(one.after).label, _tone(Progress(one.after))) for one in states]
    what += [(f"종이 {Paper(one.after).label}", Tone.NEUTRAL) for one in papers]
    evidence = dict.fromkeys(Evidence(one.evidence).label for one in known)
    parts = list(evidence)
    if not masked:
        parts += [one.reason for one in moves]
        names = dict.fromkeys(one.source_name for one in known if one.source_name)
        parts += [f"답한 분 {name}" for name in names]
    parts.append(f"{moves[0].by} 적음")
    return Step(
        f"{show_day(at.date())} {show_time(at)}",
        tuple(what),
        " · ".join(part for part in parts if part),
        tuple(Progress(one.after).label for one in moves if one.inferred),
    )


def _tone(state: Progress) -> str:
    return OUTCOME_TONES.get(state, Tone.NEUTRAL)


class LifeLine(QWidget):
    """The steps one under the other, joined by a line."""

    def __init__(self) -> None:
        super().__init__()
        self._body = column(self, gap=0)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show another life."""
        empty_out(self._body)
        for place, step in enumerate(steps):
            self._body.addWidget(_StepRow(step, first=place == 0, last=place == len(steps) - 1))


class _StepRow(QWidget):
    def __init__(self, step: Step, *, first: bool, last: bool) -> None:
        super().__init__()
        self._step, self._first, self._last = step, first, last
        box = column(self, gap=2, margins=(GUTTER, 8, 0, 8))
        head = Flow(gap=10)
        head.addWidget(
            PlainLabel(step.when, face=Face.STRONG, ink="second" if step.ahead else "text")
        )
        for word in step.guessed:
            head.addWidget(Chip(f"{word} (추정)", Tone.NEUTRAL, icon="question"))
        for word, tone in step.what:
            head.addWidget(Chip(word, tone, icon="clock" if step.ahead else ""))
        box.addLayout(head)
        if step.said:
            box.addWidget(Paragraph(step.said, face=Face.NOTE, ink="second"))
        words = [f"{word} 추정" for word in step.guessed] + [word for word, _ in step.what]
        self.setAccessibleName(" ".join(one for one in (step.when, *words, step.said) if one))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        across, level, radius = theme.px(11), theme.px(LEVEL), theme.px(6)
        painter.setPen(QPen(theme.ink("rule"), 2))
        if not self._first:
            painter.drawLine(QPointF(across, 0), QPointF(across, level - radius - 2))
        if not self._last:
            painter.drawLine(QPointF(across, level + radius + 2), QPointF(across, self.height()))
        open_dot = self._step.ahead
        painter.setPen(QPen(theme.ink("control" if open_dot else "mark"), 2))
        painter.setBrush(theme.ink("page" if open_dot else "mark"))
        painter.drawEllipse(QPointF(across, level), radius, radius)
