"""What Stripe accepts and answers, learnt by introspection of the installed stripe package.

Nothing is copied and nothing is guessed: upgrade the package and the contract follows.
"""

from .params import BadParams, check, decode_form, decode_query
from .routes import Route, find, routes
from .shapes import flaws, skeleton

__all__ = [
    "BadParams",
    "Route",
    "check",
    "decode_form",
    "decode_query",
    "find",
    "flaws",
    "routes",
    "skeleton",
]
