"""The people of a page come with what its cards and reasons say of them, in one statement."""

from datetime import UTC, date, datetime

import pytest

from accounts.models import Experience, OfficeJob, Sector
from matching.bench import best_experience
from matching.explanations import Best
from matching.models import Candidate
from matching.projection import facts_of_row
from matching.proximity import PastJob
from matching.services import projecting
from matching.shown import read_shown
from missions.models import Mission
from tests.factories.accounts import published_assistant
from tests.factories.missions import EngagementFactory, MissionFactory

pytestmark = pytest.mark.django_db


def test_each_person_comes_with_her_facts_and_the_names_of_her_card(django_assert_num_queries):
    people = [published_assistant() for _ in range(2)]
    with django_assert_num_queries(1):
        shown = {one.profile: one for one in read_shown(she.pk for she in people)}
        assert shown.keys() == set(people)
        for she in people:
            read = shown[she].profile
            assert (str(read), read.city.name, read.title, read.slug) == (
                str(she), she.city.name, she.title, she.slug,
            )  # fmt: skip
            assert (read.rate_remote_cents, read.rate_on_site_cents) == (3500, 3900)
    for she in people:
        assert shown[she].facts == facts_of_row(Candidate.objects.get(pk=she.pk))
        assert shown[she].profile.presentation == she.presentation


def test_what_she_did_is_told_by_job_and_sector_and_by_the_day_in_paris():
    she, job = published_assistant(), OfficeJob.objects.get(rome_code="M1607")
    sector = Sector.objects.earliest("position")
    with projecting():
        for title, ended, where in (("Secrétaire", date(2020, 3, 1), sector), ("Assistante", None, None)):
            Experience.objects.create(
                profile=she, job=job, title=title, sector=where, started_on=date(2019, 1, 1), ended_on=ended
            )
    firm = MissionFactory(published=True, job=job)
    late = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)
    EngagementFactory(ended=True, application__profile=she, application__mission=firm, ended_at=late)
    EngagementFactory(signed=True, application__profile=she, application__mission__job=job)
    (shown,) = read_shown([she.pk])
    assert sorted(shown.past, key=lambda one: one[1].title) == [
        (PastJob("M1607"), Best("Assistante", "", None)),
        (PastJob("M1607", date(2020, 3, 1)), Best("Secrétaire", sector.name, 2020)),
        (PastJob("M1607", date(2026, 1, 1)), Best(job.name, firm.company.sector.name, 2026)),
    ]
    best = best_experience(shown.past, firm, date(2026, 11, 24))
    assert best == Best("Assistante", "", None)
    assert best_experience(shown.past, Mission(), date(2026, 11, 24)) is None
