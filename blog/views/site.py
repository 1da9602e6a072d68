"""What the founders set, as readers meet it: a strip closed, a logo, the free coaching."""

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from blog import strips
from blog.services import site
from sio.lib import qr
from sio.lib.addresses import local_or
from sio.lib.http import public_page
from sio.lib.images import CONTENT_TYPES
from sio.lib.phones import show_phone
from sio.lib.visitors import is_prefetching

MANIFEST = {
    "lang": "fr",
    "start_url": "/",
    "display": "browser",
    "background_color": "#fcfbf8",
    "theme_color": "#17594a",
}
FOR_EVER = "public, max-age=31536000, immutable"


@login_not_required
@require_safe
def close_announcement(request: HttpRequest, key: str) -> HttpResponse:
    """Remember that this strip was read and come back; a link, so that public pages need no form."""
    if not strips.KEY.fullmatch(key):
        raise Http404
    if is_prefetching(request):
        return HttpResponse(status=204)
    response = HttpResponseRedirect(local_or(request, request.GET.get("suite", ""), "/"))
    strips.remember(response, request, key)
    return response


@login_not_required
@require_safe
def logo(request: HttpRequest, name: str) -> FileResponse:
    """An image of the site or of a partner; its name changes with its content."""
    path = f"logos/{name}"
    content_type = CONTENT_TYPES.get(name.rpartition(".")[2])
    if content_type is None or not default_storage.exists(path):
        raise Http404
    headers = {"Cache-Control": FOR_EVER}
    return FileResponse(default_storage.open(path), content_type=content_type, headers=headers)


@login_not_required
@require_safe
@public_page
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone shows when the site is put on its first screen."""
    identity = site.identity()
    words = {"name": identity.name, "short_name": identity.name, "description": identity.tagline}
    return JsonResponse(MANIFEST | words | {"icons": _icons()}, content_type="application/manifest+json")


def _icons() -> list[dict[str, str]]:
    return [
        {"src": static("img/favicon.svg"), "type": "image/svg+xml", "sizes": "any"},
        {"src": static("img/touch-icon.png"), "type": "image/png", "sizes": "180x180"},
    ]


@login_not_required
@require_safe
@public_page
def coaching(request: HttpRequest) -> HttpResponse:
    """Free advice on WhatsApp: who answers, when, about what; a code to scan for people on a computer."""
    identity = site.identity()
    if not identity.coaching_href:
        raise Http404
    context = {
        "identity": identity,
        "number": show_phone(identity.coaching_number),
        "qr": qr.drawn(identity.coaching_href),
    }
    return render(request, "blog/coaching.html", context)
