"""The open missions, for search engines."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap

from missions.models import Mission
from missions.models.missions import MissionQuerySet


class MissionSitemap(Sitemap[Mission]):
    """Read from the table at each request: a mission that closes is out of it at once."""

    limit = 1000

    def items(self) -> MissionQuerySet:
        return Mission.objects.open_to_anyone().with_opening().latest_first()

    def lastmod(self, item: Mission) -> datetime:
        """An open mission does not change its words: what changed last is that it was shown."""
        return item.opened_at
