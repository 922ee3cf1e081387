"""Natural models of many sizes as texts, each leaning on one kind of constraint; the same for a name on every machine."""
import itertools
import math
import random


class Text:
    """A model's text as it grows."""

    def __init__(self, name):
        self.random = random.Random(name)
        self.name = name
        self.variables, self.intervals, self.constraints, self.goal = [], [], [], ""

    def integer(self, low, high, name=""):
        index = len(self.variables)
        bounds = f"bool x{index}" if (low, high) == (0, 1) else f"int x{index} {low}..{high}"
        self.variables.append(bounds + (f' "{name}"' if name else ""))
        return f"x{index}"

    def boolean(self, name=""):
        return self.integer(0, 1, name)

    def interval(self, start, duration, end=None, presence=None, name=""):
        index = len(self.intervals)
        if end is None:
            end = f"{start} + {duration}" if duration else start
        line = f"interval t{index} start {start} duration {duration} end {end}"
        line += (f" presence {presence}" if presence else "") + (f' "{name}"' if name else "")
        self.intervals.append(line)
        return f"t{index}"

    def add(self, kind, parts):
        self.constraints.append(f"{kind} {parts}")

    def text(self):
        lines = ["dovetail-model 1", f'name "{self.name}"'] + self.variables + self.intervals + self.constraints
        return "\n".join(lines + ([self.goal] if self.goal else [])) + "\n"


def brackets(items, separator=", "):
    return "[" + separator.join(map(str, items)) + "]"


def forms(items):
    return brackets(items, "; ")


def rows(lists):
    return brackets(brackets(row) for row in lists)


def total(terms):
    """A sum of (factor, variable)."""
    text = ""
    for factor, variable in terms:
        if factor:
            sign = ("-" if factor < 0 else "") if not text else (" - " if factor < 0 else " + ")
            text += sign + (f"{abs(factor)} " if abs(factor) != 1 else "") + variable
    return text or "0"


# Rotas: 0 is off, 1 early, 2 late, 3 night.


def rota(name, nurses, days):
    t = Text(name)
    # States: days worked in a row up to 5, and the kind of the last day; after two days off, fresh again.
    states = {"off": 0}
    transitions = []

    def state(run, shift):
        return states.setdefault((run, shift), len(states))

    for shift in (1, 2, 3):
        transitions.append([0, shift, state(1, shift)])
    transitions.append([0, 0, 0])
    for run in range(1, 6):
        for shift in (1, 2, 3):
            if (run, shift) not in states:
                continue
            # A single day at work is not wanted.
            if run >= 2:
                transitions.append([states[run, shift], 0, 0])
            for following in (1, 2, 3):
                if run < 5 and following >= shift:
                    transitions.append([states[run, shift], following, state(run + 1, following)])
    accepting = list(range(len(states)))
    x = [[t.integer(0, 3, f"n{nurse}.{day}") for day in range(days)] for nurse in range(nurses)]
    for row in x:
        t.add("automaton", f"{forms(row)} states {len(states)} transitions {rows(transitions)} initial 0"
                           f" accepting {brackets(accepting)}")
        # At most 5 of 7 days.
        for first in range(0, days - 6, 7):
            t.add("cardinalities", f"of {forms(row[first:first + 7])} values [0] counts [{t.integer(2, 7)}] open")
    for day in range(days):
        column = [row[day] for row in x]
        weekend = day % 7 >= 5
        needs = [nurses * 2 // 10 + (0 if weekend else 1), nurses * 2 // 10, max(1, nurses // 10)]
        counts = forms(t.integer(need, need + 1) for need in needs)
        t.add("cardinalities", f"of {forms(column)} values [1, 2, 3] counts {counts} open")
    wishes = []
    for row in x:
        for variable in t.random.sample(row, days // 4):
            literal = t.boolean()
            t.add("indicator", f"{literal} variable {variable} value {t.random.randint(0, 3)}")
            wishes.append((t.random.randint(1, 5), literal))
    t.goal = f"maximize {total(wishes)}"
    return t


# All different


def quasigroup(name, order, holes):
    """A Latin square with holes: a shuffled cyclic one of which so many entries are taken away."""
    t = Text(name)
    lines, columns, symbols = (t.random.sample(range(order), order) for _ in range(3))
    square = [[symbols[(lines[i] + columns[j]) % order] for j in range(order)] for i in range(order)]
    # Intercalates and swaps of symbols in two rows make it less regular.
    for _ in range(20 * order):
        a, b = t.random.sample(range(order), 2)
        cycle = [t.random.randrange(order)]
        while True:
            following = square[a].index(square[b][cycle[-1]])
            if following == cycle[0]:
                break
            cycle.append(following)
        for column in cycle:
            square[a][column], square[b][column] = square[b][column], square[a][column]
    open_cells = set(t.random.sample([(i, j) for i in range(order) for j in range(order)], holes))
    x = [[t.integer(0, order - 1) if (i, j) in open_cells else str(square[i][j]) for j in range(order)]
         for i in range(order)]
    for line in x + [list(column) for column in zip(*x)]:
        t.add("allDifferent", forms(line))
    return t


def golomb(name, marks, longest):
    t = Text(name)
    x = ["0"] + [t.integer(1, longest, f"mark {k}") for k in range(1, marks)]
    for one, two in zip(x, x[1:]):
        if one != "0":
            t.add("linear", f"{one} - {two} + 1 <= 0")
    differences = []
    for i, j in itertools.combinations(range(marks), 2):
        differences.append(x[j] if i == 0 else f"-{x[i]} + {x[j]}")
    t.add("allDifferent", forms(differences))
    t.add("linear", f"{x[1]} - {x[-1]} + {x[-2]} + 1 <= 0")
    t.goal = f"minimize {x[-1]}"
    return t


def all_interval(name, count):
    t = Text(name)
    x = [t.integer(0, count - 1) for _ in range(count)]
    gaps = [t.integer(1, count - 1) for _ in range(count - 1)]
    t.add("allDifferent", forms(x))
    t.add("allDifferent", forms(gaps))
    for one, two, gap in zip(x, x[1:], gaps):
        t.add("maximum", f"{gap} of {forms([f'{one} - {two}', f'-{one} + {two}'])}")
    t.add("linear", f"{x[0]} - {x[-1]} + 1 <= 0")
    t.goal = f"minimize {x[0]} + {x[-1]}"
    return t


# Configurations: parts with options, which go together by tables, at a price.


def configuration(name, parts, options, tables, share):
    t = Text(name)
    x = [t.integer(0, options - 1, f"part {k}") for k in range(parts)]
    planted = [t.random.randrange(options) for _ in range(parts)]
    for _ in range(tables):
        chosen = t.random.sample(range(parts), t.random.choice([2, 3, 3]))
        every = list(itertools.product(range(options), repeat=len(chosen)))
        kept = set(t.random.sample(every, max(1, round(share * len(every)))))
        kept.add(tuple(planted[part] for part in chosen))
        t.add("table", f"{forms(x[part] for part in chosen)} rows {rows(sorted(kept))}")
    prices = []
    for variable in x:
        price = t.integer(1, 60)
        t.add("element", f"{price} of {forms(t.random.randint(1, 60) for _ in range(options))} at {variable}")
        prices.append((1, price))
    t.goal = f"minimize {total(prices)}"
    return t


# Tours


def distances(t, nodes):
    places = [(t.random.randint(0, 1000), t.random.randint(0, 1000)) for _ in range(nodes)]
    return [[round(math.dist(one, two)) for two in places] for one in places]


def tour_by_arcs(name, nodes):
    t = Text(name)
    lengths = distances(t, nodes)
    tails, heads, literals, costs = [], [], [], []
    for tail in range(nodes):
        for head in range(nodes):
            if tail != head:
                literal = t.boolean()
                tails.append(tail)
                heads.append(head)
                literals.append(literal)
                costs.append((lengths[tail][head], literal))
    t.add("arcCircuit", f"nodes {nodes} depot -1 from {brackets(tails)} to {brackets(heads)} arcs {brackets(literals)}")
    t.goal = f"minimize {total(costs)}"
    return t


def tour_by_successors(name, nodes):
    t = Text(name)
    lengths = distances(t, nodes)
    x = [t.integer(0, nodes - 1) for _ in range(nodes)]
    t.add("circuit", f"{forms(x)} whole")
    costs = []
    for node, variable in enumerate(x):
        cost = t.integer(0, max(lengths[node]))
        t.add("element", f"{cost} of {forms(lengths[node])} at {variable}")
        costs.append((1, cost))
    t.goal = f"minimize {total(costs)}"
    return t


# Rectangles


def box(t, width, height, along, up, presence=None):
    left, bottom = t.integer(0, along - width), t.integer(0, up - height)
    return t.interval(left, width, presence=presence), t.interval(bottom, height, presence=presence), bottom


def squares(name, largest, width, height):
    """The squares of sides 1 to `largest` in a rectangle."""
    t = Text(name)
    boxes = [box(t, side, side, width, height) for side in range(largest, 0, -1)]
    t.add("noOverlap2D", f"nowhere x {brackets(x for x, _, _ in boxes)} y {brackets(y for _, y, _ in boxes)}")
    return t


def strip(name, count, width):
    t = Text(name)
    sizes = [(t.random.randint(2, width // 2), t.random.randint(2, 12)) for _ in range(count)]
    area = sum(w * h for w, h in sizes)
    bound = sum(sorted((h for _, h in sizes), reverse=True)[:count // 2]) + 12
    height = t.integer(-(-area // width), bound, "height")
    boxes = [box(t, w, h, width, bound) for w, h in sizes]
    t.add("noOverlap2D", f"nowhere x {brackets(x for x, _, _ in boxes)} y {brackets(y for _, y, _ in boxes)}")
    for (_, h), (_, _, bottom) in zip(sizes, boxes):
        t.add("linear", f"-{height} + {bottom} + {h} <= 0")
    t.goal = f"minimize {height}"
    return t


def best_boxes(name, count, side):
    """Which boxes to take along."""
    t = Text(name)
    values, boxes = [], []
    for _ in range(count):
        w, h = t.random.randint(2, side // 2), t.random.randint(2, side // 2)
        taken = t.boolean()
        boxes.append(box(t, w, h, side, side, taken))
        values.append((w * h + t.random.randint(-2, 6), taken))
    t.add("noOverlap2D", f"nowhere x {brackets(x for x, _, _ in boxes)} y {brackets(y for _, y, _ in boxes)}")
    t.goal = f"maximize {total(values)}"
    return t


# Tanks: batches take from a tank when they start; deliveries fill it; all is to be over soon.


def tank(name, batches, capacity):
    t = Text(name)
    horizon = 12 * batches
    times, amounts, ends = [], [], []
    members, demands = [], []
    taken = 0
    for k in range(batches):
        duration, amount = t.random.randint(2, 8), t.random.randint(2, capacity // 3)
        start = t.integer(0, horizon - duration, f"batch {k}")
        members.append(t.interval(start, duration))
        demands.append(t.random.randint(1, 2))
        times.append(start)
        amounts.append(-amount)
        ends.append(f"{start} + {duration}")
        taken += amount
    delivered, k = capacity // 2, 0
    while delivered < taken:
        amount = t.random.randint(capacity // 3, capacity // 2)
        # Trucks come at about the pace of the work, not before their time.
        earliest = 4 * k + t.random.randint(0, 4)
        start = t.integer(min(earliest, horizon - 1), horizon, f"truck {k}")
        times.append(start)
        amounts.append(amount)
        ends.append(start)
        delivered += amount
        k += 1
    t.add("reservoir", f"times {forms(times)} amounts {forms(amounts)} from 0 to {capacity} initial {capacity // 2}")
    t.add("cumulative", f"{brackets(members)} demands {forms(demands)} capacity 3")
    makespan = t.integer(0, horizon, "makespan")
    t.add("maximum", f"{makespan} of {forms(ends)}")
    t.goal = f"minimize {makespan}"
    return t


# Setups


def setups(t, kinds):
    """Times from kind to kind by a walk among points, so that no detour is shorter."""
    places = [(t.random.randint(0, 12), t.random.randint(0, 12)) for _ in range(kinds)]
    return [[0 if one == two else 1 + round(math.dist(one, two)) for two in places] for one in places]


def one_machine(name, jobs, kinds, is_late):
    t = Text(name)
    times = setups(t, kinds)
    horizon = 0
    sizes = [t.random.randint(3, 15) for _ in range(jobs)]
    horizon = sum(sizes) + 10 * jobs
    chosen = [t.random.randrange(kinds) for _ in range(jobs)]
    members, costs, ends = [], [], []
    for k, size in enumerate(sizes):
        start = t.integer(t.random.randint(0, sum(sizes) // 3), horizon - size, f"job {k}")
        members.append(t.interval(start, size))
        ends.append(f"{start} + {size}")
        if is_late:
            due = t.random.randint(size, sum(sizes))
            late = t.integer(0, horizon)
            t.add("linear", f"{start} - {late} {'+' if size >= due else '-'} {abs(size - due)} <= 0")
            costs.append((t.random.randint(1, 4), late))
    t.add("transitions", f"{brackets(members)} kinds {brackets(chosen)} times {rows(times)}")
    if not is_late:
        makespan = t.integer(0, horizon, "makespan")
        t.add("maximum", f"{makespan} of {forms(ends)}")
        costs = [(1, makespan)]
    t.goal = f"minimize {total(costs)}"
    return t


def shop_with_setups(name, jobs, machines, kinds):
    t = Text(name)
    times = setups(t, kinds)
    horizon = jobs * machines * 12
    on = [[] for _ in range(machines)]
    ends = []
    for k in range(jobs):
        last = None
        for machine in t.random.sample(range(machines), machines):
            size = t.random.randint(3, 15)
            start = t.integer(0, horizon)
            member = t.interval(start, size, name=f"job {k} on {machine}")
            on[machine].append((member, t.random.randrange(kinds)))
            if last is not None:
                t.add("precedence", f"{last} before {member} delay 0")
            last = member
        ends.append(f"{start} + {size}")
    for users in on:
        t.add("transitions", f"{brackets(member for member, _ in users)} kinds {brackets(kind for _, kind in users)}"
                             f" times {rows(times)}")
    makespan = t.integer(0, horizon + 15, "makespan")
    t.add("maximum", f"{makespan} of {forms(ends)}")
    t.goal = f"minimize {makespan}"
    return t


# Projects whose activities pause at night and at weekends


def project(name, activities, crews):
    t = Text(name)
    horizon = 30 * activities
    day, early, late = [8, 16], [6, 14], [14, 22]
    hours = [[day], [early, late], [day]]
    members, sizes = [], []
    ends = []
    demands = [[] for _ in range(crews)]
    for k in range(activities):
        work = t.random.randint(2, 14)
        start, length, end = t.integer(0, horizon), t.integer(work, 10 * work + 80), t.integer(0, horizon)
        member = t.interval(start, length, end, name=f"activity {k}")
        t.add("linear", f"{start} + {length} - {end} = 0")
        shifts = hours[k % len(hours)]
        changes = [24 * d + time for d in range(5) for shift in shifts for time in shift]
        merged = []
        for time in sorted(changes):
            if merged and merged[-1] == time:
                merged.pop()
            else:
                merged.append(time)
        t.add("calendar", f"{member} work {work} from 0 to 0 pattern {brackets(merged)} period 168")
        for earlier in t.random.sample(range(k), min(k, t.random.choice([0, 1, 1, 2]))):
            t.add("precedence", f"t{earlier} before {member} delay 0")
        for crew in range(crews):
            demands[crew].append(t.random.randint(1, 4) if t.random.random() < 0.7 else 0)
        members.append(member)
        sizes.append(work)
        ends.append(end)
    for users in demands:
        busy = [(member, demand) for member, demand in zip(members, users) if demand]
        t.add("cumulative", f"{brackets(member for member, _ in busy)} demands"
                            f" {forms(demand for _, demand in busy)} capacity 6")
    makespan = t.integer(0, horizon, "makespan")
    t.add("maximum", f"{makespan} of {forms(ends)}")
    t.goal = f"minimize {makespan}"
    return t


INSTANCES = {
    "rota-8x14": lambda name: rota(name, 8, 14),
    "rota-12x21": lambda name: rota(name, 12, 21),
    "rota-16x28": lambda name: rota(name, 16, 28),
    "rota-10x14": lambda name: rota(name, 10, 14),
    "quasigroup-20": lambda name: quasigroup(name, 20, 170),
    "quasigroup-30": lambda name: quasigroup(name, 30, 380),
    "golomb-8": lambda name: golomb(name, 8, 60),
    "golomb-9": lambda name: golomb(name, 9, 70),
    "all-interval-14": lambda name: all_interval(name, 14),
    "configuration-15": lambda name: configuration(name, 15, 6, 24, 0.35),
    "configuration-25": lambda name: configuration(name, 25, 8, 24, 0.35),
    "configuration-40": lambda name: configuration(name, 40, 8, 36, 0.35),
    "configuration-60": lambda name: configuration(name, 60, 6, 40, 0.45),
    "tour-30": lambda name: tour_by_arcs(name, 30),
    "tour-50": lambda name: tour_by_arcs(name, 50),
    "tour-80": lambda name: tour_by_arcs(name, 80),
    "tour-successors-30": lambda name: tour_by_successors(name, 30),
    "tour-successors-50": lambda name: tour_by_successors(name, 50),
    "squares-9": lambda name: squares(name, 9, 15, 20),
    "strip-12": lambda name: strip(name, 12, 16),
    "strip-20": lambda name: strip(name, 20, 20),
    "boxes-16": lambda name: best_boxes(name, 16, 12),
    "tank-10": lambda name: tank(name, 10, 30),
    "tank-20": lambda name: tank(name, 20, 30),
    "tank-30": lambda name: tank(name, 30, 40),
    "machine-10": lambda name: one_machine(name, 10, 4, True),
    "machine-12": lambda name: one_machine(name, 12, 4, True),
    "machine-30": lambda name: one_machine(name, 30, 5, False),
    "shop-setups-6x4": lambda name: shop_with_setups(name, 6, 4, 4),
    "project-10": lambda name: project(name, 10, 2),
}


def text(name):
    return INSTANCES[name](name).text()
