"""Half-typed forms: kept while typing, offered again after a call, a lock or a crash."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

DIALOG = "dialog"
"""Stands where a form has its screen: words typed into a dialog, which no strip shows."""


class Asked(Enum):
    """A dialog with room for words; what was typed stands there again when it is opened anew."""

    WITHDRAWAL = "withdrawal"
    GROUND = "ground"
    MOVE = "move"
    VOID = "void"
    STATE = "state"
    DESTRUCTION = "destruction"
    SENT_BACK = "sent_back"
    SENTENCE = "sentence"
    POSTPONE = "postpone"

    @property
    def label(self) -> str:
        """As it is called when there are words left in it."""
        return {
            "withdrawal": "동의 철회 까닭",
            "ground": "동의 없는 근거",
            "move": "기록 옮기는 까닭",
            "void": "의뢰서 무효 까닭",
            "state": "의뢰 상태에 덧붙이는 말",
            "destruction": "기록물 승인 문서번호",
            "sent_back": "파기 요청을 돌려보내는 까닭",
            "sentence": "자주 쓰는 문장",
            "postpone": "열람을 미루는 까닭",
        }[self.value]


@dataclass(frozen=True, slots=True)
class DialogKey:
    """Which dialog about which record: `of` is the record's key, 0 where there is none."""

    asked: Asked
    of: int = 0
    visitor_id: int | None = None

    @property
    def text(self) -> str:
        """As it is kept."""
        return f"{self.asked.value} {self.of}"


@dataclass(frozen=True, slots=True)
class FormDraft:
    """A form being typed. `body` is the form's snapshot, JSON-able, pre-edit included."""

    id: int
    screen: str
    title: str
    visitor_id: int | None
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A card in the strip 진행 중; the name is masked."""

    id: int
    screen: str
    title: str
    masked_name: str
    visitor_id: int | None
    kept_at: datetime
    begun_at: datetime
