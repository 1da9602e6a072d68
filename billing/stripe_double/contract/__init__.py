"""What Stripe accepts and answers, learnt by introspection of the installed stripe package.

Nothing is copied and nothing is guessed: upgrade the package and the contract follows.
"""

from billing.stripe_double.contract.params import BadParams, check, decode_form, decode_query
from billing.stripe_double.contract.routes import Route, find, routes
from billing.stripe_double.contract.shapes import filled, flaws, part, skeleton

__all__ = [
    "BadParams",
    "Route",
    "check",
    "decode_form",
    "decode_query",
    "filled",
    "find",
    "flaws",
    "part",
    "routes",
    "skeleton",
]
