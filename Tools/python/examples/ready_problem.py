"""A problem that Dovetail knows: all its heuristics, bounds and engines race on a shop.

In Swift: Tools/Examples/Sources/ready-problem.
"""

import dovetail as dt

TEXT = b"""
3 3
0 3  1 2  2 2
0 2  2 1  1 4
1 4  2 3  0 1
"""

problem = dt.read(TEXT, name="three by three")
result = problem.solve(time_limit=10)
print(result.status, result.objective)
assert result.solution is not None and problem.check(result.solution).valid
for row in result.solution.rows():
    print(row["machine"], row["task"], row["start"], row["end"])
