"""Addresses inside the site that a reader may be sent back to."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def local_or(request: HttpRequest, wanted: str, otherwise: str) -> str:
    """`wanted` when it stays on this site, else `otherwise`: a link may never send a reader elsewhere."""
    stays = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and stays else otherwise
