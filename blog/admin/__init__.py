"""Staff screens of what is written, and of what readers answer."""

from . import articles

__all__ = ["articles"]
