"""What counts as an integer."""

from __future__ import annotations

import operator
from collections.abc import Iterable
from typing import Any, SupportsIndex, cast


def is_numpy_bool(value: object) -> bool:
    """Whether ``value`` is a Boolean of NumPy, which is no integer to Python."""
    kind = type(value)
    return kind.__module__ == "numpy" and kind.__name__ in ("bool_", "bool")


def integer(value: object) -> int:
    """The integer that ``value`` is; of anything else a ``TypeError`` that names it."""
    if type(value) is int:
        return value
    try:
        return int(operator.index(cast(SupportsIndex, value)))
    except TypeError:
        if is_numpy_bool(value):
            return int(cast(Any, value))
        raise TypeError(not_an_integer(value)) from None


def not_an_integer(value: object) -> str:
    """What is wrong with a value that is no integer."""
    text = f"expected an integer, found {value!r} of type {type(value).__name__}"
    if hasattr(value, "__float__") and not isinstance(value, str):
        text += "; scale the model so that all numbers are integers, for example by 100"
    return text


def integers(values: Iterable[Any]) -> list[int]:
    """A list of integers; an array of NumPy is taken at once."""
    convert = getattr(values, "tolist", None)
    if convert is not None:
        values = cast("list[Any]", convert())
    return [value if type(value) is int else integer(value) for value in values]
