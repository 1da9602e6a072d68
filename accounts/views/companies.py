"""The card of the company one acts for."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.forms import typed
from accounts.forms.company import CompanyForm
from accounts.models import Company
from accounts.permissions import can_edit_company
from accounts.services.companies import create_company, update_company
from sio.lib.errors import Refusal
from sio.lib.form_tokens import answer_once
from sio.lib.forms import refuse
from sio.lib.http import AuthenticatedRequest


@require_http_methods(["GET", "HEAD", "POST"])
def company(request: AuthenticatedRequest) -> HttpResponse:
    """Create the company, or correct it; only the people responsible for it may."""
    existing = Company.objects.of(request.user).first()
    form = CompanyForm(typed(request), instance=existing)
    if request.method == "POST" and form.is_valid():
        try:
            return answer_once(request, lambda: _save(request, existing, form))
        except Refusal as refusal:
            refuse(form, refusal)
    context = {
        "form": form,
        "company": existing,
        "is_locked": existing is not None and not can_edit_company(request.user, existing),
    }
    return render(
        request, "accounts/company.html", context, status=422 if form.is_bound and form.errors else 200
    )


def _save(request: AuthenticatedRequest, existing: Company | None, form: CompanyForm) -> str:
    if existing is None:
        created = create_company(request.user, **form.cleaned_data)
        messages.success(request, f"{created.name} est inscrite. Décrivez maintenant votre besoin.")
        return reverse("dashboard")
    update_company(existing, request.user, **form.cleaned_data)
    messages.success(request, "La fiche de l’entreprise est à jour.")
    return reverse("accounts:company")
