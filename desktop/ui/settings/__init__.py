"""설정: what the office and this PC have settled: one module per page."""

from desktop.ui.settings.screen import SettingsScreen

__all__ = ["SettingsScreen"]
