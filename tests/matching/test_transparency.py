"""« Comment SIO classe » says what ranks; no rule changes without a version, its reasons and its notice."""

from datetime import timedelta
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command

from matching import changelog, order, rules
from matching.changelog import NOTICE_DAYS, RELEASES, Release, fingerprint, in_force
from matching.checks import new_rules_were_announced
from matching.models import MatchingDuty, RankingNotice, RuleVersion
from matching.services.notices import announce_ranking
from matching.services.rules import refresh_rules
from matching.transparency import interests, weights
from notifications.models import Delivery
from sio.lib.dates import today
from sio.lib.duties import drain
from sio.lib.errors import Refusal
from tests.factories.accounts import UserFactory, company_with_owner, published_assistant

SAY_WHY = "A constant that ranks has changed: write a new version in matching/changelog.py, with its reasons."


def page(client) -> str:
    html = client.get("/classement/").content.decode()
    return " ".join(html.replace("\u202f", " ").replace("\u00a0", " ").split())


def test_the_constants_are_those_of_the_version_in_force():
    assert in_force().version == rules.VERSION
    assert fingerprint() == in_force().fingerprint, SAY_WHY


@pytest.mark.parametrize(
    ("module", "name"),
    [(rules, "SKILLS_POINTS"), (rules, "CREDITS"), (rules, "CONFIRMATION_DAYS"), (order, "PPM")],
)
def test_a_changed_constant_asks_for_a_new_version(monkeypatch, module, name):
    monkeypatch.setattr(module, name, {1: b"\x00"} if name == "CREDITS" else 12_345)
    assert fingerprint() != in_force().fingerprint


def test_versions_follow_each_other_and_each_was_announced_in_time():
    names = [one.version for one in RELEASES]
    assert len(set(names)) == len(names)
    assert RELEASES[0].announced_on is None
    for before, after in pairwise(RELEASES):
        assert before.in_force_on < after.in_force_on
        assert after.announced_on is not None
        assert after.in_force_on >= after.announced_on + timedelta(days=NOTICE_DAYS)
    assert all(one.why and one.changes and one.fingerprint for one in RELEASES)


def test_the_weights_make_a_hundred():
    assert sum(weight.points for weight in weights()) == 100
    assert sum(weight.points for weight in interests()) == 100


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SKILLS_POINTS", 40_000_000, "Les compétences demandées pèsent 40 points sur 95"),
        ("BUDGET_POINTS", 7_000_000, "Budget : 7 points"),
        ("CONFIRMATION_DAYS", 9, "confirmée il y a plus de 9 jours"),
        ("NEAR_METRES", 12_000, "12 km"),
        ("ROTATION_POINTS", 4_000_000, "d’au plus 4 points"),
        ("EXPLORATION_POINTS", 8_000_000, "dans la limite de 8 points"),
        ("NEAR_TOWN_M", 7_000, "tous les points jusqu’à 7 km"),
        ("PRIOR_REVIEWS", 6, "comme si 6 avis moyens"),
        ("TARGET_POINTS", 22_000_000, "Budget face à votre tarif : 22 points"),
        ("CROWD_PER_POST", 4, "4 candidatures ouvertes pour une même place"),
        ("DIGEST_PER_PERSON", 6, "propose 6 missions au plus"),
        ("BUDGET_SLOPE", 12_500_000, "plus bas que 80 % du budget"),
    ],
)
def test_a_constant_changed_changes_the_page(client, monkeypatch, name, value, words):
    assert words not in page(client)
    monkeypatch.setattr(rules, name, value)
    assert words in page(client)


@pytest.mark.django_db
def test_the_page_says_what_the_law_and_the_design_ask(client):
    said = page(client)
    for words in (
        "Aucune place ne s’achète",
        "Refuser une mission ou ne pas répondre ne change ni l’adéquation ni l’ordre",
        "À confirmer",
        "Presque",
        "40 % des points",
        "le genre, l’âge, l’origine".capitalize(),
        "6 ouvertes à la fois",
        "sous 14 jours",
        "15 jours avant",
        "mailto:",
        rules.VERSION,
        RELEASES[0].why.replace("\u00a0", " "),
    ):
        assert words in said, words


def release(days: int) -> Release:
    return Release(
        "fit-9.0.0", today() + timedelta(days=days), "Les avis pèsent moins.", ("Avis : 8 points.",)
    )


@pytest.mark.django_db(transaction=True)
def test_both_sides_are_told_once_fifteen_days_before(monkeypatch):
    monkeypatch.setattr(changelog, "PLANNED", release(NOTICE_DAYS))
    she, owner = published_assistant().user, company_with_owner()[1]
    UserFactory()
    dry = StringIO()
    call_command("announce_ranking", "--dry-run", stdout=dry)
    assert "2 people would be told" in dry.getvalue()
    assert not MatchingDuty.objects.exists()
    call_command("announce_ranking", stdout=StringIO())
    drain(MatchingDuty)
    keys = set(Delivery.objects.filter(kind="ranking").values_list("dedupe_key", flat=True))
    assert keys == {f"ranking:fit-9.0.0:user:{user.pk}" for user in (she, owner)}
    assert RankingNotice.objects.get().people == 2
    with pytest.raises(CommandError, match="déjà annoncée"):
        call_command("announce_ranking", stdout=StringIO())


@pytest.mark.django_db
def test_a_change_is_never_announced_late():
    with pytest.raises(Refusal, match="15 jours avant"):
        announce_ranking(release(NOTICE_DAYS - 1))
    assert announce_ranking(release(NOTICE_DAYS)).people == 0


@pytest.mark.django_db
def test_rules_that_nobody_was_told_of_are_not_deployed():
    assert not new_rules_were_announced(databases=["default"])
    earlier = refresh_rules()
    RuleVersion.objects.filter(pk=earlier.pk).update(version="fit-0.9.0")
    assert [one.id for one in new_rules_were_announced(databases=["default"])] == ["matching.E001"]
    day = today() - timedelta(days=NOTICE_DAYS)
    RankingNotice.objects.create(version=rules.VERSION, in_force_on=today(), given_on=day, people=1)
    assert not new_rules_were_announced(databases=["default"])
