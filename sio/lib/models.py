"""The tables of the house itself; each stands in the module that uses it."""

from .duties import Channel
from .form_tokens import FormToken
from .heartbeats import Heartbeat
from .jobs import JobRun
from .limits import HitCount

__all__ = ["Channel", "FormToken", "Heartbeat", "HitCount", "JobRun"]
