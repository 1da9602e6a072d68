"""Passing an article on: counted once a person and day, then off to the network."""

from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from blog.enums import Network
from blog.models import Article
from blog.services.shares import count_share
from blog.sharing import article_url, destination
from sio.lib.visitors import is_a_person, visitor_of


class ToTheNetwork(HttpResponseRedirect):
    """302 out of the site, or to the mail program; never kept, so that each click comes by here."""

    allowed_schemes = ["https", "mailto"]


@login_not_required
@never_cache
@require_safe
def share(request: HttpRequest, slug: str, network: str) -> HttpResponse:
    """Count what a person asked for, and go on; robots and browsers that fetch in advance go on uncounted."""
    if network not in Network.values:
        raise Http404
    article = get_object_or_404(Article.objects.published(), slug=slug)
    chosen = Network(network)
    if is_a_person(request):
        count_share(article, chosen, visitor_of(request))
    if chosen is Network.COPY:
        return _address_to_copy(request, article)
    return ToTheNetwork(destination(chosen, article))


def _address_to_copy(request: HttpRequest, article: Article) -> HttpResponse:
    address = article_url(article)
    context = {
        "article": article,
        "address": address,
        "shown": address.removeprefix(f"{urlsplit(address).scheme}://"),
    }
    return render(request, "blog/share_copy.html", context)
