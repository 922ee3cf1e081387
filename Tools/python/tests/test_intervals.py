"""Constraints on intervals, against enumeration."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import dovetail as dt
import pytest
from brute import SEEDS, agree, intervals, pairs, random_model, under_way

Times = Any


@pytest.mark.parametrize("seed", range(16))
def test_no_overlap(seed: int) -> None:
    r, m = random_model(seed)
    made, x, times = intervals(r, m, 3)
    m.no_overlap(made)
    agree(
        m, x,
        lambda *v: all(a[1] <= b[0] or b[1] <= a[0] for a, b in pairs(under_way(times(*v)))),
    )


def separated(a: tuple[int, int], b: tuple[int, int], there: int | None, back: int | None) -> bool:
    return (there is not None and a[1] + there <= b[0]) or (
        back is not None and b[1] + back <= a[0]
    )


@pytest.mark.parametrize("seed", range(16))
@pytest.mark.parametrize("direct", [False, True])
def test_setups(seed: int, direct: bool) -> None:
    r, m = random_model(seed)
    made, x, times = intervals(r, m, 3)
    has_kinds = seed % 2 == 0
    kinds = [0, 1, 0] if has_kinds else [0, 1, 2]
    matrix = [[r.choice([0, 0, 1, 2, None]) for _ in range(3)] for _ in range(3)]
    m.no_overlap(made, kinds if has_kinds else None, matrix, direct=direct)

    def holds(*v: int) -> bool:
        known = [(span, place) for place, span in enumerate(times(*v)) if span is not None]
        if direct:
            for (a, i), (b, j) in pairwise(sorted(known)):
                time = matrix[kinds[i]][kinds[j]]
                if time is None or a[1] + time > b[0]:
                    return False
            return True
        return all(
            separated(a, b, matrix[kinds[i]][kinds[j]], matrix[kinds[j]][kinds[i]])
            for (a, i), (b, j) in pairs(known)
        )

    agree(m, x, holds)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("has_times", [False, True])
def test_states(seed: int, has_times: bool) -> None:
    r, m = random_model(seed)
    made, x, times = intervals(r, m, 3)
    states = [r.randrange(2) for _ in made] if has_times else [r.choice([5, 9]) for _ in made]
    matrix: Times = [[0, r.choice([0, 1, None])], [r.choice([0, 2]), 0]] if has_times else None
    m.state(made, states, matrix)

    def holds(*v: int) -> bool:
        known = [(span, place) for place, span in enumerate(times(*v)) if span is not None]
        for (a, i), (b, j) in pairs(known):
            if states[i] == states[j]:
                continue
            there, back = 0, 0
            if matrix is not None:
                there, back = matrix[states[i]][states[j]], matrix[states[j]][states[i]]
            if not separated(a, b, there, back):
                return False
        return True

    agree(m, x, holds)


@pytest.mark.parametrize("seed", range(16))
def test_cumulative(seed: int) -> None:
    r, m = random_model(seed)
    made, x, times = intervals(r, m, 3)
    demands = [r.randint(0, 2) for _ in made]
    capacity = m.integer(1, 3)
    size = m.integer(0, 1)
    m.cumulative(made, [demands[0] + size, *demands[1:]], capacity)

    def holds(*v: int) -> bool:
        *given, c, s = v
        known = times(*given)
        return all(
            sum(
                d + (s if place == 0 else 0)
                for place, (d, span) in enumerate(zip(demands, known))
                if span is not None and span[0] <= time < span[1]
            ) <= c
            for time in range(7)
        )

    agree(m, [*x, capacity, size], holds)


@pytest.mark.parametrize("seed", SEEDS)
def test_sequence(seed: int) -> None:
    r, m = random_model(seed)
    made, x, times = intervals(r, m, 3)
    order = m.sequence(made)
    nexts = [order.nexts[i][j] for i in range(3) for j in range(3) if i != j]
    outputs = [literal.variable for literal in (*order.firsts, *order.lasts)]
    outputs += [literal.variable for literal in nexts if literal is not None]

    def answer(*v: int) -> tuple[int, ...] | None:
        known = sorted(
            (*span, place) for place, span in enumerate(times(*v)) if span is not None
        )
        if any(a[1] > b[0] for a, b in pairwise(known)):
            return None
        places = [place for _, _, place in known]
        following = set(pairwise(places))
        return (
            *(int(places[:1] == [i]) for i in range(3)),
            *(int(places[-1:] == [i]) for i in range(3)),
            *(int((i, j) in following) for i in range(3) for j in range(3) if i != j),
        )

    agree(m, x, answer, outputs)


@pytest.mark.parametrize("seed", SEEDS)
def test_precedence(seed: int) -> None:
    r, m = random_model(seed)
    made, x, times = intervals(r, m, 2)
    b, delay = m.boolean(), r.randint(-1, 2)
    m.precede(made[0], made[1], delay, when=[~b])

    def holds(*v: int) -> bool:
        first, second = times(*v[:-1])
        return bool(v[-1]) or not first or not second or first[1] + delay <= second[0]

    agree(m, [*x, b], holds)


@pytest.mark.parametrize("first", ["start", "end"])
@pytest.mark.parametrize("second", ["start", "end"])
@pytest.mark.parametrize("sign", ["<=", "="])
def test_temporal(first: str, second: str, sign: str) -> None:
    r, m = random_model(len(first) + 10 * len(second))
    made, x, times = intervals(r, m, 2)
    delay, b = m.integer(-1, 1), m.boolean()
    m.temporal(made[0], first, sign, made[1], second, delay + 1, when=[b])
    m.precede(made[1], made[0], delay)

    def holds(*v: int) -> bool:
        *given, d, k = v
        one, other = times(*given)
        if not one or not other:
            return True
        if other[1] + d > one[0]:
            return False
        left, right = one[first == "end"] + d + 1, other[second == "end"]
        return not k or (left == right if sign == "=" else left <= right)

    agree(m, [*x, delay, b], holds)


@pytest.mark.parametrize("seed", range(16))
@pytest.mark.parametrize("kind", ["alternative", "selection", "span", "synchronize"])
def test_groups(seed: int, kind: str) -> None:
    r, m = random_model(seed)
    made, x, times = intervals(r, m, 3)
    number = m.integer(0, 2)
    if kind == "selection":
        m.selection(made[0], made[1:], number)
    else:
        getattr(m, kind)(made[0], made[1:])

    def holds(*v: int) -> bool:
        *given, n = v
        main, *others = times(*given)
        present = [span for span in others if span is not None]
        if kind == "span":
            if main is None:
                return not present
            return bool(present) and main == (
                min(span[0] for span in present), max(span[1] for span in present)
            )
        if kind == "synchronize":
            return main is None or all(span == main for span in present)
        if main is None:
            return not present
        count = n if kind == "selection" else 1
        return len(present) == count and all(span == main for span in present)

    agree(m, [*x, number], holds)


@pytest.mark.parametrize("seed", SEEDS)
def test_reservoir(seed: int) -> None:
    r, m = random_model(seed)
    time = list(m.integers(3, 0, 2))
    amount, b = m.integer(-1, 2), m.boolean()
    presences: list[Any] = [None, ~b, None]
    r.shuffle(presences)
    changes = [r.randint(-2, 2), r.randint(-2, 2)]
    m.reservoir(time, [*changes, amount], presences, 0, 2, 1)

    def holds(*v: int) -> bool:
        *moments, last, k = v
        events = [
            (moment, change)
            for moment, change, presence in zip(moments, [*changes, last], presences)
            if presence is None or not k
        ]
        return all(
            0 <= 1 + sum(change for moment, change in events if moment <= now) <= 2
            for now in range(3)
        )

    agree(m, [*time, amount, b], holds)


CALENDARS = [
    dt.Calendar.open([(0, 2), (3, 5)]), dt.Calendar.repeating([(0, 1), (2, 3)], 4),
    dt.Calendar.repeating([(1, 3)], 3).closed([(1, 2)]), dt.Calendar([1, 4], 0, 6, [0, 1], 2),
]


@pytest.mark.parametrize("hours", CALENDARS, ids=range(4))
@pytest.mark.parametrize("part", ["start", "end", "whole"])
def test_open_times(hours: dt.Calendar, part: str) -> None:
    m = dt.Model()
    start, length, b = m.integer(0, 5), m.integer(0, 3), m.boolean()
    interval = m.interval(length, start=start, presence=b)
    m.open_times(interval, hours, part)

    def holds(s: int, d: int, k: int) -> bool:
        if not k:
            return True
        if part == "start":
            return hours.is_open(s)
        if part == "end":
            return hours.is_open(s + d - 1)
        return all(hours.is_open(time) for time in range(s, s + d))

    agree(m, [start, length, b], holds)


@pytest.mark.parametrize("hours", CALENDARS, ids=range(4))
def test_calendar(hours: dt.Calendar) -> None:
    m = dt.Model()
    start, length, work = m.integer(0, 4), m.integer(0, 5), m.integer(0, 2)
    interval = m.interval(length, start=start)
    m.calendar(interval, work, hours)

    def holds(s: int, d: int, w: int) -> bool:
        if w == 0:
            return d == 0
        if d == 0 or not hours.is_open(s) or not hours.is_open(s + d - 1):
            return False
        return sum(hours.is_open(time) for time in range(s, s + d)) == w

    agree(m, [start, length, work], holds)


def test_calendars_say_what_is_open() -> None:
    shift = dt.Calendar.repeating([(8, 12), (13, 17)], 24)
    assert shift.openings(0, 40) == [(8, 12), (13, 17), (32, 36), (37, 40)]
    closed = shift.closed([(10, 34)])
    assert closed.openings(0, 40) == [(8, 10), (34, 36), (37, 40)]
    assert closed.is_open(9) and not closed.is_open(13) and closed.is_open(34 + 24)


def test_kinds_of_intervals() -> None:
    m = dt.Model(horizon=4)
    x, e = m.integer(0, 3), m.integer(0, 4)
    a = m.interval(2, name="a")
    b = m.interval((0, 2), start=(1, 3), end=(2, 3), name="b")
    c = m.interval(1 + x, start=x)
    d = m.interval(x, start=1, end=e)
    f = m.interval(1, start=2 * x)
    assert [m.bounds(i.start) for i in (a, b, d)] == [(0, 4), (1, 3), (1, 1)]
    assert (a.name, c.name, b.start.name) == ("a", "interval 2", "b.start")
    assert str(b.end) == "b.end"
    variables = [x, e, a.start, b.start, m.variable(b.start.index + 1)]

    def holds(x: int, e: int, a: int, s: int, d: int) -> bool:
        return 2 <= s + d <= 3 and 1 + x == e

    agree(m, variables, holds)
    result = m.solve()
    assert result[c] == (result[x], 2 * result[x] + 1)
    assert result[d] == (1, result[e])
    assert result[f] == (2 * result[x], 2 * result[x] + 1)


def test_times_of_absent_intervals() -> None:
    m = dt.Model()
    b = m.boolean()
    a = m.interval(3, start=(0, 9), end=(20, 30), presence=b)
    assert m.solve()[a] is None
    m.add(b)
    assert m.solve().status == "infeasible"
