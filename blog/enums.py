"""Who a text speaks to, where a text is shared, and the life of a comment."""

from django.db.models import TextChoices


class Audience(TextChoices):
    EVERYONE = "", "Tout le monde"
    COMPANY = "company", "Entreprises"
    ASSISTANT = "assistant", "Assistantes et assistants"


class Network(TextChoices):
    """Where a reader may share an article; « copy » copies its address."""

    LINKEDIN = "linkedin", "LinkedIn"
    FACEBOOK = "facebook", "Facebook"
    X = "x", "X"
    WHATSAPP = "whatsapp", "WhatsApp"
    EMAIL = "email", "E-mail"
    COPY = "copy", "Copier le lien"


class CommentStatus(TextChoices):
    SUBMITTED = "submitted", "À relire"
    PUBLISHED = "published", "Publié"
    REJECTED = "rejected", "Refusé"
    SPAM = "spam", "Indésirable"
    DELETED = "deleted", "Supprimé par son auteur"


COMMENT_MOVES: dict[str, frozenset[str]] = {
    CommentStatus.SUBMITTED: frozenset(
        {CommentStatus.PUBLISHED, CommentStatus.REJECTED, CommentStatus.SPAM, CommentStatus.DELETED}
    ),
    CommentStatus.PUBLISHED: frozenset({CommentStatus.REJECTED, CommentStatus.SPAM, CommentStatus.DELETED}),
    CommentStatus.REJECTED: frozenset({CommentStatus.PUBLISHED, CommentStatus.DELETED}),
    CommentStatus.SPAM: frozenset({CommentStatus.PUBLISHED}),
    CommentStatus.DELETED: frozenset(),
}
