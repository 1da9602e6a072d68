"""A web server runs no system checks: the refusals hold there too."""

import os
import subprocess
import sys

import pytest

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "sio.settings.production",
    "SECRET_KEY": "k" * 60,
    "ALLOWED_HOSTS": "sio.example",
    "DATABASE_URL": "postgresql://sio@/sio?host=/nowhere",
    "REDIS_URL": "redis://nowhere",
    "EMAIL_HOST": "nowhere",
    "DEFAULT_FROM_EMAIL": "bonjour@sio.example",
}


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"SIO_STRIPE": "double"}, "SIO_STRIPE=double while DEBUG is off"),
        ({"STRIPE_SECRET_KEY": "sk_live_1"}, "STRIPE_WEBHOOK_SECRET_PLATFORM is missing"),
        (
            {"DJANGO_SETTINGS_MODULE": "sio.settings.dev", "STRIPE_SECRET_KEY": "sk_live_1"},
            "STRIPE_SECRET_KEY is a live key while DEBUG is on",
        ),
    ],
)
def test_an_unsafe_site_refuses_to_start(variables: dict[str, str], told: str) -> None:
    environment = {"PATH": os.environ["PATH"], **PRODUCTION, **variables}
    start = [sys.executable, "-c", "from sio.wsgi import application"]
    process = subprocess.run(start, env=environment, capture_output=True, text=True, check=False)
    assert process.returncode != 0
    assert told in process.stderr
