"""The access log (접속기록): what was done with whose data, by whom and why.

Items after 개인정보의 안전성 확보조치 기준 제8조: account, time, place, whose data, what was done.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

ALIKE = "중복 확인"
"""The purpose of a search made by itself while somebody is taken in: nobody was opened by it."""

FAILED = "로그인 실패"
"""A wrong password, or a name without an account."""
COUNT_FILE = "로그인 실패 횟수 파일"
"""Somebody meddled with the count of wrong passwords; what follows says how."""


class ActKind(Enum):
    """What was done with personal data."""

    VIEW = "view"
    SEARCH = "search"
    ENTER = "enter"
    CHANGE = "change"
    PRINT = "print"
    EXPORT = "export"
    DESTROY = "destroy"
    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    SETTING = "setting"
    FAILED = "failed"
    """A sign-in that did not succeed, or what was found wrong with the log itself."""

    @property
    def label(self) -> str:
        """The word used in the log."""
        return {
            "view": "조회",
            "search": "검색",
            "enter": "입력",
            "change": "변경",
            "print": "출력",
            "export": "내보내기",
            "destroy": "파기",
            "sign_in": "로그인",
            "sign_out": "로그아웃",
            "setting": "설정",
            "failed": "실패",
        }[self.value]

    @property
    def writes(self) -> bool:
        """Whether the act itself changes the store (its log row always does)."""
        return self not in (ActKind.VIEW, ActKind.SEARCH)


@dataclass(frozen=True, slots=True)
class AccessLine:
    """One row of the access log; `subjects` are reception numbers, never names."""

    at: datetime
    account_name: str
    place: str
    kind: ActKind
    subjects: tuple[int, ...]
    purpose: str
    count: int
