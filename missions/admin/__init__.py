"""Staff screens of missions: the queue to read, and what happened to applications, contracts and hours."""

from . import missions, records

__all__ = ["missions", "records"]
