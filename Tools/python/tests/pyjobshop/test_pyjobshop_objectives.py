"""Each objective, alone and with others."""

from __future__ import annotations

import pytest

pytest.importorskip("pyjobshop.ProblemData")

from pyjobshop import Model
from pyjobshop_problems import WEIGHTS
from pyjobshop_solvers import agreed


def shop(optional: bool = False) -> Model:
    """Three jobs on one machine, with setups, due dates and weights."""
    model = Model()
    machine = model.add_machine()
    facts = ((3, 0, 4, 2), (2, 1, 3, 3), (4, 0, 12, 1))
    for duration, release, due, weight in facts:
        job = model.add_job(weight=weight, release_date=release, due_date=due)
        task = model.add_task(job, optional=optional)
        model.add_mode(task, machine, duration)
    for one in range(3):
        for other in range(3):
            model.add_setup_time(machine, model.tasks[one], model.tasks[other], one + 2 * other)
    if optional:
        model.add_select_exactly_one(model.tasks)
    return model


@pytest.mark.parametrize("name", WEIGHTS)
@pytest.mark.parametrize("optional", [False, True])
def test_one(name: str, optional: bool) -> None:
    model = shop(optional)
    model.set_objective(**{f"weight_{name}": 3})
    result = agreed(model)
    assert result.status.value == "Optimal"
    if not optional:
        assert result.best.objective == result.objective


def test_all_together() -> None:
    model = shop()
    model.set_objective(**{f"weight_{name}": 1 + place for place, name in enumerate(WEIGHTS)})
    result = agreed(model)
    assert result.best.objective == result.objective


def test_none() -> None:
    model = shop()
    model.set_objective()
    result = agreed(model)
    assert (result.status.value, result.objective, len(result.best.tasks)) == ("Optimal", 0, 3)


def test_jobs_without_due_dates_and_tasks_without_jobs() -> None:
    model = Model()
    model.add_mode(model.add_task(model.add_job(release_date=3)), [], 2)
    model.add_mode(model.add_task(), [], 7)
    model.set_objective(weight_makespan=1, weight_total_flow_time=2)
    assert agreed(model).objective == 11


def test_absent_tasks_count_in_their_jobs_as_they_do_there() -> None:
    model = Model()
    job = model.add_job(release_date=4, due_date=9)
    model.add_mode(model.add_task(job, optional=True), [], 1)
    model.add_mode(model.add_task(), [], 2)
    assert agreed(model).objective == 4
    model.set_objective(weight_total_earliness=1)
    assert agreed(model).objective == 0


def test_no_tasks() -> None:
    assert agreed(Model()).objective == 0
