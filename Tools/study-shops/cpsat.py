#!/usr/bin/env python3
"""CP-SAT on the models that `study-shops` solves: job shops, flexible job shops, projects. One JSON line a file.

    cpsat.py SECONDS WORKERS FILE...

Formats by suffix: .fjs flexible job shop, .sm single-mode PSPLIB, else the standard job-shop text.
"""
import json
import sys
import time
from pathlib import Path

from ortools.sat.python import cp_model


def numbers(path):
    return [int(word) for word in Path(path).read_text().split()]


def job_shop(path, flexible):
    """Jobs as lists of operations, an operation as a list of (machine, duration)."""
    values = iter(numbers(path))
    jobs, machines = next(values), next(values)
    result = []
    for _ in range(jobs):
        if flexible:
            steps = next(values)
            job = []
            for _ in range(steps):
                job.append([(next(values) - 1, next(values)) for _ in range(next(values))])
        else:
            job = [[(next(values), next(values))] for _ in range(machines)]
        result.append(job)
    return result, machines


def shop_model(path, flexible):
    jobs, machines = job_shop(path, flexible)
    model = cp_model.CpModel()
    horizon = sum(max(p for _, p in step) for job in jobs for step in job)
    makespan = model.new_int_var(0, horizon, "makespan")
    users = [[] for _ in range(machines)]
    for job in jobs:
        last = None
        for step in job:
            start = model.new_int_var(0, horizon, "")
            if len(step) == 1:
                machine, duration = step[0]
                users[machine].append(model.new_fixed_size_interval_var(start, duration, ""))
                end = start + duration
            else:
                end = model.new_int_var(0, horizon, "")
                low, high = min(p for _, p in step), max(p for _, p in step)
                size = model.new_int_var(low, high, "")
                model.new_interval_var(start, size, end, "")
                chosen = []
                for machine, duration in step:
                    present = model.new_bool_var("")
                    copy = model.new_int_var(0, horizon, "")
                    users[machine].append(
                        model.new_optional_fixed_size_interval_var(copy, duration, present, ""))
                    model.add(start == copy).only_enforce_if(present)
                    model.add(size == duration).only_enforce_if(present)
                    chosen.append(present)
                model.add_exactly_one(chosen)
            if last is not None:
                model.add(start >= last)
            last = end
        model.add(makespan >= last)
    for machine in users:
        model.add_no_overlap(machine)
    model.minimize(makespan)
    return model


def project_model(path):
    lines = Path(path).read_text().splitlines()

    def section(title):
        return next(i for i, line in enumerate(lines) if line.startswith(title))

    first = section("PRECEDENCE RELATIONS") + 2
    successors = []
    while not lines[first].startswith("*"):
        successors.append([int(word) - 1 for word in lines[first].split()[3:]])
        first += 1
    first = section("REQUESTS/DURATIONS") + 3
    rows = [[int(word) for word in line.split()] for line in lines[first : first + len(successors)]]
    capacities = [int(word) for word in lines[section("RESOURCEAVAILABILITIES") + 2].split()]
    model = cp_model.CpModel()
    horizon = sum(row[2] for row in rows)
    starts = [model.new_int_var(0, horizon, "") for _ in rows]
    intervals = [model.new_fixed_size_interval_var(s, row[2], "") for s, row in zip(starts, rows)]
    makespan = model.new_int_var(0, horizon, "")
    for i, after in enumerate(successors):
        for j in after:
            model.add(starts[j] >= starts[i] + rows[i][2])
        model.add(makespan >= starts[i] + rows[i][2])
    for k, capacity in enumerate(capacities):
        model.add_cumulative(intervals, [row[3 + k] for row in rows], capacity)
    model.minimize(makespan)
    return model


class Best(cp_model.CpSolverSolutionCallback):
    def __init__(self, begin):
        super().__init__()
        self.begin = begin
        self.time = None

    def on_solution_callback(self):
        self.time = time.monotonic() - self.begin


def main():
    seconds, workers = float(sys.argv[1]), int(sys.argv[2])
    for path in sys.argv[3:]:
        begin = time.monotonic()
        model = project_model(path) if path.endswith(".sm") else shop_model(path, path.endswith(".fjs"))
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = workers
        best = Best(begin)
        status = solver.solve(model, best)
        found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        print(
            json.dumps(
                {
                    "file": "/".join(Path(path).parts[-2:]),
                    "status": solver.status_name(status).lower(),
                    "objective": round(solver.objective_value) if found else None,
                    "bound": round(solver.best_objective_bound),
                    "found": best.time and round(best.time, 3),
                    "seconds": round(time.monotonic() - begin, 3),
                }
            ),
            flush=True,
        )


if __name__ == "__main__":
    main()
