"""What search engines read of an open mission, in the words of schema.org."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe

from accounts.enums import Place
from missions.models import Mission
from missions.presentation import needs
from sio.lib.structured import Data, absolute

FRANCE = {"@type": "Country", "name": "FR"}


def job_posting(mission: Mission) -> Data | None:
    """The mission as JobPosting, under the name of the firm; None while the setting keeps it to ourselves.

    Job boards read it as employment, hence the setting. The page names the firm whenever this does: engines
    refuse data that readers do not see, and boards a posting of nobody. An invented firm is never posted. No amount:
    the vocabulary only knows what one pays for employment.
    """
    if not settings.JOB_POSTING or mission.company.is_demo or mission.published_at is None:
        return None
    return {
        "@type": "JobPosting",
        "title": mission.title,
        "description": _description(mission),
        "identifier": {"@type": "PropertyValue", "name": "SIO", "value": mission.reference},
        "datePosted": timezone.localtime(mission.published_at).date().isoformat(),
        "employmentType": "CONTRACTOR",
        "hiringOrganization": {"@type": "Organization", "name": mission.company.name},
        "url": absolute(mission.get_absolute_url()),
        "directApply": True,
        **_where(mission),
        **_until(mission),
    }


def _description(mission: Mission) -> str:
    """The whole need as HTML: the engines want more than the title again."""
    tasks = format_html_join("", "<li>{}</li>", ((row.skill,) for row in needs.asked_skills(mission)))
    return format_html(
        "{}<p>Tâches\u00a0:</p><ul>{}</ul><p>Résultat attendu\u00a0:</p>{}",
        _paragraphs(mission.brief),
        tasks,
        _paragraphs(mission.deliverable),
    )


def _paragraphs(words: str) -> SafeString:
    return mark_safe(linebreaks(words, autoescape=True))  # noqa: S308 - escaped by the same call


def _until(mission: Mission) -> dict[str, str]:
    """The end of the last day on which it may begin; once that day is past, nobody knows the end."""
    if mission.starts_on is None:
        return {}
    last = mission.starts_on + timedelta(days=mission.tolerance_days)
    if last < timezone.localdate():
        return {}
    return {"validThrough": timezone.make_aware(datetime.combine(last, time(23, 59, 59))).isoformat()}


def _where(mission: Mission) -> Data:
    """On site, the town; at a distance, anywhere in France; both when it may be both."""
    where: Data = {}
    if mission.place != Place.ON_SITE:
        where = {"jobLocationType": "TELECOMMUTE", "applicantLocationRequirements": FRANCE}
    if mission.place != Place.REMOTE:
        where["jobLocation"] = {"@type": "Place", "address": _address(mission)}
    return where


def _address(mission: Mission) -> dict[str, str]:
    """The town of the mission, never the street of the firm."""
    city, company = mission.city, mission.company
    return {
        "@type": "PostalAddress",
        "addressLocality": city.name if city else company.town,
        "postalCode": city.postal_code if city else company.postal_code,
        "addressCountry": "FR",
    }
