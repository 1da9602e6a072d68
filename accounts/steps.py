"""The eight steps of a profile: what each asks, and what is still missing. Reads a profile, writes nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.enums import SkillKind, VatRegime
from accounts.models import AssistantProfile

SKILLS_MIN = 3
SKILLS_ADVISED = (7, 10)
SKILLS_MAX = 30
PRESENTATION_MIN = 80

Missing = list[str]


@dataclass(frozen=True)
class Step:
    slug: str
    title: str
    question: str
    missing: Callable[[AssistantProfile], Missing]
    is_needed: bool = True

    def is_done(self, profile: AssistantProfile) -> bool:
        return not self.missing(profile)


def _presentation(profile: AssistantProfile) -> Missing:
    missing = _blank(
        ("votre prénom", profile.user.first_name),
        ("votre nom", profile.user.last_name),
        ("votre titre", profile.title),
    )
    if len(profile.presentation) < PRESENTATION_MIN:
        missing.append("quelques phrases de présentation")
    return missing


def _place(profile: AssistantProfile) -> Missing:
    missing = _blank(("votre ville", profile.city_id))
    if not (profile.accepts_remote or profile.accepts_on_site):
        missing.append("votre façon de travailler, à distance ou sur site")
    if profile.accepts_on_site and profile.radius_km is None:
        missing.append("la distance que vous acceptez de parcourir")
    return missing


def _availability(profile: AssistantProfile) -> Missing:
    missing = _blank(
        ("votre temps libre par semaine", profile.free_minutes_per_week),
        ("une date de début", profile.available_from),
    )
    if not profile.slots.all():
        missing.append("au moins une demi-journée libre")
    return missing


def _skills(profile: AssistantProfile) -> Missing:
    chosen = sum(row.skill.kind == SkillKind.TASK for row in profile.profile_skills.all())
    return [] if chosen >= SKILLS_MIN else [f"au moins {SKILLS_MIN} compétences"]


def _tools(profile: AssistantProfile) -> Missing:
    has_tool = any(row.skill.kind != SkillKind.TASK for row in profile.profile_skills.all())
    return [] if has_tool or profile.profile_languages.all() else ["un outil, une qualité ou une langue"]


def _career(profile: AssistantProfile) -> Missing:
    has_any = profile.experiences.all() or profile.qualifications.all() or profile.sectors.all()
    return [] if has_any else ["une expérience, un secteur ou un diplôme"]


def _rates(profile: AssistantProfile) -> Missing:
    missing = []
    if profile.accepts_remote and not profile.rate_remote_cents:
        missing.append("votre tarif à distance")
    if profile.accepts_on_site and not profile.rate_on_site_cents:
        missing.append("votre tarif sur site")
    has_rate = profile.rate_remote_cents or profile.rate_on_site_cents
    return missing if missing or has_rate else ["un tarif horaire"]


def _billing(profile: AssistantProfile) -> Missing:
    missing = _blank(
        ("le nom à écrire sur vos factures", profile.legal_name),
        ("votre forme juridique", profile.legal_form),
        ("votre SIREN", profile.siren),
        ("votre régime de TVA", profile.vat_regime),
        ("votre adresse", profile.street and profile.postal_code and profile.town),
    )
    if profile.vat_regime == VatRegime.REGISTERED and not profile.vat_number:
        missing.append("votre numéro de TVA")
    return missing


def _blank(*facts: tuple[str, object]) -> Missing:
    return [name for name, value in facts if not value]


STEPS = (
    Step("presentation", "Vous", "Comment vous présentez-vous ?", _presentation),
    Step("lieu", "Lieu", "Où travaillez-vous ?", _place),
    Step("disponibilites", "Disponibilités", "Quand êtes-vous libre ?", _availability),
    Step("competences", "Compétences", "Que savez-vous faire ?", _skills),
    Step("outils", "Outils, qualités et langues", "Avec quoi travaillez-vous ?", _tools, is_needed=False),
    Step("parcours", "Parcours", "Quel est votre parcours ?", _career, is_needed=False),
    Step("tarifs", "Tarifs", "Quels sont vos tarifs ?", _rates),
    Step("facturation", "Identité pour les factures", "Qui figurera sur vos factures ?", _billing),
)
STEPS_BY_SLUG = {step.slug: step for step in STEPS}


def missing_steps(profile: AssistantProfile) -> list[Step]:
    """The needed steps that are not done: none means that the profile may be submitted."""
    return [step for step in STEPS if step.is_needed and not step.is_done(profile)]


def completeness(profile: AssistantProfile) -> int:
    """How much of the eight steps is done, out of 100."""
    return 100 * sum(step.is_done(profile) for step in STEPS) // len(STEPS)


def next_step(current: Step, profile: AssistantProfile) -> Step | None:
    """The step to open after this one: the next not done, in order and round again; None when all is done."""
    index = STEPS.index(current)
    following = (*STEPS[index + 1 :], *STEPS[:index])
    return next((step for step in following if not step.is_done(profile)), None)
