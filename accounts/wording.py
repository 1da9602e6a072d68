"""The reserved-terms check on what an assistant writes about herself."""

from collections.abc import Iterator

from accounts.models import AssistantProfile
from sio.lib.reserved_terms import Finding, Level, scan


def profile_findings(profile: AssistantProfile) -> list[Finding]:
    """What the check finds in her title, her text and her past experiences, a moderator's clearances left out."""
    return [finding for text, past in _texts(profile) for finding in text_findings(profile, text, experience=past)]


def text_findings(profile: AssistantProfile, text: str, *, experience: bool = False) -> list[Finding]:
    """What the check finds in one text of this profile."""
    return [finding for finding in scan(text, experience=experience) if not _is_cleared(profile, finding)]


def blocking_findings(profile: AssistantProfile) -> list[Finding]:
    """The findings that stop publication."""
    return [finding for finding in profile_findings(profile) if finding.level == Level.FORBIDDEN]


def _texts(profile: AssistantProfile) -> Iterator[tuple[str, bool]]:
    yield profile.title, False
    yield profile.presentation, False
    for experience in profile.experiences.all():
        yield experience.title, True


def _is_cleared(profile: AssistantProfile, finding: Finding) -> bool:
    """A clearance covers the rule and the words it was given for, nothing more."""
    return any(
        cleared["rule"] == finding.rule and set(finding.words) <= set(cleared["words"])
        for cleared in profile.cleared_rules
    )
