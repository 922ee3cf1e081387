"""Times that fit: when everything can have ended, and what all times are divided by."""

from __future__ import annotations

from math import gcd
from operator import index

from ._names import ProblemData
from ._shop import Shop, shop_of

LIMIT = (1 << 30) - 1
"""No variable of a model is larger."""


def horizon(shop: Shop) -> int:
    """A time by which some optimal schedule has ended, where there is one.

    After the last time that something is bound to, all that follows moves forward until a
    duration, a delay or a setup holds it; so all of these one after the other are enough.
    """
    fixed = 0
    for job in shop.jobs:
        fixed = max(fixed, job.release, (job.due or 0) + 1)
    for task in shop.tasks:
        fixed = max(fixed, task.start[0], task.end[0])
    for resource in shop.resources:
        fixed = max([fixed, *(high for _, high in resource.breaks)])
    total = fixed
    for task in shop.tasks:
        total += max((_longest(shop, mode) for mode in task.modes), default=0)
    total += sum(abs(timing.delay) for timing in shop.timings)
    largest: dict[int, int] = {}
    for times in shop.setups.values():
        for (_, second), duration in times.items():
            largest[second] = max(largest.get(second, 0), duration)
    return total + sum(largest.values())


def _longest(shop: Shop, number: int) -> int:
    mode = shop.modes[number]
    if not shop.tasks[mode.task].may_pause:
        return mode.duration
    return mode.duration + sum(high - low for low, high in mode.breaks)


def fitted(data: ProblemData) -> tuple[Shop, int]:
    """A problem whose times fit into a model, divided where they must and may be; its horizon."""
    shop = shop_of(data)
    end = horizon(shop)
    if _fits(shop, end):
        return shop, end
    unit = 0

    def note(time: int) -> int:
        nonlocal unit
        unit = gcd(unit, index(time))
        return index(time)

    shop_of(data, note)
    if unit > 1:
        reason = _reason_against_division(shop)
        if reason is not None:
            raise NotImplementedError(f"times of more than {LIMIT} together with {reason}")
        shop = shop_of(data, lambda time: index(time) // unit, unit)
        end = horizon(shop)
    if not _fits(shop, end):
        raise NotImplementedError(
            "times of jobs, tasks, modes and constraints that add up to more than "
            f"{LIMIT} times their common divisor"
        )
    return shop, end


def _fits(shop: Shop, end: int) -> bool:
    earliest = min((job.due for job in shop.jobs if job.due is not None), default=0)
    longest = max((_longest(shop, mode) for mode in range(len(shop.modes))), default=0)
    return 2 * end + longest - earliest <= LIMIT


def _reason_against_division(shop: Shop) -> str | None:
    """Why the best schedule may have times between the multiples of what divides all given ones.

    Where a schedule's times are rounded to multiples, all together, differences keep to their
    limits; the average over all ways to round is what it was, in each measure that is linear
    between multiples.
    """
    weights = shop.weights
    counted = weights["tardy_jobs"] > 0
    timed = any(weight > 0 for name, weight in weights.items() if name != "tardy_jobs")
    if counted and timed:
        return "objective.weight_tardy_jobs and other weights"
    several = len({job.weight for job in shop.jobs}) > 1
    if weights["total_earliness"] > 0 and weights["max_tardiness"] > 0 and several:
        return "objective.weight_max_tardiness and objective.weight_total_earliness"
    if any(shop.tasks[mode.task].may_pause and mode.breaks for mode in shop.modes):
        return "tasks.allow_breaks"
    return None
