"""오늘: who waits, who talks, who is done, and what needs doing."""

from desktop.ui.today.screen import TodayScreen

__all__ = ["TodayScreen"]
