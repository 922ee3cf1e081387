"""A problem solved by PyJobShop's own solver and by both ways of ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import dovetail.pyjobshop
import pyjobshop
import pytest
from dovetail.pyjobshop import _solve
from dovetail.pyjobshop._shop import shop_of
from dovetail.pyjobshop._simpler import simpler
from pyjobshop import Model, ProblemData, Result
from pyjobshop_problems import random_problem

PROVED = ("Optimal", "Infeasible")


def scheduled(count: int, **options: Any) -> Iterator[tuple[ProblemData, Result]]:
    """Random problems that have a schedule, and the one that PyJobShop's own solver finds."""
    seeds = iter(range(10 * count))
    while count > 0:
        data = random_problem(next(seeds))
        result = pyjobshop.solve(data, time_limit=20, num_workers=1, **options)
        if result.best.tasks:
            count -= 1
            yield data, result


def is_ready(data: ProblemData) -> bool:
    """Whether the problem ``schedule`` solves it."""
    return _solve.ready_problem(simpler(shop_of(data))) is not None


def solve_plain(data: ProblemData, **options: Any) -> Result:
    """As a model of its own."""
    with patch.object(_solve, "ready_problem", lambda shop: None):
        return dovetail.pyjobshop.solve(data, **options)


def agreed(problem: Model | ProblemData) -> Result:
    """Our result, once all proved the same; PyJobShop's own solver may run out of time."""
    data = problem.data() if isinstance(problem, Model) else problem
    theirs = pyjobshop.solve(data, time_limit=20, num_workers=1)
    ours = [solve_plain(data, time_limit=60)]
    if is_ready(data):
        ours.append(dovetail.pyjobshop.solve(data, time_limit=60))
    for result in ours:
        assert result.status.value in PROVED
        if theirs.status.value in PROVED:
            # Theirs are floating-point numbers that were computed as such.
            assert result.status == theirs.status
            assert result.objective == pytest.approx(theirs.objective, abs=1e-6)
        assert (result.status, result.objective) == (ours[0].status, ours[0].objective)
        if result.status.value == "Optimal":
            assert result.lower_bound == result.objective
    return ours[-1]
