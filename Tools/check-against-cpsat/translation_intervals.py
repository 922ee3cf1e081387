"""Kinds on intervals in CP-SAT. Each function adds one constraint to a `Translation`."""
from ortools.sat.python import cp_model

from meaning import is_open
from model_text import NEVER


def reservoir(t, times, amounts, presences, low, high, initial):
    if not low <= initial <= high:
        return t.never()
    active = [t.constant(True)] * (len(times) - len(presences)) + t.literals(presences)
    if all(not amount[1] for amount in amounts):
        if times:
            t.model.add_reservoir_constraint_with_active(
                t.affines(times), [amount[0] for amount in amounts], active, low - initial, high - initial)
        return
    # At each event, the amounts of those up to it.
    for time, is_there in zip(times, active):
        level = initial
        for other, amount, other_is_there in zip(times, amounts, active):
            counts = t.all([other_is_there, before_or_at(t, other, time)])
            least, most = t.range(amount)
            part = t.model.new_int_var(min(0, least), max(0, most), "")
            t.linear_if([counts], part - t.form(amount), "equal to 0")
            t.linear_if([counts.Not()], part + 0, "equal to 0")
            level = level + part
        t.linear_if([is_there], level - low, "at least 0")
        t.linear_if([is_there], high - level, "at least 0")


def before_or_at(t, one, two):
    difference = t.form(two) - t.form(one)
    if isinstance(difference, int):
        return t.constant(difference >= 0)
    made = t.boolean()
    t.model.add(difference >= 0).only_enforce_if(made)
    t.model.add(difference <= -1).only_enforce_if(made.Not())
    return made


def separate(t, one, two, forward, backward):
    """Where both are present, one ends so much before the other starts."""
    present = t.presences(one) + t.presences(two)
    ways = []
    for before, after, gap in ((one, two, forward), (two, one, backward)):
        if gap != NEVER:
            ways.append(t.boolean())
            t.linear_if([ways[-1]], t.start(after) - t.end(before) - gap, "at least 0")
    t.model.add_bool_or(ways + [literal.Not() for literal in present])


def transitions(t, members, kinds, times):
    for place, two in enumerate(members):
        for other, one in enumerate(members[:place]):
            separate(t, one, two, times[kinds[other]][kinds[place]], times[kinds[place]][kinds[other]])
    # What follows, and what CP-SAT has more of.
    t.no_overlap(members)


def state(t, members, states, times):
    for place, two in enumerate(members):
        for other, one in enumerate(members[:place]):
            if states[other] != states[place]:
                separate(t, one, two, times[states[other]][states[place]], times[states[place]][states[other]])


def chain(t, members, firsts, lasts, next_of, gap):
    """A circuit through those that are present, in the order of their times; `gap` says what is between two in a row."""
    count = len(members)
    arcs = []
    absences = []
    for place, member in enumerate(members):
        presences = t.presences(member)
        is_absent = presences[0].Not() if presences else t.constant(False)
        absences.append(is_absent)
        arcs += [(place, place, is_absent), (count, place, firsts[place]), (place, count, lasts[place])]
        for other, following in enumerate(members):
            if other == place:
                continue
            literal = next_of(place, other)
            arcs.append((place, other, literal))
            distance = gap(place, other)
            if distance == NEVER:
                t.model.add_bool_or([literal.Not()])
                continue
            t.linear_if([literal], t.start(following) - t.end(member) - distance, "at least 0")
            if place > other:
                # Of two at the same time without duration, the earlier in the list is first.
                t.linear_if([literal], t.end(following) - t.start(member) - 1, "at least 0")
    arcs.append((count, count, t.all(absences) if absences else t.constant(True)))
    t.model.add_circuit(arcs)
    for node in range(count + 1):
        for side in (0, 1):
            t.model.add(sum(literal for *ends, literal in arcs if ends[side] == node) == 1)


def direct_transitions(t, members, kinds, times):
    count = len(members)
    literals = [[t.boolean() for _ in range(count)] for _ in range(count + 2)]
    chain(t, members, literals[count], literals[count + 1], lambda one, two: literals[one][two],
          lambda one, two: times[kinds[one]][kinds[two]])


def sequence(t, members, firsts, lasts, nexts):
    nexts = t.literals(nexts)
    count = len(members)
    chain(t, members, t.literals(firsts), t.literals(lasts),
          lambda one, two: nexts[one * (count - 1) + (two if two < one else two - 1)], lambda one, two: 0)


def selection(t, main, options, cardinality):
    is_present = t.presences(main)
    chosen = []
    for option in options:
        presences = t.presences(option)
        chosen.append(presences[0] if presences else t.constant(True))
        if is_present:
            t.model.add_implication(chosen[-1], is_present[0])
        for side in (t.start, t.end):
            t.linear_if([chosen[-1]], side(option) - side(main), "equal to 0")
    t.linear_if(is_present, sum(chosen) - t.form(cardinality), "equal to 0")


def span(t, whole, parts):
    is_present = t.presences(whole)
    is_present = is_present[0] if is_present else t.constant(True)
    sides = ([], [])
    for part in parts:
        presences = t.presences(part)
        is_there = presences[0] if presences else t.constant(True)
        t.model.add_implication(is_there, is_present)
        t.linear_if([is_there], t.start(part) - t.start(whole), "at least 0")
        t.linear_if([is_there], t.end(whole) - t.end(part), "at least 0")
        for made, side in zip(sides, (t.start, t.end)):
            made.append(t.boolean())
            t.model.add_implication(made[-1], is_there)
            t.linear_if([made[-1]], side(part) - side(whole), "equal to 0")
    for made in sides:
        t.model.add_bool_or(made + [is_present.Not()])


def synchronize(t, main, others):
    for other in others:
        for side in (t.start, t.end):
            t.linear_if(t.presences(main) + t.presences(other), side(other) - side(main), "equal to 0")


def temporal(t, first, first_side, comparison, second, second_side, delay, conditions):
    sides = {"start": t.start, "end": t.end}
    difference = sides[second_side](second) - sides[first_side](first) - t.form(delay)
    conditions = t.literals(conditions) + t.presences(first) + t.presences(second)
    t.linear_if(conditions, difference, "at least 0" if comparison == "<=" else "equal to 0")


def open_domain(t, form, hours):
    """The open times among the values of a form, and whether there are any."""
    low, high = t.range(form)
    return [time for time in range(low, high + 1) if is_open(time, *hours)]


def within(t, conditions, form, times):
    """Where all conditions hold, the form has one of the values."""
    low, high = t.range(form)
    if low == high or not times:
        if not times or low not in times:
            t.model.add_bool_or([literal.Not() for literal in conditions])
        return
    constraint = t.model.add_linear_expression_in_domain(t.form(form), cp_model.Domain.from_values(times))
    if conditions:
        constraint.only_enforce_if(conditions)


def last_instant(t, interval):
    constant, terms = t.text.intervals[interval][2]
    return (constant - 1, terms)


def calendar(t, interval, work, *hours):
    start, _, end, _, _ = t.text.intervals[interval]
    present = t.presences(interval)
    is_idle = t.is_at_most(work, 0)
    t.linear_if(present + [is_idle], t.form(end) - t.form(start), "equal to 0")
    busy = present + [is_idle.Not()]
    t.linear_if(busy, t.form(end) - t.form(start) - 1, "at least 0")
    within(t, busy, start, open_domain(t, start, hours))
    within(t, busy, last_instant(t, interval), open_domain(t, last_instant(t, interval), hours))
    first = min(t.range(start)[0], t.range(end)[0])
    last = max(t.range(start)[1], t.range(end)[1])
    worked = [0]
    for time in range(first, last):
        worked.append(worked[-1] + is_open(time, *hours))
    sides = []
    for form in (start, end):
        made = t.model.new_int_var(0, worked[-1], "")
        t.model.add_element(t.affine((form[0] - first, form[1])), worked, made)
        sides.append(made)
    t.linear_if(busy, sides[1] - sides[0] - t.form(work), "equal to 0")


def open_times(t, interval, part, *hours):
    start, duration, end, _, _ = t.text.intervals[interval]
    present = t.presences(interval)
    if part != "whole":
        form = start if part == "start" else last_instant(t, interval)
        return within(t, present, form, open_domain(t, form, hours))
    # For each closed stretch, before or after it.
    first, last = t.range(start)[0], t.range(end)[1]
    closed = [time for time in range(first, last) if not is_open(time, *hours)]
    stretches = [time for time in closed if time - 1 not in closed], [time + 1 for time in closed if time + 1 not in closed]
    empty = [] if t.range(duration)[0] > 0 else [t.is_at_most(duration, 0)]
    for opens, closes in zip(*stretches):
        ways = [t.boolean(), t.boolean()]
        t.linear_if([ways[0]], opens - t.form(end), "at least 0")
        t.linear_if([ways[1]], t.form(start) - closes, "at least 0")
        t.model.add_bool_or(ways + empty + [literal.Not() for literal in present])


KINDS = {
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
