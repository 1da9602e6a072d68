"""The double's memory when several processes share it: documents on shelves, nothing that SIO may read."""

from django.db import models


class Document(models.Model):
    """An object of Stripe's, an idempotency key, a delivery, a timer, a switch: whatever the world must remember."""

    shelf = models.CharField(max_length=60)
    key = models.CharField(max_length=300)
    owner = models.CharField(max_length=60, blank=True)
    body = models.JSONField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["shelf", "key"], name="document_is_once_on_its_shelf")]
        indexes = [
            models.Index(fields=["key"], name="document_key"),
            models.Index(fields=["shelf", "owner"], name="document_shelf_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.shelf} {self.key}"
