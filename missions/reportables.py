"""A mission as something to report."""

from uuid import UUID

from missions.models import Mission
from sio.lib.reportables import Reportable, reportable


@reportable("mission")
def find_mission(key: str) -> Reportable | None:
    """An open mission, by its public id; its author answers for it."""
    try:
        public_id = UUID(key)
    except ValueError:
        return None
    mission = Mission.objects.open_to_anyone().select_related("author").filter(public_id=public_id).first()
    return Reportable(mission.title, mission.get_absolute_url(), mission.author) if mission else None
