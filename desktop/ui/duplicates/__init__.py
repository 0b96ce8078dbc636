"""같은 분: two entries that may be one person, put side by side, made one or told apart."""

from desktop.ui.duplicates.screen import DuplicatesScreen

__all__ = ["DuplicatesScreen"]
