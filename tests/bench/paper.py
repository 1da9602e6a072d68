"""docs/benchmarks.md, section by section: each run writes its own anew and leaves the others as they are."""

import os
import platform
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sio.dev import places

PAPER = Path(places.ROOT) / "docs" / "benchmarks.md"
HEAD = "# Benchmarks\n\nWritten by `make bench` and `make proofs`, section by section.\n"


def write_section(title: str, text: str) -> None:
    """Put `text` under the heading `title`, in its place if it is already there, at the end otherwise."""
    before, sections = _read()
    sections[title] = f"\n{conditions()}\n\n{text.strip()}\n"
    PAPER.write_text(
        before + "".join(f"\n## {name}\n{body}" for name, body in sections.items()), encoding="utf-8"
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """In Markdown."""
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows))


def data() -> Path | None:
    """The folder of the open data: DATA=, or the one beside the project; none: parts that need it say so."""
    folder = Path(os.environ.get("DATA") or places.ROOT.parent / "shared" / "data")
    return folder if folder.is_dir() else None


def conditions() -> str:
    """When and on what, with the mean number of busy processes over the last quarter of an hour."""
    load = os.getloadavg()[2]
    return f"*{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, Python {platform.python_version()}, load {load:.1f}.*"


def _read() -> tuple[str, dict[str, str]]:
    """The head, and the text of each section by its title, in order."""
    if not PAPER.exists():
        return HEAD, {}
    _, *parts = re.split(r"^## (.+)\n", PAPER.read_text(encoding="utf-8"), flags=re.MULTILINE)
    titles, bodies = parts[::2], parts[1::2]
    return HEAD, {title: f"{body.rstrip()}\n" for title, body in zip(titles, bodies, strict=True)}
