"""Which module may open which door: the database, the broker, the mail server, other machines."""

import ast
import re

import pytest

from tests.support.sources import sources

# Where each thing is allowed, by the start of a module's name.
BROKER = ("sio.celery",)
MAIL = ("notifications.gateway", "notifications.layout")
HTTP = ("billing.gateway", "billing.stripe_double")


def calls(pattern: str, *, allowed: tuple[str, ...] = (), within: str = "") -> list[str]:
    """Where something is called that `pattern` names: outside the `allowed` modules, in those whose name fits `within`."""
    return [
        f"{source.at(line)} calls {call}"
        for source in sources()
        if re.search(within, source.name) and not (allowed and source.name.startswith(allowed))
        for call, line in source.calls()
        if re.search(pattern, call)
    ]


def test_a_view_finds_objects_through_what_the_person_may_see() -> None:
    assert calls(r"\.objects\.get$", within=r"\.(?:views|dashboard)(?:\.|$)") == []


@pytest.mark.parametrize(
    ("pattern", "allowed"),
    [
        pytest.param(r"\.(?:delay|apply_async|delay_on_commit|send_task)$", BROKER, id="broker"),
        pytest.param(r"(?:^|\.)(?:send_mail|send_mass_mail|mail_admins|Email\w+)$", MAIL, id="mail"),
        pytest.param(r"^(?:requests|httpx|urllib3|aiohttp)\.", HTTP, id="http"),
        pytest.param(r"(?:^|\.)(?:urlopen|create_connection)$", HTTP, id="socket"),
    ],
)
def test_a_door_is_opened_only_where_it_belongs(pattern: str, allowed: tuple[str, ...]) -> None:
    assert [
        call for call in calls(pattern, allowed=allowed) if "EmailField" not in call and "super()" not in call
    ] == []


def test_nobody_gives_a_task_an_hour() -> None:
    """A delay beyond the broker's own timeout runs several times: `next_at` of a duty says when."""
    found = [
        source.at(node.value.lineno)
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.keyword) and node.arg in {"eta", "countdown"}
    ]

    assert found == []


def test_only_the_gateway_and_the_double_speak_stripe() -> None:
    found = [
        f"{source.at(line)} imports {target}"
        for source in sources()
        if not source.name.startswith(HTTP)
        for target, line in source.imports()
        if target.split(".")[0] == "stripe"
    ]

    assert found == []


def test_the_product_does_not_print() -> None:
    assert calls(r"^print$") == []
