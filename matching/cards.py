"""Matches as cards: a person for the company, a mission for the assistant, the same reasons on both."""

from dataclasses import dataclass, replace
from typing import TypedDict

from django.urls import reverse

from accounts.enums import Place
from accounts.models import AssistantProfile
from matching import sentences
from matching.enums import Bucket, Reader, Slot, Term, Tone
from matching.explanations import Json, best_and_weakest
from matching.matches import Match, PairMatch
from matching.sentences import interest, pairs
from missions.presentation import needs
from sio.lib.components import Link, MatchCard, Reason
from sio.lib.money import short_euros

NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class AppealCard:
    """Why a mission stands where it stands in her feed: « Intérêt pour vous : 64 sur 100 »."""

    total: str
    lines: str
    why_href: str


class Why(TypedDict):
    """The part of a card that says why."""

    fit: int
    reasons: list[Reason]
    weakest: Reason | None
    bucket: str
    note: str
    is_new: bool


def person_card(match: Match, *, state: str = "", may_invite: bool = False, at: str = "") -> MatchCard:
    """What the company reads: first name and initial, town, public rate; what passed with her, or « Inviter ».

    `at` is the address of the mission; without it links start from the list itself, which makes twenty cards 4 kB lighter;
    a test follows each.
    """
    profile = match.profile
    invite = Link("Inviter", f"{at or '../'}inviter/{profile.slug}/") if may_invite and not state else None
    return MatchCard(
        title=profile.title,
        href=reverse("accounts:assistant", args=[profile.slug]),
        name=str(profile),
        place=profile.city.name if profile.city else "",
        price=public_price(match),
        seed=profile.pk,
        why_href=f"{at and f'{at}profils/'}{profile.slug}/",
        state=state,
        act=invite,
        **_explored(match, why(match, Reader.COMPANY)),
    )


def _explored(match: Match, said: Why) -> Why:
    """Why somebody stands at the exploration place, said on her card."""
    if match.placement is None or not match.placement.is_explored:
        return said
    if match.placement.is_new:
        return said | {"bucket": Slot.EXPLORATION.value, "is_new": True}
    return said | {"bucket": Slot.EXPLORATION.value, "note": "Profil peu montré"}


def public_price(match: Match) -> str:
    """Her public rate for the place of the mission; never her floor."""
    profile, is_remote = match.profile, match.mission.place == Place.REMOTE
    cents = profile.rate_remote_cents if is_remote else profile.rate_on_site_cents
    return "" if cents is None else f"{short_euros(cents)}{NO_BREAK}HT/h"


def mission_card(match: Match, *, has_applied: bool = False) -> MatchCard:
    """What the assistant reads of a mission; all its reasons are a page away."""
    mission = match.mission
    where = [mission.company.name, needs.place(mission), needs.volume(mission)]
    said = why(match, Reader.ASSISTANT)
    if has_applied:
        said["note"] = "Candidature envoyée"
    return MatchCard(
        title=mission.title,
        href=mission.get_absolute_url(),
        place=" · ".join(words for words in where if words),
        price=needs.budget(mission),
        **said,
    )


def appeal(match: Match) -> AppealCard:
    """The interest of a mission of her feed, before and after the crowd."""
    if match.appeal is None:
        raise ValueError("Only the missions of a feed have an interest.")
    found = match.appeal.interest
    lines = " · ".join(f"{line.label} ({line.points})" for line in match.appeal.lines)
    return AppealCard(interest.total(found), lines, reverse("matching:fit", args=[match.mission.public_id]))


def why(match: Match, reader: Reader) -> Why:
    """Three best reasons and the weakest; all of them, with their points, are on the page of the result."""
    best, weakest = best_and_weakest(match.explanation["reasons"])
    return {
        "fit": match.fit,
        "reasons": [_line(match, reason, reader) for reason in best],
        "weakest": replace(_line(match, weakest, reader), points=_points(weakest)) if weakest else None,
        "bucket": match.bucket.value,
        "note": note(match, reader),
        "is_new": False,
    }


def note(match: Match, reader: Reader) -> str:
    """What « presque » misses, or what « à confirmer » waits for."""
    if match.bucket == Bucket.NEAR:
        return sentences.gap(match.explanation["gap"], reader)
    return sentences.unknown(match.unknown[0], reader) if match.unknown else ""


def _line(match: Match, reason: Json, reader: Reader) -> Reason:
    said = match.sentence(reason, reader)
    return Reason(said.label, sentences.tone(reason).value)


def _points(reason: Json) -> str:
    """« 4,3 sur 5 »."""
    return f"{_decimal(reason['points'])} sur {reason['max']}"


def all_reasons(explanation: Json, names: sentences.Names, reader: Reader) -> list[Reason]:
    """Every reason with its points, in words and as a bar."""
    return [_measured(reason, names, reader) for reason in explanation["reasons"]]


def _measured(reason: Json, names: sentences.Names, reader: Reader) -> Reason:
    said = sentences.sentence(reason, names, reader)
    return Reason(
        said.label,
        sentences.tone(reason).value,
        _points(reason),
        said.detail,
        value=round(10 * reason["points"]),
        most=10 * reason["max"],
    )


def total_in_words(explanation: Json) -> str:
    return f"{_decimal(explanation['fit'])} points sur 100"


def _decimal(tenths: float) -> str:
    """« 27,6 »."""
    return f"{tenths:.1f}".replace(".", ",")


@dataclass(frozen=True)
class PairCard:
    """Two people for one mission: what they cover together, what each would do, and the points of the pair."""

    title: str
    fit: int
    together: str
    in_common: str
    members: list[Reason]
    all_reasons: list[Reason]
    total: str


def pair_card(match: PairMatch) -> PairCard:
    explanation, names = match.explanation, match.names
    return PairCard(
        title=" et ".join(str(profile) for profile in match.profiles),
        fit=match.fit,
        together=pairs.together(explanation, names),
        in_common=pairs.in_common(explanation, names),
        members=[
            _member(profile, member, names)
            for profile, member in zip(match.profiles, explanation["members"], strict=True)
        ],
        all_reasons=[_term(reason) for reason in explanation["reasons"]],
        total=total_in_words(explanation),
    )


def _member(profile: AssistantProfile, member: Json, names: sentences.Names) -> Reason:
    """« Claire M. : 7 h 30 par semaine, libre mardi matin », with the way to her page."""
    said = pairs.part_of(member, names) or ["répartition à convenir"]
    return Reason(
        f"{profile}{NO_BREAK}: {', '.join(said)}",
        Tone.YES.value,
        href=reverse("accounts:assistant", args=[profile.slug]),
        act=f"Voir le profil de {profile}",
    )


def _term(reason: Json) -> Reason:
    tone = Tone.YES if reason["points"] == reason["max"] else Tone.PARTLY
    return Reason(
        Term(reason["code"]).label,
        tone.value,
        _points(reason),
        value=round(10 * reason["points"]),
        most=10 * reason["max"],
    )
