"""The same single jobs by CP-SAT, where OR-Tools is installed: its own reader and its own model."""

import time


def lines(path):
    with open(path) as source:
        for line in source:
            tokens = line.split("#")[0].split()
            if tokens:
                yield tokens


def read_job(path):
    """Names of tasks, and arcs with volumes."""
    names, arcs, numbers = [], {}, set()
    for tokens in lines(path):
        if tokens[0] == "comm_vol":
            arcs[int(tokens[1]), int(tokens[2])] = int(tokens[3])
        elif tokens[0] in ("job_name", "add_new_tasks"):
            continue
        elif tokens[1] not in ("HEAD", "TAIL", "earliest_start"):
            number = len(names)
            names.append(tokens[0])
            for token in tokens[2:]:
                arcs.setdefault((int(token), number), 0)
    return names, arcs


def read_platform(path):
    """Clusters as (capacity, times by name), bandwidths between clusters, and of an element to itself."""
    clusters, bands, own, left = {}, {}, 1, 0
    for tokens in lines(path):
        if tokens[0] == "add_new_resource":
            number, left = int(tokens[6]), int(tokens[10])
            clusters[number] = (int(tokens[8]), {})
            if tokens[2] in ("MEM", "CAC"):
                clusters[number] = (0, {})
        elif tokens[0] == "comm_band_self":
            own = int(tokens[1])
        elif tokens[0] == "comm_band":
            bands[int(tokens[1]), int(tokens[2])] = bands[int(tokens[2]), int(tokens[1])] = int(tokens[3])
        elif left and tokens[0] not in ("opp", "trip_freq", "DTPM_trip_freq", "power_profile", "PG_profile"):
            clusters[number][1].setdefault(tokens[0], int(tokens[1]))
            left -= 1
    return clusters, bands, own


def makespan(job, platform, seconds):
    """The makespan that CP-SAT finds, a text if it is not proved or there is none, and the seconds; None without OR-Tools."""
    try:
        from ortools.sat.python import cp_model
    except ImportError:
        return None
    names, arcs = read_job(job)
    clusters, bands, own = read_platform(platform)
    elements = [(number, place) for number, (size, _) in clusters.items() for place in range(size)]
    horizon = 2 * sum(max(c[1].get(name, 0) for c in clusters.values()) for name in names) + sum(arcs.values())
    model = cp_model.CpModel()
    starts = [model.new_int_var(0, horizon, "") for _ in names]
    ends = [model.new_int_var(0, horizon, "") for _ in names]
    chosen, users = [], {element: [] for element in elements}
    for task, name in enumerate(names):
        options = {}
        for element in elements:
            time_there = clusters[element[0]][1].get(name)
            if time_there is None:
                continue
            choice = model.new_bool_var("")
            options[element] = choice
            users[element].append(
                model.new_optional_interval_var(starts[task], time_there, ends[task], choice, ""))
        model.add_exactly_one(options.values())
        chosen.append(options)
    for intervals in users.values():
        model.add_no_overlap(intervals)
    for (source, target), volume in arcs.items():
        model.add(starts[target] >= ends[source])
        for first, left in chosen[source].items():
            for second, right in chosen[target].items():
                rate = own if first == second else bands.get((first[0], second[0]), 1)
                if volume // rate:
                    model.add(starts[target] >= ends[source] + volume // rate).only_enforce_if(left, right)
    last = model.new_int_var(0, horizon, "")
    model.add_max_equality(last, ends)
    model.minimize(last)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    begin = time.monotonic()
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return "none", time.monotonic() - begin
    found = round(solver.objective_value)
    return (found if status == cp_model.OPTIMAL else f"{found}, open"), time.monotonic() - begin
