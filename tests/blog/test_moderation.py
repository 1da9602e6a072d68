"""The team reads the oldest comment first, decides in one click, can undo it, and answers."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from blog.enums import CommentStatus
from blog.models import Comment
from tests.factories.accounts import UserFactory
from tests.factories.blog import CommentFactory

pytestmark = pytest.mark.django_db
QUEUE = "/gestion/blog/comment/"


@pytest.fixture
def martine() -> User:
    return UserFactory(moderator=True, is_superuser=False, first_name="Martine")


@pytest.fixture
def as_martine(client: Client, martine: User) -> Client:
    client.force_login(martine)
    return client


def decide(client: Client, comment: Comment, decision: str):
    return client.post(reverse("admin:blog_comment_decide", args=[comment.pk, decision]), follow=True)


def test_the_queue_shows_what_waits_whole_and_oldest_first(as_martine: Client) -> None:
    CommentFactory(body="Arrivé hier")
    oldest = CommentFactory(body="Arrivé il y a trois jours")
    Comment.objects.filter(pk=oldest.pk).update(created_at=timezone.now() - timedelta(days=3))
    CommentFactory(body="Déjà en ligne", published=True)
    words = as_martine.get(QUEUE).content.decode()

    assert words.index("Arrivé il y a trois jours") < words.index("Arrivé hier")
    assert "3\u00a0j" in words
    assert "Déjà en ligne" not in words
    assert "Déjà en ligne" in as_martine.get(QUEUE, {"etat": "all"}).content.decode()


def test_a_line_carries_its_decisions(as_martine: Client) -> None:
    comment = CommentFactory()
    words = as_martine.get(QUEUE).content.decode()

    for decision in ("publier", "refuser", "indesirable"):
        assert f'formaction="{QUEUE}{comment.pk}/{decision}/"' in words
    assert f"{comment.pk}/relire/" not in words


@pytest.mark.parametrize(
    ("decision", "status"),
    [
        ("publier", CommentStatus.PUBLISHED),
        ("refuser", CommentStatus.REJECTED),
        ("indesirable", CommentStatus.SPAM),
    ],
)
def test_one_click_decides_and_another_undoes_it(
    as_martine: Client, martine: User, decision: str, status: str
) -> None:
    comment = CommentFactory()

    said = decide(as_martine, comment, decision).content.decode()
    comment.refresh_from_db()
    assert comment.status == status
    assert "Revoir ou annuler" in said
    assert comment.events.get().actor == martine

    assert "Remettre à relire" in as_martine.get(f"{QUEUE}{comment.pk}/change/").content.decode()
    decide(as_martine, comment, "relire")
    comment.refresh_from_db()
    assert comment.status == CommentStatus.SUBMITTED


def test_a_decision_already_taken_is_said_and_changes_nothing(as_martine: Client) -> None:
    comment = CommentFactory(published=True)

    assert "a changé entre-temps" in decide(as_martine, comment, "publier").content.decode()
    assert not comment.events.exists()


def test_several_are_decided_at_once(as_martine: Client) -> None:
    waiting = CommentFactory.create_batch(3)
    as_martine.post(
        QUEUE, {"action": "mark_all_spam", "_selected_action": [comment.pk for comment in waiting]}
    )

    assert set(Comment.objects.values_list("status", flat=True)) == {CommentStatus.SPAM}


def test_the_team_answers_from_the_page_of_a_comment(as_martine: Client) -> None:
    comment = CommentFactory(published=True)
    page = f"{QUEUE}{comment.pk}/"
    assert "Réponse de l’équipe SIO" in as_martine.get(f"{page}change/").content.decode()

    as_martine.post(f"{page}repondre/", {"body": "Merci de ce retour."})
    assert Comment.objects.get(parent=comment).body == "Merci de ce retour."
    assert (
        "Écrivez votre réponse"
        in as_martine.post(f"{page}repondre/", {"body": " "}, follow=True).content.decode()
    )


def test_nobody_else_decides_and_a_link_decides_nothing(client: Client, as_martine: Client) -> None:
    comment = CommentFactory()
    address = reverse("admin:blog_comment_decide", args=[comment.pk, "publier"])
    assert as_martine.get(address).status_code == 405

    stranger = Client()
    stranger.force_login(UserFactory())
    for visitor in (stranger, Client()):
        assert visitor.post(address).status_code in {302, 403}
    comment.refresh_from_db()
    assert comment.status == CommentStatus.SUBMITTED


def test_words_are_read_and_never_rewritten(as_martine: Client) -> None:
    comment = CommentFactory(body="Mes mots")
    as_martine.post(f"{QUEUE}{comment.pk}/change/", {"body": "Les vôtres"})
    comment.refresh_from_db()

    assert comment.body == "Mes mots"
    assert as_martine.get(f"{QUEUE}add/").status_code == 403


def test_comments_to_read_stand_on_the_dashboard_of_the_team(as_martine: Client) -> None:
    assert "commentaire" not in as_martine.get("/espace/").content.decode()
    CommentFactory.create_batch(2)

    words = as_martine.get("/espace/").content.decode()
    assert "2 commentaires à relire" in words
    assert f'href="{QUEUE}"' in words


def test_the_queue_asks_a_fixed_number_of_queries(as_martine: Client, django_assert_max_num_queries) -> None:
    CommentFactory()
    with django_assert_max_num_queries(14) as few:
        as_martine.get(QUEUE)
    CommentFactory.create_batch(20)
    with django_assert_max_num_queries(len(few)):
        as_martine.get(QUEUE)
