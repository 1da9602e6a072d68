"""The closed lists that profiles and missions share: skills by pillar, jobs, sectors, languages, towns."""

from typing import Any

from django.db import models

from accounts.enums import PillarKind, SkillKind
from accounts.words import search_key


class Searchable(models.Model):
    """Keeps `normalised`, the form that search compares, in step with the words people read."""

    searched_field = "text"

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.normalised = search_key(getattr(self, self.searched_field))
        super().save(*args, **kwargs)


class Pillar(models.Model):
    """A folder of skills: the five pillars of the trade first, then the neighbouring families."""

    slug = models.SlugField(unique=True)
    name = models.CharField("nom", max_length=80)
    kind = models.CharField(max_length=8, choices=PillarKind)
    position = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        verbose_name = "pilier"
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name

    @property
    def tone(self) -> str:
        """Colour of the folder: p1 to p5 for the pillars, p0 for the families."""
        return f"p{self.position}" if self.kind == PillarKind.PILLAR else "p0"


class Skill(Searchable):
    """An item of the closed catalogue: a task, a tool or a quality.

    `position`, from 0, is the byte of this skill in the slim table of matching: never reused, never changed.
    """

    slug = models.SlugField(unique=True)
    name = models.CharField("intitulé", max_length=120)
    normalised = models.CharField(max_length=120, editable=False)
    kind = models.CharField(max_length=8, choices=SkillKind, default=SkillKind.TASK)
    pillar = models.ForeignKey(
        Pillar, on_delete=models.PROTECT, null=True, blank=True, related_name="skills", verbose_name="pilier"
    )
    related_group = models.CharField("compétences proches", max_length=40, blank=True)
    rome_code = models.CharField("fiche ROME", max_length=5, blank=True)
    reserved_rule = models.CharField("règle d’acte réservé", max_length=30, blank=True)
    position = models.PositiveSmallIntegerField(unique=True)
    is_active = models.BooleanField("proposée", default=True)

    searched_field = "name"

    class Meta:
        verbose_name = "compétence"
        ordering = ["position"]
        indexes = [
            models.Index(
                fields=["normalised"], name="skill_normalised_prefix", opclasses=["varchar_pattern_ops"]
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="skill_task_has_a_pillar",
                condition=~models.Q(kind="task") | models.Q(pillar__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SkillSynonym(Searchable):
    """Another word people type for a skill; searched, never shown as a skill."""

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="synonyms")
    text = models.CharField("mot cherché", max_length=120)
    normalised = models.CharField(max_length=120, editable=False)

    class Meta:
        verbose_name = "synonyme"
        constraints = [models.UniqueConstraint(fields=["skill", "normalised"], name="synonym_once_per_skill")]

    def __str__(self) -> str:
        return self.text


class OfficeJob(models.Model):
    """A job of the trade, by its ROME code. `position` is its byte in the slim table of matching."""

    rome_code = models.CharField(max_length=5, unique=True)
    name = models.CharField("intitulé", max_length=120)
    position = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        verbose_name = "métier"
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class JobTitle(Searchable):
    """A title people type for a job."""

    job = models.ForeignKey(OfficeJob, on_delete=models.CASCADE, related_name="titles")
    text = models.CharField("titre", max_length=120)
    normalised = models.CharField(max_length=120, unique=True, editable=False)

    class Meta:
        verbose_name = "titre de métier"
        verbose_name_plural = "titres de métier"

    def __str__(self) -> str:
        return self.text


class Sector(models.Model):
    """A sector of activity. `position` is its bit in the masks of matching."""

    slug = models.SlugField(unique=True)
    name = models.CharField("nom", max_length=80)
    position = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        verbose_name = "secteur"
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class Language(models.Model):
    """A language, by its ISO 639-1 code."""

    code = models.CharField(max_length=2, unique=True)
    name = models.CharField("nom", max_length=40)
    position = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        verbose_name = "langue"
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class City(Searchable):
    """A town and one of its postal codes. Coordinates are decimal degrees (WGS 84), or unknown."""

    insee_code = models.CharField("code INSEE", max_length=5)
    postal_code = models.CharField("code postal", max_length=5, db_index=True)
    name = models.CharField("nom", max_length=80)
    normalised = models.CharField(max_length=80, editable=False)
    department = models.CharField("département", max_length=3)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    population = models.PositiveIntegerField(default=0)

    searched_field = "name"

    class Meta:
        verbose_name = "commune"
        ordering = ["normalised", "postal_code"]
        indexes = [
            models.Index(
                fields=["normalised"], name="city_normalised_prefix", opclasses=["varchar_pattern_ops"]
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["insee_code", "postal_code"], name="city_once_per_postal_code"),
            models.CheckConstraint(
                name="city_has_both_coordinates_or_none",
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.postal_code} {self.name}"


class CityAlias(Searchable):
    """Another name of a town: without its article, or of a village merged into it. Searched, never shown as a town."""

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField("autre nom", max_length=80)
    normalised = models.CharField(max_length=80, editable=False)

    class Meta:
        verbose_name = "autre nom de commune"
        verbose_name_plural = "autres noms de commune"
        indexes = [
            models.Index(fields=["normalised"], name="city_alias_prefix", opclasses=["varchar_pattern_ops"])
        ]
        constraints = [models.UniqueConstraint(fields=["city", "normalised"], name="alias_once_per_city")]

    def __str__(self) -> str:
        return self.text
