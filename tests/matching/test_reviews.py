"""A result contested by Bob (an assistant) or Alice (a company), answered by a named person within fourteen days."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from matching.enums import Reader, ReviewStatus
from matching.models import ReviewRequest
from matching.services import answer_review, ask_review
from notifications.models import Delivery, Notification
from sio.lib.errors import Refusal
from tests.factories.accounts import UserFactory, company_with_owner, moderator, published_assistant
from tests.matching.test_pages import plain

pytestmark = pytest.mark.django_db
WORDS = "Mon expérience de 2024 n’est pas comptée."
ANSWER = "L’expérience citée est comptée en entier : elle a moins de trois ans."


@pytest.fixture
def bob():
    return published_assistant()


@pytest.fixture
def asked(mission, bob):
    return ask_review(mission, bob, bob.user, Reader.ASSISTANT, WORDS)


def told(user) -> list[str]:
    return list(Delivery.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def test_the_result_is_frozen_and_a_receipt_is_sent(asked, bob):
    assert asked.explanation["bucket"] == "main"
    assert len(asked.explanation["reasons"]) == 6
    assert (asked.status, asked.reference[:2]) == (ReviewStatus.RECEIVED, "R-")
    assert [(one.from_status, one.to_status) for one in asked.events.all()] == [("", "received")]
    assert told(bob.user) == ["review_received"]


def test_an_absence_is_contested_as_well(mission):
    absent = published_assistant(skill_levels=["diary"])
    review = ask_review(mission, absent, absent.user, Reader.ASSISTANT, WORDS)
    assert review.explanation["bucket"] is None
    assert "Établissement de devis" in review.explanation["missed"][0]["sentence"]


def test_one_request_at_a_time_for_a_result_and_a_side(asked, mission, bob, alice):
    with pytest.raises(Refusal, match=asked.reference):
        ask_review(mission, bob, bob.user, Reader.ASSISTANT, WORDS)
    assert ask_review(mission, bob, alice, Reader.COMPANY, WORDS).side == Reader.COMPANY
    answer_review(asked, moderator(), ReviewStatus.UPHELD, ANSWER)
    assert ask_review(mission, bob, bob.user, Reader.ASSISTANT, WORDS).pk != asked.pk


def test_the_database_holds_it_too(asked):
    with pytest.raises(IntegrityError, match="review_open_once_per_result_and_side"), transaction.atomic():
        ReviewRequest.objects.create(
            mission=asked.mission,
            profile=asked.profile,
            side=asked.side,
            asked_by=asked.asked_by,
            explanation={},
        )
    with pytest.raises(IntegrityError, match="review_answer_is_signed_and_reasoned"), transaction.atomic():
        ReviewRequest.objects.filter(pk=asked.pk).update(status=ReviewStatus.UPHELD)


@pytest.mark.parametrize("words", ["", "   "])
def test_a_request_says_what_is_contested(mission, bob, words):
    with pytest.raises(Refusal) as refusal:
        ask_review(mission, bob, bob.user, Reader.ASSISTANT, words)
    assert refusal.value.field == "details"


def test_only_the_two_readers_may_ask(mission, bob, alice):
    stranger = company_with_owner()[1]
    for user, side in ((alice, Reader.ASSISTANT), (bob.user, Reader.COMPANY), (stranger, Reader.COMPANY)):
        with pytest.raises(Refusal, match="qui lisent ce résultat"):
            ask_review(mission, bob, user, side, WORDS)


def test_a_company_contests_only_whom_it_is_shown(mission, alice):
    absent = published_assistant(skill_levels=["diary"])
    with pytest.raises(Refusal, match="pas de résultat"):
        ask_review(mission, absent, alice, Reader.COMPANY, WORDS)


def test_a_named_person_answers_with_reasons_and_both_sides_are_told(asked, bob, alice):
    team = moderator()
    answered = answer_review(asked, team, ReviewStatus.CHANGED, ANSWER)
    assert (answered.status, answered.decided_by, answered.why) == (ReviewStatus.CHANGED, team, ANSWER)
    assert told(bob.user) == ["review_received", "review_answered"]
    assert told(alice) == ["result_reviewed"]
    hers = Notification.objects.get(user=alice)
    assert ANSWER not in str(hers.__dict__)


def test_the_company_never_learns_of_somebody_it_was_not_shown(mission, alice):
    absent = published_assistant(skill_levels=["diary"])
    review = ask_review(mission, absent, absent.user, Reader.ASSISTANT, WORDS)
    answer_review(review, moderator(), ReviewStatus.UPHELD, ANSWER)
    assert told(alice) == []


@pytest.mark.parametrize(
    ("outcome", "why", "sentence"),
    [
        ("upheld", " ", "ses raisons"),
        ("received", ANSWER, "une issue"),
        ("", ANSWER, "une issue"),
    ],
)
def test_an_answer_is_an_outcome_with_reasons(asked, outcome, why, sentence):
    with pytest.raises(Refusal, match=sentence):
        answer_review(asked, moderator(), outcome, why)


def test_nobody_outside_the_team_answers_nor_twice(asked, alice):
    for user in (alice, moderator(is_active=False)):
        with pytest.raises(Refusal, match="l’équipe SIO"):
            answer_review(asked, user, ReviewStatus.UPHELD, ANSWER)
    answer_review(asked, moderator(), ReviewStatus.UPHELD, ANSWER)
    with pytest.raises(Refusal) as refusal:
        answer_review(asked, moderator(), ReviewStatus.CHANGED, ANSWER)
    assert refusal.value.message == "Cette demande a déjà sa réponse."


@pytest.mark.parametrize(("days", "is_late"), [(13, False), (14, False), (15, True)])
def test_fourteen_days_are_counted(asked, days, is_late):
    later = asked.received_at + timedelta(days=days) - timedelta(minutes=1) * (days == 14)
    assert ReviewRequest.objects.overdue(later).exists() == is_late
    assert (asked.due_on - timezone.localdate(asked.received_at)).days == 14


# Pages.


def test_she_asks_from_her_page_and_reads_the_answer(client, mission, bob):
    client.force_login(bob.user)
    fit = reverse("matching:fit", args=[mission.public_id])
    ask = reverse("matching:ask_review", args=[mission.public_id])
    assert ask in client.get(fit).content.decode()
    empty = client.post(ask, {"details": ""})
    assert empty.status_code == 422
    sent = client.post(ask, {"details": WORDS})
    assert sent.status_code == 303
    page = plain(client.get(sent["Location"]).content.decode())
    assert WORDS in page
    assert "Au plus tard le" in page
    again = client.post(ask, {"details": WORDS})
    assert again.status_code == 422
    assert "déjà demandé ce réexamen" in plain(again.content.decode())
    answer_review(ReviewRequest.objects.get(), moderator(first_name="Nora"), ReviewStatus.UPHELD, ANSWER)
    page = plain(client.get(sent["Location"]).content.decode())
    assert ANSWER in page
    assert "Nora, de l’équipe SIO" in page
    assert "Résultat maintenu" in page


def test_the_company_asks_about_a_person_of_its_list(client, mission, alice, bob):
    client.force_login(alice)
    matches = reverse("matching:assistants", args=[mission.public_id])
    assert f'href="{bob.slug}/"' in client.get(matches).content.decode()
    why = f"{matches}{bob.slug}/"
    ask = reverse("matching:ask_review_of", args=[mission.public_id, bob.slug])
    assert ask in client.get(why).content.decode()
    assert client.post(ask, {"details": WORDS}).status_code == 303
    assert ReviewRequest.objects.get().side == Reader.COMPANY


def test_a_stranger_reads_neither_the_result_nor_the_request(client, asked, mission, bob, alice):
    addresses = [
        reverse("matching:why", args=[mission.public_id, bob.slug]),
        reverse("matching:ask_review_of", args=[mission.public_id, bob.slug]),
        asked.get_absolute_url(),
    ]
    for user in (UserFactory(), published_assistant().user, company_with_owner()[1]):
        client.force_login(user)
        assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    client.force_login(alice)
    assert client.get(asked.get_absolute_url()).status_code == 404


def test_before_publication_no_result_of_a_person_is_read(client, mission, alice, bob):
    type(mission).objects.filter(pk=mission.pk).update(status="draft")
    client.force_login(alice)
    assert client.get(reverse("matching:why", args=[mission.public_id, bob.slug])).status_code == 404


def test_requests_are_limited(client, mission, bob, monkeypatch):
    monkeypatch.setattr("matching.views.reviews.REQUESTS", 1)
    client.force_login(bob.user)
    ask = reverse("matching:ask_review", args=[mission.public_id])
    assert client.post(ask, {"details": ""}).status_code == 422
    assert client.post(ask, {"details": WORDS}).status_code == 429


def test_the_team_answers_from_its_queue(client, asked):
    ReviewRequest.objects.filter(pk=asked.pk).update(received_at=timezone.now() - timedelta(days=15))
    client.force_login(moderator())
    queue = reverse("admin:matching_reviewrequest_changelist")
    assert asked.reference in client.get(f"{queue}?etat=retard").content.decode()
    page = plain(client.get(reverse("admin:matching_reviewrequest_change", args=[asked.pk])).content.decode())
    assert "En retard" in page
    assert "points sur 100" in page
    answer = reverse("admin:matching_reviewrequest_answer", args=[asked.pk])
    refused = client.post(answer, {"outcome": "upheld", "why": ""})
    assert "Écrivez votre réponse" in plain(refused.content.decode())
    assert client.post(answer, {"outcome": "changed", "why": ANSWER}).status_code == 302
    assert ReviewRequest.objects.get().status == ReviewStatus.CHANGED
    assert asked.reference not in client.get(queue).content.decode()
    assert "réexamen" not in client.get(reverse("dashboard")).content.decode()


def test_the_letters_say_all_that_they_must(asked, bob, alice):
    from matching import review_letters as letters

    answer_review(asked, moderator(), ReviewStatus.CHANGED, ANSWER)
    payload = {"review": str(asked.public_id)}
    for build, reader in (
        (letters.review_received, bob.user),
        (letters.review_answered, bob.user),
        (letters.result_reviewed, alice),
    ):
        letter = build(reader, payload)
        assert len(letter.subject) <= 60
        assert letter.why.startswith("Vous recevez ce message parce")
        assert letter.otherwise
    assert ANSWER in str(letters.review_answered(bob.user, payload))
    assert ANSWER not in str(letters.result_reviewed(alice, payload))
