"""실적: what became of the people sent to partners, and the rows behind every figure."""

from desktop.ui.results.screen import ResultsScreen

__all__ = ["ResultsScreen"]
