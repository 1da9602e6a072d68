"""The small firm that asks and pays."""

import uuid

from django.conf import settings
from django.db import models

from accounts.enums import MembershipRole


class CompanyQuerySet(models.QuerySet["Company"]):
    def visible_to(self, user: "models.Model") -> "CompanyQuerySet":
        """The companies this person acts for; all of them for the SIO team."""
        if getattr(user, "is_staff", False):
            return self
        return self.filter(memberships__user=user.pk)

    def of(self, user: "models.Model") -> "CompanyQuerySet":
        """The companies this person acts for, whoever she is; the first she joined comes first."""
        return self.filter(memberships__user=user.pk).order_by("memberships__created_at")


class Company(models.Model):
    """A TPE or PME, known by its SIREN (9 digits, stored without spaces)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField("nom de l’entreprise", max_length=120)
    siren = models.CharField("SIREN", max_length=9, unique=True)
    vat_number = models.CharField("numéro de TVA", max_length=13, blank=True)
    street = models.CharField("adresse", max_length=200)
    postal_code = models.CharField("code postal", max_length=5)
    town = models.CharField("ville", max_length=80)
    city = models.ForeignKey(
        "accounts.City", on_delete=models.PROTECT, null=True, blank=True, related_name="companies"
    )
    headcount = models.PositiveSmallIntegerField("nombre de personnes")
    sector = models.ForeignKey("accounts.Sector", on_delete=models.PROTECT, related_name="companies")
    is_demo = models.BooleanField("démonstration", default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name = "entreprise"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="company_siren_is_nine_digits", condition=models.Q(siren__regex=r"^\d{9}$")
            ),
            models.CheckConstraint(
                name="company_siren_is_not_all_zeros", condition=~models.Q(siren="000000000")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} (démo)" if self.is_demo else self.name


class Membership(models.Model):
    """A person acting for a company."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField("rôle", max_length=10, choices=MembershipRole, default=MembershipRole.OWNER)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "membre de l’entreprise"
        verbose_name_plural = "membres de l’entreprise"
        constraints = [models.UniqueConstraint(fields=["user", "company"], name="member_once_per_company")]

    def __str__(self) -> str:
        return f"{self.user} · {self.company}"
