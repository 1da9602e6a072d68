"""Reads our style sheets: the tokens, their light and dark values, and the contrast between two of them."""

import re
from pathlib import Path

from django.conf import settings

STATIC = Path(settings.ROOT) / "static"
TOKENS = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
PLAIN, SUPPORTED = TOKENS.split("@supports", 1)


def plain_values() -> dict[str, str]:
    """The values of browsers that do not know light-dark()."""
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", PLAIN))


def paired_values() -> dict[str, tuple[str, str]]:
    """name: (light, dark)"""
    found = re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{3,6}), (#[0-9a-f]{3,6})\);", SUPPORTED)
    return {name: (light, dark) for name, light, dark in found}


def value(name: str, scheme: str) -> str:
    """A token in light or dark; those without a pair are the same in both."""
    pair = paired_values().get(name)
    return plain_values()[name] if pair is None else pair[scheme == "dark"]


def contrast(one: str, other: str) -> float:
    """The WCAG 2 contrast ratio of two colours."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[index : index + 2], 16) / 255) for index in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
