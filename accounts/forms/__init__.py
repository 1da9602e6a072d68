"""What people type: signing in, a profile in eight steps, a company."""

from .sign_in import SignupForm

__all__ = ["SignupForm"]
