"""People: found, opened, taken in, completed. Opening somebody is the logged 조회.

Rooms: `acts` what the counter does · `records` what screens get · `form` what the form says
and the stored person · `likeness` who may be the same · `card` the person's page ·
`seeking` 구직 등록 · `numbers` whose paper a number is.
"""

from desktop.services.visitors.acts import Visitors
from desktop.services.visitors.card import card_of
from desktop.services.visitors.form import (
    check,
    draft_of,
    drafts_of,
    fill,
    replace_details,
)
from desktop.services.visitors.records import NumberedPaper
from desktop.services.visitors.seeking import SEEKING_MONTHS, file_registration, seeking_of

__all__ = [
    "SEEKING_MONTHS",
    "NumberedPaper",
    "Visitors",
    "card_of",
    "check",
    "draft_of",
    "drafts_of",
    "file_registration",
    "fill",
    "replace_details",
    "seeking_of",
]
