"""The thread of an application: both sides, nobody else."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from missions.forms import MessageForm
from missions.models import Conversation
from missions.permissions import is_her_profile
from missions.services.conversations import mark_conversation_read, send_message
from missions.views.acting import get_or_post, show
from sio.lib.components import Message
from sio.lib.errors import Refusal
from sio.lib.form_tokens import answer_once
from sio.lib.forms import refuse
from sio.lib.http import AuthenticatedRequest


@get_or_post
def conversation(request: AuthenticatedRequest, public_id: UUID) -> HttpResponse:
    """Read, then answer below; a message that is refused stays in its field."""
    visible = Conversation.objects.visible_to(request.user).with_parties()
    found = get_object_or_404(visible, public_id=public_id)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return answer_once(request, lambda: _send(request, found, form))
        except Refusal as refusal:
            refuse(form, refusal)
    application = found.application
    context = {
        "conversation": found,
        "application": application,
        "entries": _entries(request, found),
        "form": form,
        "other": application.mission.company if _is_hers(request, found) else application.profile,
    }
    mark_conversation_read(found, request.user)
    return show(request, "missions/conversation.html", context, invalid=form.is_bound)


def _send(request: AuthenticatedRequest, found: Conversation, form: MessageForm) -> str:
    message = send_message(found, request.user, form.cleaned_data["body"])
    return f"{found.get_absolute_url()}#message-{message.pk}"


def _entries(request: AuthenticatedRequest, found: Conversation) -> list[Message]:
    opening = Message(found.application.message, found.application.sent_at, str(found.application.profile))
    opening = _mine(opening) if _is_hers(request, found) else opening
    return [
        opening,
        *(
            Message(
                body=message.body,
                at=message.sent_at,
                author=message.author.short_name,
                is_mine=message.author_id == request.user.pk,
                is_unread=message.read_at is None and message.author_id != request.user.pk,
            )
            for message in found.messages.select_related("author")
        ),
    ]


def _mine(message: Message) -> Message:
    return Message(message.body, message.at, message.author, is_mine=True)


def _is_hers(request: AuthenticatedRequest, found: Conversation) -> bool:
    return is_her_profile(request.user, found.application.profile)
