"""동의: what is ticked on the signed paper, row by row."""

from desktop.ui.consent.panel import ConsentPanel
from desktop.ui.consent.screen import ConsentScreen

__all__ = ["ConsentPanel", "ConsentScreen"]
