"""Task allocation as a plain model of OR-Tools CP-SAT."""

import json

from ortools.sat.python import cp_model


def solve(path, seconds, workers):
    """The best value and the bound; the value is None where there is no solution."""
    with open(path) as file:
        data = json.load(file)
    entities, tasks = data["entities"], data["tasks"]
    costs = data.get("costs") or [[entity["cost"]] * len(tasks) for entity in entities]
    model = cp_model.CpModel()
    served = [model.new_bool_var(f"y{t}") for t in range(len(tasks))]
    there = [[model.new_bool_var(f"x{e}_{t}") for t in range(len(tasks))] for e in range(len(entities))]
    for row in there:
        model.add_at_most_one(row)
    for t, task in enumerate(tasks):
        for k, need in enumerate(task["needs"]):
            amounts = sum(entity["abilities"][k] * there[e][t] for e, entity in enumerate(entities))
            model.add(amounts >= need * served[t])
        for row in there:
            model.add_implication(row[t], served[t])
    profit = sum(task["value"] * served[t] for t, task in enumerate(tasks))
    model.maximize(profit - sum(costs[e][t] * there[e][t] for e in range(len(entities)) for t in range(len(tasks))))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    status = solver.solve(model)
    bound = round(solver.best_objective_bound)
    return (round(solver.objective_value) if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None), bound
