"""What no tool looks for: templates nobody shows, addresses of package registries in committed files."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

# Written so that this file does not contain what it looks for.
REGISTRY = re.compile(
    r"(?:files\.pythonhosted|(?:[a-z.]*\b)?pypi(?:\.python)?|registry\.(?:npmjs|yarnpkg)|"
    r"(?:static\.|index\.)?crates|proxy\.golang|rubygems)\.(?:org|com|io)\b|"
    r"(?:artifactory|nexus|devpi|verdaccio)[a-z0-9.-]*\.[a-z]{2,}/",
    re.IGNORECASE,
)
# Templates that others load by their own names.
LOADED_BY_OTHERS = (
    "account/",
    "mfa/",
    "admin/",
    "django/",
    "registration/",
    "socialaccount/",
    "allauth/",
    "usersessions/",
)
ERROR_PAGES = re.compile(r"[45]\d\d(?:_\w+)?\.html")


def committed_files(root: Path) -> Iterator[Path]:
    """Every file git keeps or is about to keep."""
    answer = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - git is found on PATH
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in answer.stdout.split("\0"):
        if name and (root / name).is_file():
            yield root / name


def registry_addresses(root: Path) -> list[str]:
    """``path:line: address`` for every address of a package registry or mirror."""
    return [
        f"{path.relative_to(root)}:{number}: {found[0]}"
        for path in committed_files(root)
        for number, line in enumerate(_text(path).splitlines(), 1)
        if (found := REGISTRY.search(line))
    ]


def unused_templates(root: Path) -> list[str]:
    """Templates whose name stands nowhere: not in Python, not in another template."""
    files = list(committed_files(root))
    words = "\n".join(_text(path) for path in files if path.suffix in {".py", ".html", ".txt"})
    named = set(re.findall(r"[\"'\s]([\w./-]+\.(?:html|txt))(?:#[\w-]+)?[\"'\s]", words))
    folders = set(re.findall(r"[\"']([\w./-]+/)\{", words))
    return [name for name in _templates(files) if not _is_used(name, named, folders)]


def _templates(files: list[Path]) -> Iterator[str]:
    for path in files:
        if "templates" in path.parts and path.suffix in {".html", ".txt"}:
            yield "/".join(path.parts[len(path.parts) - path.parts[::-1].index("templates") :])


def _is_used(name: str, named: set[str], folders: set[str]) -> bool:
    """Named in full, by a pattern that fills in the file (f"missions/steps/{step}.html"), or by convention."""
    by_pattern = any(name.startswith(folder) for folder in folders)
    by_convention = name.startswith(LOADED_BY_OTHERS) or ERROR_PAGES.fullmatch(name)
    return bool(name in named or by_pattern or by_convention)


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except UnicodeDecodeError:
        return ""
