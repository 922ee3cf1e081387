"""The shops and projects of the standard files as PyJobShop models; what PyJobShop has no words for as a CP-SAT model.

Each function takes the numbers of a file and returns (build, solve): a model that is ready to be solved.
"""

import re

from ortools.sat.python import cp_model
from pyjobshop import Model


def numbers(path):
    return [int(float(word)) for word in open(path).read().split()]


def take(values, count):
    head = values[:count]
    del values[:count]
    return head


def matrix(values, rows, columns):
    return [take(values, columns) for _ in range(rows)]


def flexible(path, _):
    lines = [line.split() for line in open(path) if line.strip()]
    jobs, machines = int(lines[0][0]), int(lines[0][1])
    model = Model()
    resources = [model.add_machine() for _ in range(machines)]
    for line in lines[1 : jobs + 1]:
        values = [int(word) for word in line]
        job, last = model.add_job(), None
        for _ in range(values.pop(0)):
            task = model.add_task(job)
            for _ in range(values.pop(0)):
                machine, duration = take(values, 2)
                model.add_mode(task, resources[machine - 1], duration)
            if last is not None:
                model.add_end_before_start(last, task)
            last = task
    model.set_objective(weight_makespan=1)
    return model


def workers(path, _):
    values = numbers(path)
    jobs, machines, people = take(values, 3)
    model = Model()
    resources = [model.add_machine() for _ in range(machines)]
    crew = [model.add_machine() for _ in range(people)]
    for _ in range(jobs):
        job, last = model.add_job(), None
        for _ in range(values.pop(0)):
            task = model.add_task(job)
            for _ in range(values.pop(0)):
                machine, count = take(values, 2)
                for _ in range(count):
                    worker, duration = take(values, 2)
                    model.add_mode(task, [resources[machine - 1], crew[worker - 1]], duration)
            if last is not None:
                model.add_end_before_start(last, task)
            last = task
    model.set_objective(weight_makespan=1)
    return model


def multi_mode(path, _):
    text = open(path).read()
    renewable = int(re.search(r"- renewable\s*:\s*(\d+)", text).group(1))
    consumable = int(re.search(r"- nonrenewable\s*:\s*(\d+)", text).group(1))
    count = int(re.search(r"jobs[^:]*:\s*(\d+)", text).group(1))
    sections = re.split(r"\*{5,}", text)
    model = Model()
    arcs = {}
    modes = {}
    capacities = []
    for section in sections:
        lines = section.strip().splitlines()
        if not lines:
            continue
        if lines[0].startswith("PRECEDENCE"):
            for line in lines[2:]:
                values = [int(word) for word in line.split()]
                arcs[values[0]] = values[3:]
        elif lines[0].startswith("REQUESTS"):
            current = 0
            for line in lines[3:]:
                values = [int(word) for word in line.split()]
                if len(values) == 3 + renewable + consumable:
                    current = values.pop(0)
                modes.setdefault(current, []).append((values[1], values[2:]))
        elif "AVAILABILITIES" in lines[0]:
            capacities = [int(word) for word in lines[2].split()]
    resources = [model.add_renewable(c) for c in capacities[:renewable]]
    resources += [model.add_consumable(c) for c in capacities[renewable:]]
    tasks = {number: model.add_task() for number in range(1, count + 1)}
    for number, ways in modes.items():
        for duration, demands in ways:
            model.add_mode(tasks[number], resources, duration, demands)
    for number, successors in arcs.items():
        for after in successors:
            model.add_end_before_start(tasks[number], tasks[after])
    model.set_objective(weight_makespan=1)
    return model


def lags(path, _):
    lines = [line for line in open(path) if line.strip()]
    count, kinds = (int(word) for word in lines[0].split()[:2])
    model = Model()
    resources = [model.add_renewable(int(c)) for c in lines[-1].split()]
    tasks = [model.add_task() for _ in range(count + 2)]
    for line in lines[count + 3 : 2 * count + 5]:
        values = [int(word) for word in line.split()]
        model.add_mode(tasks[values[0]], resources, values[2], values[3:])
    for line in lines[1 : count + 3]:
        words = line.split()
        number, successors = int(words[0]), int(words[2])
        for place in range(successors):
            after = int(words[3 + place])
            delay = int(words[3 + successors + place].strip("[]"))
            model.add_start_before_start(tasks[number], tasks[after], delay)
    model.set_objective(weight_makespan=1)
    return model


def open_shop(path, _):
    values = numbers(path)
    jobs, machines = take(values, 2)
    model = Model()
    resources = [model.add_machine() for _ in range(machines)]
    for row in matrix(values, jobs, machines):
        job = model.add_job()
        owner = model.add_machine()
        for machine, duration in zip(resources, row):
            model.add_mode(model.add_task(job), [machine, owner], duration)
    model.set_objective(weight_makespan=1)
    return model


def flow(path, variant):
    values = numbers(path)
    jobs, machines = take(values, 2)
    dues = take(values, jobs) if variant == "permutation-tardiness" else None
    durations = matrix(values, jobs, machines)
    setups = [matrix(values, jobs, jobs) for _ in range(machines)] if variant == "permutation-setup" else None
    model = Model()
    resources = [model.add_machine() for _ in range(machines)]
    columns = [[] for _ in range(machines)]
    for number, row in enumerate(durations):
        job = model.add_job(due_date=dues[number] if dues else None)
        last = None
        for machine, duration in enumerate(row):
            task = model.add_task(job)
            model.add_mode(task, resources[machine], duration)
            columns[machine].append(task)
            if last is not None:
                if variant == "permutation-no-wait":
                    model.add_end_at_start(last, task)
                else:
                    model.add_end_before_start(last, task)
            last = task
    for machine in range(machines - 1):
        model.add_same_sequence(resources[machine], resources[machine + 1], columns[machine], columns[machine + 1])
    if setups:
        for machine in range(machines):
            for first in range(jobs):
                for second in range(jobs):
                    if first != second:
                        model.add_setup_time(
                            resources[machine], columns[machine][first], columns[machine][second],
                            setups[machine][first][second])
    if variant == "permutation-completion":
        model.set_objective(weight_total_flow_time=1)
    elif variant == "permutation-tardiness":
        model.set_objective(weight_total_tardiness=1)
    else:
        model.set_objective(weight_makespan=1)
    return model


def hybrid(path, _):
    values = numbers(path)
    jobs, stages = take(values, 2)
    counts = take(values, stages)
    model = Model()
    groups = [[model.add_machine() for _ in range(count)] for count in counts]
    for row in matrix(values, jobs, stages):
        job, last = model.add_job(), None
        for group, duration in zip(groups, row):
            task = model.add_task(job)
            for machine in group:
                model.add_mode(task, machine, duration)
            if last is not None:
                model.add_end_before_start(last, task)
            last = task
    model.set_objective(weight_makespan=1)
    return model


def distributed(path, _):
    values = numbers(path)
    jobs, machines, factories = take(values, 3)
    model = Model()
    lines = [[model.add_machine() for _ in range(machines)] for _ in range(factories)]
    columns = [[] for _ in range(machines)]
    for row in matrix(values, jobs, machines):
        job, last, first_modes = model.add_job(), None, None
        for machine, duration in enumerate(row):
            task = model.add_task(job)
            modes = [model.add_mode(task, line[machine], duration) for line in lines]
            columns[machine].append(task)
            if last is not None:
                model.add_end_before_start(last, task)
                for one, other in zip(first_modes, modes):
                    model.add_mode_dependency(one, [other])
            else:
                first_modes = modes
            last = task
    for line in lines:
        for machine in range(machines - 1):
            model.add_same_sequence(line[machine], line[machine + 1], columns[machine], columns[machine + 1])
    model.set_objective(weight_makespan=1)
    return model


def parallel(path, _):
    values = numbers(path)
    jobs, machines = take(values, 2)
    model = Model()
    resources = [model.add_machine() for _ in range(machines)]
    for row in matrix(values, jobs, machines):
        task = model.add_task(model.add_job())
        for machine, duration in zip(resources, row):
            model.add_mode(task, machine, duration)
    model.set_objective(weight_makespan=1)
    return model


def job_shop(path, variant):
    values = numbers(path)
    jobs, machines = take(values, 2)
    model = Model()
    resources = [model.add_machine() for _ in range(machines)]
    for _ in range(jobs):
        job, last = model.add_job(), None
        for place in range(machines):
            machine, duration = take(values, 2)
            blocks = variant == "blocking-swap" and place < machines - 1
            task = model.add_task(job, allow_idle=blocks)
            model.add_mode(task, resources[machine], duration)
            if last is not None:
                if variant in ("blocking-swap", "no-wait"):
                    model.add_end_at_start(last, task)
                else:
                    model.add_end_before_start(last, task)
            last = task
    model.set_objective(weight_makespan=1)
    return model


def reservoirs(path, _):
    """A CP-SAT model: PyJobShop has no reservoirs."""
    values = numbers(path)
    count, kinds, stores = take(values, 3)
    capacities = take(values, kinds)
    levels = take(values, stores)
    model = cp_model.CpModel()
    rows = []
    for _ in range(count):
        duration = values.pop(0)
        demands = take(values, kinds)
        changes = [take(values, 2) for _ in range(stores)]
        rows.append((duration, demands, changes, take(values, values.pop(0))))
    horizon = sum(row[0] for row in rows)
    starts = [model.new_int_var(0, horizon, "") for _ in rows]
    for number, (duration, _, _, successors) in enumerate(rows):
        for after in successors:
            model.add(starts[after - 1] >= starts[number] + duration)
    for kind in range(kinds):
        users = [i for i, row in enumerate(rows) if row[1][kind] > 0 and row[0] > 0]
        intervals = [model.new_fixed_size_interval_var(starts[i], rows[i][0], "") for i in users]
        model.add_cumulative(intervals, [rows[i][1][kind] for i in users], capacities[kind])
    for store in range(stores):
        times, amounts = [], []
        for number, (duration, _, changes, _) in enumerate(rows):
            if number in (0, count - 1) or duration == 0:
                continue
            consumed, produced = changes[store]
            if consumed:
                times.append(starts[number])
                amounts.append(-consumed)
            if produced:
                times.append(starts[number] + duration)
                amounts.append(produced)
        total = levels[store] + sum(a for a in amounts if a > 0)
        times.append(0)
        amounts.append(levels[store])
        model.add_reservoir_constraint(times, amounts, 0, total)
    last = model.new_int_var(0, horizon, "")
    model.add_max_equality(last, [start + row[0] for start, row in zip(starts, rows)])
    model.minimize(last)
    return model


def solve(model, limit, workers):
    """(status, objective, bound, seconds)."""
    if isinstance(model, cp_model.CpModel):
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = limit
        solver.parameters.num_workers = workers
        status = solver.status_name(solver.solve(model))
        found = status in ("OPTIMAL", "FEASIBLE")
        return (
            status.lower(), solver.objective_value if found else None, solver.best_objective_bound, solver.wall_time)
    result = model.solve(solver="ortools", time_limit=limit, display=False, num_workers=workers)
    status = result.status.name.lower()
    found = status in ("optimal", "feasible")
    return status, result.objective if found else None, result.lower_bound, result.runtime
