"""Arithmetic, logic, extensional and ordering kinds in CP-SAT. Each function adds one constraint to a `Translation`."""
from ortools.sat.python import cp_model

from model_text import ANY

# Pairs of values that a power is tabled for.
MOST_PAIRS = 200_000


class Untranslated(Exception):
    """What there is no translation of, for its size or its form."""


# Arithmetic and logic


def arithmetic(t, operation, target, left, right):
    {"product": product, "quotient": quotient, "remainder": remainder, "power": power}[operation](t, target, left, right)


def product(t, target, left, right):
    t.model.add_multiplication_equality(t.affine(target), [t.affine(left), t.affine(right)])


def signed_divisor(t, divisor, divide):
    """Calls `divide` with a divisor of one sign each, and a literal that is true where that is the divisor."""
    low, high = t.range(divisor)
    signs = []
    for first, last in ((max(low, 1), high), (low, min(high, -1))):
        if first > last:
            continue
        if first == low and last == high:
            return divide(t.affine(divisor), None)
        is_this = t.boolean()
        part = t.model.new_int_var(first, last, "")
        t.model.add(part == t.form(divisor)).only_enforce_if(is_this)
        divide(part, is_this)
        signs.append(is_this)
    # A divisor of 0 is none of them.
    t.model.add_exactly_one(signs) if signs else t.never()


def quotient(t, target, dividend, divisor):
    low, high = t.range(dividend)
    reach = max(abs(low), abs(high))

    def divide(part, is_this):
        result = t.model.new_int_var(-reach, reach, "")
        t.model.add_division_equality(result, t.affine(dividend), part)
        constraint = t.model.add(result == t.form(target))
        if is_this is not None:
            constraint.only_enforce_if(is_this)

    signed_divisor(t, divisor, divide)


def remainder(t, target, dividend, divisor):
    low, high = t.range(divisor)
    size = t.model.new_int_var(1, max(1, abs(low), abs(high)), "")
    t.model.add_abs_equality(size, t.affine(divisor))
    t.model.add_modulo_equality(t.affine(target), t.affine(dividend), size)


def power(t, target, base, exponent):
    (first, last), (least, most) = t.range(base), t.range(exponent)
    if (last - first + 1) * (most - least + 1) > MOST_PAIRS:
        raise Untranslated("a power of too many values")
    low, high = t.range(target)
    rows = []
    for a in range(first, last + 1):
        for b in range(least, most + 1):
            if b >= 0:
                value = a**b if abs(a) <= 1 or b <= 64 else None
            else:
                value = None if a == 0 else 0 if abs(a) > 1 else 1 if b % 2 == 0 else a
            if value is not None and low <= value <= high:
                rows.append((value, a, b))
    allowed(t, [target, base, exponent], rows)


def index_of_maximum(t, index, operands):
    t.model.add(t.form(index) >= 0)
    t.model.add(t.form(index) <= len(operands) - 1)
    for place, operand in enumerate(operands):
        is_this = t.is_equal(index, place)
        for other, form in enumerate(operands):
            if other != place:
                gap = 1 if other < place else 0
                t.linear_if([is_this], t.form(operand) - t.form(form) - gap, "at least 0")


def membership(t, form, ends, target):
    inside = cp_model.Domain.from_flat_intervals(ends)
    target = t.literals(target)
    low, high = t.range(form)
    if low == high:
        is_inside = t.constant(inside.contains(low))
        t.model.add(is_inside == (target[0] if target else 1))
        return
    constraint = t.model.add_linear_expression_in_domain(t.form(form), inside)
    if target:
        constraint.only_enforce_if(target[0])
        t.model.add_linear_expression_in_domain(t.form(form), inside.complement()).only_enforce_if(target[0].Not())


def reified(t, literal, form, comparison):
    literal = t.literal(literal)
    is_kept = t.is_at_most(form, 0) if comparison == "<= 0" else t.is_equal(form, 0)
    t.model.add(literal == (is_kept.Not() if comparison == "!= 0" else is_kept))


def conjunction(t, target, literals):
    target, literals = t.literal(target), t.literals(literals)
    t.model.add_bool_and(literals).only_enforce_if(target)
    t.model.add_bool_or([literal.Not() for literal in literals] + [target])


def formula(t, literals, at_most, equal, nodes, root, _):
    truths = t.literals(literals) + [t.is_at_most(form, 0) for form in at_most] + [t.is_equal(form, 0) for form in equal]

    def literal(code):
        if code < 0:
            return t.constant(code == -2)
        return truths[code // 2] if code % 2 == 0 else truths[code // 2].Not()

    for kind, *codes in nodes:
        if kind == 0:
            truths.append(t.all([literal(code) for code in codes]))
        else:
            made, (one, two) = t.boolean(), [literal(code) for code in codes]
            t.model.add_bool_xor([made, one, two])
            truths.append(made)
    t.model.add_bool_or([literal(root)])


def parity(t, literals, target):
    literals = t.literals(literals) + [literal.Not() for literal in t.literals(target)]
    t.model.add_bool_xor(literals) if literals else t.never()


# Extensional


def allowed(t, forms, rows):
    """One of the rows, which have no wildcards."""
    if not rows:
        t.never()
    elif forms:
        t.model.add_allowed_assignments(t.affines(forms), rows)


def table(t, forms, rows):
    if not any(ANY in row for row in rows):
        return allowed(t, forms, rows)
    chosen = []
    for row in rows:
        made = t.boolean()
        for form, entry in zip(forms, row):
            if entry != ANY:
                t.model.add_implication(made, t.is_equal(form, entry))
        chosen.append(made)
    t.model.add_bool_or(chosen)


def forbidden_rows(t, forms, rows):
    if not any(ANY in row for row in rows) and forms and rows:
        t.model.add_forbidden_assignments(t.affines(forms), rows)
    else:
        for row in rows:
            t.model.add_bool_or([t.is_equal(form, entry).Not() for form, entry in zip(forms, row) if entry != ANY])


def automaton(t, forms, _, transitions, initial, accepting):
    is_deterministic = len({(state, symbol) for state, symbol, _ in transitions}) == len(transitions)
    if not forms or not accepting or not transitions or not is_deterministic:
        return run(t, forms, transitions, initial, accepting)
    t.model.add_automaton(t.affines(forms), initial, sorted(set(accepting)), transitions)


def cost_automaton(t, target, forms, _, transitions, initial, accepting):
    used = run(t, forms, transitions, initial, accepting)
    t.model.add(sum(row[3] * literal for row, literal in used) == t.form(target))


def run(t, forms, transitions, initial, accepting):
    """One path through the layers of an automaton: its transitions, each with the literal that it is taken."""
    transitions = sorted({tuple(row) for row in transitions})
    at = {initial: t.constant(True)}
    used = []
    for form in forms:
        arriving, leaving = {}, {}
        for row in transitions:
            if row[0] in at:
                made = t.boolean()
                t.model.add_implication(made, t.is_equal(form, row[1]))
                leaving.setdefault(row[0], []).append(made)
                arriving.setdefault(row[2], []).append(made)
                used.append((row, made))
        for state, literal in at.items():
            t.model.add(sum(leaving.get(state, [])) == literal)
        at = {}
        for state, literals in arriving.items():
            at[state] = t.boolean()
            t.model.add(sum(literals) == at[state])
    t.model.add_bool_or([at[state] for state in set(accepting) if state in at])
    return used


# Ordering


def lexicographic(t, first, order, second):
    is_equal_so_far = []
    for one, two in zip(first, second):
        t.linear_if(is_equal_so_far, t.form(two) - t.form(one), "at least 0")
        goes_on = t.boolean()
        # Where it does not go on, the first is smaller here.
        t.linear_if(is_equal_so_far + [goes_on.Not()], t.form(two) - t.form(one) - 1, "at least 0")
        if is_equal_so_far:
            t.model.add_implication(goes_on, is_equal_so_far[0])
        t.linear_if([goes_on], t.form(two) - t.form(one), "equal to 0")
        is_equal_so_far = [goes_on]
    may_end = len(first) < len(second) or len(first) == len(second) and order == "<="
    if not may_end:
        t.model.add_bool_or([literal.Not() for literal in is_equal_so_far])


def sliding_sum(t, forms, window, low, high):
    for place in range(len(forms) - window + 1):
        total = sum(t.form(form) for form in forms[place:place + window])
        t.linear_if([], total - low, "at least 0")
        t.linear_if([], high - total, "at least 0")


def permutation(t, count):
    places = [t.model.new_int_var(0, count - 1, "") for _ in range(count)]
    t.model.add_all_different(places)
    return places


def sort(t, targets, forms):
    for one, two in zip(targets, targets[1:]):
        t.linear_if([], t.form(two) - t.form(one), "at least 0")
    elements = t.affines(targets)
    for place, form in zip(permutation(t, len(forms)), forms):
        t.model.add_element(place, elements, t.affine(form))


def sorted_indices(t, targets, forms):
    count = len(forms)
    places = permutation(t, count)
    ranges = [t.range(form) for form in forms]
    values = []
    for target, place in zip(targets, places):
        t.model.add(place == t.form(target))
        value = t.model.new_int_var(min(low for low, _ in ranges), max(high for _, high in ranges), "")
        t.model.add_element(place, t.affines(forms), value)
        values.append(value)
    for k in range(count - 1):
        t.model.add(count * values[k] + places[k] + 1 <= count * values[k + 1] + places[k + 1])


def value_precedence(t, values, forms):
    for before, after in zip(values, values[1:]):
        for place, form in enumerate(forms):
            earlier = [t.is_equal(other, before) for other in forms[:place]]
            t.model.add_bool_or([t.is_equal(form, after).Not()] + earlier)


# Values and counting


def values_of(t, forms):
    low = min([t.range(form)[0] for form in forms], default=0)
    high = max([t.range(form)[1] for form in forms], default=-1)
    if high - low > MOST_PAIRS:
        raise Untranslated("too many values")
    return range(low, high + 1)


def all_different(t, forms, exceptions):
    if not exceptions:
        return t.model.add_all_different(t.affines(forms))
    for value in values_of(t, forms):
        if value not in exceptions:
            t.model.add_at_most_one(t.is_equal(form, value) for form in forms)


def among(t, target, forms, values):
    total = sum(t.is_equal(form, value) for form in forms for value in sorted(set(values)))
    t.linear_if([], total - t.form(target), "equal to 0")


def cardinalities(t, forms, values, counts, cover):
    for value, count in zip(values, counts):
        t.linear_if([], sum(t.is_equal(form, value) for form in forms) - t.form(count), "equal to 0")
    if cover == "closed":
        for form in forms:
            t.model.add_bool_or([t.is_equal(form, value) for value in sorted(set(values))])


def distinct_count(t, target, forms):
    total = sum(t.any([t.is_equal(form, value) for form in forms]) for value in values_of(t, forms))
    t.linear_if([], total - t.form(target), "equal to 0")


def inverse(t, first, second, reach):
    if reach == "total" and len(first) == len(second) and first:
        for forms in (first, second):
            for form in forms:
                t.linear_if([], t.form(form), "at least 0")
                t.linear_if([], len(first) - 1 - t.form(form), "at least 0")
        if all(len(form[1]) == 1 and form[0] == 0 and form[1][0][0] == 1 for form in first + second):
            return t.model.add_inverse(t.affines(first), t.affines(second))
    for one, two in ((first, second), (second, first)):
        for place, form in enumerate(one):
            if reach == "total":
                t.linear_if([], t.form(form), "at least 0")
                t.linear_if([], len(two) - 1 - t.form(form), "at least 0")
            for value, other in enumerate(two):
                t.model.add_implication(t.is_equal(form, value), t.is_equal(other, place))


def matrix_element(t, target, elements, width, row, column):
    height = len(elements) // width
    place = t.model.new_int_var(0, max(0, len(elements) - 1), "")
    t.linear_if([], t.form(row), "at least 0")
    t.linear_if([], height - 1 - t.form(row), "at least 0")
    t.linear_if([], t.form(column), "at least 0")
    t.linear_if([], width - 1 - t.form(column), "at least 0")
    t.model.add(place == width * t.form(row) + t.form(column))
    if elements:
        t.model.add_element(place, t.affines(elements), t.affine(target))


KINDS = {
    "allDifferent": all_different,
    "among": among,
    "cardinalities": cardinalities,
    "distinctCount": distinct_count,
    "inverse": inverse,
    "matrixElement": matrix_element,
    "arithmetic": arithmetic,
    "indexOfMaximum": index_of_maximum,
    "membership": membership,
    "reified": reified,
    "conjunction": conjunction,
    "formula": formula,
    "parity": parity,
    "table": table,
    "forbiddenRows": forbidden_rows,
    "automaton": automaton,
    "costAutomaton": cost_automaton,
    "lexicographic": lexicographic,
    "slidingSum": sliding_sum,
    "sort": sort,
    "sortedIndices": sorted_indices,
    "valuePrecedence": value_precedence,
}
