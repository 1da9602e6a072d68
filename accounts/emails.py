"""What is told to an assistant about her profile."""

from django.urls import reverse

from accounts.enums import ProfileStatus
from accounts.models import AssistantProfile, ProfileEvent, User
from notifications.messages import Message, Payload, message

WHY = "Vous recevez ce message parce que vous avez un profil sur SIO."


@message("profile_submitted", label="Votre profil est envoyé à l’équipe SIO", is_transactional=True)
def profile_submitted(user: User, payload: Payload) -> Message | None:
    if _profile(payload).status != ProfileStatus.SUBMITTED:
        return None
    return Message(
        subject="Votre profil est en cours de vérification",
        preheader="Une personne de l’équipe le lit et vous répond par e-mail.",
        happened="Vous avez envoyé votre profil. Une personne de l’équipe SIO le lit et vous répond par e-mail.",
        facts=(("Délai habituel", "deux jours ouvrés"),),
        button="Voir mon profil",
        path=reverse("accounts:profile"),
        otherwise="Vous n’avez rien à faire. Vous pouvez continuer à modifier votre profil.",
        why=WHY,
    )


@message("profile_published", label="Votre profil est publié", is_transactional=True)
def profile_published(user: User, payload: Payload) -> Message | None:
    profile = _profile(payload)
    if profile.status != ProfileStatus.PUBLISHED:
        return None
    return Message(
        subject="Votre profil est publié",
        preheader="Les entreprises le voient dès maintenant.",
        happened="Votre profil est en ligne. Les entreprises le voient, et vous voyez les missions qui vous correspondent.",
        button="Voir mon profil en ligne",
        path=profile.get_absolute_url(),
        otherwise="Confirmez vos disponibilités chaque semaine : un clic suffit dans votre espace.",
        why=WHY,
    )


@message("profile_changes_requested", label="Votre profil est à compléter", is_transactional=True)
def profile_changes_requested(user: User, payload: Payload) -> Message | None:
    """What the moderator wrote goes out in full: she should not have to sign in to learn it."""
    event = ProfileEvent.objects.filter(pk=payload["event"]).select_related("profile", "actor").first()
    if event is None or event.profile.status != ProfileStatus.CHANGES_REQUESTED:
        return None
    return Message(
        subject="Votre profil est à compléter",
        preheader=f"Motif : {event.get_reason_display()}",
        happened="Une personne de l’équipe SIO a lu votre profil et vous propose de le modifier avant sa publication.",
        facts=(("Motif", event.get_reason_display()), ("Ce qu’il faut modifier", event.why)),
        button="Modifier mon profil",
        path=reverse("accounts:profile"),
        otherwise="Votre profil reste invisible tant que vous ne l’avez pas renvoyé. Rien n’est perdu.",
        why=WHY,
        signed_by=_signature(event.actor),
    )


def _profile(payload: Payload) -> AssistantProfile:
    return AssistantProfile.objects.select_related("user").get(pk=payload["profile"])


def _signature(moderator: User | None) -> str:
    name = moderator.first_name if moderator else ""
    return f"{name}, équipe SIO" if name else "L’équipe SIO"
