"""Signing up and in. The work is allauth's; the side chosen, the status of a refused form and the words are ours."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.views import SignupView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from accounts.doors import Door
from accounts.enums import Role
from accounts.landing import next_page
from accounts.services import doors
from sio.lib.http import AuthenticatedRequest, SeeOther

View = Callable[..., HttpResponse]


def refuses_with_422(view: View) -> View:
    """A page of allauth that shows errors says so in its status, like every other form of the site."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse) and _shows_errors(response):
            response.status_code = 422
        return response

    return answer


def _shows_errors(response: TemplateResponse) -> bool:
    form = (response.context_data or {}).get("form")
    return bool(form is not None and form.is_bound and form.errors)


@login_not_required
@require_safe
def choose_side(request: HttpRequest) -> HttpResponse:
    """Two plain links: a company, or an assistant."""
    if request.user.is_authenticated:
        return redirect(next_page(request.user))
    context = {"query": request.GET.urlencode(), "doors": doors.doors()}
    return render(request, "account/choose_side.html", context)


class SideSignupView(SignupView):  # type: ignore[misc]  # allauth is not typed
    """The sign-up form of one side."""

    role: str = ""

    def is_open(self) -> bool:
        """Asked by allauth before anything is read of the request, whatever its method."""
        return doors.is_open(self.role)

    def closed(self) -> HttpResponse:
        return SeeOther(Door(Role(self.role)).opening)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return kwargs | {"role": self.role}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"is_company": self.role == Role.COMPANY}


@require_safe
def security(request: AuthenticatedRequest) -> HttpResponse:
    """How she signs in: address, password, second step."""
    return render(request, "account/security.html", {"has_second_step": is_mfa_enabled(request.user)})


class ActivateCodesView(ActivateTOTPView):  # type: ignore[misc]  # allauth is not typed
    """The square to scan is drawn inline: the policy of the site allows no `data:` image."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        drawing = context["totp_svg"].partition("?>")[2] or context["totp_svg"]
        return context | {"qr": mark_safe(drawing)}  # noqa: S308 - drawn by allauth from a secret of ours
