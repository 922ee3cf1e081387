"""Three tasks do not fit into a shift, and the question is why.

In Swift: "An explained infeasibility" in the Cookbook of the articles on Modeling.
"""

import dovetail as dt

m = dt.Model("contradiction", horizon=8)
cut = m.interval(3, name="cut")
drill = m.interval(4, name="drill")
paint = m.interval(2, name="paint")
with m.named("one machine"):
    m.no_overlap([cut, drill])
with m.named("paint is dry before drilling"):
    m.precede(paint, drill, delay=1)
with m.named("shift ends at 8"):
    for task in (cut, drill, paint):
        m.add(task.end <= 8)
with m.named("cut comes last"):
    m.precede(drill, cut)

print(m.solve(time_limit=5).status)
explanation = m.explain()
assert explanation is not None
for group in explanation.groups:
    print(group.name)
