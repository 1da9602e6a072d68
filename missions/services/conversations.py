"""The thread of an application."""

from django.utils import timezone

from accounts.models import User
from missions.models import Conversation, Message
from missions.permissions import can_act_for, is_her_profile
from missions.services.moves import ensure
from missions.services.telling import tell_assistant, tell_company
from sio.lib.services import service


@service
def send_message(conversation: Conversation, by: User, body: str) -> Message:
    """Add a message and tell the other side."""
    application = conversation.application
    is_hers = is_her_profile(by, application.profile)
    ensure(
        is_hers or can_act_for(by, application.mission.company),
        "Cette conversation appartient aux deux parties de la candidature.",
    )
    ensure(body.strip(), "Écrivez votre message.")
    message = Message.objects.create(conversation=conversation, author=by, body=body)
    if is_hers:
        tell_company(
            application.mission.company, "message_received", message.pk, conversation=conversation.public_id
        )
    else:
        tell_assistant(
            application.profile, "message_received", message.pk, conversation=conversation.public_id
        )
    return message


@service
def mark_conversation_read(conversation: Conversation, by: User) -> None:
    """Date the first reading of what the other side wrote."""
    assistant = conversation.application.profile.user_id
    unread = conversation.messages.filter(read_at__isnull=True)
    theirs = unread.exclude(author=assistant) if by.pk == assistant else unread.filter(author=assistant)
    theirs.update(read_at=timezone.now())
