"""All screens of the counter: one row each. A digit stays with its screen for ever."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from PySide6.QtWidgets import QWidget

from desktop.domain.rights import Right
from desktop.ui.counter import Counter


@dataclass(frozen=True, slots=True)
class ScreenRow:
    """Where a screen lives: `digit` 0 is not on the rail, `rail` names the entry to light up."""

    key: str
    label: str
    module: str
    factory: str
    icon: str = ""
    digit: int = 0
    rail: str = ""
    keeps_drafts: bool = False
    right: Right = Right.LOOK
    """What somebody must be allowed to do to work there."""

    def make(self, counter: Counter) -> QWidget:
        """Load the screen's code and build it, the first time it is wanted."""
        factory = getattr(import_module(self.module), self.factory)
        return cast("Callable[[Counter], QWidget]", factory)(counter)


SCREENS: tuple[ScreenRow, ...] = (
    ScreenRow("today", "오늘", "desktop.ui.today", "TodayScreen", "today", 1, "today"),
    ScreenRow(
        "intake", "접수", "desktop.ui.intake", "IntakeScreen", "intake", 2, "intake",
        keeps_drafts=True, right=Right.RECEIVE,
    ),
    ScreenRow(
        "referrals", "연계", "desktop.ui.referral", "ReferralsScreen", "referral", 3, "referrals"
    ),
    ScreenRow(
        "partners", "기관", "desktop.ui.partners", "PartnersScreen", "partner", 4, "partners",
        keeps_drafts=True,
    ),
    ScreenRow("results", "실적", "desktop.ui.results", "ResultsScreen", "results", 7, "results"),
    ScreenRow(
        "trends", "방문 추이", "desktop.ui.results.trends", "TrendsScreen", rail="results"
    ),
    ScreenRow("visitor", "사람", "desktop.ui.visitor", "VisitorScreen", rail="today"),
    ScreenRow(
        "counselling", "상담 기록", "desktop.ui.counselling", "CounsellingScreen", rail="today",
        keeps_drafts=True, right=Right.COUNSEL,
    ),
    ScreenRow(
        "referral_card", "의뢰", "desktop.ui.referral", "ReferralScreen", rail="referrals"
    ),
    ScreenRow(
        "slip", "의뢰서", "desktop.ui.referral", "SlipScreen", rail="referrals",
        keeps_drafts=True, right=Right.REFER,
    ),
    ScreenRow(
        "group", "단체 의뢰", "desktop.ui.referral", "GroupScreen", rail="referrals",
        keeps_drafts=True, right=Right.REFER,
    ),
    ScreenRow(
        "reply", "회신", "desktop.ui.referral", "ReplyScreen", rail="referrals",
        keeps_drafts=True, right=Right.REFER,
    ),
    ScreenRow(
        "calls", "전화", "desktop.ui.calls.screen", "CallsScreen", rail="referrals",
        keeps_drafts=True, right=Right.REFER,
    ),
    ScreenRow(
        "papers", "서류", "desktop.ui.papers", "PapersScreen", rail="today", keeps_drafts=True,
        right=Right.PRINT,
    ),
    ScreenRow(
        "consent", "동의", "desktop.ui.consent", "ConsentScreen", rail="today",
        keeps_drafts=True, right=Right.AGREE,
    ),
    ScreenRow(
        "destruction", "보유·파기", "desktop.ui.destruction", "DestructionScreen", rail="settings",
        right=Right.ASK_DESTRUCTION,
    ),
    ScreenRow(
        "requests", "정보주체 요구", "desktop.ui.requests", "RequestsScreen", rail="settings",
        keeps_drafts=True, right=Right.SUBJECT,
    ),
    ScreenRow(
        "duplicates", "같은 분", "desktop.ui.duplicates", "DuplicatesScreen", rail="settings",
        right=Right.MERGE,
    ),
    ScreenRow(
        "breach", "유출 대응", "desktop.ui.requests", "BreachScreen", rail="settings",
        keeps_drafts=True, right=Right.LOG,
    ),
    ScreenRow(
        "settings", "설정", "desktop.ui.settings", "SettingsScreen", "settings", 9, "settings",
        keeps_drafts=True, right=Right.OWN,
    ),
)  # fmt: skip


def right_of(key: str, where: Mapping[str, object]) -> Right:
    """What somebody must be allowed to do to come to a screen with what `where` says."""
    if key == "counselling" and where.get("note_id") is not None:
        return Right.LOOK
    return BY_KEY[key].right


BY_KEY = {row.key: row for row in SCREENS}
