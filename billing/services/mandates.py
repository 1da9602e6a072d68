"""The mandate to invoice in her name: signed by a click, kept word for word, revocable."""

import hashlib
from pathlib import Path

from django.utils import timezone

from accounts.models import AssistantProfile, User
from billing import identities
from billing.models import BillingMandate
from sio.lib.errors import Refusal
from sio.lib.services import service

CURRENT_VERSION = "2026-11"
_TEXTS = Path(__file__).resolve().parent.parent / "texts"


def active_mandate(profile: AssistantProfile) -> BillingMandate | None:
    """The mandate in force, if she signed one and did not revoke it."""
    return BillingMandate.objects.active().filter(assistant=profile.pk).first()


def mandate_text(profile: AssistantProfile) -> str:
    """The text she is asked to sign today, with her own particulars.

    Raises Refusal when a particular is missing: a mandate names its parties.
    """
    seller = identities.of_assistant(profile)
    if missing := seller.missing():
        raise Refusal("Complétez d’abord votre profil : " + ", ".join(missing) + ".")
    platform = identities.of_platform()
    return (
        (_TEXTS / f"mandat-{CURRENT_VERSION}.txt")
        .read_text(encoding="utf-8")
        .format(
            name=seller.name,
            ei=", entrepreneur individuel (EI)" if seller.is_sole_trader else "",
            siren=seller.siren,
            address=seller.address,
            platform_name=platform.name,
            platform_siren=platform.siren,
            platform_address=platform.address,
        )
    )


@service
def sign_mandate(profile: AssistantProfile, by: User, ip_address: str) -> BillingMandate:
    """Sign today's text; a second click finds the first signature. Raises Refusal for anybody but herself."""
    if profile.user_id != by.pk:
        raise Refusal("Seule la personne concernée peut signer ce mandat.")
    _lock(profile)
    signed = active_mandate(profile)
    if signed is not None:
        return signed
    text = mandate_text(profile)
    return BillingMandate.objects.create(
        assistant=profile,
        version=CURRENT_VERSION,
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        user_id=by.pk,
        ip_address=ip_address,
        signed_at=timezone.now(),
    )


@service
def revoke_mandate(profile: AssistantProfile, by: User) -> BillingMandate | None:
    """End the mandate from now on; invoices already issued stay. None when there was none."""
    if profile.user_id != by.pk:
        raise Refusal("Seule la personne concernée peut révoquer ce mandat.")
    _lock(profile)
    mandate = active_mandate(profile)
    if mandate is not None:
        mandate.revoked_at = timezone.now()
        mandate.save(update_fields=["revoked_at"])
    return mandate


def _lock(profile: AssistantProfile) -> None:
    AssistantProfile.objects.select_for_update().get(pk=profile.pk)
