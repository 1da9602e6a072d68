"""The pages that join several apps, and the two that answer machines."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import Pillar
from accounts.services.doors import doors
from billing.fees import price_list
from blog.models import Article
from sio import dashboard as board
from sio import example
from sio.lib.http import AuthenticatedRequest, public_page
from sio.lib.structured import organization, website
from sio.pages import fees, questions

QUESTIONS = ("qui-fixe-le-prix", "qui-verifie", "rien-ne-convient", "quand-paye-t-on", "frais-assistante")


@login_not_required
@public_page
def home(request: HttpRequest) -> HttpResponse:
    """What SIO is, to a firm and to an assistant, and the first step of each."""
    prices = price_list()
    context = {
        "folders": example.folders_of(Pillar.objects.filter(kind="pillar")),
        "articles": Article.objects.published()[:3],
        "example_match": example.EXAMPLE_MATCH,
        "bands": fees.bands_in_words(prices),
        "month": fees.month_of(prices, 6 * 60, 35_00),
        "questions": [questions.BY_SLUG[slug] for slug in QUESTIONS],
        "doors": doors(),
        "structured": [organization(), website()],
    }
    return render(request, "home.html", context)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form left open too long: what happened, and how not to lose what was typed."""
    return render(request, "403_csrf.html", status=403)


def dashboard(request: AuthenticatedRequest) -> HttpResponse:
    """What is expected of this person next, on each side she acts for."""
    return render(request, "dashboard.html", {"boards": board.boards_of(request.user)})


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Nothing else is asked, so that nothing else can take it down."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
def readyz(request: HttpRequest) -> HttpResponse:
    """PostgreSQL answers within a second and every migration is applied; Redis, mail and Stripe are not asked."""
    try:
        ready = _database_is_ready()
    except DatabaseError:
        ready = False
    return HttpResponse(
        "ready" if ready else "not ready", content_type="text/plain", status=200 if ready else 503
    )


def _database_is_ready() -> bool:
    """On a connection of its own, so that a busy pool does not make the site look dead."""
    own = connection.copy()
    own.settings_dict["OPTIONS"] = own.settings_dict["OPTIONS"] | {"connect_timeout": 1}
    try:
        executor = MigrationExecutor(own)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    finally:
        own.close()
