"""Batch admission over time: when each request joins the batch, so that the total flow time in steps is least.

Time is counted in steps of decoding, in each of which every request of the batch writes one token. In the step u that
begins s steps after its start a request holds `used + s + 1` tokens."""

import random

import admission
from model_lines import ModelLines, form


class Stream:
    """Requests with their arrivals, and the memory of the server."""

    def __init__(self, name, requests, capacity):
        self.name, self.requests, self.capacity = name, requests, capacity


def stream(kind, count, gap, capacity, seed):
    """Requests of a kind, so many steps apart on average."""
    draws = random.Random(seed)
    (least, most), (shortest, longest) = admission.KINDS[kind]
    time, requests = 0, []
    for number in range(count):
        requests.append(
            admission.Request(
                f"request {number + 1}", draws.randint(least, most) + 1, draws.randint(shortest, longest), time))
        time += draws.randint(0, 2 * gap)
    return Stream(f"admission-times-{kind}-{count}", requests, capacity)


# Kind, mean steps between arrivals, capacity, seed.
STREAMS = [("chat", 20, 5000, 1), ("documents", 10, 9000, 2), ("mixed", 40, 9000, 3)]


def total_flow(stream, starts):
    """- Raises ValueError with the rule that the starts break."""
    for request, start in zip(stream.requests, starts):
        if start < request.arrival:
            raise ValueError(f"{request.name} begins at {start}, before it arrives")
    for step in range(max(s + r.left for r, s in zip(stream.requests, starts))):
        held = sum(r.used + step - s + 1 for r, s in zip(stream.requests, starts) if s <= step < s + r.left)
        if held >= stream.capacity:
            raise ValueError(f"in step {step} the batch holds {held} tokens")
    return sum(s + r.left - r.arrival for r, s in zip(stream.requests, starts))


def by_prefix(stream, skips=False, now=0, started=None):
    """The published rule step by step: of those that wait, in their order, as many as keep the peak below the capacity.

    With `skips` it goes on behind a request that does not fit. From `now` on, with the starts of those that have begun.
    Returns the starts."""
    starts = dict(started or {})
    step = now
    while len(starts) < len(stream.requests):
        batch = [
            admission.Request(r.name, r.used + step - s, r.left - (step - s)) for r, s in starts.items()
            if step < s + r.left
        ]
        for request in stream.requests:
            if request in starts or request.arrival > step:
                continue
            if admission.peak(batch + [request]) < stream.capacity:
                batch.append(request)
                starts[request] = step
            elif not skips:
                break
        step += 1
    return [starts[request] for request in stream.requests]


# A request's memory is a ramp; for a cumulative resource it is at least this many stairs.
STAIRS = 4


def model(stream, now=0, started=None):
    """The starts with the least total flow time, as the text of a model; those of `started` are given, the others not
    before `now`.

    The memory is at its peak in the last step of some request: it is counted in each of these, for all that run then.
    Beside these rows, which say all, there is a cumulative resource of stairs below the ramps, which says less and
    shows it sooner."""
    requests, limit = stream.requests, stream.capacity - 1
    lines = ModelLines(stream.name)
    given = started or {}
    horizon = max(now, *(request.arrival for request in requests)) + sum(request.left for request in requests)
    ranges = {r: (given[r], given[r]) if r in given else (max(now, r.arrival), horizon - r.left) for r in requests}
    starts = [lines.integer(*ranges[request], request.name) for request in requests]
    intervals, demands = [], []
    for request, start in zip(requests, starts):
        for stair in range(STAIRS):
            begin = request.left * stair // STAIRS
            height = request.used + 1 if stair == 0 else begin - request.left * (stair - 1) // STAIRS
            if begin == 0 and stair or not height:
                continue
            at = start
            if begin:
                low, high = ranges[request]
                at = lines.integer(low + begin, high + begin, f"{request.name}.{stair}")
                lines.add(f"linear {form([(1, start), (-1, at)], begin)} = 0")
            intervals.append(lines.interval(at, request.left - begin, f"{request.name} stair {stair}"))
            demands.append(str(height))
    lines.add(f"cumulative [{', '.join(intervals)}] demands [{'; '.join(demands)}] capacity {limit}")
    outlasts = {}
    for place, request in enumerate(requests):
        for other in range(place):
            # The later one of the list ends no earlier; of two that end together, one row is enough that counts both.
            name = f"{request.name} outlasts {requests[other].name}"
            outlasts[place, other] = lines.boolean(name)
            outlasts[other, place] = f"!{outlasts[place, other]}"
            lines.exactly_where(
                outlasts[place, other], [(1, starts[other]), (-1, starts[place])], request.left - requests[other].left)
    for end, last in enumerate(requests):
        held = []
        for place, request in enumerate(requests):
            if request is last:
                continue
            begun = lines.boolean(f"{request.name} has begun at the end of {last.name}")
            lines.exactly_where(begun, [(1, starts[place]), (-1, starts[end])], last.left - 1)
            tokens = lines.integer(0, request.used + request.left, f"tokens of {request.name} at the end of {last.name}")
            lines.at_most(
                [(1, starts[end]), (-1, starts[place]), (-1, tokens)], -request.used - last.left,
                [begun, outlasts[place, end]])
            held.append((1, tokens))
        lines.at_most(held, limit - last.used - last.left)
    rest = sum(request.left - request.arrival for request in requests)
    lines.add("minimize " + form([(1, start) for start in starts], rest))
    return lines.text()


def starts_of(stream, solution):
    return [solution["values"][request.name] for request in stream.requests]
