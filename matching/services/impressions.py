"""Impressions: who a company really read, what came of it, and how much each person was shown."""

import json
from collections.abc import Sequence
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from accounts.models import AssistantProfile
from matching.enums import Bucket, Outcome
from matching.explanations import Json
from matching.matches import Match
from matching.models import Impression
from matching.order import Placement
from matching.projection import WORKED
from matching.rules import EXPOSURE_DAYS, FREE_DAY_MINUTES
from missions.models import Mission
from sio.lib.dates import today
from sio.lib.services import service

# Logs of a ranking are kept six months at least, logs that hold people twelve at most (legal.md §8 and §9).
IMPRESSION_LIFE = timedelta(days=365)


def record_impressions(shown: Sequence[Match], *, page: int) -> None:
    """One statement for the whole page; the same person twice in a day, for one mission, counts once.

    The page does not wait for the disk: a crash may lose the impressions of its last half second, and nothing else.
    """
    if not shown:
        return
    told = json.dumps([_impression(match) for match in shown], ensure_ascii=False)
    with connection.cursor() as cursor:
        cursor.execute(RECORD, [shown[0].mission.pk, today(), page, told])


def _impression(match: Match) -> Json:
    placement = match.placement or Placement(rank=0)
    return {
        "profile_id": match.profile.pk,
        "bucket": match.bucket,
        "rank": placement.rank,
        "slot": placement.slot,
        "propensity": placement.propensity,
        "fit": match.micro_points,
        "version": match.explanation["version"],
        "rule_version": match.explanation["rules"],
        "explanation": match.explanation,
    }


# `set_config` holds for the transaction of the statement.
RECORD = """
INSERT INTO matching_impression (mission_id, shown_on, page, profile_id, bucket, rank, slot, propensity, fit, version, rule_version, explanation)
SELECT %s, %s, %s, told.*
FROM jsonb_to_recordset(%s::jsonb) AS told(profile_id bigint, bucket text, rank int, slot text, propensity int, fit int, version text, rule_version int, explanation jsonb)
WHERE set_config('synchronous_commit', 'off', true) IS NOT NULL
ON CONFLICT (mission_id, profile_id, shown_on) DO NOTHING
"""


@service
def note_outcome(outcome: Outcome, mission: Mission, profile: AssistantProfile) -> None:
    """Date what came of the times she was shown for this mission; the first date stays."""
    shown = Impression.objects.filter(mission=mission, profile=profile, **{outcome: None})
    shown.update(**{outcome: timezone.now()})


@service
def purge_impressions() -> int:
    """Forget the impressions that have lived long enough; how many left."""
    left, _ = Impression.objects.filter(shown_on__lt=today() - IMPRESSION_LIFE).delete()
    return left


@service
def count_exposure() -> None:
    """Every night: how much each person was shown in the main list, over the 28 days that end yesterday (§5)."""
    since, yesterday = today() - timedelta(days=EXPOSURE_DAYS), today() - timedelta(days=1)
    with connection.cursor() as cursor:
        cursor.execute(
            ROLL_UP, [FREE_DAY_MINUTES, FREE_DAY_MINUTES, list(WORKED), Bucket.MAIN, since, yesterday]
        )


# `order.exposure_of`, for everybody at once.
ROLL_UP = """
INSERT INTO matching_exposure (profile_id, impressions, exposure, is_new, counted_at)
SELECT c.profile_id, coalesce(shown.times, 0),
       coalesce(shown.times, 0) * 1000 * %s / greatest(%s, coalesce(c.free_minutes, 0)),
       NOT EXISTS (SELECT FROM missions_engagement e WHERE e.profile_id = c.profile_id AND e.status = ANY(%s)),
       now()
FROM matching_candidate c LEFT JOIN (
  SELECT i.profile_id, count(*) AS times FROM matching_impression i
  WHERE i.bucket = %s AND i.shown_on BETWEEN %s AND %s GROUP BY i.profile_id
) AS shown USING (profile_id)
ON CONFLICT (profile_id) DO UPDATE SET
  impressions = excluded.impressions, exposure = excluded.exposure,
  is_new = excluded.is_new, counted_at = excluded.counted_at
"""
