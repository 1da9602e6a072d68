"""The closed lists. They are extended here, never by free text; a position given is given for ever."""

from typing import Any, TypeVar

from django.contrib import admin
from django.db.models import Max, Model, QuerySet
from django.http import HttpRequest

from accounts.admin.base import ForTheTeam
from accounts.models import City, JobTitle, Language, OfficeJob, Pillar, Sector, Skill, SkillSynonym

Listed = TypeVar("Listed", bound=Model)


class Positioned(admin.ModelAdmin[Listed]):
    """Draws the next position when a row is added, and shows it without letting it change."""

    readonly_fields = ("position",)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        if not change:
            last = type(obj).objects.aggregate(last=Max("position"))["last"]
            obj.position = 0 if last is None else last + 1
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: profiles, missions and the masks of matching point here. A skill is switched off instead."""
        return False


class SynonymInline(admin.TabularInline[SkillSynonym, Skill]):
    model = SkillSynonym
    fields = ("text",)
    extra = 1


@admin.register(Skill)
class SkillAdmin(ForTheTeam, Positioned[Skill]):
    list_display = ("name", "kind", "pillar", "related_group", "rome_code", "reserved_rule", "is_active")
    list_filter = ("kind", "pillar", "is_active")
    search_fields = ("name", "slug", "synonyms__text", "related_group")
    list_select_related = ("pillar",)
    inlines = (SynonymInline,)
    list_per_page = 50

    def get_readonly_fields(self, request: HttpRequest, obj: Skill | None = None) -> tuple[str, ...]:
        """A slug is an address and a key of seeds: it is chosen once."""
        return ("position", "slug") if obj else ("position",)


class TitleInline(admin.TabularInline[JobTitle, OfficeJob]):
    model = JobTitle
    fields = ("text",)
    extra = 1


@admin.register(OfficeJob)
class OfficeJobAdmin(ForTheTeam, Positioned[OfficeJob]):
    list_display = ("name", "rome_code", "position")
    search_fields = ("name", "rome_code", "titles__text")
    inlines = (TitleInline,)


@admin.register(Sector, Language)
class ListAdmin(ForTheTeam, Positioned[Any]):
    list_display = ("name", "position")
    search_fields = ("name",)


@admin.register(Pillar)
class PillarAdmin(ForTheTeam, Positioned[Pillar]):
    list_display = ("name", "kind", "position")
    search_fields = ("name",)


@admin.register(City)
class CityAdmin(ForTheTeam, admin.ModelAdmin[City]):
    """Kept up to date by `import_communes`."""

    list_display = ("name", "postal_code", "insee_code", "population")
    search_fields = ("normalised", "postal_code", "insee_code")
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[City]:
        return super().get_queryset(request).order_by("normalised", "postal_code")
