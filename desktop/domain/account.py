"""Who sits at the desk."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum


class Role(Enum):
    """What somebody is in the office; rights are enforced where acts are opened."""

    COUNSELLOR = "counsellor"
    TEAM_LEAD = "team_lead"
    PRIVACY_OFFICER = "privacy_officer"
    READER = "reader"

    @property
    def label(self) -> str:
        """As shown beside the name."""
        return {
            "counsellor": "상담사",
            "team_lead": "팀장",
            "privacy_officer": "개인정보 보호담당",
            "reader": "열람 전용",
        }[self.value]


class AccountChange(Enum):
    """What is kept for three years about an account (안전성 확보조치 기준 제5조)."""

    OPENED = "opened"
    RENAMED = "renamed"
    ROLE = "role"
    PASSWORD = "password"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    CLOSED = "closed"
    DATA_KEY = "data_key"
    RECOVERY = "recovery"

    @property
    def label(self) -> str:
        """As the list of grants and revocations says it."""
        return {
            "opened": "계정 만듦",
            "renamed": "이름 바꿈",
            "role": "맡은 일 바꿈",
            "password": "비밀번호 다시 정함",
            "locked": "잠김",
            "unlocked": "잠금 풂",
            "closed": "계정 닫음",
            "data_key": "자료 열쇠 바꿈",
            "recovery": "복구 코드 바꿈",
        }[self.value]


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The proof of a sign-in that every act asks for.

    `token` is random per sign-in: a proof kept from an earlier session opens nothing.
    """

    account_id: int
    name: str
    role: Role
    token: str


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account as offered on the sign-in page and when a case is handed over."""

    id: int
    name: str
    role: Role
    locked_at: datetime | None = None
    """Since when no password opens it, after too many wrong ones; None when it is not locked."""


@dataclass(frozen=True, slots=True)
class AccountChangeLine:
    """One row of what was given, changed and taken away; `before` and `after` in words."""

    id: int
    at: datetime
    whose: str
    by: str
    change: AccountChange
    before: str
    after: str
    reason: str
    kept_until: date
