"""상담 기록: the note of a talk, written while somebody sits there."""

from desktop.ui.counselling.screen import CounsellingScreen

__all__ = ["CounsellingScreen"]
