"""How the site is displayed: the system decides unless the reader chose light or dark."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from sio.context import THEME_COOKIE, THEMES
from sio.lib.addresses import local_or
from sio.lib.visitors import is_prefetching

ONE_YEAR = 365 * 24 * 3600


@login_not_required
@require_safe
def display(request: HttpRequest, choice: str) -> HttpResponse:
    """Remember the choice and come back; a link, so that public pages need no form and no cookie.

    A browser that fetches links ahead changes nothing.
    """
    if choice not in THEMES:
        raise Http404
    if is_prefetching(request):
        return HttpResponse(status=204)
    response = HttpResponseRedirect(local_or(request, request.GET.get("suite", ""), "/"))
    if choice == "auto":
        response.delete_cookie(THEME_COOKIE)
    else:
        response.set_cookie(
            THEME_COOKIE, choice, max_age=ONE_YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    return response
