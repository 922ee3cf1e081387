"""Functions of CPMpy's that are a constraint of their own: ``function(arguments) == target``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .posting import Poster

Function = Callable[["Poster", Any, Any], None]


def _maximum(poster: Poster, function: Any, target: Any) -> None:
    poster.model.equal_maximum(target, poster.terms(function.args))


def _minimum(poster: Poster, function: Any, target: Any) -> None:
    poster.model.equal_minimum(target, poster.terms(function.args))


def _absolute(poster: Poster, function: Any, target: Any) -> None:
    item = poster.linear(function.args[0])
    poster.model.equal_maximum(target, [item, -item])


def _product(poster: Poster, function: Any, target: Any) -> None:
    left, right = (poster.linear(item) for item in function.args)
    poster.model.equal_product(target, left, right)


def _quotient(poster: Poster, function: Any, target: Any) -> None:
    left, right = (poster.linear(item) for item in function.args)
    poster.model.equal_quotient(target, left, right)


def _remainder(poster: Poster, function: Any, target: Any) -> None:
    left, right = (poster.linear(item) for item in function.args)
    poster.model.equal_remainder(target, left, right)


def _power(poster: Poster, function: Any, target: Any) -> None:
    left, right = (poster.linear(item) for item in function.args)
    poster.model.equal_power(target, left, right)


def _element(poster: Poster, function: Any, target: Any) -> None:
    items, index = function.args
    poster.model.equal_element(target, poster.terms(items), poster.linear(index))


def _count(poster: Poster, function: Any, target: Any) -> None:
    items, value = function.args
    poster.model.equal_count(target, poster.terms(items), poster.term(value))


def _among(poster: Poster, function: Any, target: Any) -> None:
    items, values = function.args
    poster.model.equal_among(target, poster.terms(items), sorted({int(value) for value in values}))


def _distinct(poster: Poster, function: Any, target: Any) -> None:
    poster.model.equal_distinct_count(target, poster.terms(function.args))


FUNCTIONS: dict[str, Function] = {
    "max": _maximum, "min": _minimum, "abs": _absolute, "mul": _product, "div": _quotient,
    "mod": _remainder, "pow": _power, "element": _element, "count": _count, "among": _among,
    "nvalue": _distinct,
}
"""By CPMpy's name; division rounds towards 0 on both sides."""
