"""A short name for a thing, said on the phone without a mistake: « C-4728-KD »."""

from uuid import UUID

DIGITS = "23456789"
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def short_reference(initial: str, public_id: UUID) -> str:
    """An initial, four digits and two letters drawn from the public id; no 0, O, 1 nor I."""
    number = public_id.int
    picked = []
    for alphabet in (DIGITS, DIGITS, DIGITS, DIGITS, LETTERS, LETTERS):
        number, position = divmod(number, len(alphabet))
        picked.append(alphabet[position])
    return f"{initial}-{''.join(picked[:4])}-{''.join(picked[4:])}"
