"""접수: somebody is here, quickly now and completely later."""

from desktop.ui.intake.screen import IntakeScreen

__all__ = ["IntakeScreen"]
