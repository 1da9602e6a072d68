"""A new Stripe for each test, without its own fees, and the two sides of the standard bill."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from accounts.models import AssistantProfile, Company, User
from billing.models import Bill
from billing.stripe_double import switches
from tests.factories.billing import approved_period, payable_assistant, paying_company


@pytest.fixture(autouse=True)
def stripe_world() -> Iterator[None]:
    switches.reset(fee_ppm=0)
    yield
    switches.reset()


@dataclass
class Pair:
    """A company that can pay and an assistant who can be paid."""

    company: Company
    owner: User
    assistant: AssistantProfile

    def bill(self, source_key: str = "timesheet:1", **facts: object) -> Bill:
        return approved_period(self.company, self.assistant, source_key=source_key, **facts)  # type: ignore[arg-type]


@pytest.fixture
def pair(db: None) -> Pair:
    return make_pair()


def make_pair(means: str = "pm_card_visa") -> Pair:
    company, owner = paying_company(means)
    return Pair(company, owner, payable_assistant())
