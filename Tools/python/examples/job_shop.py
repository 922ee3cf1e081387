"""The job shop ft06 (Fisher and Thompson 1963), written down by hand; its shortest makespan is 55.

In Swift: Tools/Examples/Sources/job-shop.
"""

from itertools import pairwise

import dovetail as dt

# Of each job, the machines that it visits and for how long, in this order.
JOBS = [
    [(2, 1), (0, 3), (1, 6), (3, 7), (5, 3), (4, 6)],
    [(1, 8), (2, 5), (4, 10), (5, 10), (0, 10), (3, 4)],
    [(2, 5), (3, 4), (5, 8), (0, 9), (1, 1), (4, 7)],
    [(1, 5), (0, 5), (2, 5), (3, 3), (4, 8), (5, 9)],
    [(2, 9), (1, 3), (4, 5), (5, 4), (0, 3), (3, 1)],
    [(1, 3), (3, 3), (5, 9), (0, 10), (4, 4), (2, 1)],
]

m = dt.Model("ft06")
visitors: list[list[dt.IntervalVar]] = [[] for _ in range(6)]
ends = []
for number, job in enumerate(JOBS):
    tasks = [m.interval(time, name=f"job {number} on machine {machine}") for machine, time in job]
    for before, after in pairwise(tasks):
        m.precede(before, after)
    for task, (machine, _) in zip(tasks, job):
        visitors[machine].append(task)
    ends.append(tasks[-1].end)
for line in visitors:
    m.no_overlap(line)
m.minimize(m.maximum(ends))

result = m.solve(time_limit=60)
print(result.status, result.objective)
for machine, line in enumerate(visitors):
    order = sorted(line, key=lambda task: result[task.start])
    print(f"machine {machine}:", ", ".join(f"{result[task.start]}" for task in order))
