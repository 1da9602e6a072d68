"""Saved searches and watches: what wakes them, whom they tell, once, and how they stop."""

from datetime import timedelta
from random import Random

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.enums import Place
from accounts.models import City, Skill
from accounts.services.profiles import confirm_availability
from matching.emails import mission_alert, profile_found
from matching.enums import Way
from matching.models import Alert, MatchingDuty, RuleVersion, Telling, Watch
from matching.percolation import is_wanted, rarest, waking, wanted_by
from matching.rules import Rules
from matching.services.alerts import (
    MOST_ALERTS,
    create_alert,
    edit_alert,
    hits_of,
    owe_waking,
    pause_alert,
    refresh_keys,
    tell_hits,
)
from matching.services.watches import FEW, finds_of, stop_watching, watch_mission
from missions.services.missions import publish_mission
from notifications.layout import compose
from notifications.messages import kind_of
from notifications.models import Delivery
from notifications.preferences import choose
from sio.lib.duties import drain
from sio.lib.errors import Refusal
from tests.factories.accounts import UserFactory, company_with_owner, moderator, published_assistant
from tests.factories.missions import ApplicationFactory, MissionFactory
from tests.matching import crowd

pytestmark = pytest.mark.django_db

SEARCHES, NEEDS, SEED = 150, 200, 11


def position(slug: str) -> int:
    return Skill.objects.get(slug=slug).position


def search(profile, *slugs: str, **facts) -> Alert:
    facts.setdefault("name", "Devis")
    return create_alert(profile, skills=[position(slug) for slug in slugs or ["quotes"]], **facts)


def told(user, kind: str) -> int:
    return Delivery.objects.filter(user=user, kind=kind).count()


# Percolation.


def saved(draw: Random, profile, cities: list[City]) -> Alert:
    skills = sorted(draw.sample(range(crowd.SKILLS), draw.choice((1, 1, 1, 2, 2, 3, 4))))
    city = draw.choice(cities) if draw.random() < 0.4 else None
    return Alert(
        profile=profile,
        name="Alerte",
        skills=skills,
        key=draw.choice(skills),
        least_ceiling_cents=draw.choice((None, None, *crowd.RATES)),
        most_minutes=draw.choice((None, None, 240, 420, 840)),
        languages=draw.choice((0, 0, 0, 0b1, 0b110)),
        place=draw.choice(("", "", "", *Place.values)),
        city=city,
        radius_km=draw.choice((5, 30, 100)) if city else None,
        is_paused=draw.random() < 0.1,
    )


def test_percolation_is_brute_force_over_all_searches_on_200_missions_whatever_the_keys():
    draw, owner = Random(SEED), published_assistant()
    cities = [city for city in City.objects.order_by("pk") if city.latitude]
    Alert.objects.bulk_create(saved(draw, owner, cities) for _ in range(SEARCHES))
    searches = [(alert, wanted_by(alert)) for alert in Alert.objects.select_related("city")]
    hits = asked = 0
    for number in range(NEEDS):
        need = crowd.mission(draw, number)
        brute = {alert.pk for alert, wanted in searches if not alert.is_paused and is_wanted(wanted, need)}
        woken = {alert.pk: alert for alert in waking(need).select_related("city")}
        assert brute <= woken.keys(), need
        assert {pk for pk, alert in woken.items() if is_wanted(wanted_by(alert), need)} == brute
        hits, asked = hits + len(brute), asked + len(woken)
    assert hits > NEEDS // 2
    assert asked < 1.2 * hits


def test_a_new_mission_is_one_statement(django_assert_num_queries):
    search(published_assistant())
    need = crowd.mission(Random(1), 1)
    with django_assert_num_queries(1):
        list(waking(need))


@pytest.mark.parametrize(
    ("wish", "need", "is_met"),
    [
        ({"least_ceiling_cents": 3500}, {"budget_cents": 3500}, True),
        ({"least_ceiling_cents": 3501}, {"budget_cents": 3500}, False),
        ({"least_ceiling_cents": 1000}, {"budget_cents": None, "budget_reason": "unknown"}, False),
        ({"most_minutes": 300}, {"minutes_per_week": 300}, True),
        ({"most_minutes": 299}, {"minutes_per_week": 300}, False),
        ({"place": "remote"}, {}, True),
        ({"place": "on_site"}, {}, False),
        ({"least_fit": 100}, {}, False),
        ({"languages": 0b10}, {}, False),
    ],
)
def test_every_wish_is_kept(wish, need, is_met):
    she = published_assistant()
    search(she, **wish)
    assert bool(hits_of(MissionFactory(published=True, **need))) is is_met


def test_all_the_skills_are_asked():
    she = published_assistant()
    search(she, "quotes", "quote-follow-up")
    assert hits_of(MissionFactory(published=True))
    assert not hits_of(MissionFactory(published=True, asked={"quotes": "must"}))


def test_only_those_who_pass_every_filter_are_told():
    doubtful = published_assistant(availability_confirmed_at=timezone.now() - timedelta(days=9))
    search(doubtful)
    assert hits_of(MissionFactory(published=True)) == []


def test_two_searches_of_a_person_tell_her_once():
    she = published_assistant()
    first = search(she)
    search(she, "quote-follow-up")
    assert [hit.alert for hit in hits_of(MissionFactory(published=True))] == [first]


def test_the_key_is_the_rarest_skill_and_may_go_stale():
    rules = Rules(rarity={1: 1.0, 2: 3.0, 3: 3.0})
    assert rarest([1, 2, 3], rules) == 2
    she = published_assistant()
    alert = search(she, "quotes", "quote-follow-up")
    other = next(one for one in alert.skills if one != alert.key)
    mission = MissionFactory(published=True)
    Alert.objects.filter(pk=alert.pk).update(key=other)
    assert [hit.alert for hit in hits_of(mission)] == [alert]
    RuleVersion.objects.create(
        number=1, rarity={str(other): 0.3, str(alert.key): 4.0}, median_rarity=1.0, market_mean=430,
        prudent_percent=40, profiles=1,
    )  # fmt: skip
    assert refresh_keys() == 1
    assert refresh_keys() == 0
    assert Alert.objects.get().key == alert.key


@pytest.mark.parametrize(
    "wrong",
    [
        {"skills": []},
        {"skills": [1, 2, 3, 4, 5]},
        {"key": 9},
        {"radius_km": 20},
        {"least_fit": 101},
    ],
)
def test_the_database_refuses_what_makes_no_search(wrong):
    facts = {"name": "Alerte", "skills": [1], "key": 1} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        Alert.objects.create(profile=published_assistant(), **facts)


def test_at_most_ten_searches():
    she = published_assistant()
    for _ in range(MOST_ALERTS):
        alert = search(she)
    with pytest.raises(Refusal, match="déjà 10 alertes"):
        search(she)
    assert edit_alert(alert, skills=[1, 2], name="Autre").skills == [1, 2]


# Telling.


@pytest.mark.django_db(transaction=True)
def test_a_publication_tells_of_the_search_once():
    she, mission = published_assistant(), MissionFactory(published=True)
    search(she)
    with transaction.atomic():
        owe_waking(mission)
        owe_waking(mission)
    drain(MatchingDuty)
    assert told(she.user, "mission_alert") == 1
    assert Telling.objects.get().way == Way.ALERT
    with transaction.atomic():
        tell_hits(hits_of(mission))
    assert told(she.user, "mission_alert") == 1


def test_a_publication_owes_the_searches():
    mission = MissionFactory(submitted=True)
    publish_mission(mission, moderator())
    assert MatchingDuty.objects.filter(kind="wake_alerts", dedupe_key=f"mission:{mission.pk}:alerts").exists()


def test_nobody_is_told_of_what_she_knows():
    told_before, applied = published_assistant(), published_assistant()
    mission = MissionFactory(published=True)
    for she in (told_before, applied):
        search(she)
    Telling.objects.create(mission=mission, profile=told_before, bucket="main")
    ApplicationFactory(mission=mission, profile=applied)
    tell_hits(hits_of(mission))
    assert not Delivery.objects.filter(kind="mission_alert").exists()


def test_the_letter_names_the_search_and_its_way_out():
    she, mission = published_assistant(), MissionFactory(published=True)
    alert = search(she, name="Devis à distance")
    payload = {"alert": str(alert.public_id), "mission": str(mission.public_id)}
    message = mission_alert(she.user, payload)
    assert message is not None
    assert "Devis à distance" in message.subject
    assert "Devis à distance" in message.why
    delivery = Delivery(user=she.user, kind="mission_alert", payload=payload)
    email = compose(delivery, message, she.user.email, kind_of("mission_alert"))
    assert message.stop_path in email.extra_headers["List-Unsubscribe"]
    assert "Arrêter cette alerte" in email.body
    assert mission_alert(UserFactory(), payload) is None
    pause_alert(alert)
    assert mission_alert(she.user, payload) is None
    assert hits_of(mission) == []


def test_whoever_opted_out_reads_it_on_the_site_alone(monkeypatch):
    monkeypatch.setattr("matching.services.alerts.held_until", lambda moment: None)
    she, mission = published_assistant(), MissionFactory(published=True)
    search(she)
    choose(she.user.pk, "mission_alert", "never")
    with transaction.atomic():
        tell_hits(hits_of(mission))
    assert told(she.user, "mission_alert") == 0
    assert she.user.notifications.count() == 1


# Watches.


@pytest.fixture
def watched():
    company, owner = company_with_owner()
    mission = MissionFactory(published=True, company=company)
    watch_mission(mission, owner)
    return mission


def found(mission) -> int:
    return Delivery.objects.filter(kind="profile_found").count()


@pytest.mark.django_db(transaction=True)
def test_somebody_who_now_fits_is_told_of_once(watched):
    she = published_assistant(availability_confirmed_at=timezone.now() - timedelta(days=9))
    drain(MatchingDuty)
    assert found(watched) == 0
    for _ in range(2):
        confirm_availability(she, she.user)
        drain(MatchingDuty)
    assert found(watched) == 1
    assert Watch.objects.get().known == [she.pk]


@pytest.mark.django_db(transaction=True)
def test_those_who_fitted_at_first_are_known_and_a_stop_is_a_stop():
    company, owner = company_with_owner()
    mission, first = MissionFactory(published=True, company=company), published_assistant()
    watch = watch_mission(mission, owner)
    assert watch.known == [first.pk]
    assert watch_mission(mission, owner).pk == watch.pk
    confirm_availability(first, first.user)
    stop_watching(mission, owner)
    drain(MatchingDuty)
    assert found(mission) == 0


def test_a_watch_is_for_the_firm_a_mission_on_line_and_few_people():
    company, owner = company_with_owner()
    mission = MissionFactory(published=True, company=company)
    with pytest.raises(Refusal):
        watch_mission(mission, UserFactory())
    with pytest.raises(Refusal, match="en ligne"):
        watch_mission(MissionFactory(complete=True, company=company), owner)
    for _ in range(FEW + 1):
        published_assistant()
    with pytest.raises(Refusal, match="Assez de profils"):
        watch_mission(mission, owner)


def test_a_change_looks_at_the_watched_missions_alone(watched, django_assert_max_num_queries):
    others = [MissionFactory(published=True, company=watched.company) for _ in range(3)]
    for mission in others[:2]:
        watch_mission(mission, watched.author)
    she = published_assistant()
    with django_assert_max_num_queries(7):
        finds = finds_of(she)
    assert {find.mission for find in finds} == {watched, *others[:2]}


def test_whoever_withdrew_from_a_watched_mission_is_no_find(watched):
    stays, left = published_assistant(), published_assistant()
    ApplicationFactory(mission=watched, profile=left, withdrawn=True)
    assert [find.mission for find in finds_of(stays)] == [watched]
    assert finds_of(left) == []


def test_the_letter_to_the_firm(watched):
    she, watch = published_assistant(), Watch.objects.get()
    payload = {"watch": watch.pk, "profile": she.pk}
    message = profile_found(watch.user, payload)
    assert message is not None
    assert she.user.last_name not in message.happened
    assert message.stop_label == "Ne plus me prévenir pour cette mission"
    watch.delete()
    assert profile_found(watch.user, payload) is None
