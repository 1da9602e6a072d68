"""How firms keep their word, counted every night: a part of what orders the feed of an assistant."""

from django.db import models
from django.db.models import F, Q

from matching.interest import Record


class CompanyRecord(models.Model):
    """What a company owed over a year, answers and payments, and how much came in time. No row: nothing owed yet."""

    company = models.OneToOneField(
        "accounts.Company", on_delete=models.CASCADE, primary_key=True, related_name="record"
    )
    promised = models.PositiveIntegerField("attendus")
    kept = models.PositiveIntegerField("tenus à temps")

    class Meta:
        verbose_name = "fiabilité d’une entreprise"
        verbose_name_plural = "fiabilité des entreprises"
        constraints = [
            models.CheckConstraint(
                name="record_keeps_at_most_what_was_promised", condition=Q(kept__lte=F("promised"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.company} : {self.kept} sur {self.promised}"

    @property
    def facts(self) -> Record:
        return Record(kept=self.kept, promised=self.promised)
