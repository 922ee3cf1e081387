"""Batch admission: which of the requests that wait join the running batch, or when each of them does.

A request that has begun holds what it has read and written, a token more with each step, until its output is whole;
nothing is evicted. `used` counts tokens held at the present step plus one, `left` the tokens still to be written."""

import random

from model_lines import ModelLines


class Request:
    def __init__(self, name, used, left, arrival=0):
        self.name, self.used, self.left, self.arrival = name, used, left, arrival


class Snapshot:
    """One moment of a server: what runs, what waits in the order of arrival, and its limits."""

    def __init__(self, name, running, queue, capacity, most, prefill):
        self.name, self.running, self.queue = name, running, queue
        self.capacity, self.most, self.prefill = capacity, most, prefill


def peak(requests):
    """The most memory that requests will hold together which all run from now on to their ends.

    The k-th by descending rest ends when it has written that rest; then the first k hold what they have now and as much
    more each: the published formula."""
    most = held = 0
    for count, request in enumerate(sorted(requests, key=lambda request: -request.left), 1):
        held += request.used
        most = max(most, request.left * count + held)
    return most


def peak_step_by_step(requests):
    """The same by going through all steps."""
    steps = range(1, max((request.left for request in requests), default=0) + 1)
    return max((sum(r.used + step for r in requests if r.left >= step) for step in steps), default=0)


# Lengths of what comes in and of what is written, in tokens.
KINDS = {"chat": ((10, 400), (100, 1000)), "documents": ((1000, 4000), (10, 200)), "mixed": ((10, 4000), (1, 1000))}


def snapshot(kind, running, waiting, capacity, seed):
    """Requests of a kind; those that run have written a part of their output."""
    draws = random.Random(seed)
    (least, most), (shortest, longest) = KINDS[kind]
    runs = []
    for number in range(running):
        size, output = draws.randint(least, most), draws.randint(shortest, longest)
        written = draws.randrange(output)
        runs.append(Request(f"running {number + 1}", size + written + 1, output - written))
    queue = [
        Request(f"request {number + 1}", draws.randint(least, most) + 1, draws.randint(shortest, longest))
        for number in range(waiting)
    ]
    return Snapshot(f"admission-{kind}-{waiting}", runs, queue, capacity, most=256, prefill=16384)


SNAPSHOTS = [
    ("chat", 10, 60, 20000, 1), ("documents", 4, 40, 30000, 2), ("mixed", 8, 100, 40000, 3),
]


def admitted(shot, chosen):
    """- Raises ValueError with the limit that the choice breaks."""
    batch = shot.running + chosen
    if len({request.name for request in chosen}) < len(chosen) or not set(chosen) <= set(shot.queue):
        raise ValueError("not a choice from the queue")
    if len(batch) > shot.most:
        raise ValueError(f"{len(batch)} requests, at most {shot.most}")
    if sum(request.used - 1 for request in chosen) > shot.prefill:
        raise ValueError(f"more than {shot.prefill} tokens to read at once")
    # By the definition, not by the formula that the rule and the model use.
    if peak_step_by_step(batch) >= shot.capacity:
        raise ValueError(f"the peak is {peak_step_by_step(batch)}, and must be below {shot.capacity}")
    return len(chosen)


def prefix(shot):
    """The published rule: the queue in its order, up to the first request that does not fit."""
    chosen = []
    for request in shot.queue:
        try:
            admitted(shot, chosen + [request])
        except ValueError:
            break
        chosen.append(request)
    return chosen


def skipping(shot):
    """The same, but going on behind what does not fit."""
    chosen = []
    for request in shot.queue:
        try:
            admitted(shot, chosen + [request])
        except ValueError:
            continue
        chosen.append(request)
    return chosen


def model(shot):
    """As many admitted requests as possible, as the text of a model: a row for each end that could be the peak."""
    lines = ModelLines(shot.name)
    literal = {request: lines.boolean(request.name) for request in shot.queue}
    lines.at_most([(1, x) for x in literal.values()], shot.most - len(shot.running))
    lines.at_most([(request.used - 1, x) for request, x in literal.items()], shot.prefill)
    order = sorted(shot.running + shot.queue, key=lambda request: -request.left)
    for place, last in enumerate(order):
        # When the rest of `last` is written, all before it in the order still run.
        first = order[: place + 1]
        fixed = sum(request.used + last.left for request in first if request not in literal)
        terms = [(request.used + last.left, literal[request]) for request in first if request in literal]
        lines.at_most(terms, shot.capacity - 1 - fixed, [literal[last]] if last in literal else [])
    lines.add("maximize " + " + ".join(literal.values()))
    return lines.text()


def choice(shot, solution):
    return [request for request in shot.queue if solution["values"][request.name] == 1]
