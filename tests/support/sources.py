"""The sources of SIO as text and as syntax trees, for tests that judge how code is written."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sio.dev.places import ROOT

APPS = ("sio", "notifications", "accounts", "blog", "billing", "missions", "matching")


@dataclass(frozen=True)
class Source:
    """One module: where it is, and what it says."""

    path: Path
    name: str
    tree: ast.Module

    def calls(self) -> Iterator[tuple[str, int]]:
        """Every call as written (``user.objects.get``), with its line."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield ast.unparse(node.func), node.lineno

    def imports(self) -> Iterator[tuple[str, int]]:
        """Every module imported, in full, with its line."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                origin = self._absolute(node)
                yield from ((f"{origin}.{alias.name}", node.lineno) for alias in node.names)

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = self.name.split(".") if self.path.name == "__init__.py" else self.name.split(".")[:-1]
        parents = package[: len(package) - node.level + 1]
        return ".".join([*parents, *([node.module] if node.module else [])])

    def at(self, line: int) -> str:
        return f"{self.path.relative_to(ROOT)}:{line}"


@cache
def sources() -> tuple[Source, ...]:
    """Every module of the product; migrations and what only makes a clone live are left out."""
    return tuple(
        Source(path, _module_name(path), ast.parse(path.read_text()))
        for app in APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts and not path.is_relative_to(ROOT / "sio/dev")
    )


def _module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def templates() -> tuple[Path, ...]:
    return tuple(
        path
        for path in sorted(ROOT.glob("**/templates/**/*.html"))
        if not {".venv", ".local"} & set(path.parts)
    )
