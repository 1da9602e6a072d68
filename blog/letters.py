"""What is written about a comment: to the reader who sent it, at the address she gave; to the author of the article."""

from typing import Any

from django.core import signing
from django.urls import reverse

from blog.models import Article, Comment
from notifications.layout import full_url
from notifications.messages import SUBJECT_LIMIT, Message, Payload, message
from sio.lib.text import shorten

DELETE_SALT = "blog.comment.delete"
WHY = "Vous recevez ce message parce que cette adresse a été saisie avec un commentaire sur le blog de SIO."
EXCERPT = 280


def received(comment: Comment) -> Message:
    """Without a word of what was typed: the address may be somebody else's, and we carry nobody's messages."""
    return Message(
        subject="Votre commentaire est bien reçu",
        preheader="Une personne de l’équipe le lit avant sa publication.",
        happened="Merci de votre avis. Une personne de l’équipe SIO le lit, puis le publie s’il fait avancer l’échange.",
        facts=(_about(comment), _way_out(comment)),
        button="Relire l’article",
        path=comment.article.get_absolute_url(),
        otherwise="Vous n’avez rien à faire\u00a0: nous vous écrivons quand il est publié.",
        why=WHY,
    )


def published(comment: Comment) -> Message:
    return Message(
        subject="Votre commentaire est publié",
        preheader=f"Sous l’article «\u00a0{_title(comment.article)}\u00a0».",
        happened="Votre commentaire est en ligne. Votre adresse e-mail n’y apparaît pas.",
        facts=(_about(comment), _way_out(comment)),
        button="Voir mon commentaire",
        path=comment.get_absolute_url(),
        otherwise="Vous pouvez le supprimer quand vous le voulez, par le lien ci-dessus.",
        why=WHY,
    )


def answered(comment: Comment) -> Message:
    return Message(
        subject="L’équipe SIO a répondu à votre commentaire",
        preheader=f"Sous l’article «\u00a0{_title(comment.article)}\u00a0».",
        happened="Une réponse de l’équipe SIO suit votre commentaire.",
        facts=(_about(comment), _way_out(comment)),
        button="Lire la réponse",
        path=comment.get_absolute_url(),
        why=WHY,
    )


@message("comment_published", label="Un commentaire sous l’un de vos articles")
def comment_published(user: Any, payload: Payload) -> Message | None:
    """To the author of the article; nothing when the comment was withdrawn in the meantime."""
    comment = Comment.objects.published().select_related("article").filter(pk=payload["comment"]).first()
    if comment is None:
        return None
    return Message(
        subject=f"{shorten(comment.name, 24)} commente votre article",
        preheader=f"Sous «\u00a0{_title(comment.article)}\u00a0».",
        happened=f"{comment.name} a commenté votre article «\u00a0{_title(comment.article)}\u00a0».",
        facts=(("Commentaire", _excerpt(comment)),),
        button="Lire et répondre",
        path=comment.get_absolute_url(),
        why="Vous recevez ce message parce que vous signez cet article.",
    )


def delete_path(comment: Comment) -> str:
    """The address by which its author takes a comment back; whoever has it needs no account."""
    return reverse("blog:comment_delete", args=[comment.public_id, _signature(str(comment.public_id))])


def is_delete_token(public_id: str, token: str) -> bool:
    """Whether we wrote this link, under the secret key of today or a former one that is still accepted."""
    try:
        signing.Signer(salt=DELETE_SALT).unsign(f"{public_id}:{token}")
    except signing.BadSignature:
        return False
    return True


def _signature(public_id: str) -> str:
    return signing.Signer(salt=DELETE_SALT).signature(public_id)


def _about(comment: Comment) -> tuple[str, str]:
    return "Article", comment.article.title


def _way_out(comment: Comment) -> tuple[str, str]:
    return "Supprimer mon commentaire", full_url(delete_path(comment))


def _excerpt(comment: Comment) -> str:
    return shorten(comment.body, EXCERPT)


def _title(article: Article) -> str:
    return shorten(article.title, SUBJECT_LIMIT)
