"""Dispatch without knowing the future: a plan at each arrival, of the queries that have come, which is kept until the next.

What has started stays; all else may change. Of the plans with the fewest late queries, one with a small total flow time is
taken, so that servers do not wait. Like the rule, it is told how many revisions a query will have."""

import json

import query_dispatch
import studies
from model_lines import solved


def plan(trace, seconds, workers=None, dovetail=None):
    """The plan as it was carried out.

    - Parameter seconds: of each solve.
    """
    stretches = {}
    for now in sorted({query.release for query in trace.queries}):
        started = {step: entry for step, entry in stretches.items() if entry[1] < now}
        text, steps = document(trace, now, started)
        summary, solution = solved(text, ".json", seconds, workers, dovetail)
        if solution is None:
            raise studies.Failure(f"{trace.name}: no plan at {now}: {summary['status']}")
        stretches = started
        for step, task in zip(steps, solution["tasks"]):
            stretches[step] = (task["mode"], task["start"], task["end"])
    return query_dispatch.with_servers(trace, stretches)


def document(trace, now, started):
    """What is left to do at a time, as a schedule, and its steps in the order of the tasks."""
    whole = query_dispatch.document(trace)
    steps, tasks = [], []
    for step, task in zip(trace.steps, whole["tasks"]):
        if trace.queries[step[0]].release > now:
            continue
        if step not in started:
            tasks.append({**task, "earliestStart": now})
        elif started[step][2] > now:
            kind, start, end = started[step]
            tasks.append({**task, "frozen": {"mode": kind, "start": start, "end": end}})
        else:
            continue
        steps.append(step)
    names = {task["name"] for task in tasks}
    open_jobs = {task["job"] for task in tasks}
    whole["tasks"] = tasks
    whole["jobs"] = [job for job in whole["jobs"] if job["name"] in open_jobs]
    whole["constraints"] = [c for c in whole["constraints"] if {c["first"], c["second"]} <= names]
    whole["objective"].append([{"measure": "totalFlow", "weight": 1}])
    return json.dumps(whole), steps
