"""Seven items in as few bins of 10 as possible, from a first solution by hand.

In Swift: Tools/Examples/Sources/bin-packing.
"""

import dovetail as dt

SIZES = [6, 5, 5, 4, 4, 3, 3]
CAPACITY = 10
BINS = range(5)

m = dt.Model("bin packing")
is_open = [m.boolean(f"bin {bin} is open") for bin in BINS]
is_in = [[m.boolean(f"item {item} in bin {bin}") for bin in BINS] for item in range(len(SIZES))]
for places in is_in:
    m.exactly_one(places)
for bin in BINS:
    m.add(dt.dot(SIZES, [places[bin] for places in is_in]) <= CAPACITY * is_open[bin])
# Equal bins: the open ones come first.
for bin in BINS[1:]:
    m.implies(is_open[bin], is_open[bin - 1])
m.minimize(dt.sum(is_open))

# First fit, as a solution to begin with.
room = [CAPACITY] * len(BINS)
hint: dict[dt.BoolVar, bool] = {}
for item, size in enumerate(SIZES):
    chosen = next(bin for bin in BINS if room[bin] >= size)
    room[chosen] -= size
    hint |= {is_in[item][bin]: bin == chosen for bin in BINS}

result = m.solve(time_limit=10, hint=hint)
print(result.status, result.objective)
for bin in BINS:
    if result[is_open[bin]]:
        print(f"bin {bin}:", [size for size, places in zip(SIZES, is_in) if result[places[bin]]])
