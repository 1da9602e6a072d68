"""The site of production behind the proxy that ends TLS: whatever arrives here came over https."""

from collections.abc import Callable, Iterable
from typing import Any

from sio.wsgi import application as site


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    environ["HTTP_X_FORWARDED_PROTO"] = "https"
    answer: Iterable[bytes] = site(environ, start_response)
    return answer
