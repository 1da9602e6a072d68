"""What we tell the world, for tests: articles, comments, and what the founders set."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from PIL import Image

from blog.enums import CommentStatus
from blog.models import Announcement, Article, Author, Comment, Partner, Series, SiteIdentity, Tag


def picture(kind: str = "PNG", size: tuple[int, int] = (120, 40)) -> bytes:
    """A small image of one colour."""
    file = BytesIO()
    Image.new("RGB", size, "#17594a").save(file, kind)
    return file.getvalue()


class AuthorFactory(DjangoModelFactory[Author]):
    class Meta:
        model = Author

    slug = factory.Sequence(lambda n: f"plume-{n}")
    name = factory.Sequence(lambda n: f"Plume {n}")


class TagFactory(DjangoModelFactory[Tag]):
    class Meta:
        model = Tag

    slug = factory.Sequence(lambda n: f"etiquette-{n}")
    name = factory.Sequence(lambda n: f"Étiquette {n}")


class SeriesFactory(DjangoModelFactory[Series]):
    class Meta:
        model = Series

    slug = factory.Sequence(lambda n: f"serie-{n}")
    title = factory.Sequence(lambda n: f"Série {n}")


class ArticleFactory(DjangoModelFactory[Article]):
    """A draft, unless it is `published` or `scheduled`."""

    class Meta:
        model = Article

    class Params:
        published = factory.Trait(published_at=factory.LazyFunction(timezone.now))
        scheduled = factory.Trait(
            published_at=factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))
        )

    slug = factory.Sequence(lambda n: f"article-{n}")
    title = factory.Sequence(lambda n: f"Article {n}")
    summary = "Ce que l’on y apprend, en une phrase."
    body = "## Une partie\n\nUn paragraphe.\n"
    author: Any = factory.SubFactory(AuthorFactory)


class CommentFactory(DjangoModelFactory[Comment]):
    """Waiting for a moderator, unless `published`."""

    class Meta:
        model = Comment

    class Params:
        published = factory.Trait(
            status=CommentStatus.PUBLISHED, published_at=factory.LazyFunction(timezone.now)
        )

    article: Any = factory.SubFactory(ArticleFactory, published=True)
    name = "Nadia Ferrand"
    email = factory.Sequence(lambda n: f"lectrice{n}@exemple.example")
    body = "Merci, l’exemple des devis m’a aidée à chiffrer mon besoin."


class AnnouncementFactory(DjangoModelFactory[Announcement]):
    class Meta:
        model = Announcement

    text = "SIO ouvre aux assistantes et assistants indépendants."


class PartnerFactory(DjangoModelFactory[Partner]):
    class Meta:
        model = Partner

    name = factory.Sequence(lambda n: f"Partenaire {n}")
    alt = factory.LazyAttribute(lambda partner: f"{partner.name}, partenaire de SIO")
    logo = factory.django.FileField(filename="logo.png", data=picture())
    logo_width = 120
    logo_height = 40


class SiteIdentityFactory(DjangoModelFactory[SiteIdentity]):
    """The one row; `answering` opens the free coaching."""

    class Meta:
        model = SiteIdentity
        django_get_or_create = ("id",)

    class Params:
        answering = factory.Trait(
            coaching_number="+33639980042",
            coaching_person="Camille Aubert, fondatrice",
            coaching_hours="Du lundi au vendredi, de 9 h à 18 h",
        )

    id = SiteIdentity.ONLY
