"""What the lines of a model's text mean, by their definitions: whether values keep them."""


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
