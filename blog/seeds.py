"""The articles of the first day: `blog/articles/index.toml` and the texts beside it.

Called by a migration with historical models; afterwards they belong to whoever edits them in the admin.
"""

import hashlib
import tomllib
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

TEXTS = Path(__file__).parent / "articles"
TEAM = "equipe-sio"
MORNING = time(8, 0)
# The founding text as earlier versions of SIO brought it: a row that still holds one was never edited.
FORMER_TEXTS = frozenset(
    {
        "2361a8eef8be5dc4227847a85469a6ec31d90d880bac1dd27594d99bbb3acbc6",
    }
)

Row = dict[str, Any]
Models = Callable[[str], Any]


def seed_articles(model: Models) -> None:
    """Add each article that is not there; the founding one is renewed as long as nobody edited it."""
    team, _ = model("Author").objects.get_or_create(slug=TEAM, defaults={"name": "L’équipe SIO"})
    for row in rows():
        article = model("Article").objects.filter(slug=row["slug"]).first()
        if article is None:
            article = model("Article")(slug=row["slug"], author=team)
        elif not is_untouched(article):
            continue
        _write(model, article, row)


def rows() -> list[Row]:
    """The articles in the order of their publication."""
    with (TEXTS / "index.toml").open("rb") as file:
        return list(tomllib.load(file)["articles"])


def text_of(slug: str) -> str:
    return (TEXTS / f"{slug}.md").read_text(encoding="utf-8")


def is_untouched(article: Any) -> bool:
    """Whether its text is still one that we brought."""
    digest = hashlib.sha256(article.body.encode()).hexdigest()
    return digest in FORMER_TEXTS or article.body == text_of(article.slug)


def _write(model: Models, article: Any, row: Row) -> None:
    for name in ("title", "summary", "pillar", "audience", "series_position"):
        setattr(article, name, row[name])
    article.body = text_of(row["slug"])
    article.published_at = _moment(row["published_on"])
    article.series = _series(model, row["series"])
    article.save()
    article.tags.set(_tag(model, name) for name in row["tags"])


def _moment(day: date) -> datetime:
    """That morning, or now on a machine whose clock is behind: nothing of the first day waits."""
    return min(timezone.make_aware(datetime.combine(day, MORNING)), timezone.now())


def _tag(model: Models, name: str) -> Any:
    return model("Tag").objects.get_or_create(slug=slugify(name), defaults={"name": name})[0]


def _series(model: Models, title: str) -> Any:
    if not title:
        return None
    return model("Series").objects.get_or_create(slug=slugify(title), defaults={"title": title})[0]
