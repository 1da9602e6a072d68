"""Who a text speaks to, where a text is shared, and the life of a comment."""

from django.db.models import TextChoices


class Audience(TextChoices):
    EVERYONE = "", "Tout le monde"
    COMPANY = "company", "Entreprises"
    ASSISTANT = "assistant", "Assistantes et assistants"


class Network(TextChoices):
    """Where a reader may share an article; « copier » gives its address to copy."""

    LINKEDIN = "linkedin", "LinkedIn"
    FACEBOOK = "facebook", "Facebook"
    X = "x", "X"
    WHATSAPP = "whatsapp", "WhatsApp"
    EMAIL = "email", "E-mail"
    COPY = "copier", "Copier le lien"

    @property
    def is_site(self) -> bool:
        """Whether its label needs « Partager sur » before it to say what it does."""
        return self not in {Network.EMAIL, Network.COPY}


class CommentStatus(TextChoices):
    SUBMITTED = "submitted", "À relire"
    PUBLISHED = "published", "Publié"
    REJECTED = "rejected", "Refusé"
    SPAM = "spam", "Indésirable"
    DELETED = "deleted", "Supprimé par son auteur"


# A decision can be undone; what its author deleted is gone.
COMMENT_MOVES: dict[str, frozenset[str]] = {
    CommentStatus.SUBMITTED: frozenset(
        {CommentStatus.PUBLISHED, CommentStatus.REJECTED, CommentStatus.SPAM, CommentStatus.DELETED}
    ),
    CommentStatus.PUBLISHED: frozenset(
        {CommentStatus.SUBMITTED, CommentStatus.REJECTED, CommentStatus.SPAM, CommentStatus.DELETED}
    ),
    CommentStatus.REJECTED: frozenset(
        {CommentStatus.SUBMITTED, CommentStatus.PUBLISHED, CommentStatus.SPAM, CommentStatus.DELETED}
    ),
    CommentStatus.SPAM: frozenset(
        {CommentStatus.SUBMITTED, CommentStatus.PUBLISHED, CommentStatus.REJECTED, CommentStatus.DELETED}
    ),
    CommentStatus.DELETED: frozenset(),
}
