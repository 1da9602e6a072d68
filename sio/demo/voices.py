"""What readers of the demo answered to the founding article, and how often it was passed on."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from blog.enums import Network
from blog.models import Article, Comment
from blog.services.comments import Words, publish_comment, reply_as_team, send_comment
from blog.services.shares import count_share
from sio.demo import people

SHARES = 12


@dataclass(frozen=True)
class Said:
    """A reader's words, how long ago; what the team answered, if anything; waiting unless `is_published`."""

    name: str
    days_ago: int
    body: str
    website: str = ""
    answer: str = ""
    is_published: bool = True


SAID = (
    Said(
        "Hélène Marchetti",
        9,
        "J’ai fait le test de la semaine type avec mes deux chefs d’équipe : neuf heures de relances, de courrier et de "
        "commandes que personne n’avait comptées. C’est là que la mission a commencé.\n\n"
        "Un conseil à ceux qui hésitent : écrivez d’abord ce que vous ne voulez plus faire.",
        website="https://www.marchetti-couverture.example",
        answer="Merci de ce retour, Hélène. Noter une semaine avant d’écrire le besoin évite bien des allers-retours : "
        "nous avons repris l’idée dans l’article sur le besoin.",
    ),
    Said(
        "Karim B.",
        6,
        "Je ne suis pas d’accord sur un point : la paie. Chez nous, préparer les variables prend deux heures, et "
        "c’est bien le cabinet qui établit les bulletins. La limite mérite un exemple chiffré.",
    ),
    Said(
        "Sophie Leroux, office manager",
        3,
        "Indépendante depuis quatre ans, je confirme : la discrétion est la première qualité qu’on me demande, avant "
        "les outils. Le cadre écrit au départ change tout.",
    ),
    Said(
        "Thomas",
        1,
        "Est-ce que ces missions conviennent à une association de trois personnes ?",
        is_published=False,
    ),
    Said(
        "Agnès Dubreuil",
        0,
        "Très utile. Il manque peut-être un mot sur le passage de relais quand la mission se termine.",
        is_published=False,
    ),
)


def load() -> None:
    """Under the founding article; does nothing twice."""
    article = Article.objects.filter(is_founding=True).first()
    if article is None or Comment.objects.exists():
        return
    martine = User.objects.get(email=people.MODERATOR)
    for number, said in enumerate(SAID):
        _say(article, said, f"lectrice{number}@exemple.example", martine)
    for number in range(SHARES):
        count_share(article, list(Network)[number % len(Network)], f"198.51.100.{number}")


def _say(article: Article, said: Said, email: str, martine: User) -> None:
    words = Words(said.name, email, said.body, said.website)
    comment = send_comment(article, words, public_id=uuid.uuid4())
    if said.is_published:
        publish_comment(comment, martine)
    if said.answer:
        reply_as_team(Comment.objects.get(pk=comment.pk), martine, said.answer)
    _long_ago(comment, said.days_ago)


def _long_ago(comment: Comment, days: int) -> None:
    """As if it had been said then, published the next morning and answered at once."""
    sent = timezone.now() - timedelta(days=days, hours=5)
    Comment.objects.filter(pk=comment.pk).update(created_at=sent)
    both = Comment.objects.filter(Q(pk=comment.pk) | Q(parent=comment), published_at__isnull=False)
    both.update(published_at=sent + timedelta(hours=3))
