"""A company is registered once, by a person who becomes responsible for it."""

import pytest

from accounts.enums import MembershipRole
from accounts.models import Company, Sector, User
from accounts.services.companies import create_company, update_company
from tests.accounts.support import refused
from tests.factories.accounts import MembershipFactory, UserFactory, siren

pytestmark = pytest.mark.django_db


def facts(**more: object) -> dict[str, object]:
    return {
        "name": "Menuiserie Le Goff",
        "siren": siren(900_001),
        "street": "1 rue du Port",
        "postal_code": "35500",
        "town": "Vitré",
        "headcount": 9,
        "sector": Sector.objects.get(slug="construction"),
        "vat_number": "",
    } | more


def test_the_person_who_registers_a_company_is_responsible_for_it(charlie: User):
    company = create_company(charlie, **facts())
    assert company.memberships.get().user == charlie
    assert company.memberships.get().role == MembershipRole.OWNER
    assert company.city.name == "Vitré"


def test_a_company_already_here_is_refused_kindly(charlie: User, company: Company):
    with refused("déjà inscrite", field="siren"):
        create_company(charlie, **facts(siren=company.siren))
    assert Company.objects.count() == 1


def test_an_owner_corrects_the_card(alice: User, company: Company):
    assert (
        update_company(company, alice, **facts(name="Plomberie Rivoire et fils")).name
        == "Plomberie Rivoire et fils"
    )


def test_the_siren_may_stay_the_same(alice: User, company: Company):
    update_company(company, alice, **facts(siren=company.siren))


def test_the_siren_of_another_company_is_refused(alice: User, company: Company):
    other = MembershipFactory().company
    with refused("déjà inscrite", field="siren"):
        update_company(company, alice, **facts(siren=other.siren))


def test_a_stranger_or_a_plain_member_corrects_nothing(company: Company, charlie: User):
    member = UserFactory()
    MembershipFactory(company=company, user=member, role=MembershipRole.MEMBER)
    for person in (charlie, member):
        with refused("responsable"):
            update_company(company, person, **facts())


def test_companies_are_visible_to_their_members_and_to_the_team(company: Company, alice, charlie, martine):
    assert list(Company.objects.visible_to(alice)) == [company]
    assert list(Company.objects.visible_to(charlie)) == []
    assert list(Company.objects.visible_to(martine)) == [company]
    assert list(Company.objects.of(martine)) == []
