"""Each kind of constraint, where it decides the optimum."""

from __future__ import annotations

from collections.abc import Callable

import pytest

pytest.importorskip("pyjobshop.ProblemData")

from pyjobshop import Model, Task
from pyjobshop_solvers import agreed


def two_tasks(first: int = 4, second: int = 3) -> tuple[Model, Task, Task]:
    """Two tasks without resources."""
    model = Model()
    tasks = [model.add_task() for _ in range(2)]
    for task, duration in zip(tasks, (first, second)):
        model.add_mode(task, [], duration)
    return model, tasks[0], tasks[1]


@pytest.mark.parametrize(("name", "makespan"), [
    ("start_before_start", 5), ("start_before_end", 4), ("end_before_start", 9),
    ("end_before_end", 6), ("start_at_start", 5), ("start_at_end", 5), ("end_at_start", 9),
    ("end_at_end", 6),
])
def test_timing(name: str, makespan: int) -> None:
    model, first, second = two_tasks()
    getattr(model, f"add_{name}")(first, second, 2)
    assert agreed(model).objective == makespan


def test_delay_below_zero() -> None:
    model, first, second = two_tasks()
    model.add_end_before_start(first, second, -3)
    assert agreed(model).objective == 4


def test_timing_of_a_task_with_itself() -> None:
    model, first, _ = two_tasks()
    model.add_start_before_end(first, first, 5)
    assert agreed(model).status.value == "Infeasible"


def test_windows() -> None:
    model = Model()
    task = model.add_task(earliest_start=3, latest_start=5, earliest_end=9, allow_idle=True)
    model.add_mode(task, [], 2)
    result = agreed(model)
    assert (result.objective, result.best.tasks[0].idle >= 2) == (9, True)


def test_windows_that_cannot_be() -> None:
    model = Model()
    model.add_mode(model.add_task(latest_end=3), [], 4)
    assert agreed(model).status.value == "Infeasible"


def with_two_machines(durations: tuple[int, int] = (2, 5)) -> tuple[Model, list[Task]]:
    """Two tasks, each of which has the fast machine or the slow one."""
    model = Model()
    machines = [model.add_machine() for _ in range(2)]
    tasks = [model.add_task() for _ in range(2)]
    for task in tasks:
        for machine, duration in zip(machines, durations):
            model.add_mode(task, machine, duration)
    return model, tasks


def test_no_overlap() -> None:
    assert agreed(with_two_machines()[0]).objective == 4


def test_different_resources() -> None:
    model, tasks = with_two_machines()
    model.add_different_resources(tasks[0], tasks[1])
    assert agreed(model).objective == 5


def test_identical_resources() -> None:
    model, tasks = with_two_machines((4, 4))
    model.add_identical_resources(tasks[0], tasks[1])
    assert agreed(model).objective == 8


def test_identical_resources_of_a_task_that_is_absent() -> None:
    model, tasks = with_two_machines()
    absent = model.add_task(optional=True)
    model.add_mode(absent, model.resources[1], 1)
    model.add_identical_resources(tasks[0], absent)
    assert agreed(model).objective == 6


def test_consecutive() -> None:
    model = Model()
    machine = model.add_machine()
    tasks = [model.add_task(earliest_start=start) for start in (0, 6, 4)]
    for task in tasks:
        model.add_mode(task, machine, 2)
    assert agreed(model).objective == 8
    model.add_consecutive(tasks[0], tasks[1])
    assert agreed(model).objective == 10


def flow_shop(**machine: bool) -> Model:
    """Two jobs on two machines, with the long operations of the one where the other's are short."""
    model = Model()
    machines = [model.add_machine(**machine) for _ in range(3)]
    for durations in ((1, 4, 1), (4, 1, 4)):
        job = model.add_job()
        tasks = [model.add_task(job) for _ in machines]
        for task, used, duration in zip(tasks, machines, durations):
            model.add_mode(task, used, duration)
        for first, second in zip(tasks, tasks[1:]):
            model.add_end_before_start(first, second)
    return model


def test_same_sequence() -> None:
    model = flow_shop()
    machines = model.resources
    model.add_same_sequence(machines[0], machines[1])
    model.add_same_sequence(machines[1], machines[2])
    assert agreed(model).objective == 10


def test_same_sequence_of_lists() -> None:
    model = flow_shop()
    machines, tasks = model.resources, model.tasks
    model.add_same_sequence(
        machines[0], machines[2], [tasks[0], tasks[3]], [tasks[5], tasks[2]]
    )
    assert agreed(model).status.value == "Optimal"


def test_no_idle() -> None:
    model = flow_shop(no_idle=True)
    result = agreed(model)
    for machine in range(3):
        used = sorted(
            (task.start, task.end) for task in result.best.tasks if machine in task.resources
        )
        assert used[0][1] == used[1][0]


def test_no_idle_with_setups() -> None:
    model = Model()
    machine = model.add_machine(no_idle=True)
    tasks = [model.add_task(earliest_start=start) for start in (0, 5)]
    for task in tasks:
        model.add_mode(task, machine, 2)
    model.add_setup_time(machine, tasks[0], tasks[1], 1)
    result = agreed(model)
    assert (result.objective, result.best.tasks[0].start in (2, 7)) == (7, True)


def test_setup_times() -> None:
    model, tasks = with_two_machines((2, 9))
    machine = model.resources[0]
    model.add_setup_time(machine, tasks[0], tasks[1], 3)
    model.add_setup_time(machine, tasks[1], tasks[0], 9)
    assert agreed(model).objective == 7


def test_of_setup_times_that_are_repeated_the_last_one_holds() -> None:
    model, tasks = with_two_machines((2, 9))
    machine = model.resources[0]
    for duration in (4, 1):
        model.add_setup_time(machine, tasks[0], tasks[1], duration)
    model.add_setup_time(machine, tasks[1], tasks[0], 2)
    assert agreed(model).objective == 5


def test_setup_times_of_tasks_without_time() -> None:
    model = Model()
    machine = model.add_machine()
    tasks = [model.add_task() for _ in range(3)]
    for task, duration in zip(tasks, (2, 0, 2)):
        model.add_mode(task, machine, duration)
    for one in tasks:
        for other in tasks:
            model.add_setup_time(machine, one, other, 1)
    assert agreed(model).objective == 6


def test_mode_dependencies() -> None:
    model, _ = with_two_machines((2, 3))
    model.add_mode_dependency(model.modes[0], [model.modes[2]])
    model.add_mode_dependency(model.modes[2], [model.modes[0]])
    assert agreed(model).objective == 4


def test_mode_dependencies_on_several_tasks() -> None:
    model, _ = with_two_machines((2, 7))
    third = model.add_task()
    model.add_mode(third, [], 1)
    slow = model.add_mode(third, [], 5)
    model.add_mode_dependency(model.modes[0], [model.modes[3], slow])
    assert agreed(model).objective == 5


def with_optional_tasks(*durations: int) -> tuple[Model, list[Task]]:
    """Tasks on one machine, all of which may be absent."""
    model = Model()
    machine = model.add_machine()
    tasks = [model.add_task(optional=True) for _ in durations]
    for task, duration in zip(tasks, durations):
        model.add_mode(task, machine, duration)
    return model, tasks


def test_optional_tasks() -> None:
    result = agreed(with_optional_tasks(3, 4)[0])
    assert result.objective == 0
    assert not any(task.present for task in result.best.tasks)
    absent = result.best.tasks[0]
    assert (absent.mode, absent.resources, absent.start, absent.end) == (0, [], 0, 0)


@pytest.mark.parametrize(("choose", "makespan"), [
    (lambda model, tasks: model.add_select_all_or_none(tasks[:2]), 4),
    (lambda model, tasks: model.add_select_all_or_none(tasks[1:]), 3),
    (lambda model, tasks: model.add_select_all_or_none(tasks[1:], tasks[0]), 3),
    (lambda model, tasks: model.add_select_at_least_one(tasks[1:], tasks[0]), 4),
    (lambda model, tasks: model.add_select_exactly_one(tasks[1:], tasks[0]), 4),
    (lambda model, tasks: model.add_select_exactly_one(tasks[1:]), 4),
])
def test_selections(choose: Callable[[Model, list[Task]], object], makespan: int) -> None:
    model, tasks = with_optional_tasks(3, 1, 2)
    model.add_select_at_least_one([tasks[0]])
    choose(model, tasks)
    assert agreed(model).objective == makespan


@pytest.mark.parametrize(("allow_breaks", "allow_idle", "makespan"), [
    (False, False, 8), (True, False, 7), (False, True, 8), (True, True, 7),
])
def test_breaks(allow_breaks: bool, allow_idle: bool, makespan: int) -> None:
    model = Model()
    machine = model.add_machine(breaks=[(4, 5)])
    for _ in range(2):
        task = model.add_task(allow_breaks=allow_breaks, allow_idle=allow_idle)
        model.add_mode(task, machine, 3)
    result = agreed(model)
    assert result.objective == makespan
    assert sum(task.breaks for task in result.best.tasks) == allow_breaks


@pytest.mark.parametrize("kind", ["machine", "renewable", "consumable"])
def test_breaks_of_all_resources(kind: str) -> None:
    model = Model()
    amount = {} if kind == "machine" else {"capacity": 4}
    resource = getattr(model, f"add_{kind}")(breaks=[(0, 2), (3, 5)], **amount)
    model.add_mode(model.add_task(), [resource], 2, [0] if kind == "machine" else [2])
    assert agreed(model).objective == 7


def test_nothing_of_no_time_starts_in_a_break() -> None:
    model = Model()
    machine = model.add_machine(breaks=[(0, 3)])
    model.add_mode(model.add_task(), machine, 0)
    assert agreed(model).objective == 3


def test_blocking() -> None:
    model = Model()
    machines = [model.add_machine() for _ in range(2)]
    for durations in ((1, 5), (2, 1), (3, 2)):
        tasks = [model.add_task(model.add_job(), allow_idle=True)]
        tasks.append(model.add_task(model.jobs[-1], allow_idle=True))
        for task, machine, duration in zip(tasks, machines, durations):
            model.add_mode(task, machine, duration)
        model.add_end_at_start(tasks[0], tasks[1])
    assert agreed(model).objective == 9


def test_renewable_resources() -> None:
    model = Model()
    crew = model.add_renewable(3)
    for duration, demand in ((4, 2), (3, 2), (2, 1), (5, 1)):
        model.add_mode(model.add_task(), crew, duration, demand)
    model.add_mode(model.tasks[0], crew, 1, 4)
    assert agreed(model).objective == 7


def test_consumable_resources() -> None:
    model = Model()
    glue = model.add_consumable(4)
    for _ in range(2):
        task = model.add_task()
        model.add_mode(task, glue, 1, 3)
        model.add_mode(task, glue, 5, 1)
    assert agreed(model).objective == 5


def test_a_task_without_time_is_not_in_the_midst_of_another() -> None:
    model = Model()
    machine = model.add_machine()
    long, short = model.add_task(), model.add_task(earliest_start=2, latest_start=2)
    model.add_mode(long, machine, 4)
    model.add_mode(short, machine, 0)
    assert agreed(model).objective == 6
