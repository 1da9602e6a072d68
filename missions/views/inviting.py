"""A company invites, follows its invitations, reminds, takes one back."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.models import AssistantProfile
from missions.forms import InvitationForm
from missions.models import Invitation, Mission
from missions.permissions import can_act_for
from missions.presentation.invitations import seats, sent_row
from missions.services.invitations import invite as send_invitation
from missions.services.invitations import remind_invitation, withdraw_invitation
from missions.views.acting import PER_PAGE, act_once, ask, get_or_post, show
from sio.lib import dates
from sio.lib.errors import Refusal
from sio.lib.form_tokens import answer_once
from sio.lib.forms import refuse
from sio.lib.http import AuthenticatedRequest


@get_or_post
def invite(request: AuthenticatedRequest, public_id: UUID, slug: str) -> HttpResponse:
    """Says what follows, takes a word for her, sends."""
    mission = _owned(request, public_id)
    found = get_object_or_404(AssistantProfile.objects.published().select_related("user"), slug=slug)
    form = InvitationForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        invitation = send_invitation(mission, found, request.user, form.cleaned_data["message"])
        until = dates.day(invitation.lapses_at)
        messages.success(request, f"Invitation envoyée à {found}. Réponse attendue avant le {until}.")
        return reverse("matching:assistants", args=[mission.public_id])

    if request.method == "POST" and form.is_valid():
        try:
            return answer_once(request, act)
        except Refusal as refusal:
            refuse(form, refusal)
    context = {"mission": mission, "profile": found, "form": form, "seats": seats(mission)}
    is_refused = form.is_bound and bool(form.errors)
    return show(request, "missions/invite.html", context, invalid=is_refused)


@require_safe
def invitations(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    """Those of one mission: the open ones on top, then the latest."""
    mission = _owned(request, public_id)
    sent = Invitation.objects.filter(mission=mission).select_related("profile__user").open_first()
    page = Paginator(sent, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "mission": mission,
        "page": page,
        "rows": [sent_row(invitation) for invitation in page],
        "seats": seats(mission),
        "may_act": can_act_for(request.user, mission.company),
    }
    return show(request, "missions/invitations.html", context)


@get_or_post
def remind(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    found, back = _sent(request, public_id)

    def act() -> str:
        remind_invitation(found, request.user)
        messages.success(request, f"Votre relance est envoyée à {found.profile}.")
        return back

    if request.method == "POST":
        return act_once(request, act, back=back)
    return ask(
        request,
        question=f"Relancer {found.profile}\u202f?",
        consequence="Un e-mail rappelle votre invitation. Deux relances au plus, à un jour d’intervalle. "
        "Cette personne reste libre de répondre ou non.",
        label="Relancer",
        back=back,
    )


@get_or_post
def withdraw(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    found, back = _sent(request, public_id)

    def act() -> str:
        withdraw_invitation(found, request.user)
        messages.success(request, "L’invitation est retirée. La personne est prévenue.")
        return back

    if request.method == "POST":
        return act_once(request, act, back=back)
    return ask(
        request,
        question=f"Retirer l’invitation de {found.profile}\u202f?",
        consequence="La personne est prévenue. Une place se libère pour une autre invitation.",
        label="Retirer l’invitation",
        tone="danger",
        back=back,
    )


def _owned(request: AuthenticatedRequest, public_id: UUID) -> Mission:
    mine = Mission.objects.owned_by(request.user).select_related("company")
    return get_object_or_404(mine, public_id=public_id)


def _sent(request: AuthenticatedRequest, public_id: UUID) -> tuple[Invitation, str]:
    """The invitation, and the list one comes back to."""
    mine = Invitation.objects.sent_by(request.user).with_parties()
    found = get_object_or_404(mine, public_id=public_id)
    return found, reverse("missions:invitations", args=[found.mission.public_id])
