"""What is held and used up."""

from __future__ import annotations

from ..expressions import dot
from ..intervals import IntervalVar
from ._tasks import Tasks


def add_resources(tasks: Tasks) -> None:
    """Machines, renewable resources and consumable ones."""
    for number, resource in enumerate(tasks.shop.resources):
        if resource.kind == "machine":
            _add_machine(tasks, number)
        elif resource.kind == "renewable":
            _add_renewable(tasks, number, resource.capacity)
        else:
            _add_consumable(tasks, number, resource.capacity)


def _add_machine(tasks: Tasks, machine: int) -> None:
    """One task at a time; what takes no time is not in the midst of another task either."""
    shop = tasks.shop
    users = [tasks.on(task, machine) for task in shop.users(machine)]
    intervals = [user[0] for user in users if user is not None]
    if len(intervals) < 2:
        return
    if takes_time(tasks, machine):
        tasks.model.no_overlap(intervals)
    else:
        tasks.model.no_overlap(intervals, [0] * len(intervals), [[0]])


def takes_time(tasks: Tasks, machine: int) -> bool:
    """Whether all that can be on a machine does."""
    return all(mode.duration > 0 for mode in tasks.shop.modes if machine in mode.demands)


def _add_renewable(tasks: Tasks, resource: int, capacity: int) -> None:
    intervals: list[IntervalVar] = []
    demands: list[int] = []
    for task in tasks.shop.users(resource):
        made = tasks[task]
        amounts = {
            number: tasks.shop.modes[number].demands.get(resource, 0) for number in made.modes
        }
        if len(set(amounts.values())) == 1:
            uses = [(made.main, max(amounts.values()))]
        else:
            uses = [(interval, amounts[number]) for number, (interval, _) in made.modes.items()]
        for interval, amount in uses:
            if amount > 0:
                intervals.append(interval)
                demands.append(amount)
    if sum(demands) > capacity:
        tasks.model.cumulative(intervals, demands, capacity)


def _add_consumable(tasks: Tasks, resource: int, capacity: int) -> None:
    uses = [
        (mode.demands[resource], tasks.mode(number))
        for number, mode in enumerate(tasks.shop.modes) if mode.demands.get(resource, 0) > 0
    ]
    if sum(amount for amount, _ in uses) > capacity:
        tasks.model.add(
            dot([amount for amount, _ in uses], [literal for _, literal in uses]) <= capacity
        )
