"""명부 가져오기: the register an office kept in Excel, taken over once, for all of it to be found.

Rooms: `acts` what a team leader does · `records` what screens get · `reading` the file judged ·
`knowing` who is there already. What a row says is judged by `domain.roll`, and the rows are
written by `store.rolls`.
"""

from desktop.services.rolls.acts import Rolls
from desktop.services.rolls.records import MaskedLine, RollCut, RollPreview, RollTaken

__all__ = ["MaskedLine", "RollCut", "RollPreview", "RollTaken", "Rolls"]
