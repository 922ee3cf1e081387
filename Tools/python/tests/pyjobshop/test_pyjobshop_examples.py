"""The models of PyJobShop's example notebooks, built anew."""

from __future__ import annotations

from itertools import pairwise, product
from random import Random

import pytest

pytest.importorskip("pyjobshop.ProblemData")

import dovetail.pyjobshop
from pyjobshop import Model
from pyjobshop_solvers import agreed, is_ready

DURATIONS = [
    [54, 79, 16, 66, 58], [83, 10, 89, 58, 56], [15, 11, 49, 31, 20], [71, 99, 15, 68, 85],
    [77, 56, 89, 78, 53], [36, 70, 45, 91, 35], [53, 99, 60, 13, 53], [38, 60, 23, 59, 41],
    [27, 15, 57, 49, 69], [87, 56, 64, 85, 13],
]


def flow_shop(jobs: int, no_idle: bool = False, allow_idle: bool = False) -> Model:
    """Jobs that pass the machines in one order, without what goes between."""
    model = Model()
    machines = [model.add_machine(no_idle=no_idle) for _ in DURATIONS[0]]
    for durations in DURATIONS[:jobs]:
        job = model.add_job()
        for machine, duration in zip(machines, durations):
            model.add_mode(model.add_task(job, allow_idle=allow_idle), machine, duration)
    return model


def chain(model: Model, kind: str) -> None:
    """Says something of each task and the next one of its job."""
    for job in model.jobs:
        for one, other in pairwise(job.tasks):
            getattr(model, kind)(model.tasks[one], model.tasks[other])


def permutation(model: Model) -> None:
    """All machines have one order."""
    for one, other in pairwise(model.resources):
        model.add_same_sequence(one, other)


def test_simple_example() -> None:
    model = Model()
    machines = [model.add_machine() for _ in range(2)]
    for number in range(4):
        job = model.add_job()
        for _ in range(2):
            task = model.add_task(job)
            for machine in machines:
                model.add_mode(task, machine, number + 1)
    assert agreed(model).objective == 10


def test_permutation_flow_shop() -> None:
    model = flow_shop(10)
    chain(model, "add_end_before_start")
    permutation(model)
    assert is_ready(model.data())
    result = dovetail.pyjobshop.solve(model, time_limit=60)
    assert (result.status.value, result.objective) == ("Optimal", 769)


def test_permutation_flow_shop_without_idle_machines() -> None:
    model = flow_shop(4, no_idle=True)
    chain(model, "add_end_before_start")
    permutation(model)
    assert agreed(model).status.value == "Optimal"


@pytest.mark.parametrize("allow_idle", [False, True])
def test_flow_shop_without_waiting_or_room(allow_idle: bool) -> None:
    model = flow_shop(5, allow_idle=allow_idle)
    chain(model, "add_end_at_start")
    assert agreed(model).status.value == "Optimal"


def test_flexible_job_shop() -> None:
    data = [
        [[(3, 0), (1, 1), (5, 2)], [(2, 0), (4, 1), (6, 2)], [(2, 0), (3, 1), (1, 2)]],
        [[(2, 0), (3, 1), (4, 2)], [(1, 0), (5, 1), (4, 2)], [(2, 0), (1, 1), (4, 2)]],
        [[(2, 0), (1, 1), (4, 2)], [(2, 0), (3, 1), (4, 2)], [(3, 0), (1, 1), (5, 2)]],
    ]
    model = Model()
    machines = [model.add_machine(name=f"Machine {number}") for number in range(3)]
    for tasks in data:
        job = model.add_job()
        for choices in tasks:
            task = model.add_task(job)
            for duration, machine in choices:
                model.add_mode(task, machines[machine], duration)
    chain(model, "add_end_before_start")
    assert agreed(model).objective == 6


@pytest.mark.parametrize("has_ways", [False, True])
def test_hybrid_flow_shop(has_ways: bool) -> None:
    random, model = Random(42), Model()
    stages = [[model.add_machine() for _ in range(count)] for count in (3, 2, 2)]
    ways = {(0, 0): [0], (0, 1): [1], (0, 2): [1], (1, 0): [0], (1, 1): [1]}
    for _ in range(8):
        job, modes = model.add_job(), {}
        for stage, machines in enumerate(stages):
            task, duration = model.add_task(job), random.randint(5, 15)
            for place, machine in enumerate(machines):
                modes[stage, place] = model.add_mode(task, machine, duration)
        for (stage, place), nexts in ways.items() if has_ways else ():
            model.add_mode_dependency(
                modes[stage, place], [modes[stage + 1, following] for following in nexts]
            )
    chain(model, "add_end_before_start")
    assert agreed(model).objective == 51


def test_operators_with_working_hours() -> None:
    model = Model()
    machine = model.add_machine()
    operator = model.add_machine(breaks=[(0, 8), (17, 24)])
    job = model.add_job()
    processing, setup = model.add_task(job), model.add_task(job)
    model.add_mode(processing, machine, 15)
    model.add_mode(setup, operator, 1)
    model.add_start_at_start(processing, setup)
    assert agreed(model).objective == 23


def test_selections_of_a_project() -> None:
    random, model = Random(42), Model()
    machine = model.add_machine()
    names = ["source", "C-A", "C-B", "C-AB", "I-A", "I-AB", "I-B", "target"]
    tasks = {name: model.add_task(optional=name not in ("source", "target")) for name in names}
    for name, task in tasks.items():
        is_mandatory = name in ("source", "target")
        model.add_mode(task, machine, 0 if is_mandatory else random.randint(1, 5))
    groups = {
        "source": [["C-A"], ["C-B"]], "C-A": [["I-A", "C-AB"]], "C-B": [["C-AB", "I-B"]],
        "C-AB": [["I-AB"]], "I-A": [["target"]], "I-B": [["target"]], "I-AB": [["target"]],
    }
    for name, choices in groups.items():
        for choice in choices:
            model.add_select_exactly_one([tasks[other] for other in choice], tasks[name])
    order = [
        "source C-A", "source C-B", "C-A I-A", "C-A C-AB", "C-B C-AB", "C-B I-B", "C-AB I-AB",
        "I-A I-B", "I-A target", "I-B target", "I-AB target",
    ]
    for one, other in map(str.split, order):
        model.add_end_before_start(tasks[one], tasks[other])
    assert agreed(model).objective == 6


def test_sequencing() -> None:
    model = Model()
    machines = [model.add_machine() for _ in range(2)]
    tasks = [model.add_task() for _ in range(6)]
    for task in tasks:
        for machine, duration in zip(machines, (1, 3)):
            model.add_mode(task, machine, duration)
    for (one, other), (machine, duration) in product(
        product(tasks, repeat=2), zip(machines, (1, 2))
    ):
        model.add_setup_time(machine, one, other, duration)
    assert agreed(model).objective == 8


def test_names_may_be_anything() -> None:
    model = Model()
    tasks = [model.add_task(name=number) for number in range(6)]
    machines = [model.add_machine(name=number) for number in range(2)]
    for task in tasks:
        for machine, duration in zip(machines, (1, 3)):
            model.add_mode(task, machine, duration)
    assert agreed(model).objective == 5


def test_a_project_with_modes() -> None:
    random, model = Random(7), Model()
    crews = [model.add_renewable(4) for _ in range(2)]
    budget = model.add_consumable(40)
    tasks = [model.add_task(model.add_job()) for _ in range(9)]
    for task in tasks:
        for _ in range(2):
            demands = [random.randint(0, 3) for _ in crews]
            duration = random.randint(1, 8)
            model.add_mode(task, [*crews, budget], duration, [*demands, 9 - duration])
    for place, task in enumerate(tasks[3:]):
        model.add_end_before_start(tasks[random.randint(0, place)], task)
    assert is_ready(model.data())
    assert agreed(model).status.value == "Optimal"
