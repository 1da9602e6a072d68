"""What the founders set: who SIO is, the strip at the top, the partners, the free coaching."""

from typing import Any, TypeVar

from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from blog.models import Announcement, Partner, SiteIdentity
from blog.models.site import Logo
from sio.lib.errors import Refusal
from sio.lib.forms import ModelForm, PhoneField, WebAddressField
from sio.lib.images import examine

Branded = TypeVar("Branded", bound=Logo)
STATES = {"current": "En cours", "planned": "À venir", "ended": "Terminée"}


class LogoForm(ModelForm):
    """Keeps an image under a name made of its content, with its size."""

    def clean_logo(self) -> Any:
        given = self.cleaned_data["logo"]
        if not isinstance(given, UploadedFile):
            return given
        try:
            facts = examine(given)
        except Refusal as refusal:
            raise forms.ValidationError(refusal.message) from refusal
        given.name = facts.name
        self.instance.logo_width, self.instance.logo_height = facts.width, facts.height
        return given


class SiteIdentityForm(LogoForm):
    coaching_number = PhoneField(label="Numéro WhatsApp", required=False)

    def clean(self) -> dict[str, Any] | None:
        given = super().clean() or self.cleaned_data
        if given.get("logo") and not given.get("logo_alt"):
            self.add_error("logo_alt", "Dites en quelques mots ce que montre le logo.")
        if given.get("coaching_number") and not given.get("coaching_text"):
            self.add_error("coaching_text", "Écrivez le message que la personne n’aura plus qu’à envoyer.")
        return given


class PartnerForm(LogoForm):
    link = WebAddressField(label="Lien", required=False)


class AnnouncementForm(ModelForm):
    def clean_link(self) -> str:
        """A page of the site, or a secured address: nothing that acts."""
        link: str = self.cleaned_data["link"]
        is_ours = link.startswith("/") and not link.startswith("//")
        if link and not (is_ours or link.startswith("https://")):
            raise forms.ValidationError(
                "Écrivez l’adresse d’une page du site, par exemple /blog/, ou une adresse qui commence par https://."
            )
        return link

    def clean(self) -> dict[str, Any] | None:
        given = super().clean() or self.cleaned_data
        if given.get("link") and not given.get("link_label"):
            self.add_error("link_label", "Dites où mène le lien.")
        if given.get("until") and given.get("starts_at") and given["until"] <= given["starts_at"]:
            self.add_error("until", "L’annonce doit finir après avoir commencé.")
        return given


class WithLogo(admin.ModelAdmin[Branded]):
    @admin.display(description="Aperçu")
    def preview(self, of: Branded) -> SafeString | str:
        if not of.logo:
            return "Le logo dessiné de SIO"
        return format_html('<img src="{}" alt="" height="40">', of.logo_href)


@admin.register(SiteIdentity)
class SiteIdentityAdmin(WithLogo[SiteIdentity]):
    """One row, always there: its list leads to it."""

    form = SiteIdentityForm
    readonly_fields = ("preview",)
    fieldsets = (
        (None, {"fields": ("name", "tagline", "logo", "preview", "logo_alt")}),
        (
            "Conseils coaching gratuits",
            {"fields": ("coaching_number", "coaching_text", "coaching_person", "coaching_hours")},
        ),
    )

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        identity, _ = SiteIdentity.objects.get_or_create(pk=SiteIdentity.ONLY)
        return HttpResponseRedirect(reverse("admin:blog_siteidentity_change", args=[identity.pk]))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Announcement)
class AnnouncementAdmin(admin.ModelAdmin[Announcement]):
    """In the order readers meet them: each reader sees the first she has not closed."""

    form = AnnouncementForm
    list_display = ("text", "state", "audience", "position", "starts_at", "until")
    list_editable = ("position",)
    list_filter = ("audience",)
    fields = ("text", ("link", "link_label"), "audience", "position", ("starts_at", "until"), "state")
    readonly_fields = ("state",)

    @admin.display(description="état")
    def state(self, announcement: Announcement) -> str:
        return STATES[announcement.state()] if announcement.pk else "Pas encore enregistrée"


@admin.register(Partner)
class PartnerAdmin(WithLogo[Partner]):
    form = PartnerForm
    list_display = ("name", "preview", "alt", "link", "position")
    list_editable = ("position",)
    fields = ("name", "logo", "preview", "alt", "link", "position")
    readonly_fields = ("preview",)
