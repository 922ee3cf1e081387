"""Times that are larger than a model's."""

from __future__ import annotations

from random import Random

import pytest

pytest.importorskip("pyjobshop.ProblemData")

from dovetail.pyjobshop._check import objective, reason_against
from dovetail.pyjobshop._plan import paused, plan_of
from dovetail.pyjobshop._shop import merged, shop_of
from pyjobshop import Model
from pyjobshop_problems import WEIGHTS
from pyjobshop_solvers import scheduled, solve_plain

HOUR = 3_600_000_000


def large(unit: int) -> Model:
    """Three jobs on two machines, whose times are multiples of a unit."""
    random, model = Random(5), Model()
    machines = [model.add_machine(breaks=[(4 * unit, 5 * unit)]), model.add_machine()]
    for _ in range(3):
        job = model.add_job(
            weight=2, release_date=random.randint(0, 3) * unit,
            due_date=random.randint(4, 9) * unit,
        )
        tasks = [model.add_task(job, allow_idle=True) for _ in machines]
        for task, machine in zip(tasks, machines):
            model.add_mode(task, machine, random.randint(1, 4) * unit)
        model.add_end_before_start(tasks[0], tasks[1], unit)
    model.add_setup_time(machines[0], model.tasks[0], model.tasks[2], 2 * unit)
    return model


@pytest.mark.parametrize("name", WEIGHTS)
def test_times_are_divided(name: str) -> None:
    results = []
    for unit in (1, HOUR):
        model = large(unit)
        model.set_objective(**{f"weight_{name}": 2})
        results.append(solve_plain(model.data()))
    factor = 1 if name == "tardy_jobs" else HOUR
    assert results[0].status.value == results[1].status.value == "Optimal"
    assert results[1].objective == results[0].objective * factor
    assert results[1].best.objective == results[1].objective == results[1].lower_bound


def test_times_without_a_common_divisor_are_refused() -> None:
    model = large(HOUR)
    model.add_mode(model.tasks[0], model.resources[1], 7)
    with pytest.raises(NotImplementedError, match="times"):
        solve_plain(model.data())


def test_division_that_would_change_the_optimum_is_refused() -> None:
    model = large(HOUR)
    model.set_objective(weight_makespan=1, weight_tardy_jobs=1)
    with pytest.raises(NotImplementedError, match="weight_tardy_jobs"):
        solve_plain(model.data())


def test_weights_that_are_too_large_are_refused() -> None:
    model = large(1)
    model.jobs[0].weight = 1 << 61
    model.set_objective(weight_max_tardiness=1)
    with pytest.raises(NotImplementedError, match="weight_max_tardiness"):
        solve_plain(model.data())
    model.set_objective(weight_total_tardiness=1 << 40)
    with pytest.raises(NotImplementedError):
        solve_plain(model.data())


def test_what_breaks_do() -> None:
    breaks = merged([(5, 8), (12, 14), (8, 9), (1, 2)])
    assert breaks == ((1, 2), (5, 9), (12, 14))
    for start in range(16):
        if any(low <= start < high for low, high in breaks):
            continue
        for duration in range(12):
            time, left = start, duration
            while left:
                left -= not any(low <= time < high for low, high in breaks)
                time += 1
            assert paused(breaks, start, duration) == time - start - duration


def test_the_checker_takes_schedules_of_theirs() -> None:
    for data, result in scheduled(30):
        shop = shop_of(data)
        plan = plan_of(shop, result.best)
        assert plan is not None
        assert reason_against(shop, plan) is None
        takes_time = all(mode.duration > 0 for mode in data.modes)
        if takes_time and not any(task.optional for task in data.tasks):
            assert objective(shop, plan) == result.objective


def test_the_checker_refuses_schedules_whose_tasks_end_later() -> None:
    for data, result in scheduled(30):
        shop = shop_of(data)
        for number, task in enumerate(result.best.tasks):
            if task.present and not data.tasks[number].allow_idle:
                task.end += 1
                moved = plan_of(shop, result.best)
                assert moved is not None
                assert reason_against(shop, moved) is not None
                task.end -= 1
