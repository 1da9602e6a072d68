"""What one was told, what one accepts by e-mail, and the way out that needs no sign-in."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.generic import ListView

from sio.lib.http import AuthenticatedRequest, SeeOther

from .enums import Choice
from .forms import PreferencesForm
from .layout import read_unsubscribe_token
from .messages import MessageKind, UnknownMessage, kind_of
from .models import Notification
from .preferences import choose
from .services import read_notifications, unread_count


class NotificationList(ListView[Notification]):
    """Unread first, then the latest."""

    template_name = "notifications/list.html"
    context_object_name = "notifications"
    paginate_by = 20

    def get_queryset(self) -> Any:
        return Notification.objects.visible_to(self.request.user).unread_first()


@require_GET
def open_notification(request: AuthenticatedRequest, public_id: str) -> HttpResponse:
    """Go where the notification leads. It is then read, unless a browser only looked ahead."""
    notification = get_object_or_404(Notification.objects.visible_to(request.user), public_id=public_id)
    if "prefetch" not in request.headers.get("Sec-Purpose", ""):
        read_notifications(request.user, only=notification)
    return redirect(notification.path)


@require_POST
def read_all(request: AuthenticatedRequest) -> HttpResponse:
    read_notifications(request.user)
    messages.success(request, "Toutes vos notifications sont marquées comme lues.")
    return SeeOther(reverse("notifications:list"))


@require_GET
def counter(request: AuthenticatedRequest) -> HttpResponse:
    """The number in the header, as a fragment."""
    return render(request, "notifications/_counter.html", {"count": unread_count(request.user)})


def preferences(request: AuthenticatedRequest) -> HttpResponse:
    form = PreferencesForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Vos préférences sont enregistrées.")
        return SeeOther(request.path)
    return render(
        request, "notifications/preferences.html", {"form": form}, status=422 if form.errors else 200
    )


@csrf_exempt  # mail readers post here without a page of ours (RFC 8058); the signed address is the proof
@login_not_required
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop one kind of e-mail for one person: GET asks, POST does it at once, for mail readers as for people."""
    user_id, kind = _meant_by(token)
    if request.method == "POST":
        choose(user_id, kind.key, Choice.NEVER)
    is_done = request.method == "POST"
    return render(request, "notifications/unsubscribe.html", {"kind": kind, "is_done": is_done})


def _meant_by(token: str) -> tuple[int, MessageKind]:
    """The person and the kind an address stands for; 404 when it is not one of ours."""
    content = read_unsubscribe_token(token)
    if content is None:
        raise Http404
    try:
        return content[0], kind_of(content[1])
    except UnknownMessage as error:
        raise Http404 from error
