"""Booleans and expressions of truths, against enumeration."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import dovetail as dt
import pytest
from brute import SEEDS, agree, random_model


def literals(r: random.Random, b: list[Any]) -> tuple[list[Any], Callable[..., list[bool]]]:
    signs = [r.random() < 0.5 for _ in b]
    return (
        [~x if sign else x for x, sign in zip(b, signs)],
        lambda *v: [bool(x) != sign for x, sign in zip(v, signs)],
    )


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", ["clause", "at_most_one", "exactly_one", "parity", "even"])
def test_lists(seed: int, kind: str) -> None:
    r, m = random_model(seed)
    b = list(m.booleans(4))
    items, truths = literals(r, b)
    if kind == "even":
        target = m.boolean()
        m.parity(items, ~target)
        agree(m, b, lambda *v: (int(sum(truths(*v)) % 2 == 0),), [target])
        return
    getattr(m, kind)(items)
    holds: dict[str, Callable[[int], bool]] = {
        "clause": lambda n: n >= 1, "at_most_one": lambda n: n <= 1,
        "exactly_one": lambda n: n == 1, "parity": lambda n: n % 2 == 1,
    }
    agree(m, b, lambda *v: holds[kind](sum(truths(*v))))


@pytest.mark.parametrize("seed", SEEDS)
def test_all_and_any(seed: int) -> None:
    r, m = random_model(seed)
    b = list(m.booleans(3))
    items, truths = literals(r, b)
    every, one, given = m.all_of(items), m.any_of(items), m.boolean()
    m.conjunction(~given, items)
    agree(
        m, b, lambda *v: (all(truths(*v)), any(truths(*v)), not all(truths(*v))),
        [every.variable, one.variable, given],
    )


def expression(r: random.Random, leaves: list[Any], depth: int) -> tuple[Any, Callable[..., bool]]:
    """A random expression of truths, and its value."""
    if depth == 0 or r.random() < 0.2:
        return r.choice(leaves)
    (a, f), (b, g) = expression(r, leaves, depth - 1), expression(r, leaves, depth - 1)
    kind = r.randrange(6)
    if kind == 0:
        return a & b, lambda *v: f(*v) and g(*v)
    if kind == 1:
        return a | b, lambda *v: f(*v) or g(*v)
    if kind == 2:
        return a ^ b, lambda *v: f(*v) != g(*v)
    if kind == 3:
        return ~a, lambda *v: not f(*v)
    if kind == 4:
        return a.implies(b), lambda *v: not f(*v) or g(*v)
    return a.equivalent(b), lambda *v: f(*v) == g(*v)


@pytest.mark.parametrize("seed", range(40))
def test_expressions(seed: int) -> None:
    r, m = random_model(seed)
    x = list(m.integers(2, 0, 2))
    b = list(m.booleans(2))
    leaves: list[Any] = [
        (b[0], lambda p, q, k, n: bool(k)), (~b[1], lambda p, q, k, n: not n),
        (x[0] <= 1, lambda p, q, k, n: p <= 1), (x[0] != x[1], lambda p, q, k, n: p != q),
        (x[0] + x[1] == 2, lambda p, q, k, n: p + q == 2), (x[1] > x[0], lambda p, q, k, n: q > p),
    ]
    added, holds = expression(r, leaves, 3)
    reified, value = expression(r, leaves, 3)
    condition, is_asked = expression(r, leaves, 2)
    m.add(added, when=[b[0]] if seed % 2 else ())
    truth = m.reify(reified)
    m.implies(condition, ~b[0])

    def answer(*v: int) -> tuple[int] | None:
        if (v[2] or not seed % 2) and not holds(*v):
            return None
        if is_asked(*v) and v[2]:
            return None
        return (int(value(*v) != truth.is_negated),)

    if truth.variable.index < 4:
        agree(m, [*x, *b], lambda *v: answer(*v) is not None)
    else:
        agree(m, [*x, *b], answer, [truth.variable])
    for solution in m.solutions(limit=5):
        given = [int(solution[item]) for item in (*x, *b)]
        assert solution[reified] == value(*given) == solution[truth]


def test_constants() -> None:
    m = dt.Model()
    b = m.boolean()
    assert m.true_literal() is m.true_literal()
    assert repr((b & True) | False) in ("x0", "(x0)")
    m.add((b & True) | False)
    m.add(True)
    m.add(m.true_literal())
    m.add(~m.false_literal())
    assert m.solve().solution is not None
    m.add(b ^ True)
    assert m.solve().status == dt.Status.INFEASIBLE


def test_false_is_never_true() -> None:
    m = dt.Model()
    m.boolean()
    m.add(False)
    assert m.solve().status == "infeasible"


def test_equality_of_truths_is_equivalence() -> None:
    def count(say: Callable[[dt.IntVar, dt.IntVar, dt.BoolVar, dt.BoolVar], Any]) -> int:
        m = dt.Model()
        x, y = m.integers(2, 0, 2)
        a, b = m.boolean(), m.boolean()
        m.add(say(x, y, a, b))
        return sum(1 for _ in m.solutions(of=[x, y, a, b]))

    # Of 3 times 3 values and 4 pairs of truths.
    assert count(lambda x, y, a, b: (x <= 1) == (y <= 1)) == 5 * 4
    assert count(lambda x, y, a, b: (x <= 1) != (y <= 1)) == 4 * 4
    assert count(lambda x, y, a, b: b == (x <= 1)) == 3 * 3 * 2
    assert count(lambda x, y, a, b: (x <= 1) != b) == 3 * 3 * 2
    assert count(lambda x, y, a, b: (a & b) == 1) == 3 * 3
    assert count(lambda x, y, a, b: (x <= 1) == False) == 3 * 4  # noqa: E712


def test_what_is_no_number_is_equal_to_nothing() -> None:
    m = dt.Model()
    x = m.integer(0, 5)
    for other in (None, "2", [2], m.interval(2)):
        with pytest.raises(TypeError):
            m.add(x == other)
        with pytest.raises(TypeError):
            m.add(x != other)
    with pytest.raises(TypeError):
        m.add((x <= 1) == 7)
