"""Alice owns a company, Bob is an assistant, Charlie is a stranger to both, Martine moderates."""

import pytest
from django.test import Client

from accounts.models import AssistantProfile, Company, User
from tests.factories.accounts import AssistantProfileFactory, UserFactory, company_with_owner, moderator


@pytest.fixture
def company_and_alice(db: None) -> tuple[Company, User]:
    return company_with_owner()


@pytest.fixture
def company(company_and_alice: tuple[Company, User]) -> Company:
    return company_and_alice[0]


@pytest.fixture
def alice(company_and_alice: tuple[Company, User]) -> User:
    return company_and_alice[1]


@pytest.fixture
def draft(db: None) -> AssistantProfile:
    """Bob's profile, complete and not yet sent."""
    return AssistantProfileFactory(
        complete=True, skill_levels=["quotes", "invoicing", "inbox"], half_days=["mon_am", "tue_am"]
    )


@pytest.fixture
def bob(draft: AssistantProfile) -> User:
    return draft.user


@pytest.fixture
def charlie(db: None) -> User:
    return UserFactory(first_name="Charlie", assistant_side=True)


@pytest.fixture
def martine(db: None) -> User:
    return moderator(first_name="Martine")


@pytest.fixture
def as_bob(client: Client, bob: User) -> Client:
    client.force_login(bob)
    return client
