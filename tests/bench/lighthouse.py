"""Lighthouse on the public pages, as a telephone sees them, on the production server.

It is no dependency of SIO: it runs when `lighthouse` (12.8, on Node 20) is on PATH or named by LIGHTHOUSE=.
"""

import json
import os
import shutil
import statistics
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sio.dev import browser

RUNS = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LCP_LIMIT, CLS_LIMIT, REQUESTS_LIMIT = 1_500, 0.05, 10
HEADS = (
    "Page",
    "Performance",
    "Accessibility",
    "Best practices",
    "SEO",
    "LCP ms",
    "CLS",
    "Requests",
    "Elsewhere",
)


@dataclass(frozen=True)
class Sight:
    """Medians of several looks at one page; scores out of 100."""

    name: str
    scores: tuple[int, ...]
    lcp_ms: int
    cls: float
    requests: int
    elsewhere: int

    @property
    def cells(self) -> list[str]:
        seen = (self.lcp_ms, f"{self.cls:.3f}", self.requests, self.elsewhere)
        return [self.name, *map(str, self.scores), *map(str, seen)]

    @property
    def is_good(self) -> bool:
        performance, *others = self.scores
        return (
            performance >= 98
            and set(others) == {100}
            and self.lcp_ms <= LCP_LIMIT
            and self.cls <= CLS_LIMIT
            and self.requests <= REQUESTS_LIMIT
            and not self.elsewhere
        )


def find() -> Path | None:
    found = os.environ.get("LIGHTHOUSE") or shutil.which("lighthouse")
    return Path(found) if found else None


def look(program: Path, name: str, address: str) -> Sight:
    reports = [_report(program, address) for _ in range(RUNS)]
    return Sight(
        name=name,
        scores=tuple(
            round(
                statistics.median((report["categories"][category]["score"] or 0) * 100 for report in reports)
            )
            for category in CATEGORIES
        ),
        lcp_ms=round(statistics.median(_number(report, "largest-contentful-paint") for report in reports)),
        cls=statistics.median(_number(report, "cumulative-layout-shift") for report in reports),
        requests=max(len(_requests(report)) for report in reports),
        elsewhere=max(
            sum(not request["url"].startswith(("http://localhost", "data:")) for request in _requests(report))
            for report in reports
        ),
    )


def _report(program: Path, address: str) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile(suffix=".json") as paper:
        command = [
            str(program), address, "--quiet", "--output=json", f"--output-path={paper.name}",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={' '.join(flag for flag in browser.FLAGS if ' ' not in flag)}",
        ]  # fmt: skip
        subprocess.run(
            command, env=os.environ | {"CHROME_PATH": str(browser.find())}, check=True, capture_output=True
        )
        report: dict[str, Any] = json.loads(Path(paper.name).read_text(encoding="utf-8"))
    return report


def _number(report: dict[str, Any], audit: str) -> float:
    return float(report["audits"][audit]["numericValue"])


def _requests(report: dict[str, Any]) -> list[dict[str, Any]]:
    """What the page asked for; data: addresses ask nobody."""
    items = report["audits"]["network-requests"]["details"]["items"]
    return [item for item in items if not item["url"].startswith("data:")]
