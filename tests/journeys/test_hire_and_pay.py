"""A firm finds, hires and pays an office manager: from two sign-ups to the transferred money and two invoices."""

from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from billing import ledger
from billing.models import Bill, LedgerEntry
from billing.stripe_double import switches
from sio.lib import dates
from sio.lib.guards import one_web_call
from tests.factories.accounts import UserFactory
from tests.journeys.people import PASSWORD, Assistant, Moderator, Owner
from tests.journeys.stage import Stage, a_worker_passes

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "stripe_double"])

TITLE = "Devis et relances de la plomberie"

IN_EVERY_INVOICE = (
    "Facture n°",
    "Date d’émission",
    "Échéance",
    "Prestation de services",
    "Plomberie Rivoire 12 rue des Forges 69100 Villeurbanne SIREN 000 001 115",
    "des pénalités sont dues sans rappel",
    "Une indemnité forfaitaire de 40 €",
    "Pas d’escompte",
)
IN_HERS = (
    "SIO-CB-",
    "Facture émise par SIO au nom et pour le compte de Claire Bonnet EI",
    "SIREN 000 000 018",
    "Devis du chantier Duval 1 h 30 36,00 €/h 54,00 €",
    "Total TTC 108,00 €",
    "TVA non applicable, art. 293 B du CGI",
)
IN_SIO_S = (
    "SIREN 987 654 324",
    "TVA FR14987654324",
    "Frais de mise en relation, 12 %",
    "Total HT 12,96 € TVA 20 % 2,59 € Total TTC 15,55 €",
)


@pytest.mark.parametrize("has_javascript", [False, True], ids=["without JavaScript", "with JavaScript"])
def test_a_firm_finds_hires_and_pays_an_office_manager(
    raise_the_curtain: Callable[..., Stage], has_javascript: bool, tmp_path: Path
) -> None:
    stage = raise_the_curtain(has_javascript=has_javascript)
    a_moderator_is_at_work()
    owner, assistant, moderator = Owner(stage), Assistant(stage), Moderator(stage)

    they_sign_up(owner, assistant)
    they_are_published(owner, assistant, moderator)
    they_find_each_other(owner, assistant)
    they_agree(owner, assistant)
    they_sign(owner, assistant)
    a_week_is_worked_and_approved(owner, assistant)
    the_firm_pays(owner, assistant)
    both_invoices_say_all_they_must(owner, assistant, tmp_path)
    the_books_balance()


def a_moderator_is_at_work() -> None:
    user = UserFactory(email=Moderator.email, password=PASSWORD, moderator=True)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def they_sign_up(owner: Owner, assistant: Assistant) -> None:
    owner.signs_up("Créer un compte entreprise")
    owner.presents_the_firm()
    owner.is_expected_to("Décrivez votre premier besoin")
    owner.describes_a_need(TITLE, starting=timezone.localdate())
    owner.checks_and_sends()
    owner.is_expected_to()

    assistant.signs_up("Créer un profil")
    assistant.is_expected_to("Terminez votre profil")
    assistant.opens("Mon profil")
    assistant.describes_herself()
    assistant.sees_herself_as_a_firm_does()
    assistant.sends_her_profile()
    assistant.is_expected_to()


def they_are_published(owner: Owner, assistant: Assistant, moderator: Moderator) -> None:
    moderator.signs_in()
    moderator.is_expected_to("1 profil à vérifier", "1 mission à vérifier")
    moderator.publishes("profil à vérifier", "Claire Bonnet")
    moderator.page.goto("/")
    moderator.publishes("mission à vérifier", TITLE)
    a_worker_passes()
    owner.was_written_to(TITLE)
    assistant.was_written_to("profil", "publié")
    assistant.was_written_to(TITLE)


def they_find_each_other(owner: Owner, assistant: Assistant) -> None:
    owner.looks_at_the_profiles_proposed(TITLE)
    owner.reads("Claire B.", "92 sur 100", "3 compétences sur 3", "Le moins fort", "36 € HT/h")

    assistant.looks_at_the_missions_for_her()
    assistant.reads(TITLE, "92 sur 100", "3 compétences sur 3")


def they_agree(owner: Owner, assistant: Assistant) -> None:
    assistant.opens_the_mission(TITLE)
    assistant.applies(rate="36")
    assistant.reads("Candidature envoyée")
    an_application = assistant.page.url
    assistant.applies_again()
    assistant.reads("Votre candidature est déjà envoyée", "la première reste valable")
    a_worker_passes()

    owner.was_written_to("candidature", TITLE)
    owner.is_expected_to("1 candidature attend votre réponse")
    owner.reads_the_application()
    owner.reads("Bonjour, je fais ce suivi", "36 € HT/h")
    owner.shortlists_and_accepts()
    a_worker_passes()

    assistant.page.goto(an_application)
    assistant.reads("Vue", "Présélectionnée", "Acceptée")
    assistant.was_written_to("contrat", TITLE)


def they_sign(owner: Owner, assistant: Assistant) -> None:
    owner.is_expected_to("Contrat à signer avec Claire")
    owner.signs_the_contract()
    owner.is_expected_to()
    a_worker_passes()

    assistant.is_expected_to(
        "Contrat à signer avec Plomberie Rivoire",
        "Signez le mandat de facturation",
        "Terminez votre inscription auprès de Stripe",
    )
    assistant.signs_the_mandate_then_the_contract()
    assistant.reads("Le contrat est signé par les deux parties")
    assistant.is_expected_to("Terminez votre inscription auprès de Stripe")
    assistant.registers_for_payouts()
    a_worker_passes()
    assistant.opens("Versements")
    assistant.reads("Vous pouvez recevoir des versements")
    assistant.is_expected_to()


def a_week_is_worked_and_approved(owner: Owner, assistant: Assistant) -> None:
    today = dates.DAYS[timezone.localdate().weekday()]
    assistant.logs_her_week(TITLE, today, ("Devis du chantier Duval", "1h30"), ("Relances", "1,5"))
    assistant.reads("Relisez votre relevé", "3 h", "108,00 €")
    assistant.sends_her_week()
    a_worker_passes()

    owner.was_written_to("relevé")
    owner.is_expected_to("Heures de Claire")
    owner.approves_the_week("123,55 €")
    owner.is_expected_to("123,55 € à régler")
    a_worker_passes()
    assistant.was_written_to("approuvé")


def the_firm_pays(owner: Owner, assistant: Assistant) -> None:
    """The one line to Stripe is taken when the owner clicks: the page asks to wait, and a worker finishes."""
    owner.opens("Mon espace")
    owner.clicks("Payer")
    with one_web_call():
        owner.goes_to_pay()
    owner.reads("Nous préparons votre page de paiement sécurisée")
    a_worker_passes()
    owner.page.wait_for_url("**/dev/stripe/paiement/**")
    owner.pays_by_card()
    owner.reads("Paiement en cours de vérification")
    a_worker_passes()

    owner.page.reload()
    owner.reads("Payé", "Ce règlement est payé. Merci.")
    owner.is_expected_to()
    owner.was_written_to("123,55 €")
    assistant.was_written_to("108,00 €")
    assistant.opens("Versements")
    assistant.reads("Versé", "108,00 €")
    assistant.is_expected_to()


def both_invoices_say_all_they_must(owner: Owner, assistant: Assistant, folder: Path) -> None:
    """The work in her name, SIO's fee in its own; she reads hers and nothing of the fee."""
    owner.opens("Factures")
    fee, work = sorted(owner.downloads_the_invoices(folder), key=lambda text: "Claire" in text)
    for mention in IN_EVERY_INVOICE:
        assert mention in work, work
        assert mention in fee, fee
    for mention in IN_HERS:
        assert mention in work, work
    for mention in IN_SIO_S:
        assert mention in fee, fee

    assistant.page.goto("/factures/")
    assert assistant.downloads_the_invoices(folder) == [work]


def the_books_balance() -> None:
    bill = Bill.objects.get()
    assert bill.state == "transferred"
    assert sum(LedgerEntry.objects.values_list("amount_cents", flat=True)) == 0
    state = switches.state()
    assert ledger.balance(ledger.PLATFORM) == state["platform"] == 1555
    assert list(state["accounts"].values()) == [10800]
