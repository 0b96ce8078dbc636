"""Who may do what: one table of roles and rights, shown on a screen and enforced in every act.

The office may give work to fewer people than the law allows, never to more: 개인정보의 안전성
확보조치 기준 제5조 (differentiated by task, the least that the task needs).
"""

from enum import Enum

from desktop.domain.account import Role


class Right(Enum):
    """A kind of work at the counter that somebody may do or not."""

    LOOK = "look"
    RECEIVE = "receive"
    COUNSEL = "counsel"
    AGREE = "agree"
    REFER = "refer"
    PRINT = "print"
    DIRECTORY = "directory"
    OWN = "own"
    CENTRE = "centre"
    ACCOUNTS = "accounts"
    KEYS = "keys"
    EXPORT = "export"
    BACKUP = "backup"
    RESTORE = "restore"
    LOG = "log"
    REVIEW = "review"
    SUBJECT = "subject"
    RETENTION = "retention"
    ASK_DESTRUCTION = "ask_destruction"
    DECIDE_DESTRUCTION = "decide_destruction"
    MERGE = "merge"
    TAKE_OVER = "take_over"

    @property
    def label(self) -> str:
        """As the table on the screen and a refusal name it."""
        return _LABELS[self]

    @property
    def about(self) -> str:
        """What the right covers, in one line of the table."""
        return _ABOUT[self]


_LABELS = {
    Right.LOOK: "찾기·조회",
    Right.RECEIVE: "접수",
    Right.COUNSEL: "상담 기록",
    Right.AGREE: "동의",
    Right.REFER: "의뢰서·회신",
    Right.PRINT: "서류 출력",
    Right.DIRECTORY: "유관기관 정보",
    Right.OWN: "내 화면·내 비밀번호",
    Right.CENTRE: "센터 정보·휴일",
    Right.ACCOUNTS: "계정",
    Right.KEYS: "자료 열쇠·복구 코드",
    Right.EXPORT: "명단·대장 내보내기",
    Right.BACKUP: "백업",
    Right.RESTORE: "되살리기",
    Right.LOG: "접속기록·대장 보기",
    Right.REVIEW: "접속기록 점검",
    Right.SUBJECT: "정보주체 요구",
    Right.RETENTION: "보유기간",
    Right.ASK_DESTRUCTION: "파기 요청",
    Right.DECIDE_DESTRUCTION: "파기 승인",
    Right.MERGE: "같은 분 합치기",
    Right.TAKE_OVER: "명부 가져오기",
}

_ABOUT = {
    Right.LOOK: "내방객을 찾고 기록을 봅니다",
    Right.RECEIVE: "접수, 예약, 대기, 인적 사항을 적고 고칩니다",
    Right.COUNSEL: "상담 기록과 후속 연락을 적습니다",
    Right.AGREE: "동의와 철회를 받아 적습니다",
    Right.REFER: "의뢰서를 내고 회신을 적습니다",
    Right.PRINT: "접수증, 상담일지, 안내문을 인쇄합니다",
    Right.DIRECTORY: "기관, 서비스, 담당자를 고칩니다",
    Right.OWN: "비밀번호, 모양, 자주 쓰는 문장, 쓰던 기록",
    Right.CENTRE: "센터 이름, 휴일, 의뢰서 기본값을 고칩니다",
    Right.ACCOUNTS: "계정을 만들고 고치고 닫습니다",
    Right.KEYS: "자료 열쇠와 복구 코드를 바꿉니다",
    Right.EXPORT: "명단과 대장을 용도를 적고 내보냅니다",
    Right.BACKUP: "백업을 만들고 둘 곳을 정합니다",
    Right.RESTORE: "백업에서 자료를 되살립니다",
    Right.LOG: "접속기록, 출력 대장, 제공 대장을 봅니다",
    Right.REVIEW: "접속기록을 점검하고 서명합니다",
    Right.SUBJECT: "열람·정정·삭제·처리정지 요구를 처리합니다",
    Right.RETENTION: "보유기간을 정합니다",
    Right.ASK_DESTRUCTION: "파기할 것을 골라 요청합니다",
    Right.DECIDE_DESTRUCTION: "다른 분이 요청한 파기를 승인합니다",
    Right.MERGE: "두 번 접수된 한 분의 기록을 합치고 되돌립니다",
    Right.TAKE_OVER: "엑셀로 쓰던 구직자 명부를 한 번에 가져옵니다",
}

_AT_THE_DESK = frozenset(
    {
        Right.LOOK,
        Right.RECEIVE,
        Right.COUNSEL,
        Right.AGREE,
        Right.REFER,
        Right.PRINT,
        Right.DIRECTORY,
        Right.OWN,
        Right.BACKUP,
        Right.SUBJECT,
    }
)

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.COUNSELLOR: _AT_THE_DESK,
    Role.TEAM_LEAD: frozenset(Right),
    Role.PRIVACY_OFFICER: frozenset(
        {
            Right.LOOK,
            Right.PRINT,
            Right.OWN,
            Right.EXPORT,
            Right.BACKUP,
            Right.LOG,
            Right.REVIEW,
            Right.SUBJECT,
            Right.RETENTION,
            Right.ASK_DESTRUCTION,
            Right.DECIDE_DESTRUCTION,
        }
    ),
    Role.READER: frozenset({Right.LOOK, Right.OWN}),
}
"""The table. Everybody keeps `OWN`: without it nobody could change a password or sign out."""


def may(role: Role, right: Right) -> bool:
    """Whether somebody of this role may do this work."""
    return right in RIGHTS[role]


def who_may(right: Right) -> tuple[Role, ...]:
    """The roles that may, in the order of the table."""
    return tuple(role for role in Role if right in RIGHTS[role])


def refusal(right: Right) -> str:
    """What somebody reads who may not: who may, and so whom to ask."""
    able = "·".join(role.label for role in who_may(right))
    return f"‘{right.label}’ 일은 {able}만 할 수 있습니다. 그분께 부탁해 주십시오."
