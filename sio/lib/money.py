"""Money: whole cents everywhere, halves rounded away from zero, written the French way."""

import re

NARROW = "\u202f"

# 1 250 · 1 250,5 · 35.50 € · 1250 euros. Spaces, narrow or not, only between thousands.
AMOUNT = re.compile(
    r"([0-9]{1,3}(?:\s[0-9]{3})+|[0-9]+)(?:[.,]([0-9]{1,2}))?\s*(?:€|euros?|eur)?", re.IGNORECASE
)


def half_up(numerator: int, denominator: int) -> int:
    """The quotient as a whole number, halves away from zero. The denominator is positive."""
    if denominator <= 0:
        raise ValueError("The denominator must be positive.")
    quotient, rest = divmod(abs(numerator), denominator)
    rounded = quotient + (2 * rest >= denominator)
    return rounded if numerator >= 0 else -rounded


def euros(cents: int) -> str:
    """Cents as read: 125000 → « 1 250,00 € », with narrow no-break spaces."""
    sign = "−" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    return f"{sign}{whole:,}".replace(",", NARROW) + f",{rest:02}{NARROW}€"


def short_euros(cents: int) -> str:
    """The same without « ,00 » for round amounts: 3500 → « 35 € »."""
    return euros(cents).replace(f",00{NARROW}€", f"{NARROW}€")


def parse_cents(text: str) -> int:
    """An amount as people type it, in cents; raises ValueError when it is not one."""
    match = AMOUNT.fullmatch(text.strip())
    if match is None:
        raise ValueError("Not an amount.")
    whole, decimals = "".join(match[1].split()), (match[2] or "").ljust(2, "0")
    return int(whole) * 100 + int(decimals)
