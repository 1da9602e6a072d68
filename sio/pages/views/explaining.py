"""The pages that explain SIO: to firms, to assistants, to both."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from billing.fees import price_list
from sio.lib.components import Link
from sio.lib.http import public_page
from sio.pages import fees, net, questions, ranks
from sio.pages.cities import most_supplied
from sio.pages.showing import show

MINUTES_PER_WEEK, RATE_CENTS, CITIES = 6 * 60, 35_00, 9


@login_not_required
@public_page
@require_safe
def for_firms(request: HttpRequest) -> HttpResponse:
    """What an owner recognises as hers, what it would cost, and her first step."""
    return show(
        request,
        "firms",
        "Pour les entreprises",
        month=fees.month_of(price_list(), MINUTES_PER_WEEK, RATE_CENTS),
        cities=most_supplied(CITIES),
        questions=questions.asked_by(questions.FIRMS)[1:6],
    )


@login_not_required
@public_page
@require_safe
def for_assistants(request: HttpRequest) -> HttpResponse:
    """Her price stays her price; what remains of it; her first step."""
    invoiced = fees.work_cents(10 * 60, RATE_CENTS)
    return show(
        request,
        "assistants",
        "Pour les assistantes et assistants",
        invoiced=invoiced,
        nets=[(regime, net.net_cents(invoiced, regime)) for regime in net.REGIMES],
        questions=questions.asked_by(questions.ASSISTANTS),
    )


@login_not_required
@public_page
@require_safe
def how_it_works(request: HttpRequest) -> HttpResponse:
    """From the need to the payment, seen by both sides."""
    return show(request, "how", "Comment ça marche")


@login_not_required
@public_page
@require_safe
def ranking(request: HttpRequest) -> HttpResponse:
    """« Comment SIO classe »: every rule, read from the constants that rank."""
    return show(request, "ranking", "Comment SIO classe", **ranks.facts())


@login_not_required
@public_page
@require_safe
def frequent_questions(request: HttpRequest) -> HttpResponse:
    """What people ask before they sign up, on both sides."""
    groups = [
        ("tout-le-monde", "Pour tout le monde", questions.asked_by(questions.BOTH)),
        ("entreprises", "Vous dirigez une entreprise", questions.asked_by(questions.FIRMS)),
        ("assistants", "Vous êtes à votre compte", questions.asked_by(questions.ASSISTANTS)),
    ]
    contents = [Link(title, f"#{key}") for key, title, _ in groups]
    return show(
        request,
        "questions",
        "Questions",
        data=[questions.faq_page()],
        groups=groups,
        contents=contents,
        count=len(questions.QUESTIONS),
    )
