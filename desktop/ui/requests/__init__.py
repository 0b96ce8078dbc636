"""정보주체 요구: the register, one request with its acts, and the sheet for a leak."""

from desktop.ui.requests.breach import BreachScreen
from desktop.ui.requests.screen import RequestsScreen

__all__ = ["BreachScreen", "RequestsScreen"]
