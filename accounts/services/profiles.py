"""The life of a profile: created, submitted, published or sent back, paused and resumed."""

from django.utils import timezone
from django.utils.text import slugify

from accounts.enums import PROFILE_MOVES, ModerationReason, ProfileStatus
from accounts.models import AssistantProfile, ProfileEvent, User
from accounts.permissions import can_edit_profile, can_moderate
from accounts.signals import profile_changed
from accounts.steps import missing_steps
from accounts.wording import blocking_findings
from notifications.services import tell
from sio.lib.errors import Refusal
from sio.lib.lives import check_move
from sio.lib.services import service

NOT_HERS = "Seule la personne à qui appartient ce profil peut le modifier."
NOT_A_MODERATOR = "Seule l’équipe SIO peut prendre cette décision."


@service
def create_profile(user: User) -> AssistantProfile:
    """Her draft, made on her first visit; the same one whenever it is asked again."""
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    existing = AssistantProfile.objects.filter(user=user).first()
    if existing:
        return existing
    profile = AssistantProfile(user=user)
    profile.slug = slug_for(profile, user)
    profile.save()
    ProfileEvent.objects.create(profile=profile, actor=user, to_status=ProfileStatus.DRAFT)
    profile_changed.send(AssistantProfile, profile=profile)
    return profile


@service
def submit_profile(profile: AssistantProfile, by: User) -> AssistantProfile:
    """Send a complete profile to the SIO team; raises Refusal while something is missing or must be reworded."""
    profile = lock_own_profile(profile, by)
    check_move(PROFILE_MOVES, profile.status, ProfileStatus.SUBMITTED, thing="profile")
    refuse_unless_ready(profile)
    profile.submitted_at = timezone.now()
    _move(profile, ProfileStatus.SUBMITTED, by)
    _tell_her(profile, "profile_submitted")
    return profile


@service
def publish_profile(profile: AssistantProfile, by: User) -> AssistantProfile:
    """Put a submitted profile on line; the SIO team only."""
    profile = _lock_for_moderation(profile, by)
    _check_submitted(profile, ProfileStatus.PUBLISHED)
    refuse_unless_ready(profile)
    profile.published_at = timezone.now()
    _move(profile, ProfileStatus.PUBLISHED, by)
    _tell_her(profile, "profile_published")
    return profile


@service
def request_profile_changes(profile: AssistantProfile, by: User, reason: str, why: str) -> AssistantProfile:
    """Send a submitted profile back with a reason of the list and a text she reads; the SIO team only."""
    profile = _lock_for_moderation(profile, by)
    _check_submitted(profile, ProfileStatus.CHANGES_REQUESTED)
    if reason not in ModerationReason.values:
        raise Refusal("Choisissez un motif.", field="reason")
    if not why.strip():
        raise Refusal("Expliquez à cette personne ce qu’elle doit modifier.", field="why")
    event = _move(profile, ProfileStatus.CHANGES_REQUESTED, by, reason=reason, why=why.strip())
    _tell_her(profile, "profile_changes_requested", event=event.pk)
    return profile


@service
def pause_profile(profile: AssistantProfile, by: User) -> AssistantProfile:
    """Take a published profile off the results until she resumes it."""
    profile = lock_own_profile(profile, by)
    check_move(PROFILE_MOVES, profile.status, ProfileStatus.PAUSED, thing="profile")
    _move(profile, ProfileStatus.PAUSED, by)
    return profile


@service
def resume_profile(profile: AssistantProfile, by: User) -> AssistantProfile:
    """Put a paused profile back in the results; the availability counts as confirmed today."""
    profile = lock_own_profile(profile, by)
    if profile.status != ProfileStatus.PAUSED:
        check_move({}, profile.status, ProfileStatus.PUBLISHED, thing="profile")
    refuse_unless_ready(profile)
    profile.availability_confirmed_at = timezone.now()
    _move(profile, ProfileStatus.PUBLISHED, by)
    return profile


@service
def confirm_availability(profile: AssistantProfile, by: User) -> AssistantProfile:
    """Say that the half-days and the weekly time are still right: good for seven days."""
    profile = lock_own_profile(profile, by)
    profile.availability_confirmed_at = timezone.now()
    profile.save(update_fields=["availability_confirmed_at", "updated_at"])
    profile_changed.send(AssistantProfile, profile=profile)
    return profile


@service
def doubt_availability(profile: AssistantProfile, *, why: str) -> AssistantProfile:
    """What she said of her time counts as not confirmed until she confirms it again: a question, not a sanction."""
    profile = _lock(profile)
    profile.availability_confirmed_at = None
    profile.save(update_fields=["availability_confirmed_at", "updated_at"])
    _log(profile, profile.status, None, why=why)
    profile_changed.send(AssistantProfile, profile=profile)
    return profile


@service
def clear_rule(profile: AssistantProfile, by: User, rule: str) -> AssistantProfile:
    """Let words found by a rule stand, under the moderator's name; other words of the same rule still stop."""
    profile = _lock_for_moderation(profile, by)
    found = [finding for finding in blocking_findings(profile) if finding.rule == rule]
    if not found:
        raise Refusal("Cette règle ne signale plus rien dans ce profil.")
    profile.cleared_rules = [
        *profile.cleared_rules,
        *({"rule": f.rule, "words": list(f.words)} for f in found),
    ]
    profile.save(update_fields=["cleared_rules", "updated_at"])
    _log(profile, profile.status, by, why=f"Règle levée : {rule}")
    profile_changed.send(AssistantProfile, profile=profile)
    return profile


def lock_own_profile(profile: AssistantProfile, by: User) -> AssistantProfile:
    """Her profile, locked until the end of the transaction; raises Refusal for anyone else."""
    locked = _lock(profile)
    if not can_edit_profile(by, locked):
        raise Refusal(NOT_HERS)
    return locked


def refuse_unless_ready(profile: AssistantProfile) -> None:
    """Raise Refusal while a needed step is not done, or while a text asks for a reserved act."""
    missing = missing_steps(profile)
    if missing:
        names = ", ".join(f"« {step.title} »" for step in missing)
        raise Refusal(f"Il reste à compléter : {names}.")
    blocking = blocking_findings(profile)
    if blocking:
        raise Refusal(f"{blocking[0].reason} Reformulez ce passage avant de continuer.")


def _lock(profile: AssistantProfile) -> AssistantProfile:
    return AssistantProfile.objects.select_for_update(of=("self",)).select_related("user").get(pk=profile.pk)


def _lock_for_moderation(profile: AssistantProfile, by: User) -> AssistantProfile:
    if not can_moderate(by):
        raise Refusal(NOT_A_MODERATOR)
    return _lock(profile)


def _check_submitted(profile: AssistantProfile, target: str) -> None:
    """A decision answers a submission: a paused profile is resumed by her, a suspended one by an appeal."""
    moves = PROFILE_MOVES if profile.status == ProfileStatus.SUBMITTED else {}
    check_move(moves, profile.status, target, thing="profile", message="Ce profil n’attend plus de décision.")


def _move(
    profile: AssistantProfile, target: str, by: User, *, reason: str = "", why: str = ""
) -> ProfileEvent:
    origin = profile.status
    profile.status = target
    profile.save()
    event = _log(profile, origin, by, reason=reason, why=why)
    profile_changed.send(AssistantProfile, profile=profile)
    return event


def _log(
    profile: AssistantProfile, origin: str, by: User | None, *, reason: str = "", why: str = ""
) -> ProfileEvent:
    return ProfileEvent.objects.create(
        profile=profile, actor=by, from_status=origin, to_status=profile.status, reason=reason, why=why
    )


def _tell_her(profile: AssistantProfile, kind: str, **payload: object) -> None:
    """Once per move: the same profile may be submitted, sent back and published again."""
    moves = profile.events.count()
    key = f"{kind}:{profile.pk}:{moves}"
    tell(profile.user, kind, dedupe_key=key, payload={"profile": profile.pk, **payload})


def slug_for(profile: AssistantProfile, user: User) -> str:
    """« claire-m-3f9a21 »: the name as others see it, never the whole surname; two Claire M. never collide."""
    name = slugify(user.short_name) if user.first_name else "profil"
    return f"{name}-{profile.public_id.hex[:6]}"
