"""The open missions as an Atom feed, whole: one reads them where one reads everything else."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from missions.models import Mission
from missions.presentation import needs, public
from sio.lib.structured import absolute

LATEST = 30


class WholeText(Atom1Feed):
    """Atom whose entries carry the whole text beside its summary."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class MissionFeed(Feed[Mission, None]):
    feed_type = WholeText
    title = "SIO – Missions ouvertes"
    subtitle = "Les missions d’assistance et d’office management ouvertes aux candidatures."
    author_name = "SIO"
    language = "fr"

    def link(self) -> str:
        return absolute(reverse("missions:list"))

    def feed_url(self) -> str:
        return absolute(reverse("missions:feed"))

    def items(self) -> list[Mission]:
        return list(Mission.objects.open_to_anyone().with_details().with_opening().latest_first()[:LATEST])

    def item_title(self, item: Mission) -> str:
        return item.title

    def item_description(self, item: Mission) -> str:
        return public.description(item)

    def item_link(self, item: Mission) -> str:
        return absolute(item.get_absolute_url())

    def item_guid(self, item: Mission) -> str:
        return f"urn:uuid:{item.public_id}"

    def item_pubdate(self, item: Mission) -> datetime | None:
        return item.published_at

    def item_updateddate(self, item: Mission) -> datetime:
        return item.opened_at

    def item_categories(self, item: Mission) -> list[str]:
        return [item.pillar.name] if item.pillar else []

    def item_extra_kwargs(self, item: Mission) -> dict[str, Any]:
        facts, skills = needs.facts(item), needs.asked_skills(item)
        whole = {"mission": item, "facts": facts, "skills": skills, "firm": public.sort_of_firm(item.company)}
        return {"content": render_to_string("missions/feed_entry.html", whole)}
