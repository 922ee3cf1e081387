"""What each constraint means, from its definition, and all solutions of a small FlatZinc program by trying them out."""
import itertools

from flatzinc import Call, Malformed, Name, read


class Undecided(Exception):
    """A case that the standard leaves open, or solvers differ in."""


def quotient(a, b):
    if b == 0:
        return None
    result = abs(a) // abs(b)
    return result if (a < 0) == (b < 0) else -result


def remainder(a, b):
    return None if b == 0 else a - b * quotient(a, b)


def power(x, y):
    if y >= 0:
        return x ** y
    return None if x == 0 else quotient(1, x ** -y)


def dot(weights, values):
    return sum(a * x for a, x in zip(weights, values))


def element(index, items):
    return items[index - 1] if 1 <= index <= len(items) else None


def positions(base, items):
    return range(base, base + len(items))


def all_different(x):
    return len(set(x)) == len(x)


def circuit(x, base):
    if len(x) < 2:
        raise Undecided("a circuit of less than two nodes")
    at, seen = 0, set()
    while at not in seen:
        seen.add(at)
        at = x[at] - base
        if not 0 <= at < len(x):
            return False
    return at == 0 and len(seen) == len(x)


def subcircuit(x, base):
    if not all(value in positions(base, x) for value in x) or not all_different(x):
        return False
    inside = [i for i in range(len(x)) if x[i] - base != i]
    if not inside:
        return True
    at, count = inside[0], 0
    while True:
        at, count = x[at] - base, count + 1
        if at == inside[0]:
            return count == len(inside)


def inverse(f, base_f, g, base_g):
    return (all(value in positions(base_g, g) and g[value - base_g] == i for i, value in enumerate(f, base_f))
            and all(value in positions(base_f, f) and f[value - base_f] == j for j, value in enumerate(g, base_g)))


def inverse_in_range(f, base_f, g, base_g):
    return (all(value not in positions(base_g, g) or g[value - base_g] == i for i, value in enumerate(f, base_f))
            and all(value not in positions(base_f, f) or f[value - base_f] == j for j, value in enumerate(g, base_g)))


def precedes(s, t, x):
    return all(value != t or s in x[:i] for i, value in enumerate(x))


def arg_sort(x, p, base):
    return list(p) == [base + i for i in sorted(range(len(x)), key=lambda i: (x[i], i))]


def table(x, t):
    if not x:
        raise Undecided("a table without columns")
    return any(list(x) == t[i:i + len(x)] for i in range(0, len(t), len(x)))


def walk(x, states, symbols, delta, start):
    """The states that a deterministic automaton goes through, or None where it fails."""
    path = [start]
    for value in x:
        if not 1 <= value <= symbols:
            return None
        to = delta[(path[-1] - 1) * symbols + value - 1]
        if not 1 <= to <= states:
            return None
        path.append(to)
    return path


def regular(x, states, symbols, delta, start, final):
    path = walk(x, states, symbols, delta, start)
    return path is not None and path[-1] in final


def regular_nfa(x, states, symbols, source, symbol, target, start, final):
    now = {start}
    for value in x:
        now = {to for of, on, to in zip(source, symbol, target) if of in now and on == value}
    return any(state in final for state in now)


def cost_regular(x, states, symbols, delta, start, final, costs, total):
    path = walk(x, states, symbols, delta, start)
    if path is None or path[-1] not in final:
        return False
    return total == sum(costs[(state - 1) * symbols + value - 1] for state, value in zip(path, x))


def mdd(x, nodes, level, edges, source, label, target):
    now = {1}
    for i, value in enumerate(x, 1):
        now = {to for of, on, to in zip(source, label, target)
               if of in now and of > 0 and level[of - 1] == i and on == value}
    return 0 in now


def first_extreme(x, z, base, extreme):
    if not x:
        raise Undecided("the greatest of nothing")
    return z == base + list(x).index(extreme(x))


def loads(bins, weights, base, count):
    result = [0] * count
    for place, weight in zip(bins, weights):
        if not base <= place < base + count:
            return None
        result[place - base] += weight
    return result


def bin_packing(capacity, bins, weights):
    return all(sum(w for b, w in zip(bins, weights) if b == place) <= capacity for place in set(bins))


def knapsack(weights, profits, x, total, profit):
    return min([total, profit, *x]) >= 0 and total == dot(weights, x) and profit == dot(profits, x)


def apart(x, y, dx, dy, i, j):
    return x[i] + dx[i] <= x[j] or x[j] + dx[j] <= x[i] or y[i] + dy[i] <= y[j] or y[j] + dy[j] <= y[i]


def diffn(x, y, dx, dy):
    if min([*dx, *dy], default=0) < 0:
        raise Undecided("a negative size")
    return all(apart(x, y, dx, dy, i, j) for i, j in itertools.combinations(range(len(x)), 2))


def diffn_nonstrict(x, y, dx, dy):
    real = [i for i in range(len(x)) if dx[i] != 0 and dy[i] != 0]
    return diffn(*([values[i] for i in real] for values in (x, y, dx, dy)))


def cumulative(s, d, r, b):
    if min([*d, *r, b], default=0) < 0:
        raise Undecided("a negative duration, demand or capacity")
    return all(sum(r[i] for i in range(len(s)) if s[i] <= time < s[i] + d[i]) <= b for time in s)


def present(o, *lists):
    return [[value for value, is_present in zip(values, o) if is_present] for values in lists]


def disjunctive(s, d):
    if min(d, default=0) < 0:
        return False
    return all(d[i] == 0 or d[j] == 0 or s[i] + d[i] <= s[j] or s[j] + d[j] <= s[i]
               for i, j in itertools.combinations(range(len(s)), 2))


def disjunctive_strict(s, d):
    if min(d, default=0) < 0:
        return False
    return all(s[i] + d[i] <= s[j] or s[j] + d[j] <= s[i] for i, j in itertools.combinations(range(len(s)), 2))


def span(o0, s0, d0, o, s, d):
    s, d = present(o, s, d)
    if not s:
        return not o0 and d0 == 0
    return o0 and s0 == min(s) and s0 + d0 == max(start + length for start, length in zip(s, d))


def alternative(o0, s0, d0, o, s, d):
    return sum(o) == o0 and span(o0, s0, d0, o, s, d)


def network_flow(arc, balance, flow):
    net = [0] * len(balance)
    for number, amount in enumerate(flow):
        net[arc[2 * number] - 1] += amount
        net[arc[2 * number + 1] - 1] -= amount
    return net == list(balance)


# Name: (signature, meaning). In a signature: i a number, I a variable or a number, B a Boolean one, S a set of numbers,
# an asterisk before for an array.
BUILTINS = {
    "int_plus": ("I I I", lambda a, b, c: a + b == c),
    "int_minus": ("I I I", lambda a, b, c: a - b == c),
    "int_times": ("I I I", lambda a, b, c: a * b == c),
    "int_div": ("I I I", lambda a, b, c: quotient(a, b) == c),
    "int_mod": ("I I I", lambda a, b, c: remainder(a, b) == c),
    "int_pow": ("I I I", lambda a, b, c: power(a, b) == c),
    "int_abs": ("I I", lambda a, b: abs(a) == b),
    "int_max": ("I I I", lambda a, b, c: max(a, b) == c),
    "int_min": ("I I I", lambda a, b, c: min(a, b) == c),
    "int_negate": ("I I", lambda a, b: -a == b),
    "array_int_maximum": ("I *I", lambda m, x: m == max(x)),
    "array_int_minimum": ("I *I", lambda m, x: m == min(x)),
    "bool_not": ("B B", lambda a, b: a != b),
    "bool_and": ("B B B", lambda a, b, r: (a and b) == r),
    "bool_or": ("B B B", lambda a, b, r: (a or b) == r),
    "bool_xor": ("B B B", lambda a, b, r: (a != b) == r),
    "array_bool_and": ("*B B", lambda x, r: all(x) == r),
    "array_bool_or": ("*B B", lambda x, r: any(x) == r),
    "array_bool_and_imp": ("*B B", lambda x, r: not r or all(x)),
    "array_bool_or_imp": ("*B B", lambda x, r: not r or any(x)),
    "array_bool_xor": ("*B", lambda x: sum(x) % 2 == 1),
    "bool2int": ("B I", lambda a, b: int(a) == b),
    "array_int_element": ("I *i I", lambda i, x, c: element(i, x) == c),
    "array_bool_element": ("I *b B", lambda i, x, c: element(i, x) == c),
    "array_var_int_element": ("I *I I", lambda i, x, c: element(i, x) == c),
    "array_var_bool_element": ("I *B B", lambda i, x, c: element(i, x) == c),
}
REIFIED = {
    "int_eq": ("I I", lambda a, b: a == b),
    "int_ne": ("I I", lambda a, b: a != b),
    "int_le": ("I I", lambda a, b: a <= b),
    "int_lt": ("I I", lambda a, b: a < b),
    "int_lin_eq": ("*i *I i", lambda a, x, c: dot(a, x) == c),
    "int_lin_ne": ("*i *I i", lambda a, x, c: dot(a, x) != c),
    "int_lin_le": ("*i *I i", lambda a, x, c: dot(a, x) <= c),
    "bool_eq": ("B B", lambda a, b: a == b),
    "bool_ne": ("B B", lambda a, b: a != b),
    "bool_le": ("B B", lambda a, b: a <= b),
    "bool_lt": ("B B", lambda a, b: a < b),
    "bool_clause": ("*B *B", lambda a, b: any(a) or not all(b)),
    "bool_lin_eq": ("*i *B I", lambda a, x, c: dot(a, x) == c),
    "bool_lin_ne": ("*i *B i", lambda a, x, c: dot(a, x) != c),
    "bool_lin_le": ("*i *B i", lambda a, x, c: dot(a, x) <= c),
    "set_in": ("I S", lambda x, values: x in values),
}
GLOBALS = {
    "all_different": ("*I", all_different),
    "all_different_except": ("*I S", lambda x, values: all_different([v for v in x if v not in values])),
    "all_equal": ("*I", lambda x: len(set(x)) <= 1),
    "among": ("I *I S", lambda n, x, values: n == sum(v in values for v in x)),
    "count_eq": ("*I I I", lambda x, y, c: c == x.count(y)),
    "global_cardinality": ("*I *i *I", lambda x, cover, counts: all(x.count(v) == c for v, c in zip(cover, counts))),
    "global_cardinality_closed": ("*I *i *I", lambda x, cover, counts:
                                  all(v in cover for v in x) and all(x.count(v) == c for v, c in zip(cover, counts))),
    "nvalue": ("I *I", lambda n, x: n == len(set(x))),
    "lex_less": ("*I *I", lambda x, y: x < y),
    "lex_lesseq": ("*I *I", lambda x, y: x <= y),
    "value_precede": ("i i *I", precedes),
    "value_precede_chain": ("*i *I", lambda chain, x: all(precedes(s, t, x) for s, t in zip(chain, chain[1:]))),
    "sort": ("*I *I", lambda x, y: sorted(x) == y),
    "arg_sort": ("*I *I i", arg_sort),
    "sliding_sum": ("i i i *I", lambda low, high, length, x: all(
        low <= sum(x[i:i + length]) <= high for i in range(len(x) - length + 1))),
    "circuit": ("*I i", circuit),
    "subcircuit": ("*I i", subcircuit),
    "inverse": ("*I i *I i", inverse),
    "inverse_in_range": ("*I i *I i", inverse_in_range),
    "table": ("*I *i", table),
    "table_bool": ("*B *b", table),
    "regular": ("*I i i *i i S", regular),
    "regular_nfa": ("*I i i *i *i *i i S", regular_nfa),
    "cost_regular": ("*I i i *i i S *i I", cost_regular),
    "mdd": ("*I i *i i *i *i *i", mdd),
    "maximum_arg": ("*I I i", lambda x, z, base: first_extreme(x, z, base, max)),
    "minimum_arg": ("*I I i", lambda x, z, base: first_extreme(x, z, base, min)),
    "bin_packing_load": ("*I *I *i i", lambda load, bins, w, base: loads(bins, w, base, len(load)) == load),
    "bin_packing_capa": ("*i *I *i i", lambda c, bins, w, base: (lambda found: found is not None and all(
        load <= limit for load, limit in zip(found, c)))(loads(bins, w, base, len(c)))),
    "bin_packing": ("i *I *i", bin_packing),
    "knapsack": ("*i *i *I I I", knapsack),
    "diffn": ("*I *I *I *I", diffn),
    "diffn_nonstrict": ("*I *I *I *I", diffn_nonstrict),
    "diffn_imp": ("*I *I *I *I B", lambda x, y, dx, dy, r: not r or diffn(x, y, dx, dy)),
    "diffn_nonstrict_imp": ("*I *I *I *I B", lambda x, y, dx, dy, r: not r or diffn_nonstrict(x, y, dx, dy)),
    "cumulative": ("*I *I *I I", cumulative),
    "cumulative_opt": ("*B *I *I *I I", lambda o, s, d, r, b: cumulative(*present(o, s, d, r), b)),
    "disjunctive": ("*I *I", disjunctive),
    "disjunctive_strict": ("*I *I", disjunctive_strict),
    "disjunctive_opt": ("*B *I *I", lambda o, s, d: disjunctive(*present(o, s, d))),
    "disjunctive_strict_opt": ("*B *I *I", lambda o, s, d: disjunctive_strict(*present(o, s, d))),
    "alternative": ("B I I *B *I *I", alternative),
    "span": ("B I I *B *I *I", span),
    "network_flow": ("*i *i *I", network_flow),
    "network_flow_cost": ("*i *i *i *I I", lambda arc, balance, weight, flow, cost:
                          network_flow(arc, balance, flow) and cost == dot(weight, flow)),
    "element2d": ("*I i i I I I", lambda x, rows, columns, i, j, z:
                  1 <= i <= rows and 1 <= j <= columns and x[(i - 1) * columns + j - 1] == z),
}

CONSTRAINTS = dict(BUILTINS)
for _name, (_signature, _meaning) in REIFIED.items():
    CONSTRAINTS[_name] = (_signature, _meaning)
    CONSTRAINTS[_name + "_reif"] = (_signature + " B", lambda *a, of=_meaning: bool(of(*a[:-1])) == a[-1])
    CONSTRAINTS[_name + "_imp"] = (_signature + " B", lambda *a, of=_meaning: not a[-1] or bool(of(*a[:-1])))
for _name, (_signature, _meaning) in GLOBALS.items():
    CONSTRAINTS["dovetail_" + _name] = (_signature, _meaning)
    # As a model says it under a condition; only some of these reach a solver.
    for _end in ("_reif", "_imp"):
        CONSTRAINTS.setdefault("dovetail_" + _name + _end, (
            _signature + " B", lambda *a, of=_meaning, is_imp=_end == "_imp":
            (is_imp and not a[-1]) or bool(of(*a[:-1])) == a[-1]))


def holds(name, arguments):
    return bool(CONSTRAINTS[name][1](*arguments))


def names_in(argument):
    if isinstance(argument, Name):
        yield argument
    elif isinstance(argument, list):
        for item in argument:
            yield from names_in(item)


def filled(argument, values):
    if isinstance(argument, Name):
        return values[argument]
    if isinstance(argument, list):
        return [values[item] if isinstance(item, Name) else item for item in argument]
    return argument


def domain(variable):
    """What the enumeration tries. An unbounded one says where it lies by the annotation within(low, high)."""
    if variable.kind == "bool":
        return (False, True)
    if variable.domain is not None:
        return variable.domain
    for annotation in variable.annotations:
        if isinstance(annotation, Call) and annotation[0] == "within":
            return range(annotation[1][0], annotation[1][1] + 1)
    raise Malformed(f"{variable.name} has no bounds")


def solutions(program):
    """All assignments {name: value} that satisfy the program, in the order of the domains."""
    order, checks_after = [], []
    aliases = {}
    for name, variable in program.variables.items():
        if variable.value is None:
            order.append(name)
        else:
            aliases[name] = program.expanded(variable.value)

    def root(argument):
        while isinstance(argument, Name) and argument in aliases:
            argument = aliases[argument]
        return argument

    place = {name: number for number, name in enumerate(order)}
    checks = []
    for name, arguments, _, _ in program.constraints:
        checks.append((CONSTRAINTS[name][1], [expanded(program, argument, root) for argument in arguments]))
    for name in aliases:
        variable = program.variables[name]
        if variable.kind == "bool" or variable.domain is None:
            continue
        checks.append((lambda x, values: x in values, [root(Name(name)), variable.domain]))
    checks_after = [[] for _ in range(len(order) + 1)]
    for meaning, arguments in checks:
        last = max((place[name] + 1 for argument in arguments for name in names_in(argument)), default=0)
        checks_after[last].append((meaning, arguments))
    domains = [domain(program.variables[name]) for name in order]
    values = {}

    def search(depth):
        for meaning, arguments in checks_after[depth]:
            if not meaning(*[filled(argument, values) for argument in arguments]):
                return
        if depth == len(order):
            found = dict(values)
            for name in aliases:
                found[name] = filled(root(Name(name)), values)
            yield found
            return
        name = Name(order[depth])
        for value in domains[depth]:
            values[name] = value
            yield from search(depth + 1)
        values.pop(name, None)

    yield from search(0)


def expanded(program, argument, root):
    argument = program.expanded(argument)
    if isinstance(argument, list):
        return [root(item) for item in argument]
    return root(argument)


def violated(program, values):
    """The first constraint or domain that an assignment of all variables violates, or None."""
    for name, variable in program.variables.items():
        if variable.domain is not None and values[name] not in variable.domain:
            return f"{name} = {values[name]} lies outside its domain"
        if variable.value is not None and filled(program.expanded(variable.value), values) != values[name]:
            return f"{name} is not {variable.value}"
    for name, arguments, _, line in program.constraints:
        if not holds(name, [filled(program.expanded(argument), values) for argument in arguments]):
            return f"line {line}: {name}"
    return None


def printed(value):
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def output(program, values):
    """{name: text} as a solver prints it, without blanks."""
    result = {}
    for name, shape, items in program.outputs():
        texts = [printed(filled(program.expanded(item), values)) for item in items]
        if shape is None:
            result[name] = texts[0]
        else:
            sets = ",".join(f"{s.start}..{s.stop - 1}" for s in shape)
            result[name] = f"array{len(shape)}d({sets},[{','.join(texts)}])"
    return result


def objective(program, values):
    return filled(program.expanded(program.objective), values)


def all_solutions(text):
    program = read(text)
    return program, list(solutions(program))
