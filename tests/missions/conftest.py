"""Alice owns a company, Bob is a published assistant, Charlie is a stranger to both."""

import time

import pytest
from django.test import Client

from accounts.models import AssistantProfile, Company, User
from tests.factories.accounts import UserFactory, company_with_owner, moderator, published_assistant
from tests.missions.racing import HOOK


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
def bob(db: None) -> AssistantProfile:
    return published_assistant()


@pytest.fixture
def charlie(db: None) -> User:
    return UserFactory(first_name="Charlie")


@pytest.fixture
def martine(db: None) -> User:
    """A moderator."""
    return moderator(first_name="Martine")


@pytest.fixture
def sign_in(client: Client):
    """Sign this person in, and hand the client over."""

    def signed_in(user: User) -> Client:
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def dawdling(monkeypatch):
    """The debug hook: a pause between the check and the write."""

    def slow(module, name):
        check = getattr(module, name)

        def checked(*args, **kwargs):
            answer = check(*args, **kwargs)
            time.sleep(HOOK)
            return answer

        monkeypatch.setattr(module, name, checked)

    return slow
