"""Who reads a public page, without knowing who: a person or a machine, and where she calls from."""

import ipaddress
import re

from django.http import HttpRequest

from .http import client_ip

# A household or an office is given 2^64 addresses at least: whoever changes within them is one visitor.
IPV6_NETWORK = 64

# What calls itself a robot, fetches previews of links, or is a library of a programming language.
# Cubot makes telephones.
MACHINE = re.compile(
    r"(?<!cu)bot\b|bot[/_-]|crawl|spider|slurp|preview|fetch|scan|monitor|validator|lighthouse|headless|externalhit"
    r"|facebookcatalog|^whatsapp/|skypeuri|embedly|feed|archiv|curl|wget|python|java/|libwww|okhttp|axios"
    r"|go-http|ruby|perl|php|node|http-?client|phantom|selenium",
    re.IGNORECASE,
)
# Browsers that fetch a page its reader may never open say so in one of these.
PREFETCHING = {"Sec-Purpose": "prefetch", "Purpose": "prefetch", "X-Purpose": "preview", "X-Moz": "prefetch"}


def is_a_person(request: HttpRequest) -> bool:
    """Whether somebody asked for this page: not a robot, not a HEAD, not a browser that fetches in advance."""
    agent = request.headers.get("User-Agent", "")
    return (
        request.method != "HEAD" and bool(agent) and not MACHINE.search(agent) and not is_prefetching(request)
    )


def is_prefetching(request: HttpRequest) -> bool:
    return any(word in request.headers.get(name, "").lower() for name, word in PREFETCHING.items())


def visitor_of(request: HttpRequest) -> str:
    """What tells one caller from the next: her address, or the network of an IPv6 one; empty when unknown."""
    address = client_ip(request)
    if ":" not in address:
        return address
    return str(ipaddress.ip_network(f"{address}/{IPV6_NETWORK}", strict=False))
