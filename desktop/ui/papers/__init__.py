"""서류: every paper that can be printed for whoever is in front, and the blank forms."""

from desktop.ui.papers.screen import PapersScreen

__all__ = ["PapersScreen"]
