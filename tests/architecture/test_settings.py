"""The settings of production are strict, and payments refuse what is unsafe: each in a process of its own."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings

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


def test_what_the_example_leaves_empty_is_what_production_requires() -> None:
    empty = {
        line.removesuffix("=")
        for line in (ROOT / ".env.example").read_text().splitlines()
        if line.endswith("=") and not line.startswith("#")
    }
    optional = {"EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "STRIPE_SECRET_KEY"}
    optional |= {f"STRIPE_WEBHOOK_SECRET_{name}" for name in ("PLATFORM", "CONNECTED", "ACCOUNTS")}
    # A check of billing asks for these as soon as payments are on: invoices carry them.
    optional |= {f"PLATFORM_{name.upper()}" for name in settings.PLATFORM_IDENTITY}
    composed = {"POSTGRES_PASSWORD"}

    assert empty - optional - composed == set(REQUIRED) - {"DATABASE_URL", "REDIS_URL"}
