"""Two jobs on one machine, and a third that waits for paint to dry.

In Swift: Tools/Examples/Sources/first-model.
"""

import dovetail as dt

m = dt.Model("first model")
cut = m.interval(3, name="cut")
drill = m.interval(4, name="drill")
paint = m.interval(2, name="paint")
m.no_overlap([cut, drill])  # one machine
m.precede(drill, paint, delay=1)
makespan = m.maximum([cut.end, paint.end])
m.minimize(makespan)

result = m.solve(time_limit=5)
print(result.status, result[makespan], result[cut.start])
