"""How many invitations and applications may wait at once (market.md §6): what is scarce is answered.

Read by the services that guard them, by the constraints of the database and by the pages that show the counters.
"""

from datetime import timedelta

from missions.pricing import MINUTES_PER_DAY

OPEN_INVITATIONS_PER_MISSION = 6
WAITING_APPLICATIONS_PER_MISSION = 12

INVITATION_LIFE = timedelta(days=7)
"""Calendar days."""

MANUAL_REMINDERS = 2
BETWEEN_REMINDERS = timedelta(hours=24)

SILENT_INVITATIONS = 3
"""Lapsed in a row without a sign: she is asked whether her availability still holds."""

LEAST_OPEN_INVITATIONS = 3
INVITATIONS_PER_FREE_DAY = 2


def open_invitations_of_assistant(free_minutes: int | None) -> int:
    """How many invitations she may have open: twice her free days a week, never fewer than three.

    `free_minutes` a week, a day being seven hours; None when she never said.
    """
    return max(LEAST_OPEN_INVITATIONS, INVITATIONS_PER_FREE_DAY * (free_minutes or 0) // MINUTES_PER_DAY)
