"""Reading the annotations of the stripe package, many of which are strings that name things imported for types only."""

import ast
import builtins
import importlib
import sys
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, ForwardRef, Literal, Union, get_args, get_origin

import typing_extensions
from stripe._list_object import ListObject
from stripe._stripe_object import StripeObject, UntypedStripeObject

UNIONS = (Union, types.UnionType)
LITERALS = (Literal, typing_extensions.Literal)
REQUIRED_MARKS = (typing.Required, typing_extensions.Required)
OPTIONAL_MARKS = (typing.NotRequired, typing_extensions.NotRequired)


class Unresolvable(Exception):
    """An annotation names something that cannot be found: treated as anything."""


@dataclass(frozen=True, eq=False)
class Hint:
    """An annotation and the class where it stands, hence the names it may use.

    Everything is worked out once: the hints of a class are kept with it.
    """

    value: Any
    owner: type

    def of(self, value: Any) -> "Hint":
        return Hint(value, self.owner)

    @cached_property
    def resolved(self) -> "Hint":
        """The same hint with a string or a forward reference replaced by what it names."""
        value = self.value
        if isinstance(value, ForwardRef):
            value = value.__forward_arg__
        return self.of(_evaluate(value, self.owner)).resolved if isinstance(value, str) else self

    @cached_property
    def origin(self) -> Any:
        return get_origin(self.value)

    @cached_property
    def args(self) -> "list[Hint]":
        return [self.of(arg) for arg in get_args(self.value)]

    @cached_property
    def members(self) -> "list[Hint]":
        """The alternatives of a union, flattened; a hint that is no union is its only alternative."""
        hint = self.resolved
        if hint.origin not in UNIONS:
            return [hint]
        return [member for arg in hint.args for member in arg.members]

    @cached_property
    def closed(self) -> "list[Hint]":
        """The alternatives, with `Literal[...] | str` as a closed list; `Literal[''] | str` is a clearable text."""
        is_enum = any(set(one.choices) - {""} for one in self.members)
        return [one for one in self.members if not (is_enum and one.value is str)]

    @cached_property
    def choices(self) -> tuple[Any, ...]:
        """The values of a Literal, else nothing."""
        return get_args(self.value) if self.origin in LITERALS else ()

    @cached_property
    def is_untyped(self) -> bool:
        return self.value is UntypedStripeObject or self.origin is UntypedStripeObject

    @cached_property
    def is_resource(self) -> bool:
        return isinstance(self.value, type) and issubclass(self.value, StripeObject) and not self.is_untyped

    @cached_property
    def is_list_object(self) -> bool:
        return ListObject in (self.value, self.origin)

    @cached_property
    def is_typed_dict(self) -> bool:
        return typing_extensions.is_typeddict(self.value)


@cache
def fields(owner: type) -> Mapping[str, Hint]:
    """The annotated attributes of a class of the package, private and class-wide ones left out."""
    return {
        name: Hint(value, owner)
        for name, value in owner.__annotations__.items()
        if not name.startswith("_") and "ClassVar" not in str(value)
    }


def unmarked(hint: Hint) -> tuple[Hint, bool]:
    """A TypedDict's field without Required/NotRequired, and whether it must be given."""
    hint = hint.resolved
    if hint.origin in OPTIONAL_MARKS:
        return hint.args[0], False
    return (hint.args[0] if hint.origin in REQUIRED_MARKS else hint), True


@lru_cache(maxsize=20_000)
def _evaluate(text: str, owner: type) -> Any:
    """Evaluates an annotation of the installed package, never anything that came from outside."""
    try:
        return eval(text, {"__builtins__": {}}, _Names(owner))  # noqa: S307 - the package's own annotations
    except (NameError, AttributeError, ImportError, TypeError, KeyError) as error:
        raise Unresolvable(f"{text} in {owner.__qualname__}") from error


class _Names(Mapping[str, Any]):
    """What a name means inside a class: its inner classes, its module, the imports for types, `typing`, builtins."""

    def __init__(self, owner: type) -> None:
        self.owner = owner
        self.module = sys.modules[owner.__module__]

    def __getitem__(self, name: str) -> Any:
        for place in (self.owner, self.module, typing, builtins):
            if hasattr(place, name):
                return getattr(place, name)
        source = imports(self.module.__name__)[name]
        return getattr(importlib.import_module(source), name)

    def __iter__(self) -> Iterator[str]:
        return iter(imports(self.module.__name__))

    def __len__(self) -> int:
        return len(imports(self.module.__name__))


@cache
def imports(module_name: str) -> Mapping[str, str]:
    """Name → module, for every `from … import …` of a module, those under TYPE_CHECKING included."""
    module = importlib.import_module(module_name)
    return imported_names(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8")))


def imported_names(tree: ast.AST) -> Mapping[str, str]:
    """Name → module in a syntax tree."""
    return {
        alias.asname or alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }
