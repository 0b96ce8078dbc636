"""The access log as the office sees it: read, verified, reviewed, cut after its years."""

from desktop.services.access_log.acts import AccessLog
from desktop.services.access_log.failures import take_in
from desktop.services.access_log.verifying import Break, Stopped, Verified

__all__ = ["AccessLog", "Break", "Stopped", "Verified", "take_in"]
