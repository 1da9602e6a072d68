"""What the founders set in the admin: who SIO is, the strip at the top, the partners, the free coaching."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from blog.enums import Audience


class SiteIdentity(models.Model):
    """One row: the name, the promise, the logo (ours by default), the free coaching on WhatsApp."""

    ONLY: ClassVar[int] = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    name = models.CharField("nom", max_length=40, default="SIO")
    tagline = models.CharField(
        "signature", max_length=120, default="Votre administratif entre de bonnes mains"
    )
    logo = models.FileField("logo", upload_to="site", blank=True)
    logo_alt = models.CharField("texte de remplacement du logo", max_length=120, blank=True)
    coaching_number = models.CharField("numéro WhatsApp", max_length=20, blank=True)
    coaching_text = models.TextField("message prérempli", max_length=300, blank=True)
    coaching_person = models.CharField("qui répond", max_length=80, blank=True)
    coaching_hours = models.CharField("horaires", max_length=120, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "identité du site"
        verbose_name_plural = "identité du site"
        constraints = [models.CheckConstraint(name="site_identity_is_one_row", condition=Q(id=1))]

    def __str__(self) -> str:
        return self.name


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def current(self) -> "AnnouncementQuerySet":
        """Those whose time it is, in order."""
        now = timezone.now()
        return self.filter(Q(until__isnull=True) | Q(until__gt=now), starts_at__lte=now)


class Announcement(models.Model):
    """A strip at the top of the pages, until it ends or the reader closes it."""

    text = models.CharField("texte", max_length=160)
    link = models.CharField("lien", max_length=300, blank=True)
    link_label = models.CharField("mots du lien", max_length=40, blank=True)
    audience = models.CharField("s’adresse à", max_length=10, choices=Audience, blank=True)
    position = models.PositiveSmallIntegerField("ordre", default=0)
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


class Partner(models.Model):
    name = models.CharField("nom", max_length=80)
    logo = models.FileField("logo", upload_to="partners")
    alt = models.CharField("texte de remplacement", max_length=120)
    link = models.URLField("lien", blank=True)
    position = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "partenaire"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name
