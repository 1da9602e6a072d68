"""What robots read: the map of the site, and where they are not expected."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import views as sitemaps
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from sio.lib.http import public_page
from sio.lib.structured import absolute
from sio.pages.sitemaps import SITEMAPS

# Addresses that count, choose or preview, and lists narrowed beyond a town and a pillar: the same pages again.
UNEXPECTED = (
    "/affichage/",
    "/annonces/",
    "/blog/*/partager/",
    "/blog/*/commenter/",
    "/blog/apercu/",
    "/signaler/",
    "/*?*format=",
    "/*?*prix=",
    "/*?*q=",
)


@login_not_required
@public_page
@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """One map for each kind of page."""
    return sitemaps.index(request, SITEMAPS, sitemap_url_name="pages:sitemap_section").render()


@login_not_required
@public_page
@require_safe
def sitemap(request: HttpRequest, section: str) -> HttpResponse:
    return sitemaps.sitemap(request, SITEMAPS, section=section).render()


@login_not_required
@public_page
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Nothing a page needs to be drawn is kept from robots."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in UNEXPECTED), ""]
    lines.append(f"Sitemap: {absolute(reverse('pages:sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
