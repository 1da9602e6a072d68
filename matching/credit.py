"""What she can do, as one byte per skill of the catalogue (matching.md §4.1)."""

from collections.abc import Iterable, Mapping

from matching.facts import SKILL_SLOTS
from matching.rules import IN_TEXT, RELATED


def credit_bytes(
    levels: Mapping[int, int],
    groups: Mapping[int, str],
    in_text: Iterable[int] = (),
    *,
    slots: int = SKILL_SLOTS,
) -> bytes:
    """Declared wins over related, related over text. `levels` and `groups` are by position.

    Related: she holds another skill of the same group. A skill without a group is related to none.
    """
    held = {groups.get(position, "") for position in levels} - {""}
    found = bytearray(slots)
    for position in in_text:
        found[position] = IN_TEXT
    for position, group in groups.items():
        if group in held:
            found[position] = RELATED
    for position, level in levels.items():
        found[position] = level
    return bytes(found)
