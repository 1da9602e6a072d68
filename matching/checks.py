"""What a deployment must not forget: people are told before new rules rank them."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError

from matching.models import RankingNotice, RuleVersion
from matching.rules import VERSION
from sio.lib.dates import today


@register(Tags.database)
def new_rules_were_announced(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Run by `migrate`: refuse to deploy a version that this installation never announced, or announced for later."""
    if not databases:
        return []
    try:
        is_new = RuleVersion.objects.exclude(version=VERSION).exists()
        was_told = RankingNotice.objects.filter(version=VERSION, in_force_on__lte=today()).exists()
    except DatabaseError:
        return []
    if not is_new or was_told:
        return []
    return [
        Error(
            f"The rules {VERSION} rank from now on, and nobody was told.",
            hint="Deploy them as PLANNED first, run announce_ranking, and wait for their day.",
            id="matching.E001",
        )
    ]
