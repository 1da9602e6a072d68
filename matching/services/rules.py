"""A new version of the rules: what is counted on the published profiles, written once, in force at once."""

from statistics import median

from django.db.models import Count

from accounts.enums import ProfileStatus
from accounts.models import AssistantProfile, ProfileSkill, Skill
from matching.models import RuleVersion
from matching.rules import Rules, rarity
from matching.services.projection import project_all
from sio.lib.services import service


@service
def refresh_rules() -> RuleVersion:
    """Count again how rare each skill is, and bring every row to the new version. Weekly, never in a request."""
    last = RuleVersion.objects.select_for_update().order_by("-number").first()
    constants, profiles = Rules(), AssistantProfile.objects.published().count()
    counted = _rarity(profiles)
    version = RuleVersion.objects.create(
        number=last.number + 1 if last else 1,
        rarity=counted,
        median_rarity=median(counted.values()),
        market_mean=constants.market_mean,
        prudent_percent=constants.prudent_percent,
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
