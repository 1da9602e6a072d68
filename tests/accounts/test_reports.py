"""A report is received at once, decided by a named person with reasons, told to both sides, and may be contested."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.enums import REPORT_MOVES, ReportStatus
from accounts.models import Report, User
from accounts.services.reports import KEPT, appeal_report, decide_report, purge_reports, send_report
from notifications.models import Delivery
from sio.lib import reportables
from sio.lib.duties import drain
from sio.lib.lives import ForbiddenMove
from sio.lib.reportables import Reportable
from tests.accounts.support import refused, text_of, told
from tests.factories.accounts import moderator

pytestmark = pytest.mark.django_db

PAGE = "/signaler/note/une-note/"
SAID = {
    "reason": "false",
    "details": "Le diplôme cité n’existe pas.",
    "name": "Jeanne Martin",
    "email": "jeanne@exemple.example",
    "good_faith": "on",
}
REASONS = {
    "facts": "Le texte cite un diplôme absent du répertoire national.",
    "rule": "Article 6 des conditions générales : informations exactes.",
    "why": "Le passage est retiré aujourd’hui.",
}


@pytest.fixture(autouse=True)
def note(monkeypatch: pytest.MonkeyPatch, bob: User) -> Reportable:
    """A public note of Bob's, and nothing else that may be reported."""
    note = Reportable(label="La note de Bob", path="/blog/", author_user=bob)
    monkeypatch.setattr(reportables, "_finders", {"note": lambda key: note if key == "une-note" else None})
    return note


@pytest.fixture
def report(note: Reportable) -> Report:
    return sent(note)


def sent(thing: Reportable | None, **changed: Any) -> Report:
    said = SAID | {"good_faith": True} | changed
    return send_report(thing, kind="note", key="une-note", **said)


def decided(report: Report, by: User, decision: str = "upheld", **changed: str) -> Report:
    return decide_report(report, by, decision, **(REASONS | changed))


def letters() -> Iterator[Any]:
    """What left by mail, once everything owed was done."""
    drain(Delivery)
    yield from mail.outbox


# ── Receiving ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_report_is_acknowledged_at_once_with_its_reference(report: Report) -> None:
    (letter,) = letters()

    assert letter.to == ["jeanne@exemple.example"]
    assert report.reference in letter.subject
    assert report.get_absolute_url() in letter.body
    assert "La note de Bob" in letter.body
    assert [event.to_status for event in report.events.all()] == [ReportStatus.RECEIVED]


def test_what_was_reported_is_frozen(report: Report, bob: User) -> None:
    assert (report.label, report.path, report.author) == ("La note de Bob", "/blog/", bob)


def test_a_stranger_may_keep_name_and_address(note: Reportable) -> None:
    report = sent(note, name="", email="")

    assert list(letters()) == []
    assert report.status == ReportStatus.RECEIVED


def test_a_member_is_answered_on_the_site_and_her_address_is_not_copied(
    note: Reportable, charlie: User
) -> None:
    report = sent(note, by=charlie)

    assert told(charlie) == ["report_received"]
    assert (report.notifier, report.notifier_name, report.notifier_email) == (charlie, "", "")


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"reason": "jaloux"}, "reason", "Choisissez un motif"),
        ({"details": "  "}, "details", "Expliquez"),
        ({"good_faith": False}, "good_faith", "Confirmez"),
    ],
)
def test_an_incomplete_report_is_refused_in_words(
    note: Reportable, changed: dict[str, Any], field: str, words: str
) -> None:
    with refused(words, field=field):
        sent(note, **changed)


def test_what_is_gone_cannot_be_reported() -> None:
    with refused("n’est plus en ligne"):
        sent(None)


# ── Deciding ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("decision", ["upheld", "rejected"])
def test_both_letters_hold_facts_rule_person_and_redress(
    report: Report, martine: User, bob: User, settings: Any, decision: str
) -> None:
    decided(report, martine, decision)
    _, to_notifier, to_author = sorted(letters(), key=lambda letter: letter.to != ["jeanne@exemple.example"])

    assert to_author.to == [bob.email]
    for letter in (to_notifier, to_author):
        html = letter.alternatives[0][0]
        for part in (*REASONS.values(), "sans décision automatisée", "contester", settings.CONTACT_EMAIL):
            assert part in letter.body
            assert part in html
        assert report.reference in letter.body


def test_the_author_never_learns_who_reported(report: Report, martine: User, bob: User) -> None:
    decided(report, martine)
    theirs = next(letter for letter in letters() if letter.to == [bob.email])

    assert "Jeanne" not in theirs.body
    assert "jeanne@" not in theirs.body


def test_an_author_without_an_account_is_written_to(note: Reportable, martine: User) -> None:
    report = sent(
        Reportable(label="Un commentaire", path="/blog/", author_email="paul@exemple.example"), email=""
    )
    decided(report, martine)

    (letter,) = letters()
    assert letter.to == ["paul@exemple.example"]


def test_a_content_of_the_house_has_nobody_to_tell(martine: User) -> None:
    decided(sent(Reportable(label="Un article", path="/blog/"), email=""), martine)

    assert list(letters()) == []


def test_a_decision_is_signed_dated_and_logged(report: Report, martine: User) -> None:
    done = decided(report, martine)

    assert (done.status, done.decided_by) == (ReportStatus.UPHELD, martine)
    assert done.decided_at is not None
    last = done.events.last()
    assert (last.actor, last.from_status, last.to_status) == (martine, "received", "upheld")


@pytest.mark.parametrize("part", ["facts", "rule", "why"])
def test_a_decision_without_a_part_is_refused(report: Report, martine: User, part: str) -> None:
    with refused("", field=part):
        decided(report, martine, **{part: " "})


def test_a_decision_outside_the_two_is_refused(report: Report, martine: User) -> None:
    with refused("Choisissez une décision", field="decision"):
        decided(report, martine, "maybe")


def test_nobody_outside_the_team_decides(report: Report, charlie: User) -> None:
    with refused("Seule l’équipe SIO"):
        decided(report, charlie)


def test_nobody_judges_her_own_content(martine: User) -> None:
    report = sent(Reportable(label="Le billet de Martine", path="/blog/", author_user=martine))
    with refused("une autre personne de l’équipe"):
        decided(report, martine)


def test_the_whole_life(report: Report, martine: User) -> None:
    """Every pair of states: what is allowed passes, the rest is refused."""
    for origin in ReportStatus:
        for target in ReportStatus:
            thing = _in_state(report, origin, martine)
            try:
                _move_to(thing, target, martine)
            except ForbiddenMove:
                moved = False
            else:
                moved = True
            assert moved == (target in REPORT_MOVES[origin]), f"{origin} → {target}"


def _in_state(report: Report, status: ReportStatus, by: User) -> Report:
    fresh = sent(Reportable(label="Encore", path="/blog/"), email="")
    return fresh if status == ReportStatus.RECEIVED else decided(fresh, by, status)


def _move_to(report: Report, target: ReportStatus, by: User) -> None:
    if target == ReportStatus.RECEIVED:
        appeal_report(report, by, "Je conteste.")
    else:
        decided(report, by, target)


def test_an_appeal_brings_a_second_decision_and_second_letters(
    report: Report, martine: User, bob: User
) -> None:
    decided(report, martine)
    appeal_report(report, martine, "Le diplôme existe, voici sa page.")
    decided(report, moderator(), "rejected", why="Le passage revient en ligne.")

    assert told(bob) == ["content_decided", "content_decided"]
    states = [event.to_status for event in report.events.all()]
    assert states == ["received", "upheld", "received", "rejected"]


def test_an_appeal_says_what_is_contested(report: Report, martine: User) -> None:
    decided(report, martine)
    with refused("conteste", field="why"):
        appeal_report(report, martine, " ")


def test_the_database_refuses_a_decision_without_reasons(report: Report) -> None:
    with pytest.raises(IntegrityError, match="signed_and_reasoned"), transaction.atomic():
        Report.objects.update(status=ReportStatus.UPHELD)


def test_the_database_refuses_bad_faith(report: Report) -> None:
    with pytest.raises(IntegrityError, match="good_faith"), transaction.atomic():
        Report.objects.update(is_in_good_faith=False)


@pytest.mark.parametrize(("days", "kept"), [(364, 1), (366, 0)])
def test_a_decided_report_is_forgotten_after_a_year(
    report: Report, martine: User, days: int, kept: int
) -> None:
    decided(report, martine)
    Report.objects.update(decided_at=timezone.now() - timedelta(days=days))
    purge_reports()
    purge_reports()

    assert Report.objects.count() == kept
    assert timedelta(days=365) == KEPT


def test_a_report_that_waits_is_never_forgotten(report: Report) -> None:
    Report.objects.update(received_at=timezone.now() - timedelta(days=900))
    purge_reports()

    assert Report.objects.exists()


# ── Pages ───────────────────────────────────────────────────────────────────────────────────────────────


def test_anybody_opens_the_form(client: Client) -> None:
    page = client.get(PAGE)

    assert page.status_code == 200
    assert "La note de Bob" in text_of(page)
    assert 'name="robots" content="noindex"' in page.content.decode()


@pytest.mark.parametrize("address", ["/signaler/note/inconnue/", "/signaler/inconnu/une-note/"])
def test_what_does_not_exist_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
    assert client.post(address, SAID).status_code == 404


def test_a_post_leads_to_the_receipt(client: Client) -> None:
    answer = client.post(PAGE, SAID)
    report = Report.objects.get()
    page = client.get(answer["Location"])

    assert answer.status_code == 303
    assert report.reference in text_of(page)
    assert "Jeanne" not in text_of(page)
    assert "no-store" in page["Cache-Control"]


def test_a_second_click_sends_nothing_more(client: Client) -> None:
    said = SAID | {"form_token": "0b8ff5a1-6d0c-4f1c-8a3c-3f3d7f0e9a11"}

    assert client.post(PAGE, said)["Location"] == client.post(PAGE, said)["Location"]
    assert Report.objects.count() == 1


def test_errors_stand_beside_fields_and_what_was_typed_stays(client: Client) -> None:
    page = client.post(PAGE, SAID | {"reason": "", "good_faith": "", "email": "jeanne@"})
    words = page.content.decode()

    assert page.status_code == 422
    assert "Le diplôme cité n’existe pas." in words
    assert "Confirmez que ce que vous signalez" in words
    assert words.count("field__error") == 3
    assert not Report.objects.exists()


def test_a_robot_that_fills_in_everything_is_refused(client: Client) -> None:
    page = client.post(PAGE, SAID | {"website": "https://casino.example"})

    assert page.status_code == 422
    assert "Laissez vide" in text_of(page)
    assert not Report.objects.exists()


def test_too_many_reports_in_an_hour_wait(client: Client) -> None:
    statuses = [client.post(PAGE, {}).status_code for _ in range(11)]

    assert statuses == [422] * 10 + [429]


def test_a_member_is_not_asked_who_she_is(as_bob: Client, bob: User) -> None:
    page = as_bob.get(PAGE)
    as_bob.post(PAGE, {"reason": "other", "details": "C’est moi.", "good_faith": "on"})

    assert 'name="email"' not in page.content.decode()
    assert Report.objects.get().notifier == bob


def test_the_receipt_shows_the_decision_once_it_is_made(
    client: Client, report: Report, martine: User
) -> None:
    assert REASONS["facts"] not in text_of(client.get(report.get_absolute_url()))
    decided(report, martine)
    words = text_of(client.get(report.get_absolute_url()))

    assert all(part in words for part in REASONS.values())
    assert "contester" in words


def test_forged_posts_are_refused(report: Report) -> None:
    assert Client(enforce_csrf_checks=True).post(PAGE, SAID).status_code == 403


# ── The team's screens ──────────────────────────────────────────────────────────────────────────────────

QUEUE = "/gestion/accounts/report/"


@pytest.fixture
def as_martine(client: Client, martine: User) -> Client:
    client.force_login(martine)
    return client


def act(report: Report, name: str) -> str:
    return reverse(f"admin:accounts_report_{name}", args=[report.pk])


def test_the_queue_shows_what_waits_oldest_first_with_its_age(as_martine: Client, martine: User) -> None:
    sent(Reportable(label="Récent", path="/"))
    old = sent(Reportable(label="Ancien", path="/"))
    Report.objects.filter(pk=old.pk).update(received_at=timezone.now() - timedelta(days=3))
    decided(sent(Reportable(label="Déjà vu", path="/")), martine)
    words = text_of(as_martine.get(QUEUE))

    assert words.index("Ancien") < words.index("Récent")
    assert "3 j" in words
    assert "Déjà vu" not in words
    assert "Déjà vu" in text_of(as_martine.get(QUEUE, {"etat": "upheld"}))


def test_the_queue_asks_a_fixed_number_of_queries(
    as_martine: Client, django_assert_max_num_queries: Any
) -> None:
    for _ in range(6):
        sent(Reportable(label="Une note", path="/"))
    with django_assert_max_num_queries(10):
        as_martine.get(QUEUE)


def test_the_space_of_the_team_says_how_many_wait(as_martine: Client, report: Report, martine: User) -> None:
    assert "1 signalement à décider" in text_of(as_martine.get("/espace/"))
    decided(report, martine)

    assert "signalement à décider" not in text_of(as_martine.get("/espace/"))


def test_a_moderator_decides_on_the_page_of_the_report(as_martine: Client, report: Report) -> None:
    assert "Signalement fondé" in as_martine.get(f"{QUEUE}{report.pk}/change/").content.decode()
    answer = as_martine.post(act(report, "decide"), REASONS | {"decision": "upheld"})
    report.refresh_from_db()

    assert answer["Location"] == QUEUE
    assert report.status == ReportStatus.UPHELD


def test_a_decision_without_a_part_keeps_what_was_written(as_martine: Client, report: Report) -> None:
    page = as_martine.post(act(report, "decide"), REASONS | {"decision": "upheld", "rule": ""})
    report.refresh_from_db()

    assert report.status == ReportStatus.RECEIVED
    assert REASONS["facts"] in text_of(page)
    assert "Citez la règle" in text_of(page)


def test_a_contested_decision_is_opened_again(as_martine: Client, report: Report, martine: User) -> None:
    decided(report, martine)
    as_martine.post(act(report, "appeal"), {"why": "Il conteste."})
    report.refresh_from_db()

    assert report.status == ReportStatus.RECEIVED


def test_only_the_team_decides_and_only_by_post(
    client: Client, report: Report, bob: User, martine: User
) -> None:
    client.force_login(bob)
    for name in ("decide", "appeal"):
        assert client.post(act(report, name), REASONS).status_code in {302, 403}
    client.force_login(martine)
    assert client.get(act(report, "decide")).status_code == 405
    report.refresh_from_db()
    assert report.status == ReportStatus.RECEIVED
