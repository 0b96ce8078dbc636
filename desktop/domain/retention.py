"""Destruction when the time is over (개인정보 보호법 제21조): why, and how far it is."""

from enum import Enum


class DestructionReason(Enum):
    """Why something is destroyed."""

    PERIOD = "period"
    ASKED = "asked"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """As the ledger (파기 관리대장) says it."""
        return {"period": "보유기간 만료", "asked": "정보주체 요구", "withdrawn": "동의 철회"}[
            self.value
        ]


class DestructionState(Enum):
    """Asked for by one person, decided by another, then done."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    DONE = "done"

    @property
    def label(self) -> str:
        """As in the list."""
        return {
            "asked": "승인 기다림",
            "approved": "승인됨",
            "refused": "돌려보냄",
            "done": "파기함",
        }[self.value]
