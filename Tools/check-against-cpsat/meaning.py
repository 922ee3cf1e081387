"""What the lines of a model's text mean, by their definitions: whether values keep them."""

from model_text import ANY, NEVER


class Values:
    """A value for each variable, and what follows from them."""

    def __init__(self, text, values):
        self.text, self.values = text, values

    def form(self, form):
        return form[0] + sum(factor * self.values[index] for factor, index in form[1])

    def forms(self, forms):
        return [self.form(form) for form in forms]

    def holds(self, literal):
        return (self.values[literal[0]] == 1) == literal[1]

    def all_hold(self, literals):
        return all(self.holds(literal) for literal in literals)

    def is_present(self, interval):
        presence = self.text.intervals[interval][3]
        return presence is None or self.holds(presence)

    def start(self, interval):
        return self.form(self.text.intervals[interval][0])

    def duration(self, interval):
        return self.form(self.text.intervals[interval][1])

    def end(self, interval):
        return self.form(self.text.intervals[interval][2])

    def time(self, interval):
        return (self.start(interval), self.duration(interval), self.end(interval))

    def present(self, intervals):
        return [interval for interval in intervals if self.is_present(interval)]

    def under_way(self, intervals):
        return [interval for interval in self.present(intervals) if self.end(interval) > self.start(interval)]

    def is_after(self, first, second, gap=0):
        return self.end(first) + gap <= self.start(second)


def pairs(items):
    return [(first, second) for place, first in enumerate(items) for second in items[place + 1:]]


def linear(v, form, comparison, conditions):
    value = v.form(form)
    is_kept = {"<= 0": value <= 0, "= 0": value == 0, "!= 0": value != 0}[comparison]
    return is_kept or not v.all_hold(conditions)


def cumulative(v, members, demands, capacity):
    busy = v.under_way(members)
    return all(
        sum(v.form(demands[members.index(other)]) for other in busy if v.start(other) <= v.start(one) < v.end(other))
        <= v.form(capacity) for one in busy)


def element(v, target, elements, index):
    place = v.form(index)
    return 0 <= place < len(elements) and v.form(target) == v.form(elements[place])


def precedence(v, first, second, delay, conditions):
    applies = v.all_hold(conditions) and v.is_present(first) and v.is_present(second)
    return not applies or v.is_after(first, second, delay)


def alternative(v, main, options):
    present = v.present(options)
    if not v.is_present(main):
        return not present
    return len(present) == 1 and v.time(present[0]) == v.time(main)


# Arithmetic and logic


def arithmetic(v, operation, target, left, right):
    a, b, value = v.form(left), v.form(right), v.form(target)
    if operation == "product":
        return value == a * b
    if operation == "power":
        if b >= 0:
            return value == a**b
        return a != 0 and value == (1 if a == 1 or a == -1 and b % 2 == 0 else -1 if a == -1 else 0)
    if b == 0:
        return False
    quotient = abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)
    return value == (quotient if operation == "quotient" else a - b * quotient)


def index_of_maximum(v, index, operands):
    values = v.forms(operands)
    return v.form(index) == values.index(max(values))


def membership(v, form, ends, target):
    value = v.form(form)
    is_inside = any(low <= value <= high for low, high in zip(ends[::2], ends[1::2]))
    return is_inside == v.all_hold(target)


def reified(v, literal, form, comparison):
    return v.holds(literal) == linear(v, form, comparison, [])


def formula(v, literals, at_most, equal, nodes, root, _):
    truths = [v.holds(literal) for literal in literals]
    truths += [value <= 0 for value in v.forms(at_most)] + [value == 0 for value in v.forms(equal)]

    def is_true(code):
        return code == -2 if code < 0 else truths[code // 2] == (code % 2 == 0)

    for kind, *codes in nodes:
        truths.append(all(map(is_true, codes)) if kind == 0 else is_true(codes[0]) == is_true(codes[1]))
    return is_true(root)


def parity(v, literals, target):
    return (sum(map(v.holds, literals)) % 2 == 1) == v.all_hold(target)


# Extensional and ordering


def is_among(rows, values):
    return any(all(entry in (ANY, value) for entry, value in zip(row, values)) for row in rows)


def runs(v, forms, transitions, initial):
    """The states that an automaton may be in at the end, each with what the way there may cost."""
    reached = {(initial, 0)}
    for symbol in v.forms(forms):
        reached = {(row[2], cost + sum(row[3:])) for state, cost in reached for row in transitions
                   if row[0] == state and row[1] == symbol}
    return reached


def automaton(v, forms, _, transitions, initial, accepting):
    return any(state in accepting for state, _ in runs(v, forms, transitions, initial))


def cost_automaton(v, target, forms, _, transitions, initial, accepting):
    return any(state in accepting and cost == v.form(target) for state, cost in runs(v, forms, transitions, initial))


def lexicographic(v, first, order, second):
    one, two = v.forms(first), v.forms(second)
    return one < two or order == "<=" and one == two


def sliding_sum(v, forms, window, low, high):
    values = v.forms(forms)
    return all(low <= sum(values[place:place + window]) <= high for place in range(len(values) - window + 1))


def sorted_indices(v, targets, forms):
    values = v.forms(forms)
    return v.forms(targets) == sorted(range(len(values)), key=lambda place: (values[place], place))


def value_precedence(v, values, forms):
    read = v.forms(forms)
    return all(before in read[:place] for place, value in enumerate(read)
               for before, after in zip(values, values[1:]) if after == value)


# Graphs and packing


def circuit(v, successors, extent):
    following = v.forms(successors)
    count = len(following)
    if sorted(following) != list(range(count)):
        return False
    on_cycle = [node for node in range(count) if extent == "whole" or following[node] != node]
    seen, node = set(), on_cycle[0] if on_cycle else None
    while on_cycle and node not in seen:
        seen.add(node)
        node = following[node]
    return len(seen) == len(on_cycle)


def arc_circuit(v, count, depot, tails, heads, literals):
    used = [(tail, head) for tail, head, literal in zip(tails, heads, literals)
            if v.holds(literal) and not tail == head == depot]
    others = [node for node in range(count) if node != depot]
    if any(sum(tail == node for tail, _ in used) != 1 or sum(head == node for _, head in used) != 1 for node in others):
        return False
    following = {tail: head for tail, head in used if tail != depot}
    starts = [head for tail, head in used if tail == depot]
    stops = {node for node in others if following[node] != node}
    if depot < 0:
        starts = sorted(stops)[:1]
    for node in starts:
        while node in stops:
            stops.discard(node)
            node = following[node]
    return not stops


def flow(v, tails, heads, amounts, balances, prices, cost):
    amounts = v.forms(amounts)
    for node, balance in enumerate(v.forms(balances)):
        out = sum(amount for amount, tail in zip(amounts, tails) if tail == node)
        if out - sum(amount for amount, head in zip(amounts, heads) if head == node) != balance:
            return False
    return v.form(cost) == sum(price * amount for price, amount in zip(prices, amounts))


def loads_of(v, bins, sizes):
    loads = {}
    for place, size in zip(v.forms(bins), sizes):
        loads[place] = loads.get(place, 0) + size
    return loads


def pack(v, bins, sizes, loads):
    found = loads_of(v, bins, sizes)
    return set(found) <= set(range(len(loads))) and v.forms(loads) == [found.get(k, 0) for k in range(len(loads))]


def knapsack(v, weights, profits, counts, weight, profit):
    counts = v.forms(counts)
    return (all(count >= 0 for count in counts) and v.form(weight) == sum(w * c for w, c in zip(weights, counts))
            and v.form(profit) == sum(p * c for p, c in zip(profits, counts)))


def no_overlap_2d(v, emptiness, xs, ys):
    boxes = [(x, y) for x, y in zip(xs, ys) if v.is_present(x) and v.is_present(y)]
    if emptiness == "nowhere":
        boxes = [(x, y) for x, y in boxes if v.start(x) < v.end(x) and v.start(y) < v.end(y)]
    return all(any(v.is_after(one[side], two[side]) or v.is_after(two[side], one[side]) for side in (0, 1))
               for one, two in pairs(boxes))


# Intervals


def reservoir(v, times, amounts, presences, low, high, initial):
    takes_place = [True] * (len(times) - len(presences)) + [v.holds(presence) for presence in presences]
    events = [(v.form(time), v.form(amount)) for time, amount, is_there in zip(times, amounts, takes_place) if is_there]
    levels = [initial + sum(amount for earlier, amount in events if earlier <= time) for time, _ in events]
    return all(low <= level <= high for level in levels + [initial])


def are_apart(v, one, two, forward, backward):
    return (forward != NEVER and v.is_after(one, two, forward)) or (backward != NEVER and v.is_after(two, one, backward))


def transitions(v, members, kinds, times):
    kind = dict(zip(members, kinds))
    return all(are_apart(v, one, two, times[kind[one]][kind[two]], times[kind[two]][kind[one]])
               for one, two in pairs(v.present(members)))


def state(v, members, states, times):
    of = dict(zip(members, states))
    return all(of[one] == of[two] or are_apart(v, one, two, times[of[one]][of[two]], times[of[two]][of[one]])
               for one, two in pairs(v.present(members)))


def in_order(v, members):
    """The places of those that are present, by their times."""
    present = [place for place, member in enumerate(members) if v.is_present(member)]
    return sorted(present, key=lambda place: (v.start(members[place]), v.end(members[place]), place))


def direct_transitions(v, members, kinds, times):
    order = in_order(v, members)
    return all(times[kinds[one]][kinds[two]] != NEVER
               and v.is_after(members[one], members[two], times[kinds[one]][kinds[two]])
               for one, two in zip(order, order[1:]))


def sequence(v, members, firsts, lasts, nexts):
    order = in_order(v, members)
    if not all(v.is_after(members[one], members[two]) for one, two in zip(order, order[1:])):
        return False
    count = len(members)
    following = set(zip(order, order[1:]))
    arcs = [(one, two) for one in range(count) for two in range(count) if one != two]
    return (all(v.holds(firsts[place]) == (order[:1] == [place]) for place in range(count))
            and all(v.holds(lasts[place]) == (order[-1:] == [place]) for place in range(count))
            and all(v.holds(literal) == (arc in following) for literal, arc in zip(nexts, arcs)))


def selection(v, main, options, cardinality):
    present = v.present(options)
    if not v.is_present(main):
        return not present
    return len(present) == v.form(cardinality) and all(
        (v.start(option), v.end(option)) == (v.start(main), v.end(main)) for option in present)


def span(v, whole, parts):
    present = v.present(parts)
    if not present or not v.is_present(whole):
        return not present and not v.is_present(whole)
    return v.start(whole) == min(map(v.start, present)) and v.end(whole) == max(map(v.end, present))


def synchronize(v, main, others):
    return not v.is_present(main) or all(
        (v.start(other), v.end(other)) == (v.start(main), v.end(main)) for other in v.present(others))


def temporal(v, first, first_side, comparison, second, second_side, delay, conditions):
    if not (v.all_hold(conditions) and v.is_present(first) and v.is_present(second)):
        return True
    sides = {"start": v.start, "end": v.end}
    early, late = sides[first_side](first) + v.form(delay), sides[second_side](second)
    return early <= late if comparison == "<=" else early == late


def is_open(time, changes, first, last, pattern, period):
    if not first <= time < last:
        changes, time = pattern, time % period
    return any(opens <= time < closes for opens, closes in zip(changes[::2], changes[1::2]))


def calendar(v, interval, work, *hours):
    if not v.is_present(interval):
        return True
    start, end = v.start(interval), v.end(interval)
    if end <= start:
        return end == start and v.form(work) == 0
    if v.form(work) == 0 or not (is_open(start, *hours) and is_open(end - 1, *hours)):
        return False
    return v.form(work) == sum(is_open(time, *hours) for time in range(start, end))


def open_times(v, interval, part, *hours):
    if not v.is_present(interval):
        return True
    start, end = v.start(interval), v.end(interval)
    times = {"start": [start], "end": [end - 1], "whole": range(start, end)}[part]
    return all(is_open(time, *hours) for time in times)


# Values and counting


def all_different(v, forms, exceptions):
    values = [value for value in v.forms(forms) if value not in exceptions]
    return len(set(values)) == len(values)


def cardinalities(v, forms, values, counts, cover):
    read = v.forms(forms)
    return (v.forms(counts) == [read.count(value) for value in values]
            and (cover == "open" or all(value in values for value in read)))


def inverse(v, first, second, reach):
    f, g = v.forms(first), v.forms(second)
    return all((reach == "partial" if not 0 <= value < len(others) else others[value] == place)
               for one, others in ((f, g), (g, f)) for place, value in enumerate(one))


def matrix_element(v, target, elements, width, row, column):
    place = v.form(row) * width + v.form(column)
    is_inside = v.form(row) >= 0 and 0 <= v.form(column) < width and place < len(elements)
    return is_inside and v.form(elements[place]) == v.form(target)


KINDS = {
    "linear": linear,
    "domain": lambda v, variable, values: v.values[variable] in values,
    "indicator": lambda v, literal, variable, value: v.holds(literal) == (v.values[variable] == value),
    "clause": lambda v, literals: any(v.holds(literal) for literal in literals),
    "atMostOne": lambda v, literals: sum(v.holds(literal) for literal in literals) <= 1,
    "maximum": lambda v, target, operands: v.form(target) == max(v.forms(operands)),
    "count": lambda v, target, forms, value: v.form(target) == v.forms(forms).count(value),
    "element": element,
    "noOverlap": lambda v, members: all(
        v.is_after(one, two) or v.is_after(two, one) for one, two in pairs(v.under_way(members))),
    "cumulative": cumulative,
    "precedence": precedence,
    "alternative": alternative,
    "arithmetic": arithmetic,
    "indexOfMaximum": index_of_maximum,
    "membership": membership,
    "reified": reified,
    "conjunction": lambda v, target, literals: v.holds(target) == v.all_hold(literals),
    "formula": formula,
    "parity": parity,
    "allDifferent": all_different,
    "among": lambda v, target, forms, values: v.form(target) == sum(value in values for value in v.forms(forms)),
    "cardinalities": cardinalities,
    "distinctCount": lambda v, target, forms: v.form(target) == len(set(v.forms(forms))),
    "inverse": inverse,
    "matrixElement": matrix_element,
    "table": lambda v, forms, rows: is_among(rows, v.forms(forms)),
    "forbiddenRows": lambda v, forms, rows: not is_among(rows, v.forms(forms)),
    "automaton": automaton,
    "costAutomaton": cost_automaton,
    "lexicographic": lexicographic,
    "slidingSum": sliding_sum,
    "sort": lambda v, targets, forms: v.forms(targets) == sorted(v.forms(forms)),
    "sortedIndices": sorted_indices,
    "valuePrecedence": value_precedence,
    "circuit": circuit,
    "arcCircuit": arc_circuit,
    "flow": flow,
    "pack": pack,
    "binCapacity": lambda v, bins, sizes, capacity: all(
        load <= v.form(capacity) for load in loads_of(v, bins, sizes).values()),
    "binLoad": lambda v, load, sizes, items: v.form(load) == sum(
        size for size, item in zip(sizes, items) if v.holds(item)),
    "knapsack": knapsack,
    "noOverlap2D": no_overlap_2d,
    "reservoir": reservoir,
    "transitions": transitions,
    "directTransitions": direct_transitions,
    "state": state,
    "sequence": sequence,
    "selection": selection,
    "span": span,
    "synchronize": synchronize,
    "calendar": calendar,
    "openTimes": open_times,
    "temporal": temporal,
}


def broken(text, values):
    """What values do not keep, in words; nothing for a solution."""
    v = Values(text, values)
    found = []
    for index, ((low, high, _), value) in enumerate(zip(text.variables, values)):
        if not low <= value <= high:
            found.append(f"x{index} = {value} is outside {low}..{high}")
    if found:
        return found
    for number, (kind, parts) in enumerate(text.constraints):
        if not KINDS[kind](v, *parts):
            found.append(f"constraint {number}, {kind}")
    # What the text has to say by itself.
    for index, (start, duration, end, _, _) in enumerate(text.intervals):
        if v.is_present(index) and v.form(start) + v.form(duration) != v.form(end):
            found.append(f"interval t{index}: start + duration is not its end")
    return found


def objective(text, values):
    return Values(text, values).form(text.objective[1]) if text.objective else 0
