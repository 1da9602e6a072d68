"""What may be reported: each kind has one finder, and the rest does not exist."""

import pytest

from sio.lib import reportables
from sio.lib.reportables import Reportable, find, kinds, reportable

RECIPE = Reportable(label="La tarte aux pommes", path="/recettes/tarte/")


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reportables, "_finders", {})


def test_a_thing_is_found_by_its_kind_and_key() -> None:
    @reportable("recipe")
    def find_recipe(key: str) -> Reportable | None:
        return RECIPE if key == "tarte" else None

    assert find("recipe", "tarte") == RECIPE
    assert find("recipe", "flan") is None
    assert kinds() == {"recipe"}


def test_an_unknown_kind_finds_nothing() -> None:
    assert find("secret", "1") is None


def test_two_finders_cannot_claim_one_kind() -> None:
    reportable("recipe")(lambda _: None)
    with pytest.raises(ValueError, match="recipe"):
        reportable("recipe")(lambda _: RECIPE)


def test_the_author_may_be_nobody() -> None:
    assert (RECIPE.author_user, RECIPE.author_email) == (None, "")
