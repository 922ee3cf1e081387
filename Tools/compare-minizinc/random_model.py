"""Random small FlatZinc programs, the same for the same seed, most of them with a solution.

Each variable has a planted value; most constraints are made to hold there, so that a program of many of them still has
solutions. What the text says is read again by whoever judges it: nothing else is handed on.
"""
import random

import meaning
from flatzinc import Call, Name, Text, expression

# Names that Gecode 6.2 does not have, and those in which it errs.
NOT_GECODE = {"int_pow", "int_negate", "bool_clause_imp", "bool_lin_ne_reif", "bool_lin_ne_imp"}


class Small:
    """What a program is made of in one mode."""
    low, high = -4, 8
    spread = 4
    space = 6000
    most_variables = 8


class Wide:
    low, high = -1000, 100000
    spread = 2000
    space = None
    most_variables = 10


class Generator:
    def __init__(self, seed, kind="builtins", gecode=False):
        self.random = random.Random(f"{kind} {seed}")
        self.kind = kind
        self.gecode = gecode
        self.size = Wide if kind == "wide" else Small
        # Name: (kind, domain, planted value).
        self.variables = {}
        self.declarations, self.parameters, self.arrays, self.constraints = [], [], [], []
        self.space = 1
        self.relations = []

    # Random choices

    def chance(self, probability):
        return self.random.random() < probability

    def number(self):
        if self.chance(0.2):
            return self.random.randint(-1, 1)
        return self.random.randint(self.size.low, self.size.high)

    def small(self):
        return self.random.randint(-3, 3)

    def domain_around(self, value):
        if value is None:
            value = self.number()
        spread = self.random.randint(0, self.size.spread)
        low = value - self.random.randint(0, spread)
        high = max(value, low + spread)
        if self.size is Small and self.chance(0.3):
            values = {v for v in range(low - 2, high + 3) if self.chance(0.5)} | {value}
            return tuple(sorted(values))
        return range(low, high + 1)

    # Variables

    def new_variable(self, kind, value=None, domain=None, unbounded=False):
        """A variable of its own, or None where there are enough."""
        if kind == "bool":
            domain = (False, True)
            value = self.chance(0.5) if value is None else value
        elif domain is None:
            domain = self.domain_around(value)
        if value is None:
            value = self.random.choice(domain)
        if len(self.variables) >= self.size.most_variables:
            return None
        if self.size.space is not None and self.space * len(domain) > self.size.space:
            return None
        self.space *= len(domain)
        name = Name(f"{'b' if kind == 'bool' else 'x'}{len(self.variables)}")
        if self.chance(0.1):
            name = Name(f"X_INTRODUCED_{len(self.variables)}_")
        self.variables[name] = (kind, domain, value)
        self.declare(name, kind, domain, unbounded)
        return name

    def declare(self, name, kind, domain, unbounded):
        shown = "bool" if kind == "bool" else "int" if unbounded else expression(domain)
        if kind == "int" and not unbounded and len(domain) == 1 and isinstance(domain, tuple) and self.chance(0.5):
            shown = f"{domain[0]}..{domain[0]}"
        notes = ""
        if unbounded:
            notes += f" :: within({domain[0]},{domain[-1]})"
        if self.chance(0.1):
            notes += " :: var_is_introduced"
        if self.chance(0.05):
            notes += ' :: mzn_path("model.mzn|1|2;3:") :: f([a,{1,2},g(h("x"),1..3,true)])'
        if self.kind == "wide" or self.chance(0.85):
            notes += " :: output_var"
        self.declarations.append(f"var {shown}: {name}{notes};")

    def existing(self, kind, accepts=lambda value: True):
        names = [name for name, (of, _, value) in self.variables.items() if of == kind and accepts(value)]
        return Name(self.random.choice(names)) if names else None

    def integer(self, constant=0.15):
        """An argument that may be a variable: an old one, a new one or a number."""
        if self.chance(constant):
            return self.number()
        name = self.existing("int") if self.chance(0.6) else None
        name = name or self.new_variable("int") or self.existing("int")
        return self.number() if name is None else name

    def truth(self, constant=0.12):
        if self.chance(constant):
            return self.chance(0.5)
        name = self.existing("bool") if self.chance(0.6) else None
        name = name or self.new_variable("bool") or self.existing("bool")
        return self.chance(0.5) if name is None else name

    def result(self, value):
        """An argument whose planted value is the one given, mostly a variable."""
        if self.chance(0.1):
            return self.truth() if isinstance(value, bool) else self.integer()
        if isinstance(value, bool):
            if self.chance(0.1):
                return value
            name = self.existing("bool", lambda v: v == value) if self.chance(0.4) else None
            name = name or self.new_variable("bool", value)
        else:
            if self.chance(0.15):
                return value
            name = self.existing("int", lambda v: v == value) if self.chance(0.4) else None
            name = name or self.new_variable("int", value)
        return value if name is None else name

    def within(self, domain, constant=0.1):
        """An integer argument that has most of its values in a small domain."""
        value = self.random.choice(domain)
        if self.chance(constant):
            return value
        name = self.existing("int", lambda v: v in domain) if self.chance(0.3) else None
        if name is None:
            wider = range(min(domain) - self.chance(0.2), max(domain) + 1 + self.chance(0.2))
            picked = tuple(sorted({v for v in wider if self.chance(0.75)} | {value}))
            name = self.new_variable("int", value, wider if self.chance(0.5) else picked)
        return value if name is None else name

    def integers(self, least=0, most=4):
        return [self.integer() for _ in range(self.random.randint(least, most))]

    def truths(self, least=0, most=4):
        return [self.truth() for _ in range(self.random.randint(least, most))]

    def withins(self, count, domain, constant=0.1):
        return [self.within(domain, constant) for _ in range(count)]

    def set(self):
        pick = self.random.random()
        if pick < 0.08:
            return ()
        if pick < 0.5:
            low = self.number()
            return range(low, low + self.random.randint(1, 5))
        return tuple(sorted({self.number() for _ in range(self.random.randint(1, 4))}))

    def value(self, argument):
        if isinstance(argument, Name):
            return self.variables[argument][2]
        if isinstance(argument, list):
            return [self.value(item) for item in argument]
        return argument

    # Constraints

    def post(self, name, arguments, force=False):
        """Adds the constraint; one that fails where the values are planted, only now and then."""
        if self.gecode and name in NOT_GECODE:
            return False
        try:
            holds = meaning.holds(name, self.value(arguments))
        except meaning.Undecided:
            return False
        if not holds and not force and not self.chance(0.04):
            return False
        shown = [self.shown(argument) for argument in arguments]
        notes = ""
        if self.chance(0.1):
            notes = self.random.choice([" :: domain", " :: bounds", " :: defines_var(x0)", ' :: mzn_constraint_name("c")'])
        self.constraints.append(f"constraint {name}({','.join(shown)}){notes};")
        return True

    def shown(self, argument):
        """The argument's text; arrays and numbers may get a name."""
        if isinstance(argument, list) and self.chance(0.35):
            return self.array(argument)
        if isinstance(argument, int) and not isinstance(argument, bool) and self.chance(0.05):
            name = f"p{len(self.parameters)}"
            self.parameters.append(f"int: {name} = {self.numeral(argument)};")
            return name
        if isinstance(argument, (tuple, range)) and self.chance(0.15):
            name = f"p{len(self.parameters)}"
            self.parameters.append(f"set of int: {name} = {expression(argument)};")
            return name
        return expression(argument)

    def numeral(self, value):
        return hex(value) if value >= 0 and self.chance(0.3) else str(value)

    def array(self, items):
        has_names = any(isinstance(item, Name) for item in items)
        kind = "bool" if items and (isinstance(items[0], bool) or items[0] in self.variables
                                    and self.variables[items[0]][0] == "bool") else "int"
        if not has_names:
            name = f"p{len(self.parameters)}"
            self.parameters.append(f"array [1..{len(items)}] of {kind}: {name} = {expression(items)};")
            return name
        name = f"a{len(self.arrays)}"
        notes = ""
        if self.kind != "wide" and self.chance(0.4):
            notes = f" :: output_array([1..{len(items)}])"
            if len(items) % 2 == 0 and self.chance(0.5):
                notes = f" :: output_array([0..{len(items) // 2 - 1},3..4])"
        self.arrays.append(f"array [1..{len(items)}] of var {kind}: {name}{notes} = {expression(items)};")
        return name

    def sum(self, items):
        weights = [self.small() for _ in items]
        return weights, meaning.dot(weights, self.value(items))

    def builtin(self):
        name = self.random.choice(sorted({**meaning.BUILTINS, **meaning.REIFIED}))
        if name in meaning.REIFIED:
            arguments = self.reified_arguments(name)
            how = self.random.random()
            if how < 0.4:
                return self.post(name, arguments)
            truth = self.truth()
            end = "_reif" if how < 0.7 else "_imp"
            if end == "_reif" and self.chance(0.8):
                truth = self.result(meaning.holds(name, self.value(arguments)))
            return self.post(name + end, arguments + [truth])
        return self.post(name, self.builtin_arguments(name))

    def reified_arguments(self, name):
        if name in ("int_eq", "int_ne", "int_le", "int_lt"):
            return [self.integer(), self.integer()]
        if name.startswith("int_lin"):
            items = self.integers()
            weights, total = self.sum(items)
            shift = self.random.randint(0, 4) if name.endswith("le") else self.chance(0.1)
            return [weights, items, total + shift]
        if name == "bool_lin_eq":
            items = self.truths()
            weights, total = self.sum(items)
            return [weights, items, self.result(total)]
        if name.startswith("bool_lin"):
            items = self.truths()
            weights, total = self.sum(items)
            return [weights, items, total + self.random.randint(0, 2)]
        if name == "bool_clause":
            return [self.truths(), self.truths()]
        if name == "set_in":
            return [self.integer(), self.set()]
        return [self.truth(), self.truth()]

    def builtin_arguments(self, name):
        if name in ("array_int_maximum", "array_int_minimum"):
            items = self.integers(1)
            best = max if name.endswith("maximum") else min
            return [self.result(best(self.value(items))), items]
        if name in ("array_bool_and", "array_bool_or"):
            items = self.truths()
            return [items, self.result((all if name.endswith("and") else any)(self.value(items)))]
        if name.startswith("array_bool_and") or name.startswith("array_bool_or"):
            return [self.truths(), self.truth()]
        if name == "array_bool_xor":
            return [self.truths()]
        if name == "bool2int":
            truth = self.truth()
            return [truth, self.result(int(self.value(truth)))]
        if name.endswith("element"):
            count = self.random.randint(1, 4)
            index = self.within(range(1, count + 1)) if self.chance(0.7) else self.integer()
            if name == "array_int_element":
                items = [self.number() for _ in range(count)]
            elif name == "array_bool_element":
                items = [self.chance(0.5) for _ in range(count)]
            else:
                items = [self.integer() if "int" in name else self.truth() for _ in range(count)]
            values = self.value(items)
            picked = meaning.element(self.value(index), values)
            return [index, items, self.result(values[0] if picked is None else picked)]
        if name == "bool_not":
            a = self.truth()
            return [a, self.result(not self.value(a))]
        if name.startswith("bool"):
            a, b = self.truth(), self.truth()
            a_value, b_value = self.value(a), self.value(b)
            result = {"bool_and": a_value and b_value, "bool_or": a_value or b_value, "bool_xor": a_value != b_value}
            return [a, b, self.result(result[name])]
        if name in ("int_abs", "int_negate"):
            a = self.integer()
            return [a, self.result(abs(self.value(a)) if name == "int_abs" else -self.value(a))]
        a, b = self.integer(), self.integer()
        if name == "int_pow":
            b = self.within(range(-2, 4))
            if abs(self.value(a)) > 100:
                a = self.small()
        x, y = self.value(a), self.value(b)
        result = {"int_plus": x + y, "int_minus": x - y, "int_times": x * y, "int_div": meaning.quotient(x, y),
                  "int_mod": meaning.remainder(x, y), "int_max": max(x, y), "int_min": min(x, y)}
        found = meaning.power(x, y) if name == "int_pow" else result[name]
        return [a, b, self.result(0 if found is None else found)]

    # Globals

    def a_global(self, name=None):
        name = name or self.random.choice(sorted(meaning.GLOBALS))
        arguments = getattr(self, "make_" + name.removesuffix("_imp"))()
        if name.endswith("_imp"):
            arguments.append(self.truth())
        return self.post("dovetail_" + name, arguments)

    def window(self, most=4):
        """A few numbers in a row, from a base that is seldom one."""
        base = self.random.choice([0, 1, 1, -1, 3])
        return range(base, base + self.random.randint(1, most))

    def list(self, least=0, most=5):
        domain = self.window()
        return self.withins(self.random.randint(least, most), domain)

    def make_all_different(self):
        return [self.withins(self.random.randint(0, 4), range(1, 5))]

    def make_all_different_except(self):
        return [self.list(), self.set()]

    def make_all_equal(self):
        return [self.list(0, 4)]

    def make_among(self):
        x, values = self.list(), self.set()
        return [self.result(sum(v in values for v in self.value(x))), x, values]

    def make_count_eq(self):
        x, y = self.list(), self.integer()
        return [x, y, self.result(self.value(x).count(self.value(y)))]

    def cardinality(self):
        domain = self.window()
        x = self.withins(self.random.randint(0, 4), domain)
        cover = [v for v in domain if self.chance(0.8)]
        if self.chance(0.2):
            cover.append(self.number())
        if self.chance(0.3):
            self.random.shuffle(cover)
        cover = list(dict.fromkeys(cover))
        return [x, cover, [self.result(self.value(x).count(v)) for v in cover]]

    make_global_cardinality = make_global_cardinality_closed = cardinality

    def make_nvalue(self):
        x = self.list()
        return [self.result(len(set(self.value(x)))), x]

    def two_lists(self):
        domain = self.window(3)
        count = self.random.randint(0, 3)
        other = count if self.chance(0.7) else self.random.randint(0, 3)
        return [self.withins(count, domain), self.withins(other, domain)]

    make_lex_less = make_lex_lesseq = two_lists

    def make_value_precede(self):
        return [self.random.randint(0, 3), self.random.randint(0, 3), self.withins(self.random.randint(0, 5), range(0, 4))]

    def make_value_precede_chain(self):
        chain = self.random.sample(range(0, 5), self.random.randint(0, 4))
        return [chain, self.withins(self.random.randint(0, 5), range(0, 4))]

    def make_sort(self):
        x = self.list(0, 4)
        return [x, [self.result(v) for v in sorted(self.value(x))]]

    def make_arg_sort(self):
        x = self.list(0, 3)
        base = self.random.choice([1, 1, 0, 3])
        order = sorted(range(len(x)), key=lambda i: (self.value(x[i]), i))
        return [x, [self.result(base + i) for i in order], base]

    def make_sliding_sum(self):
        x = self.list(0, 5)
        length = self.random.randint(1, 4)
        sums = [sum(self.value(x)[i:i + length]) for i in range(len(x) - length + 1)] or [0]
        return [min(sums) - self.chance(0.3), max(sums) + self.chance(0.3), length, x]

    def make_circuit(self):
        count = self.random.randint(2, 4)
        base = self.random.choice([0, 1, 1, 2, -1])
        order = self.random.sample(range(count), count)
        x = [None] * count
        for at, to in zip(order, order[1:] + order[:1]):
            x[at] = self.target(base + to, range(base, base + count))
        return [x, base]

    def target(self, value, domain):
        if self.chance(0.15):
            return value
        if self.chance(0.1):
            return self.integer()
        picked = tuple(sorted({v for v in domain if self.chance(0.75)} | {value} | ({domain[-1] + 1} if self.chance(0.1) else set())))
        return self.new_variable("int", value, domain if self.chance(0.4) else picked) or value

    def make_subcircuit(self):
        count = self.random.randint(1, 4)
        base = self.random.choice([0, 1, 1, 2])
        order = self.random.sample(range(count), self.random.randint(0, count))
        values = list(range(base, base + count))
        for at, to in zip(order, order[1:] + order[:1]):
            values[at] = base + to
        return [[self.target(v, range(base, base + count)) for v in values], base]

    def make_inverse(self):
        count = self.random.randint(0, 3)
        base_f, base_g = self.random.choice([0, 1, 2]), self.random.choice([0, 1, -1])
        order = self.random.sample(range(count), count)
        f = [self.target(base_g + to, range(base_g, base_g + count)) for to in order]
        if base_f == base_g and self.chance(0.15):
            return [f, base_f, f, base_g]
        g = [self.target(base_f + order.index(j), range(base_f, base_f + count)) for j in range(count)]
        return [f, base_f, g, base_g]

    def make_inverse_in_range(self):
        base_f, base_g = self.random.choice([0, 1, 2]), self.random.choice([0, 1, 2])
        count_f, count_g = self.random.randint(0, 3), self.random.randint(0, 3)
        f = self.withins(count_f, range(base_g - 1, base_g + count_g + 1))
        g = self.withins(count_g, range(base_f - 1, base_f + count_f + 1))
        return [f, base_f, g, base_g]

    def make_table(self):
        x = self.list(1, 4)
        rows = [[self.number() if self.chance(0.1) else self.random.choice(self.domain_of(v)) for v in x]
                for _ in range(self.random.randint(0, 6))]
        if self.chance(0.9):
            rows.insert(self.random.randint(0, len(rows)), self.value(x))
        return [x, [v for row in rows for v in row]]

    def domain_of(self, argument):
        return self.variables[argument][1] if isinstance(argument, Name) else (argument,)

    def make_table_bool(self):
        x = self.truths(1)
        rows = [[self.chance(0.5) for _ in x] for _ in range(self.random.randint(0, 4))] + [self.value(x)] * self.chance(0.8)
        return [x, [v for row in rows for v in row]]

    def automaton(self):
        states, symbols = self.random.randint(1, 3), self.random.randint(1, 3)
        x = self.withins(self.random.randint(0, 4), range(1, symbols + 1))
        delta = [self.random.randint(0, states) for _ in range(states * symbols)]
        start = self.random.randint(1, states)
        final = tuple(sorted({self.random.randint(1, states) for _ in range(self.random.randint(1, 2))}))
        path = meaning.walk(self.value(x), states, symbols, delta, start)
        if path and self.chance(0.8):
            final = tuple(sorted({*final, path[-1]}))
        if self.chance(0.2):
            final = range(final[0], final[-1] + 1)
        return [x, states, symbols, delta, start, final], path

    def make_regular(self):
        return self.automaton()[0]

    def make_cost_regular(self):
        arguments, path = self.automaton()
        states, symbols = arguments[1:3]
        costs = [self.small() for _ in range(states * symbols)]
        total = 0
        if path:
            total = sum(costs[(state - 1) * symbols + value - 1] for state, value in zip(path, self.value(arguments[0])))
        return arguments + [costs, self.result(total)]

    def make_regular_nfa(self):
        states, symbols = self.random.randint(1, 3), self.random.randint(1, 3)
        x = self.withins(self.random.randint(0, 4), range(1, symbols + 1))
        edges = [[self.random.randint(1, states), self.random.randint(1, symbols), self.random.randint(1, states)]
                 for _ in range(self.random.randint(0, 8))]
        final = tuple(sorted({self.random.randint(1, states) for _ in range(self.random.randint(1, 3))}))
        return [x, states, symbols, *([edge[i] for edge in edges] for i in range(3)), self.random.randint(1, states), final]

    def make_mdd(self):
        x = self.withins(self.random.randint(1, 4), range(0, 3))
        layers = [[1]]
        level = [1]
        for number in range(2, len(x) + 1):
            layers.append([])
            for _ in range(self.random.randint(1, 2)):
                level.append(number)
                layers[-1].append(len(level))
        edges = []
        for number, layer in enumerate(layers):
            below = layers[number + 1] if number + 1 < len(layers) else [0]
            for node in layer:
                edges += [(node, v, self.random.choice(below)) for v in range(-1, 3) if self.chance(0.7)]
        self.random.shuffle(edges)
        return [x, len(level), level, len(edges), *([edge[i] for edge in edges] for i in range(3))]

    def extreme(self, best):
        x = self.list(1, 5)
        base = self.random.choice([1, 0, 2])
        return [x, self.result(base + self.value(x).index(best(self.value(x)))), base]

    def make_maximum_arg(self):
        return self.extreme(max)

    def make_minimum_arg(self):
        return self.extreme(min)

    def packing(self):
        count, base = self.random.randint(1, 3), self.random.choice([0, 1, 1, 2])
        weights = [self.random.randint(0, 4) for _ in range(self.random.randint(0, 4))]
        bins = self.withins(len(weights), range(base, base + count))
        return bins, weights, base, meaning.loads(self.value(bins), weights, base, count) or [0] * count

    def make_bin_packing_load(self):
        bins, weights, base, found = self.packing()
        return [[self.result(v) for v in found], bins, weights, base]

    def make_bin_packing_capa(self):
        bins, weights, base, found = self.packing()
        return [[v + self.random.randint(0, 2) for v in found], bins, weights, base]

    def make_bin_packing(self):
        bins, weights, _, found = self.packing()
        return [max(found) + self.random.randint(0, 1), bins, weights]

    def make_knapsack(self):
        count = self.random.randint(0, 3)
        x = self.withins(count, range(0, 4))
        weights, profits = ([self.random.randint(0, 4) for _ in range(count)] for _ in range(2))
        return [weights, profits, x, self.result(meaning.dot(weights, self.value(x))),
                self.result(meaning.dot(profits, self.value(x)))]

    def make_diffn(self):
        count = self.random.randint(0, 3)
        sizes = [[self.length() for _ in range(count)] for _ in range(2)]
        return [self.withins(count, range(0, 4)), self.withins(count, range(0, 3)), *sizes]

    make_diffn_nonstrict = make_diffn

    def length(self):
        if self.chance(0.7):
            return self.random.randint(0, 3)
        value = self.random.randint(0, 2)
        return self.new_variable("int", value, range(max(value - 1, 0), value + 2)) or value

    def tasks(self, most=3):
        count = self.random.randint(0, most)
        return self.withins(count, range(self.random.choice([0, -1]), 5)), [self.length() for _ in range(count)]

    def make_cumulative(self):
        s, d = self.tasks(4)
        r = [self.length() for _ in s]
        s_value, d_value, r_value = self.value([s, d, r])
        used = max((sum(r for s, d, r in zip(s_value, d_value, r_value) if s <= t < s + d) for t in s_value), default=0)
        return [s, d, r, self.capacity(used)]

    def capacity(self, used):
        value = used + self.random.randint(0, 1)
        if self.chance(0.6):
            return value
        return self.new_variable("int", value, range(max(value - 1, 0), value + 2)) or value

    def make_cumulative_opt(self):
        s, d, r, b = self.make_cumulative()
        return [[self.truth() for _ in s], s, d, r, b]

    def make_disjunctive(self):
        return list(self.tasks())

    make_disjunctive_strict = make_disjunctive

    def make_disjunctive_opt(self):
        s, d = self.tasks()
        return [[self.truth() for _ in s], s, d]

    make_disjunctive_strict_opt = make_disjunctive_opt

    def make_span(self):
        o, s, d = self.make_disjunctive_opt()
        o_value, s_value, d_value = self.value([o, s, d])
        parts = [(start, start + length) for is_there, start, length in zip(o_value, s_value, d_value) if is_there]
        if not parts:
            return [self.result(False), self.integer(), self.result(0), o, s, d]
        start = min(part[0] for part in parts)
        return [self.result(True), self.result(start), self.result(max(part[1] for part in parts) - start), o, s, d]

    make_alternative = make_span

    def network(self):
        nodes = self.random.randint(1, 3)
        arcs = [self.random.randint(1, nodes) for _ in range(2 * self.random.randint(0, 4))]
        flow = self.withins(len(arcs) // 2, range(0, 4))
        balance = [0] * nodes
        for number, amount in enumerate(self.value(flow)):
            balance[arcs[2 * number] - 1] += amount
            balance[arcs[2 * number + 1] - 1] -= amount
        return arcs, balance, flow

    def make_network_flow(self):
        return list(self.network())

    def make_network_flow_cost(self):
        arcs, balance, flow = self.network()
        weights = [self.small() for _ in flow]
        return [arcs, balance, weights, flow, self.result(meaning.dot(weights, self.value(flow)))]

    def make_element2d(self):
        rows, columns = self.random.randint(1, 2), self.random.randint(1, 3)
        x = [self.integer(0.4) for _ in range(rows * columns)]
        i, j = self.within(range(1, rows + 1)), self.within(range(1, columns + 1))
        at = (self.value(i) - 1) * columns + self.value(j) - 1
        return [x, rows, columns, i, j, self.result(self.value(x)[at] if 0 <= at < len(x) else 0)]

    # The whole

    def defined(self):
        """A variable without bounds that a sum defines."""
        items = [name for name, (kind, _, _) in self.variables.items() if kind == "int"][:2]
        weights = [self.small() or 1 for _ in items]
        ends = [sorted((w * self.variables[n][1][0], w * self.variables[n][1][-1])) for w, n in zip(weights, items)]
        low, high = sum(end[0] for end in ends), sum(end[1] for end in ends)
        value = meaning.dot(weights, self.value(items))
        name = self.new_variable("int", value, range(low, high + 1), unbounded=True)
        if name:
            self.constraints.append(
                f"constraint int_lin_eq({expression([*weights, -1])},{expression([*items, name])},0) :: defines_var({name});")

    def alias(self):
        """A second name of a variable or a number, with a domain of its own."""
        kind = "bool" if self.chance(0.3) else "int"
        of = self.existing(kind)
        if of is None or len(self.variables) >= self.size.most_variables:
            return
        value = self.variables[of][2]
        name = Name(f"alias{len(self.variables)}")
        domain = (False, True) if kind == "bool" else self.variables[of][1]
        if kind == "int" and self.chance(0.5):
            domain = self.domain_around(value)
        shown = value if self.chance(0.2) else of
        self.variables[name] = (kind, domain, value)
        notes = " :: output_var" if self.kind == "wide" or self.chance(0.7) else ""
        self.declarations.append(
            f"var {'bool' if kind == 'bool' else expression(domain)}: {name}{notes} = {expression(shown)};")

    def search_annotation(self):
        integers = [name for name, (kind, _, _) in self.variables.items() if kind == "int"]
        truths = [name for name, (kind, _, _) in self.variables.items() if kind == "bool"]
        selections = ["input_order", "first_fail", "anti_first_fail", "smallest", "largest", "occurrence", "most_constrained",
                      "max_regret", "dom_w_deg"]
        values = ["indomain_min", "indomain_max", "indomain_median", "indomain_split", "indomain_reverse_split",
                  "indomain_random", "indomain"]
        if self.gecode:
            values.remove("indomain")
        found = []
        for kind, names in (("int", integers), ("bool", truths)):
            picked = [name for name in names if self.chance(0.7)]
            self.random.shuffle(picked)
            if not picked:
                continue
            if self.chance(0.3):
                picked.insert(0, self.number() if kind == "int" else self.chance(0.5))
            found.append(Call((f"{kind}_search", [picked, Name(self.random.choice(selections)),
                                                  Name(self.random.choice(values)), Name("complete")])))
            if not self.gecode and self.chance(0.1):
                count = min(len(picked), 3)
                hint = [self.number() if kind == "int" else self.chance(0.5) for _ in range(count)]
                found.append(Call((f"warm_start{'_bool' if kind == 'bool' else '_int'}"
                                   if self.chance(0.5) else "warm_start", [picked[:count], hint])))
        if not found:
            return ""
        if len(found) > 1 and self.chance(0.7):
            return " :: " + expression(Call(("seq_search", [found])))
        return "".join(" :: " + expression(call) for call in found)

    def text(self):
        count = self.random.randint(1, 7)
        if self.kind == "globals":
            for _ in range(self.random.choice([1, 1, 1, 2])):
                name = self.random.choice(sorted(meaning.GLOBALS))
                for _ in range(20):
                    if self.a_global(name):
                        break
            count = self.random.choice([0, 0, 0, 1, 2])
        for _ in range(count):
            for _ in range(5):
                if self.builtin():
                    break
        if not self.variables:
            self.new_variable("int")
        if self.chance(0.15):
            self.alias()
            if self.chance(0.5):
                self.builtin()
        if self.chance(0.1):
            self.defined()
        goal = "satisfy"
        if self.chance(0.5 if self.kind == "wide" else 0.25):
            name = self.existing("int")
            if name is not None:
                # Peers want to see the objective, and a variable.
                goal = f"{self.random.choice(['minimize', 'maximize'])} {name}"
                for number, line in enumerate(self.declarations):
                    if f": {name}" in line and "output_var" not in line and line.split(": ")[1].split()[0].rstrip(";") == name:
                        self.declarations[number] = line.replace(f": {name}", f": {name} :: output_var", 1)
                if not self.gecode and self.chance(0.05):
                    goal = goal.split()[0] + f" {self.number()}"
        search = self.search_annotation() if self.chance(0.4) else ""
        predicates = ["predicate dovetail_unused(array [int] of var int: x, set of int: S);"] if self.chance(0.1) else []
        parts = [*predicates, *self.parameters, *self.declarations, *self.arrays, *self.constraints,
                 f"solve{search} {goal};"]
        return "\n".join(parts) + "\n"


def generate(seed, kind="builtins", gecode=False):
    return Generator(seed, kind, gecode).text()
