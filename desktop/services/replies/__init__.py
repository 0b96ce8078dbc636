"""Replies beside the form of one: what comes late, numbers misread, pages, sheets of a partner.

Rooms: `acts` what the counter does · `records` what screens get · `near` slips whose number
is nearly the one typed · `scanning` files become stubs · `pictures` kept ones · `sheets` of a
partner. What one reply is stands in `services.referrals`.
"""

from desktop.services.replies.acts import Replies
from desktop.services.replies.records import (
    KeptPicture,
    NearSlip,
    SheetOut,
    SheetPreview,
    SheetRow,
    SheetTaken,
)
from desktop.services.replies.scanning import SUFFIXES, ScannedStub, files_in, read_scans

__all__ = [
    "SUFFIXES",
    "KeptPicture",
    "NearSlip",
    "Replies",
    "ScannedStub",
    "SheetOut",
    "SheetPreview",
    "SheetRow",
    "SheetTaken",
    "files_in",
    "read_scans",
]
