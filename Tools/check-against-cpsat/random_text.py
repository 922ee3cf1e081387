"""Random texts of small models that lean on one kind of constraint each, written here and not by the solver."""
import random

from model_text import GRAMMAR

INTEGERS, BOOLEANS, INTERVALS = 3, 3, 3


class Maker:
    def __init__(self, seed, kind):
        self.random = random.Random(seed)
        self.kind = kind
        self.lines = ["dovetail-model 1"]
        self.ranges = []
        for _ in range(INTEGERS):
            low = self.random.randint(-2, 1)
            self.variable(low, low + self.random.randint(0, 3))
        for _ in range(BOOLEANS):
            self.variable(0, 1)
        self.members = []
        if kind in INTERVAL_KINDS:
            for _ in range(self.random.randint(1, INTERVALS)):
                self.interval()

    def variable(self, low, high):
        index = len(self.ranges)
        self.ranges.append((low, high))
        self.lines.append(f"bool x{index}" if (low, high) == (0, 1) else f"int x{index} {low}..{high}")
        return f"x{index}"

    def interval(self):
        start = self.variable(0, self.random.randint(1, 3))
        presence = f" presence {self.literal()}" if self.random.random() < 0.4 else ""
        index = len(self.members)
        if self.kind in LONG_INTERVALS or self.random.random() < 0.25:
            duration = self.variable(0, self.random.randint(1, 5 if self.kind in LONG_INTERVALS else 2))
            line = f"start {start} duration {duration} end {start} + {duration}"
        else:
            duration = self.random.randint(0, 3)
            line = f"start {start} duration {duration} end {start}" + (f" + {duration}" if duration else "")
        self.lines.append(f"interval t{index} {line}{presence}")
        self.members.append(f"t{index}")

    # Parts

    def number(self, low=-2, high=3):
        return self.random.randint(low, high)

    def literal(self):
        return self.random.choice(["", "", "!"]) + f"x{self.random.randrange(INTEGERS, INTEGERS + BOOLEANS)}"

    def form(self):
        roll = self.random.random()
        if roll < 0.15:
            return str(self.number())
        index = self.random.randrange(INTEGERS if roll < 0.8 else INTEGERS + BOOLEANS)
        if roll < 0.6:
            return f"x{index}"
        factor = self.random.choice([-2, -1, 1, 2])
        text = ("-" if factor < 0 else "") + ("2 " if abs(factor) == 2 else "") + f"x{index}"
        if roll > 0.9:
            text += f" + x{self.random.randrange(INTEGERS)}"
        return text + self.random.choice(["", "", " + 1", " - 2"])

    def target(self):
        """Mostly a variable of its own, since few forms have just one value."""
        if self.random.random() < 0.3:
            return self.form()
        return self.variable(-2, 4)

    def many(self, make, count):
        return [make() for _ in range(count)]

    def count(self, low=1, high=4):
        return self.random.randint(low, high)


def brackets(items, separator=", "):
    return "[" + separator.join(map(str, items)) + "]"


def forms(maker, count):
    return brackets(maker.many(maker.form, count), "; ")


def literals(maker, count):
    return brackets(maker.many(maker.literal, count))


def numbers(maker, count, low=-2, high=3):
    return brackets(maker.number(low, high) for _ in range(count))


def rows(lists):
    return brackets(brackets(row) for row in lists)


def some_members(maker):
    chosen = [member for member in maker.members if maker.random.random() < 0.9] or maker.members[:1]
    maker.random.shuffle(chosen)
    return chosen


def conditions(maker):
    return f" if {literals(maker, maker.count(1, 2))}" if maker.random.random() < 0.4 else ""


def table_rows(maker, count):
    entries = [maker.many(lambda: "*" if maker.random.random() < 0.1 else maker.number(), count)
               for _ in range(maker.count(0, 6))]
    return f"rows {rows(entries)}" if entries else ""


def automaton(maker, has_costs):
    states = maker.count(1, 3)
    found = []
    for state in range(states):
        for symbol in range(-2, 4):
            for _ in range(maker.random.choices([0, 1, 2], [30, 60, 0 if has_costs else 10])[0]):
                found.append([state, symbol, maker.number(0, states - 1)] + ([maker.number(0, 1)] if has_costs else []))
    transitions = f" transitions {rows(found)}" if found else ""
    accepting = sorted({maker.number(0, states - 1) for _ in range(maker.count(0, 3))})
    return (f"states {states}{transitions} initial {maker.number(0, states - 1)}"
            + (f" accepting {brackets(accepting)}" if accepting else ""))


def membership(maker):
    ends, last = [], -4
    for _ in range(maker.count(0, 2)):
        low = last + maker.number(2, 3)
        last = low + maker.number(0, 1)
        ends += [low, last]
    target = f" target [{maker.literal()}]" if maker.random.random() < 0.5 else ""
    return f"{maker.form()}" + (f" in {brackets(ends)}" if ends else "") + target


def formula(maker):
    text, leaves = "", 0
    for word, make, low in (("literals", literals, 1), ("atMost", forms, 0), ("equal", forms, 0)):
        count = maker.count(low, 2)
        leaves += count
        text += f"{word} {make(maker, count)} " if count else ""
    nodes = []
    for place in range(maker.count(0, 3)):
        kind = maker.number(0, 1)
        nodes.append([kind] + [maker.number(0, 2 * (leaves + place) - 1) for _ in range(2 if kind else maker.count(0, 3))])
    text += f"nodes {rows(nodes)} " if nodes else ""
    return text + f"root {maker.number(max(-2, 2 * (leaves + len(nodes)) - 3), 2 * (leaves + len(nodes)) - 1)} target -1"


def arcs(maker, nodes):
    return [(tail, head) for tail in range(nodes) for head in range(nodes) if maker.random.random() < 0.6]


def arc_circuit(maker):
    nodes = maker.count(0, 3)
    used = arcs(maker, nodes)
    depot = maker.number(-1, nodes - 1)
    text = f"nodes {nodes} depot {depot}"
    if used:
        text += f" from {brackets(tail for tail, _ in used)} to {brackets(head for _, head in used)}"
        text += f" arcs {literals(maker, len(used))}"
    return text


def flow(maker):
    nodes = maker.count(1, 3)
    used = arcs(maker, nodes)
    text = ""
    if used:
        text = f"from {brackets(tail for tail, _ in used)} to {brackets(head for _, head in used)}"
        text += f" amounts {forms(maker, len(used))}"
    text += f" balances {forms(maker, nodes)}"
    return text + (f" prices {numbers(maker, len(used))}" if used else "") + f" cost {maker.target()}"


def sized(maker, bins, tail, low=0):
    count = maker.count(0, 3)
    sizes = f" sizes {numbers(maker, count, low, 3)}" if count else ""
    return (f"{forms(maker, count)}" if bins else "") + sizes + tail(count)


def knapsack(maker):
    count = maker.count(1, 2)
    return (f"weights {numbers(maker, count, -1, 1)} profits {numbers(maker, count, 0, 1)} counts {forms(maker, count)}"
            f" weight {maker.target()} profit {maker.target()}")


def reservoir(maker):
    count = maker.count(0, 3)
    optional = maker.count(0, count)
    low = maker.number(-2, 1)
    events = ""
    if count:
        numbers_only = brackets((maker.number() for _ in range(count)), "; ")
        events = f"times {forms(maker, count)} amounts "
        events += (forms(maker, count) if maker.random.random() < 0.5 else numbers_only) + " "
    presences = f"presences {literals(maker, optional)} " if optional else ""
    return f"{events}{presences}from {low} to {low + maker.number(0, 4)} initial {maker.number(-1, 2)}"


def kinds_and_times(word):
    def make(maker):
        chosen = some_members(maker)
        states = maker.count(1, 2)
        times = [[maker.number(-1, 2) if maker.random.random() < 0.7 else 0 for _ in range(states)]
                 for _ in range(states)]
        return f"{brackets(chosen)} {word} {numbers(maker, len(chosen), 0, states - 1)} times {rows(times)}"
    return make


def sequence(maker):
    chosen = some_members(maker)[:2]
    text = f"{brackets(chosen)}"
    for word, count in (("firsts", len(chosen)), ("lasts", len(chosen)), ("nexts", len(chosen) * (len(chosen) - 1))):
        text += f" {word} {literals(maker, count)}" if count else ""
    return text


def main_and_others(word, tail=lambda maker: ""):
    def make(maker):
        main, *others = maker.random.sample(maker.members, len(maker.members))
        return f"{main}" + (f" {word} {brackets(others)}" if others else "") + tail(maker)
    return make


def two_intervals(maker, text):
    one, two = maker.random.sample(maker.members, 2)
    return text(one, two)


def hours(maker):
    def stretches(low, high):
        return sorted(maker.random.sample(range(low, high + 1), maker.random.choice([0, 2, 2, 4])))

    first = maker.number(-1, 2)
    last = first + maker.number(3, 6)
    changes = stretches(first, last)
    period = maker.number(3, 5)
    pattern = stretches(0, period)
    text = f" changes {brackets(changes)}" if changes else ""
    text += f" from {first} to {last}"
    return text + (f" pattern {brackets(pattern)}" if pattern else "") + f" period {period}"


def matrix(maker):
    width, height = maker.count(1, 2), maker.count(1, 2)
    return (f"{maker.target()} of {forms(maker, width * height)} width {width}"
            f" row {maker.form()} column {maker.form()}")


def cardinalities(maker):
    values = sorted(set(maker.many(maker.number, maker.count(1, 3))))
    counts = brackets([maker.target()] + [maker.random.choice(["0", "1", "x3"]) for _ in values[1:]], "; ")
    return (f"of {forms(maker, maker.count())} values {brackets(values)} counts {counts}"
            f" {maker.random.choice(['open', 'open', 'closed'])}")


def inverse(maker):
    first, second = maker.count(0, 2), maker.count(0, 2)
    reach = maker.random.choice(["total", "partial"]) if first == second else "partial"
    both = f"{forms(maker, first)}" + (f" and {forms(maker, second)}" if second else "")
    return f"{both} {reach}"


def some_values(maker):
    values = sorted(set(maker.many(maker.number, maker.count(0, 3))))
    return brackets(values) if values else ""


MAKERS = {
    "allDifferent": lambda m: forms(m, m.count(0, 4)) + (f" except [{m.number()}]" if m.random.random() < 0.4 else ""),
    "among": lambda m: f"{m.target()} of {forms(m, m.count())}"
                       + (lambda values: f" values {values}" if values else "")(some_values(m)),
    "cardinalities": cardinalities,
    "distinctCount": lambda m: f"{m.target()} of {forms(m, m.count())}",
    "inverse": inverse,
    "matrixElement": matrix,
    "calendar": lambda m: f"{m.random.choice(m.members)} work {m.random.choice([str(m.number(0, 3)), m.variable(0, 2)])}"
                          + hours(m),
    "openTimes": lambda m: f"{m.random.choice(m.members)} {m.random.choice(['start', 'end', 'whole'])}{hours(m)}",
    "linear": lambda m: f"{m.form()} {m.random.choice(['<= 0', '= 0', '!= 0'])}{conditions(m)}",
    "domain": lambda m: f"x{m.random.randrange(INTEGERS)} values {brackets(sorted({m.number() for _ in range(3)}))}",
    "indicator": lambda m: f"{m.literal()} variable x{m.random.randrange(INTEGERS)} value {m.number()}",
    "clause": lambda m: literals(m, m.count()),
    "atMostOne": lambda m: literals(m, m.count()),
    "maximum": lambda m: f"{m.random.choice(['', '-'])}x{m.random.randrange(INTEGERS)} of {forms(m, m.count())}",
    "count": lambda m: f"{m.target()} of {forms(m, m.count())} value {m.number()}",
    "element": lambda m: f"{m.target()} of {forms(m, m.count())} at {m.form()}",
    "noOverlap": lambda m: brackets(some_members(m)),
    "cumulative": lambda m: (lambda chosen: f"{brackets(chosen)} demands "
                             f"{brackets((m.number(0, 2) for _ in chosen), '; ')} capacity {m.number(0, 3)}")(some_members(m)),
    "precedence": lambda m: two_intervals(
        m, lambda one, two: f"{one} before {two} delay {m.number()}{conditions(m)}"),
    "alternative": main_and_others("of"),
    "arithmetic": lambda m: f"{m.random.choice(['product', 'quotient', 'remainder', 'power'])}"
                            f" target {m.variable(-4, 4)} left {m.form()} right {m.form()}",
    "indexOfMaximum": lambda m: f"{m.target()} of {forms(m, m.count())}",
    "membership": membership,
    "reified": lambda m: f"{m.literal()} form {m.form()} {m.random.choice(['<= 0', '= 0', '!= 0'])}",
    "conjunction": lambda m: f"{m.literal()} of {literals(m, m.count())}",
    "formula": formula,
    "parity": lambda m: literals(m, m.count(0, 4)) + (f" target [{m.literal()}]" if m.random.random() < 0.5 else ""),
    "table": lambda m: (lambda count: f"{forms(m, count)} {table_rows(m, count)}")(m.count()),
    "forbiddenRows": lambda m: (lambda count: f"{forms(m, count)} {table_rows(m, count)}")(m.count()),
    "automaton": lambda m: f"{forms(m, m.count(0, 4))} {automaton(m, False)}",
    "costAutomaton": lambda m: f"{m.target()} of {forms(m, m.count(1, 4))} {automaton(m, True)}",
    "lexicographic": lambda m: f"first {forms(m, m.count(1, 3))} order {m.random.choice(['<=', '<'])}"
                               f" second {forms(m, m.count(1, 3))}",
    "slidingSum": lambda m: f"{forms(m, m.count(0, 4))} window {m.count(1, 3)} from {m.number(-4, 0)} to {m.number(0, 5)}",
    "sort": lambda m: (lambda count: f"{forms(m, count)} of {forms(m, count)}")(m.count(1, 3)),
    "sortedIndices": lambda m: (lambda count: f"{forms(m, count)} of {forms(m, count)}")(m.count(1, 3)),
    "valuePrecedence": lambda m: f"{numbers(m, m.count(0, 3))} in {forms(m, m.count())}",
    "circuit": lambda m: f"{forms(m, m.count(0, 3))} {m.random.choice(['whole', 'partial'])}",
    "arcCircuit": arc_circuit,
    "flow": flow,
    "pack": lambda m: sized(m, True, lambda _: f" loads {forms(m, m.count(1, 3))}"),
    "binCapacity": lambda m: sized(m, True, lambda _: f" capacity {m.form()}"),
    "binLoad": lambda m: m.target() + sized(m, False, lambda count: f" items {literals(m, count)}" if count else ""),
    "knapsack": knapsack,
    "noOverlap2D": lambda m: (lambda count: f"{m.random.choice(['nowhere', 'strict'])} x"
                              f" {brackets(m.random.choices(m.members, k=count))} y"
                              f" {brackets(m.random.choices(m.members, k=count))}")(m.count(1, 3)),
    "reservoir": reservoir,
    "transitions": kinds_and_times("kinds"),
    "directTransitions": kinds_and_times("kinds"),
    "state": kinds_and_times("states"),
    "sequence": sequence,
    "selection": main_and_others("of", lambda m: f" cardinality {m.form()}"),
    "span": main_and_others("parts"),
    "synchronize": main_and_others("with"),
    "temporal": lambda m: two_intervals(
        m, lambda one, two: f"{one} {m.random.choice(['start', 'end'])} {m.random.choice(['<=', '='])} {two}"
        f" {m.random.choice(['start', 'end'])} delay {m.form()}{conditions(m)}"),
}

LONG_INTERVALS = {"calendar"}
INTERVAL_KINDS = {kind for kind, parts in GRAMMAR.items() if any(part in ("interval", "intervals") for _, part in parts)}
TWO_INTERVALS = {"precedence", "temporal"}
MAIN_AND_OTHERS = {"alternative", "selection", "span", "synchronize"}


def text(seed, kind):
    """The text of a model with one or two constraints of a kind, and a linear one."""
    maker = Maker(f"{kind} {seed}", kind)
    while kind in TWO_INTERVALS | MAIN_AND_OTHERS and len(maker.members) < 2:
        maker.interval()
    for _ in range(maker.random.choice([1, 1, 2])):
        maker.lines.append(f"{kind} {MAKERS[kind](maker)}")
    if maker.random.random() < 0.3:
        maker.lines.append(f"linear {MAKERS['linear'](maker)}")
    if maker.random.random() < 0.7:
        sense = maker.random.choice(["minimize", "maximize"])
        maker.lines.append(f"{sense} {3 + maker.random.randrange(3)} x0 + x{maker.random.randrange(1, len(maker.ranges))}")
    return "\n".join(maker.lines) + "\n"
