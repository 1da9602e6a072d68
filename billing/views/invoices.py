"""Invoices: the list of a year, the document, and the assistant's answer."""

from typing import Any

from django.contrib import messages
from django.db.models import Sum
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.generic import ListView

from billing.enums import InvoiceKind
from billing.forms import ContestInvoiceForm
from billing.invoicing import documents
from billing.models import Invoice
from billing.models.invoices import InvoiceQuerySet
from billing.services import invoices
from sio.lib.components import Link
from sio.lib.errors import Refusal
from sio.lib.form_tokens import answer_once
from sio.lib.http import AuthenticatedRequest, SeeOther


class InvoiceList(ListView[Invoice]):
    """One year of invoices, newest first, with what they sum to; credit notes count against."""

    request: AuthenticatedRequest

    template_name = "billing/invoices.html"
    context_object_name = "invoices"
    paginate_by = 25

    def get_queryset(self) -> InvoiceQuerySet:
        found = self.of_mine().filter(issued_on__year=self.year)
        return found.select_related("company", "series__assistant__user").order_by("-issued_on", "-pk")

    def of_mine(self) -> InvoiceQuerySet:
        return Invoice.objects.issued().visible_to(self.request.user)

    @property
    def year(self) -> int:
        asked = self.request.GET.get("annee", "")
        return int(asked) if asked.isdigit() and len(asked) == 4 else timezone.localdate().year

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        years = [day.year for day in self.of_mine().dates("issued_on", "year", order="DESC")]
        tabs = [Link(str(year), f"?annee={year}", is_current=year == self.year) for year in years]
        return super().get_context_data(
            year=self.year,
            tabs=tabs if len(tabs) > 1 else [],
            total=_total(self.get_queryset()),
            **kwargs,
        )


def _total(found: InvoiceQuerySet) -> int:
    whole = (
        found.order_by().exclude(kind=InvoiceKind.CREDIT).aggregate(total=Sum("total_cents"))["total"] or 0
    )
    back = found.order_by().filter(kind=InvoiceKind.CREDIT).aggregate(total=Sum("total_cents"))["total"] or 0
    return int(whole - back)


@require_GET
def pdf(request: AuthenticatedRequest, public_id: str) -> FileResponse:
    """The document, for both parties only. Composed here when nobody has yet: it costs some hundredths of a second."""
    invoice = documents.store_pdf(_find(request, public_id))
    name = f"{invoice.get_kind_display()} {invoice.number}.pdf"
    return FileResponse(
        invoice.pdf.open("rb"), filename=name, as_attachment=True, content_type="application/pdf"
    )


@require_POST
def accept(request: AuthenticatedRequest, public_id: str) -> HttpResponse:
    invoice = _find(request, public_id)
    try:
        answer = answer_once(request, lambda: _answered(invoices.accept_invoice(invoice, request.user)))
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return SeeOther(reverse("billing:invoices"))
    messages.success(request, f"Facture {invoice.number} acceptée.")
    return answer


@require_http_methods(["GET", "POST"])
def contest(request: AuthenticatedRequest, public_id: str) -> HttpResponse:
    """She says what is wrong; a person answers her."""
    invoice = _find(request, public_id)
    form = ContestInvoiceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            answer = answer_once(
                request, lambda: _answered(invoices.contest_invoice(invoice, request.user, reason))
            )
        except Refusal as refusal:
            form.add_error(refusal.field, refusal.message)
        else:
            messages.success(
                request, f"Facture {invoice.number} contestée. Une personne de l’équipe vous répond."
            )
            return answer
    status = 422 if form.is_bound else 200
    return render(request, "confirm.html", _question(invoice, form), status=status)


def _find(request: AuthenticatedRequest, public_id: str) -> Invoice:
    mine = Invoice.objects.issued().visible_to(request.user).select_related("series__assistant")
    return get_object_or_404(mine, public_id=public_id)


def _answered(invoice: Invoice) -> str:
    return reverse("billing:invoices")


def _question(invoice: Invoice, form: ContestInvoiceForm) -> dict[str, Any]:
    return {
        "question": f"Contester la facture {invoice.number}",
        "consequence": (
            "Une facture émise ne se modifie pas. Si vous avez raison, elle est annulée par un avoir, "
            "puis une nouvelle facture est émise. Une personne de l’équipe SIO vous répond."
        ),
        "label": "Contester la facture",
        "tone": "danger",
        "back": reverse("billing:invoices"),
        "form": form,
    }
