"""The same problem in fewer words, so that the problem ``schedule`` sees which case it is."""

from __future__ import annotations

from dataclasses import replace

from ._shop import Shop


def simpler(shop: Shop) -> Shop:
    """A problem with the same optimum whose schedules are schedules of this one.

    What has no breaks does not pause, what gains nothing by idling does not idle, and nothing is
    said twice.
    """
    waiting = _waiting_tasks(shop)
    tasks = tuple(
        replace(
            task, may_idle=task.may_idle and number in waiting,
            may_pause=task.may_pause and any(shop.modes[mode].breaks for mode in task.modes),
        )
        for number, task in enumerate(shop.tasks)
    )
    return replace(shop, tasks=tasks, timings=tuple(dict.fromkeys(shop.timings)))


def _waiting_tasks(shop: Shop) -> set[int]:
    """Tasks whose later end may serve something."""
    if shop.weights["total_earliness"] > 0:
        return set(range(len(shop.tasks)))
    waiting = {number for number, task in enumerate(shop.tasks) if task.end[0] > 0}
    waiting |= {timing.second for timing in shop.timings if timing.second_side == "end"}
    waiting |= {
        timing.first for timing in shop.timings
        if timing.first_side == "end" and timing.sign == "="
    }
    waiting |= {
        mode.task for mode in shop.modes
        if any(shop.resources[resource].is_never_idle for resource in mode.demands)
    }
    return waiting
