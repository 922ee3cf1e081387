"""The door: what ``pyjobshop.solve`` takes and gives."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any

from ..errors import InternalError
from ..problems import Problem
from ..results import Event, Status
from ._check import objective, reason_against
from ._names import Model, ProblemData, Result, Solution, SolveStatus
from ._plain import PlainModel, scale
from ._plan import Plan, plan_of, solution_of
from ._ready import has_extra_tasks, plan_of_solution, ready_problem, warm_start
from ._shop import Shop, shop_of
from ._simpler import simpler

_STATUSES = {
    Status.OPTIMAL: SolveStatus.OPTIMAL, Status.FEASIBLE: SolveStatus.FEASIBLE,
    Status.INFEASIBLE: SolveStatus.INFEASIBLE, Status.UNKNOWN: SolveStatus.TIME_LIMIT,
}

Handler = Callable[[Any], Any]


def solve(
    data_or_model: ProblemData | Model, time_limit: float = float("inf"), display: bool = False,
    num_workers: int | None = None, initial_solution: Solution | None = None, *,
    on_solution: Callable[[Solution], Any] | None = None,
    on_bound: Callable[[Event], Any] | None = None, **options: Any,
) -> Result:
    """Solves a problem of PyJobShop.

    Arguments and result are those of ``pyjobshop.solve``; ``num_workers`` are two where nothing is
    said. ``on_solution`` is called with each better solution, ``on_bound`` with each better bound;
    where one returns ``False``, the solve ends. ``options`` are others of ``Model.solve``:
    ``seed``, ``gap``, ``memory_limit``, ``conflict_limit``, ``deterministic``.

    What there is no counterpart of raises ``NotImplementedError``, which names it. Every solution
    is checked before it is returned.
    """
    data = data_or_model.data() if isinstance(data_or_model, Model) else data_or_model
    allowed = {"seed", "gap", "memory_limit", "conflict_limit", "deterministic"}
    for name in options:
        if name not in allowed:
            raise TypeError(f"there is no option {name!r}; there are {', '.join(sorted(allowed))}")
    common = dict(options, time_limit=time_limit, workers=num_workers or None, log=display)
    with _log_of(data) if display else _silence():
        return _Run(data, common, initial_solution, on_solution, on_bound).solve()


class _Run:
    """One solve."""

    def __init__(
        self, data: ProblemData, options: dict[str, Any], start: Solution | None,
        on_solution: Handler | None, on_bound: Handler | None,
    ) -> None:
        self.data = data
        self.options = options
        self.start = start
        self.on_solution = on_solution
        self.on_bound = on_bound

    def solve(self) -> Result:
        shop = shop_of(self.data)
        start = None if self.start is None else plan_of(shop, self.start)
        if start is None or not has_extra_tasks(shop):
            simple = simpler(shop)
            problem = ready_problem(simple)
            if problem is not None:
                return self._solve_ready(simple, problem, start)
        return self._solve_plain()

    def _solve_ready(self, shop: Shop, problem: Problem, start: Plan | None) -> Result:
        options = dict(self.options)
        if start is not None:
            first = warm_start(shop, start)
            options["warm_start"] = first if problem.check(first) else None
        result = problem.solve(
            on_solution=self._handler(
                shop, lambda solution: plan_of_solution(shop, solution)
            ),
            on_bound=self.on_bound, **options,
        )
        plan = None if result.solution is None else plan_of_solution(shop, result.solution)
        return self._result(shop, result, plan, _first(result.objective), _first(result.bound), 1)

    def _solve_plain(self) -> Result:
        plain = PlainModel(self.data)
        options = dict(self.options)
        start = None if self.start is None else plan_of(plain.shop, self.start)
        if start is not None:
            options["hint"] = plain.hint(start)
        result = plain.solve(
            on_solution=self._handler(plain.shop, plain.plan), on_bound=self.on_bound, **options
        )
        plan = None if result.solution is None else plain.plan(result.solution)
        has_objective = result.objective is not None
        value = result.objective if has_objective else plain.constant
        bound = result.bound if has_objective else plain.constant
        return self._result(plain.shop, result, plan, value, bound, scale(plain.shop))

    def _handler(self, shop: Shop, plan: Callable[[Any], Plan]) -> Handler | None:
        handler = self.on_solution
        if handler is None:
            return None
        return lambda solution: handler(solution_of(self.data, shop, plan(solution)))

    def _result(
        self, shop: Shop, result: Any, plan: Plan | None, value: Any, bound: Any, unit: int
    ) -> Result:
        status = _STATUSES[result.status]
        if plan is None:
            return Result(float("inf"), 0, status, result.time, Solution(self.data, []))
        reason = reason_against(shop, plan)
        if reason is None and objective(shop, plan) != value:
            reason = f"the objective is {objective(shop, plan)}, not {value}"
        if reason is not None:
            raise InternalError(f"the schedule is none: {reason}")
        if status is SolveStatus.FEASIBLE and bound is None:
            bound = 0
        return Result(
            float(value * unit), float(max(0, bound) * unit), status, result.time,
            solution_of(self.data, shop, plan),
        )


def _first(levels: Any) -> Any:
    """Of an objective with levels, of which there is one."""
    return levels[0] if isinstance(levels, list) else levels


@contextmanager
def _log_of(data: ProblemData) -> Iterator[None]:
    print(f"PyJobShop v{version('pyjobshop')}\n")
    print("Solving an instance with:")
    print(textwrap.indent(str(data), "    ") + "\n")
    print(" START SOLVER LOG ".center(79, "="))
    yield
    print(" END SOLVER LOG ".center(79, "="))


@contextmanager
def _silence() -> Iterator[None]:
    yield
