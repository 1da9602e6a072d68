"""The two messages of the waiting list. They go to addresses without an account."""

from django.urls import reverse

from accounts.doors import Door
from accounts.enums import Role
from accounts.models import WaitingListEntry
from notifications.layout import full_url
from notifications.messages import Message

WHY = "Vous recevez ce message parce que cette adresse a été saisie sur SIO."
INVITED = {
    Role.COMPANY: "Vous pouvez décrire votre besoin et voir dès maintenant qui peut y répondre.",
    Role.ASSISTANT: "Vous pouvez créer votre profil, fixer vos tarifs et lire les missions qui vous correspondent.",
}


def confirm_your_address(entry: WaitingListEntry) -> Message:
    door = Door(Role(entry.role))
    return Message(
        subject="Confirmez votre adresse pour être prévenu",
        preheader="Un clic, puis un seul message, le jour de l’ouverture.",
        happened="Vous avez demandé à être prévenu de l’ouverture des inscriptions sur SIO.",
        button="Confirmer mon adresse",
        path=reverse("accounts:opening_confirm", args=[door.slug, entry.token]),
        facts=(
            ("Ce que vous recevrez", "un seul message, le jour de l’ouverture"),
            (
                "Effacer mon adresse",
                full_url(reverse("accounts:opening_leave", args=[door.slug, entry.token])),
            ),
        ),
        otherwise="Sans confirmation, nous effaçons votre adresse dans les trente jours.",
        why=WHY,
    )


def the_doors_are_open(role: str) -> Message:
    return Message(
        subject="Les inscriptions sont ouvertes sur SIO",
        preheader="C’est le message que vous attendiez, et le seul.",
        happened="Les inscriptions sont ouvertes. " + INVITED[Role(role)],
        button="Créer mon compte",
        path=Door(Role(role)).sign_up,
        otherwise="Vous n’avez rien à faire pour être oublié : votre adresse est déjà effacée de la liste d’attente.",
        why="Vous recevez ce message parce que vous avez demandé à être prévenu de l’ouverture.",
    )
