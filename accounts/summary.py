"""A profile as a list of facts, step by step: the page where one checks before sending."""

from django.urls import reverse

from accounts.enums import SkillKind
from accounts.models import AssistantProfile, ProfileSkill
from accounts.steps import STEPS
from sio.lib.components import Row
from sio.lib.dates import day
from sio.lib.durations import hours
from sio.lib.identifiers import show_siren, show_vat_number
from sio.lib.money import euros

Section = tuple[str, list[Row]]


def sections(profile: AssistantProfile) -> list[Section]:
    """The eight steps with their facts; each line leads back to its step, and the step back here."""
    return [(step.title, _linked(step.slug, ROWS[step.slug](profile))) for step in STEPS]


def per_hour(cents: int | None) -> str:
    return f"{euros(cents)} HT/h" if cents else ""


def ways(profile: AssistantProfile) -> str:
    chosen = {"à distance": profile.accepts_remote, "sur site": profile.accepts_on_site}
    return " et ".join(way for way, accepted in chosen.items() if accepted).capitalize()


def _linked(slug: str, facts: list[tuple[str, str]]) -> list[Row]:
    address = reverse("accounts:profile_step", args=[slug]) + "?retour=envoyer"
    return [Row(label, value, address) for label, value in facts]


def _presentation(profile: AssistantProfile) -> list[tuple[str, str]]:
    return [("Nom", profile.user.full_name), ("Titre", profile.title), ("Présentation", profile.presentation)]


def _place(profile: AssistantProfile) -> list[tuple[str, str]]:
    radius = (
        f"{profile.radius_km} km" if profile.radius_km and profile.accepts_on_site else "Pas de déplacement"
    )
    return [
        ("Ville", str(profile.city or "")),
        ("Façon de travailler", ways(profile)),
        ("Déplacements", radius),
    ]


def _availability(profile: AssistantProfile) -> list[tuple[str, str]]:
    free = profile.free_minutes_per_week
    slots = "\n".join(
        f"{slot.get_half_day_display()} ({slot.get_mode_display().lower()})" for slot in profile.slots.all()
    )
    return [
        ("Demi-journées libres", slots),
        ("Temps libre par semaine", hours(free) if free else ""),
        (
            "Volume minimal par semaine",
            hours(profile.min_minutes_per_week) if profile.min_minutes_per_week else "Aucun",
        ),
        ("À partir du", day(profile.available_from) if profile.available_from else ""),
        ("Jusqu’au", day(profile.available_until) if profile.available_until else "Sans date de fin"),
        ("Mission à deux", "Acceptée" if profile.accepts_pairs else "Non"),
    ]


def _skills(profile: AssistantProfile) -> list[tuple[str, str]]:
    return [("Compétences et niveaux", _named(profile, SkillKind.TASK))]


def _tools(profile: AssistantProfile) -> list[tuple[str, str]]:
    languages = "\n".join(str(row) for row in profile.profile_languages.all())
    return [
        ("Outils", _named(profile, SkillKind.TOOL)),
        ("Qualités", "\n".join(row.skill.name for row in _rows(profile, SkillKind.QUALITY))),
        ("Langues", languages),
    ]


def _career(profile: AssistantProfile) -> list[tuple[str, str]]:
    return [
        ("Expériences", "\n".join(str(experience) for experience in profile.experiences.all())),
        ("Diplômes", "\n".join(str(qualification) for qualification in profile.qualifications.all())),
        ("Secteurs", "\n".join(str(sector) for sector in profile.sectors.all())),
    ]


def _rates(profile: AssistantProfile) -> list[tuple[str, str]]:
    facts = []
    if profile.accepts_remote:
        facts += [("Tarif à distance", per_hour(profile.rate_remote_cents))]
        facts += [("Plancher à distance (privé)", per_hour(profile.floor_remote_cents))]
    if profile.accepts_on_site:
        facts += [("Tarif sur site", per_hour(profile.rate_on_site_cents))]
        facts += [("Plancher sur site (privé)", per_hour(profile.floor_on_site_cents))]
    return facts or [("Tarif horaire", "")]


def _billing(profile: AssistantProfile) -> list[tuple[str, str]]:
    address = "\n".join(
        part for part in (profile.street, f"{profile.postal_code} {profile.town}".strip()) if part
    )
    return [
        ("Nom sur les factures", profile.legal_name),
        ("Forme juridique", profile.get_legal_form_display()),
        ("SIREN", show_siren(profile.siren) if profile.siren else ""),
        ("Régime de TVA", profile.get_vat_regime_display()),
        ("Numéro de TVA", show_vat_number(profile.vat_number) if profile.vat_number else ""),
        ("Adresse", address),
    ]


def _rows(profile: AssistantProfile, kind: str) -> list[ProfileSkill]:
    return [row for row in profile.profile_skills.all() if row.skill.kind == kind]


def _named(profile: AssistantProfile, kind: str) -> str:
    return "\n".join(f"{row.skill.name} – {row.get_level_display().lower()}" for row in _rows(profile, kind))


ROWS = {
    "presentation": _presentation,
    "lieu": _place,
    "disponibilites": _availability,
    "competences": _skills,
    "outils": _tools,
    "parcours": _career,
    "tarifs": _rates,
    "facturation": _billing,
}
