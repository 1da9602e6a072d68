"""The feed, kept by readers until an article changes."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import last_modified, require_safe

from blog.feeds import ArticleFeed, last_change
from sio.lib.http import public_page


@login_not_required
@require_safe
@public_page
@last_modified(last_change)
def feed(request: HttpRequest) -> HttpResponse:
    return ArticleFeed()(request)
