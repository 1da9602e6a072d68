"""What people type: signing in, a profile in eight steps, a company."""

from django.http import HttpRequest, QueryDict


def typed(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: nothing until it is posted, and then even an empty post."""
    return request.POST if request.method == "POST" else None
