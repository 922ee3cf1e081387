"""A problem as an instance of the problem ``schedule``, wherever that means the same by it.

What is a plain job shop or project there is solved as such.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from ..errors import InputError
from ..problems import Problem, ProblemSolution, read
from ._plan import Placement, Plan, job_end, paused
from ._shop import TIMINGS, Shop


def ready_problem(shop: Shop) -> Problem | None:
    """The instance; ``None`` where there is no counterpart."""
    if not shop.tasks or not _agrees(shop):
        return None
    try:
        return read(json.dumps(_document(shop)).encode(), problem="schedule", name="pyjobshop")
    except InputError:
        # It has limits of its own, and refuses some of what cannot be; a model says so by itself.
        return None


def plan_of_solution(shop: Shop, solution: ProblemSolution) -> Plan:
    """The schedule that a solution is. What the reader has added comes behind the tasks."""
    tasks: list[Placement | None] = []
    for task, placed in zip(shop.tasks, solution.data["tasks"]):
        if placed is None:
            tasks.append(None)
        else:
            tasks.append(Placement(task.modes[placed["mode"]], placed["start"], placed["end"]))
    return Plan(tasks, [job_end(shop, tasks, job) for job in range(len(shop.jobs))])


def warm_start(shop: Shop, plan: Plan) -> dict[str, Any]:
    """A schedule as the problem reads it; what idles for nothing ends where it is processed."""
    tasks: list[dict[str, int] | None] = []
    for task, placed in zip(shop.tasks, plan.tasks):
        if placed is None:
            tasks.append(None)
            continue
        end = placed.end
        if not task.may_idle:
            mode = shop.modes[placed.mode]
            pause = paused(mode.breaks, placed.start, mode.duration) if task.may_pause else 0
            end = placed.start + mode.duration + pause
        number = task.modes.index(placed.mode)
        tasks.append({"mode": number, "start": placed.start, "end": end})
    return {"tasks": tasks}


def has_extra_tasks(shop: Shop) -> bool:
    """Whether the reader says something by tasks of its own."""
    constraints = shop.constraints
    return any(
        item.condition_task is not None
        for item in [*constraints.select_all_or_none, *constraints.select_exactly_one]
    )


def _agrees(shop: Shop) -> bool:
    return (
        _jobs_agree(shop) and _tasks_agree(shop) and _machines_agree(shop)
        and _choices_agree(shop)
    )


def _jobs_agree(shop: Shop) -> bool:
    """There, absent tasks count for nothing in the ends of jobs."""
    for number, task in enumerate(shop.tasks):
        if task.job is not None and number not in shop.jobs[task.job].tasks:
            return False
    for job in shop.jobs:
        if len(set(job.tasks)) < len(job.tasks):
            return False
        optional = [shop.tasks[task].is_optional for task in job.tasks]
        if any(optional) and shop.weights["total_earliness"] > 0:
            return False
        if all(optional) and (job.release > 0 or (job.due or 0) < 0):
            return False
    return True


def _tasks_agree(shop: Shop) -> bool:
    """There, what takes no time is on no machine and in no break; what idles does not in one."""
    for mode in shop.modes:
        task = shop.tasks[mode.task]
        kinds = {shop.resources[resource].kind for resource in mode.demands}
        if mode.duration == 0 and (mode.breaks or "machine" in kinds):
            return False
        if mode.breaks and task.may_idle and not task.may_pause:
            return False
        for resource, demand in mode.demands.items():
            given = shop.resources[resource]
            if given.kind != "machine" and given.breaks and demand == 0:
                return False
    return True


def _machines_agree(shop: Shop) -> bool:
    for machine, times in shop.setups.items():
        if shop.resources[machine].is_never_idle:
            return False
        if shop.weights["total_setup_time"] and any(first == second for first, second in times):
            return False
    for item in shop.constraints.same_sequence:
        if item.machine1 == item.machine2:
            return False
        for machine in (item.machine1, item.machine2):
            # There, tasks that are absent or elsewhere say nothing.
            for task in shop.users(machine):
                facts = shop.tasks[task]
                if facts.is_optional or any(
                    machine not in shop.modes[mode].demands for mode in facts.modes
                ):
                    return False
            if item.tasks1 is None and any(
                count > 1 for count in Counter(
                    mode.task for mode in shop.modes if machine in mode.demands
                ).values()
            ):
                return False
    return True


def _choices_agree(shop: Shop) -> bool:
    constraints = shop.constraints
    for item in constraints.identical_resources:
        if shop.tasks[item.task1].is_optional or shop.tasks[item.task2].is_optional:
            return False
    for item in constraints.mode_dependencies:
        if shop.tasks[shop.modes[item.mode1].task].is_optional and any(
            shop.tasks[shop.modes[mode].task].is_optional for mode in item.modes2
        ):
            return False
    return not any(
        item.condition_task in item.tasks
        for item in [*constraints.select_all_or_none, *constraints.select_exactly_one]
    )


def _document(shop: Shop) -> dict[str, Any]:
    """As ``ProblemData.to_json`` says it, without names."""
    constraints = shop.constraints
    lists: dict[str, list[dict[str, Any]]] = {
        name: [
            {"task1": timing.first, "task2": timing.second, "delay": timing.delay}
            for timing in shop.timings
            if (timing.first_side, timing.sign, timing.second_side) == sides
        ]
        for name, sides in TIMINGS.items()
    }
    lists["setup_times"] = [
        {"machine": machine, "task1": first, "task2": second, "duration": duration}
        for machine, times in shop.setups.items()
        for (first, second), duration in times.items()
    ]
    for name in (
        "identical_resources", "different_resources", "consecutive", "same_sequence",
        "mode_dependencies", "select_all_or_none", "select_at_least_one", "select_exactly_one",
    ):
        lists[name] = [_without_none(vars(item)) for item in getattr(constraints, name)]
    return {
        "jobs": [
            _without_none({
                "weight": job.weight, "release_date": job.release, "due_date": job.due,
                "deadline": job.deadline, "tasks": list(job.tasks),
            })
            for job in shop.jobs
        ],
        "resources": [
            {"type": resource.kind, "breaks": [list(stretch) for stretch in resource.breaks]}
            | ({"no_idle": resource.is_never_idle} if resource.kind == "machine"
               else {"capacity": resource.capacity})
            for resource in shop.resources
        ],
        "tasks": [
            _without_none({
                "job": task.job, "earliest_start": task.start[0], "latest_start": task.start[1],
                "earliest_end": task.end[0], "latest_end": task.end[1],
                "allow_idle": task.may_idle, "allow_breaks": task.may_pause,
                "optional": task.is_optional,
            })
            for task in shop.tasks
        ],
        "modes": [
            {"task": mode.task, "resources": list(mode.demands), "duration": mode.duration,
             "demands": list(mode.demands.values())}
            for mode in shop.modes
        ],
        "constraints": lists,
        "objective": {
            f"weight_{name}": weight for name, weight in shop.weights.items()
        },
    }


def _without_none(entries: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entries.items() if value is not None}
