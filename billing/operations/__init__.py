"""The only way a Stripe write happens: `acts` says what each kind sends and changes, `running` what its answer means."""

from .running import run

__all__ = ["run"]
