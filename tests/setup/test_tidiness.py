"""The searches of `make check` find what is planted, and nothing else."""

import subprocess
from pathlib import Path

import pytest

from sio.dev import tidiness


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    (tmp_path / "templates/missions").mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize(
    "address",
    # Cut in two, so that this file is not found itself.
    [
        f"https://{'pypi'}.org/simple",
        f"files.{'pythonhosted'}.org",
        f"https://registry.{'npmjs'}.org/",
        f"{'artifactory'}.firm.example/api",
    ],
)
def test_the_address_of_a_registry_is_found(checkout: Path, address: str) -> None:
    (checkout / "lock.txt").write_text(f"one\nfrom {address}\n")

    (found,) = tidiness.registry_addresses(checkout)

    assert found.startswith("lock.txt:2: ")


def test_other_addresses_are_left_alone(checkout: Path) -> None:
    (checkout / "page.md").write_text("https://www.legifrance.gouv.fr and https://docs.djangoproject.com/fr/")

    assert tidiness.registry_addresses(checkout) == []


def test_a_template_nobody_shows_is_found(checkout: Path) -> None:
    (checkout / "templates/missions/seen.html").write_text("")
    (checkout / "templates/missions/forgotten.html").write_text("")
    (checkout / "views.py").write_text('render(request, "missions/seen.html")')

    assert tidiness.unused_templates(checkout) == ["missions/forgotten.html"]


def test_a_fragment_and_a_pattern_count_as_shown(checkout: Path) -> None:
    (checkout / "templates/missions/list.html").write_text("")
    (checkout / "templates/missions/steps").mkdir()
    (checkout / "templates/missions/steps/when.html").write_text("")
    (checkout / "views.py").write_text('one = "missions/list.html#rows"\ntwo = f"missions/steps/{step}.html"')

    assert tidiness.unused_templates(checkout) == []
