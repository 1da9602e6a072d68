"""What the two sides agreed, as plain data."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Party:
    name: str
    siren: str
    address: str
    represented_by: str


@dataclass(frozen=True)
class FeeBand:
    """Rate (ppm) up to an amount of work excluding VAT (cents); the last band has no end."""

    rate_ppm: int
    to_cents: int | None


@dataclass(frozen=True)
class Terms:
    """Durations are minutes a week, the rate is cents an hour excluding VAT, delays are days."""

    company: Party
    assistant: Party
    reference: str
    title: str
    deliverable: str
    tasks: tuple[str, ...]
    limits: tuple[str, ...]
    place: str
    half_days: tuple[str, ...]
    minutes_per_week: int
    rate_cents: int
    starts_on: date
    ends_on: date | None
    notice_days: int
    tacit_approval_days: int
    fee_version: int
    fee_bands: tuple[FeeBand, ...]
    fee_minimum_cents: int
