"""Batch admission without knowing the future: starts are planned at each arrival for the requests that have come, and kept
until the next. What has started stays, and nothing is evicted. Like the rule, it knows how much each request will write."""

import admission_times
import studies
from model_lines import solved


def starts(stream, seconds, workers=None, dovetail=None):
    """The starts as they came to be.

    - Parameter seconds: of each solve.
    """
    plan = {}
    for now in sorted({request.arrival for request in stream.requests}):
        begun = {request: start for request, start in plan.items() if start < now}
        here = [r for r in stream.requests if r.arrival <= now and (r not in begun or begun[r] + r.left > now)]
        open_part = admission_times.Stream(stream.name, here, stream.capacity)
        running = {request: begun[request] for request in here if request in begun}
        # The better rule from here on is a plan already.
        rules = [admission_times.by_prefix(open_part, skips, now, running) for skips in (False, True)]
        best = min(rules, key=sum)
        summary, solution = solved(
            admission_times.model(open_part, now, running), ".dvt", seconds, workers, dovetail,
            {"values": {request.name: start for request, start in zip(here, best)}})
        if solution is None:
            raise studies.Failure(f"{stream.name}: no plan at {now}: {summary['status']}")
        plan = {**begun, **dict(zip(here, admission_times.starts_of(open_part, solution)))}
    return [plan[request] for request in stream.requests]
