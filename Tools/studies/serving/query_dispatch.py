"""Dispatch of queries of many steps to unlike servers: release dates, deadlines, as few late queries as possible.

A query is 4 look-ups, keywords, two candidates side by side, revisions one by one, a unit tester, a unit test, and two
evaluations side by side. Times of a step by server are published for two kinds of accelerators; which steps a query has,
when it comes and when it is due are drawn here. A server runs one step at a time and to its end."""

import json
import random

# Hundredths of a second on an A100 and on an A6000.
TIMES = {
    "lookup": (23, 49), "keywords": (114, 211), "candidate": (1820, 3430), "revise": (333, 803),
    "tester": (17, 39), "test": (254, 456), "evaluate": (87, 179),
}
ACCELERATORS = ("A100", "A6000")
# The place of a server's accelerator in the times.
SERVERS = {"A100 1": 0, "A100 2": 0, "A6000 1": 1, "A6000 2": 1}


class Query:
    """Its steps are layers one after the other, each of steps side by side."""

    def __init__(self, name, release, due, layers):
        self.name, self.release, self.due, self.layers = name, release, due, layers

    @property
    def shortest(self):
        """Its time if it were alone on the fast servers."""
        return sum(max(TIMES[step][0] for step in layer) for layer in self.layers)


class Trace:
    def __init__(self, name, queries):
        self.name, self.queries = name, queries

    @property
    def steps(self):
        """(query, layer, place in the layer, kind) of every step."""
        return [
            (q, layer, place, kind) for q, query in enumerate(self.queries) for layer, kinds in enumerate(query.layers)
            for place, kind in enumerate(kinds)
        ]

    def title(self, step):
        return f"{self.queries[step[0]].name}.{step[1] + 1}.{step[2] + 1} {step[3]}"


def trace(count, gap, slack, seed):
    """Queries by a Poisson process, `gap` hundredths of a second apart on average; the time that each has is its shortest
    one times a factor from 1.1 to `slack`."""
    draws = random.Random(seed)
    time, queries = 0.0, []
    for number in range(count):
        revisions = [["revise"]] * draws.randint(0, 10)
        layers = [["lookup"]] * 4 + [["keywords"], ["candidate"] * 2] + revisions
        layers += [["tester"], ["test"], ["evaluate"] * 2]
        query = Query(f"q{number + 1}", int(time), 0, layers)
        query.due = query.release + int(query.shortest * draws.uniform(1.1, slack))
        queries.append(query)
        time += draws.expovariate(1 / gap)
    return Trace(f"dispatch-{count}", queries)


# Queries, mean gap, largest factor of the deadline, seed.
TRACES = [(6, 2600, 2.0, 1), (12, 2600, 2.4, 2), (20, 2600, 2.6, 3)]

# What the rule weighs speed with, against load.
ALPHAS = (0.1, 0.3, 0.5, 0.7, 0.9)


def document(trace):
    """The trace as a schedule in JSON: a task a step with a mode a kind of server, and late jobs to be few.

    Servers of a kind are alike, so they are one resource of as many units: what fits there can be given to them one by
    one, and the search has no servers to exchange."""
    tasks, constraints = [], []
    for step in trace.steps:
        modes = [
            {"name": name, "duration": TIMES[step[3]][kind], "demands": {name: 1}}
            for kind, name in enumerate(ACCELERATORS)
        ]
        tasks.append({"name": trace.title(step), "job": trace.queries[step[0]].name, "modes": modes})
    for before in trace.steps:
        for after in trace.steps:
            if after[0] == before[0] and after[1] == before[1] + 1:
                constraints.append(
                    {"type": "endBeforeStart", "first": trace.title(before), "second": trace.title(after)})
    return {
        "format": "dovetail-schedule", "version": 1, "name": trace.name,
        "jobs": [{"name": q.name, "release": q.release, "due": q.due} for q in trace.queries],
        "resources": [
            {"name": name, "type": "renewable", "capacity": list(SERVERS.values()).count(kind)}
            for kind, name in enumerate(ACCELERATORS)
        ],
        "tasks": tasks, "constraints": constraints, "objective": [[{"measure": "tardyJobs", "weight": 1}]],
    }


def text(trace):
    """The document, a task and a constraint a line."""
    parts = document(trace)
    lines = []
    for key, value in parts.items():
        if key in ("jobs", "resources", "tasks", "constraints"):
            rows = ",\n".join("    " + json.dumps(row) for row in value)
            lines.append(f'  "{key}": [\n{rows}\n  ]')
        else:
            lines.append(f'  "{key}": {json.dumps(value)}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def late(trace, plan):
    """How many queries are late by a plan, which gives each step its server, start and end.

    - Raises ValueError with the rule that the plan breaks."""
    busy = {server: [] for server in SERVERS}
    for step in trace.steps:
        server, start, end = plan[step]
        if end - start != TIMES[step[3]][SERVERS[server]]:
            raise ValueError(f"{trace.title(step)} takes {end - start} on {server}")
        if start < trace.queries[step[0]].release:
            raise ValueError(f"{trace.title(step)} starts before its query comes")
        busy[server].append((start, end, step))
        for other in trace.steps:
            if other[0] == step[0] and other[1] == step[1] - 1 and plan[other][2] > start:
                raise ValueError(f"{trace.title(step)} starts before {trace.title(other)} ends")
    for stretches in busy.values():
        stretches.sort()
        for (_, end, one), (start, _, other) in zip(stretches, stretches[1:]):
            if start < end:
                raise ValueError(f"{trace.title(one)} and {trace.title(other)} at the same time")
    return sum(completion(trace, plan, q) > query.due for q, query in enumerate(trace.queries))


def completion(trace, plan, number):
    return max(plan[step][2] for step in trace.steps if step[0] == number)


def plan_of(trace, solution):
    """The plan of a solution file, by the names of tasks."""
    found = {task["task"]: task for task in solution["tasks"]}
    stretches = {}
    for step in trace.steps:
        task = found[trace.title(step)]
        stretches[step] = (task["mode"], task["start"], task["end"])
    return with_servers(trace, stretches)


def solution_of(trace, plan):
    """The body of a solution file of a plan."""
    return {
        "tasks": [
            {"task": trace.title(step), "mode": SERVERS[server], "start": start, "end": end}
            for step, (server, start, end) in ((step, plan[step]) for step in trace.steps)
        ]
    }


def with_servers(trace, stretches):
    """Each step on a server of its kind that is free, from its kind, start and end."""
    free = {server: 0 for server in SERVERS}
    plan = {}
    for step, (kind, start, end) in sorted(stretches.items(), key=lambda entry: entry[1][1]):
        own = [server for server, its in SERVERS.items() if its == kind and free[server] <= start]
        if not own:
            raise ValueError(f"no server is free for {trace.title(step)} at {start}")
        plan[step] = (own[0], start, end)
        free[own[0]] = end
    return plan


def mean(kind):
    """Of a step over the servers."""
    return sum(TIMES[kind][accelerator] for accelerator in SERVERS.values()) / len(SERVERS)


class Rule:
    """The published rule, played in time.

    A step that is ready goes to the server with the largest alpha · (base time / time) - (1 - alpha) · (load / base load):
    its base time is that of the fastest kind; a server's load is what it still has to run, the base load the mean over the
    servers. A server that is free takes the step of the largest time - (step's deadline - elapsed), where what is left
    until the query's deadline is split over the remaining layers by mean times. The rule knows how many revisions come,
    which a server would have to estimate."""

    def __init__(self, trace, alpha):
        self.trace, self.alpha = trace, alpha
        self.queues = {server: [] for server in SERVERS}
        self.free = {server: 0 for server in SERVERS}
        self.plan = {}

    def play(self):
        events = sorted({query.release for query in self.trace.queries})
        arrivals = {}
        for number, query in enumerate(self.trace.queries):
            arrivals.setdefault(query.release, []).append(number)
        while events:
            now = events.pop(0)
            for number in arrivals.pop(now, []):
                self.ready(number, 0, now)
            for step in [s for s, (_, _, end) in self.plan.items() if end == now]:
                self.after(step, now)
            for server in SERVERS:
                if self.free[server] <= now and self.queues[server]:
                    end = self.start(server, now)
                    events = sorted({*events, end})
        return self.plan

    def ready(self, number, layer, now):
        """The steps of a layer may run from now on."""
        for step in self.trace.steps:
            if step[:2] == (number, layer):
                self.queues[self.best(step, now)].append((step, now, now + self.share(number, layer, now)))

    def after(self, step, now):
        number, layer = step[:2]
        query = self.trace.queries[number]
        whole = [self.plan.get(other) for other in self.trace.steps if other[:2] == (number, layer)]
        is_over = all(entry and entry[2] <= now for entry in whole)
        # Of steps side by side that end together, the last one goes on.
        is_last = step == max(other for other in self.plan if other[:2] == (number, layer) and self.plan[other][2] == now)
        if is_over and is_last and layer + 1 < len(query.layers):
            self.ready(number, layer + 1, now)

    def share(self, number, layer, now):
        """How long the layer may take of what is left until the deadline."""
        query = self.trace.queries[number]
        means = [max(mean(kind) for kind in kinds) for kinds in query.layers[layer:]]
        return (query.due - now) * means[0] / sum(means)

    def time(self, step, server):
        return TIMES[step[3]][SERVERS[server]]

    def best(self, step, now):
        loads = {
            server: max(0, self.free[server] - now) + sum(self.time(entry[0], server) for entry in self.queues[server])
            for server in SERVERS
        }
        base = sum(loads.values()) / len(loads) or 1
        fastest = min(TIMES[step[3]])
        return max(
            SERVERS,
            key=lambda s: self.alpha * fastest / self.time(step, s) - (1 - self.alpha) * loads[s] / base)

    def start(self, server, now):
        queue = self.queues[server]
        entry = max(queue, key=lambda e: self.time(e[0], server) - (e[2] - now))
        queue.remove(entry)
        end = now + self.time(entry[0], server)
        self.plan[entry[0]] = (server, now, end)
        self.free[server] = end
        return end
