"""What each side is told about an application and its conversation."""

from django.urls import reverse

from accounts.models import User
from missions.emails.facts import ASSISTANT_WHY, COMPANY_WHY, application_of, conversation_of, hourly, short
from missions.enums import ApplicationStatus
from missions.models import Application
from notifications.messages import Message, Payload, message
from sio.lib import dates


@message("application_received", label="Une candidature sur votre mission")
def application_received(user: User, payload: Payload) -> Message | None:
    application = _open(payload)
    if application is None:
        return None
    mission = application.mission
    return Message(
        subject=f"« {short(mission)} » : nouvelle candidature",
        preheader=f"{application.profile} propose {hourly(application.rate_cents)}.",
        happened=f"{application.profile} propose sa candidature pour « {mission} ».",
        facts=(("Tarif", hourly(application.rate_cents)), ("Référence", application.reference)),
        button="Lire la candidature",
        path=_page(application),
        otherwise="La candidature reste ouverte. Une réponse, même négative, est toujours attendue.",
        why=COMPANY_WHY,
    )


@message("application_sent", label="Votre candidature est envoyée", is_transactional=True)
def application_sent(user: User, payload: Payload) -> Message | None:
    application = _open(payload)
    if application is None:
        return None
    return Message(
        subject=f"« {short(application.mission)} » : candidature envoyée",
        preheader="L’entreprise est prévenue.",
        happened=f"Votre candidature pour « {application.mission} » est envoyée.",
        facts=(
            ("Référence", application.reference),
            ("Envoyée le", dates.day_and_clock(application.sent_at)),
            ("Votre tarif", hourly(application.rate_cents)),
        ),
        button="Suivre ma candidature",
        path=_page(application),
        otherwise="Vous serez prévenue ou prévenu de chaque étape.",
        why=ASSISTANT_WHY,
    )


@message("application_shortlisted", label="Votre candidature est présélectionnée")
def application_shortlisted(user: User, payload: Payload) -> Message | None:
    application = application_of(payload)
    if application is None or application.status != ApplicationStatus.SHORTLISTED:
        return None
    return Message(
        subject=f"« {short(application.mission)} » : présélection",
        preheader="L’entreprise veut en savoir plus.",
        happened=f"{application.mission.company} a présélectionné votre candidature pour « {application.mission} ».",
        button="Ouvrir la conversation",
        path=_thread(application),
        otherwise="L’entreprise peut vous écrire avant de décider.",
        why=ASSISTANT_WHY,
    )


@message("application_accepted", label="Votre candidature est acceptée", is_transactional=True)
def application_accepted(user: User, payload: Payload) -> Message | None:
    application = application_of(payload)
    if application is None or application.status != ApplicationStatus.ACCEPTED:
        return None
    return Message(
        subject=f"« {short(application.mission)} » : candidature acceptée",
        preheader="Le contrat est prêt : lisez-le, puis signez-le.",
        happened=f"{application.mission.company} vous confie la mission « {application.mission} ».",
        facts=(("Tarif", hourly(application.rate_cents)), ("Référence", application.reference)),
        button="Lire le contrat",
        path=_contract(payload),
        otherwise="Rien ne commence avant votre signature. Vous restez libre de ne pas signer.",
        why=ASSISTANT_WHY,
    )


@message("mission_filled", label="Votre mission est pourvue", is_transactional=True)
def mission_filled(user: User, payload: Payload) -> Message | None:
    application = application_of(payload)
    if application is None or application.status != ApplicationStatus.ACCEPTED:
        return None
    lapsed = application.mission.applications.filter(status=ApplicationStatus.LAPSED).count()
    return Message(
        subject=f"« {short(application.mission)} » est pourvue",
        preheader="Le contrat est prêt à signer.",
        happened=f"Vous avez accepté la candidature de {application.profile} pour « {application.mission} ».",
        facts=(
            ("Tarif", hourly(application.rate_cents)),
            ("Autres candidatures prévenues", str(lapsed)),
        ),
        button="Lire le contrat",
        path=_contract(payload),
        otherwise="Rien ne commence et rien n’est payé avant les deux signatures.",
        why=COMPANY_WHY,
    )


@message("application_declined", label="Votre candidature a reçu une réponse")
def application_declined(user: User, payload: Payload) -> Message | None:
    application = application_of(payload)
    if application is None or application.status != ApplicationStatus.DECLINED:
        return None
    comment = (("Précision", application.decline_comment),) if application.decline_comment else ()
    return Message(
        subject=f"« {short(application.mission)} » : réponse de l’entreprise",
        preheader=f"Motif : {application.get_decline_reason_display().lower()}",
        happened=f"{application.mission.company} n’a pas retenu votre candidature pour « {application.mission} ».",
        facts=(("Motif", application.get_decline_reason_display()), *comment),
        button="Voir les missions ouvertes",
        path=reverse("missions:list"),
        otherwise="Votre adéquation sur les autres missions n’est pas modifiée.",
        why=ASSISTANT_WHY,
    )


@message("application_lapsed", label="Une de vos candidatures est sans suite")
def application_lapsed(user: User, payload: Payload) -> Message | None:
    application = application_of(payload)
    if application is None or application.status != ApplicationStatus.LAPSED:
        return None
    closing = application.events.filter(to_status=ApplicationStatus.LAPSED).first()
    return Message(
        subject=f"« {short(application.mission)} » : candidature sans suite",
        preheader="D’autres missions sont ouvertes.",
        happened=f"Votre candidature pour « {application.mission} » est close.",
        facts=(("Raison", closing.why),) if closing else (),
        button="Voir les missions ouvertes",
        path=reverse("missions:list"),
        otherwise="Votre adéquation sur les autres missions n’est pas modifiée.",
        why=ASSISTANT_WHY,
    )


@message("application_withdrawn", label="Une candidature est retirée")
def application_withdrawn(user: User, payload: Payload) -> Message | None:
    application = application_of(payload)
    if application is None or application.status != ApplicationStatus.WITHDRAWN:
        return None
    return Message(
        subject=f"« {short(application.mission)} » : candidature retirée",
        preheader="Les autres candidatures restent ouvertes.",
        happened=f"{application.profile} a retiré sa candidature pour « {application.mission} ».",
        button="Voir les candidatures",
        path=reverse("missions:applications", args=[application.mission.public_id]),
        otherwise="Vous n’avez rien à faire.",
        why=COMPANY_WHY,
    )


@message("message_received", label="Un message dans une conversation")
def message_received(user: User, payload: Payload) -> Message | None:
    """Who wrote and about what; the words themselves stay on the site."""
    conversation = conversation_of(payload)
    if conversation is None:
        return None
    application = conversation.application
    is_hers = application.profile.user_id == user.pk
    author = application.mission.company if is_hers else application.profile
    return Message(
        subject=f"« {short(application.mission)} » : nouveau message",
        preheader=f"{author} vous a écrit.",
        happened=f"{author} vous a écrit au sujet de « {application.mission} ».",
        button="Lire et répondre",
        path=reverse("missions:conversation", args=[conversation.public_id]),
        otherwise="Le message vous attend dans la conversation.",
        why=ASSISTANT_WHY if is_hers else COMPANY_WHY,
    )


def _open(payload: Payload) -> Application | None:
    application = application_of(payload)
    return application if application is not None and application.is_open else None


def _page(application: Application) -> str:
    return reverse("missions:application", args=[application.public_id])


def _thread(application: Application) -> str:
    return reverse("missions:conversation", args=[application.conversation.public_id])


def _contract(payload: Payload) -> str:
    return reverse("missions:engagement", args=[payload["engagement"]])
