"""Every route of Stripe's API, from the service classes of the installed package.

Read once, in whatever thread comes first, under a lock: `ast.parse` in parallel threads crashed CPython 3.11.
"""

import ast
import importlib
import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import stripe

from billing.stripe_double.contract import hints

_reading = threading.Lock()


@dataclass(frozen=True)
class Route:
    """One operation: `post /v1/transfers/{id}/reversals`, the TypedDict of its parameters, what it answers."""

    method: str
    path: str
    params_name: str
    params_module: str
    is_list: bool

    @property
    def name(self) -> str:
        """How the route is named to the handlers and to the fault switches."""
        return f"{self.method} {self.path}"

    @property
    def is_v2(self) -> bool:
        return self.path.startswith("/v2/")

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(self.path)) + r"\Z")

    @property
    def params(self) -> type | None:
        """The TypedDict of the parameters; None when the operation takes none."""
        if not self.params_name:
            return None
        return getattr(importlib.import_module(self.params_module), self.params_name)  # type: ignore[no-any-return]


def find(method: str, path: str) -> tuple[Route, dict[str, str]] | None:
    """The route of a request and its path arguments; the most literal template wins (`/charges/search`)."""
    for route in _by_method().get(method, ()):
        if match := route.pattern.match(path):
            return route, match.groupdict()
    return None


def routes() -> tuple[Route, ...]:
    """All routes, the most literal first."""
    with _reading:
        return _read_package()


@cache
def _by_method() -> Mapping[str, list[Route]]:
    methods: dict[str, list[Route]] = {}
    for route in routes():
        methods.setdefault(route.method, []).append(route)
    return methods


@cache
def _read_package() -> tuple[Route, ...]:
    folder = Path(stripe.__file__).parent
    found = {route.name: route for path in sorted(folder.rglob("_*_service.py")) for route in _read(path)}
    return tuple(sorted(found.values(), key=lambda route: (route.path.count("{"), route.path, route.method)))


def _read(path: Path) -> Iterator[Route]:
    text = path.read_text(encoding="utf-8")
    if "_request(" not in text:
        return
    tree = ast.parse(text)
    sources = hints.imported_names(tree)
    for owner in ast.walk(tree):
        if isinstance(owner, ast.ClassDef):
            for function in owner.body:
                if isinstance(function, ast.FunctionDef) and (call := _request_call(function)):
                    yield _route(function, call, sources)


def _request_call(function: ast.FunctionDef) -> ast.Call | None:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "self._request":
            return node
    return None


def _route(function: ast.FunctionDef, call: ast.Call, sources: Mapping[str, str]) -> Route:
    params_name = _params_name(function)
    return Route(
        method=ast.literal_eval(call.args[0]),
        path=_template(call.args[1]),
        params_name=params_name,
        params_module=sources.get(params_name, ""),
        is_list="ListObject[" in ast.unparse(function.returns) if function.returns else False,
    )


def _template(node: ast.expr) -> str:
    """A constant path, or a constant with `.format(...)`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        node = node.func.value
    return str(ast.literal_eval(node))


def _params_name(function: ast.FunctionDef) -> str:
    for argument in function.args.args:
        if argument.arg == "params" and argument.annotation:
            found = re.search(r"\w+Params\b", ast.unparse(argument.annotation))
            return found.group() if found else ""
    return ""
