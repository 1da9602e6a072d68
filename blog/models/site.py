"""What the founders set in the admin: who SIO is, the strip at the top, the partners, the free coaching."""

from datetime import datetime
from typing import ClassVar
from urllib.parse import quote

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from blog.enums import Audience

OUR_LOGO = "SIO, pour les secrétaires indépendantes et indépendants"


class Logo(models.Model):
    """An image served for ever at an address made of its content (see blog.forms.LogoForm)."""

    logo = models.FileField("logo", upload_to="logos", help_text="PNG, WebP ou JPEG, 1 Mo au plus.")
    logo_width = models.PositiveIntegerField(default=0, editable=False)
    logo_height = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    @property
    def logo_href(self) -> str:
        """Empty when there is no image."""
        return reverse("logo", args=[str(self.logo.name).removeprefix("logos/")]) if self.logo else ""


class SiteIdentity(Logo):
    """One row: the name, the promise, the logo (ours by default), the free coaching on WhatsApp."""

    ONLY: ClassVar[int] = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    name = models.CharField("nom", max_length=40, default="SIO")
    tagline = models.CharField(
        "signature", max_length=120, default="Votre administratif entre de bonnes mains"
    )
    logo = models.FileField(
        "logo",
        upload_to="logos",
        blank=True,
        help_text="PNG, WebP ou JPEG, 1 Mo au plus. Sans image, le logo dessiné de SIO.",
    )
    logo_alt = models.CharField(
        "texte de remplacement du logo",
        max_length=120,
        blank=True,
        help_text="Ce que dit le logo à qui ne le voit pas.",
    )
    coaching_number = models.CharField(
        "numéro WhatsApp", max_length=20, blank=True, help_text="Sans numéro, le conseil gratuit est fermé."
    )
    coaching_text = models.TextField(
        "message prérempli",
        max_length=300,
        default="Bonjour, j’aimerais un conseil gratuit.",
        help_text="Ce que la personne n’a plus qu’à envoyer.",
    )
    coaching_person = models.CharField("qui répond", max_length=80, blank=True)
    coaching_hours = models.CharField("horaires", max_length=120, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "identité du site"
        verbose_name_plural = "identité du site"
        constraints = [models.CheckConstraint(name="site_identity_is_one_row", condition=Q(id=1))]

    def __str__(self) -> str:
        return self.name

    @property
    def logo_words(self) -> str:
        return self.logo_alt or OUR_LOGO

    @property
    def coaching_href(self) -> str:
        """Opens WhatsApp with the message written; empty while nobody answers."""
        if not self.coaching_number:
            return ""
        return f"https://wa.me/{self.coaching_number.removeprefix('+')}?text={quote(self.coaching_text)}"


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def not_over(self) -> "AnnouncementQuerySet":
        """Those under way and those to come, in order."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=timezone.now()))


class Announcement(models.Model):
    """A strip at the top of the pages, until it ends or the reader closes it."""

    text = models.CharField("texte", max_length=160)
    link = models.CharField(
        "lien", max_length=300, blank=True, help_text="Une page du site (/blog/…) ou une adresse https://."
    )
    link_label = models.CharField("mots du lien", max_length=40, blank=True)
    audience = models.CharField("s’adresse à", max_length=10, choices=Audience, blank=True)
    position = models.PositiveSmallIntegerField(
        "ordre", default=0, help_text="La première que le lecteur n’a pas fermée s’affiche."
    )
    starts_at = models.DateTimeField("à partir du", default=timezone.now)
    until = models.DateTimeField("jusqu’au", null=True, blank=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = "annonce"
        ordering = ["position", "-starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="announcement_ends_after_it_starts",
                condition=Q(until__isnull=True) | Q(until__gt=F("starts_at")),
            )
        ]

    def __str__(self) -> str:
        return self.text

    def state(self, now: datetime | None = None) -> str:
        """planned, current or ended."""
        now = now or timezone.now()
        if self.until and self.until <= now:
            return "ended"
        return "current" if self.starts_at <= now else "planned"


class Partner(Logo):
    """Somebody SIO works with, shown by a logo at the foot of the pages."""

    name = models.CharField("nom", max_length=80)
    alt = models.CharField(
        "texte de remplacement", max_length=120, help_text="Ce que dit le logo à qui ne le voit pas."
    )
    link = models.URLField("lien", blank=True)
    position = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "partenaire"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name
