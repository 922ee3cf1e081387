"""Constrained projects for OR-Tools CP-SAT, from the JSON of a `schedule` that they are: whether there is a schedule, and
whether a reason given for there being none is one, and a least one. It knows nothing of how Dovetail solves."""

import json
import time

from ortools.sat.python import cp_model


def as_schedule(data):
    """The JSON of a constrained project as that of a `schedule`."""
    names = {task["id"]: task.get("name", f"task {task['id']}") for task in data["tasks"]}
    order = list(names)
    called = data.get("resources") or [f"resource {number}" for number in range(len(data["capacities"]))]
    resources = [{"name": n, "type": "renewable", "capacity": c, "breaks": []} for n, c in zip(called, data["capacities"])]
    for downtime in data.get("downtimes", []):
        resources[downtime["resource"]]["breaks"].append([downtime["start"], downtime["end"]])
    tasks = []
    for task in data["tasks"]:
        demands = {name: amount for name, amount in zip(called, task["demands"]) if amount}
        tasks.append({"name": names[task["id"]], "modes": [{"duration": task["duration"], "demands": demands}]})
    for pair in data.get("disjunctive", []):
        first, second = sorted(pair, key=order.index)
        name = f"{names[first]} or {names[second]}"
        resources.append({"name": name, "type": "machine"})
        for task in (first, second):
            tasks[order.index(task)]["modes"][0]["demands"][name] = 1
    for window in data.get("windows", []):
        task = tasks[order.index(window["task"])]
        task["earliestStart"] = window.get("release", 0)
        if "due" in window:
            task["latestEnd"] = window["due"]
    lags = [{"type": "endBeforeStart", "first": names[a], "second": names[b]} for a, b in data.get("precedences", [])]
    return {"tasks": tasks, "resources": resources, "constraints": lags}


class Project:
    """What is asked, as named parts that can be left out one by one."""

    def __init__(self, text):
        data = json.loads(text)
        if "format" not in data:
            data = as_schedule(data)
        self.tasks = {task["name"]: task["modes"][0] for task in data["tasks"]}
        self.resources = {resource["name"]: resource for resource in data["resources"]}
        self.parts = {}
        for task in data["tasks"]:
            name = task["name"]
            if task.get("earliestStart", 0) > 0:
                self.parts[f"{name} starts at {task['earliestStart']} at the earliest"] = ("release", name, task["earliestStart"])
            if "latestEnd" in task:
                self.parts[f"{name} ends at {task['latestEnd']} at the latest"] = ("due", name, task["latestEnd"])
            if any(self.resources[r].get("breaks") for r in self.tasks[name].get("demands", {})):
                self.parts[f"{name} keeps to the breaks of its resources"] = ("breaks", name)
        for name, resource in self.resources.items():
            users = [task for task, mode in self.tasks.items() if name in mode.get("demands", {})]
            if resource["type"] == "machine" and len(users) == 2:
                self.parts[f"{users[0]} and {users[1]} do not overlap"] = ("apart", *users)
            else:
                self.parts[name if name.startswith("resource") else f"resource {name}"] = ("capacity", name, users)
        for lag in data.get("constraints", []):
            assert lag["type"] == "endBeforeStart" and not lag.get("delay") and lag.get("maximum") is None, lag
            words = f"{lag['second']} starts no earlier than {lag['first']} ends"
            self.parts[words] = ("order", lag["first"], lag["second"])

    def solve(self, names=None, seconds=10, workers=2):
        """The status and the seconds, with all parts or these alone."""
        chosen = self.parts if names is None else {name: self.parts[name] for name in names}
        model = cp_model.CpModel()
        latest = sum(mode["duration"] for mode in self.tasks.values())
        latest += max([end for r in self.resources.values() for _, end in r.get("breaks", [])], default=0)
        latest += max([part[2] for part in self.parts.values() if part[0] == "release"], default=0)
        starts, intervals = {}, {}
        for name, mode in self.tasks.items():
            starts[name] = model.new_int_var(0, latest, name)
            intervals[name] = model.new_fixed_size_interval_var(starts[name], mode["duration"], name)
        for part in chosen.values():
            self._post(model, part, starts, intervals)
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = workers
        began = time.perf_counter()
        status = solver.solve(model)
        names = {cp_model.OPTIMAL: "feasible", cp_model.FEASIBLE: "feasible", cp_model.INFEASIBLE: "infeasible"}
        return names.get(status, "unknown"), time.perf_counter() - began

    def _post(self, model, part, starts, intervals):
        kind, *rest = part
        if kind == "release":
            model.add(starts[rest[0]] >= rest[1])
        elif kind == "due":
            model.add(starts[rest[0]] + self.tasks[rest[0]]["duration"] <= rest[1])
        elif kind == "order":
            model.add(starts[rest[0]] + self.tasks[rest[0]]["duration"] <= starts[rest[1]])
        elif kind == "apart":
            model.add_no_overlap([intervals[task] for task in rest])
        elif kind == "capacity":
            name, users = rest
            demands = [self.tasks[task]["demands"][name] for task in users]
            model.add_cumulative([intervals[task] for task in users], demands, self.resources[name].get("capacity", 1))
        elif kind == "breaks":
            for resource in self.tasks[rest[0]]["demands"]:
                for start, end in self.resources[resource].get("breaks", []):
                    pause = model.new_fixed_size_interval_var(start, end - start, "")
                    model.add_no_overlap([intervals[rest[0]], pause])

    def is_least(self, names):
        """Whether these parts have no schedule together, and would have one without any one of them."""
        if any(name not in self.parts for name in names):
            return False
        if self.solve(names)[0] != "infeasible":
            return False
        return all(self.solve([n for n in names if n != left])[0] == "feasible" for left in names)
