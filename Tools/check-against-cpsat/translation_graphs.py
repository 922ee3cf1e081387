"""Graphs and packings in CP-SAT. Each function adds one constraint to a `Translation`."""


def circuit(t, successors, extent):
    count = len(successors)
    arcs = []
    for node, form in enumerate(successors):
        t.linear_if([], t.form(form), "at least 0")
        t.linear_if([], count - 1 - t.form(form), "at least 0")
        low, high = t.range(form)
        for head in range(max(0, low), min(count - 1, high) + 1):
            if head != node or extent == "partial" or count == 1:
                arcs.append((node, head, t.is_equal(form, head)))
            else:
                t.model.add_bool_or([t.is_equal(form, head).Not()])
    add_circuit(t, count, arcs)


def add_circuit(t, count, arcs):
    """One cycle through all nodes but those with a true loop. Each node has one arc in and one out."""
    for side in (0, 1):
        for node in range(count):
            t.model.add(sum([literal for *ends, literal in arcs if ends[side] == node]) == 1)
    if arcs:
        t.model.add_circuit(arcs)


def arc_circuit(t, count, depot, tails, heads, literals):
    arcs = list(zip(tails, heads, t.literals(literals)))
    if depot < 0:
        return add_circuit(t, count, arcs)
    for node in range(count):
        if node != depot:
            for side in (0, 1):
                t.model.add(sum([literal for *ends, literal in arcs if ends[side] == node]) == 1)
    # Places on a route, which go up along it.
    places = [t.model.new_int_var(0, max(0, count - 1), "") for _ in range(count)]
    for tail, head, literal in arcs:
        if depot not in (tail, head) and tail != head:
            t.model.add(places[tail] + 1 <= places[head]).only_enforce_if(literal)


def flow(t, tails, heads, amounts, balances, prices, cost):
    amounts = [t.form(amount) for amount in amounts]
    for node, balance in enumerate(balances):
        out = sum(amount for amount, tail in zip(amounts, tails) if tail == node)
        into = sum(amount for amount, head in zip(amounts, heads) if head == node)
        t.linear_if([], out - into - t.form(balance), "equal to 0")
    t.linear_if([], sum(price * amount for price, amount in zip(prices, amounts)) - t.form(cost), "equal to 0")


def pack(t, bins, sizes, loads):
    for form in bins:
        t.linear_if([], t.form(form), "at least 0")
        t.linear_if([], len(loads) - 1 - t.form(form), "at least 0")
    for k, load in enumerate(loads):
        inside = sum(size * t.is_equal(form, k) for form, size in zip(bins, sizes))
        t.linear_if([], inside - t.form(load), "equal to 0")


def bin_capacity(t, bins, sizes, capacity):
    low = min([t.range(form)[0] for form in bins], default=0)
    high = max([t.range(form)[1] for form in bins], default=-1)
    for k in range(low, high + 1):
        items = [(t.is_equal(form, k), size) for form, size in zip(bins, sizes)]
        inside = sum(size * is_there for is_there, size in items)
        # A bin without items has no capacity to keep.
        is_used = t.any([is_there for is_there, _ in items])
        t.linear_if([is_used], t.form(capacity) - inside, "at least 0")


def bin_load(t, load, sizes, items):
    total = sum(size * t.literal(item) for size, item in zip(sizes, items))
    t.linear_if([], total - t.form(load), "equal to 0")


def knapsack(t, weights, profits, counts, weight, profit):
    forms = [t.form(count) for count in counts]
    for form in forms:
        t.linear_if([], form, "at least 0")
    for factors, total in ((weights, weight), (profits, profit)):
        t.linear_if([], sum(factor * form for factor, form in zip(factors, forms)) - t.form(total), "equal to 0")


def no_overlap_2d(t, emptiness, xs, ys):
    if emptiness == "strict":
        for place, two in enumerate(zip(xs, ys)):
            for one in zip(xs[:place], ys[:place]):
                absent = [literal.Not() for side in one + two for literal in t.presences(side)]
                ways = []
                for side in (0, 1):
                    for before, after in ((one[side], two[side]), (two[side], one[side])):
                        ways.append(t.boolean())
                        t.linear_if([ways[-1]], t.start(after) - t.end(before), "at least 0")
                t.model.add_bool_or(ways + absent)
        return
    sides = ([], [])
    for x, y in zip(xs, ys):
        conditions = []
        is_empty = False
        for interval in (x, y):
            low, high = t.range(t.text.intervals[interval][1])
            is_empty = is_empty or high <= 0
            conditions += t.presences(interval)
            if low <= 0 < high:
                conditions.append(t.is_at_most(t.text.intervals[interval][1], 0).Not())
        if is_empty:
            continue
        is_there = t.all(conditions) if conditions else t.constant(True)
        for made, interval in zip(sides, (x, y)):
            start, duration, end, _, _ = t.text.intervals[interval]
            made.append(t.model.new_optional_interval_var(
                t.affine(start), t.affine(duration), t.affine(end), is_there, ""))
    t.model.add_no_overlap_2d(*sides)


KINDS = {
    "circuit": circuit,
    "arcCircuit": arc_circuit,
    "flow": flow,
    "pack": pack,
    "binCapacity": bin_capacity,
    "binLoad": bin_load,
    "knapsack": knapsack,
    "noOverlap2D": no_overlap_2d,
}
