"""The map of the site for search engines, by kind; each app says what of itself may be visited."""

from datetime import date, datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from accounts.sitemaps import ProfileSitemap
from blog.sitemaps import ArticleSitemap
from missions.sitemaps import MissionSitemap
from sio.pages.cities import CityPage, supplied
from sio.pages.pillars import PILLARS

# The day the words of a page last changed; what is counted changes every day and says so on the page.
WRITTEN = {
    "home": date(2026, 11, 24),
    "pages:firms": date(2026, 11, 24),
    "pages:assistants": date(2026, 11, 24),
    "pages:how": date(2026, 11, 24),
    "pages:fees": date(2026, 11, 24),
    "pages:hire_or_delegate": date(2026, 11, 24),
    "pages:rates": date(2026, 11, 24),
    "pages:ranking": date(2026, 11, 24),
    "pages:questions": date(2026, 11, 24),
    "pages:pillar": date(2026, 11, 24),
}


class PageSitemap(Sitemap[tuple[str, str]]):
    """The pages that explain and count, those of the pillars included."""

    def items(self) -> list[tuple[str, str]]:
        pillars = [("pages:pillar", page.slug) for page in PILLARS]
        return [(name, "") for name in WRITTEN if name != "pages:pillar"] + pillars

    def location(self, item: tuple[str, str]) -> str:
        name, slug = item
        return reverse(name, args=[slug] if slug else [])

    def lastmod(self, item: tuple[str, str]) -> date:
        return WRITTEN[item[0]]


class CitySitemap(Sitemap[CityPage]):
    """The pages of large cities that enough people fill."""

    def items(self) -> list[CityPage]:
        return [page for page in supplied() if page.is_indexed]

    def lastmod(self, item: CityPage) -> datetime:
        return item.changed_at


SITEMAPS: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {
    "pages": PageSitemap,
    "villes": CitySitemap,
    "articles": ArticleSitemap,
    "missions": MissionSitemap,
    "profils": ProfileSitemap,
}
