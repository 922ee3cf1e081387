"""The objective."""

from __future__ import annotations

from math import gcd

from ..expressions import LinearExpression, sum
from ._orders import Orders
from ._shop import Shop
from ._tasks import Tasks

_LIMIT = (1 << 30) - 1


class Goal:
    """The objective of a problem in a model, and when its jobs are over.

    The ends of absent tasks are open, and count in those of their jobs and in the makespan.
    """

    def __init__(self, orders: Orders) -> None:
        self.tasks = orders.tasks
        self.orders = orders
        self.shop = self.tasks.shop
        self.model = self.tasks.model
        self._task_ends: dict[int, LinearExpression] = {}
        self._job_ends: dict[int, LinearExpression] = {}
        for job in range(len(self.shop.jobs)):
            if self.has_open_end(job):
                self.job_end(job)

    def has_open_end(self, job: int) -> bool:
        """Whether some task of a job may be absent."""
        return any(self.shop.tasks[task].is_optional for task in self.shop.jobs[job].tasks)

    def task_end(self, task: int) -> LinearExpression:
        """When a task ends; open where it is absent."""
        made = self._task_ends.get(task)
        if made is None:
            main, presence = self.tasks[task].main, self.tasks[task].presence
            made = main.end
            if self.shop.tasks[task].is_optional:
                made = self.model.integer(0, self.tasks.horizon) + 0
                self.model.add(made == main.end, when=[presence])
            self._task_ends[task] = made
        return made

    def job_end(self, job: int) -> LinearExpression:
        """When a job is over."""
        made = self._job_ends.get(job)
        if made is None:
            facts = self.shop.jobs[job]
            made = self._largest([self.task_end(task) for task in facts.tasks])
            if self.has_open_end(job):
                self.model.add(made >= facts.release)
                if facts.deadline is not None:
                    self.model.add(made <= facts.deadline)
            self._job_ends[job] = made
        return made

    def _largest(self, items: list[LinearExpression]) -> LinearExpression:
        return items[0] if len(items) == 1 else self.model.maximum(items) + 0

    def expression(self) -> LinearExpression:
        """What is least."""
        parts = {
            "makespan": self._makespan, "tardy_jobs": self._tardy_jobs,
            "total_flow_time": self._flow, "total_tardiness": self._tardiness,
            "total_earliness": self._earliness, "max_tardiness": self._largest_tardiness,
            "total_setup_time": self._setup_time,
        }
        return sum(
            weight * parts[name]() for name, weight in self.shop.weights.items() if weight > 0
        )

    def _makespan(self) -> LinearExpression:
        followed = followed_tasks(self.shop)
        ends = [
            self.task_end(task) for task in range(len(self.shop.tasks)) if task not in followed
        ]
        return self._largest(ends) if ends else self.model.constant(0)

    def _jobs(self) -> list[int]:
        return [number for number, job in enumerate(self.shop.jobs) if job.weight > 0]

    def _due(self, job: int) -> int:
        due = self.shop.jobs[job].due
        if due is None:
            raise ValueError(f"expected a due date of job {job}, which the objective asks for")
        return due

    def _tardy_jobs(self) -> LinearExpression:
        return sum(
            self.shop.jobs[job].weight * self.model.reify(self.job_end(job) > self._due(job))
            for job in self._jobs()
        )

    def _flow(self) -> LinearExpression:
        jobs = self.shop.jobs
        return sum(
            jobs[job].weight * (self.job_end(job) - jobs[job].release) for job in self._jobs()
        )

    def _late(self, job: int) -> LinearExpression:
        return self.model.maximum([self.job_end(job) - self._due(job), 0]) + 0

    def _tardiness(self) -> LinearExpression:
        return sum(self.shop.jobs[job].weight * self._late(job) for job in self._jobs())

    def _earliness(self) -> LinearExpression:
        return sum(
            self.shop.jobs[job].weight
            * (self.model.maximum([self._due(job) - self.job_end(job), 0]) + 0)
            for job in self._jobs()
        )

    def _largest_tardiness(self) -> LinearExpression:
        jobs = self._jobs()
        if not jobs:
            return self.model.constant(0)
        weights = {job: self.shop.jobs[job].weight for job in jobs}
        common = gcd(*weights.values())
        for job in jobs:
            if weights[job] // common * (self.tasks.horizon - min(0, self._due(job))) > _LIMIT:
                raise NotImplementedError(
                    f"objective.weight_max_tardiness with the weight {weights[job]} of job {job}"
                )
        return common * self._largest([weights[job] // common * self._late(job) for job in jobs])

    def _setup_time(self) -> LinearExpression:
        """A setup from a task to itself counts where the task is not on the machine."""
        parts: list[LinearExpression] = []
        for machine, times in self.shop.setups.items():
            arcs = self.orders.arcs(machine)
            parts += [duration * arcs[pair] for pair, duration in times.items()]
        return sum(parts)


def followed_tasks(shop: Shop) -> set[int]:
    """Tasks after which one that always takes place ends no earlier."""
    return {
        timing.first for timing in shop.timings
        if timing.first_side == "end" and timing.delay >= 0 and timing.second > timing.first
        and not shop.tasks[timing.second].is_optional
        and not shop.tasks[timing.first].is_optional
    }
