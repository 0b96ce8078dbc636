"""사람: everything about one visitor, and what is to be done next."""

from desktop.ui.visitor.screen import VisitorScreen

__all__ = ["VisitorScreen"]
