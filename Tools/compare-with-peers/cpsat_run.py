"""One run of OR-Tools' CP-SAT on a job shop or a project, as lines of JSON: improvements, then a summary.

  python3 cpsat_run.py FILE TIME_LIMIT WORKERS

The models are the usual ones: intervals with a no-overlap for each machine, or a cumulative for each resource, and the
makespan as the largest end. Times are seconds since the libraries were loaded, which takes Python a second and is not the
solver's fault; ours count from the start of the process.
"""
import json
import re
import sys
import time

from ortools.sat.python import cp_model

START = time.monotonic()


def read_job_shop(text):
    """Lists of (machine, duration) by job."""
    lines = [line.split() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    jobs, machines = int(lines[0][0]), int(lines[0][1])
    return [[(int(row[2 * k]), int(row[2 * k + 1])) for k in range(machines)] for row in lines[1 : jobs + 1]]


def read_project(text):
    """Durations, demands by activity, successors, capacities of a PSPLIB file."""
    rows = {"precedence": [], "requests": [], "availabilities": []}
    part = None
    for line in text.splitlines():
        if line.startswith("PRECEDENCE RELATIONS"):
            part = "precedence"
        elif line.startswith("REQUESTS/DURATIONS"):
            part = "requests"
        elif line.startswith("RESOURCEAVAILABILITIES"):
            part = "availabilities"
        elif part and re.match(r"^\s*\d", line):
            rows[part].append([int(word) for word in line.split()])
    successors = [[job - 1 for job in row[3:]] for row in rows["precedence"]]
    durations = [row[2] for row in rows["requests"]]
    demands = [row[3:] for row in rows["requests"]]
    return durations, demands, successors, rows["availabilities"][0]


def job_shop_model(model, jobs):
    horizon = sum(duration for job in jobs for _, duration in job)
    makespan = model.new_int_var(0, horizon, "makespan")
    on_machine = {}
    for job in jobs:
        before = None
        for machine, duration in job:
            start = model.new_int_var(0, horizon - duration, "")
            interval = model.new_fixed_size_interval_var(start, duration, "")
            on_machine.setdefault(machine, []).append(interval)
            if before is not None:
                model.add(start >= before)
            before = start + duration
        model.add(makespan >= before)
    for intervals in on_machine.values():
        model.add_no_overlap(intervals)
    model.minimize(makespan)


def project_model(model, durations, demands, successors, capacities):
    horizon = sum(durations)
    makespan = model.new_int_var(0, horizon, "makespan")
    starts = [model.new_int_var(0, horizon - duration, "") for duration in durations]
    for activity, followers in enumerate(successors):
        for follower in followers:
            model.add(starts[follower] >= starts[activity] + durations[activity])
        model.add(makespan >= starts[activity] + durations[activity])
    intervals = [model.new_fixed_size_interval_var(start, duration, "") for start, duration in zip(starts, durations)]
    for resource, capacity in enumerate(capacities):
        users = [a for a in range(len(durations)) if demands[a][resource] > 0 and durations[a] > 0]
        model.add_cumulative([intervals[a] for a in users], [demands[a][resource] for a in users], capacity)
    model.minimize(makespan)


def main():
    path, limit, workers = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
    with open(path) as file:
        text = file.read()
    model = cp_model.CpModel()
    if "PRECEDENCE RELATIONS" in text:
        project_model(model, *read_project(text))
    else:
        job_shop_model(model, read_job_shop(text))

    class Improvements(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self):
            line = {"event": "solution", "time": time.monotonic() - START, "objective": round(self.objective_value)}
            print(json.dumps(line), flush=True)

    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.01, limit - (time.monotonic() - START))
    solver.parameters.num_workers = workers
    status = solver.solve(model, Improvements())
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    summary = {
        "event": "summary",
        "status": solver.status_name(status).lower(),
        "objective": round(solver.objective_value) if found else None,
        "bound": round(solver.best_objective_bound),
        "time": time.monotonic() - START,
    }
    print(json.dumps(summary), flush=True)


main()
