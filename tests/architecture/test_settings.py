"""The settings of production are strict, and payments refuse what is unsafe: each in a process of its own."""

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from sio.dev.checks import PRODUCTION
from sio.dev.places import ROOT

REQUIRED = ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL", "EMAIL_HOST", "DEFAULT_FROM_EMAIL"]
DEVELOPMENT = {"DJANGO_SETTINGS_MODULE": "sio.settings.dev"}
START = "import django; django.setup(); print('started')"


def start(environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """Start Django with this environment alone, as a web server or a worker does."""
    bare = {
        name: os.environ[name] for name in ("PATH", "HOME", "PYTHONDONTWRITEBYTECODE") if name in os.environ
    }
    return subprocess.run(
        [sys.executable, "-c", START],
        cwd=ROOT,
        env=bare | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_with_a_complete_environment() -> None:
    answer = start(PRODUCTION)

    assert answer.stdout == "started\n", answer.stderr


def test_production_refuses_to_start_and_names_the_variable_that_is_missing() -> None:
    def without(name: str) -> str:
        return start({key: value for key, value in PRODUCTION.items() if key != name}).stderr

    with ThreadPoolExecutor(2) as pool:
        answers = dict(zip(REQUIRED, pool.map(without, REQUIRED), strict=True))

    assert {name: f"variable {name} is missing" in words for name, words in answers.items()} == dict.fromkeys(
        REQUIRED, True
    )


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        pytest.param(
            DEVELOPMENT | {"STRIPE_SECRET_KEY": "sk_live_0123456789"},
            "STRIPE_SECRET_KEY is a live key",
            id="live key with DEBUG",
        ),
        pytest.param(
            PRODUCTION | {"SIO_STRIPE": "double"},
            "SIO_STRIPE=double while DEBUG is off",
            id="double without DEBUG",
        ),
        pytest.param(
            PRODUCTION | {"SIO_STRIPE": "stripe"},
            "SIO_STRIPE=stripe needs STRIPE_SECRET_KEY",
            id="Stripe without a key",
        ),
        pytest.param(PRODUCTION | {"SIO_ROLE": "cook"}, "SIO_ROLE must be one of", id="unknown role"),
    ],
)
def test_an_unsafe_start_is_refused_in_words(environment: dict[str, str], words: str) -> None:
    answer = start(environment)

    assert answer.returncode != 0
    assert words in answer.stderr


def test_every_variable_production_reads_is_told_in_the_example_and_passed_on() -> None:
    settings = "".join((ROOT / f"sio/settings/{name}.py").read_text() for name in ("production", "databases"))
    read = set(re.findall(r"env\.\w+\(\s*\"(\w+)\"", settings)) - {"SIO_ROLE"}
    told = set(re.findall(r"^#?(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    passed_on = set(re.findall(r"\${(\w+)", (ROOT / "docker-compose.yml").read_text()))

    assert read - told == set()
    assert told - passed_on == set()


def test_the_example_invents_nothing_that_is_required() -> None:
    empty = set(re.findall(r"^#?(\w+)=$", (ROOT / ".env.example").read_text(), re.MULTILINE))

    assert set(REQUIRED) - {"REDIS_URL"} <= empty
