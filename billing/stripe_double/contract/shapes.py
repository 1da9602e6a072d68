"""Answers: a complete skeleton of any resource, and a checker that every stored object must pass.

The classes cannot tell "absent" from "null": skeletons are complete, and `deleted` alone is left out.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django.utils.module_loading import import_string
from stripe._object_classes import OBJECT_CLASSES, V2_OBJECT_CLASSES
from stripe._stripe_object import StripeObject

from billing.stripe_double.contract import hints
from billing.stripe_double.contract.hints import Hint

DEPTH = 4
LEFT_OUT = frozenset({"deleted"})


@cache
def resource(name: str) -> type[StripeObject]:
    """The class of an object name: `payment_intent`, `checkout.session`, `v2.core.account`."""
    module, class_name = (V2_OBJECT_CLASSES if name.startswith("v2.") else OBJECT_CLASSES)[name]
    return import_string(f"{module}.{class_name}")  # type: ignore[no-any-return]


def skeleton(name: str) -> dict[str, Any]:
    """Every key of a resource: null where it may be, else the least value that its type allows."""
    return _skeleton(resource(name), DEPTH)


def part(name: str, *path: str) -> dict[str, Any]:
    """The skeleton of a class inside a resource: `part("charge", "payment_method_details", "card")`."""
    return _skeleton(_class_at(resource(name), path), DEPTH)


def filled(values: Mapping[str, Any], name: str, *path: str) -> dict[str, Any]:
    """A part with `values` laid over its skeleton, at every depth."""
    return _filled(values, _class_at(resource(name), path))


def _filled(values: Mapping[str, Any], owner: type) -> dict[str, Any]:
    laid = {
        name: _filled(value, _class_at(owner, (name,))) if _is_part(owner, name, value) else value
        for name, value in values.items()
    }
    return _skeleton(owner, DEPTH) | laid


def _is_part(owner: type, name: str, value: Any) -> bool:
    known = hints.fields(owner)
    return isinstance(value, dict) and name in known and any(one.is_resource for one in _inner(known[name]))


def _class_at(owner: type, path: tuple[str, ...]) -> type:
    for step in path:
        owner = next(one.value for one in _inner(hints.fields(owner)[step]) if one.is_resource)
    return owner


def _inner(hint: Hint) -> Iterator[Hint]:
    """The alternatives of a hint, those inside lists included."""
    for one in hint.members:
        if one.origin is list:
            yield from _inner(one.args[0])
        else:
            yield one


def _skeleton(owner: type, depth: int) -> dict[str, Any]:
    return {
        name: _least(hint, name, depth) for name, hint in hints.fields(owner).items() if name not in LEFT_OUT
    }


def _least(hint: Hint, name: str, depth: int) -> Any:
    try:
        alternatives = hint.members
    except hints.Unresolvable:
        return None
    if depth == 0 or any(one.value is type(None) for one in alternatives):
        return None
    first = next((one for one in alternatives if one.choices), alternatives[0])
    return _least_of(first, name, depth)


def _least_of(hint: Hint, name: str, depth: int) -> Any:
    if hint.choices:
        return hint.choices[0]
    if hint.is_list_object:
        return {"object": "list", "data": [], "has_more": False, "url": f"/v1/{name}"}
    if hint.is_untyped or hint.origin is dict:
        return {}
    if hint.is_resource:
        return _skeleton(hint.value, depth - 1)
    if hint.origin is list:
        return []
    return {str: "", int: 0, bool: False, float: 0.0}.get(hint.value)


def flaws(thing: Mapping[str, Any], *, name: str | None = None) -> list[str]:
    """What is wrong with an object: missing, unknown or null keys, wrong types, wrong `object`. Empty when sound."""
    name = name or str(thing.get("object"))
    try:
        owner = resource(name)
    except KeyError:
        return [f"object: {name} is not a resource"]
    return list(_object_flaws(thing, owner, name))


def _object_flaws(thing: Any, owner: type, at: str) -> Iterator[str]:
    if not isinstance(thing, Mapping):
        yield f"{at}: not an object"
        return
    known = hints.fields(owner)
    yield from (f"{at}.{name}: unknown" for name in thing if name not in known)
    for name, hint in known.items():
        if name in thing:
            yield from _value_flaws(thing[name], hint, f"{at}.{name}")
        elif name not in LEFT_OUT:
            yield f"{at}.{name}: missing"


def _value_flaws(value: Any, hint: Hint, at: str) -> Iterator[str]:
    """Empty when one alternative fits; else the flaws of the one that fits best."""
    try:
        alternatives = hint.closed
    except hints.Unresolvable:
        return
    tried = [list(_alternative_flaws(value, one, at)) for one in alternatives]
    yield from min(tried, key=len)


def _alternative_flaws(value: Any, hint: Hint, at: str) -> Iterator[str]:
    if hint.value is Any:
        return
    if hint.is_list_object:
        yield from _list_flaws(value, hint, at)
    elif hint.is_untyped or hint.origin is dict:
        yield from () if isinstance(value, Mapping) else (f"{at}: not a mapping",)
    elif hint.is_resource:
        yield from _object_flaws(value, hint.value, at)
    elif hint.origin is list:
        yield from _items_flaws(value, hint.args[0], at)
    else:
        yield from _scalar_flaws(value, hint, at)


def _list_flaws(value: Any, hint: Hint, at: str) -> Iterator[str]:
    if (
        not isinstance(value, Mapping)
        or value.get("object") != "list"
        or not isinstance(value.get("data"), list)
    ):
        yield f"{at}: not a list object"
    elif hint.args:
        yield from _items_flaws(value["data"], hint.args[0], f"{at}.data")


def _items_flaws(value: Any, item: Hint, at: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{at}: not a list"
        return
    for index, one in enumerate(value):
        yield from _value_flaws(one, item, f"{at}[{index}]")


def _scalar_flaws(value: Any, hint: Hint, at: str) -> Iterator[str]:
    if hint.choices:
        if value not in hint.choices or isinstance(value, bool) is not isinstance(hint.choices[0], bool):
            yield f"{at}: {value!r} is not one of {len(hint.choices)} values"
    elif isinstance(hint.value, type) and (
        not isinstance(value, hint.value) or (isinstance(value, bool) and hint.value is not bool)
    ):
        yield f"{at}: {value!r} is not {hint.value.__name__}"
