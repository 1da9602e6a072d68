"""The double-entry ledger: append-only, each transaction sums to zero. Triggers of the database hold both."""

from typing import Any

from django.db import models
from django.db.models import Q

from billing.enums import EntryKind


class AppendOnly(Exception):
    """A ledger row is written once."""


class _AppendOnlyModel(models.Model):
    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("A ledger row is never changed: post the opposite.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly("A ledger row is never deleted: post the opposite.")


class LedgerTx(_AppendOnlyModel):
    """One fact of money. `key` makes posting it twice harmless."""

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField("nature", max_length=16, choices=EntryKind)
    occurred_at = models.DateTimeField("survenu le")
    bill = models.ForeignKey(
        "billing.Bill",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ledger_txs",
    )
    stripe_id = models.CharField(max_length=120, blank=True)
    balance_transaction_id = models.CharField(max_length=80, unique=True, null=True, blank=True)
    posted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "écriture"
        ordering = ["-occurred_at", "-id"]
        constraints = [
            models.CheckConstraint(name="ledger_kind_is_known", condition=Q(kind__in=EntryKind.values))
        ]

    def __str__(self) -> str:
        return self.key


class LedgerEntry(_AppendOnlyModel):
    """A line: debit positive, credit negative."""

    tx = models.ForeignKey(LedgerTx, on_delete=models.PROTECT, related_name="entries")
    account = models.CharField("ligne comptable", max_length=80, db_index=True)
    amount_cents = models.BigIntegerField("montant")
    assistant = models.ForeignKey(
        "accounts.AssistantProfile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    company = models.ForeignKey(
        "accounts.Company",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = "ligne d’écriture"
        verbose_name_plural = "lignes d’écriture"
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="ledger_amount_is_not_zero", condition=~Q(amount_cents=0))]

    def __str__(self) -> str:
        return f"{self.account} {self.amount_cents:+d}"
