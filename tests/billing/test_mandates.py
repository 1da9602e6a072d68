"""R1.7: an express, written, prior, revocable mandate."""

import hashlib

import pytest
from django.db import IntegrityError, transaction

from billing.models import BillingMandate
from billing.services.mandates import active_mandate, mandate_text, revoke_mandate, sign_mandate
from sio.lib.errors import Refusal
from tests.factories.accounts import AssistantProfileFactory, UserFactory, published_assistant

pytestmark = pytest.mark.django_db


def test_a_signature_keeps_the_text_its_hash_the_moment_and_the_address() -> None:
    profile = published_assistant()
    mandate = sign_mandate(profile, profile.user, "203.0.113.7")
    assert profile.legal_name in mandate.text
    assert profile.siren in mandate.text
    assert mandate.text_sha256 == hashlib.sha256(mandate.text.encode()).hexdigest()
    assert (mandate.ip_address, mandate.user, mandate.version) == ("203.0.113.7", profile.user, "2026-11")
    assert active_mandate(profile) == mandate


def test_signing_twice_is_one_mandate() -> None:
    profile = published_assistant()
    assert sign_mandate(profile, profile.user, "::1") == sign_mandate(profile, profile.user, "::1")


def test_the_database_holds_one_mandate_in_force() -> None:
    profile = published_assistant()
    mandate = sign_mandate(profile, profile.user, "::1")
    mandate.pk = None
    mandate.public_id = "0b7a2f9e-5a44-4f6e-9d1c-3f1d0a9f1c11"
    with pytest.raises(IntegrityError), transaction.atomic():
        mandate.save(force_insert=True)


def test_only_she_signs_and_revokes() -> None:
    profile = published_assistant()
    with pytest.raises(Refusal, match="Seule la personne"):
        sign_mandate(profile, UserFactory(), "::1")
    with pytest.raises(Refusal, match="Seule la personne"):
        revoke_mandate(profile, UserFactory())


def test_a_revoked_mandate_is_kept_and_another_may_be_signed() -> None:
    profile = published_assistant()
    sign_mandate(profile, profile.user, "::1")
    revoke_mandate(profile, profile.user)
    assert active_mandate(profile) is None
    sign_mandate(profile, profile.user, "::1")
    assert BillingMandate.objects.filter(assistant=profile).count() == 2


def test_a_mandate_names_its_parties() -> None:
    with pytest.raises(Refusal, match="Complétez d’abord votre profil"):
        mandate_text(AssistantProfileFactory())
