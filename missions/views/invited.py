"""An assistant reads her invitations, applies or declines, and may come back on a « no » within the day."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from missions.enums import InvitationStatus, MissionStatus
from missions.forms import NotThisTimeForm
from missions.models import Application, Invitation
from missions.presentation import needs
from missions.presentation.invitations import her_state, received_row
from missions.services.invitations import (
    decline_invitation,
    mark_invitation_opened,
    may_reconsider,
    reconsider_invitation,
)
from missions.views.acting import PER_PAGE, act_once, show
from sio.lib.http import AuthenticatedRequest

NOT_THIS_TIME = (
    "Pas cette fois. Votre réponse aide l’entreprise\u202f; "
    "elle ne change rien à votre place dans les résultats."
)


@require_safe
def my_invitations(request: AuthenticatedRequest) -> HttpResponse:
    received = Invitation.objects.received_by(request.user).with_parties().open_first()
    page = Paginator(received, PER_PAGE).get_page(request.GET.get("page"))
    rows = [received_row(invitation) for invitation in page]
    return show(request, "missions/my_invitations.html", {"page": page, "rows": rows})


@require_safe
def invitation(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    """The mission, her fit, the company's words; her first reading is dated."""
    found = _received(request, public_id)
    if found.is_open and found.opened_at is None:
        mark_invitation_opened(found, request.user)
    return _page(request, found, NotThisTimeForm())


@require_POST
def decline(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    """One click; a reason if she wishes."""
    found = _received(request, public_id)
    form = NotThisTimeForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, invalid=True)

    def act() -> str:
        decline_invitation(found, request.user, form.cleaned_data["reason"])
        messages.success(request, NOT_THIS_TIME)
        return found.get_absolute_url()

    return act_once(request, act, back=found.get_absolute_url())


@require_POST
def reconsider(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    found = _received(request, public_id)

    def act() -> str:
        reconsider_invitation(found, request.user)
        messages.success(request, "L’invitation est rouverte. L’entreprise est prévenue.")
        return found.get_absolute_url()

    return act_once(request, act, back=found.get_absolute_url())


def _page(
    request: AuthenticatedRequest, found: Invitation, form: NotThisTimeForm, *, invalid: bool = False
) -> HttpResponse:
    mission = found.mission
    is_published = mission.status == MissionStatus.PUBLISHED
    context = {
        "invitation": found,
        "mission": mission,
        "life": InvitationStatus(found.status),
        "state": her_state(found),
        "facts": needs.facts(mission),
        "form": form,
        "is_published": is_published,
        "may_answer": found.is_open and is_published,
        "may_reconsider": is_published and may_reconsider(found),
        "application": Application.objects.filter(mission=mission, profile=found.profile).first(),
        "all": reverse("missions:my_invitations"),
    }
    return show(request, "missions/invitation.html", context, invalid=invalid)


def _received(request: AuthenticatedRequest, public_id: UUID) -> Invitation:
    hers = Invitation.objects.received_by(request.user).with_parties()
    return get_object_or_404(hers.select_related("mission__city"), public_id=public_id)
