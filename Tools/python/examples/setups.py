"""Four jobs are painted on one machine, which needs a time from colour to colour; they end at 9.

In Swift: "Setups" in the Cookbook of the articles on Modeling.
"""

import dovetail as dt

m = dt.Model("setups")
# Colours of the jobs: 0 is white, 1 is black. After black the machine has to be cleaned.
colours = [0, 1, 0, 1]
jobs = [m.interval(2, name=f"job {number}") for number in range(4)]
m.no_overlap(jobs, kinds=colours, times=[[0, 1], [5, 0]])
makespan = m.maximum([job.end for job in jobs])
m.minimize(makespan)

result = m.solve(time_limit=20)
print(result.status, result[makespan])
order = sorted(range(4), key=lambda number: result[jobs[number].start])
print([colours[number] for number in order])
