"""What is refused, and how it is said."""

from __future__ import annotations

import os
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import dovetail as dt
import pytest


@pytest.mark.parametrize("value", [1.5, 2.0, Decimal(1), Fraction(1, 2), "1", None, 1j, [1]])
def test_numbers_that_are_no_integers(value: Any) -> None:
    m = dt.Model()
    x = m.integer(0, 9)
    for use in (
        lambda: x + value, lambda: value * x, lambda: x - value, lambda: x <= value,
        lambda: m.integer(0, value), lambda: m.constant(value), lambda: dt.sum([x, value]),
        lambda: dt.dot([value], [x]), lambda: m.add_linear([1], [x], "<=", value),
        lambda: m.integer_from([value]), lambda: m.element([x, value], x),
        lambda: m.interval(value), lambda: m.minimize(value), lambda: m.solve(hint={x: value}),
        lambda: m.all_different([x], except_=[value]), lambda: m.solve(seed=value),
    ):
        with pytest.raises(TypeError):
            use()
    assert m.solve().status == "optimal" or m.solve().status == "feasible"


def test_the_message_names_the_value_and_suggests_scaling() -> None:
    x = dt.Model().integer(0, 9)
    with pytest.raises(TypeError, match=r"1\.5 .*float.*scale"):
        _ = x + 1.5  # type: ignore[operator]
    with pytest.raises(TypeError, match=r"2\.5"):
        _ = x == 2.5


def test_numbers_of_numpy() -> None:
    numpy = pytest.importorskip("numpy")
    m = dt.Model()
    x, b = m.integer(numpy.int32(0), numpy.uint8(9)), m.boolean()
    m.add(numpy.int64(2) * x + numpy.int8(1) == numpy.int64(7))
    m.add(x >= numpy.int64(1))
    m.add(b == numpy.True_)
    m.add(numpy.bool_(True) & b)
    y = m.integers(3, numpy.array([0, 1, 2]), 5)
    m.add(numpy.int64(1) + y[0] == x)
    m.maximize(dt.dot(numpy.array([1, 2, 3]), y))
    result = m.solve()
    assert (result[x], result[b], result[y]) == (3, True, [2, 5, 5])
    with pytest.raises(TypeError):
        _ = numpy.float64(1) * x
    with pytest.raises(TypeError):
        m.add_linear_rows([0, 1], numpy.array([0.5]), numpy.array([1]), "<=", [1])


def test_truth_values() -> None:
    m = dt.Model()
    x, y, b = m.integer(0, 9), m.integer(0, 9), m.boolean()
    for thing in (x, b, x + 1, x <= 3, x == 3, (x <= 3) & b):
        with pytest.raises(TypeError):
            bool(thing)
    with pytest.raises(TypeError, match="two relations"):
        _ = 0 <= x <= 5
    assert x == x and x != y and not x == y and not x != x
    assert x in [y, x] and y not in [x]
    known = {x: 1, y: 2, b: 3, ~b: 4}
    assert known[m.variable(0)] == 1 and known[~~b] == 3 and known[~b] == 4
    with pytest.raises(TypeError, match="expected an integer"):
        _ = x == "x"
    with pytest.raises(TypeError):
        hash(x + 1)


def test_what_is_not_linear() -> None:
    m = dt.Model()
    x, y = m.integer(1, 9), m.integer(1, 9)
    with pytest.raises(TypeError, match="product"):
        _ = x * y
    for use in (
        lambda: x // y, lambda: x % 2, lambda: x**2, lambda: abs(x), lambda: 3 // x,
        lambda: x / 2, lambda: 2**x, lambda: 5 % x,
    ):
        with pytest.raises(TypeError, match="not linear"):
            use()


def test_bounds() -> None:
    m = dt.Model()
    for low, high in ((3, 2), (0, 1 << 30), (-(1 << 30), 0), (0, 1 << 70)):
        with pytest.raises(dt.ModelError):
            m.integer(low, high)
        with pytest.raises(ValueError):
            m.integers(2, low, high)
    with pytest.raises(ValueError):
        m.integers(-1, 0, 1)
    with pytest.raises(ValueError):
        m.integers(2, [0], [1])
    with pytest.raises(ValueError):
        m.integer_from([])
    assert m.variable_count == 0
    limit = (1 << 30) - 1
    assert m.bounds(m.integer(-limit, limit)) == (-limit, limit)


def test_a_refused_row_leaves_the_model_as_it_was() -> None:
    m = dt.Model()
    x = m.integers(3, 0, 2)
    a = m.interval(2, start=(0, 5))
    for use in (
        lambda: m.maximum([]), lambda: m.element([], x[0]), lambda: m.no_overlap([a, a]),
        lambda: m.cumulative([a], [-1], 3), lambda: m.cumulative([a], [], 3),
        lambda: m.table(x, [[1, 2]]), lambda: m.interval(-1), lambda: m.interval((-1, 2)),
        lambda: m.interval(1 << 29, start=(0, 1 << 29)), lambda: m.alternative(a, []),
        lambda: m.automaton(x, [(0, 1, 9)], 0, [0], states=2),
        lambda: m.arc_circuit(2, [(0, 5, m.true_literal())]),
        lambda: m.pack(x, [1, 2], [3]), lambda: m.pack(x, [1, 2, -2], [3]),
        lambda: m.inverse(x, x[:2]), lambda: m.no_overlap([a], times=[[-1]]),
        lambda: m.sequence([a, a]), lambda: m.sliding_sum(x, 0, 1, 2),
        lambda: m.matrix_element([[1, 2], [3]], x[0], x[1]), lambda: m.precede(a, a),
        lambda: m.temporal(a, "middle", "<=", a, "end"), lambda: m.no_overlap([a], kinds=[0]),
        lambda: m.temporal(a, "start", "<", a, "end"),
        lambda: m.reservoir([1], [1, 2], None, 0, 9),
        lambda: m.open_times(a, dt.Calendar(), "middle"), lambda: m.knapsack([1], [1, 2], x),
        lambda: m.calendar(a, 1, dt.Calendar([3, 2])), lambda: m.flow([(0, 9, x[0])], [0]),
        lambda: m.add_linear([1], [x[0]], "<>", 3), lambda: m.add_linear([1, 2], [x[0]], "<", 3),
        lambda: m.hint({x[0]: 9}), lambda: m.solve(hint={x[0]: 9}), lambda: m.export("exe"),
        lambda: m.check([1]), lambda: m.append([16, 99]), lambda: m.append([99, 0]),
        lambda: m.reservoir([1], [1 << 61], None, 0, 9), lambda: m.solve(workers=0),
        lambda: m.solve(time_limit=-1), lambda: m.solve(time_limit=float("nan")),
        lambda: m.solve(gap=-1), lambda: m.solve(seed=-1), lambda: m.solve(workers=1000),
        lambda: m.add_linear_rows([0], [], [], "<=", [1]),
        lambda: m.add_linear_rows([0, 1], [0], [1, 2], "<=", [1]),
        lambda: m.add_linear_rows([0, 1], [77], [1], "<=", [1]),
        lambda: m.add_linear_rows([0, 2, 1], [0, 0], [1, 1], "<=", [1, 1]),
        lambda: m.add_linear_rows([0, 1], [0], [1], "<", [1]),
        lambda: m.add_linear_rows([0, 1], [0], [1], ["<=", "<="], [1]),
        lambda: m.add_linear_rows([0, 1], [0], [1 << 70], "<=", [1]),
        lambda: m.product(x[0], 1 << 40), lambda: m.product(x[0], 1 << 100),
    ):
        with pytest.raises(ValueError):
            use()
    count = m.variable_count
    y = m.integer(1, 7, "y")
    assert y.index == count
    m.add(y >= 5)
    m.minimize(y)
    assert m.solve()[y] == 5
    assert f'int x{count} 1..7 "y"' in m.export()


def test_things_that_are_of_no_use() -> None:
    m = dt.Model()
    x, a = m.integer(0, 1), m.interval(1)
    for use in (
        lambda: m.no_overlap([x]), lambda: m.clause([x]), lambda: m.clause(m.boolean()),
        lambda: m.add(x), lambda: m.add(3), lambda: m.add(a), lambda: m.add(x >= 0, when=[x]),
        lambda: m.is_equal(3, 4), lambda: m.solve(hint={3: 4}), lambda: m.precede(a, x),
        lambda: m.calendar(a, 1, 24), lambda: m.solve(assume=[x]), lambda: m.bounds(a) and 0,
        lambda: m.solve(nothing=1),
    ):
        with pytest.raises((TypeError, AttributeError)):
            use()  # type: ignore[no-untyped-call]


def test_variables_of_another_model() -> None:
    m, other = dt.Model(), dt.Model()
    x, y, b, a = m.integer(0, 1), other.integer(0, 1), other.boolean(), other.interval(1)
    for use in (
        lambda: x + y, lambda: m.add(y <= 1), lambda: m.maximum([y]), lambda: m.clause([b]),
        lambda: m.no_overlap([a]), lambda: m.minimize(y), lambda: m.solve(hint={y: 1}),
        lambda: m.solve(assume=[b]), lambda: m.add(b & (y <= 1)), lambda: m.bounds(y),
        lambda: m.add(x <= 1, when=[b]), lambda: m.solve()[y], lambda: m.reify(y <= 0),
    ):
        with pytest.raises(ValueError):
            use()


def test_the_row_that_is_refused() -> None:
    m = dt.Model()
    with pytest.raises(dt.ModelError, match="variable") as caught:
        m.append([1, 3, 1, 0, 5, 16, 6, 1, 0, 7, 1, 0, 0])
    assert caught.value.row == 1
    assert m.variable_count == 0


def test_a_waiting_row_that_is_refused_is_left_out() -> None:
    m = dt.Model()
    x = m.integer(0, 9)
    m.add(x >= 3)
    m.add((1 << 60) * x + 3 * m.integer(0, 9) <= 4)
    m.add(x <= 5)
    with pytest.raises(dt.ModelError):
        m.solve()
    m.maximize(x)
    assert m.solve()[x] == 5
    m.minimize(x)
    assert m.solve()[x] == 3


def test_numbers_beyond_64_bits() -> None:
    m = dt.Model()
    x = m.integer(0, 9)
    with pytest.raises(dt.ModelError, match="64"):
        m.add((1 << 70) * x <= 3)
    with pytest.raises(dt.ModelError, match="64"):
        m.maximum([x, 1 << 90])
    m.add(x >= 2)
    m.minimize(x)
    assert m.solve()[x] == 2


def test_results_without_a_solution() -> None:
    m = dt.Model()
    x = m.integer(0, 1)
    m.add(x >= 2)
    result = m.solve()
    assert (result.status, result.solution) == (dt.Status.INFEASIBLE, None)
    with pytest.raises(LookupError, match="infeasible"):
        _ = result[x]
    with pytest.raises(ValueError):
        m.check(result)


@pytest.mark.parametrize("text", [b"", b"\0\xff" * 9, b"3 3\n0 1", b"{}", b"[" * 5000])
def test_instances_that_are_none(text: bytes) -> None:
    with pytest.raises(ValueError):
        dt.read(text)


def test_problems_refuse(ft06: Path) -> None:
    p = dt.read(ft06)
    for use in (
        lambda: dt.read(ft06, problem="chess"), lambda: dt.read(ft06, capacity=3),
        lambda: dt.generate("chess"), lambda: dt.generate("jobshop", jobs=-4),
        lambda: dt.generate("jobshop", legs=4), lambda: p.solve(engine="steam"),
        lambda: p.solve(heuristic="luck"), lambda: p.solve(warm_start="{}"),
        lambda: p.plot({"starts": []}), lambda: p.check("no solution"),
    ):
        with pytest.raises(ValueError):
            use()
    with pytest.raises(FileNotFoundError):
        dt.read("there is no such file")
    check = p.check({"makespan": 3, "starts": [[0] * 6] * 6})
    assert not check and check.reason


@pytest.mark.parametrize("path", ["/nowhere/lib.so", __file__])
def test_a_library_that_does_not_load(path: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", "import dovetail"], capture_output=True, text=True, check=False,
        env={**os.environ, "DOVETAIL_LIBRARY": path},
    )
    assert run.returncode == 1
    assert "ImportError" in run.stderr and path in run.stderr
