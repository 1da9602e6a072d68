"""Who a paper names: the assistant, the company, SIO. Frozen into each invoice when it is issued."""

from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings

from accounts.enums import LegalForm, VatRegime
from accounts.models import AssistantProfile, Company


@dataclass(frozen=True)
class Identity:
    """A party as an invoice must name it."""

    name: str
    siren: str
    street: str
    postal_code: str
    town: str
    vat_number: str = ""
    legal_form: str = ""
    is_sole_trader: bool = False
    is_vat_exempt: bool = False

    @property
    def address(self) -> str:
        return f"{self.street}, {self.postal_code} {self.town}"

    @property
    def printed_name(self) -> str:
        """With « EI » for a sole trader, as the law asks since 15 May 2022."""
        return f"{self.name} EI" if self.is_sole_trader else self.name

    def missing(self) -> list[str]:
        """What a paper would lack, in French."""
        wanted = {
            "nom": self.name,
            "SIREN": self.siren,
            "adresse": self.street,
            "code postal": self.postal_code,
        }
        wanted["ville"] = self.town
        return [label for label, value in wanted.items() if not value.strip()]

    def as_json(self) -> dict[str, object]:
        return asdict(self) | {"printed_name": self.printed_name}


def of_assistant(profile: AssistantProfile) -> Identity:
    form = LegalForm(profile.legal_form) if profile.legal_form else None
    return Identity(
        name=profile.legal_name,
        siren=profile.siren,
        street=profile.street,
        postal_code=profile.postal_code,
        town=profile.town,
        vat_number=profile.vat_number,
        legal_form=form.label if form else "",
        is_sole_trader=form is not None and form.is_sole_trader,
        is_vat_exempt=profile.vat_regime == VatRegime.FRANCHISE,
    )


def of_company(company: Company) -> Identity:
    return Identity(
        name=company.name,
        siren=company.siren,
        street=company.street,
        postal_code=company.postal_code,
        town=company.town,
        vat_number=company.vat_number,
    )


def of_platform() -> Identity:
    """SIO itself, from the settings."""
    parts: dict[str, Any] = settings.PLATFORM_IDENTITY
    return Identity(**parts)
