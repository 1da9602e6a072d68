"""Every form that posts is safe to send twice."""

import re

from sio.dev.places import ROOT
from tests.support.sources import templates

POSTS = re.compile(r"<form\b[^>]*\bmethod=\"post\"[^>]*>.*?</form>", re.DOTALL | re.IGNORECASE)

# Forms whose act is the same when repeated, by path, with the reason.
REPEATABLE = {
    "templates/account/": "allauth's own steps: a code or a session is spent once",
    "templates/mfa/": "the same",
    "templates/admin/": "the team's own screens: services refuse a second decision",
    "billing/stripe_double/": "the rehearsal of Stripe's own pages, whose world is idempotent",
    "templates/matching/stop.html": "an alert that is stopped twice is stopped",
    "templates/notifications/": "reading, choosing and unsubscribing end in the same state",
}


def test_a_form_that_creates_or_moves_something_carries_a_token() -> None:
    bare = [
        str(path.relative_to(ROOT))
        for path in templates()
        for form in POSTS.findall(path.read_text())
        if "{% form_token %}" not in form and not str(path.relative_to(ROOT)).startswith(tuple(REPEATABLE))
    ]

    assert not bare, "\n".join(bare)
