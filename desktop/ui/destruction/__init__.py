"""보유·파기: what is due, what somebody asked for, and the ledger of what was destroyed."""

from desktop.ui.destruction.screen import DestructionScreen

__all__ = ["DestructionScreen"]
