"""Signing up and in: the side chosen is kept, nothing tells who is here, mails leave through the duty door."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.enums import Role
from accounts.models import AssistantProfile, User
from notifications.models import Delivery
from notifications.sealing import unseal
from tests.accounts.support import text_of
from tests.factories.accounts import PASSWORD, AssistantProfileFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

SIDES = {"entreprise": (Role.COMPANY, "/entreprise/"), "assistante": (Role.ASSISTANT, "/profil/")}
NEWCOMER = {"email": "nouvelle@exemple.example", "password1": PASSWORD}


@pytest.fixture(autouse=True)
def _fresh_counters():
    """Rate limits of other tests are forgotten."""
    cache.clear()


@pytest.fixture
def known() -> User:
    """Someone whose address is verified."""
    user = UserFactory(email="connue@exemple.example", company_side=True)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


def last_mail():
    """The address and the words of the last mail owed."""
    return unseal(Delivery.objects.latest("pk").sealed)


def code_in_last_mail() -> str:
    _, message = last_mail()
    return dict(message.facts)["Code"]


def log_in(client: Client, **more: str):
    return client.post("/connexion/", {"login": "connue@exemple.example", "password": PASSWORD} | more)


def test_the_side_is_chosen_by_two_plain_links(client: Client):
    page = client.get("/inscription/").content.decode()
    assert 'href="/inscription/entreprise/"' in page
    assert 'href="/inscription/assistante/"' in page


def test_the_page_wanted_is_kept_through_the_choice(client: Client):
    page = client.get("/inscription/?next=/missions/nouvelle/").content.decode()
    assert "/inscription/entreprise/?next=%2Fmissions%2Fnouvelle%2F" in page


@pytest.mark.parametrize("side", SIDES)
def test_a_newcomer_signs_up_verifies_and_lands_on_what_she_must_do_next(client: Client, side: str):
    role, landing = SIDES[side]
    answer = client.post(f"/inscription/{side}/", NEWCOMER)
    assert answer["Location"] == "/inscription/code/"
    user = User.objects.get(email=NEWCOMER["email"])
    assert user.role == role
    assert "nouvelle@exemple.example" in text_of(client.get("/inscription/code/"))
    entered = client.post("/inscription/code/", {"code": code_in_last_mail()})
    assert entered["Location"] == landing
    assert EmailAddress.objects.get(user=user).verified
    assert client.get(landing).status_code == 200


def test_a_code_is_read_however_it_is_typed(client: Client):
    client.post("/inscription/entreprise/", NEWCOMER)
    typed = " ".join(code_in_last_mail().replace("-", "").lower())
    assert client.post("/inscription/code/", {"code": typed}).status_code == 302


def test_a_wrong_code_is_said_and_three_end_it(client: Client):
    client.post("/inscription/entreprise/", NEWCOMER)
    wrong = client.post("/inscription/code/", {"code": "AAAAAA"})
    assert wrong.status_code == 422
    assert "Ce code ne correspond pas" in text_of(wrong)
    client.post("/inscription/code/", {"code": "AAAAAA"})
    assert client.post("/inscription/code/", {"code": "AAAAAA"})["Location"] == "/connexion/"


def test_a_new_code_may_be_asked(client: Client):
    client.post("/inscription/entreprise/", NEWCOMER)
    first = code_in_last_mail()
    cache.clear()
    client.post("/inscription/code/", {"action": "resend"})
    assert Delivery.objects.count() == 2
    assert code_in_last_mail() != first


def test_asking_again_at_once_is_refused_in_french(client: Client):
    client.post("/inscription/entreprise/", NEWCOMER)
    page = client.post("/inscription/code/", {"action": "resend"}, follow=True)
    assert "Trop de demandes" in text_of(page)
    assert Delivery.objects.count() == 1


def test_a_wrong_address_is_left_behind_by_starting_again(client: Client):
    client.post("/inscription/entreprise/", NEWCOMER)
    client.post("/deconnexion/", {"next": "/inscription/"})
    assert client.get("/inscription/").status_code == 200
    again = client.post("/inscription/entreprise/", NEWCOMER | {"email": "bonne@exemple.example"})
    assert again["Location"] == "/inscription/code/"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"email": "pas une adresse"}, "adresse e-mail"),
        ({"email": ""}, "obligatoire"),
        ({"password1": "trop court"}, "15 caractères"),
        ({"password1": NEWCOMER["email"]}, "trop semblable"),
    ],
)
def test_a_refused_sign_up_says_why_and_keeps_the_address(client: Client, typed: dict[str, str], said: str):
    page = client.post("/inscription/entreprise/", NEWCOMER | typed)
    assert page.status_code == 422
    assert said in text_of(page)
    assert not User.objects.exists()
    assert (typed.get("email", NEWCOMER["email"])) in page.content.decode()


def test_a_long_passphrase_is_welcome(client: Client):
    long = "une phrase vraiment très longue, avec des espaces, des accents et même plus de soixante-quatre signes"
    assert client.post("/inscription/entreprise/", NEWCOMER | {"password1": long}).status_code == 302


def test_signing_up_with_a_known_address_looks_the_same(client: Client, known: User):
    new = client.post("/inscription/entreprise/", NEWCOMER)
    new_page = text_of(client.get("/inscription/code/")).replace(NEWCOMER["email"], "")
    other = Client()
    taken = other.post("/inscription/entreprise/", NEWCOMER | {"email": known.email})
    taken_page = text_of(other.get("/inscription/code/")).replace(known.email, "")
    assert (new.status_code, new["Location"]) == (taken.status_code, taken["Location"])
    assert new_page == taken_page
    address, message = last_mail()
    assert address == known.email
    assert message.subject == "Vous avez déjà un compte sur SIO"
    assert User.objects.filter(email=known.email).count() == 1


@pytest.mark.parametrize("form", ["/connexion/code/", "/mot-de-passe/oublie/"])
def test_asking_for_a_mail_never_tells_who_is_here(client: Client, known: User, form: str):
    answers = [
        (answer.status_code, answer["Location"])
        for answer in (
            client.post(form, {"email": known.email}),
            Client().post(form, {"email": "absente@exemple.example"}),
        )
    ]
    assert answers[0] == answers[1]
    assert Delivery.objects.count() == 2, "a mail leaves in both cases"


def test_a_wrong_password_and_an_unknown_address_get_the_same_words(client: Client, known: User):
    wrong = log_in(client, password="une autre phrase longue")
    unknown = log_in(client, login="absente@exemple.example")
    assert wrong.status_code == unknown.status_code == 422
    sentence = "L’adresse e-mail ou le mot de passe ne correspondent pas"
    assert sentence in text_of(wrong)
    assert sentence in text_of(unknown)


def test_a_company_owner_without_company_lands_on_it_then_on_her_dashboard(client: Client, known: User):
    assert log_in(client)["Location"] == "/entreprise/"
    MembershipFactory(user=known)
    assert log_in(Client())["Location"] == reverse("dashboard")


def test_an_assistant_lands_on_her_profile_until_it_is_sent(client: Client):
    profile = AssistantProfileFactory(complete=True)
    EmailAddress.objects.create(user=profile.user, email=profile.user.email, primary=True, verified=True)
    credentials = {"login": profile.user.email, "password": PASSWORD}
    assert client.post("/connexion/", credentials)["Location"] == "/profil/"
    AssistantProfile.objects.filter(pk=profile.pk).update(status="submitted")
    assert Client().post("/connexion/", credentials)["Location"] == reverse("dashboard")


def test_she_comes_back_to_the_page_she_wanted_and_never_elsewhere(client: Client, known: User):
    assert log_in(client, next="/missions/")["Location"] == "/missions/"
    assert log_in(Client(), next="https://ailleurs.example/")["Location"] == "/entreprise/"


def test_she_signs_in_with_a_code(client: Client, known: User):
    assert client.post("/connexion/code/", {"email": known.email})["Location"] == "/connexion/code/saisir/"
    assert client.post("/connexion/code/saisir/", {"code": code_in_last_mail()})["Location"] == "/entreprise/"


def test_a_forgotten_password_is_chosen_again_once(client: Client, known: User):
    client.post("/mot-de-passe/oublie/", {"email": known.email})
    _, message = last_mail()
    assert message.path.startswith("/mot-de-passe/nouveau/")
    form = client.get(message.path, follow=True)
    chosen = "une toute nouvelle phrase"
    answer = client.post(form.request["PATH_INFO"], {"password1": chosen, "password2": chosen})
    assert answer["Location"] == "/mot-de-passe/change/"
    assert log_in(Client(), password=chosen).status_code == 302
    assert "Ce lien n’est plus valable" in text_of(Client().get(message.path, follow=True))


def test_too_many_sign_ins_get_a_page_in_french(client: Client, known: User):
    pages = [log_in(client, password="une autre phrase longue") for _ in range(11)]
    said = text_of(pages[-1])
    assert pages[-1].status_code in {422, 429}
    assert "Trop d" in said


def test_a_flood_is_answered_with_429(client: Client):
    last = [client.post("/mot-de-passe/oublie/", {"email": f"a{n}@exemple.example"}) for n in range(21)][-1]
    assert last.status_code == 429
    assert "<h1" in last.content.decode()


def test_a_forged_address_does_not_help(client: Client):
    for n in range(21):
        last = client.post(
            "/mot-de-passe/oublie/",
            {"email": f"b{n}@exemple.example"},
            headers={"X-Forwarded-For": f"203.0.113.{n}"},
        )
    assert last.status_code == 429


def test_signing_out_is_a_question_then_a_post(client: Client, known: User):
    client.force_login(known)
    assert "Se déconnecter" in text_of(client.get("/deconnexion/"))
    assert client.get(reverse("account_email")).status_code == 200
    assert client.post("/deconnexion/")["Location"] == reverse("home")
    assert client.get(reverse("account_email")).status_code == 302


def test_the_security_page_leads_to_password_and_application(client: Client, known: User):
    client.force_login(known)
    page = client.get("/compte/").content.decode()
    assert reverse("account_change_password") in page
    assert reverse("mfa_index") in page


def test_an_application_code_is_set_up_without_any_data_image(client: Client, known: User):
    log_in(client)
    asked = client.get(reverse("mfa_activate_totp"))
    assert asked["Location"].startswith("/connexion/confirmer/")
    page = client.post(asked["Location"], {"password": PASSWORD}, follow=True)
    assert page.status_code == 200
    body = page.content.decode()
    assert "<svg" in body
    assert "data:image" not in body
    assert "<?xml" not in body
    assert " style=" not in body
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert wrong.status_code == 422


@pytest.mark.parametrize(
    "name", ["account_confirm_email", "mfa_add_webauthn", "mfa_login_webauthn", "account_signup_by_passkey"]
)
def test_what_is_not_used_has_no_address(name: str):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize(
    "address",
    [
        "/inscription/",
        "/inscription/entreprise/",
        "/inscription/assistante/",
        "/connexion/",
        "/connexion/code/",
        "/connexion/compte-ferme/",
        "/mot-de-passe/oublie/",
        "/mot-de-passe/oublie/envoye/",
        "/mot-de-passe/nouveau/1-abc-def/",
        "/mot-de-passe/change/",
    ],
)
def test_every_door_stands_in_our_house(client: Client, address: str):
    page = client.get(address, follow=True)
    assert page.status_code == 200
    body = page.content.decode()
    assert "– SIO</title>" in body
    assert not re.search(r"placeholder=|Sign|Password|<script>(?!</)| style=", body)


@pytest.mark.parametrize("name", ["account_change_password", "mfa_index", "mfa_view_recovery_codes"])
def test_every_private_door_stands_in_our_house(client: Client, known: User, name: str):
    log_in(client)
    page = client.get(reverse(name), follow=True)
    assert "– SIO</title>" in page.content.decode()


def test_mails_carry_the_code_only_sealed(client: Client):
    client.post("/inscription/entreprise/", NEWCOMER)
    code = code_in_last_mail()
    delivery = Delivery.objects.get()
    assert code not in str(delivery.payload)
    assert code.encode() not in bytes(delivery.sealed)


def test_the_admin_is_entered_by_our_login(client: Client, known: User):
    entrance = client.get("/gestion/", follow=True)
    assert entrance.request["PATH_INFO"] == "/connexion/"
    client.force_login(known)
    assert client.get("/gestion/", follow=True).status_code == 403
