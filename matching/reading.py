"""A mission whose matches are about to be read: what ranks it, and what already passed between it and people.

One statement, written out as in `shown.py`: Django took 8 ms to put the same question together, and PostgreSQL 4 to plan it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from accounts.models import User
from matching.bench import Bench, vocabulary_for
from matching.models import rules_of
from matching.needs import COLUMNS, ENDED, Need, asked_skill, facts_of_need
from missions.enums import InvitationStatus
from missions.models import Mission
from missions.permissions import ACTING_ROLES
from missions.presentation.invitations import Contacts

# What a need takes from other tables than that of the missions.
JOINED = {
    "job__position": "j.position",
    "company__sector__position": "s.position",
    "city__latitude": "y.latitude",
    "city__longitude": "y.longitude",
    "language__position": "l.position",
}

STATEMENT = f"""SELECT {", ".join(JOINED.values())},
  (SELECT r.id FROM matching_ruleversion r ORDER BY r.number DESC LIMIT 1),
  (SELECT json_agg(json_build_array(k.position, a.importance, a.level, k.kind) ORDER BY k.position)
   FROM missions_missionskill a JOIN accounts_skill k ON k.id = a.skill_id WHERE a.mission_id = m.id),
  ARRAY(SELECT p.id FROM accounts_assistantprofile p JOIN accounts_membership b ON b.user_id = p.user_id WHERE b.company_id = m.company_id
        UNION SELECT a.profile_id FROM missions_application a WHERE a.mission_id = m.id AND a.status = ANY(%(ended)s)
        UNION SELECT i.profile_id FROM missions_invitation i WHERE i.mission_id = m.id AND i.status = %(declined)s),
  (SELECT json_agg(json_build_array(i.profile_id, i.sent_at)) FROM missions_invitation i WHERE i.mission_id = m.id AND i.status = %(open)s),
  (SELECT json_agg(json_build_array(a.profile_id, a.sent_at)) FROM missions_application a WHERE a.mission_id = m.id),
  EXISTS (SELECT FROM accounts_membership b WHERE b.company_id = m.company_id AND b.user_id = %(reader)s AND b.role = ANY(%(acting)s)),
  EXISTS (SELECT FROM matching_watch w WHERE w.mission_id = m.id AND w.user_id = %(reader)s)
FROM missions_mission m JOIN accounts_company f ON f.id = m.company_id LEFT JOIN accounts_sector s ON s.id = f.sector_id
  LEFT JOIN accounts_officejob j ON j.id = m.job_id LEFT JOIN accounts_city y ON y.id = m.city_id
  LEFT JOIN accounts_language l ON l.id = m.language_id
WHERE m.id = %(mission)s"""  # noqa: S608 - names of columns

FIXED: dict[str, list[str] | str | int] = {
    "ended": [*map(str, ENDED)],
    "declined": str(InvitationStatus.DECLINED),
    "open": str(InvitationStatus.OPEN),
    "acting": [*map(str, ACTING_ROLES)],
}


@dataclass(frozen=True)
class Reading:
    """`bench`: the mission ready to judge; `contacts`: who was invited or applied; `is_watched`: by the person who reads."""

    bench: Bench
    contacts: Contacts
    is_watched: bool


def read_for(user: User, mission: Mission, as_of: date) -> Reading:
    """For somebody who may read the matches of this mission, on this day."""
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, FIXED | {"reader": user.pk, "mission": mission.pk})
        row = cursor.fetchone()
    joined = dict(zip(JOINED, row, strict=False))
    rules, skills, left_out, invited, applied, acts, is_watched = row[len(JOINED) :]
    asked = tuple(asked_skill(*one) for one in skills or ())
    facts = facts_of_need(_need(mission, joined), asked, as_of, excluded=frozenset(left_out))
    vocabulary = vocabulary_for(skill.position for skill in asked)
    return Reading(
        Bench(mission, facts, rules_of(rules), vocabulary),
        Contacts(_dated(invited), _dated(applied), may_act=acts),
        is_watched,
    )


def _need(mission: Mission, joined: Mapping[str, Any]) -> Need:
    return Need(*(joined[name] if name in joined else getattr(mission, name) for name in COLUMNS))


def _dated(rows: Sequence[tuple[int, str]] | None) -> dict[int, datetime]:
    """When, by profile."""
    return {profile: datetime.fromisoformat(at) for profile, at in rows or ()}
