"""What happens to a company."""

from typing import Any

from accounts.enums import MembershipRole
from accounts.models import Company, Membership, User
from accounts.permissions import can_edit_company
from accounts.search import find_city
from sio.lib.errors import Refusal
from sio.lib.services import service

ALREADY_REGISTERED = (
    "Cette entreprise est déjà inscrite sur SIO. La personne qui l’a inscrite peut agir pour elle ; "
    "si vous ne savez pas qui, écrivez-nous."
)


@service
def create_company(user: User, **facts: Any) -> Company:
    """Register a company; the person who does it becomes responsible for it.

    Raises Refusal (field siren) when the company is already known.
    """
    _refuse_known_siren(facts["siren"])
    company = Company.objects.create(**facts, city=find_city(facts["postal_code"], facts["town"]))
    Membership.objects.create(user=user, company=company, role=MembershipRole.OWNER)
    return company


@service
def update_company(company: Company, by: User, **facts: Any) -> Company:
    """Correct the facts of a company; raises Refusal for anyone not responsible for it."""
    if not can_edit_company(by, company):
        raise Refusal("Seule une personne responsable de l’entreprise peut modifier sa fiche.")
    locked = Company.objects.select_for_update().get(pk=company.pk)
    if facts.get("siren", locked.siren) != locked.siren:
        _refuse_known_siren(facts["siren"])
    for name, value in facts.items():
        setattr(locked, name, value)
    locked.city = find_city(locked.postal_code, locked.town)
    locked.save()
    return locked


def _refuse_known_siren(siren: str) -> None:
    """Refuse kindly before the unique constraint does; the constraint settles a race."""
    if Company.objects.filter(siren=siren).exists():
        raise Refusal(ALREADY_REGISTERED, field="siren")
