"""Accounts of the people at the desk: given, changed, locked, closed, and what became of it."""

from desktop.services.accounts.acts import Accounts
from desktop.services.accounts.events import YEARS_KEPT, note_change
from desktop.services.accounts.records import ClosedAccount

__all__ = ["YEARS_KEPT", "Accounts", "ClosedAccount", "note_change"]
