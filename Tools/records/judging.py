"""Solutions judged by the rules of their problem, from the numbers of the instance's file.

This is a second statement of most problems, which shares nothing with the program. `value` gives what a solution costs,
raises `Wrong` where it breaks a rule, and is None for sets that have no statement here.
"""

import json
from fractions import Fraction
from itertools import combinations


class Wrong(Exception):
    """A rule that the solution breaks."""


def _need(holds, rule):
    if not holds:
        raise Wrong(rule)


def _apart(spans, what):
    """Of what is done one after the other, none begins before the one ahead has ended; what takes no time is nowhere."""
    spans = sorted(span for span in spans if span[1] > span[0])
    _need(all(a[1] <= b[0] for a, b in zip(spans, spans[1:])), f"two at a time on {what}")


def _machines_apart(uses):
    """Pairs of a machine and a span."""
    machines = {}
    for machine, span in uses:
        machines.setdefault(machine, []).append(span)
    for machine, spans in machines.items():
        _apart(spans, f"machine {machine}")


def _timed(solution, counts, first):
    """By job and operation the start, the end and the mode; jobs and operations are named by numbers from `first` on."""
    tasks = {task["task"]: task for task in solution["tasks"]}
    names = [[f"{job + first}.{place + first}" for place in range(count)] for job, count in enumerate(counts)]
    _need(sum(counts) == len(solution["tasks"]) and all(name in tasks for row in names for name in row), "other tasks")
    rows = [[(tasks[name]["start"], tasks[name]["end"], tasks[name]["mode"]) for name in row] for row in names]
    _need(all(time >= 0 for row in rows for task in row for time in task), "a negative time")
    return rows


def _in_order(rows, durations):
    for row, lengths in zip(rows, durations):
        _need(all(end == start + length for (start, end, _), length in zip(row, lengths)), "a duration")
        _need(all(a[1] <= b[0] for a, b in zip(row, row[1:])), "the order of a job")


def _last(rows):
    return max(row[-1][1] for row in rows)


# Job shops: machine and duration of each operation.

def _job_shop(text, solution, variant):
    numbers = [int(word) for word in text.split()]
    jobs, machines = numbers[:2]
    pairs = [list(zip(*[iter(numbers[2 + 2 * machines * job:2 + 2 * machines * (job + 1)])] * 2)) for job in range(jobs)]
    if "starts" in solution:
        rows = [[(start, start + duration, 0) for start, (_, duration) in zip(starts, row, strict=True)]
                for starts, row in zip(solution["starts"], pairs, strict=True)]
    else:
        rows = _timed(solution, [machines] * jobs, 0)
    blocking = variant == "blocking-swap"
    if blocking:
        # An operation ends when it leaves its machine, which is when the next one starts; no less than its duration after.
        for row, pair in zip(rows, pairs):
            _need(all(end >= start + length for (start, end, _), (_, length) in zip(row, pair)), "a duration")
            _need(all(a[1] == b[0] for a, b in zip(row, row[1:])), "a job that is on no machine")
    else:
        _in_order(rows, [[length for _, length in row] for row in pairs])
    if variant == "no-wait":
        _need(all(a[1] == b[0] for row in rows for a, b in zip(row, row[1:])), "a job that waits")
    _machines_apart((machine, task[:2]) for row, pair in zip(rows, pairs) for task, (machine, _) in zip(row, pair))
    if variant == "setup":
        _setups(numbers, rows, pairs, machines)
    if variant and variant.startswith("weighted-tardiness="):
        factor = Fraction(variant.partition("=")[2])
        total = 0
        for job, (row, pair) in enumerate(zip(rows, pairs)):
            weight = 4 if 5 * job < jobs else 2 if 5 * job < 4 * jobs else 1
            total += weight * max(0, row[-1][1] - int(factor * sum(length for _, length in pair)))
        return total
    return _last(rows)


def _setups(numbers, rows, pairs, machines):
    """Setup times are distances of points that a generator draws, begun with the sum of the file's numbers."""
    state = sum(numbers)
    points = {}
    for machine in range(machines):
        for job in range(len(rows)):
            drawn = []
            for _ in range(2):
                state ^= (state << 13) & 0xFFFFFFFF
                state ^= state >> 17
                state ^= (state << 5) & 0xFFFFFFFF
                drawn.append(int(20 * (state / (2**32 - 1)) + 0.5))
            points[machine, job] = drawn
    for machine in range(machines):
        spans = [(task[:2], job) for job, (row, pair) in enumerate(zip(rows, pairs))
                 for task, (on, _) in zip(row, pair) if on == machine]
        for ((_, end), a), ((start, _), b) in combinations(sorted(spans), 2):
            (x, y), (u, v) = points[machine, a], points[machine, b]
            _need(start >= end + int(((x - u)**2 + (y - v)**2) ** 0.5 + 0.5), f"a setup on machine {machine}")


# Matrices: a row of durations for each job.

def _matrix(text, solution, variant):
    numbers = iter([int(word) for word in text.split()])

    def take(count):
        return [next(numbers) for _ in range(count)]

    jobs, machines = take(2)
    factories = take(1)[0] if variant == "distributed" else 1
    due = take(jobs) if variant == "permutation-tardiness" else []
    stages = take(machines) if variant == "hybrid" else []
    lengths = [take(machines) for _ in range(jobs)]
    setups = [[take(jobs) for _ in range(jobs)] for _ in range(machines)] if variant == "permutation-setup" else []
    if variant == "parallel":
        return _parallel(solution, lengths)
    rows = _timed(solution, [machines] * jobs, 1)
    if variant == "open":
        _need(all(end == start + length for row, line in zip(rows, lengths) for (start, end, _), length in zip(row, line)),
              "a duration")
        for row in rows:
            _apart([task[:2] for task in row], "a job")
        _machines_apart((machine, task[:2]) for row in rows for machine, task in enumerate(row))
        return max(task[1] for row in rows for task in row)
    _in_order(rows, lengths)
    if variant == "hybrid":
        _need(all(task[2] < stages[stage] for row in rows for stage, task in enumerate(row)), "a machine")
        _machines_apart(((stage, task[2]), task[:2]) for row in rows for stage, task in enumerate(row))
    elif variant == "flow":
        _machines_apart((machine, task[:2]) for row in rows for machine, task in enumerate(row))
    else:
        _need(all(task[2] == row[0][2] < factories for row in rows for task in row), "a factory")
        for factory in range(factories):
            _one_order([(row, job) for job, row in enumerate(rows) if row[0][2] == factory], setups)
    if variant == "permutation-no-wait":
        _need(all(a[1] == b[0] for row in rows for a, b in zip(row, row[1:])), "a job that waits")
    if variant == "permutation-completion":
        return sum(row[-1][1] for row in rows)
    if variant == "permutation-tardiness":
        return sum(max(0, row[-1][1] - date) for row, date in zip(rows, due))
    return _last(rows)


def _one_order(rows, setups):
    """On all machines jobs come in one order, each after the one ahead and, where there are setups, after these."""
    rows.sort(key=lambda pair: (sum(task[0] + task[1] for task in pair[0])))
    for (ahead, a), (behind, b) in zip(rows, rows[1:]):
        for machine, (first, second) in enumerate(zip(ahead, behind)):
            _need(second[0] >= first[1] + (setups[machine][a][b] if setups else 0), f"the order on machine {machine}")


def _parallel(solution, lengths):
    tasks = {int(task["task"]) - 1: task for task in solution["tasks"]}
    _need(sorted(tasks) == list(range(len(lengths))) and len(solution["tasks"]) == len(lengths), "other tasks")
    for job, task in tasks.items():
        _need(task["start"] >= 0 and task["end"] == task["start"] + lengths[job][task["mode"]], "a duration")
    _machines_apart((task["mode"], (task["start"], task["end"])) for task in tasks.values())
    return max(task["end"] for task in tasks.values())


# Flexible job shops: modes of each operation, each with what it needs and its duration.

def _flexible(text, solution, workers):
    numbers = iter([int(word) for word in text.split()])
    jobs, _ = next(numbers), next(numbers)
    if workers:
        next(numbers)
    modes = []
    for _ in range(jobs):
        modes.append([])
        for _ in range(next(numbers)):
            choices = []
            for _ in range(next(numbers)):
                machine = ("machine", next(numbers))
                if workers:
                    choices += [([machine, ("worker", next(numbers))], next(numbers)) for _ in range(next(numbers))]
                else:
                    choices.append(([machine], next(numbers)))
            modes[-1].append(choices)
    rows = _timed(solution, [len(row) for row in modes], 1)
    taken = [[choices[task[2]] for task, choices in zip(row, line)] for row, line in zip(rows, modes)]
    _in_order(rows, [[length for _, length in line] for line in taken])
    _machines_apart((need, task[:2]) for row, line in zip(rows, taken)
                    for task, (needs, _) in zip(row, line) for need in needs)
    return _last(rows)


# Teams of entities by task: what is done pays its value less the costs of its team.

def _teams(text, solution):
    data = json.loads(text)
    entities, tasks, teams = data["entities"], data["tasks"], solution["teams"]
    _need(len(teams) == len(tasks), "other tasks")
    members = [entity for team in teams for entity in team]
    _need(len(set(members)) == len(members), "an entity in two teams")
    total = 0
    for number, (task, team) in enumerate(zip(tasks, teams)):
        if team:
            able = [sum(entities[entity]["abilities"][kind] for entity in team) for kind in range(len(task["needs"]))]
            _need(all(have >= need for have, need in zip(able, task["needs"])), "a team that is not able")
            costs = [data["costs"][entity][number] if "costs" in data else entities[entity]["cost"] for entity in team]
            total += task["value"] - sum(costs)
    return total


def value(instance, path, solution):
    """What the solution costs by the file at `path`."""
    with open(path.partition("#")[0], encoding="utf-8") as file:
        text = "\n".join(line.partition("#")[0] for line in file)
    variant = instance.options[-1] if "--variant" in instance.options else ""
    table = instance.set.table.split("/")[0]
    try:
        if table in ("jobshop", "jobshop_large"):
            return _job_shop(text, solution, variant)
        if variant:
            return _matrix(text, solution, variant)
        if table in ("fjsp", "fjsp_workers"):
            return _flexible(text, solution, table == "fjsp_workers")
        if table == "allocation":
            return _teams(text, solution)
    except (KeyError, IndexError, ValueError, TypeError, StopIteration) as error:
        raise Wrong(f"no solution of this instance: {error!r}") from None
    return None
