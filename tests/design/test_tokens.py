"""Colours keep their promise: what is read can be read, in light and in dark."""

import re
from pathlib import Path

import pytest

from .css import STATIC, contrast, paired_values, plain_values, value

GROUNDS = ["paper", "surface", "sunken"]
TINTS = [
    "primary-tint",
    "accent-tint",
    "honey-tint",
    "info-tint",
    "success-tint",
    "warning-tint",
    "danger-tint",
]
FOLDERS = [f"p{number}" for number in range(6)]
FOLDER_TINTS = [f"{folder}-tint" for folder in FOLDERS]

PAIRS = [
    *[("ink", ground, 7) for ground in [*GROUNDS, *TINTS, "mark", *FOLDER_TINTS]],
    *[("muted", ground, 4.5) for ground in [*GROUNDS, *TINTS, *FOLDER_TINTS]],
    *[("primary", ground, 4.5) for ground in [*GROUNDS, "primary-tint"]],
    ("primary", "line", 3),
    ("primary-hover", "paper", 4.5),
    ("primary-active", "paper", 4.5),
    *[("on-primary", ground, 4.5) for ground in ["primary", "primary-hover", "primary-active"]],
    *[("visited", ground, 4.5) for ground in ["paper", "surface"]],
    *[("accent", ground, 4.5) for ground in ["paper", "accent-tint"]],
    ("on-honey", "honey", 4.5),
    *[("honey-text", ground, 4.5) for ground in ["honey-tint", "paper"]],
    *[(tone, f"{tone}-tint", 4.5) for tone in ["info", "success", "warning", "danger", *FOLDERS]],
    *[(tone, "paper", 4.5) for tone in ["info", "success", "warning", "danger"]],
    ("danger", "surface", 4.5),
    *[("on-danger", ground, 4.5) for ground in ["danger", "danger-hover"]],
    *[("line-strong", ground, 3) for ground in GROUNDS],
    *[("focus", ground, 3) for ground in [*GROUNDS, "primary-tint", "honey-tint", "danger-tint"]],
    *[(folder, "surface", 4.5) for folder in FOLDERS],
    *[(f"c{number}", "surface", 3) for number in range(1, 5)],
    ("logo-line", "primary", 3),
    ("logo-dot", "primary", 3),
    *[("on-register", ground, 4.5) for ground in ["register", "register-deep"]],
]
RAW_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|oklch|oklab|color)\(")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "minimum"), PAIRS)
def test_a_colour_can_be_read_on_its_ground(front: str, back: str, minimum: float, scheme: str) -> None:
    assert contrast(value(front, scheme), value(back, scheme)) >= minimum


def test_the_contrast_of_black_on_white_is_twenty_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_browsers_without_light_dark_get_the_light_values() -> None:
    plain = plain_values()
    assert {name: plain.get(name) for name in paired_values()} == {
        name: light for name, (light, _) in paired_values().items()
    }


@pytest.mark.parametrize(
    "sheet",
    sorted(
        path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*.css") if path.name != "tokens.css"
    ),
)
def test_no_raw_colour_is_written_outside_the_tokens(sheet: str) -> None:
    assert not RAW_COLOUR.findall(without_comments(STATIC / sheet))


@pytest.mark.parametrize(
    "sheet", sorted(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("css/**/*.css"))
)
def test_every_token_that_is_used_exists(sheet: str) -> None:
    text = without_comments(STATIC / sheet)
    everywhere = "".join(path.read_text(encoding="utf-8") for path in STATIC.rglob("*.css"))
    known = set(re.findall(r"(--[\w-]+):", everywhere))
    assert set(re.findall(r"var\((--[\w-]+)\)", text)) <= known


def without_comments(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
