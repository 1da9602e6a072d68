"""A need described in seven steps, by clicking: kept as one goes, checked, sent."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from accounts.models import City, Language, Pillar, Skill
from missions.models import Mission
from missions.steps import Step
from tests.factories.missions import MissionFactory

FORBIDDEN = "Tenue de la comptabilité."


def skill_ids(*slugs):
    return list(Skill.objects.filter(slug__in=slugs).values_list("pk", flat=True))


def pillar_id():
    return Pillar.objects.get(slug="sales_admin").pk


@pytest.fixture
def need(db):
    return {
        "title": "Relances et devis",
        "pillar": pillar_id(),
        "job": "",
        "skills": skill_ids("quotes", "quote-follow-up"),
    }


def priorities(mission, importance="should"):
    pks = mission.mission_skills.values_list("skill_id", flat=True)
    return {f"importance-{pk}": importance for pk in pks} | {f"level-{pk}": "basic" for pk in pks}


def address(mission, step):
    return reverse("missions:step", args=[mission.public_id, step])


def test_the_whole_journey_leads_from_the_first_question_to_a_sent_mission(sign_in, alice, need):
    client = sign_in(alice)
    assert client.get(reverse("missions:new")).status_code == 200
    response = client.post(reverse("missions:new"), need)
    mission = Mission.objects.get()
    assert response.url == address(mission, "priorites")
    answers = {
        "priorites": priorities(mission),
        "volume": {
            "format": "recurring",
            "volume": "week",
            "minutes_per_week": "5 h",
            "minimum_minutes_per_week": "3",
        },
        "calendrier": {
            "starts_on": str(timezone.localdate() + timedelta(days=7)),
            "tolerance_days": "14",
            "half_days": ["tue_am", "thu_am"],
            "half_days_needed": "1",
            "duration_weeks": "12",
        },
        "lieu": {"place": "remote"},
        "budget": {"answer": "known", "budget_cents": "35", "price_mode": "hour"},
        "description": {
            "brief": "Trente devis par mois.",
            "deliverable": "Chaque devis part sous deux jours.",
        },
    }
    for step, typed in answers.items():
        page = client.get(response.url)
        assert response.url == address(mission, step)
        assert page.status_code == 200
        response = client.post(response.url, typed)
        assert response.status_code == 303
    check = client.get(response.url)
    assert response.url == reverse("missions:check", args=[mission.public_id])
    assert "Envoyer la mission" in check.content.decode()
    sent = client.post(reverse("missions:submit", args=[mission.public_id]), follow=True)
    mission.refresh_from_db()
    assert mission.status == "submitted"
    assert mission.reference in sent.content.decode()
    assert (mission.minutes_per_week, mission.minimum_minutes_per_week) == (300, 180)
    assert (mission.half_days, mission.half_days_needed) == (["tue_am", "thu_am"], 1)
    assert (mission.budget_cents, mission.duration_weeks) == (3500, 12)


def test_somebody_without_a_company_presents_it_first(sign_in, charlie):
    response = sign_in(charlie).get(reverse("missions:new"))
    assert response.url == reverse("accounts:company")


def test_the_same_post_twice_opens_one_draft(sign_in, alice, need):
    client = sign_in(alice)
    token = {"form_token": "7d0c7d2e-9f5c-4f0e-8f7a-0d5f5c2f6a11"}
    first, second = (client.post(reverse("missions:new"), need | token) for _ in "ab")
    assert first.url == second.url
    assert Mission.objects.count() == 1


@pytest.fixture
def draft(company):
    return MissionFactory(complete=True, company=company)


@pytest.mark.parametrize(
    ("step", "typed", "sentence"),
    [
        ("besoin", {"title": "", "pillar": "", "skills": []}, "Remplissez ce champ"),
        (
            "volume",
            {"format": "recurring", "volume": "week", "minutes_per_week": ""},
            "nombre d’heures par semaine",
        ),
        (
            "volume",
            {
                "format": "recurring",
                "volume": "week",
                "minutes_per_week": "3",
                "minimum_minutes_per_week": "5",
            },
            "ne peut pas dépasser",
        ),
        (
            "volume",
            {"format": "recurring", "volume": "week", "minutes_per_week": "beaucoup"},
            "Écrivez une durée",
        ),
        ("calendrier", {"starts_on": "2020-01-01", "tolerance_days": "0"}, "Cette date est passée"),
        (
            "calendrier",
            {"starts_on": "demain", "tolerance_days": "0", "half_days_needed": "2"},
            "Cochez d’abord",
        ),
        (
            "calendrier",
            {"starts_on": "demain", "tolerance_days": "0", "half_days": ["mon_am"], "half_days_needed": "2"},
            "indiquez 1 ou moins",
        ),
        ("lieu", {"place": "on_site", "city": ""}, "Indiquez la ville"),
        ("lieu", {"place": "on_site", "city": "Zzzz"}, "Nous ne trouvons pas"),
        ("budget", {"answer": "known", "price_mode": "hour", "budget_cents": ""}, "Indiquez un montant"),
        (
            "budget",
            {"answer": "known", "price_mode": "monthly_pack", "budget_cents": "400"},
            "étape du volume",
        ),
        ("description", {"brief": "", "deliverable": ""}, "Remplissez ce champ"),
    ],
)
def test_a_wrong_answer_is_said_beside_its_field_and_everything_typed_stays(
    sign_in, draft, step, typed, sentence
):
    alice = draft.author
    before = Mission.objects.values().get()
    response = sign_in(alice).post(address(draft, step), typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert escape(sentence) in page
    assert "<title>Erreur" in page
    assert Mission.objects.values().get() == before


def test_a_level_goes_with_a_language(sign_in, alice, draft):
    english = Language.objects.get(code="en").pk
    typed = {"brief": "Devis.", "deliverable": "Devis envoyés.", "language": english}
    response = sign_in(alice).post(address(draft, "description"), typed)
    assert "Choisissez le niveau attendu" in response.content.decode()


def test_four_indispensable_tasks_are_one_too_many(sign_in, alice, company):
    mission = MissionFactory(
        complete=True,
        company=company,
        asked=dict.fromkeys(["quotes", "quote-follow-up", "invoicing", "overdue-reminders"], "should"),
    )
    response = sign_in(alice).post(address(mission, "priorites"), priorities(mission, "must"))
    assert response.status_code == 422
    assert "Trois compétences au plus" in response.content.decode()


def test_thirteen_tasks_are_one_too_many(sign_in, alice, draft):
    many = list(Skill.objects.filter(kind="task").values_list("pk", flat=True)[:13])
    typed = {"title": "Tout", "pillar": pillar_id(), "skills": many}
    response = sign_in(alice).post(address(draft, "besoin"), typed)
    assert "Vous en avez choisi 13" in response.content.decode()


def test_a_pack_replaces_the_week(sign_in, alice, draft):
    sign_in(alice).post(
        address(draft, "volume"), {"format": "hour_pack", "volume": "600", "minutes_per_week": "5"}
    )
    draft.refresh_from_db()
    assert (draft.minutes_per_week, draft.minutes_per_month, draft.weekly_minutes) == (None, 600, 139)


def test_going_remote_forgets_the_town(sign_in, alice, company):
    mission = MissionFactory(on_site=True, company=company)
    sign_in(alice).post(address(mission, "lieu"), {"place": "remote", "city": "69007"})
    mission.refresh_from_db()
    assert (mission.city, mission.radius_km, mission.on_site_half_days) == (None, None, 0)


def test_a_town_is_understood_by_its_postal_code(sign_in, alice, draft):
    typed = {"place": "on_site", "city": "69007", "radius_km": "20", "on_site_half_days": "3"}
    sign_in(alice).post(address(draft, "lieu"), typed)
    draft.refresh_from_db()
    assert draft.city == City.objects.get(postal_code="69007")
    assert (draft.radius_km, draft.on_site_half_days) == (20, 3)


def test_an_unknown_budget_is_an_answer(sign_in, alice, draft):
    sign_in(alice).post(
        address(draft, "budget"), {"answer": "unknown", "price_mode": "hour", "budget_cents": "35"}
    )
    draft.refresh_from_db()
    assert (draft.budget_cents, draft.budget_reason) == (None, "unknown")


def test_the_estimation_is_shown_without_leaving_the_budget(sign_in, alice, draft):
    typed = {"answer": "known", "price_mode": "day", "budget_cents": "370", "rester": "1"}
    response = sign_in(alice).post(address(draft, "budget"), typed, follow=True)
    page = response.content.decode()
    assert response.redirect_chain == [(address(draft, "budget"), 303)]
    assert "Frais de mise en relation HT" in page
    assert "Estimation au plafond" in page


def test_changing_an_answer_from_the_check_comes_back_to_the_check(sign_in, alice, draft):
    there = f"{address(draft, 'budget')}?retour=verifier"
    typed = {"answer": "known", "price_mode": "hour", "budget_cents": "40"}
    response = sign_in(alice).post(there, typed)
    assert response.url == reverse("missions:check", args=[draft.public_id])


def test_two_tabs_warn_the_later_one_and_lose_nothing(sign_in, alice, draft):
    client = sign_in(alice)
    typed = {"answer": "known", "price_mode": "hour", "version": draft.version}
    client.post(address(draft, "budget"), typed | {"budget_cents": "40"})
    response = client.post(address(draft, "budget"), typed | {"budget_cents": "42"})
    page = response.content.decode()
    draft.refresh_from_db()
    assert response.status_code == 422
    assert "modifiée entre-temps" in page
    assert 'value="42,00"' in page or 'value="42"' in page
    assert f'name="version" value="{draft.version}"' in page
    assert draft.budget_cents == 4000
    client.post(address(draft, "budget"), typed | {"budget_cents": "42", "version": draft.version})
    draft.refresh_from_db()
    assert draft.budget_cents == 4200


def test_a_forbidden_passage_is_kept_shown_marked_and_stops_the_sending(sign_in, alice, draft):
    client = sign_in(alice)
    typed = {"brief": FORBIDDEN, "deliverable": "Pièces transmises."}
    response = client.post(address(draft, "description"), typed, follow=True)
    page = response.content.decode()
    assert response.redirect_chain[-1][0] == address(draft, "description")
    assert "<mark>Tenue de la comptabilité</mark>" in page
    assert "réservée aux experts-comptables" in page
    check = client.get(reverse("missions:check", args=[draft.public_id])).content.decode()
    assert "Un passage empêche l’envoi" in check
    assert "Envoyer la mission" not in check
    refused = client.post(reverse("missions:submit", args=[draft.public_id]), follow=True)
    draft.refresh_from_db()
    assert draft.status == "draft"
    assert "réserve à une profession" in refused.content.decode()


def test_the_allowed_wording_is_put_in_place_without_javascript(sign_in, alice, company):
    mission = MissionFactory(complete=True, company=company, brief=FORBIDDEN)
    there = reverse("missions:replace", args=[mission.public_id])
    page = (
        sign_in(alice).post(there, {"champ": "brief", "regle": "compta_tenue"}, follow=True).content.decode()
    )
    assert "Le passage est remplacé" in page
    assert "<mark>" not in page
    mission.refresh_from_db()
    assert mission.brief.startswith("Pré-comptabilité")


def test_a_warning_is_shown_and_lets_the_mission_go(sign_in, alice, draft):
    typed = {"brief": "Présence avec des horaires fixes.", "deliverable": "Accueil assuré."}
    response = sign_in(alice).post(address(draft, "description"), typed, follow=True)
    page = response.content.decode()
    assert response.redirect_chain[-1][0] == reverse("missions:check", args=[draft.public_id])
    assert "Passage à reformuler si possible" in page
    assert "Envoyer la mission" in page


def test_one_asks_the_team_to_read_a_stopped_passage(sign_in, alice, company):
    mission = MissionFactory(complete=True, company=company, brief=FORBIDDEN)
    response = sign_in(alice).post(reverse("missions:review", args=[mission.public_id]), follow=True)
    assert "Relecture demandée le" in response.content.decode()


def test_the_check_says_what_remains(sign_in, alice, company):
    mission = MissionFactory(complete=True, company=company, starts_on=None)
    page = sign_in(alice).get(reverse("missions:check", args=[mission.public_id])).content.decode()
    assert f"{address(mission, 'calendrier')}?retour=verifier" in page
    assert "Envoyer la mission" not in page


@pytest.mark.parametrize("step", Step.values)
def test_charlie_opens_no_step(sign_in, charlie, draft, step):
    client = sign_in(charlie)
    assert client.get(address(draft, step)).status_code == 404
    assert client.post(address(draft, step), {}).status_code == 404


@pytest.mark.parametrize("name", ["check", "submit", "sent", "replace", "review"])
def test_charlie_reaches_nothing_of_a_draft(sign_in, charlie, draft, name):
    client = sign_in(charlie)
    there = reverse(f"missions:{name}", args=[draft.public_id])
    assert {client.get(there).status_code, client.post(there).status_code} <= {404, 405}


def test_an_unknown_step_is_not_found(sign_in, alice, draft):
    assert sign_in(alice).get(address(draft, "salaire")).status_code == 404


def test_a_published_mission_has_no_steps_any_more(sign_in, alice, company):
    mission = MissionFactory(published=True, company=company)
    assert sign_in(alice).get(address(mission, "besoin")).status_code == 404
