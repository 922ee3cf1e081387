"""Elements, tables and automata, against enumeration."""

from __future__ import annotations

import random
from itertools import product

import dovetail as dt
import pytest
from brute import SEEDS, agree, forms, random_model, some


@pytest.mark.parametrize("seed", SEEDS)
def test_elements(seed: int) -> None:
    r, m = random_model(seed)
    x = some(r, m, 3)
    items, evaluate = forms(r, x[:2])
    numbers = [r.randint(-3, 3) for _ in range(3)]
    made = [m.element([*items, 7], x[2] + 1), m.element(numbers, x[2])]

    def answer(*v: int) -> tuple[int, ...] | None:
        known = [*evaluate(*v[:2]), 7]
        place = v[2]
        return (known[place + 1], numbers[place]) if 0 <= place <= 1 else None

    agree(m, x, answer, made)


@pytest.mark.parametrize("seed", SEEDS)
def test_elements_of_a_target(seed: int) -> None:
    r, m = random_model(seed)
    x = some(r, m, 4)
    matrix = [[1, x[0]], [2, 0], [x[1], 1]]
    m.equal_element(x[3], [0, 1, x[0]], x[2])
    made = m.matrix_element(matrix, x[2], x[0])
    target = m.integer(-3, 3)
    m.equal_matrix_element(target + 1, matrix, x[2], x[0])

    def answer(a: int, b: int, c: int, d: int) -> tuple[int, int] | None:
        if not 0 <= c < 3 or d != (0, 1, a)[c] or not 0 <= a < 2:
            return None
        value = [[1, a], [2, 0], [b, 1]][c][a]
        return (value, value - 1)

    agree(m, x, answer, [made, target])


def test_element_of_open_times() -> None:
    m = dt.Model()
    a, b = m.interval(1, name="a"), m.interval(2, name="b")
    index = m.integer(0, 1)
    time = m.element([a.start, b.start + 1], index)
    assert m.bounds(time) is None
    m.add(a.start == 3)
    m.add(index == 0)
    assert m.solve()[time] == 3


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", ["table", "forbidden_rows"])
def test_tables(seed: int, kind: str) -> None:
    r, m = random_model(seed)
    x = some(r, m, 3)
    items, evaluate = forms(r, x)
    rows = [[r.choice([-1, 0, 1, 2, None]) for _ in x] for _ in range(4)]
    getattr(m, kind)(items, rows)

    def fits(*v: int) -> bool:
        known = evaluate(*v)
        return any(all(e is None or e == k for e, k in zip(row, known)) for row in rows)

    agree(m, x, lambda *v: fits(*v) == (kind == "table"))


def test_table_of_numpy() -> None:
    numpy = pytest.importorskip("numpy")
    m = dt.Model()
    x = m.integers(2, 0, 3)
    m.table(x, numpy.array([[0, 1], [2, 3]], dtype=numpy.int32))
    agree(m, list(x), lambda a, b: (a, b) in ((0, 1), (2, 3)))


def transitions(r: random.Random) -> list[list[int]]:
    return [
        [state, value, r.randrange(3)]
        for state, value in product(range(3), range(3)) if r.random() < 0.7
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_automata(seed: int) -> None:
    r, m = random_model(seed)
    x = list(m.integers(4, 0, 2))
    steps = transitions(r)
    extra = [0, 1, r.randrange(3)]
    accepting = r.sample(range(3), 2)
    m.automaton(x, [*steps, extra], 0, accepting, states=3)

    def holds(*v: int) -> bool:
        states = {0}
        for value in v:
            states = {
                target for source, symbol, target in [*steps, extra]
                if source in states and symbol == value
            }
        return bool(states & set(accepting))

    agree(m, x, holds)


@pytest.mark.parametrize("seed", SEEDS)
def test_cost_automata(seed: int) -> None:
    r, m = random_model(seed)
    x = list(m.integers(3, 0, 2))
    steps = [[*step, r.randint(-2, 3)] for step in transitions(r)] or [[0, 0, 0, 0]]
    cost = m.cost_automaton(x, steps, 0, [0, 1], states=3)
    target = m.integer(-6, 9)
    m.equal_cost_automaton(target, x, steps, 0, [0, 1], states=3)
    known = {(source, symbol): (end, price) for source, symbol, end, price in steps}

    def answer(*v: int) -> tuple[int, int] | None:
        state, total = 0, 0
        for value in v:
            if (state, value) not in known:
                return None
            state, price = known[state, value]
            total += price
        return (total, total) if state in (0, 1) else None

    agree(m, x, answer, [cost, target])
