"""A new version of the rules: what is counted on the published profiles, written once, in force at once."""

from statistics import median

from django.db import connection
from django.db.models import Count, Sum

from accounts.enums import ProfileStatus
from accounts.models import AssistantProfile, ProfileSkill, Skill
from matching.models import Candidate, RuleVersion
from matching.rules import COUNTED_FROM_PROFILES, PRUDENT_PERCENTILE, Rules, rarity
from matching.services.projection import project_all
from sio.lib.services import service


@service
def refresh_rules() -> RuleVersion:
    """Count again how rare each skill is, and bring every row to the new version. Weekly, never in a request."""
    last = RuleVersion.objects.select_for_update().order_by("-number").first()
    constants, profiles = Rules(), AssistantProfile.objects.published().count()
    is_counted = profiles >= COUNTED_FROM_PROFILES
    counted = _rarity(profiles)
    version = RuleVersion.objects.create(
        number=last.number + 1 if last else 1,
        rarity=counted,
        median_rarity=median(counted.values()),
        market_mean=(_market_mean() if is_counted else None) or constants.market_mean,
        prudent_percent=constants.prudent_percent,
        prudent_experience=_prudent_experience() if is_counted else {},
        profiles=profiles,
    )
    project_all()
    return version


def _rarity(profiles: int) -> dict[int, float]:
    """Idf of every skill of the catalogue, by position."""
    held = ProfileSkill.objects.filter(profile__status=ProfileStatus.PUBLISHED).values("skill__position")
    holders = dict(held.annotate(holders=Count("pk")).values_list("skill__position", "holders"))
    positions = Skill.objects.values_list("position", flat=True)
    return {position: rarity(profiles, holders.get(position, 0)) for position in positions}


def _market_mean() -> int | None:
    """Hundredths of a star over the reviews of published people; None while there is no review."""
    told = Candidate.objects.filter(is_listed=True).aggregate(stars=Sum("stars"), reviews=Sum("reviews"))
    return told["stars"] // told["reviews"] if told["reviews"] else None


def _prudent_experience() -> dict[int, int]:
    """By job, the 30th percentile of what the experience of published people is worth for it (§6)."""
    with connection.cursor() as cursor:
        cursor.execute(PERCENTILES, [PRUDENT_PERCENTILE])
        return dict(cursor.fetchall())


PERCENTILES = """
SELECT job.position, percentile_disc(%s) WITHIN GROUP (ORDER BY get_byte(c.proximity, job.position))
FROM matching_candidate c CROSS JOIN accounts_officejob job
WHERE c.is_listed AND c.has_experience GROUP BY job.position
"""
