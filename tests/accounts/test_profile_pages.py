"""Her profile as she fills it: every step saves, refuses kindly, keeps what was typed; nobody else comes in."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import ProfileStatus
from accounts.models import AssistantProfile, Language, OfficeJob, Skill, User
from accounts.services.profiles import request_profile_changes, submit_profile
from accounts.steps import STEPS
from tests.accounts.support import change, text_of, told
from tests.factories.accounts import AssistantProfileFactory, UserFactory, published_assistant, siren

pytestmark = pytest.mark.django_db


def step(slug: str) -> str:
    return reverse("accounts:profile_step", args=[slug])


def skill(slug: str) -> int:
    return Skill.objects.get(slug=slug).pk


VALID = {
    "presentation": {
        "first_name": "Camille",
        "last_name": "Durand",
        "title": "Assistante BTP",
        "presentation": "Je prépare vos devis et je relance vos clients, à distance, depuis neuf ans. " * 2,
    },
    "lieu": {"city": "rennes 35000", "ways": ["remote", "on_site"], "radius_km": "25"},
    "disponibilites": {
        "modes-mon_am": "remote",
        "modes-tue_pm": "either",
        "free_minutes_per_week": "12h30",
        "min_minutes_per_week": "",
        "available_from": "2027-01-04",
        "available_until": "",
        "accepts_pairs": "on",
    },
    "tarifs": {
        "rate_remote_cents": "35",
        "floor_remote_cents": "32,50",
        "rate_on_site_cents": "39",
        "floor_on_site_cents": "",
        "accepts_near_budget": "on",
    },
    "facturation": {
        "legal_name": "Camille Durand",
        "legal_form": "micro",
        "siren": siren(777_001),
        "vat_regime": "franchise",
        "vat_number": "",
        "street": "12 rue de la Paix",
        "postal_code": "35 000",
        "town": "Rennes",
    },
}


@pytest.fixture
def as_charlie(client: Client, charlie: User) -> Client:
    client.force_login(charlie)
    return client


def test_an_assistant_finds_her_eight_steps_on_her_first_visit(as_charlie: Client, charlie: User):
    page = as_charlie.get(reverse("accounts:profile"))
    assert page.status_code == 200
    assert "0 sur 8" in text_of(page)
    assert AssistantProfile.objects.get(user=charlie).status == ProfileStatus.DRAFT


def test_done_steps_are_counted(as_bob: Client):
    assert "6 sur 8 terminées" in text_of(as_bob.get(reverse("accounts:profile")))


def test_a_person_of_the_other_side_is_asked_first(client: Client, alice: User):
    client.force_login(alice)
    assert "Créer mon profil" in text_of(client.get(reverse("accounts:profile")))
    assert not AssistantProfile.objects.filter(user=alice).exists()
    client.post(reverse("accounts:profile"))
    assert AssistantProfile.objects.filter(user=alice).exists()


def test_every_page_of_the_profile_asks_for_login(client: Client):
    names = ["profile", "profile_preview", "profile_submit", "profile_pause"]
    for address in [*(reverse(f"accounts:{name}") for name in names), *(step(s.slug) for s in STEPS)]:
        page = client.get(address)
        assert page.status_code == 302
        assert page["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("slug", [s.slug for s in STEPS])
def test_every_step_opens_empty_and_full(client: Client, charlie: User, slug: str):
    client.force_login(charlie)
    assert client.get(step(slug)).status_code == 200
    full = published_assistant()
    client.force_login(full.user)
    assert client.get(step(slug)).status_code == 200


def test_an_unknown_step_is_not_found(as_bob: Client):
    assert as_bob.get(step("salaire")).status_code == 404
    assert as_bob.get(reverse("accounts:profile_levels", args=["lieu"])).status_code == 404


@pytest.mark.parametrize("slug", VALID)
def test_a_step_saves_and_leads_to_the_next_one_not_done(as_charlie: Client, charlie: User, slug: str):
    answer = as_charlie.post(step(slug), VALID[slug])
    assert answer.status_code == 303, text_of(answer)
    assert "/profil/etape/" in answer["Location"]
    profile = AssistantProfile.objects.get(user=charlie)
    done = next(s for s in STEPS if s.slug == slug)
    if slug != "tarifs":
        assert done.is_done(profile)


def test_forgiving_fields_keep_exact_values(as_charlie: Client, charlie: User):
    for slug, answers in VALID.items():
        as_charlie.post(step(slug), answers)
    profile = AssistantProfile.objects.get(user=charlie)
    assert profile.city.name == "Rennes"
    assert profile.free_minutes_per_week == 750
    assert (profile.rate_remote_cents, profile.floor_remote_cents) == (3500, 3250)
    assert profile.postal_code == "35000"
    assert profile.accepts_pairs
    assert {slot.half_day: slot.mode for slot in profile.slots.all()} == {
        "mon_am": "remote",
        "tue_pm": "either",
    }
    assert charlie.__class__.objects.get(pk=charlie.pk).short_name == "Camille D."


@pytest.mark.parametrize(
    ("slug", "field", "typed", "said"),
    [
        ("presentation", "title", "", "titre de votre profil"),
        ("presentation", "presentation", "Bonjour.", "80 caractères"),
        ("lieu", "city", "Atlantide", "Nous ne trouvons pas cette ville"),
        ("lieu", "city", "Saint-Denis", "Précisez avec le code postal"),
        ("lieu", "radius_km", "", "la distance que vous acceptez"),
        ("lieu", "radius_km", "loin", "nombre de kilomètres"),
        ("disponibilites", "free_minutes_per_week", "beaucoup", "durée en heures"),
        ("disponibilites", "available_until", "2026-01-01", "avant le début"),
        ("disponibilites", "min_minutes_per_week", "40", "dépasse votre temps libre"),
        ("tarifs", "rate_remote_cents", "gratuit", "montant en euros"),
        ("tarifs", "rate_remote_cents", "", "tarif horaire"),
        ("tarifs", "floor_remote_cents", "36", "ne peut pas dépasser le tarif"),
        ("facturation", "siren", "000 000 000", "n’existe pas"),
        ("facturation", "siren", "123 456 789", "n’existe pas"),
        ("facturation", "postal_code", "35", "5 chiffres"),
        (
            "facturation",
            "vat_number",
            "FR\u202f44\u202f732\u202f829\u202f320",
            "ne correspond pas à votre SIREN",
        ),
    ],
)
def test_a_wrong_answer_is_said_beside_the_field_and_kept(
    as_charlie: Client, slug: str, field: str, typed: str, said: str
):
    answers = VALID[slug] | {field: typed}
    page = as_charlie.post(step(slug), answers)
    assert page.status_code == 422
    words = text_of(page)
    assert "Il y a un problème" in words
    assert words.count(said) == 2, "once in the summary, once beside the field"
    assert "<title>Erreur" in page.content.decode()
    assert html.escape(typed) in page.content.decode()


def test_a_registered_assistant_gives_her_vat_number(as_charlie: Client):
    page = as_charlie.post(step("facturation"), VALID["facturation"] | {"vat_regime": "registered"})
    assert page.status_code == 422
    assert "Indiquez votre numéro de TVA" in text_of(page)


def test_what_she_does_not_do_is_not_asked(client: Client):
    profile = AssistantProfileFactory(complete=True, accepts_on_site=False)
    client.force_login(profile.user)
    page = client.get(step("tarifs")).content.decode()
    assert 'name="rate_remote_cents"' in page
    assert 'name="rate_on_site_cents"' not in page


def test_skills_are_picked_then_given_a_level(as_charlie: Client, charlie: User):
    chosen = [skill("quotes"), skill("invoicing"), skill("inbox")]
    answer = as_charlie.post(step("competences"), {"skills": chosen})
    assert answer["Location"] == reverse("accounts:profile_levels", args=["competences"])
    assert "Établissement de devis" in text_of(as_charlie.get(answer["Location"]))
    as_charlie.post(answer["Location"], {f"levels-{skill('quotes')}": "expert"})
    profile = AssistantProfile.objects.get(user=charlie)
    assert {row.skill.slug: row.level for row in profile.profile_skills.all()} == {
        "quotes": "expert",
        "invoicing": "confirmed",
        "inbox": "confirmed",
    }


@pytest.mark.parametrize(
    ("count", "said"), [(0, "compétences"), (2, "au moins 3"), (31, "30 compétences au plus")]
)
def test_too_few_or_too_many_skills_are_refused_and_stay_ticked(as_charlie: Client, count: int, said: str):
    chosen = list(Skill.objects.filter(kind="task").values_list("pk", flat=True)[:count])
    page = as_charlie.post(step("competences"), {"skills": chosen})
    assert page.status_code == 422
    assert said in text_of(page)
    assert page.content.decode().count(" checked") == count


def test_tools_qualities_and_languages_are_saved_together(as_charlie: Client, charlie: User):
    english = Language.objects.get(code="en")
    answers = {
        "tools": [skill("notion")],
        "qualities": [skill("rigour")],
        "language_0": english.pk,
        "level_0": "B2",
    }
    assert as_charlie.post(step("outils"), answers).status_code == 303
    profile = AssistantProfile.objects.get(user=charlie)
    assert {row.skill.slug for row in profile.profile_skills.all()} == {"notion", "rigour"}
    assert [(row.language, row.level) for row in profile.profile_languages.all()] == [(english, "B2")]


def test_a_language_goes_with_a_level_and_once(as_charlie: Client):
    english = Language.objects.get(code="en").pk
    without = as_charlie.post(step("outils"), {"language_0": english})
    assert without.status_code == 422
    assert "Choisissez un niveau" in text_of(without)
    twice = {"language_0": english, "level_0": "B2", "language_1": english, "level_1": "C1"}
    assert "déjà dans la liste" in text_of(as_charlie.post(step("outils"), twice))


EXPERIENCE = {
    "title": "Assistante de gestion",
    "organisation": "Menuiserie",
    "sector": "",
    "started_on": "2015-01-05",
    "ended_on": "2020-12-31",
}


def entry(kind: str, pk: int | None = None) -> str:
    return reverse("accounts:entry", args=[kind, pk]) if pk else reverse("accounts:entry_add", args=[kind])


def test_an_experience_is_added_changed_and_deleted(as_bob: Client, draft: AssistantProfile):
    answers = EXPERIENCE | {"job": OfficeJob.objects.get(rome_code="M1607").pk}
    assert as_bob.post(entry("experiences"), answers).status_code == 303
    line = draft.experiences.get()
    as_bob.post(entry("experiences", line.pk), answers | {"title": "Bras droit"})
    line.refresh_from_db()
    assert line.title == "Bras droit"
    delete = reverse("accounts:entry_delete", args=["experiences", line.pk])
    assert "Supprimer cette expérience" in text_of(as_bob.get(delete))
    as_bob.post(delete)
    assert not draft.experiences.exists()


def test_an_experience_that_ends_before_it_starts_is_refused(as_bob: Client):
    answers = EXPERIENCE | {"job": OfficeJob.objects.first().pk, "ended_on": "2010-01-01"}
    page = as_bob.post(entry("experiences"), answers)
    assert page.status_code == 422
    assert "avant le début" in text_of(page)


def test_another_diploma_must_be_named(as_bob: Client, draft: AssistantProfile):
    page = as_bob.post(entry("diplomes"), {"qualification": "other", "detail": "", "year": "2014"})
    assert page.status_code == 422
    as_bob.post(entry("diplomes"), {"qualification": "bts_gpme", "detail": "", "year": "2014"})
    assert draft.qualifications.get().year == 2014


def test_the_lines_of_another_are_not_found(client: Client, charlie: User, draft: AssistantProfile):
    line = draft.qualifications.create(qualification="bts_gpme")
    AssistantProfileFactory(user=charlie)
    client.force_login(charlie)
    for address in (entry("diplomes", line.pk), reverse("accounts:entry_delete", args=["diplomes", line.pk])):
        assert client.get(address).status_code == 404
        assert client.post(address, {"qualification": "none"}).status_code == 404
    assert draft.qualifications.count() == 1
    assert client.get(entry("bulletins")).status_code == 404


FORBIDDEN = (
    "Je m’occupe de la tenue de comptabilité et des relances, avec soin, pour les artisans de ma région."
)


def test_a_reserved_act_is_marked_explained_and_replaced_without_javascript(
    as_bob: Client, draft: AssistantProfile
):
    answers = VALID["presentation"] | {"presentation": FORBIDDEN}
    answer = as_bob.post(step("presentation"), answers)
    assert answer["Location"] == step("presentation")
    page = as_bob.get(step("presentation"))
    assert "<mark>tenue de comptabilité</mark>" in page.content.decode()
    assert "réservée aux experts-comptables" in text_of(page)
    assert "Remplacer" in text_of(page)
    replaced = as_bob.post(
        reverse("accounts:profile_replace", args=["presentation"]),
        {"champ": "presentation", "regle": "compta_tenue"},
    )
    assert replaced["Location"] == step("presentation")
    draft.refresh_from_db()
    assert "tenue de comptabilité" not in draft.presentation
    assert "<mark>" not in as_bob.get(step("presentation")).content.decode()


def test_a_published_profile_refuses_a_reserved_act_and_keeps_the_text_typed(client: Client):
    profile = published_assistant()
    client.force_login(profile.user)
    page = client.post(step("presentation"), VALID["presentation"] | {"presentation": FORBIDDEN})
    assert page.status_code == 422
    assert "réservée" in text_of(page)
    assert "tenue de comptabilité" in page.content.decode()
    profile.refresh_from_db()
    assert "comptabilité" not in profile.presentation


def test_everything_is_checked_then_sent(as_bob: Client, draft: AssistantProfile, bob: User):
    page = as_bob.get(reverse("accounts:profile_submit"))
    words = text_of(page)
    for shown in (
        "Vérifiez vos réponses",
        "Lyon 7e",
        "35,00",
        "Établissement de devis",
        "Envoyer mon profil",
    ):
        assert shown in words
    answer = as_bob.post(reverse("accounts:profile_submit"))
    assert answer["Location"] == reverse("accounts:profile")
    draft.refresh_from_db()
    assert draft.status == ProfileStatus.SUBMITTED
    assert "en cours de vérification" in text_of(as_bob.get(reverse("accounts:profile")))


def test_a_line_of_the_check_leads_to_its_step_and_back(as_bob: Client):
    assert f"{step('lieu')}?retour=envoyer" in as_bob.get(reverse("accounts:profile_submit")).content.decode()
    answer = as_bob.post(f"{step('lieu')}?retour=envoyer", VALID["lieu"])
    assert answer["Location"] == reverse("accounts:profile_submit")


def test_an_incomplete_profile_is_not_sent(as_charlie: Client, charlie: User):
    as_charlie.get(reverse("accounts:profile"))
    assert "Envoyer mon profil" not in text_of(as_charlie.get(reverse("accounts:profile_submit")))
    page = as_charlie.post(reverse("accounts:profile_submit"))
    assert page.status_code == 422
    assert "Il reste à compléter" in text_of(page)
    assert told(charlie) == []


def test_sending_twice_sends_once(as_bob: Client, draft: AssistantProfile, bob: User):
    page = as_bob.get(reverse("accounts:profile_submit")).content.decode()
    token = re.search(r'name="form_token" value="([^"]+)"', page).group(1)
    first = as_bob.post(reverse("accounts:profile_submit"), {"form_token": token})
    second = as_bob.post(reverse("accounts:profile_submit"), {"form_token": token})
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert told(bob) == ["profile_submitted"]
    assert draft.events.filter(to_status="submitted").count() == 1


def test_what_the_moderator_wrote_is_shown(as_bob: Client, draft: AssistantProfile, bob: User, martine: User):
    request_profile_changes(submit_profile(draft, bob), martine, "too_vague", "Dites pour quels clients.")
    words = text_of(as_bob.get(reverse("accounts:profile")))
    assert "Dites pour quels clients." in words
    assert "Besoin à préciser" in words


def test_she_pauses_after_a_question_and_resumes(client: Client):
    profile = published_assistant()
    client.force_login(profile.user)
    assert "Mettre votre profil en pause" in text_of(client.get(reverse("accounts:profile_pause")))
    client.post(reverse("accounts:profile_pause"))
    profile.refresh_from_db()
    assert profile.status == ProfileStatus.PAUSED
    client.post(reverse("accounts:profile_resume"))
    profile.refresh_from_db()
    assert profile.status == ProfileStatus.PUBLISHED


def test_an_act_that_is_no_longer_possible_is_said_not_raised(as_bob: Client):
    answer = as_bob.post(reverse("accounts:profile_pause"), follow=True)
    assert answer.status_code == 200
    assert "Ce n’est plus possible" in text_of(answer)


def test_availability_is_confirmed_in_one_click(client: Client):
    profile = published_assistant(availability_confirmed_at=None)
    client.force_login(profile.user)
    assert client.get(reverse("accounts:profile_availability")).status_code == 200
    profile.refresh_from_db()
    assert not profile.is_availability_confirmed
    client.post(reverse("accounts:profile_availability"))
    profile.refresh_from_db()
    assert profile.is_availability_confirmed


def test_the_preview_is_the_page_a_company_sees(client: Client, alice: User):
    profile = published_assistant()
    client.force_login(profile.user)
    own = text_of(client.get(reverse("accounts:profile_preview")))
    client.force_login(alice)
    theirs = text_of(client.get(profile.get_absolute_url()))
    for shown in (profile.title, "Camille D.", "35", "Établissement de devis", "Lundi"):
        assert shown in own
        assert shown in theirs


def test_what_is_private_is_on_neither(client: Client):
    profile = published_assistant(floor_remote_cents=3111, street="9 rue Secrète", siren=siren(555_001))
    client.force_login(UserFactory(last_name="Leroy"))
    page = client.get(profile.get_absolute_url()).content.decode()
    for hidden in ("31,11", "Secrète", profile.siren, profile.user.email, "Durand"):
        assert hidden not in page


@pytest.mark.parametrize("status", [s for s in ProfileStatus.values if s != ProfileStatus.PUBLISHED])
def test_a_profile_that_is_not_published_is_not_found_by_others(
    client: Client, alice: User, charlie: User, martine: User, status: str
):
    """One that was in public says that it is gone; one that never was says nothing."""
    profile = published_assistant(status=status)
    missing = 410 if status in {ProfileStatus.PAUSED, ProfileStatus.SUSPENDED} else 404
    for person, expected in ((alice, missing), (charlie, missing), (profile.user, 200), (martine, 200)):
        client.force_login(person)
        assert client.get(profile.get_absolute_url()).status_code == expected


def test_the_pages_of_a_profile_ask_a_fixed_number_of_queries(client: Client, django_assert_max_num_queries):
    profile = published_assistant()
    for rank, job in enumerate(OfficeJob.objects.all()[:8]):
        profile.experiences.create(job=job, title=f"Mission {rank}", started_on="2015-01-01")
    change(profile)
    client.force_login(UserFactory())
    with django_assert_max_num_queries(16):
        client.get(profile.get_absolute_url())
    client.force_login(profile.user)
    with django_assert_max_num_queries(18):
        client.get(reverse("accounts:profile"))
    with django_assert_max_num_queries(18):
        client.get(reverse("accounts:profile_submit"))
