"""A small project with a crew of four: the fence is made by two of them in 3 days, or bought, for 6
days and a price.

In Swift: Tools/Examples/Sources/project.
"""

import dovetail as dt

m = dt.Model("project")
dig = m.interval(3, name="dig")
build = m.interval(4, name="build")
wire = m.interval(2, name="wire")
m.precede(dig, build)
m.precede(dig, wire, delay=1)

# The fence is one of two, which take place in its stead.
is_bought = m.boolean("the fence is bought")
own_fence = m.interval(3, presence=m.boolean("it is made"), name="own fence")
bought_fence = m.interval(6, presence=is_bought, name="bought fence")
fence = m.interval((3, 6), name="fence")
m.alternative(fence, [own_fence, bought_fence])

# Three dig, three build, one lays wires, two make the fence.
m.cumulative([dig, build, wire, own_fence], [3, 3, 1, 2], 4)

end = m.maximum([build.end, wire.end, fence.end])
m.minimize(2 * end + 5 * is_bought)

objectives: list[int | None] = []
result = m.solve(
    time_limit=10, on_solution=lambda solution: objectives.append(solution.objective)
)
assert objectives[-1] == result.objective
print(result.status, result.objective, result[end], result[is_bought])
