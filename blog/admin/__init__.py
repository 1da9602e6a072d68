"""Staff screens of what is written, and of what readers answer."""

from . import articles, pictures

__all__ = ["articles", "pictures"]
