"""What the page of an article shows beside its text."""

from typing import Any

from blog import markdown
from blog.enums import Audience
from blog.models import Article, ArticleQuerySet
from blog.pillars import PILLARS
from sio.lib.components import Link
from sio.lib.structured import Data, absolute, breadcrumbs, organization

# The step towards a mission stands before this section, once the reader knows what the trade holds.
STEP_BEFORE = 3
SECTIONS_FOR_A_STEP = 5
RELATED = 3
TEAM = "equipe-sio"

TO_A_NEED = Link("Décrire mon besoin", "/inscription/entreprise/")
TO_A_PROFILE = Link("Proposer mes services", "/inscription/assistante/")
STEPS = {
    Audience.EVERYONE: (
        "Une mission de quelques heures, près de chez vous ou à distance",
        [TO_A_NEED, TO_A_PROFILE],
    ),
    Audience.COMPANY: ("Passez de la lecture à la mission", [TO_A_NEED]),
    Audience.ASSISTANT: ("Votre prix reste votre prix\u00a0: 0\u00a0€ de frais pour vous", [TO_A_PROFILE]),
}


def article_context(article: Article) -> dict[str, Any]:
    """All that `blog/article.html` prints."""
    page = article.page
    has_step = sum(heading.level == 2 for heading in page.headings) >= SECTIONS_FOR_A_STEP
    before, after = page.split(STEP_BEFORE) if has_step else (page.html, "")
    title, acts = STEPS[Audience(article.audience)]
    trail = [("Accueil", "/"), ("Blog", "/blog/"), (article.title, article.get_absolute_url())]
    return {
        "article": article,
        "text_before": before,
        "text_after": after,
        "has_step": has_step,
        "contents": contents_of(page),
        "trail": [Link(label, href) for label, href in trail[:-1]],
        "step_title": title,
        "step_acts": acts,
        "cover": _cover(article),
        "missions_extract": f"/missions/extrait/{article.pillar}/",
        "has_pillar_page": article.pillar in PILLARS,
        "related": list(_public().related_to(article)[:RELATED]),
        "structured": [posting(article), breadcrumbs(trail)],
        **neighbours(article),
    }


def contents_of(page: markdown.Page) -> list[Link]:
    """The headings in two levels."""
    contents: list[Link] = []
    for heading in page.headings:
        link = Link(heading.text, f"#{heading.anchor}")
        if heading.level == 2 or not contents:
            contents.append(link)
        else:
            above = contents[-1]
            contents[-1] = Link(above.label, above.href, links=(*above.links, link))
    return contents


def neighbours(article: Article) -> dict[str, Any]:
    """The articles before and after in its series."""
    if article.series is None:
        return {}
    whole = list(
        _public().filter(series=article.series).order_by("series_position", "published_at").defer("body")
    )
    place = next((number for number, each in enumerate(whole) if each.pk == article.pk), None)
    if place is None:
        return {}
    return {
        "previous": whole[place - 1] if place else None,
        "next": whole[place + 1] if place + 1 < len(whole) else None,
        "part": place + 1,
        "parts": len(whole),
    }


def posting(article: Article) -> Data:
    """The article as schema.org's BlogPosting."""
    data: Data = {
        "@type": "BlogPosting",
        "headline": article.title,
        "description": article.summary,
        "inLanguage": "fr",
        "mainEntityOfPage": absolute(article.get_absolute_url()),
        "author": {
            "@type": "Organization" if article.author.slug == TEAM else "Person",
            "name": article.author.name,
            "url": absolute(article.author.get_absolute_url()),
        },
        "publisher": organization(),
        "dateModified": article.revised_at or article.published_at or article.updated_at,
        "keywords": [tag.name for tag in article.tags.all()],
    }
    if article.published_at:
        data["datePublished"] = article.published_at
    if article.social_image_path:
        data["image"] = absolute(article.social_image_path)
    return data


def _cover(article: Article) -> dict[str, str]:
    """The addresses of its picture in each size."""
    if article.cover is None:
        return {}
    picture = article.cover.illustration
    return {
        "src": picture.address(picture.widths[-1]),
        "srcset": picture.srcset,
    }


def _public() -> ArticleQuerySet:
    return Article.objects.published().select_related("author").defer("search")
