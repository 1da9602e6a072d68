"""Staff screens of what is written, and of what readers answer."""

from . import articles, pictures, site

__all__ = ["articles", "pictures", "site"]
