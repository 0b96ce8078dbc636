"""연계: the slip, the reply, and the list of what is under way."""

from desktop.ui.referral.list_screen import ReferralsScreen
from desktop.ui.referral.reply_screen import ReplyScreen
from desktop.ui.referral.slip_screen import SlipScreen

__all__ = ["ReferralsScreen", "ReplyScreen", "SlipScreen"]
