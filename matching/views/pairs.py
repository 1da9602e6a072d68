"""Two people together: a block of the company's page of profiles, with an address of its own."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from matching import cards
from matching.needs import missions_to_rank
from matching.permissions import missions_ranked_for
from matching.sentences.pairs import CONTRACTS
from matching.services import pairs_for
from missions.models import Mission
from sio.lib.fragments import asks_for_fragment, page_or_fragment
from sio.lib.http import AuthenticatedRequest


@require_safe
def pairs(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    """The best pairs for a published mission, while hardly anybody covers it alone."""
    missions = missions_to_rank(missions_ranked_for(request.user).published())
    mission = get_object_or_404(missions, public_id=public_id)
    level = 3 if asks_for_fragment(request) else 2
    context = {"mission": mission, "level": level, **_pairs(mission)}
    return page_or_fragment(request, "matching/pairs.html", "pairs", context)


def _pairs(mission: Mission) -> dict[str, Any]:
    found = pairs_for(mission)
    return {
        "pairs": [cards.pair_card(match) for match in found.pairs],
        "alone": found.alone,
        "read": found.read,
        "contracts": CONTRACTS,
    }
