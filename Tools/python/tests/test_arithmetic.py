"""Functions that are not sums, against enumeration."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import dovetail as dt
import pytest
from brute import SEEDS, agree, forms, random_model, some


def quotient(a: int, b: int) -> int | None:
    if b == 0:
        return None
    size = abs(a) // abs(b)
    return size if (a < 0) == (b < 0) else -size


def remainder(a: int, b: int) -> int | None:
    whole = quotient(a, b)
    return None if whole is None else a - whole * b


def power(a: int, b: int) -> int | None:
    if b >= 0:
        return a**b
    return None if a == 0 else quotient(1, a**-b)


FUNCTIONS: dict[str, Callable[[int, int], int | None]] = {
    "product": lambda a, b: a * b, "quotient": quotient, "remainder": remainder, "power": power,
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions(seed: int, name: str) -> None:
    r, m = random_model(seed)
    x = some(r, m, 2)
    (left, right), evaluate = forms(r, x)
    made = getattr(m, name)(left, right)

    def answer(*v: int) -> tuple[int] | None:
        value = FUNCTIONS[name](*evaluate(*v))
        return None if value is None else (value,)

    agree(m, x, answer, [made])


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_of_a_target(seed: int, name: str) -> None:
    r, m = random_model(seed)
    x = some(r, m, 3)
    getattr(m, "equal_" + name)(x[2] + seed % 2, x[0], x[1])
    agree(m, x, lambda a, b, c: FUNCTIONS[name](a, b) == c + seed % 2)


def test_function_with_bounds() -> None:
    m = dt.Model()
    x, y = m.integer(0, 5), m.integer(0, 5)
    p = m.product(x, y, bounds=(4, 7))
    assert m.bounds(p) == (4, 7)
    agree(m, [x, y], lambda a, b: (a * b,) if 4 <= a * b <= 7 else None, [p])


@pytest.mark.parametrize("seed", SEEDS)
def test_extremes(seed: int) -> None:
    r, m = random_model(seed)
    x = some(r, m, 3)
    items, evaluate = forms(r, x)
    made = [
        m.maximum(items), m.minimum([*items, 1]), m.absolute(items[0]), m.index_of_maximum(items),
        m.index_of_minimum(items),
    ]

    def answer(*v: int) -> tuple[int, ...]:
        known = evaluate(*v)
        return (
            max(known), min([*known, 1]), abs(known[0]), known.index(max(known)),
            known.index(min(known)),
        )

    agree(m, x, answer, made)


@pytest.mark.parametrize("seed", SEEDS)
def test_extremes_of_a_target(seed: int) -> None:
    r, m = random_model(seed)
    x = some(r, m, 4)
    items, evaluate = forms(r, x[:2])
    m.equal_maximum(x[2], items)
    m.equal_minimum(x[3] + 1, items)
    place = m.integer(-1, 3)
    m.equal_index_of_maximum(place, items)

    def answer(a: int, b: int, c: int, d: int) -> tuple[int] | None:
        known = evaluate(a, b)
        return (known.index(max(known)),) if max(known) == c and min(known) == d + 1 else None

    agree(m, x, answer, [place])


def test_of_numbers_alone() -> None:
    m = dt.Model()
    made: list[Any] = [m.maximum([3, 5]), m.minimum([3, 5]), m.product(3, -4)]
    result = m.solve()
    assert result[made] == [5, 3, -12]
