"""What holds between tasks."""

from __future__ import annotations

from ..expressions import Literal, sum
from ._shop import Timing
from ._tasks import Tasks


def add_relations(tasks: Tasks) -> None:
    """Delays, equal and different resources, modes that ask for others, choices of tasks."""
    for timing in tasks.shop.timings:
        _add_timing(tasks, timing)
    for item in tasks.shop.constraints.identical_resources:
        _add_identical(tasks, item.task1, item.task2)
    for item in tasks.shop.constraints.different_resources:
        for resource in range(len(tasks.shop.resources)):
            one, other = tasks.on(item.task1, resource), tasks.on(item.task2, resource)
            if one is not None and other is not None:
                tasks.model.clause([~one[1], ~other[1]])
    for item in tasks.shop.constraints.mode_dependencies:
        others = [tasks.mode(mode) for mode in item.modes2]
        tasks.model.clause([~tasks.mode(item.mode1), *others])
    _add_selections(tasks)


def _add_timing(tasks: Tasks, timing: Timing) -> None:
    one, other = tasks[timing.first], tasks[timing.second]
    if timing.first == timing.second:
        before = one.main.end if timing.first_side == "end" else one.main.start
        after = one.main.end if timing.second_side == "end" else one.main.start
        moment = before + timing.delay
        relation = moment <= after if timing.sign == "<=" else moment == after
        tasks.model.add(relation, when=[one.presence])
        return
    tasks.model.temporal(
        one.main, timing.first_side, timing.sign, other.main, timing.second_side, timing.delay
    )


def _add_identical(tasks: Tasks, first: int, second: int) -> None:
    """A task that is absent is on no resource, and so is the other one then."""
    for resource in range(len(tasks.shop.resources)):
        one, other = tasks.on(first, resource), tasks.on(second, resource)
        if one is not None and other is not None:
            tasks.model.clause([~one[1], other[1]])
            tasks.model.clause([one[1], ~other[1]])
        elif one is not None:
            tasks.model.clause([~one[1]])
        elif other is not None:
            tasks.model.clause([~other[1]])


def _add_selections(tasks: Tasks) -> None:
    model, constraints = tasks.model, tasks.shop.constraints

    def condition(task: int | None) -> list[Literal]:
        return [] if task is None else [tasks[task].presence]

    def members(numbers: list[int]) -> list[Literal]:
        return [tasks[number].presence for number in numbers]

    for item in constraints.select_all_or_none:
        unless = [~literal for literal in condition(item.condition_task)]
        literals = members(item.tasks)
        for one, other in zip(literals, literals[1:]):
            model.clause([*unless, ~one, other])
            model.clause([*unless, one, ~other])
    for item in constraints.select_at_least_one:
        unless = [~literal for literal in condition(item.condition_task)]
        model.clause([*unless, *members(item.tasks)])
    for item in constraints.select_exactly_one:
        model.add(sum(members(item.tasks)) == 1, when=condition(item.condition_task))
