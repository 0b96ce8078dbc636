"""연계: slip, group, reply, the list of what is under way, and the card of one."""

from desktop.ui.referral.card_screen import ReferralScreen
from desktop.ui.referral.group_screen import GroupScreen
from desktop.ui.referral.list_screen import ReferralsScreen
from desktop.ui.referral.reply_screen import ReplyScreen
from desktop.ui.referral.slip_screen import SlipScreen

__all__ = ["GroupScreen", "ReferralScreen", "ReferralsScreen", "ReplyScreen", "SlipScreen"]
