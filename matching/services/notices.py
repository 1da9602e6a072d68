"""Both sides told of new rules at least fifteen days before they rank anybody (matching.md §9, legal.md R5.5)."""

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Q

from accounts.models import User
from matching import changelog
from matching.changelog import NOTICE_DAYS, Release
from matching.models import MatchingDuty, RankingNotice
from matching.services.projection import batches
from notifications.services import tell
from sio.lib.dates import day, today
from sio.lib.duties import owe
from sio.lib.errors import Refusal
from sio.lib.services import service

ANNOUNCE_RANKING = "announce_ranking"


def readers() -> list[int]:
    """Everyone whom the ranking concerns: assistants with a profile, members of a company."""
    concerned = Q(assistant_profile__isnull=False) | Q(memberships__isnull=False)
    people = User.objects.filter(concerned, is_active=True).distinct().order_by("pk")
    return list(people.values_list("pk", flat=True))


@service
def announce_ranking(release: Release, by: User | None = None) -> RankingNotice:
    """Owe everybody a letter about this release, once. Raises Refusal when it is too late, or already done."""
    refuse_a_late_notice(release)
    if RankingNotice.objects.filter(version=release.version).exists():
        raise Refusal(f"La version {release.version} est déjà annoncée.")
    people = readers()
    for batch in batches(people):
        owe(
            MatchingDuty,
            kind=ANNOUNCE_RANKING,
            dedupe_key=f"ranking:{release.version}:from:{batch[0]}",
            payload={"version": release.version, "users": batch},
        )
    return RankingNotice.objects.create(
        version=release.version,
        in_force_on=release.in_force_on,
        given_on=today(),
        given_by=by,
        people=len(people),
    )


def refuse_a_late_notice(release: Release) -> None:
    earliest = today() + timedelta(days=NOTICE_DAYS)
    if release.in_force_on < earliest:
        raise Refusal(
            f"Un changement s’annonce {NOTICE_DAYS} jours avant\u00a0: pas avant le {day(earliest)}."
        )


def tell_of_release(version: str, users: Sequence[int]) -> None:
    """In the transaction that records the duty; each person once: `ranking:{version}:user:{user}`."""
    if changelog.known(version) is not None:
        for user in User.objects.filter(pk__in=users, is_active=True).order_by("pk"):
            tell(user, "ranking", dedupe_key=version, payload={"version": version})
