"""Her page of fit, and the company's page of one result: what is printed, decided here."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from accounts.models import Skill
from matching import cards
from matching.absences import Absence
from matching.changes import Effect
from matching.enums import Bucket, ChangeKind, Part, Reader, ReviewStatus
from matching.explanations import Json, Vocabulary, card_fit
from matching.matches import Match
from matching.models import ReviewRequest
from matching.sentences import change_in_words, effect_in_words, gap, in_one_line, unknown
from matching.services import Standing
from sio.lib.components import Improvement, Reason, Step
from sio.lib.dates import day, day_and_clock

TONES = {Bucket.MAIN: "success", Bucket.TO_CONFIRM: "warning", Bucket.NEAR: "neutral"}
ABSENT = "Vous n’apparaissez pas"
STEPS: Mapping[ChangeKind, str] = {
    ChangeKind.SKILL: "competences",
    ChangeKind.MINUTES: "disponibilites",
    ChangeKind.HALF_DAY: "disponibilites",
    ChangeKind.START: "disponibilites",
    ChangeKind.RADIUS: "lieu",
}
# What is not known and is hers to say, with the step of her profile where she says it.
TOLD_AT = {
    Part.MINUTES: "disponibilites",
    Part.START: "disponibilites",
    Part.HALF_DAYS: "disponibilites",
    Part.DISTANCE: "lieu",
    Part.RATE: "tarifs",
    Part.LANGUAGES: "outils",
}


def own_result(standing: Standing) -> dict[str, Any]:
    """Everything her page prints: her result or her absence, and what would change it."""
    match = standing.match
    told = _result(standing, match) if match else _absence(standing)
    return told | {"changes": [improvement(effect, standing.vocabulary) for effect in standing.effects]}


def _result(standing: Standing, match: Match) -> dict[str, Any]:
    band = standing.band
    return {
        "fit": match.fit,
        "list": match.bucket.label,
        "tone": TONES[match.bucket],
        "place": f"Parmi les profils proposés, par adéquation\u00a0: {band.label}." if band else "",
        "notes": notes(match),
        **_reasons(match, Reader.ASSISTANT),
    }


def _absence(standing: Standing) -> dict[str, Any]:
    return {
        "fit": None,
        "list": ABSENT,
        "tone": "neutral",
        "place": "Voici ce qui l’explique, d’après vos souhaits et ceux de l’entreprise.",
        "absences": [missed(one) for one in standing.absences],
    }


def result_for_company(match: Match) -> dict[str, Any]:
    """The same reasons, from the side of the company."""
    return {
        "fit": match.fit,
        "list": match.bucket.label,
        "tone": TONES[match.bucket],
        "place": cards.note(match, Reader.COMPANY),
        **_reasons(match, Reader.COMPANY),
    }


def _reasons(match: Match, reader: Reader) -> dict[str, Any]:
    return {
        "reasons": cards.all_reasons(match.explanation, match.names, reader),
        "total": cards.total_in_words(match.explanation),
        "version": version_in_words(match.explanation),
    }


def version_in_words(explanation: Json) -> str:
    return f"Règles {explanation['version']}, n°\u00a0{explanation['rules']}"


def notes(match: Match) -> list[Reason]:
    """What « presque » misses, or each thing that « à confirmer » waits for, with the place to say it."""
    if match.bucket == Bucket.NEAR:
        return [Reason(gap(match.explanation["gap"], Reader.ASSISTANT), "no")]
    return [_to_say(part) for part in match.unknown]


def _to_say(part: Part) -> Reason:
    words = unknown(part, Reader.ASSISTANT)
    if part == Part.CONFIRMED:
        href = reverse("accounts:profile_availability")
        return Reason(words, "unknown", href=href, act="Confirmer mes disponibilités")
    step = TOLD_AT.get(part)
    return Reason(words, "unknown", href=step_address(step) if step else "", act="Compléter")


def missed(absence: Absence) -> Reason:
    return Reason(absence.sentence, "no", href=step_address(absence.step) if absence.step else "")


def improvement(effect: Effect, words: Vocabulary) -> Improvement:
    before, after = effect.before, effect.after
    is_a_number = before is not None and before.bucket == after.bucket
    return Improvement(
        change_in_words(effect.change, words),
        effect_in_words(effect),
        _where(effect.change.kind),
        spoken=f"de {card_fit(before.fit)} à {card_fit(after.fit)}" if before and is_a_number else "",
    )


def _where(kind: ChangeKind) -> str:
    step = STEPS.get(kind)
    return step_address(step) if step else reverse("accounts:profile_availability")


def step_address(step: str) -> str:
    return reverse("accounts:profile_step", args=[step])


# A request of review.


def review(found: ReviewRequest) -> dict[str, Any]:
    """The receipt: where it stands, the answer, and the result as it was read."""
    explanation = found.explanation
    return {
        "tone": ReviewStatus(found.status).tone,
        "steps": _steps(found),
        "answer": answered_by(found),
        "back": _result_address(found),
        "as_of": date.fromisoformat(explanation["as_of"]),
        "version": version_in_words(explanation),
        "reasons": frozen_reasons(found),
        "total": cards.total_in_words(explanation) if explanation["reasons"] else "",
    }


def frozen_reasons(found: ReviewRequest) -> list[Reason]:
    """The reasons of that day, from the side that contests them; for somebody in no list, what kept her out."""
    explanation = found.explanation
    if not explanation["reasons"]:
        return [Reason(one["sentence"], "no") for one in explanation["missed"]]
    return cards.all_reasons(explanation, _names(explanation), Reader(found.side))


def in_brief(found: ReviewRequest) -> str:
    """The contested result in one line."""
    explanation = found.explanation
    if not explanation["reasons"]:
        return explanation["missed"][0]["sentence"] if explanation["missed"] else ABSENT
    told = in_one_line(explanation["reasons"], _names(explanation), Reader(found.side))
    return f"{cards.total_in_words(explanation)}. {told}"


def answered_by(found: ReviewRequest) -> str:
    if found.decided_by is None or found.decided_at is None:
        return ""
    who = found.decided_by.first_name or "L’équipe"
    return f"{who}, de l’équipe SIO, le {day_and_clock(found.decided_at)}. Décision prise par une personne."


def _steps(found: ReviewRequest) -> list[Step]:
    done = "done" if found.is_answered else "next"
    return [
        Step("Demande reçue", "done", found.received_at),
        Step("Examen par une personne de l’équipe", "done" if found.is_answered else "current"),
        Step(
            "Réponse écrite, avec ses raisons",
            done,
            found.decided_at,
            detail="" if found.is_answered else f"Au plus tard le {day(found.due_on)}",
        ),
    ]


def _names(explanation: Json) -> dict[str, str]:
    """The names of the skills that this explanation tells by slug."""
    told = explanation["reasons"][0]
    slugs = {*told["missing"], *told["below"], *told["in_text"], *told["related"], *told["related"].values()}
    return dict(Skill.objects.filter(slug__in=slugs).values_list("slug", "name"))


def _result_address(found: ReviewRequest) -> str:
    mission = found.mission.public_id
    if found.side == Reader.ASSISTANT:
        return reverse("matching:fit", args=[mission])
    return reverse("matching:why", args=[mission, found.profile.slug])
