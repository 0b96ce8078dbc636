"""Journeys are dressed as at the counter, like every test of the window."""

from tests.ui.conftest import dressed

__all__ = ["dressed"]
