"""The solver behind CPMpy's interface: answers, hints, cores, all solutions, limits and errors."""

from __future__ import annotations

from typing import Any

import cpmpy as cp
import pytest
from cpmpy.exceptions import NotSupportedError
from cpmpy.solvers.solver_interface import ExitStatus

import dovetail as dt
import dovetail.cpmpy


def solver(*constraints: Any) -> Any:
    """A solver by its name."""
    return cp.SolverLookup.get("dovetail", cp.Model(*constraints))


def queens(size: int) -> tuple[Any, Any]:
    """So many queens on a board, none of which attacks another."""
    rows = cp.intvar(0, size - 1, shape=size)
    places = range(size)
    return cp.Model(
        cp.AllDifferent(rows), cp.AllDifferent([rows[i] + i for i in places]),
        cp.AllDifferent([rows[i] - i for i in places]),
    ), rows


# The name


def test_the_name_is_known() -> None:
    """By import, once."""
    dovetail.cpmpy.register(dovetail.cpmpy.CPM_dovetail)
    names = [name for name, _ in cp.SolverLookup.base_solvers()]
    assert names.count("dovetail") == 1
    assert "dovetail" in cp.SolverLookup.supported()
    assert dovetail.cpmpy.CPM_dovetail.version() == dt.version()


def test_there_are_no_subsolvers() -> None:
    """A name behind a colon is none."""
    with pytest.raises(ValueError, match="subsolver"):
        cp.SolverLookup.get("dovetail:fast")


# Answers


def test_states() -> None:
    """What CPMpy calls each end of a solve."""
    x = cp.intvar(0, 9)
    asked = solver(x >= 3)
    assert asked.status().exitstatus == ExitStatus.NOT_RUN
    assert asked.solve() and asked.status().exitstatus == ExitStatus.FEASIBLE
    assert asked.objective_value() is None
    asked.minimize(x)
    assert asked.solve() and asked.status().exitstatus == ExitStatus.OPTIMAL
    assert (x.value(), asked.objective_value()) == (3, 3)
    asked += x < 3
    assert not asked.solve() and asked.status().exitstatus == ExitStatus.UNSATISFIABLE
    assert x.value() is None and asked.objective_value() is None
    assert asked.status().solve_time >= 0


def test_values_have_their_types() -> None:
    """Booleans of Booleans, integers of integers from 0 to 1 too."""
    x, b = cp.intvar(0, 1), cp.boolvar()
    assert solver(x == 1, b).solve()
    assert x.value() == 1 and type(x.value()) is int
    assert b.value() is True


def test_no_constraints() -> None:
    """Nothing is asked, and there is one solution of no variables."""
    assert solver().solve()
    assert solver().solveAll() == 1


def test_constants() -> None:
    """What is never, or always, true."""
    assert not solver(cp.BoolVal(False)).solve()
    assert solver(cp.BoolVal(True)).solve()


def test_constant_objective() -> None:
    """An objective in which no variable is left."""
    x = cp.intvar(0, 5)
    asked = solver(x > 1)
    asked.minimize(0 * x + 7)
    assert asked.solve()
    assert asked.objective_value() == 7


def test_objective_is_replaced() -> None:
    """The last one counts, and constraints may come in between."""
    x, y = cp.intvar(0, 10, shape=2)
    asked = solver(x + y <= 12)
    asked.maximize(cp.max([x, y]) + abs(x - y))
    assert asked.solve() and asked.objective_value() == 20
    asked += x == y
    assert asked.solve() and asked.objective_value() == 6
    asked.minimize(x)
    assert asked.solve() and asked.objective_value() == 0


def test_fractions_in_an_objective() -> None:
    """They are solved as integers, and read from the sum."""
    x = cp.intvar(0, 10, shape=3)
    asked = solver(cp.sum(x) <= 10, x[2] >= 1)
    total = cp.FloatSum([0.125, 0.3, -2.0], x, const=0.5)
    asked.maximize(total)
    assert asked.solve() and asked.status().exitstatus == ExitStatus.OPTIMAL
    assert x.value().tolist() == [0, 9, 1]
    assert total.value() == pytest.approx(1.2)
    assert asked.objective_value() is None
    assert len(asked.user_vars) == 3


def test_fractions_that_are_too_fine() -> None:
    """A scale of more than 10^12 would leave exact arithmetic."""
    x = cp.boolvar(shape=2)
    asked = solver(x[0] | x[1])
    with pytest.raises(NotSupportedError, match="decimals"):
        asked.maximize(cp.FloatSum([1 / 3, 1e-13], x))


def test_variables_of_definitions_are_not_the_users() -> None:
    """Neither those of an objective nor those that are made for negative durations."""
    x = cp.intvar(0, 5, shape=2)
    asked = solver()
    asked.minimize(cp.max(x) + abs(x[0] - x[1]))
    assert asked.user_vars == set(x)
    start, duration, present = cp.intvar(0, 1, shape=2), cp.intvar(-1, 2), cp.boolvar()
    asked = solver(cp.NoOverlapOptional(start, [1, duration], is_present=[True, present]))
    count = asked.solveAll()
    # Where the second is absent, 4 starts times 4 durations; else durations 0, 1 and 2.
    assert count == 16 + (4 + 2 + 1)


def test_capacity_is_not_negative() -> None:
    """Even where nothing is under way, as CPMpy defines it."""
    start, capacity = cp.intvar(0, 3, shape=2), cp.intvar(-1, 0)
    constraint = cp.Cumulative(start, [0, 0], demand=[1, 1], capacity=capacity)
    assert not solver(constraint, capacity == -1).solve()
    assert solver(constraint, capacity == 0).solve()
    assert not solver(cp.Cumulative(start, [0, 0], demand=[1, 1], capacity=-1)).solve()


def test_task_of_no_duration_within_another() -> None:
    """Whether that is an overlap, CPMpy's version says."""
    start = cp.intvar(0, 1, shape=2)
    constraint = cp.NoOverlap(start, [3, 0])
    assert solver(constraint, start[0] == 0, start[1] == 1).solve() == (
        cp.NoOverlap([0, 1], [3, 0]).value()
    )


def test_numbers_that_are_too_large_in_one_piece() -> None:
    """What is refused as it is, CPMpy takes apart."""
    x = cp.intvar(0, 5, shape=2)
    assert solver(cp.InDomain(x[0], [2**61, 1])).solve() and x[0].value() == 1
    if hasattr(cp, "Reservoir"):
        assert solver(cp.Reservoir(x, [2**58, -(2**58)], -1, 2**59)).solve()
        assert x[0].value() <= x[1].value()
    largest = 2**30 - 1
    start = cp.intvar(largest - 1, largest, shape=2)
    assert solver(cp.Cumulative(start, [1, 1], demand=[1, 1], capacity=1)).solve()
    assert start[0].value() != start[1].value()


def test_what_is_refused_is_never_forgotten() -> None:
    """Of two constraints, the first too large: that is an error, though the second is fine."""
    x = cp.intvar(0, 5, shape=2)
    for second in (cp.AllDifferent(x), cp.InDomain(x[0], [2**61, 1])):
        with pytest.raises(dt.ModelError, match="linear"):
            solver(2**61 * x[0] + x[1] <= 4, second).solve()


def test_direct_constraint() -> None:
    """A method of the model, called with its own variables."""
    x = cp.intvar(0, 2, shape=3)
    asked = solver()
    asked += cp.DirectConstraint("all_different", x)
    assert asked.solve()
    assert sorted(x.value()) == [0, 1, 2]
    assert isinstance(asked.native_model, dt.Model)


def test_options_are_those_of_dovetail() -> None:
    """They are passed on; what there is none of is an error."""
    model, rows = queens(6)
    assert model.solve(solver="dovetail", workers=1, seed=7, conflict_limit=100_000)
    with pytest.raises(TypeError, match="nonsense"):
        model.solve(solver="dovetail", nonsense=1)


def test_bounds_beyond_dovetails() -> None:
    """They are refused by what they are, before anything is solved."""
    with pytest.raises(ValueError, match="2147483648"):
        solver(cp.intvar(0, 2**31) > 3)


# Handlers


def test_display() -> None:
    """It is called, with values, at each solution on the way."""
    model, rows = queens(7)
    seen: list[int] = []
    model.maximize(rows[0] + 2 * rows[1])
    assert model.solve(solver="dovetail", display=lambda: seen.append(rows[0].value()))
    assert seen and all(value is not None for value in seen)


def test_display_that_raises() -> None:
    """What it raises comes out of the solve, also while all solutions are looked for."""
    x = cp.intvar(0, 9)

    def fail() -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        solver(x > 2).solve(display=fail)
    with pytest.raises(RuntimeError, match="enough"):
        solver(x > 2).solveAll(display=fail)


# Hints


def test_hint_becomes_the_solution() -> None:
    """Where it is one; and the last hint counts."""
    model, rows = queens(8)
    known = [0, 4, 7, 5, 2, 6, 1, 3]
    asked = cp.SolverLookup.get("dovetail", model)
    for values in (known, [7 - value for value in known], known[::-1]):
        asked.solution_hint(rows, values)
        assert asked.solve()
        assert rows.value().tolist() == values


def test_hint_that_is_no_solution() -> None:
    """It is a hint, and no constraint; neither is a value that a variable cannot have."""
    x, b = cp.intvar(0, 5), cp.boolvar()
    asked = solver(x > 3, b)
    asked.solution_hint([x, ~b], [77, True])
    assert asked.solve() and x.value() > 3 and b.value()
    asked.solution_hint([], [])
    assert asked.solve()
    with pytest.raises(ValueError, match="hint"):
        asked.solution_hint([x, b], [1])


# Assumptions


def test_core() -> None:
    """Assumptions that contradict each other, and no others; afterwards they are forgotten."""
    a, b, c, d = cp.boolvar(shape=4)
    asked = solver(a.implies(~b), c | d)
    assert asked.solve(assumptions=[a, ~b, c])
    assert not asked.solve(assumptions=[c, a, d, b])
    assert set(asked.get_core()) == {a, b}
    assert asked.solve()
    with pytest.raises(ValueError, match="core"):
        asked.get_core()


def test_core_of_negations_and_repetitions() -> None:
    """An assumption that is given twice is in a core once."""
    a, b = cp.boolvar(shape=2)
    asked = solver(a | b)
    assert not asked.solve(assumptions=[~a, ~b, ~a])
    assert sorted(map(str, asked.get_core())) == sorted([str(~a), str(~b)])


def test_core_without_assumptions() -> None:
    """What has no solution anyway has an empty one."""
    a, b = cp.boolvar(shape=2)
    asked = solver(a, ~a)
    assert not asked.solve(assumptions=[b])
    assert asked.get_core() == []


# All solutions


def test_all_queens() -> None:
    """As many as are known, each once."""
    model, rows = queens(6)
    seen = set()
    assert model.solveAll(solver="dovetail", display=lambda: seen.add(tuple(rows.value()))) == 4
    assert len(seen) == 4
    assert model.status().exitstatus == ExitStatus.OPTIMAL


def test_solution_limit() -> None:
    """So many, and then it is not known whether these are all."""
    x = cp.intvar(0, 9, shape=2)
    asked = solver(x[0] < x[1])
    assert asked.solveAll(solution_limit=10) == 10
    assert asked.status().exitstatus == ExitStatus.FEASIBLE
    assert asked.solveAll() == 45
    assert asked.status().exitstatus == ExitStatus.OPTIMAL


def test_no_solutions() -> None:
    """None, and it is proved; variables have no values."""
    x = cp.intvar(0, 9)
    asked = solver(x > 5, x < 3)
    assert asked.solveAll() == 0
    assert asked.status().exitstatus == ExitStatus.UNSATISFIABLE
    assert x.value() is None


def test_all_with_an_objective() -> None:
    """There is no such question."""
    x = cp.intvar(0, 9)
    asked = solver(x > 5)
    asked.minimize(x)
    with pytest.raises(NotSupportedError, match="objective"):
        asked.solveAll()


# Limits of time


def hard() -> Any:
    """Eleven pigeons in ten holes, in sums: no one finds a proof by search alone soon."""
    places = cp.boolvar(shape=(11, 10))
    return cp.Model(
        [cp.sum(row) >= 1 for row in places], [cp.sum(column) <= 1 for column in places.T],
        minimize=cp.sum([
            (1 + (3 * i * j) % 7) * places[i, j] for i in range(11) for j in range(10)
        ]),
    )


def test_time_limit_ends_a_solve() -> None:
    """Soon after it; what is not known is not said."""
    model = hard()
    model.solve(solver="dovetail", time_limit=1)
    assert model.status().solve_time < 20
    assert model.status().exitstatus in (ExitStatus.UNKNOWN, ExitStatus.UNSATISFIABLE)


def test_time_limit_ends_an_enumeration() -> None:
    """With what it has found."""
    x = cp.boolvar(shape=40)
    asked = solver(cp.any(x))
    assert asked.solveAll(time_limit=1) > 0
    assert asked.status().exitstatus == ExitStatus.FEASIBLE


@pytest.mark.parametrize("limit", [0, -1])
def test_time_limit_that_is_none(limit: int) -> None:
    """It has to be above 0."""
    with pytest.raises(ValueError, match="limit"):
        solver().solve(time_limit=limit)
    with pytest.raises(ValueError, match="limit"):
        solver().solveAll(time_limit=limit)
