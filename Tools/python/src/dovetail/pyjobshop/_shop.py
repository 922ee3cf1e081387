"""The data of a problem in plain terms: integers, ``None`` for no limit, breaks by mode."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from operator import index
from typing import Any

from ._names import MAX_VALUE, Consumable, Machine, ProblemData, Renewable
from ._supported import check_supported

Break = tuple[int, int]
Time = Callable[[int], int]

TIMINGS: dict[str, tuple[str, str, str]] = {
    f"{first}_{word}_{second}": (first, sign, second)
    for first in ("start", "end")
    for word, sign in (("before", "<="), ("at", "="))
    for second in ("start", "end")
}
"""By the name of a list: a side of the first task, ``<=`` or ``=``, and one of the second."""


@dataclass(frozen=True)
class ShopJob:
    """A job; ``due`` and ``deadline`` are ``None`` where there is none."""

    weight: int
    release: int
    due: int | None
    deadline: int | None
    tasks: tuple[int, ...]


@dataclass(frozen=True)
class ShopTask:
    """A task with the windows of its own and of the job that lists it."""

    start: tuple[int, int | None]
    end: tuple[int, int | None]
    may_idle: bool
    may_pause: bool
    is_optional: bool
    modes: tuple[int, ...]
    job: int | None


@dataclass(frozen=True)
class ShopMode:
    """A mode, with the breaks of all of its resources as one list of stretches that are apart."""

    task: int
    duration: int
    demands: dict[int, int]
    """By resource."""
    breaks: tuple[Break, ...]


@dataclass(frozen=True)
class ShopResource:
    """A resource."""

    kind: str
    """``"machine"``, ``"renewable"`` or ``"consumable"``."""
    capacity: int
    is_never_idle: bool
    breaks: tuple[Break, ...]


@dataclass(frozen=True)
class Timing:
    """``side`` of a task plus the delay is at most, or is, a side of the second."""

    first: int
    first_side: str
    sign: str
    second: int
    second_side: str
    delay: int


@dataclass(frozen=True)
class Shop:
    """All of a problem."""

    jobs: tuple[ShopJob, ...]
    tasks: tuple[ShopTask, ...]
    modes: tuple[ShopMode, ...]
    resources: tuple[ShopResource, ...]
    timings: tuple[Timing, ...]
    setups: dict[int, dict[tuple[int, int], int]]
    """By machine and pair of tasks that may be there; a time that is given twice is the later
    one."""
    weights: dict[str, int]
    """Of the objective, without the word weight."""
    unit: int = 1
    """What one time here is in the data."""
    constraints: Any = field(default=None, repr=False)
    """The other constraints, which are not about times."""

    def users(self, resource: int) -> list[int]:
        """The tasks that may be on a resource."""
        return sorted({mode.task for mode in self.modes if resource in mode.demands})

    def machines(self) -> list[int]:
        """The numbers of the machines."""
        return [
            number for number, resource in enumerate(self.resources) if resource.kind == "machine"
        ]

    def needs_order(self, machine: int) -> bool:
        """Whether who comes next on a machine matters."""
        return (
            self.resources[machine].is_never_idle or bool(self.setups.get(machine))
            or any(machine in pair for pair in self.ordered_machines())
        )

    def ordered_machines(self) -> list[tuple[int, int]]:
        """The pairs of machines that have the same sequence."""
        return [(item.machine1, item.machine2) for item in self.constraints.same_sequence]


def shop_of(data: ProblemData, time: Time = index, unit: int = 1) -> Shop:
    """A problem in plain terms, with each time as ``time`` gives it."""
    check_supported(data)

    def limit(value: int) -> int | None:
        return None if value >= MAX_VALUE else time(value)

    jobs = tuple(
        ShopJob(
            index(job.weight), time(job.release_date),
            None if job.due_date is None else time(job.due_date), limit(job.deadline),
            tuple(job.tasks),
        )
        for job in data.jobs
    )
    resources = tuple(_resource(resource, time) for resource in data.resources)
    tasks = tuple(_task(data, jobs, number, time, limit) for number in range(data.num_tasks))
    modes = tuple(
        ShopMode(
            mode.task, time(mode.duration), dict(zip(mode.resources, map(index, mode.demands))),
            merged(stretch for number in mode.resources for stretch in resources[number].breaks),
        )
        for mode in data.modes
    )
    timings = tuple(
        Timing(item.task1, first, sign, item.task2, second, time(item.delay))
        for name, (first, sign, second) in TIMINGS.items()
        for item in getattr(data.constraints, name)
    )
    weights = {
        name.removeprefix("weight_"): index(weight)
        for name, weight in vars(data.objective).items()
    }
    return Shop(
        jobs, tasks, modes, resources, timings, _setups(data, time), weights, unit,
        data.constraints,
    )


def merged(stretches: Any) -> tuple[Break, ...]:
    """Stretches of time in their order, those that overlap or touch as one."""
    made: list[Break] = []
    for low, high in sorted(stretches):
        if made and low <= made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], high))
        else:
            made.append((low, high))
    return tuple(made)


def _resource(resource: Any, time: Time) -> ShopResource:
    kinds = ((Machine, "machine"), (Renewable, "renewable"), (Consumable, "consumable"))
    kind = next((name for known, name in kinds if isinstance(resource, known)), None)
    if kind is None:
        raise NotImplementedError(f"resources of the kind {type(resource).__name__}")
    return ShopResource(
        kind, index(getattr(resource, "capacity", 0)), bool(getattr(resource, "no_idle", False)),
        merged((time(low), time(high)) for low, high in resource.breaks),
    )


def _task(
    data: ProblemData, jobs: tuple[ShopJob, ...], number: int, time: Time,
    limit: Callable[[int], int | None],
) -> ShopTask:
    task = data.tasks[number]
    owner = task.job if task.job is not None and number in jobs[task.job].tasks else None
    release, deadline = 0, None
    if owner is not None:
        release, deadline = jobs[owner].release, jobs[owner].deadline
    ends = [bound for bound in (limit(task.latest_end), deadline) if bound is not None]
    return ShopTask(
        (max(0, release, time(task.earliest_start)), limit(task.latest_start)),
        (max(0, time(task.earliest_end)), min(ends, default=None)),
        bool(task.allow_idle), bool(task.allow_breaks), bool(task.optional),
        tuple(data.task2modes(number)), owner,
    )


def _setups(data: ProblemData, time: Time) -> dict[int, dict[tuple[int, int], int]]:
    made: dict[int, dict[tuple[int, int], int]] = {}
    for item in data.constraints.setup_times:
        made.setdefault(item.machine, {})[item.task1, item.task2] = time(item.duration)
    for machine, times in made.items():
        users = {data.modes[mode].task for mode in data.resource2modes(machine)}
        made[machine] = {
            (first, second): duration for (first, second), duration in times.items()
            if duration > 0 and first in users and second in users
        }
    return {machine: times for machine, times in made.items() if times}
