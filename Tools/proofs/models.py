"""Models of the text format (ModelText.md), their definitions evaluated by their own code, and all their solutions.

Written from the description of the format, apart from the solver and from dovetail-verify, so that what these say can
be compared. Used by the tools beside it.

A form is ([(coefficient, variable), ...], constant), a literal (variable, isPositive), a constraint [keyword, part,
...], a part (kind, word, value) with a kind of READERS.
"""
import itertools


def value(form, v):
    return sum(c * v[x] for c, x in form[0]) + form[1]


def holds(literal, v):
    return (v[literal[0]] == 1) == literal[1]


def form_text(form):
    merged = {}
    for c, x in form[0]:
        merged[x] = merged.get(x, 0) + c
    text = ""
    for x, c in sorted(merged.items()):
        if c:
            sign = ("- " if c < 0 else "+ ") if text else ("-" if c < 0 else "")
            text += (" " if text else "") + sign + (f"{abs(c)} " if abs(c) != 1 else "") + f"x{x}"
    if not text:
        return str(form[1])
    return text + (f" {'-' if form[1] < 0 else '+'} {abs(form[1])}" if form[1] else "")


def literal_text(literal):
    return ("" if literal[1] else "!") + f"x{literal[0]}"


def listed(items, separator=", "):
    return "[" + separator.join(items) + "]"


class Interval:
    def __init__(self, start, duration, end, presence=None):
        self.start, self.duration, self.end, self.presence = start, duration, end, presence

    def at(self, v):
        """(is present, start, duration, end)"""
        isPresent = self.presence is None or holds(self.presence, v)
        return isPresent, v[self.start], value(self.duration, v), value(self.end, v)

    def variables(self):
        return ({self.start} | {x for _, x in self.duration[0]} | {x for _, x in self.end[0]}
                | ({self.presence[0]} if self.presence else set()))


TEXTS = {
    "form": form_text, "forms": lambda fs: listed(map(form_text, fs), "; "), "lit": literal_text,
    "lits": lambda ls: listed(map(literal_text, ls)), "num": str, "nums": lambda ns: listed(map(str, ns)),
    "var": lambda x: f"x{x}", "int": lambda t: f"t{t}", "ints": lambda ts: listed(f"t{t}" for t in ts),
    "rows": lambda rows: listed(listed("*" if n is None else str(n) for n in row) for row in rows), "choice": str,
}
READERS = {
    "form": lambda m, f, v: value(f, v), "forms": lambda m, fs, v: [value(f, v) for f in fs],
    "lit": lambda m, l, v: holds(l, v), "lits": lambda m, ls, v: [holds(l, v) for l in ls],
    "num": lambda m, n, v: n, "nums": lambda m, ns, v: ns, "var": lambda m, x, v: v[x],
    "int": lambda m, t, v: m.intervals[t].at(v), "ints": lambda m, ts, v: [m.intervals[t].at(v) for t in ts],
    "rows": lambda m, rows, v: rows, "choice": lambda m, c, v: c,
}
RELATIONS = {"<= 0": lambda n: n <= 0, "= 0": lambda n: n == 0, "!= 0": lambda n: n != 0}


def truncated(a, b):
    q = abs(a) // abs(b)
    return q if (a < 0) == (b < 0) else -q


def arithmetic(kind, target, left, right):
    if kind == "product":
        return target == left * right
    if kind == "power":
        if right >= 0:
            return target == left ** right
        return left != 0 and target == truncated(1, left ** -right)
    if right == 0:
        return False
    q = truncated(left, right)
    return target == (q if kind == "quotient" else left - q * right)


def cardinalities(forms, values, counts, kind):
    if any(forms.count(n) != count for n, count in zip(values, counts)):
        return False
    return kind == "open" or all(n in values for n in forms)


def one_circuit(following, kind):
    n = len(following)
    if any(not 0 <= f < n for f in following) or len(set(following)) < n:
        return False
    inside = [i for i in range(n) if kind == "whole" or following[i] != i]
    if not inside:
        return True
    seen, i = set(), inside[0]
    while i not in seen:
        seen.add(i)
        i = following[i]
    return seen == set(inside)


def pack(forms, sizes, loads):
    return (all(0 <= f < len(loads) for f in forms)
            and all(sum(s for f, s in zip(forms, sizes) if f == b) == load for b, load in enumerate(loads)))


def bin_capacity(forms, sizes, capacity):
    return all(sum(s for f, s in zip(forms, sizes) if f == b) <= capacity for b in set(forms))


def knapsack(weights, profits, counts, weight, profit):
    return (all(c >= 0 for c in counts) and sum(w * c for w, c in zip(weights, counts)) == weight
            and sum(p * c for p, c in zip(profits, counts)) == profit)


def under_way(task):
    return task[0] and task[3] > task[1]


def no_overlap(tasks):
    there = [t for t in tasks if under_way(t)]
    return all(a[3] <= b[1] or b[3] <= a[1] for a, b in itertools.combinations(there, 2))


def cumulative(tasks, demands, capacity):
    there = [(t, d) for t, d in zip(tasks, demands) if under_way(t)]
    times = {t[1] for t, _ in there}
    if not there:
        return True
    return all(sum(d for t, d in there if t[1] <= time < t[3]) <= capacity for time in times)


def precedence(first, second, delay, conditions):
    return not (first[0] and second[0] and all(conditions)) or first[3] + delay <= second[1]


def temporal(first, side_and_sign, second, other, delay, conditions):
    side, sign = side_and_sign.split()
    if not (first[0] and second[0] and all(conditions)):
        return True
    a = first[1 if side == "start" else 3] + delay
    b = second[1 if other == "start" else 3]
    return a == b if sign == "=" else a <= b


def selection(main, options, cardinality):
    there = [t for t in options if t[0]]
    if not main[0]:
        return not there
    return len(there) == cardinality and all(t[1:] == main[1:] for t in there)


def span(main, parts):
    there = [t for t in parts if t[0]]
    if main[0] != bool(there):
        return False
    return not there or (main[1] == min(t[1] for t in there) and main[3] == max(t[3] for t in there))


DEFINITIONS = {
    "linear": lambda f, relation, conditions: not all(conditions) or RELATIONS[relation](f),
    "reified": lambda l, f, relation: l == RELATIONS[relation](f),
    "domain": lambda x, values: x in values,
    "membership": lambda f, ranges, target: any(a <= f <= b for a, b in zip(ranges[::2], ranges[1::2]))
    == (target[0] if target else True),
    "indicator": lambda l, x, n: l == (x == n),
    "clause": lambda ls: any(ls),
    "atMostOne": lambda ls: sum(ls) <= 1,
    "conjunction": lambda l, ls: l == all(ls),
    "parity": lambda ls, target: (sum(ls) % 2 == 1) == (target[0] if target else True),
    "maximum": lambda f, fs: f == max(fs),
    "indexOfMaximum": lambda f, fs: f == fs.index(max(fs)),
    "arithmetic": arithmetic,
    "count": lambda f, fs, n: f == fs.count(n),
    "element": lambda f, fs, i: 0 <= i < len(fs) and f == fs[i],
    "matrixElement": lambda f, fs, width, r, c: 0 <= c < width and 0 <= r < len(fs) // width and f == fs[r * width + c],
    "allDifferent": lambda fs, free: all(a != b or a in free for a, b in itertools.combinations(fs, 2)),
    "among": lambda f, fs, values: f == sum(g in values for g in fs),
    "cardinalities": cardinalities,
    "distinctCount": lambda f, fs: f == len(set(fs)),
    "table": lambda fs, rows: any(all(n is None or n == f for n, f in zip(row, fs)) for row in rows),
    "forbiddenRows": lambda fs, rows: not any(all(n is None or n == f for n, f in zip(row, fs)) for row in rows),
    "lexicographic": lambda a, sign, b: a < b if sign == "<" else a <= b,
    "circuit": one_circuit,
    "pack": pack, "binCapacity": bin_capacity, "knapsack": knapsack,
    "binLoad": lambda f, sizes, ls: f == sum(s for s, l in zip(sizes, ls) if l),
    "noOverlap": no_overlap, "cumulative": cumulative, "precedence": precedence, "temporal": temporal,
    "alternative": lambda main, options: selection(main, options, 1),
    "selection": selection, "span": span,
    "synchronize": lambda main, others: (
        not main[0] or all(not t[0] or (t[1], t[3]) == (main[1], main[3]) for t in others)),
}


class TooMuch(Exception):
    """More to enumerate than was asked."""


class Model:
    def __init__(self):
        self.bounds = []         # (low, high, is written as bool)
        self.intervals = []
        self.constraints = []    # [keyword, part, ...]
        self.sense = None        # "minimize", "maximize"
        self.objective = ([], 0)

    def text(self):
        lines = ["dovetail-model 1"]
        for x, (low, high, is_bool) in enumerate(self.bounds):
            lines.append(f"bool x{x}" if is_bool else f"int x{x} {low}..{high}")
        for number, i in enumerate(self.intervals):
            presence = f" presence {literal_text(i.presence)}" if i.presence else ""
            times = f"start x{i.start} duration {form_text(i.duration)} end {form_text(i.end)}"
            lines.append(f"interval t{number} {times}{presence}")
        for keyword, *parts in self.constraints:
            words = [keyword]
            for kind, word, content in parts:
                if kind in ("lits", "nums") and word and not content:
                    continue
                words += [word] * bool(word) + [TEXTS[kind](content)]
            lines.append(" ".join(words))
        if self.sense:
            lines.append(f"{self.sense} {form_text(self.objective)}")
        return "\n".join(lines) + "\n"

    def variables(self, constraint):
        found = set()
        for kind, _, content in constraint[1:]:
            if kind == "var":
                found.add(content)
            elif kind in ("form", "forms"):
                for f in [content] if kind == "form" else content:
                    found |= {x for _, x in f[0]}
            elif kind in ("lit", "lits"):
                found |= {l[0] for l in ([content] if kind == "lit" else content)}
            elif kind in ("int", "ints"):
                for t in [content] if kind == "int" else content:
                    found |= self.intervals[t].variables()
        return found

    def keeps(self, constraint, v):
        return DEFINITIONS[constraint[0]](*(READERS[kind](self, content, v) for kind, _, content in constraint[1:]))

    def broken(self, v):
        """The line that the values break; None for a solution."""
        for x, (low, high, _) in enumerate(self.bounds):
            if not low <= v[x] <= high:
                return f"bounds of x{x}"
        return next((" ".join(map(str, c)) for c in self.constraints if not self.keeps(c, v)), None)

    def solutions(self, limit=10 ** 9):
        """All solutions, by trying values in the order of variables; TooMuch beyond so many tries."""
        checks = [[] for _ in range(len(self.bounds) + 1)]
        for c in self.constraints:
            checks[max(self.variables(c), default=-1) + 1].append(c)
        v, tries = [0] * len(self.bounds), 0
        if not all(self.keeps(c, v) for c in checks[0]):
            return

        def extend(x):
            nonlocal tries
            if x == len(v):
                yield list(v)
                return
            low, high, _ = self.bounds[x]
            for n in range(low, high + 1):
                tries += 1
                if tries > limit:
                    raise TooMuch
                v[x] = n
                if all(self.keeps(c, v) for c in checks[x + 1]):
                    yield from extend(x + 1)

        yield from extend(0)

    def best(self, limit=10 ** 9):
        """(are there solutions, the best objective)"""
        costs = (value(self.objective, v) for v in self.solutions(limit))
        best = (max if self.sense == "maximize" else min)(costs, default=None)
        return best is not None, best
