"""What an assistant is told of a mission. Each builder judges again, and stays silent when the facts moved on."""

from django.urls import reverse

from accounts.models import AssistantProfile, User
from matching.enums import Bucket, Reader, Term
from matching.explanations import best_and_weakest
from matching.matches import Match
from matching.models import Alert, Watch
from matching.sentences import NARROW, NO_BREAK, amount_of_time
from matching.services.ranking import match_for
from matching.stops import stop_path
from missions.enums import MissionStatus
from missions.models import Mission
from notifications.layout import full_url
from notifications.messages import SUBJECT_LIMIT, Message, Payload, message
from sio.lib.dates import day

WHY = (
    "Vous recevez ce message parce que votre profil est publié sur SIO et que cette mission vous correspond."
)
PREHEADER_LIMIT = 120
NO_OBLIGATION = (
    "Vous êtes libre de répondre ou non. Ne pas répondre ne change rien à votre place dans les résultats."
)


@message("mission_matches", label="Une mission vous correspond")
def mission_matches(user: User, payload: Payload) -> Message | None:
    match = _match(user, payload, Bucket.MAIN)
    if match is None:
        return None
    mission = match.mission
    return Message(
        subject=_cut(f"Une mission vous correspond{NO_BREAK}: {mission.title}"),
        preheader=f"Adéquation de {match.fit} sur 100, avec les raisons.",
        happened=f"Une entreprise cherche de l’aide pour «{NO_BREAK}{mission.title}{NO_BREAK}».",
        facts=(("Adéquation", f"{match.fit} sur 100"), *_reasons(match)),
        button="Voir la mission",
        path=reverse("missions:detail", args=[mission.public_id]),
        otherwise=NO_OBLIGATION,
        why=WHY,
    )


@message("mission_to_confirm", label="Une mission attend la confirmation de vos disponibilités")
def mission_to_confirm(user: User, payload: Payload) -> Message | None:
    match = _match(user, payload, Bucket.TO_CONFIRM)
    if match is None:
        return None
    return Message(
        subject=_cut(f"Êtes-vous disponible{NARROW}? {match.mission.title}"),
        preheader="Confirmez vos disponibilités pour apparaître parmi les profils proposés.",
        happened=question(match),
        facts=(("Mission", match.mission.title), *_reasons(match)),
        button="Confirmer mes disponibilités",
        path=reverse("accounts:profile_availability"),
        otherwise=f"Sans confirmation, votre profil reste visible dans la liste «{NO_BREAK}à confirmer{NO_BREAK}».",
        why=WHY,
    )


@message("mission_alert", label="Une mission répond à l’une de vos alertes")
def mission_alert(user: User, payload: Payload) -> Message | None:
    alert = Alert.objects.awake().visible_to(user).filter(public_id=payload["alert"]).first()
    match = _match(user, payload, Bucket.MAIN) if alert else None
    if alert is None or match is None or match.fit < alert.least_fit:
        return None
    name = f"«{NO_BREAK}{alert.name}{NO_BREAK}»"
    return Message(
        subject=_cut(f"Alerte {alert.name}{NO_BREAK}: {match.mission.title}"),
        preheader=f"Adéquation de {match.fit} sur 100, avec les raisons.",
        happened=f"Une nouvelle mission répond à votre alerte {name}.",
        facts=(("Mission", match.mission.title), ("Adéquation", f"{match.fit} sur 100"), *_reasons(match)),
        button="Voir la mission",
        path=reverse("missions:detail", args=[match.mission.public_id]),
        otherwise=NO_OBLIGATION,
        why=f"Vous recevez ce message parce que vous avez créé l’alerte {name} sur SIO.",
        stop_path=stop_path(alert),
        stop_label="Arrêter cette alerte",
    )


@message("morning_digest", label="Votre sélection de missions du matin")
def morning_digest(user: User, payload: Payload) -> Message | None:
    """What still suits her this morning, in the order of the night."""
    told = (_match(user, {"mission": name}, Bucket.MAIN) for name in payload["missions"])
    matches = [match for match in told if match is not None]
    if not matches:
        return None
    several = len(matches) > 1
    return Message(
        subject=f"{len(matches)} missions pour vous ce matin"
        if several
        else "Une mission pour vous ce matin",
        preheader=", ".join(match.mission.title for match in matches)[:PREHEADER_LIMIT],
        happened=f"{len(matches)} missions publiées vous correspondent."
        if several
        else "Une mission publiée vous correspond.",
        facts=tuple((match.mission.title, _in_short(match)) for match in matches),
        button="Voir mes missions",
        path=reverse("matching:missions"),
        otherwise=NO_OBLIGATION,
        why="Vous recevez ce message parce que votre profil est publié sur SIO\u00a0: une sélection au plus par jour ouvré, "
        "jamais une mission dont nous vous avons déjà parlé.",
    )


def _in_short(match: Match) -> str:
    """« 82 sur 100 », the first reason, and where to read it."""
    _, reason = _reasons(match)[0]
    return f"{match.fit} sur 100\n{reason}\n{full_url(match.mission.get_absolute_url())}"


@message("profile_found", label="Une personne correspond à une mission que vous suivez")
def profile_found(user: User, payload: Payload) -> Message | None:
    watch = Watch.objects.filter(pk=payload["watch"], user=user).select_related("mission__company").first()
    profile = AssistantProfile.objects.published().filter(pk=payload["profile"]).first()
    if watch is None or profile is None or watch.mission.status != MissionStatus.PUBLISHED:
        return None
    match = match_for(profile, watch.mission)
    if match is None or match.bucket != Bucket.MAIN:
        return None
    return Message(
        subject=_cut(f"Un profil correspond{NO_BREAK}: {watch.mission.title}"),
        preheader=f"Adéquation de {match.fit} sur 100, avec les raisons.",
        happened=f"{profile} correspond désormais à votre mission «{NO_BREAK}{watch.mission.title}{NO_BREAK}».",
        facts=(("Adéquation", f"{match.fit} sur 100"), *_reasons(match, Reader.COMPANY)),
        button="Voir les profils proposés",
        path=reverse("matching:assistants", args=[watch.mission.public_id]),
        otherwise="Vous choisissez librement à qui proposer votre mission.",
        why="Vous recevez ce message parce que vous avez demandé à être prévenue ou prévenu pour cette mission.",
        stop_path=stop_path(watch),
        stop_label="Ne plus me prévenir pour cette mission",
    )


def question(match: Match) -> str:
    """« Êtes-vous libre 2 jours par semaine à partir du 3 décembre 2026 ? »."""
    mission, minutes = match.mission, match.explanation["reasons"][2]["asked_minutes"]
    volume = f" {amount_of_time(minutes)} par semaine" if minutes else ""
    begins = f" à partir du {day(mission.starts_on)}" if mission.starts_on else ""
    return f"Êtes-vous libre{volume}{begins}{NARROW}?"


def _match(user: User, payload: Payload, bucket: Bucket) -> Match | None:
    """Her match with the mission, if it is still published and she is still in this list."""
    mission = Mission.objects.published().filter(public_id=payload["mission"]).first()
    profile = AssistantProfile.objects.published().filter(user=user).first()
    if mission is None or profile is None or mission.applications.filter(profile=profile).exists():
        return None
    match = match_for(profile, mission)
    return match if match is not None and match.bucket == bucket else None


def _reasons(match: Match, reader: Reader = Reader.ASSISTANT) -> tuple[tuple[str, str], ...]:
    """The first three reasons, in words."""
    best, _ = best_and_weakest(match.explanation["reasons"])
    return tuple((Term(reason["code"]).label, str(match.sentence(reason, reader))) for reason in best)


def _cut(subject: str) -> str:
    return subject if len(subject) <= SUBJECT_LIMIT else subject[: SUBJECT_LIMIT - 1].rstrip() + "…"
