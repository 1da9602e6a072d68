"""The house of docs/architecture.md: what may know what."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from sio.dev.places import ROOT
from tests.support.sources import APPS, sources

# From the ground up; accounts and blog stand side by side.
STOREYS = {
    "lib": 0,
    "notifications": 1,
    "accounts": 2,
    "blog": 2,
    "billing": 3,
    "stripe_double": 3,
    "missions": 4,
    "matching": 5,
    "sio": 6,
}
FOLDERS = {*APPS, "docs", "static", "templates", "tests"}


def foreign_keys() -> list[tuple[type[models.Model], type[models.Model], str]]:
    """Every foreign key between two of our apps, the person excepted: who, to whom, by which field."""
    return [
        (model, field.related_model, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if model._meta.app_label in STOREYS
        and (field.many_to_one or field.one_to_one)
        and field.concrete
        and isinstance(field.related_model, type)
        and field.related_model._meta.app_label in STOREYS
        and field.related_model._meta.label != settings.AUTH_USER_MODEL
    ]


@pytest.mark.parametrize(
    ("model", "target", "name"),
    [pytest.param(*key, id=f"{key[0]._meta.label}.{key[2]}") for key in foreign_keys()],
)
def test_a_foreign_key_points_downwards(
    model: type[models.Model], target: type[models.Model], name: str
) -> None:
    here, there = model._meta.app_label, target._meta.app_label
    assert here == there or STOREYS[here] > STOREYS[there], (
        f"{model._meta.label}.{name} points at {target._meta.label}"
    )


def test_every_app_has_its_storey() -> None:
    ours = {
        config.label
        for config in apps.get_app_configs()
        if str(config.path).startswith(f"{ROOT}/") and ".venv" not in config.path
    }

    assert ours <= set(STOREYS)


def test_no_two_apps_import_each_other() -> None:
    known = {
        (source.name.split(".")[0], target.split(".")[0])
        for source in sources()
        for target, _ in source.imports()
    }
    pairs = {(here, there) for here, there in known if here != there and here in APPS and there in APPS}
    # `sio` is both the roof (urls, views, demo) and the ground (sio.lib): lint-imports tells them apart.
    apart = {pair for pair in pairs if "sio" not in pair}

    assert {pair for pair in apart if pair[::-1] in apart} == set()


def test_the_double_imports_nothing_of_billing() -> None:
    """It plays Stripe: what it knew of us, Stripe would not know."""
    found = [
        f"{source.at(line)} imports {target}"
        for source in sources()
        if source.name.startswith("billing.stripe_double")
        for target, line in source.imports()
        if target.startswith("billing.") and not target.startswith("billing.stripe_double")
    ]

    assert found == []


def test_the_root_shows_the_business_and_nothing_else() -> None:
    folders = {
        path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith((".", "_"))
    } - {"staticfiles", "media", "test-results"}

    assert folders == FOLDERS
