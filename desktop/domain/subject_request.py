"""What somebody may ask about their own data (개인정보 보호법 제35조–제37조)."""

from enum import Enum


class RequestKind(Enum):
    """What is asked."""

    VIEW = "view"
    CORRECT = "correct"
    DELETE = "delete"
    STOP = "stop"

    @property
    def label(self) -> str:
        """The word of the law's form (별지 제8호)."""
        return {"view": "열람", "correct": "정정", "delete": "삭제", "stop": "처리정지"}[self.value]


class RequestWay(Enum):
    """How the request came in."""

    VISIT = "visit"
    PHONE = "phone"
    POST = "post"
    MAIL = "mail"

    @property
    def label(self) -> str:
        """As chosen on the form."""
        return {"visit": "방문", "phone": "전화", "post": "우편", "mail": "전자우편"}[self.value]


class IdentityCheck(Enum):
    """How we made sure that the person asking is the person; no number is kept."""

    CARD = "card"
    KNOWN = "known"
    QUESTIONS = "questions"
    PROXY = "proxy"

    @property
    def label(self) -> str:
        """As chosen on the form."""
        return {
            "card": "신분증 확인",
            "known": "담당자가 아는 분",
            "questions": "생년월일·연락처 확인",
            "proxy": "위임장과 대리인 신분증",
        }[self.value]


class RequestState(Enum):
    """How far it is."""

    OPEN = "open"
    ANSWERED = "answered"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """As in the list."""
        return {
            "open": "처리 중",
            "answered": "마침",
            "refused": "거절",
            "withdrawn": "취소",
        }[self.value]
