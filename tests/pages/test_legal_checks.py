"""`check --deploy` holds production to real names: each setting is tried empty, then invented."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.core.checks import run_checks

from sio.dev.checks import PRODUCTION
from sio.dev.places import ROOT
from sio.pages.checks import legal_pages_name_somebody, legal_settings

NAMES = sorted(legal_settings())
REAL = {name: PRODUCTION[name] for name in NAMES}


def told(settings: Any, **changed: str) -> list[str]:
    """The variables named by the check when everything is real but what is `changed`."""
    values = REAL | changed
    prefix = "PLATFORM_"
    settings.PLATFORM_IDENTITY = {
        part: values[f"{prefix}{part.upper()}"] for part in settings.PLATFORM_IDENTITY
    }
    for name in NAMES:
        setattr(settings, name, values[name])
    return [str(error.msg).split()[3] for error in legal_pages_name_somebody()]


def test_real_names_pass(settings: Any) -> None:
    assert told(settings) == []


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_setting_is_named(settings: Any, name: str) -> None:
    assert told(settings, **{name: " "}) == [name]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "value", ["À compléter", "contact@sio.example", "Exemple SAS", "XXXX", "00 00 00 00 00"]
)
def test_a_placeholder_is_named(settings: Any, name: str, value: str) -> None:
    assert told(settings, **{name: value}) == [name]


def test_the_names_of_development_are_placeholders(settings: Any) -> None:
    marked = {str(error.msg).split()[3] for error in legal_pages_name_somebody()}

    assert {"PLATFORM_NAME", "PUBLICATION_DIRECTOR", "CONTACT_EMAIL", "HOST_NAME", "HOST_ADDRESS"} <= marked


def test_it_is_asked_of_deployments_only() -> None:
    here = {error.id for error in run_checks(include_deployment_checks=False)}

    assert not here & {"sio.E001", "sio.E002"}


def check_deploy(**changed: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": os.environ["HOME"]} | PRODUCTION | changed,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_deployment_fails_while_a_name_is_missing() -> None:
    answer = check_deploy(HOST_PHONE="")

    assert answer.returncode != 0
    assert "HOST_PHONE is missing" in answer.stderr


def test_a_deployment_passes_with_every_name() -> None:
    assert check_deploy().returncode == 0
