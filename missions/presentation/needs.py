"""A mission in words: the lines of its page, and those one checks before sending."""

from django.urls import reverse

from accounts.enums import HalfDay, LanguageLevel
from missions.enums import Importance
from missions.models import Mission, MissionSkill
from missions.steps import Step
from sio.lib import dates
from sio.lib.components import Row
from sio.lib.durations import hours
from sio.lib.money import short_euros

UNIT = {
    "hour": "€ HT par heure",
    "half_day": "€ HT par demi-journée",
    "day": "€ HT par jour",
    "monthly_pack": "€ HT par mois",
    "project": "€ HT pour le projet",
    "act": "€ HT à l’acte",
}

Section = tuple[str, list[Row]]


def volume(mission: Mission) -> str:
    if mission.minutes_per_week:
        return f"{hours(mission.minutes_per_week)} par semaine"
    return f"{hours(mission.minutes_per_month)} par mois" if mission.minutes_per_month else ""


def place(mission: Mission) -> str:
    words = mission.get_place_display() if mission.place else ""
    return f"{words} · {mission.city}" if mission.city else words


def budget(mission: Mission) -> str:
    """The ceiling as it was said, and what it makes an hour; or why it is not said."""
    if not mission.budget_cents:
        return mission.get_budget_reason_display() if mission.budget_reason else ""
    said = short_euros(mission.budget_cents).removesuffix("\u202f€")
    words = f"{said}\u202f{UNIT[mission.price_mode]}"
    hourly = mission.hourly_ceiling_cents
    return (
        words
        if mission.price_mode == "hour" or hourly is None
        else f"{words}, soit {short_euros(hourly)} HT/h"
    )


def start(mission: Mission) -> str:
    if mission.starts_on is None:
        return ""
    day = dates.long_day(mission.starts_on)
    return f"{day}, à {mission.tolerance_days} jours près" if mission.tolerance_days else day


def duration(mission: Mission) -> str:
    weeks = mission.duration_weeks
    if weeks is None:
        return "Sans terme fixé"
    return f"{weeks} semaine{'s' if weeks > 1 else ''}"


def half_days(mission: Mission) -> str:
    chosen = [HalfDay(value).label for value in HalfDay.values if value in mission.half_days]
    if not chosen:
        return "Organisation libre"
    needed = mission.half_days_needed
    enough = f" ({needed} {'suffisent' if needed > 1 else 'suffit'})" if needed else ""
    return f"{', '.join(chosen).capitalize()}{enough}"


def language(mission: Mission) -> str:
    if mission.language is None:
        return ""
    level = LanguageLevel(mission.language_level).label if mission.language_level else ""
    return f"{mission.language} · {level}" if level else str(mission.language)


def asked_skills(mission: Mission) -> list[MissionSkill]:
    """Indispensable first, then in the order of the catalogue."""
    order = Importance.values
    return sorted(
        mission.mission_skills.all(), key=lambda row: (order.index(row.importance), row.skill.position)
    )


def facts(mission: Mission) -> list[Row]:
    """What an assistant reads first."""
    rows = [
        Row("Format", mission.get_format_display()),
        Row("Volume indicatif", volume(mission)),
        Row("Lieu", place(mission)),
        Row("Budget", budget(mission)),
        Row("Début souhaité", start(mission)),
        Row("Durée", duration(mission)),
        Row("Créneaux souhaités", half_days(mission)),
    ]
    if mission.language:
        rows.append(Row("Langue", language(mission)))
    return rows


def sections(mission: Mission) -> list[Section]:
    """Every answer with its « Modifier », which comes back to the check."""
    return [
        ("Le besoin", _lines(mission, Step.NEED, [("Titre", mission.title), *_need(mission)])),
        ("Les priorités", _lines(mission, Step.PRIORITIES, _priorities(mission))),
        ("Le volume", _lines(mission, Step.VOLUME, _volume(mission))),
        ("Le calendrier", _lines(mission, Step.SCHEDULE, _schedule(mission))),
        ("Le lieu", _lines(mission, Step.PLACE, _place(mission))),
        ("Le budget", _lines(mission, Step.BUDGET, [("Budget", budget(mission))])),
        ("La description", _lines(mission, Step.DESCRIPTION, _description(mission))),
    ]


def _need(mission: Mission) -> list[tuple[str, object]]:
    skills = "\n".join(row.skill.name for row in asked_skills(mission))
    return [("Domaine", mission.pillar), ("Métier", mission.job or "Je ne sais pas"), ("Tâches", skills)]


def _priorities(mission: Mission) -> list[tuple[str, object]]:
    rows = asked_skills(mission)
    return [
        (
            importance.label,
            "\n".join(
                f"{row.skill} ({row.get_level_display().lower()})"
                for row in rows
                if row.importance == importance
            )
            or "Aucune",
        )
        for importance in Importance
    ]


def _volume(mission: Mission) -> list[tuple[str, object]]:
    lines: list[tuple[str, object]] = [("Format", mission.get_format_display()), ("Volume", volume(mission))]
    if mission.minimum_minutes_per_week:
        lines.append(("Volume minimal", f"{hours(mission.minimum_minutes_per_week)} par semaine"))
    return lines


def _schedule(mission: Mission) -> list[tuple[str, object]]:
    return [
        ("Début", start(mission)),
        ("Durée", duration(mission)),
        ("Créneaux", half_days(mission)),
    ]


def _place(mission: Mission) -> list[tuple[str, object]]:
    lines: list[tuple[str, object]] = [("Lieu", place(mission))]
    if mission.radius_km:
        lines.append(("Distance", f"{mission.radius_km} km au plus"))
    if mission.on_site_half_days:
        lines.append(("Sur site", f"{mission.on_site_half_days} demi-journées par semaine"))
    return lines


def _description(mission: Mission) -> list[tuple[str, object]]:
    return [
        ("Besoin", mission.brief),
        ("Résultat attendu", mission.deliverable),
        ("Langue", language(mission) or "Français"),
    ]


def _lines(mission: Mission, step: Step, answers: list[tuple[str, object]]) -> list[Row]:
    """One « Modifier » a step is enough: it opens all its answers."""
    href = f"{reverse('missions:step', args=[mission.public_id, step])}?retour=verifier"
    (label, value), *others = answers
    return [Row(label, value, href), *(Row(label, value) for label, value in others)]
