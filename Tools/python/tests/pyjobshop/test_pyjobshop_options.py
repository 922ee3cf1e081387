"""What ``solve`` takes and gives beside the problem."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

pytest.importorskip("pyjobshop.ProblemData")

import dovetail.pyjobshop
import pyjobshop
from dovetail.pyjobshop import _solve
from pyjobshop import Model, ProblemData, Solution
from pyjobshop.Solution import ScheduledTask
from pyjobshop_solvers import is_ready, scheduled, solve_plain

WAYS = [dovetail.pyjobshop.solve, solve_plain]


def shop(jobs: int = 4, machines: int = 3, seed: int = 1) -> ProblemData:
    """A job shop."""
    random, model = Random(seed), Model()
    resources = [model.add_machine() for _ in range(machines)]
    for _ in range(jobs):
        job, before = model.add_job(), None
        for machine in random.sample(resources, machines):
            task = model.add_task(job)
            model.add_mode(task, machine, random.randint(1, 20))
            if before is not None:
                model.add_end_before_start(before, task)
            before = task
    return model.data()


@pytest.mark.parametrize("solve", WAYS)
def test_display(solve: Any, capsys: pytest.CaptureFixture[str]) -> None:
    solve(shop(), display=True)
    shown = capsys.readouterr().out
    for text in ("PyJobShop v", "Solving an instance with:", "START SOLVER LOG", "found by",
                 "optimal", "END SOLVER LOG"):
        assert text in shown
    solve(shop())
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("solve", WAYS)
def test_a_time_limit_of_none(solve: Any) -> None:
    # An instance without a schedule that is found at once: delays at most and at least, in rings.
    random, model = Random(3), Model()
    crew = model.add_renewable(3)
    tasks = [model.add_task() for _ in range(40)]
    for task in tasks:
        model.add_mode(task, crew, random.randint(1, 9), random.randint(1, 3))
    for one, other in zip(tasks, tasks[1:]):
        model.add_start_before_start(other, one, -random.randint(3, 12))
    data = model.data()
    result = solve(data, time_limit=0)
    if result.status.value == "Time-limit":
        assert (result.objective, result.lower_bound) == (float("inf"), 0)
        assert result.best == Solution(data, [])


@pytest.mark.parametrize("solve", WAYS)
def test_a_time_limit_leaves_the_best(solve: Any) -> None:
    data = shop(15, 15)
    result = solve(data, time_limit=0.5, num_workers=1)
    assert result.status.value in ("Feasible", "Optimal")
    assert 0 < result.lower_bound <= result.objective == result.best.objective
    assert result.runtime < 5


@pytest.mark.parametrize("solve", WAYS)
def test_an_initial_solution(solve: Any) -> None:
    for data, first in scheduled(10, stop_after_first_solution=True):
        again = solve(data, initial_solution=first.best, time_limit=60)
        assert again.status.value == "Optimal"
        assert again.objective <= first.objective


def test_an_initial_solution_comes_first() -> None:
    data = shop(12, 10)
    best = dovetail.pyjobshop.solve(data, time_limit=2).best
    for solve in WAYS:
        result = solve(data, time_limit=0.5, initial_solution=best)
        assert result.objective <= best.objective


@pytest.mark.parametrize("solve", WAYS)
def test_an_initial_solution_that_is_none(solve: Any) -> None:
    data = shop()
    wrong = Solution(data, [
        ScheduledTask(mode, [], 0, 1) for mode in range(data.num_tasks)
    ])
    best = solve(data)
    assert solve(data, initial_solution=wrong).objective == best.objective
    other = Solution(shop(2, 2), [ScheduledTask(0, [0], 0, 1)] * 4)
    assert solve(data, initial_solution=other).objective == best.objective


@pytest.mark.parametrize("solve", WAYS)
def test_handlers(solve: Any) -> None:
    seen: list[int] = []
    bounds: list[Any] = []
    result = solve(
        shop(), on_solution=lambda solution: seen.append(solution.objective),
        on_bound=lambda event: bounds.append(event.bound),
    )
    assert seen and bounds
    assert seen[-1] == result.objective
    assert seen == sorted(seen, reverse=True)
    stopped = solve(shop(15, 15), on_solution=lambda solution: False, time_limit=60)
    assert stopped.status.value == "Feasible"
    with pytest.raises(ZeroDivisionError):
        solve(shop(), on_solution=lambda solution: 1 // 0)


@pytest.mark.parametrize("solve", WAYS)
def test_options(solve: Any) -> None:
    result = solve(shop(), seed=3, gap=0.5, num_workers=2)
    assert result.objective - result.lower_bound <= 0.5 * result.objective
    assert solve(shop(), num_workers=0).status.value == "Optimal"
    with pytest.raises(TypeError, match="log_search_progress"):
        solve(shop(), log_search_progress=True)


def test_a_model_and_its_data_are_the_same() -> None:
    data = shop()
    model = Model.from_data(data)
    one, other = dovetail.pyjobshop.solve(model), dovetail.pyjobshop.solve(data)
    assert one.objective == other.objective
    assert isinstance(one, pyjobshop.Result)


def test_a_job_shop_is_a_ready_problem() -> None:
    assert is_ready(shop())


def test_what_later_versions_say_is_refused_by_name() -> None:
    data = shop()
    from dataclasses import dataclass, field

    @dataclass
    class More(type(data.constraints)):  # type: ignore[misc]
        together: list[int] = field(default_factory=list)

    data.constraints = More(**vars(data.constraints), together=[1])
    with pytest.raises(NotImplementedError, match="constraints.together"):
        dovetail.pyjobshop.solve(data)


def test_a_schedule_that_breaks_a_rule_is_never_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    from dovetail import InternalError

    monkeypatch.setattr(_solve, "objective", lambda shop, plan: -1)
    with pytest.raises(InternalError, match="objective"):
        dovetail.pyjobshop.solve(shop())
