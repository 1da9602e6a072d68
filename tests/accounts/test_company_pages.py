"""One page for the company: created in two minutes, corrected later, said kindly when it cannot be."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import MembershipRole
from accounts.models import Company, Sector, User
from tests.accounts.support import text_of
from tests.factories.accounts import MembershipFactory, UserFactory, siren

pytestmark = pytest.mark.django_db

ADDRESS = "/entreprise/"
NUMBER = siren(900_002)


def answers(**more: object) -> dict[str, object]:
    return {
        "name": "Menuiserie Le Goff",
        "siren": f"{NUMBER[:3]} {NUMBER[3:6]} {NUMBER[6:]}",
        "street": "1 rue du Port",
        "postal_code": "35500",
        "town": "Vitré",
        "headcount": "9",
        "sector": Sector.objects.get(slug="construction").pk,
        "vat_number": "",
    } | more


@pytest.fixture
def owner(client: Client) -> User:
    """Someone who just signed up for a company."""
    user = UserFactory(company_side=True)
    client.force_login(user)
    return user


def test_a_company_is_registered_spaces_forgiven(client: Client, owner: User):
    assert "Présentez votre entreprise" in text_of(client.get(ADDRESS))
    answer = client.post(ADDRESS, answers())
    assert answer.status_code == 303
    assert answer["Location"] == reverse("dashboard")
    company = Company.objects.get()
    assert company.siren == NUMBER
    assert company.memberships.get().user == owner


def test_a_company_is_corrected_on_the_same_page(client: Client, owner: User):
    client.post(ADDRESS, answers())
    assert "Menuiserie Le Goff" in client.get(ADDRESS).content.decode()
    assert client.post(ADDRESS, answers(headcount="11")).status_code == 303
    assert Company.objects.get().headcount == 11


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "", "nom de l’entreprise"),
        ("siren", "", "SIREN"),
        ("siren", "000 000 000", "n’existe pas"),
        ("siren", "732 829 321", "n’existe pas"),
        ("siren", "7328293", "Le vôtre en compte 7"),
        ("postal_code", "3550", "5 chiffres"),
        ("headcount", "0", "au moins 1"),
        ("headcount", "quelques", "Écrivez un nombre"),
        ("sector", "", "secteur"),
        ("vat_number", "FR\u202f44\u202f732\u202f829\u202f320", "ne correspond pas à votre SIREN"),
    ],
)
def test_a_wrong_answer_is_said_and_kept(client: Client, owner: User, field: str, typed: str, said: str):
    page = client.post(ADDRESS, answers(**{field: typed}))
    assert page.status_code == 422
    assert said in text_of(page)
    assert typed in page.content.decode()
    assert "Vitré" in page.content.decode()
    assert not Company.objects.exists()


def test_a_company_already_here_gets_a_kind_sentence(client: Client, owner: User, company: Company):
    page = client.post(ADDRESS, answers(siren=company.siren))
    assert page.status_code == 422
    assert "déjà inscrite" in text_of(page)
    assert Company.objects.count() == 1


def test_posting_twice_registers_once(client: Client, owner: User):
    token = re.search(r'name="form_token" value="([^"]+)"', client.get(ADDRESS).content.decode()).group(1)
    first = client.post(ADDRESS, answers(form_token=token))
    second = client.post(ADDRESS, answers(form_token=token))
    assert first["Location"] == second["Location"]
    assert Company.objects.count() == 1


def test_a_plain_member_reads_the_card_and_changes_nothing(client: Client, company: Company):
    member = MembershipFactory(company=company, user=UserFactory(), role=MembershipRole.MEMBER).user
    client.force_login(member)
    page = client.get(ADDRESS)
    assert "Seule une personne responsable" in text_of(page)
    refusal = client.post(ADDRESS, answers(siren=company.siren))
    assert refusal.status_code == 422
    company.refresh_from_db()
    assert company.name != "Menuiserie Le Goff"


def test_a_stranger_never_meets_the_company_of_another(client: Client, company: Company, charlie: User):
    client.force_login(charlie)
    assert company.name not in client.get(ADDRESS).content.decode()
    client.post(ADDRESS, answers())
    company.refresh_from_db()
    assert company.name != "Menuiserie Le Goff"
    assert Company.objects.count() == 2


def test_the_page_asks_for_login(client: Client):
    assert client.get(ADDRESS).status_code == 302
