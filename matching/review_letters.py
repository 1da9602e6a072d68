"""What is told about a contested result, to both sides; and of new rules, before they rank anybody."""

from accounts.models import User
from matching import changelog
from matching.enums import Reader, ReviewStatus
from matching.models import ReviewRequest
from matching.presentation import in_brief
from matching.sentences import NO_BREAK
from notifications.messages import Message, Payload, message
from sio.lib.dates import day

BY_A_PERSON = "Une personne de l’équipe SIO, sans décision automatisée"
TO_ASKER = "Vous recevez ce message parce que vous avez demandé le réexamen d’un résultat sur SIO."
TO_COMPANY = "Vous recevez ce message parce qu’un profil proposé pour votre mission a été réexaminé."
TO_ASSISTANT = "Vous recevez ce message parce que votre résultat pour une mission a été réexaminé."


@message("review_received", label="Votre demande de réexamen est reçue", is_transactional=True)
def review_received(user: User, payload: Payload) -> Message | None:
    review = _review(payload)
    if review is None:
        return None
    return Message(
        subject=f"Nous avons reçu votre demande {review.reference}",
        preheader=f"Une personne vous répond au plus tard le {day(review.due_on)}.",
        happened="Vous avez demandé le réexamen d’un résultat. Il est gardé tel que vous l’avez lu.",
        facts=(
            ("Référence", review.reference),
            ("Mission", str(review.mission)),
            ("Résultat contesté", in_brief(review)),
            ("Réponse au plus tard", day(review.due_on)),
        ),
        button="Suivre ma demande",
        path=review.get_absolute_url(),
        otherwise="Vous n’avez rien à faire. Cette demande ne change rien à votre place dans les résultats.",
        why=TO_ASKER,
    )


@message("review_answered", label="Une réponse à votre demande de réexamen", is_transactional=True)
def review_answered(user: User, payload: Payload) -> Message | None:
    review = _review(payload)
    if review is None or not review.is_answered:
        return None
    return Message(
        subject=f"Notre réponse à votre demande {review.reference}",
        preheader=f"{review.get_status_display()}. Les raisons sont dans ce message.",
        happened=f"Une personne a repris ce résultat. {OUTCOMES[ReviewStatus(review.status)]}",
        facts=(
            ("Mission", str(review.mission)),
            ("Réponse", review.why),
            ("Qui a répondu", BY_A_PERSON),
        ),
        button="Lire la réponse",
        path=review.get_absolute_url(),
        otherwise="Si cette réponse ne vous convient pas, répondez à ce message ou saisissez le tribunal compétent.",
        why=TO_ASKER,
    )


@message("result_reviewed", label="Un résultat a été réexaminé", is_transactional=True)
def result_reviewed(user: User, payload: Payload) -> Message | None:
    """The other side: what came of it, neither who asked nor the reasons given to them."""
    review = _review(payload)
    if review is None or not review.is_answered:
        return None
    is_for_company = review.side == Reader.ASSISTANT
    what = f"Le résultat de {review.profile}" if is_for_company else "Votre résultat"
    return Message(
        subject=f"Un résultat réexaminé{NO_BREAK}: {review.get_status_display().lower()}",
        preheader="Une personne de l’équipe SIO a repris ce résultat.",
        happened=f"{what} pour «\u00a0{review.mission}\u00a0» a été repris par une personne de l’équipe. "
        f"{OUTCOMES[ReviewStatus(review.status)]}",
        facts=(("Qui a décidé", BY_A_PERSON),),
        button="Voir la mission",
        path=review.mission.get_absolute_url(),
        otherwise="Vous n’avez rien à faire.",
        why=TO_COMPANY if is_for_company else TO_ASSISTANT,
    )


OUTCOMES = {
    ReviewStatus.UPHELD: "Le résultat est maintenu.",
    ReviewStatus.CHANGED: "Le résultat est corrigé.",
}


def _review(payload: Payload) -> ReviewRequest | None:
    found = ReviewRequest.objects.select_related("mission", "profile__user")
    return found.filter(public_id=payload["review"]).first()


@message("ranking", label="Les règles de classement changent", is_transactional=True)
def ranking(user: User, payload: Payload) -> Message | None:
    release = changelog.known(payload["version"])
    if release is None:
        return None
    return Message(
        subject=f"Le classement change le {day(release.in_force_on)}",
        preheader="Ce qui change, pourquoi, et à partir de quand.",
        happened=f"À partir du {day(release.in_force_on)}, SIO classe selon la version {release.version}. {release.why}",
        facts=tuple(
            (f"Changement {number}", change) for number, change in enumerate(release.changes, start=1)
        ),
        button="Lire «\u00a0Comment SIO classe\u00a0»",
        path="/classement/",
        otherwise="Vous n’avez rien à faire. Ni refuser ni accepter une mission ne change votre place.",
        why="Vous recevez ce message parce que ces règles classent des profils ou des missions qui vous concernent.",
    )
