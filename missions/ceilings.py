"""How a published budget may change: seldom, and by steps, so that moving it never tells anybody's private floor.

A firm that could move its ceiling cent by cent would read the floor of each person on the day she appears. What it
can deduce is therefore never narrower than a step.
"""

from collections.abc import Sequence

from missions.enums import CEILING_STEP_PERCENT, MAX_CEILING_CHANGES
from sio.lib.money import short_euros

NONE = 0
"""Stands for a budget that was not told."""

RULE = (
    f"Une fois la mission publiée, ce budget peut changer {MAX_CEILING_CHANGES} fois, d’au moins "
    f"{CEILING_STEP_PERCENT}\u202f% chaque fois\u00a0: il ne sert pas à deviner les tarifs privés."
)


def changes_left(shown: Sequence[int]) -> int:
    """`shown` are the ceilings published so far, in cents an hour, the first one included."""
    return MAX_CEILING_CHANGES - max(0, len(shown) - 1)


def refusal(shown: Sequence[int], ceiling: int) -> str:
    """Why `ceiling` may not be published after those; empty when it may."""
    if changes_left(shown) <= 0:
        return f"Ce budget a déjà changé {MAX_CEILING_CHANGES} fois depuis la publication\u00a0: il ne peut plus changer."
    near = next((one for one in shown if _is_too_near(one, ceiling)), None)
    if near is None:
        return ""
    low, high = limits_around(near)
    return (
        f"Ce budget est trop proche de {short_euros(near)} de l’heure, déjà publié\u00a0: "
        f"choisissez {short_euros(low)} ou moins, ou {short_euros(high)} ou plus."
    )


def limits_around(ceiling: int) -> tuple[int, int]:
    """The nearest ceilings below and above that are a whole step away."""
    whole = 100 + CEILING_STEP_PERCENT
    return 100 * ceiling // whole, -(-whole * ceiling // 100)


def _is_too_near(one: int, other: int) -> bool:
    """Less than a step apart; coming back to a ceiling already shown tells nothing."""
    if NONE in (one, other) or one == other:
        return False
    low, high = limits_around(one)
    return low < other < high
