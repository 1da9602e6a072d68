"""What search engines may find of people: published profiles that say enough."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap

from accounts.directory import worth_an_index
from accounts.models import AssistantProfile
from accounts.models.profiles import AssistantProfileQuerySet


class ProfileSitemap(Sitemap[AssistantProfile]):
    changefreq = "weekly"
    limit = 1000

    def items(self) -> AssistantProfileQuerySet:
        return worth_an_index().only("slug", "updated_at").order_by("pk")

    def lastmod(self, profile: AssistantProfile) -> datetime:
        return profile.updated_at
