"""What somebody asks about their own data: 열람, 정정, 삭제, 처리정지 (제35조–제38조).

A request has a number of the reception, a legal due date and, when it is done, an answer on
paper. Who asks was made sure of and how is noted, never a number of a card. While it is
open the item is not used (`services.held_back`).

Rooms: `acts` what the counter does · `taking` a request comes in · `values` what stands
there now, and what was corrected · `recipients` who got it · `views` register and card ·
`copying` the person's own data · `papers` answer and notices · `sheets` the two sheets as
acts · `breach` whose data got out · `data_file` what is registered.
"""

from desktop.services.requests.acts import BY_DUE, Requests
from desktop.services.requests.breach import BreachFound, BreachQuery
from desktop.services.requests.data_file import DataFileFacts
from desktop.services.requests.sheets import PrivacySheets
from desktop.services.requests.views import DUE, RECEIVED

__all__ = [
    "BY_DUE",
    "DUE",
    "RECEIVED",
    "BreachFound",
    "BreachQuery",
    "DataFileFacts",
    "PrivacySheets",
    "Requests",
]
