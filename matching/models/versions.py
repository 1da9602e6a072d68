"""The versions of the rules: written once, never edited, the last one in force."""

from functools import lru_cache

from django.db import models

from matching.rules import VERSION, Rules


class RuleVersionQuerySet(models.QuerySet["RuleVersion"]):
    def in_force(self) -> Rules:
        """The last version; the constants of the code before the first one is written."""
        last = self.order_by("-number").first()
        return last.rules if last is not None else Rules()


class RuleVersion(models.Model):
    """Weights of the formula are those of `version` in the code; what is counted on the base is stored here."""

    number = models.PositiveIntegerField("numéro", unique=True)
    version = models.CharField("formule", max_length=20, default=VERSION)
    rarity = models.JSONField("rareté des compétences", default=dict)
    median_rarity = models.FloatField("rareté médiane")
    market_mean = models.PositiveSmallIntegerField("note moyenne (centièmes)")
    prudent_percent = models.PositiveSmallIntegerField("valeur prudente (%)")
    prudent_experience = models.JSONField("expérience prudente par métier (%)", default=dict)
    profiles = models.PositiveIntegerField("profils comptés")
    created_at = models.DateTimeField("en vigueur depuis", auto_now_add=True)

    objects = RuleVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "version des règles"
        verbose_name_plural = "versions des règles"
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                name="rules_market_mean_is_one_to_five_stars",
                condition=models.Q(market_mean__range=(100, 500)),
            ),
            models.CheckConstraint(
                name="rules_prudent_value_is_a_percentage", condition=models.Q(prudent_percent__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}, n° {self.number}"

    @property
    def rules(self) -> Rules:
        return Rules(
            number=self.number,
            version=self.version,
            rarity={int(position): value for position, value in self.rarity.items()},
            median_rarity=self.median_rarity,
            market_mean=self.market_mean,
            prudent_percent=self.prudent_percent,
            prudent_experience={int(job): value for job, value in self.prudent_experience.items()},
        )


@lru_cache(maxsize=2)
def rules_of(pk: int | None) -> Rules:
    """The rules of a version, read once by each process since none is ever edited; those of the code before the first."""
    return Rules() if pk is None else RuleVersion.objects.get(pk=pk).rules
