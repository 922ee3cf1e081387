"""Linear relations and sets of values, against enumeration."""

from __future__ import annotations

import operator
from array import array

import dovetail as dt
import pytest
from brute import SEEDS, agree, forms, random_model, some

SIGNS = {
    "<=": operator.le, "<": operator.lt, ">=": operator.ge, ">": operator.gt, "==": operator.eq,
    "!=": operator.ne,
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("sign", SIGNS)
def test_relations(seed: int, sign: str) -> None:
    r, m = random_model(seed)
    x = some(r, m, 3)
    a, b, c = (r.randint(-3, 3) for _ in range(3))
    compare = SIGNS[sign]
    condition = m.boolean()
    m.add(compare(a * x[0] + 2 - b * x[1], x[2] + c))
    m.add(compare(x[0], x[1]), when=[~condition])
    agree(
        m, [*x, condition],
        lambda p, q, s, k: compare(a * p + 2 - b * q, s + c) and (k or compare(p, q)),
    )


@pytest.mark.parametrize("sign", SIGNS)
def test_add_linear(sign: str) -> None:
    m = dt.Model()
    x = m.integers(3, -1, 2)
    b = m.boolean()
    m.add_linear([2, -1, 3], x, sign, 2, when=[b])
    agree(m, [*x, b], lambda p, q, s, k: not k or SIGNS[sign](2 * p - q + 3 * s, 2))


@pytest.mark.parametrize("kind", ["lists", "arrays", "numpy"])
@pytest.mark.parametrize("sign", ["<=", ">=", "==", "!=", "mixed"])
def test_bulk_rows(kind: str, sign: str) -> None:
    starts, names, sizes = [0, 2, 4, 6], [0, 1, 1, 2, 2, 0], [1, 2, -1, 1, 1, 1]
    limits, signs = [2, 0, 1], ["<=", ">=", "!="] if sign == "mixed" else [sign] * 3
    if kind == "numpy":
        numpy = pytest.importorskip("numpy")
        columns = [numpy.array(column) for column in (starts, names, sizes, limits)]
    elif kind == "arrays":
        columns = [array("q", column) for column in (starts, names, sizes, limits)]
    else:
        columns = [starts, names, sizes, limits]
    m = dt.Model()
    x = m.integers(3, 0, 2)
    m.add_linear_rows(*columns[:3], signs if sign == "mixed" else sign, columns[3])

    def holds(*v: int) -> bool:
        return all(
            SIGNS[signs[i]](
                sum(sizes[k] * v[names[k]] for k in range(starts[i], starts[i + 1])), limits[i]
            )
            for i in range(3)
        )

    agree(m, list(x), holds)


@pytest.mark.parametrize("kind", ["lists", "numpy"])
def test_bulk_rows_of_any_length(kind: str) -> None:
    m = dt.Model()
    x = m.integers(3, 0, 2)
    columns: list[object] = [[0, 1, 1, 4], [2, 0, 1, 2], [1, 1, 1, -1], [1, 0, 2]]
    if kind == "numpy":
        numpy = pytest.importorskip("numpy")
        columns = [numpy.array(column) for column in columns]
    m.add_linear_rows(*columns[:3], ["<=", ">=", "=="], columns[3])
    agree(m, list(x), lambda p, q, s: s <= 1 and p + q - s == 2)


def test_bulk_rows_of_variables() -> None:
    m = dt.Model()
    x = m.integers(2, 0, 3)
    m.add_linear_rows([0, 2], list(x), [1, 1], "==", [3])
    agree(m, list(x), lambda p, q: p + q == 3)


@pytest.mark.parametrize("seed", SEEDS)
def test_membership(seed: int) -> None:
    r, m = random_model(seed)
    x = some(r, m, 2)
    expressions, evaluate = forms(r, x)
    allowed = r.sample(range(-6, 8), 5)
    m.membership(expressions[0], allowed)
    b = m.is_member(expressions[1], [(-2, 0), 3, range(5, 7)])
    assert isinstance(b, dt.BoolVar)
    low, high = m.bounds(b) or (0, 0)
    assert (low, high) == (0, 1)

    def holds(*v: int) -> tuple[int] | None:
        p, q = evaluate(*v)
        return (int(q in {-2, -1, 0, 3, 5, 6}),) if p in allowed else None

    agree(m, x, holds, [b])


def test_values_of_a_variable() -> None:
    m = dt.Model()
    x = m.integer_from([5, 1, 9, 1])
    assert m.bounds(x) == (1, 9)
    y = m.integer_from(range(3, 6))
    agree(m, [x, y], lambda p, q: p in (1, 5, 9))


def test_indicators() -> None:
    m = dt.Model()
    x, b = m.integer(0, 3), m.boolean()
    m.indicator(~b, x, 2)
    c = m.is_equal(x, 1)
    assert isinstance(c, dt.BoolVar)
    agree(m, [x, b], lambda p, k: (int(p == 1),) if k != (p == 2) else None, [c])


def test_sums() -> None:
    m = dt.Model()
    x = m.integers(4, 0, 2)
    total = dt.sum(x)
    total += 1
    total -= x[0]
    total += 2 * x[1]
    m.add(total == 6)
    m.add(dt.dot([1, 2, 3, 4], x) <= 12)
    m.add(m.constant(3) * x[0] <= 3)
    agree(
        m, list(x),
        lambda a, b, c, d: 1 + 3 * b + c + d == 6 and a <= 1
        and a + 2 * b + 3 * c + 4 * d <= 12,
    )


def test_a_relation_stays_when_its_sum_grows() -> None:
    m = dt.Model()
    x, y = m.integer(0, 2), m.integer(0, 2)
    total = x + y
    relation = total <= 2
    end = m.interval(2, start=x).end
    end += 5
    total += 10 * x
    m.add(relation)
    agree(m, [x, y], lambda p, q: p + q <= 2)
    assert repr(m.intervals[0].end) == "x0 + 2"
