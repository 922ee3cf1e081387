"""A problem as a model of its own."""

from __future__ import annotations

from typing import Any

from ..errors import ModelError
from ..expressions import LinearExpression
from ..intervals import IntervalVar
from ..model import Model
from ..results import Result, Solution
from ._goal import Goal
from ._names import ProblemData
from ._horizon import fitted
from ._orders import Orders, add_orders
from ._plan import Placement, Plan, job_end
from ._relations import add_relations
from ._resources import add_resources
from ._shop import Shop
from ._tasks import Tasks


class PlainModel:
    """The model of a problem, and what its solutions say of it."""

    def __init__(self, data: ProblemData) -> None:
        self.shop, end = fitted(data)
        self.model = Model("pyjobshop", end)
        self.constant = 0
        try:
            self.tasks = Tasks(self.model, self.shop, end)
            add_resources(self.tasks)
            self.orders = Orders(self.tasks)
            add_relations(self.tasks)
            add_orders(self.orders)
            self.goal = Goal(self.orders)
            self._minimize(self.goal.expression())
        except ModelError as error:
            reason = f"numbers that leave the range of a model: {error}"
            raise NotImplementedError(reason) from error

    def _minimize(self, objective: LinearExpression) -> None:
        """What is the same for all schedules is no objective."""
        _, terms, constant = objective._parts()
        if any(terms[1::2]):
            self.model.minimize(objective)
        else:
            self.constant = constant

    def hint(self, plan: Plan) -> dict[Any, Any]:
        """A schedule as values that are tried first."""
        values: dict[Any, Any] = {}
        for number, placed in enumerate(plan.tasks):
            made = self.tasks[number]
            if self.shop.tasks[number].is_optional:
                values[made.main.presence] = placed is not None
            if placed is not None:
                self._hint_start(values, made.main, placed.start)
            for mode, (interval, choice) in made.modes.items():
                if len(made.modes) > 1:
                    values[choice] = placed is not None and placed.mode == mode
                if placed is not None and placed.mode == mode:
                    self._hint_start(values, interval, placed.start)
        return values

    def _hint_start(self, values: dict[Any, Any], interval: IntervalVar, start: int) -> None:
        """Unless the interval never starts there."""
        bounds = self.model.bounds(interval.start)
        if bounds is None or bounds[0] <= start <= bounds[1]:
            values[interval.start] = start

    def plan(self, solution: Solution) -> Plan:
        """The schedule that a solution is."""
        tasks: list[Placement | None] = []
        for made in self.tasks.variables:
            if not solution[made.presence]:
                tasks.append(None)
                continue
            mode = next(mode for mode, (_, choice) in made.modes.items() if solution[choice])
            tasks.append(Placement(mode, solution[made.main.start], solution[made.main.end]))
        ends = [
            solution[self.goal.job_end(job)] if self.goal.has_open_end(job)
            else job_end(self.shop, tasks, job)
            for job in range(len(self.shop.jobs))
        ]
        return Plan(tasks, ends)

    def solve(self, **options: Any) -> Result:
        """Solves the model."""
        return self.model.solve(**options)


def scale(shop: Shop) -> int:
    """What a unit of the model's objective is in the data's."""
    counted = shop.weights["tardy_jobs"] > 0
    return 1 if counted else shop.unit
