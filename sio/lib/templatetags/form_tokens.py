"""`{% form_token %}`: the hidden field that makes a double submit harmless. Stands in every form that posts."""

import uuid

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sio.lib.form_tokens import FIELD

register = template.Library()


@register.simple_tag(takes_context=True)
def form_token(context: Context) -> SafeString:
    """A fresh token; after an invalid post, the one that was sent, so that "back" and "again" stay one answer."""
    request = context.get("request")
    sent = request.POST.get(FIELD, "") if request is not None and request.method == "POST" else ""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, _reusable(sent) or uuid.uuid4())


def _reusable(sent: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(sent)
    except ValueError:
        return None
