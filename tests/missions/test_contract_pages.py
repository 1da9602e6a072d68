"""Signing, logging hours, approving and contesting, by clicking."""

import pytest
from django.urls import reverse

from billing.models import Bill
from missions.models import Timesheet
from missions.services.applications import accept_application
from tests.factories.missions import (
    ApplicationFactory,
    EngagementFactory,
    MissionFactory,
    TimesheetFactory,
    monday,
)
from tests.missions.support import with_mandate


def page_of(response):
    assert response.status_code == 200
    return response.content.decode()


def address(thing, name):
    return reverse(f"missions:{name}", args=[thing.public_id])


@pytest.fixture
def proposed(company, alice, bob):
    mission = MissionFactory(published=True, company=company)
    return accept_application(ApplicationFactory(mission=mission, profile=bob), alice)


@pytest.fixture
def running(company, bob):
    mission = MissionFactory(filled=True, company=company)
    application = ApplicationFactory(accepted=True, mission=mission, profile=with_mandate(bob))
    return EngagementFactory(active=True, application=application)


@pytest.fixture
def week(running):
    return TimesheetFactory(engagement=running)


def lines(*typed, filled=0):
    """The lines as the page posts them: (day, task, duration)."""
    data = {"lignes-TOTAL_FORMS": str(len(typed)), "lignes-INITIAL_FORMS": str(filled)}
    for number, (day, task, minutes) in enumerate(typed):
        data |= {
            f"lignes-{number}-day": day,
            f"lignes-{number}-task": task,
            f"lignes-{number}-minutes": minutes,
        }
    return data


def test_the_company_reads_then_signs_by_a_click(sign_in, alice, proposed):
    client = sign_in(alice)
    page = page_of(client.get(proposed.get_absolute_url()))
    assert "attend votre signature" in page
    text = page_of(client.get(address(proposed, "sign")))
    assert "[resultat]" in text
    assert "Votre clic vaut signature" in text
    done = page_of(client.post(address(proposed, "sign"), follow=True))
    assert "Votre signature est enregistrée" in done
    assert proposed.signatures.get().ip_address == "127.0.0.1"


def test_she_is_led_to_the_mandate_first_and_back(sign_in, bob, proposed):
    client = sign_in(bob.user)
    mandate = f"{reverse('billing:mandate')}?suite={address(proposed, 'sign')}"
    for there in (proposed.get_absolute_url(), address(proposed, "sign")):
        assert mandate in page_of(client.get(there))
    refused = page_of(client.post(address(proposed, "sign"), follow=True))
    assert "mandat de facturation" in refused
    assert not proposed.signatures.exists()
    with_mandate(bob)
    assert "Signer le contrat" in page_of(client.get(address(proposed, "sign")))


def test_the_second_signature_says_that_the_contract_is_in_force(sign_in, alice, bob, proposed):
    with_mandate(bob)
    sign_in(alice).post(address(proposed, "sign"))
    assert "il manque sa signature" in page_of(sign_in(alice).get(proposed.get_absolute_url()))
    page = page_of(sign_in(bob.user).post(address(proposed, "sign"), follow=True))
    assert "il est en vigueur" in page
    assert "Saisir mes heures" in page


def test_both_sides_list_their_contracts(sign_in, alice, bob, running):
    for user, other in ((alice, str(running.profile)), (bob.user, str(running.company))):
        page = page_of(sign_in(user).get(reverse("missions:engagements")))
        assert other in page
        assert "En cours" in page


def test_an_empty_list_of_contracts_says_how_one_comes(sign_in, charlie):
    assert "se prépare tout seul" in page_of(sign_in(charlie).get(reverse("missions:engagements")))


@pytest.mark.parametrize("count", [1, 10])
def test_the_list_of_contracts_asks_a_fixed_number_of_questions(
    sign_in, alice, company, count, django_assert_max_num_queries
):
    for _ in range(count):
        mission = MissionFactory(filled=True, company=company)
        EngagementFactory(active=True, application=ApplicationFactory(accepted=True, mission=mission))
    client = sign_in(alice)
    with django_assert_max_num_queries(7):
        client.get(reverse("missions:engagements"))


def test_ending_says_the_last_day_then_announces_it(sign_in, alice, running):
    client = sign_in(alice)
    assert "après un préavis de 15 jours" in page_of(client.get(address(running, "end")))
    page = page_of(client.post(address(running, "end"), {"why": "Le projet s’achève."}, follow=True))
    assert "La fin du contrat est annoncée" in page
    running.refresh_from_db()
    assert running.notice_given_at is not None


@pytest.mark.parametrize("name", ["engagement", "sign", "end", "timesheet_new"])
def test_charlie_reaches_no_contract(sign_in, charlie, running, name):
    client = sign_in(charlie)
    assert client.get(address(running, name)).status_code == 404
    assert client.post(address(running, name)).status_code in {404, 405}


def test_she_opens_a_week_logs_lines_checks_and_sends(sign_in, bob, running):
    client = sign_in(bob.user)
    last = monday(weeks_ago=1)
    assert "Semaine du" in page_of(client.get(address(running, "timesheet_new")))
    there = client.post(address(running, "timesheet_new"), {"week": str(last)}).url
    week = Timesheet.objects.get()
    typed = lines((str(last), "Devis", "6h30"), (str(last), "Relances", "1,5"), ("", "", ""))
    saved = page_of(client.post(there, typed | {"enregistrer": "1"}, follow=True))
    assert "Rien n’est encore envoyé" in saved
    assert "8\u00a0h" in saved
    check = client.post(there, typed | {"envoyer": "1"}, follow=True)
    assert check.redirect_chain == [(address(week, "timesheet_send"), 303)]
    assert "Frais de mise en relation HT" in check.content.decode()
    sent = page_of(client.post(address(week, "timesheet_send"), follow=True))
    week.refresh_from_db()
    assert week.status == "submitted"
    assert "approuvé tacitement" in sent


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("", "Devis", "2"), "Choisissez le jour."),
        (("MON", "", "2"), "Indiquez ce qui a été fait."),
        (("MON", "Devis", ""), "Indiquez une durée"),
        (("MON", "Devis", "longtemps"), "Écrivez une durée"),
        (("MON", "Devis", "25"), "trop longue"),
    ],
)
def test_a_wrong_line_is_said_beside_it_and_all_lines_stay(sign_in, bob, week, typed, sentence):
    day, task, minutes = typed
    day = str(week.week_starts_on) if day == "MON" else day
    good = (str(week.week_starts_on), "Relances du mois", "3")
    response = sign_in(bob.user).post(week.get_absolute_url(), lines(good, (day, task, minutes)))
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert "Relances du mois" in page
    assert "<title>Erreur" in page
    assert week.lines.count() == 2


def test_a_day_too_long_is_refused_for_the_whole(sign_in, bob, week):
    day = str(week.week_starts_on)
    response = sign_in(bob.user).post(
        week.get_absolute_url(), lines((day, "Devis", "13"), (day, "Relances", "12"))
    )
    assert response.status_code == 422
    assert "dépasse 24 heures" in response.content.decode()


def test_a_line_that_is_emptied_goes_away(sign_in, bob, week):
    typed = lines((str(week.week_starts_on), "Devis", "2"), (str(week.week_starts_on), "", ""), filled=2)
    sign_in(bob.user).post(week.get_absolute_url(), typed)
    assert [(line.task, line.minutes) for line in week.lines.all()] == [("Devis", 120)]


def test_an_open_week_is_hers_alone(sign_in, alice, charlie, week):
    for somebody in (alice, charlie):
        assert sign_in(somebody).get(week.get_absolute_url()).status_code == 404


def test_the_company_sees_what_it_will_pay_before_it_approves(sign_in, alice, running):
    week = TimesheetFactory(engagement=running, submitted=True)
    client = sign_in(alice)
    page = page_of(client.get(week.get_absolute_url()))
    for words in (
        "227,50\u202f€",
        "27,30\u202f€",
        "5,46\u202f€",
        "260,26\u202f€",
        "En approuvant, vous devez",
    ):
        assert words in page
    assert 'name="montant" value="26026"' in page
    response = client.post(address(week, "timesheet_approve"), {"montant": "26026"})
    bill = Bill.objects.get()
    assert response.url == reverse("billing:bill", args=[bill.public_id])
    assert bill.charge_cents == 26026


def test_an_amount_that_changed_is_read_again_before_it_is_approved(sign_in, alice, running):
    week = TimesheetFactory(engagement=running, submitted=True)
    page = page_of(sign_in(alice).post(address(week, "timesheet_approve"), {"montant": "100"}, follow=True))
    assert "Le montant a changé" in page
    assert not Bill.objects.exists()


def test_the_same_approval_twice_is_one_bill(sign_in, alice, running):
    week = TimesheetFactory(engagement=running, submitted=True)
    client = sign_in(alice)
    typed = {"montant": "26026", "form_token": "0b1c7d2e-9f5c-4f0e-8f7a-0d5f5c2f6a13"}
    first, second = (client.post(address(week, "timesheet_approve"), typed) for _ in "ab")
    assert first.url == second.url
    assert Bill.objects.count() == 1


def test_contesting_says_why_and_she_corrects(sign_in, alice, bob, running):
    week = TimesheetFactory(engagement=running, submitted=True)
    client = sign_in(alice)
    assert client.post(address(week, "timesheet_contest"), {"reason": ""}).status_code == 422
    client.post(address(week, "timesheet_contest"), {"reason": "Mardi compte double."})
    page = page_of(sign_in(bob.user).get(week.get_absolute_url()))
    assert "Mardi compte double." in page
    assert "Relire avant l’envoi" in page
    assert "Contesté" in page_of(sign_in(alice).get(week.get_absolute_url()))


@pytest.mark.parametrize("name", ["timesheet", "timesheet_send", "timesheet_approve", "timesheet_contest"])
def test_charlie_reaches_no_hours(sign_in, charlie, running, name):
    week = TimesheetFactory(engagement=running, submitted=True)
    client = sign_in(charlie)
    assert client.get(address(week, name)).status_code in {404, 405}
    assert client.post(address(week, name), {"reason": "Non"}).status_code in {404, 405}
    week.refresh_from_db()
    assert week.status == "submitted"


@pytest.mark.parametrize("name", ["timesheet_approve", "timesheet_contest"])
def test_she_does_not_decide_of_her_own_hours(sign_in, bob, running, name):
    week = TimesheetFactory(engagement=running, submitted=True)
    assert sign_in(bob.user).post(address(week, name), {"reason": "Non"}).status_code == 404


def test_the_company_does_not_send_her_hours(sign_in, alice, running):
    week = TimesheetFactory(engagement=running, contested=True)
    assert sign_in(alice).post(address(week, "timesheet_send")).status_code == 404
