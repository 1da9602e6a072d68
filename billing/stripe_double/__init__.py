"""A Stripe of our own for development and tests: its contract is read from the installed stripe package.

It shares no code with `billing`: a judge does not share code with the accused.
"""
