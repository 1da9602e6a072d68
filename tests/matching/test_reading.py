"""The statement that reads a mission before its matches: the same facts as the models, and what passed with each person."""

import pytest

from accounts.enums import LanguageLevel, MembershipRole, Place
from accounts.models import City, Language, OfficeJob, Sector
from matching.models import RuleVersion, Watch
from matching.needs import facts_of_mission
from matching.reading import read_for
from matching.services.ranking import bench_of
from missions.models import Mission
from sio.lib.dates import today
from tests.factories.accounts import MembershipFactory, company_with_owner, published_assistant
from tests.factories.missions import ApplicationFactory, InvitationFactory, MissionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return company_with_owner(sector=Sector.objects.latest("position"))


def test_it_tells_what_the_models_tell(firm, django_assert_num_queries):
    company, owner = firm
    mission = MissionFactory(
        published=True,
        company=company,
        asked={"quotes": "must", "quote-follow-up": "should"},
        job=OfficeJob.objects.latest("position"),
        city=City.objects.latest("pk"),
        place=Place.ON_SITE,
        language=Language.objects.latest("position"),
        language_level=LanguageLevel.values[0],
    )
    colleague, refused, said_no = (published_assistant() for _ in range(3))
    MembershipFactory(company=company, user=colleague.user)
    ApplicationFactory(mission=mission, profile=refused, declined=True)
    InvitationFactory(mission=mission, profile=said_no, declined=True)
    RuleVersion.objects.create(
        number=1_000, median_rarity=2.5, market_mean=420, prudent_percent=35, profiles=900
    )
    bench = bench_of(Mission.objects.get(pk=mission.pk))
    read_for(owner, mission, today())
    plain = Mission.objects.get(pk=mission.pk)
    with django_assert_num_queries(1):
        read = read_for(owner, plain, today())
    assert read.bench == bench
    assert read.bench.facts.excluded_profiles == {colleague.pk, refused.pk, said_no.pk}


def test_a_mission_that_says_little_is_read_as_well(firm):
    mission = MissionFactory(published=True, company=firm[0], asked={})
    Mission.objects.filter(pk=mission.pk).update(job=None, city=None, language=None)
    plain = Mission.objects.get(pk=mission.pk)
    assert read_for(firm[1], plain, today()).bench.facts == facts_of_mission(plain, today())


def test_it_tells_who_was_invited_and_who_applied_with_its_last_word(firm):
    mission = MissionFactory(published=True, company=firm[0])
    invited, both, lapsed, nobody = (published_assistant() for _ in range(4))
    sent = [InvitationFactory(mission=mission, profile=one) for one in (invited, both)]
    InvitationFactory(mission=mission, profile=lapsed, lapsed=True)
    application = ApplicationFactory(mission=mission, profile=both)
    InvitationFactory(profile=nobody)
    contacts = read_for(firm[1], mission, today()).contacts
    assert contacts.invited == {one.profile_id: one.sent_at for one in sent}
    assert contacts.applied == {both.pk: application.sent_at}
    assert contacts.said_of(invited.pk).startswith("Invitation envoyée le ")
    assert contacts.said_of(both.pk).startswith("Candidature reçue le ")
    assert contacts.said_of(nobody.pk) == ""


def test_who_only_reads_the_accounts_does_not_act(firm):
    mission = MissionFactory(published=True, company=firm[0])
    accounting = MembershipFactory(company=firm[0], role=MembershipRole.ACCOUNTING).user
    assert read_for(firm[1], mission, today()).contacts.may_act
    assert not read_for(accounting, mission, today()).contacts.may_act


def test_it_is_watched_by_the_person_who_reads_alone(firm):
    mission = MissionFactory(published=True, company=firm[0])
    colleague = MembershipFactory(company=firm[0], role=MembershipRole.MEMBER).user
    Watch.objects.create(mission=mission, user=colleague)
    assert read_for(colleague, mission, today()).is_watched
    assert not read_for(firm[1], mission, today()).is_watched
