"""A schedule: where each task is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ._names import ProblemData, ScheduledTask, Solution
from ._shop import Break, Shop


class Placement(NamedTuple):
    """A task in one of its modes; the mode is numbered as the data does."""

    mode: int
    start: int
    end: int


@dataclass(frozen=True)
class Plan:
    """By task its placement, ``None`` where it is absent; and when jobs are over.

    PyJobShop leaves the ends of absent tasks open and has them count in the ends of their jobs,
    so those are a part of the schedule.
    """

    tasks: list[Placement | None]
    job_ends: list[int]


def job_end(shop: Shop, tasks: list[Placement | None], job: int) -> int:
    """The first time at which a job can be over."""
    ends = [placed.end for placed in (tasks[number] for number in shop.jobs[job].tasks) if placed]
    return max([shop.jobs[job].release, *ends])


def paused(breaks: tuple[Break, ...], start: int, duration: int) -> int:
    """How long breaks interrupt what is processed for so long from a start on."""
    total = 0
    for low, high in breaks:
        if high <= start:
            continue
        if low >= start + duration + total:
            break
        total += high - max(low, start)
    return total


def solution_of(data: ProblemData, shop: Shop, plan: Plan) -> Solution:
    """A schedule as PyJobShop has it, in the times of the data."""
    unit = shop.unit
    tasks = []
    for number, placed in enumerate(plan.tasks):
        if placed is None:
            tasks.append(ScheduledTask(0, [], 0, 0, 0, 0, False))
            continue
        mode = shop.modes[placed.mode]
        breaks = 0
        if shop.tasks[number].may_pause:
            breaks = paused(mode.breaks, placed.start, mode.duration)
        idle = placed.end - placed.start - mode.duration - breaks
        tasks.append(ScheduledTask(
            placed.mode, data.modes[placed.mode].resources, unit * placed.start, unit * placed.end,
            unit * idle, unit * breaks, True,
        ))
    return Solution(data, tasks)


def plan_of(shop: Shop, solution: Solution) -> Plan | None:
    """A schedule of PyJobShop; ``None`` where it is none of this problem."""
    if len(solution.tasks) != len(shop.tasks):
        return None
    tasks: list[Placement | None] = []
    for number, task in enumerate(solution.tasks):
        if not task.present:
            tasks.append(None)
            continue
        if task.mode not in shop.tasks[number].modes:
            return None
        tasks.append(Placement(task.mode, task.start // shop.unit, -(-task.end // shop.unit)))
    ends = [job_end(shop, tasks, job) for job in range(len(shop.jobs))]
    return Plan(tasks, ends)
