"""Asking after referrals: whom to call today, the sheet of one call, pauses and proposals.

Rooms: `acts` what the counter does · `finding` what is due today and to whom · `sheets` all
open slips of a partner or a visitor · `saving` what one call brought · `pausing` 재촉 중지 ·
`proposing` what the timer would close, confirmed by a person. When something is due stands
in `services.clocks`, what is asked in `domain.clocks`.
"""

from desktop.services.chases.acts import Chases
from desktop.services.chases.finding import call_targets, open_calls

__all__ = ["Chases", "call_targets", "open_calls"]
