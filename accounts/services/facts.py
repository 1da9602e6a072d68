"""What an assistant says about herself, step by step. Each act saves one step.

A draft keeps whatever is written, complete or not. A profile that is on line stays complete and free of reserved
acts: a change that would spoil it is refused as a whole.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from django.utils import timezone

from accounts.enums import ProfileStatus, SkillKind
from accounts.models import (
    AssistantProfile,
    AvailabilitySlot,
    Experience,
    ProfileLanguage,
    ProfileQualification,
    ProfileSkill,
    Sector,
    User,
)
from accounts.services.profiles import lock_own_profile, refuse_unless_ready, slug_for
from accounts.signals import profile_changed
from accounts.steps import SKILLS_MAX
from accounts.wording import find_remark, reworded
from sio.lib.errors import Refusal
from sio.lib.services import service

ON_LINE = {ProfileStatus.SUBMITTED, ProfileStatus.PUBLISHED, ProfileStatus.PAUSED}
SIREN_TAKEN = (
    "Ce numéro SIREN figure déjà dans un autre profil. Vérifiez-le ; s’il est bien le vôtre, écrivez-nous."
)


@service
def save_presentation(
    profile: AssistantProfile, by: User, *, first_name: str, last_name: str, title: str, presentation: str
) -> AssistantProfile:
    """Her name, title and text. The address of her page follows her name until it is published."""

    def change(locked: AssistantProfile) -> None:
        user = locked.user
        user.first_name, user.last_name = first_name, last_name
        user.save(update_fields=["first_name", "last_name"])
        locked.title, locked.presentation = title, presentation
        if locked.published_at is None:
            locked.slug = slug_for(locked, user)

    return _edit(profile, by, change)


@service
def replace_words(profile: AssistantProfile, by: User, *, name: str, rule: str) -> AssistantProfile:
    """Put the wording the law allows in place of the words that `rule` found in the text called `name`."""

    def change(locked: AssistantProfile) -> None:
        remark = find_remark(locked, name, rule)
        if remark is None or not remark.can_replace:
            raise Refusal("Ce passage a déjà changé. Relisez votre texte.")
        setattr(locked, name, reworded(remark.text.words, remark.finding))

    return _edit(profile, by, change)


@service
def save_facts(profile: AssistantProfile, by: User, **facts: Any) -> AssistantProfile:
    """Her place, her rates, or her legal identity: plain columns of the profile."""

    def change(locked: AssistantProfile) -> None:
        if facts.get("siren"):
            _refuse_siren_of_another(locked, facts["siren"])
        _set(locked, facts)

    return _edit(profile, by, change)


@service
def save_availability(
    profile: AssistantProfile, by: User, *, modes: Mapping[str, str], **facts: Any
) -> AssistantProfile:
    """Her free half-days (`modes`: half-day → how it may be worked) and weekly time; confirmed by the same act."""

    def change(locked: AssistantProfile) -> None:
        _set(locked, facts | {"availability_confirmed_at": timezone.now()})
        locked.slots.all().delete()
        AvailabilitySlot.objects.bulk_create(
            AvailabilitySlot(profile=locked, half_day=half_day, mode=mode) for half_day, mode in modes.items()
        )

    return _edit(profile, by, change)


@service
def save_skills(profile: AssistantProfile, by: User, levels: Mapping[int, str]) -> AssistantProfile:
    """Her skills (`levels`: id of the skill → level), 30 at most; proofs already given are kept."""
    if len(levels) > SKILLS_MAX:
        raise Refusal(
            f"Choisissez {SKILLS_MAX} compétences au plus : gardez celles que vous préférez exercer."
        )
    return _edit(profile, by, lambda locked: _replace_skills(locked, levels, [SkillKind.TASK]))


@service
def want_skills(profile: AssistantProfile, by: User, wanted: Collection[int]) -> AssistantProfile:
    """The skills she would like to use more (ids), among hers: they order the missions she is shown, nothing else."""

    def change(locked: AssistantProfile) -> None:
        locked.profile_skills.filter(is_wanted=True).exclude(skill__in=wanted).update(is_wanted=False)
        locked.profile_skills.filter(is_wanted=False, skill__in=wanted).update(is_wanted=True)

    return _edit(profile, by, change)


@service
def save_tools(
    profile: AssistantProfile, by: User, *, tools: Mapping[int, str], languages: Mapping[int, str]
) -> AssistantProfile:
    """Her tools and qualities (id of the skill → level) and her languages (id → level)."""

    def change(locked: AssistantProfile) -> None:
        _replace_skills(locked, tools, [SkillKind.TOOL, SkillKind.QUALITY])
        locked.profile_languages.all().delete()
        ProfileLanguage.objects.bulk_create(
            ProfileLanguage(profile=locked, language_id=language, level=level)
            for language, level in languages.items()
        )

    return _edit(profile, by, change)


@service
def save_sectors(profile: AssistantProfile, by: User, sectors: Iterable[Sector]) -> AssistantProfile:
    return _edit(profile, by, lambda locked: locked.sectors.set(sectors))


@service
def save_experience(
    profile: AssistantProfile, by: User, *, pk: int | None = None, **facts: Any
) -> AssistantProfile:
    """Add an experience, or correct the one named by `pk`."""
    return _edit(
        profile, by, lambda locked: _save_entry(Experience(profile=locked), locked.experiences, pk, facts)
    )


@service
def save_qualification(
    profile: AssistantProfile, by: User, *, pk: int | None = None, **facts: Any
) -> AssistantProfile:
    """Add a qualification, or correct the one named by `pk`."""
    return _edit(
        profile,
        by,
        lambda locked: _save_entry(ProfileQualification(profile=locked), locked.qualifications, pk, facts),
    )


@service
def delete_experience(profile: AssistantProfile, by: User, pk: int) -> AssistantProfile:
    return _edit(profile, by, lambda locked: _delete(locked.experiences, pk))


@service
def delete_qualification(profile: AssistantProfile, by: User, pk: int) -> AssistantProfile:
    return _edit(profile, by, lambda locked: _delete(locked.qualifications, pk))


def _edit(
    profile: AssistantProfile, by: User, change: Callable[[AssistantProfile], None]
) -> AssistantProfile:
    locked = lock_own_profile(profile, by)
    change(locked)
    locked.save()
    if locked.status in ON_LINE:
        refuse_unless_ready(locked)
    profile_changed.send(AssistantProfile, profile=locked)
    return locked


def _set(target: Any, facts: Mapping[str, Any]) -> None:
    for name, value in facts.items():
        setattr(target, name, value)


def _refuse_siren_of_another(profile: AssistantProfile, siren: str) -> None:
    if AssistantProfile.objects.filter(siren=siren).exclude(pk=profile.pk).exists():
        raise Refusal(SIREN_TAKEN, field="siren")


def _replace_skills(profile: AssistantProfile, levels: Mapping[int, str], kinds: list[SkillKind]) -> None:
    current = {row.skill_id: row for row in profile.profile_skills.filter(skill__kind__in=kinds)}
    profile.profile_skills.filter(skill_id__in=current.keys() - levels.keys()).delete()
    kept = [current[skill] for skill in current.keys() & levels.keys()]
    for row in kept:
        row.level = levels[row.skill_id]
    ProfileSkill.objects.bulk_update(kept, ["level"])
    ProfileSkill.objects.bulk_create(
        ProfileSkill(profile=profile, skill_id=skill, level=levels[skill])
        for skill in levels.keys() - current.keys()
    )


def _save_entry(new: Any, owned: Any, pk: int | None, facts: Mapping[str, Any]) -> None:
    entry = new if pk is None else owned.filter(pk=pk).first()
    if entry is None:
        raise Refusal("Cette ligne n’existe plus : elle a été supprimée entre-temps.")
    _set(entry, facts)
    entry.save()


def _delete(owned: Any, pk: int) -> None:
    owned.filter(pk=pk).delete()
