"""A firm and its open mission, met by every page of this folder."""

import pytest

from accounts.models import User
from missions.models import Mission
from tests.factories.accounts import company_with_owner
from tests.factories.missions import MissionFactory


@pytest.fixture
def alice() -> User:
    return company_with_owner()[1]


@pytest.fixture
def mission(alice: User) -> Mission:
    return MissionFactory(published=True, company=alice.memberships.get().company)
