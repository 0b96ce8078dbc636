"""Copies of the store: why one was made."""

from enum import Enum


class Occasion(Enum):
    """What made the program write a copy."""

    DAILY = "daily"
    CLOSING = "closing"
    START = "start"
    ASKED = "asked"
    UPGRADE = "upgrade"
    DESTRUCTION = "destruction"
    RESTORE = "restore"

    @property
    def label(self) -> str:
        """As the list of copies names it."""
        return {
            "daily": "하루 백업",
            "closing": "마칠 때",
            "start": "켤 때",
            "asked": "직접 만듦",
            "upgrade": "새 판으로 바꾸기 전",
            "destruction": "파기 전",
            "restore": "되살리기 전",
        }[self.value]
