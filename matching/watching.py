"""« Prévenez-moi » on the page of matches: offered while few people fit, shown while it is on."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from matching.models import Watch
from matching.services.watches import FEW
from missions.models import Mission


@dataclass(frozen=True)
class Switch:
    is_on: bool


def with_watch(missions: QuerySet[Mission], user: User) -> QuerySet[Mission]:
    """Each mission with `is_watched`, by this person."""
    return missions.annotate(is_watched=Exists(Watch.objects.filter(mission=OuterRef("pk"), user=user)))


def switch_of(mission: Any, fitting: int) -> Switch | None:
    """For a mission read by `with_watch` and `with_contacts`; whoever does not act for the company reads on."""
    is_on: bool = mission.is_watched
    return Switch(is_on) if mission.reader_acts and (is_on or fitting <= FEW) else None
