"""Parameters of a request: decoded as Stripe does, then checked strictly against the package's TypedDicts.

The check cannot tell text lengths or rules across fields: those are code in the handlers.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

from stripe._request_options import RequestOptions

from billing.stripe_double.contract import hints
from billing.stripe_double.contract.hints import Hint

# Some TypedDicts mix these in; they are options of the SDK, not parameters of Stripe.
SDK_OPTIONS = frozenset(RequestOptions.__annotations__)
NUMBERS = (int, float, Decimal)


class BadParams(Exception):
    """A parameter Stripe would refuse: its name, a code of Stripe's, a sentence in Stripe's manner."""

    def __init__(self, param: str, code: str, message: str) -> None:
        super().__init__(message)
        self.param = param
        self.code = code
        self.message = message


# --- decoding -----------------------------------------------------------------------------------------------------


def decode_form(text: str) -> dict[str, Any]:
    """`a[b][0][c]=v` → nested mappings and lists of texts; `a[]` appends."""
    tree: dict[str, Any] = {}
    for key, value in parse_qsl(text, keep_blank_values=True):
        _plant(tree, re.findall(r"[^\[\]]+|(?<=\[)(?=\])", key), value)
    return {key: _lists(value) for key, value in tree.items()}


decode_query = decode_form


def _plant(tree: dict[str, Any], path: list[str], value: str) -> None:
    for step in path[:-1]:
        child = tree.setdefault(step or str(len(tree)), {})
        tree = child if isinstance(child, dict) else {}
    tree[path[-1] or str(len(tree))] = value


def _lists(node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    if node and all(key.isdigit() for key in node):
        return [_lists(node[key]) for key in sorted(node, key=int)]
    return {key: _lists(value) for key, value in node.items()}


# --- checking -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Flaw:
    depth: int
    param: str
    code: str
    message: str


def check(params: Mapping[str, Any], shape: type | None, *, is_text: bool) -> dict[str, Any]:
    """The parameters with their types, or BadParams naming the deepest thing wrong.

    `is_text`: they come from a form or a query, so that numbers and booleans are still texts.
    """
    if shape is None:
        if params:
            raise BadParams(*_unknown(next(iter(params)), 0)[1:])
        return {}
    value, flaws = _mapping(params, shape, "", 0, is_text=is_text)
    if flaws:
        worst = max(flaws, key=lambda flaw: flaw.depth)
        raise BadParams(worst.param, worst.code, worst.message)
    return value


def _unknown(param: str, depth: int) -> tuple[int, str, str, str]:
    return depth, param, "parameter_unknown", f"Received unknown parameter: {param}"


def _mapping(
    given: Mapping[str, Any], shape: type, at: str, depth: int, *, is_text: bool
) -> tuple[dict[str, Any], list[_Flaw]]:
    known = {name: hint for name, hint in hints.fields(shape).items() if name not in SDK_OPTIONS}
    flaws = [_Flaw(*_unknown(_inside(at, name), depth)) for name in given if name not in known]
    values: dict[str, Any] = {}
    for name, marked in known.items():
        hint, is_required = hints.unmarked(marked)
        param = _inside(at, name)
        if name in given:
            values[name], found = _value(given[name], hint, param, depth + 1, is_text=is_text)
            flaws += found
        elif is_required:
            flaws.append(_Flaw(depth, param, "parameter_missing", f"Missing required param: {param}."))
    return values, flaws


def _inside(at: str, name: str) -> str:
    return f"{at}[{name}]" if at else name


def _value(given: Any, hint: Hint, param: str, depth: int, *, is_text: bool) -> tuple[Any, list[_Flaw]]:
    """Tries each alternative of a union; when none fits, tells the flaw of the one that went deepest."""
    try:
        alternatives = hint.closed
    except hints.Unresolvable:
        return given, []
    tried: list[list[_Flaw]] = []
    for one in sorted(alternatives, key=lambda one: one.value is str):
        value, flaws = _alternative(given, one, param, depth, is_text=is_text)
        if not flaws:
            return value, []
        tried.append(flaws)
    return given, max(tried, key=lambda flaws: max(flaw.depth for flaw in flaws))


def _alternative(given: Any, hint: Hint, param: str, depth: int, *, is_text: bool) -> tuple[Any, list[_Flaw]]:
    if hint.value is Any:
        return given, []
    if hint.is_typed_dict or hint.is_untyped or hint.origin is dict:
        return _object(given, hint, param, depth, is_text=is_text)
    if hint.origin is list:
        return _list(given, hint.args[0], param, depth, is_text=is_text)
    return _scalar(given, hint, param, depth, is_text=is_text)


def _object(given: Any, hint: Hint, param: str, depth: int, *, is_text: bool) -> tuple[Any, list[_Flaw]]:
    if not isinstance(given, Mapping):
        return given, [_Flaw(depth, param, "parameter_invalid_object", f"Invalid object: {param}")]
    if hint.is_typed_dict:
        return _mapping(given, hint.value, param, depth, is_text=is_text)
    return dict(given), [] if hint.is_untyped else _texts_flaws(
        given, hint.args[1], param, depth, is_text=is_text
    )


def _texts_flaws(
    given: Mapping[str, Any], item: Hint, param: str, depth: int, *, is_text: bool
) -> list[_Flaw]:
    return [
        flaw
        for name, one in given.items()
        for flaw in _value(one, item, _inside(param, name), depth + 1, is_text=is_text)[1]
    ]


def _list(given: Any, item: Hint, param: str, depth: int, *, is_text: bool) -> tuple[Any, list[_Flaw]]:
    if not isinstance(given, list):
        return given, [_Flaw(depth, param, "parameter_invalid_array", f"Invalid array: {param}")]
    values, flaws = [], []
    for index, one in enumerate(given):
        value, found = _value(one, item, f"{param}[{index}]", depth + 1, is_text=is_text)
        values.append(value)
        flaws += found
    return values, flaws


def _scalar(given: Any, hint: Hint, param: str, depth: int, *, is_text: bool) -> tuple[Any, list[_Flaw]]:
    value = _from_text(given, hint.value) if is_text and isinstance(given, str) else given
    if hint.choices:
        if any(value == choice and type(value) is type(choice) for choice in hint.choices):
            return value, []
        allowed = ", ".join(str(choice) for choice in hint.choices)
        return value, [
            _Flaw(depth, param, "parameter_invalid_enum", f"Invalid {param}: must be one of {allowed}")
        ]
    if not isinstance(hint.value, type) or _is_a(value, hint.value):
        return value, []
    if hint.value is int:
        return value, [_Flaw(depth, param, "parameter_invalid_integer", f"Invalid integer: {value}")]
    return value, [
        _Flaw(depth, param, f"parameter_invalid_{hint.value.__name__}", f"Invalid {param}: {value}")
    ]


def _is_a(value: Any, kind: type) -> bool:
    """A boolean is not a number; a whole number may stand for a decimal."""
    if isinstance(value, bool):
        return kind is bool
    if kind in (float, Decimal):
        return isinstance(value, NUMBERS)
    return isinstance(value, kind)


def _from_text(text: str, kind: Any) -> Any:
    if kind is int and re.fullmatch(r"-?\d{1,18}", text):
        return int(text)
    if kind is bool and text in {"true", "false"}:
        return text == "true"
    if kind in (float, Decimal) and re.fullmatch(r"-?\d+(\.\d+)?", text):
        return kind(text)
    return text
