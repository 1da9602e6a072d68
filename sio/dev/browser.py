"""The browser of the journeys: the one of this machine, else one that is brought."""

import os
import shutil
import subprocess
from pathlib import Path

from sio.dev import places

# The shell draws no window of its own: the journeys take a third less time in it.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
PATTERNS = (
    "chromium_headless_shell-*/chrome-*/*headless*shell",
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
)
FLAGS = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
ADVICE = (
    "No browser was found. Install Chromium or Google Chrome (Debian, Ubuntu: apt-get install chromium), "
    "or give SIO_BROWSER=/path/to/chrome, then run make test again."
)


def find() -> Path | None:
    """SIO_BROWSER, Chromium or Chrome on PATH, an application of macOS, or what Playwright has installed."""
    if given := os.environ.get("SIO_BROWSER"):
        return Path(given)
    for name in NAMES:
        if program := shutil.which(name):
            return Path(program)
    for application in APPLICATIONS:
        if Path(application).exists():
            return Path(application)
    return _playwright_browser()


def bring() -> Path | None:
    """Find a browser, or install one: by apt-get when we may, else by Playwright. None when nothing works."""
    if program := find():
        return program
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        _run(["apt-get", "update", "-q"], environment)
        for package in (SHELL, "chromium"):
            if find() is None:
                _run(["apt-get", "install", "-qy", "--no-install-recommends", package], environment)
    if program := find():
        return program
    _run([str(places.ROOT / ".venv/bin/playwright"), "install", "--only-shell", "chromium"], dict(os.environ))
    return find()


def _run(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL)


def _playwright_browser() -> Path | None:
    folders = [Path.home() / ".cache/ms-playwright", Path.home() / "Library/Caches/ms-playwright"]
    if given := os.environ.get("PLAYWRIGHT_BROWSERS_PATH"):
        folders.insert(0, Path(given))
    for folder in folders:
        for pattern in PATTERNS:
            if found := sorted(folder.glob(pattern)):
                return found[-1]
    return None
