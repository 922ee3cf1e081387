"""Random constraints of each kind: all solutions are those that CPMpy's own definitions name."""

from __future__ import annotations

import inspect
import os
from itertools import product
from typing import Any

import cpmpy as cp
import cpmpy.expressions.globalconstraints as constraints
import cpmpy.expressions.globalfunctions as functions
import pytest
from cpmpy.expressions.utils import argval
from cpmpy.transformations.get_variables import get_variables
from cpmpy_kinds import CONSTRAINTS, FUNCTIONS, Pool

import dovetail.cpmpy as _

SEEDS = range(int(os.environ.get("DOVETAIL_CPMPY_SEEDS", "4")))


def by_definition(constraint: Any, variables: list[Any]) -> set[tuple[int, ...]]:
    """All values of the variables for which CPMpy says that the constraint holds."""
    found = set()
    for values in product(*(range(variable.lb, variable.ub + 1) for variable in variables)):
        for variable, value in zip(variables, values):
            variable._value = bool(value) if variable.is_bool() else value
        if argval(constraint):
            found.add(values)
    return found


def by_solver(constraint: Any, variables: list[Any]) -> set[tuple[int, ...]]:
    """All solutions, each of which comes once."""
    found = []
    count = cp.Model(constraint).solveAll(
        solver="dovetail",
        display=lambda: found.append(tuple(int(variable.value()) for variable in variables)),
    )
    assert count == len(found) == len(set(found))
    return set(found)


def check(constraint: Any) -> None:
    """The two sets are the same."""
    variables = get_variables(constraint)
    expected = by_definition(constraint, variables)
    assert by_solver(constraint, variables) == expected, str(constraint)


def test_each_kind_of_cpmpys_is_here() -> None:
    """What a newer CPMpy has and this list does not is missing here."""
    for module, base, known in (
        (constraints, constraints.GlobalConstraint, CONSTRAINTS),
        (functions, functions.GlobalFunction, FUNCTIONS),
    ):
        classes = {
            name for name, kind in inspect.getmembers(module, inspect.isclass)
            if issubclass(kind, base) and kind is not base
        }
        assert classes <= set(known)


def is_known(name: str) -> bool:
    """Whether this version of CPMpy has a kind."""
    return hasattr(constraints, name) or hasattr(functions, name)


KINDS = [name for name in CONSTRAINTS if is_known(name)]
VALUES = [name for name in FUNCTIONS if is_known(name)]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", KINDS)
def test_constraint(name: str, seed: int) -> None:
    """A constraint by itself."""
    check(CONSTRAINTS[name](Pool(seed)))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", KINDS)
def test_constraint_under_a_boolean(name: str, seed: int) -> None:
    """A constraint that a Boolean says, asks for, or follows from; and that does not hold."""
    pool = Pool(100 + seed, is_whole=False)
    constraint, truth = CONSTRAINTS[name](pool), pool.booleans[0]
    check([
        lambda: constraint == truth, lambda: truth.implies(constraint),
        lambda: constraint.implies(truth), lambda: ~constraint,
    ][seed % 4]())


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", VALUES)
def test_function(name: str, seed: int) -> None:
    """A function that equals a variable, or is compared with a number."""
    pool = Pool(200 + seed)
    value = FUNCTIONS[name](pool)
    check([
        lambda: value == pool.variable(), lambda: value <= pool.number(),
        lambda: value != pool.variable(), lambda: value + pool.variable() >= pool.number(),
    ][seed % 4]())


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", VALUES)
def test_function_under_a_boolean(name: str, seed: int) -> None:
    """A comparison of a function that a Boolean says, asks for, or follows from."""
    pool = Pool(300 + seed)
    comparison, truth = FUNCTIONS[name](pool) <= pool.variable(), pool.booleans[1]
    check([
        lambda: comparison == truth, lambda: truth.implies(comparison),
        lambda: comparison.implies(truth), lambda: ~comparison | truth,
    ][seed % 4]())


@pytest.mark.parametrize("seed", range(5 * len(SEEDS)))
def test_several(seed: int) -> None:
    """Two or three constraints at once."""
    pool = Pool(400 + seed)
    chosen = [
        CONSTRAINTS[pool.random.choice(KINDS)](pool) for _ in range(pool.random.randint(1, 2))
    ]
    function = FUNCTIONS[pool.random.choice(VALUES)](pool)
    check(cp.all([*chosen, function >= pool.item()]))


@pytest.mark.parametrize("seed", range(5 * len(SEEDS)))
def test_optimum(seed: int) -> None:
    """The optimum of a function is the best of all solutions."""
    pool = Pool(500 + seed)
    constraint = CONSTRAINTS[pool.random.choice(KINDS)](pool)
    function = FUNCTIONS[pool.random.choice(VALUES)](pool)
    # Where the function has no value there is no solution.
    variables = get_variables([constraint, function])
    best: int | None = None
    for values in by_definition(constraint & (function == function), variables):
        for variable, value in zip(variables, values):
            variable._value = value
        value = argval(function)
        best = value if best is None else max(best, value)
    model = cp.Model(constraint, maximize=function)
    assert model.solve(solver="dovetail") == (best is not None)
    assert model.objective_value() == best
