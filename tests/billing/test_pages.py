"""The pages about money, for the company, for the assistant, and for a stranger who sees nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from billing.enums import TaskKind
from billing.models import Bill, BillingMandate, ConnectedAccount, HumanTask, Invoice, StripeOperation
from billing.services.tasks import open_task
from billing.stripe_double import switches
from sio.lib import guards
from sio.lib.dates import day
from tests.billing.conftest import Pair, make_pair
from tests.factories.accounts import (
    AssistantProfileFactory,
    UserFactory,
    company_with_owner,
    moderator,
    published_assistant,
)
from tests.factories.billing import payable_assistant, signed_assistant, work

pytestmark = pytest.mark.django_db

SignIn = Callable[[Any], Client]


@pytest.fixture
def sign_in() -> SignIn:
    def sign_in(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture(autouse=True)
def fresh_web_calls() -> None:
    guards.web_calls.failures, guards.web_calls.closed_until = 0, 0.0


@pytest.fixture
def newcomer(db: None) -> Pair:
    company, owner = company_with_owner()
    return Pair(company, owner, payable_assistant())


def page(bill: Bill, name: str = "bill") -> str:
    return reverse(f"billing:{name}", args=[bill.public_id])


def words(response: Any) -> str:
    return response.content.decode().replace("\u202f", " ").replace("\u00a0", " ").replace("&nbsp;", " ")


# --- a bill -------------------------------------------------------------------------------------------------------


def test_the_company_reads_the_total_and_its_parts(newcomer: Pair, sign_in: SignIn) -> None:
    shown = words(sign_in(newcomer.owner).get(page(newcomer.bill())))
    for amount in ("108,00 €", "12,96 €", "2,59 €", "123,55 €"):
        assert amount in shown
    assert "À payer" in shown
    assert "SIO ne détient pas vos fonds" in shown
    assert "Paiement simulé" in shown


def test_the_assistant_reads_the_state_in_her_words(newcomer: Pair, sign_in: SignIn) -> None:
    shown = words(sign_in(newcomer.assistant.user).get(page(newcomer.bill())))
    assert "En attente de paiement" in shown
    assert "/payer/" not in shown
    assert "Frais de mise en relation" in shown


def test_each_side_downloads_its_invoices(pair: Pair, sign_in: SignIn) -> None:
    bill = pair.bill()
    company, hers = (
        words(sign_in(pair.owner).get(page(bill))),
        words(sign_in(pair.assistant.user).get(page(bill))),
    )
    assert company.count("/pdf/") == 2
    assert hers.count("/pdf/") == 1


def test_paying_says_what_and_to_whom_before_it_acts(newcomer: Pair, sign_in: SignIn) -> None:
    bill = newcomer.bill()
    asked = words(sign_in(newcomer.owner).get(page(bill, "pay")))
    assert "Vous payez 123,55 €" in asked
    assert "Continuer vers le paiement" in asked
    assert not StripeOperation.objects.filter(bill=bill).exists()


def test_the_first_payment_leads_to_stripes_page(newcomer: Pair, sign_in: SignIn) -> None:
    bill, client = newcomer.bill(), sign_in(newcomer.owner)
    answer = client.post(page(bill, "pay"))
    assert (answer.status_code, answer["Location"]) == (303, page(bill, "wait"))
    forwarded = client.get(page(bill, "wait"))
    assert forwarded.status_code == 302
    assert urlsplit(forwarded["Location"]).path.startswith("/dev/stripe/")
    assert StripeOperation.objects.get(kind="checkout").address == ""


def test_a_slow_stripe_leads_to_the_waiting_page_and_a_worker_finishes(
    newcomer: Pair, sign_in: SignIn
) -> None:
    bill, client = newcomer.bill(), sign_in(newcomer.owner)
    switches.fault("500_before", route="post /v1/customers", times=9)
    client.post(page(bill, "pay"))
    waiting = client.get(page(bill, "wait"))
    assert waiting.status_code == 200
    assert "Nous préparons votre page de paiement sécurisée" in words(waiting)
    assert 'http-equiv="refresh"' in words(waiting)
    StripeOperation.objects.update(created_at=timezone.now() - timedelta(seconds=13))
    assert "Rien n’a été débité" in words(client.get(page(bill, "wait")))
    switches.reset(fee_ppm=0)


def test_a_form_posted_twice_pays_once(newcomer: Pair, sign_in: SignIn) -> None:
    bill, client = newcomer.bill(), sign_in(newcomer.owner)
    token = "4b6a8f8e-1f0c-4c53-9d85-6c3a5c8f0a11"
    answers = [client.post(page(bill, "pay"), {"form_token": token}) for _ in range(2)]
    assert {answer["Location"] for answer in answers} == {page(bill, "wait")}
    assert switches.state()["counts"]["checkout.session"] == 1


def test_paying_while_a_payment_is_under_way_says_so(pair: Pair, sign_in: SignIn) -> None:
    bill, client = pair.bill(), sign_in(pair.owner)
    answer = client.post(page(bill, "pay"), follow=True)
    assert "Un paiement est déjà en cours pour ce relevé d’heures." in words(answer)


def test_coming_back_from_stripe_proves_nothing(newcomer: Pair, sign_in: SignIn) -> None:
    bill = newcomer.bill()
    shown = words(sign_in(newcomer.owner).get(page(bill) + "?retour=paiement"))
    assert "Paiement en cours de vérification" in shown
    assert Bill.objects.get(pk=bill.pk).state == "due"


def test_a_refused_payment_offers_another_way(db: None, sign_in: SignIn) -> None:
    pair = make_pair("pm_card_chargeCustomerFail")
    bill = pair.bill()
    work()
    shown = words(sign_in(pair.owner).get(page(bill)))
    assert "Votre banque a refusé le paiement. Rien n’a été prélevé." in shown
    assert page(bill, "pay") in shown


def test_nobody_is_asked_to_pay_while_she_cannot_receive(newcomer: Pair, sign_in: SignIn) -> None:
    newcomer.assistant = signed_assistant()
    bill = newcomer.bill()
    company, hers = sign_in(newcomer.owner), sign_in(newcomer.assistant.user)
    assert "Rien ne vous est demandé pour l’instant" in words(company.get(page(bill)))
    assert "Terminez votre inscription auprès de Stripe" in words(hers.get(page(bill)))
    assert "Rien ne vous est demandé" in words(company.post(page(bill, "pay"), follow=True))


def test_a_paid_bill_shows_its_history(pair: Pair, sign_in: SignIn) -> None:
    bill = pair.bill()
    work()
    shown = words(sign_in(pair.assistant.user).get(page(bill)))
    for label in ("En attente de paiement", "Versement en préparation", "Versé"):
        assert label in shown


@pytest.mark.parametrize("name", ["bill", "pay", "wait"])
def test_a_stranger_finds_no_bill(newcomer: Pair, sign_in: SignIn, name: str) -> None:
    bill = newcomer.bill()
    charlie = sign_in(company_with_owner()[1])
    assert charlie.get(page(bill, name)).status_code == 404
    assert charlie.post(page(bill, "pay")).status_code == 404


def test_visitors_are_asked_to_sign_in(newcomer: Pair) -> None:
    assert Client().get(page(newcomer.bill())).status_code == 302


def test_an_assistant_cannot_pay_her_own_bill(newcomer: Pair, sign_in: SignIn) -> None:
    bill = newcomer.bill()
    answer = sign_in(newcomer.assistant.user).post(page(bill, "pay"), follow=True)
    assert "Seules les personnes qui représentent l’entreprise" in words(answer)
    assert not StripeOperation.objects.filter(bill=bill).exists()


# --- invoices -----------------------------------------------------------------------------------------------------


def test_a_list_without_invoices_says_when_they_come(db: None, sign_in: SignIn) -> None:
    shown = words(sign_in(company_with_owner()[1]).get(reverse("billing:invoices")))
    assert "après le premier relevé d’heures approuvé" in shown


def test_the_list_sums_the_year(pair: Pair, sign_in: SignIn) -> None:
    pair.bill("a")
    pair.bill("b")
    shown = words(sign_in(pair.owner).get(reverse("billing:invoices")))
    assert "247,10 € TTC" in shown
    assert words(sign_in(pair.assistant.user).get(reverse("billing:invoices"))).count("(PDF)") == 2


def test_the_list_costs_the_same_whatever_its_length(
    pair: Pair, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(pair.owner)
    for number in range(6):
        pair.bill(str(number))
    with django_assert_max_num_queries(12):
        client.get(reverse("billing:invoices"))


def test_both_parties_read_the_work_invoice_and_nobody_else(pair: Pair, sign_in: SignIn) -> None:
    work_pdf = reverse(
        "billing:invoice_pdf", args=[Invoice.objects.get(bill=pair.bill(), kind="work").public_id]
    )
    for user in (pair.owner, pair.assistant.user, moderator()):
        answer = sign_in(user).get(work_pdf)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert b"".join(answer).startswith(b"%PDF")
    assert sign_in(company_with_owner()[1]).get(work_pdf).status_code == 404
    assert Client().get(work_pdf).status_code == 302


def test_sios_own_invoice_is_the_companys_only(pair: Pair, sign_in: SignIn) -> None:
    fee_pdf = reverse(
        "billing:invoice_pdf", args=[Invoice.objects.get(bill=pair.bill(), kind="fee").public_id]
    )
    assert sign_in(pair.owner).get(fee_pdf).status_code == 200
    assert sign_in(pair.assistant.user).get(fee_pdf).status_code == 404


def test_she_accepts_from_the_list(pair: Pair, sign_in: SignIn) -> None:
    invoice = Invoice.objects.get(bill=pair.bill(), kind="work")
    address = reverse("billing:invoice_accept", args=[invoice.public_id])
    hers = sign_in(pair.assistant.user)
    assert "Accepter" in words(hers.get(reverse("billing:invoices")))
    assert "Accepter" not in words(sign_in(pair.owner).get(reverse("billing:invoices")))
    assert f"Facture {invoice.number} acceptée" in words(hers.post(address, follow=True))
    sign_in(pair.owner).post(address)
    assert Invoice.objects.get(pk=invoice.pk).status == "accepted"


def test_she_contests_with_a_reason(pair: Pair, sign_in: SignIn) -> None:
    invoice = Invoice.objects.get(bill=pair.bill(), kind="work")
    address, hers = reverse("billing:invoice_contest", args=[invoice.public_id]), sign_in(pair.assistant.user)
    assert hers.get(address).status_code == 200
    refused = hers.post(address, {"reason": ""})
    assert refused.status_code == 422
    assert "Indiquez ce qui ne va pas dans cette facture." in words(refused)
    hers.post(address, {"reason": "Il manque une heure"})
    assert Invoice.objects.get(pk=invoice.pk).status == "contested"


# --- receiving money ----------------------------------------------------------------------------------------------


def test_payouts_begin_with_one_button(db: None, sign_in: SignIn) -> None:
    shown = words(sign_in(published_assistant().user).get(reverse("billing:payouts")))
    assert "Terminez votre inscription auprès de Stripe" in shown
    assert "Commencer mon inscription" in shown
    assert "Mandat de facturation à signer" in shown
    assert "Pas encore de versement" in shown


def test_the_button_leads_to_stripes_page(db: None, sign_in: SignIn) -> None:
    profile = signed_assistant()
    client = sign_in(profile.user)
    assert "SIO ne reçoit ni vos papiers ni votre IBAN" in words(client.get(reverse("billing:payouts_start")))
    answer = client.post(reverse("billing:payouts_start"))
    assert answer.status_code == 303
    assert urlsplit(answer["Location"]).path.startswith("/dev/stripe/")
    assert ConnectedAccount.objects.get().assistant == profile


def test_a_silent_stripe_leads_to_the_waiting_page(db: None, sign_in: SignIn) -> None:
    client = sign_in(signed_assistant().user)
    switches.fault("500_before", route="post /v2/core/accounts", times=9)
    answer = client.post(reverse("billing:payouts_start"), follow=True)
    assert "Nous préparons votre inscription" in words(answer)
    switches.reset(fee_ppm=0)


def test_coming_back_reads_the_account_again(db: None, sign_in: SignIn) -> None:
    profile = signed_assistant()
    client = sign_in(profile.user)
    client.post(reverse("billing:payouts_start"))
    switches.webhooks("drop")
    switches.activate(ConnectedAccount.objects.get().account_id)
    assert "Nous vérifions" in words(client.get(reverse("billing:payouts_return"), follow=True))
    work()
    assert "Vous pouvez recevoir des versements." in words(client.get(reverse("billing:payouts")))


def test_payments_are_listed_in_her_words(pair: Pair, sign_in: SignIn) -> None:
    pair.bill()
    work()
    shown = words(sign_in(pair.assistant.user).get(reverse("billing:payouts")))
    assert "Versé" in shown
    assert "108,00 €" in shown


@pytest.mark.parametrize("name", ["payouts", "payouts_start", "payouts_wait", "payouts_return", "mandate"])
def test_a_person_without_profile_finds_no_such_page(db: None, sign_in: SignIn, name: str) -> None:
    assert sign_in(UserFactory()).get(reverse(f"billing:{name}")).status_code == 404


# --- the mandate --------------------------------------------------------------------------------------------------


def test_the_mandate_is_read_then_signed(db: None, sign_in: SignIn) -> None:
    profile = published_assistant()
    client = sign_in(profile.user)
    assert "mandat exprès" in words(client.get(reverse("billing:mandate")))
    refused = client.post(reverse("billing:mandate"), {})
    assert refused.status_code == 422
    assert "Cochez la case pour signer le mandat." in words(refused)
    answer = client.post(reverse("billing:mandate") + "?suite=/contrats/", {"agrees": "on"})
    assert (answer.status_code, answer["Location"]) == (303, "/contrats/")
    assert BillingMandate.objects.get().ip_address == "127.0.0.1"
    signed = words(client.get(reverse("billing:mandate")))
    assert "Mandat signé" in signed
    assert day(timezone.localdate()).replace("\u00a0", " ") in signed


@pytest.mark.parametrize(
    "wish", ["https://ailleurs.example/", "//ailleurs.example/", "javascript:alert(1)", "\\\\x"]
)
def test_the_next_page_is_on_this_site(db: None, sign_in: SignIn, wish: str) -> None:
    client = sign_in(published_assistant().user)
    answer = client.post(reverse("billing:mandate") + f"?suite={wish}", {"agrees": "on"})
    assert answer["Location"] == reverse("billing:mandate")


def test_revoking_is_asked_twice(db: None, sign_in: SignIn) -> None:
    profile = signed_assistant()
    client = sign_in(profile.user)
    assert "réglés par SIO" in words(client.get(reverse("billing:mandate_revoke")))
    assert BillingMandate.objects.active().count() == 1
    client.post(reverse("billing:mandate_revoke"))
    assert BillingMandate.objects.active().count() == 0


def test_an_incomplete_profile_is_sent_to_its_profile(db: None, sign_in: SignIn) -> None:
    client = sign_in(AssistantProfileFactory().user)
    shown = words(client.get(reverse("billing:mandate")))
    assert "Complétez d’abord votre profil" in shown
    assert "Signer le mandat" not in shown


# --- the team -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "model",
    [
        "bill", "humantask", "stripeoperation", "stripeevent", "errand", "ledgertx", "invoice", "connectedaccount",
        "billingmandate", "transfer", "feeschedule", "legalmention",
    ],
)  # fmt: skip
def test_the_team_reads_everything(pair: Pair, sign_in: SignIn, model: str) -> None:
    pair.bill()
    work()
    assert sign_in(moderator()).get(reverse(f"admin:billing_{model}_changelist")).status_code == 200


def test_the_team_reads_a_bill_with_its_history(pair: Pair, sign_in: SignIn) -> None:
    bill = pair.bill()
    work()
    client = sign_in(moderator())
    assert client.get(reverse("admin:billing_bill_change", args=[bill.pk])).status_code == 200
    assert client.get(reverse("admin:billing_bill_add")).status_code == 403
    assert client.post(reverse("admin:billing_bill_delete", args=[bill.pk])).status_code == 403


def test_a_task_is_closed_with_a_decision(db: None, sign_in: SignIn) -> None:
    open_task(TaskKind.LEDGER, "I3", "Un centime d’écart.")
    task, user = HumanTask.objects.get(), moderator()
    address = reverse("admin:billing_humantask_change", args=[task.pk])
    sign_in(user).post(address, {"decision": ""})
    assert HumanTask.objects.open().count() == 1
    sign_in(user).post(address, {"decision": "Vérifié : arrondi de la banque."})
    task.refresh_from_db()
    assert (task.closed_by, task.decision) == (user, "Vérifié : arrondi de la banque.")
