"""The access log as the office sees it: read, verified, reviewed, cut after its years."""

from desktop.services.access_log.acts import AccessLog
from desktop.services.access_log.failures import take_in

__all__ = ["AccessLog", "take_in"]
