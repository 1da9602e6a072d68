"""A door: one side of the site, open or with a date. What pages print of it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from accounts.enums import Role

SIDES = {"entreprises": Role.COMPANY, "assistantes": Role.ASSISTANT}
SLUGS = {role: slug for slug, role in SIDES.items()}
SIGN_UP = {Role.COMPANY: "account_signup_company", Role.ASSISTANT: "account_signup_assistant"}


@dataclass(frozen=True)
class Door:
    """`opens_at` is None when the side is open."""

    role: Role
    opens_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.opens_at is None

    @property
    def slug(self) -> str:
        return SLUGS[self.role]

    @property
    def sign_up(self) -> str:
        return reverse(SIGN_UP[self.role])

    @property
    def opening(self) -> str:
        return reverse("accounts:opening", args=[self.slug])

    @property
    def path(self) -> str:
        """Where somebody who wants in is led: to sign-up, or to the date."""
        return self.sign_up if self.is_open else self.opening
