"""Staff screens of what is written, and of what readers answer."""

from . import articles, comments, pictures, site

__all__ = ["articles", "comments", "pictures", "site"]
