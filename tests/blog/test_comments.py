"""The life of a comment: sent, read by the team, published or not, taken back."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import User
from blog import letters
from blog.enums import CommentStatus
from blog.models import Article, Comment
from blog.services import comments
from blog.services.comments import Words, send_comment
from notifications.models import Delivery, Notification
from notifications.sealing import unseal
from sio.lib.errors import Refusal
from sio.lib.lives import ForbiddenMove
from sio.lib.reportables import find
from tests.accounts.support import refused
from tests.factories.accounts import UserFactory
from tests.factories.blog import ArticleFactory, AuthorFactory, CommentFactory

pytestmark = pytest.mark.django_db
NADIA = Words("Nadia Ferrand", "nadia@exemple.example", "Merci, l’exemple des devis m’a aidée.")


@pytest.fixture
def article() -> Article:
    return ArticleFactory(slug="bien-deleguer", title="Bien déléguer", published=True)


@pytest.fixture
def martine() -> User:
    return UserFactory(moderator=True, first_name="Martine")


def send(article: Article, words: Words = NADIA, **more: Any) -> Comment:
    return send_comment(article, words, **{"public_id": uuid.uuid4(), **more})


def letters_sent() -> list[tuple[str, str]]:
    """(address, subject) of each letter owed to somebody without an account."""
    opened = [unseal(bytes(row.sealed)) for row in Delivery.objects.order_by("pk") if row.sealed]
    return [(address, message.subject) for address, message in filter(None, opened)]


def moves_of(comment: Comment) -> list[tuple[str, str]]:
    return list(comment.events.values_list("from_status", "to_status"))


# ── Sent ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_comment_waits_for_the_team_and_its_author_is_written_to(article: Article) -> None:
    comment = send(article, ip_address="203.0.113.1")

    assert comment.status == CommentStatus.SUBMITTED
    assert list(Comment.objects.awaiting_moderation()) == [comment]
    assert moves_of(comment) == [("", "submitted")]
    assert letters_sent() == [("nadia@exemple.example", "Votre commentaire est bien reçu")]


def test_one_form_makes_one_comment(article: Article) -> None:
    public_id = uuid.uuid4()

    assert send(article, public_id=public_id) == send(article, public_id=public_id)
    assert Comment.objects.count() == 1
    assert len(letters_sent()) == 1


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_by_several_at_the_same_moment_makes_one_comment() -> None:
    article, public_id, hands = ArticleFactory(published=True), uuid.uuid4(), 4
    start = Barrier(hands)

    def post(_: int) -> None:
        try:
            start.wait()
            send(article, public_id=public_id)
        finally:
            connection.close()

    with ThreadPoolExecutor(hands) as pool:
        list(pool.map(post, range(hands)))

    assert Comment.objects.get().events.count() == 1
    assert len(letters_sent()) == 1


def test_the_letter_carries_no_word_of_what_was_typed(article: Article) -> None:
    """Whoever types the address of somebody else must not have us carry a message to her."""
    comment = send(article, Words("Achetez ici", "victime@exemple.example", "Un message à faire passer"))
    letter = str(letters.received(comment))

    assert "Achetez" not in letter
    assert "faire passer" not in letter


def test_an_address_is_not_written_to_more_than_three_times_a_day(article: Article) -> None:
    for _ in range(5):
        send(article)

    assert len(letters_sent()) == 3
    assert Comment.objects.count() == 5


# ── Answers ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_published_comment_is_answered_one_level_deep(article: Article) -> None:
    first = CommentFactory(article=article, published=True)
    answer = send(article, parent=first)

    assert answer.parent == first
    with pytest.raises(Refusal):
        send(article, parent=CommentFactory(article=article, parent=first, published=True))


@pytest.mark.parametrize("status", [CommentStatus.SUBMITTED, CommentStatus.REJECTED, CommentStatus.SPAM])
def test_what_is_not_in_public_is_not_answered(article: Article, status: str) -> None:
    with pytest.raises(Refusal):
        send(article, parent=CommentFactory(article=article, status=status))


def test_a_comment_of_another_article_is_not_answered_here(article: Article) -> None:
    with pytest.raises(Refusal):
        send(article, parent=CommentFactory(published=True))


def test_the_team_answers_at_once_and_the_reader_is_told(article: Article, martine: User) -> None:
    comment = CommentFactory(article=article, published=True)
    reply = comments.reply_as_team(comment, martine, " Merci de ce retour. ")

    assert (reply.name, reply.body, reply.is_by_team) == ("L’équipe SIO", "Merci de ce retour.", True)
    assert reply.status == CommentStatus.PUBLISHED
    assert reply.events.get().actor == martine
    assert letters_sent() == [(comment.email, "L’équipe SIO a répondu à votre commentaire")]
    with pytest.raises(Refusal):
        comments.reply_as_team(comment, martine, "  ")


# ── Decided ─────────────────────────────────────────────────────────────────────────────────────────────


def test_publication_is_told_to_the_reader_once_however_often_it_is_undone(
    article: Article, martine: User
) -> None:
    comment = CommentFactory(article=article)
    for act in (comments.publish_comment, comments.requeue_comment, comments.publish_comment):
        act(comment, martine)

    assert letters_sent() == [(comment.email, "Votre commentaire est publié")]
    assert [to for _, to in moves_of(comment)] == ["published", "submitted", "published"]


def test_the_author_of_the_article_is_told_of_a_published_comment(martine: User) -> None:
    claire = UserFactory()
    article = ArticleFactory(published=True, author=AuthorFactory(user=claire))
    comment = CommentFactory(article=article, name="Nadia")
    comments.publish_comment(comment, martine)

    news = Notification.objects.get(user=claire)
    assert news.title == "Nadia commente votre article"
    assert news.path == comment.get_absolute_url()


def test_the_author_of_the_article_is_not_told_of_what_was_withdrawn_meanwhile(martine: User) -> None:
    claire = UserFactory()
    comment = CommentFactory(article=ArticleFactory(published=True, author=AuthorFactory(user=claire)))
    comments.publish_comment(comment, martine)
    comments.reject_comment(comment, martine)

    assert letters.comment_published(claire, {"comment": comment.pk}) is None


@pytest.mark.parametrize(
    ("act", "status"),
    [(comments.reject_comment, CommentStatus.REJECTED), (comments.mark_spam, CommentStatus.SPAM)],
)
def test_what_is_not_published_is_not_told_and_can_be_undone(
    article: Article, martine: User, act: Any, status: str
) -> None:
    comment = CommentFactory(article=article)

    assert act(comment, martine).status == status
    assert letters_sent() == []
    assert comments.requeue_comment(comment, martine).status == CommentStatus.SUBMITTED


@pytest.mark.parametrize(
    "act",
    [
        comments.publish_comment,
        comments.reject_comment,
        comments.mark_spam,
        comments.requeue_comment,
        lambda comment, by: comments.reply_as_team(comment, by, "Bonjour"),
    ],
)
def test_only_the_team_decides(article: Article, act: Any) -> None:
    comment = CommentFactory(article=article, published=True)
    with pytest.raises(Refusal):
        act(comment, UserFactory())


def test_a_decision_taken_twice_is_refused(article: Article, martine: User) -> None:
    comment = CommentFactory(article=article)
    comments.publish_comment(comment, martine)
    with pytest.raises(ForbiddenMove):
        comments.publish_comment(comment, martine)


# ── Taken back ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("status", [status for status in CommentStatus if status != CommentStatus.DELETED])
def test_its_author_takes_it_back_in_any_state_and_nothing_of_hers_stays(
    article: Article, status: str
) -> None:
    comment = CommentFactory(
        article=article,
        status=status,
        published_at=timezone.now(),
        website="https://a.fr",
        ip_address="203.0.113.1",
    )
    comments.delete_own_comment(comment)
    comment.refresh_from_db()

    assert (comment.name, comment.email, comment.website, comment.body, comment.ip_address) == (
        "",
        "",
        "",
        "",
        None,
    )
    with refused("déjà supprimé"):
        comments.delete_own_comment(comment)


def test_the_database_refuses_a_deleted_comment_that_keeps_a_name(article: Article) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CommentFactory(article=article, status=CommentStatus.DELETED)


def test_the_database_refuses_a_reader_without_an_address(article: Article) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CommentFactory(article=article, email="")


def test_a_link_to_delete_opens_one_comment_only(article: Article) -> None:
    one, other = CommentFactory(article=article), CommentFactory(article=article)
    token = letters.delete_path(one).rstrip("/").rsplit("/", 1)[1]

    assert letters.is_delete_token(str(one.public_id), token)
    assert not letters.is_delete_token(str(other.public_id), token)
    assert not letters.is_delete_token(str(one.public_id), token[:-1])


# ── Read, reported, forgotten ───────────────────────────────────────────────────────────────────────────


def test_threads_stand_in_order_and_an_answered_one_keeps_its_place(
    article: Article, django_assert_num_queries: Any
) -> None:
    first, second, gone, alone = CommentFactory.create_batch(4, article=article, published=True)
    answer = CommentFactory(article=article, parent=gone, published=True)
    CommentFactory(article=article, parent=first)
    comments.delete_own_comment(gone)
    comments.delete_own_comment(alone)

    with django_assert_num_queries(2):
        threads = [(thread, thread.shown_replies) for thread in article.comments.threads()]

    assert threads == [(first, []), (second, []), (gone, [answer])]


def test_a_published_comment_may_be_reported_and_no_other(article: Article) -> None:
    shown = CommentFactory(article=article, published=True, name="Nadia")
    found = find("comment", str(shown.public_id))

    assert found is not None
    assert found.path == f"/blog/bien-deleguer/#avis-{shown.public_id}"
    assert found.author_email == shown.email
    assert "Nadia" in found.label
    assert find("comment", str(CommentFactory(article=article).public_id)) is None
    assert find("comment", "pas-une-cle") is None


def test_after_a_year_where_it_came_from_is_dropped_and_what_was_never_shown_leaves(article: Article) -> None:
    kept = CommentFactory(article=article, published=True, ip_address="203.0.113.1")
    spam = CommentFactory(article=article, status=CommentStatus.SPAM)
    Comment.objects.update(created_at=timezone.now() - timedelta(days=366))
    fresh = CommentFactory(article=article, ip_address="203.0.113.2")

    comments.forget_addresses()
    comments.forget_addresses()

    assert not Comment.objects.filter(pk=spam.pk).exists()
    kept.refresh_from_db()
    fresh.refresh_from_db()
    assert (kept.ip_address, fresh.ip_address) == (None, "203.0.113.2")
