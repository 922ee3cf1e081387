"""Ten formulas in conjunctive normal form of the kinds that SAT solvers are tried on, made from seeds.

Each family is a function of a size and a random source; `FORMULAS` has the ten of the study. A formula is its number of
variables and its clauses; literals are numbers as in DIMACS files."""

import itertools
import random


class Formula:
    def __init__(self):
        self.variables = 0
        self.clauses = []

    def new(self):
        self.variables += 1
        return self.variables

    def news(self, count):
        return [self.new() for _ in range(count)]

    def add(self, *literals):
        self.clauses.append(list(literals))

    def parity(self, literals, value):
        """The exclusive or of the literals is `value`."""
        for signs in itertools.product((1, -1), repeat=len(literals)):
            if (sum(sign < 0 for sign in signs) + value) % 2:
                self.add(*(sign * literal for sign, literal in zip(signs, literals)))

    def at_most_one(self, literals):
        for first, second in itertools.combinations(literals, 2):
            self.add(-first, -second)

    def exactly_one(self, literals):
        self.add(*literals)
        self.at_most_one(literals)

    def gate_and(self, first, second):
        out = self.new()
        self.add(-out, first)
        self.add(-out, second)
        self.add(out, -first, -second)
        return out

    def gate_parity(self, *inputs):
        out = self.new()
        self.parity([out, *inputs], 0)
        return out

    def gate_majority(self, a, b, c):
        out = self.new()
        for x, y in ((a, b), (a, c), (b, c)):
            self.add(out, -x, -y)
            self.add(-out, x, y)
        return out

    def text(self):
        lines = [f"p cnf {self.variables} {len(self.clauses)}"]
        lines += [" ".join(map(str, clause)) + " 0" for clause in self.clauses]
        return "\n".join(lines) + "\n"


def uniform(length, variables, ratio, source):
    """Random clauses of one length; hardest near 4.27, 21.1 and 87.8 clauses a variable at lengths 3, 5 and 7."""
    made = Formula()
    made.news(variables)
    for _ in range(round(ratio * variables)):
        chosen = source.sample(range(1, variables + 1), length)
        made.add(*(v if source.random() < 0.5 else -v for v in chosen))
    return made


def pigeons(holes, source):
    """One pigeon more than holes (Haken 1985)."""
    made = Formula()
    sits = [made.news(holes) for _ in range(holes + 1)]
    for row in sits:
        made.add(*row)
    for column in zip(*sits):
        made.at_most_one(column)
    source.shuffle(made.clauses)
    return made


def charges(nodes, source):
    """Parities of the edges at each node of a random graph of degree 3, of odd sum over all nodes (Tseitin 1968; Urquhart 1987)."""
    made = Formula()
    while True:
        ends = [node for node in range(nodes) for _ in range(3)]
        source.shuffle(ends)
        pairs = {tuple(sorted(pair)) for pair in zip(ends[::2], ends[1::2])}
        if len(pairs) == 3 * nodes // 2 and all(a != b for a, b in pairs):
            break
    at = [[] for _ in range(nodes)]
    for a, b in sorted(pairs):
        edge = made.new()
        at[a].append(edge)
        at[b].append(edge)
    for node, edges in enumerate(at):
        made.parity(edges, 1 if node == 0 else 0)
    return made


def prime(bits, source):
    """A random prime of exactly so many bits."""
    while True:
        number = source.randrange(1 << bits - 1, 1 << bits)
        if number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1)):
            return number


def product(bits, source):
    """An array multiplier of two numbers of so many bits, to be inverted: the product of two random primes."""
    number = prime(bits, source) * prime(bits, source)
    made = Formula()
    left, right = made.news(bits), made.news(bits)
    zero = made.new()
    made.add(-zero)
    made.add(*left[1:])
    made.add(*right[1:])
    total = [made.gate_and(left[i], right[0]) for i in range(bits)] + [zero] * bits
    for shift in range(1, bits):
        carry = zero
        for i in range(bits):
            term = made.gate_and(left[i], right[shift])
            old = total[shift + i]
            total[shift + i] = made.gate_parity(old, term, carry)
            carry = made.gate_majority(old, term, carry)
        total[shift + bits] = carry
    for place, literal in enumerate(total):
        made.add(literal if number >> place & 1 else -literal)
    return made


def colours(nodes, degree, count, source):
    """A random graph of this mean degree in so many colours."""
    made = Formula()
    paint = [made.news(count) for _ in range(nodes)]
    for row in paint:
        made.exactly_one(row)
    edges = set()
    while len(edges) < round(nodes * degree / 2):
        edges.add(tuple(sorted(source.sample(range(nodes), 2))))
    for a, b in sorted(edges):
        for x, y in zip(paint[a], paint[b]):
            made.add(-x, -y)
    return made


def square(order, holes, source):
    """A Latin square with a share of its cells emptied, to be completed (Gomes, Selman 1997)."""
    made = Formula()
    rows, columns, names = (source.sample(range(order), order) for _ in range(3))
    cells = {(i, j): names[(rows[i] + columns[j]) % order] for i in range(order) for j in range(order)}
    empty = {cell for cell in cells if source.random() < holes}
    in_row, in_column = [set() for _ in range(order)], [set() for _ in range(order)]
    for i, j in sorted(empty):
        in_row[i].add(cells[i, j])
        in_column[j].add(cells[i, j])
    places = {}
    for i, j in sorted(empty):
        for name in sorted(in_row[i] & in_column[j]):
            literal = made.new()
            for place in (("cell", i, j), ("row", i, name), ("column", j, name)):
                places.setdefault(place, []).append(literal)
    for literals in places.values():
        made.exactly_one(literals)
    return made


def registers(lengths, steps, source):
    """The state of shift registers with feedback that are combined by a majority, from the bits that come out: a keystream."""
    made = Formula()
    states = [made.news(length) for length in lengths]
    secret = [[source.random() < 0.5 for _ in range(length)] for length in lengths]
    for _ in range(steps):
        out = made.gate_majority(*(state[-1] for state in states))
        bit = sum(values[-1] for values in secret) >= 2
        made.add(out if bit else -out)
        for i, (state, values) in enumerate(zip(states, secret)):
            taps = (len(state) - 1, len(state) // 2, len(state) // 3)
            fed = made.gate_parity(*(state[tap] for tap in taps))
            value = sum(values[tap] for tap in taps) % 2 == 1
            states[i], secret[i] = [fed] + state[:-1], [value] + values[:-1]
    return made


def shop(jobs, machines, stretch, source):
    """A random job shop within a horizon, times in the order encoding: [start of the operation >= t] for each t."""
    work = [[source.randint(1, 20) for _ in range(machines)] for _ in range(jobs)]
    ways = [source.sample(range(machines), machines) for _ in range(jobs)]
    load = max(sum(w for row, way in zip(work, ways) for w, k in zip(row, way) if k == m) for m in range(machines))
    horizon = round(stretch * max(load, max(map(sum, work))))
    made = Formula()
    starts = []
    for row in work:
        head, tail = 0, sum(row)
        for w in row:
            tail -= w
            starts.append((head, horizon - tail - w, made.news(horizon - tail - w - head)))
            head += w

    def at_least(operation, time):
        low, high, ladder = starts[operation]
        return True if time <= low else False if time > high else ladder[time - low - 1]

    def add(*literals):
        if not any(literal is True for literal in literals):
            made.add(*(literal for literal in literals if literal is not False))

    def negated(literal):
        return not literal if isinstance(literal, bool) else -literal

    for _, _, ladder in starts:
        for lower, upper in zip(ladder, ladder[1:]):
            made.add(-upper, lower)

    def before(first, second, duration, condition):
        """start(second) >= start(first) + duration, where the condition holds."""
        low, high, _ = starts[first]
        for time in range(low, high + 1):
            add(*condition, negated(at_least(first, time)), at_least(second, time + duration))

    users = [[] for _ in range(machines)]
    for job in range(jobs):
        for place in range(machines):
            operation = job * machines + place
            users[ways[job][place]].append((operation, work[job][place]))
            if place:
                before(operation - 1, operation, work[job][place - 1], [])
    for machine in users:
        for (a, p), (b, q) in itertools.combinations(machine, 2):
            order = made.new()
            before(a, b, p, [-order])
            before(b, a, q, [order])
    return made


FORMULAS = {
    "random-3-hard": lambda: uniform(3, 300, 4.26, random.Random(1)),
    "random-3-large": lambda: uniform(3, 10_000, 4.1, random.Random(2)),
    "random-5": lambda: uniform(5, 120, 21, random.Random(3)),
    "pigeons": lambda: pigeons(10, random.Random(4)),
    "parities": lambda: charges(70, random.Random(5)),
    "product": lambda: product(20, random.Random(10)),
    "colours": lambda: colours(500, 4.68, 3, random.Random(6)),
    "square": lambda: square(45, 0.42, random.Random(7)),
    "registers": lambda: registers((25, 27, 29), 200, random.Random(8)),
    "shop": lambda: shop(12, 12, 1.22, random.Random(9)),
}
