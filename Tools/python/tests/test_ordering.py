"""Orders and sorted values, against enumeration."""

from __future__ import annotations

from itertools import pairwise

import dovetail as dt
import pytest
from brute import SEEDS, agree, forms, random_model, some


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("seed", SEEDS)
def test_lexicographic(seed: int, strict: bool) -> None:
    r, m = random_model(seed)
    x = some(r, m, 5)
    items, evaluate = forms(r, x)
    length = seed % 3 + 1
    m.lexicographic(items[:length], items[length:], strict=strict)

    def holds(*v: int) -> bool:
        known = evaluate(*v)
        first, second = known[:length], known[length:]
        return first < second or (not strict and first == second)

    agree(m, x, holds)


@pytest.mark.parametrize("strict", [False, True])
def test_increasing(strict: bool) -> None:
    m = dt.Model()
    x = list(m.integers(3, 0, 2))
    y = list(m.integers(2, 0, 2))
    m.increasing([*x, 3], strict=strict)
    m.decreasing(y, strict=strict)
    agree(
        m, [*x, *y],
        lambda *v: all(a + strict <= b for a, b in pairwise([*v[:3], 3]))
        and v[3] >= v[4] + strict,
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_value_precedence(seed: int) -> None:
    r, m = random_model(seed)
    x = some(r, m, 4, 0, 3)
    values = r.sample(range(4), 3)
    m.value_precedence(values, x)

    def holds(*v: int) -> bool:
        for before, after in pairwise(values):
            if after in v and before not in v[: v.index(after)]:
                return False
        return True

    agree(m, x, holds)


@pytest.mark.parametrize("seed", SEEDS)
def test_sorts(seed: int) -> None:
    r, m = random_model(seed)
    x = some(r, m, 3)
    items, evaluate = forms(r, x)
    ordered, places = m.sort(items), m.sorted_indices(items)
    agree(
        m, x,
        lambda *v: (
            *sorted(evaluate(*v)), *sorted(range(3), key=lambda place: evaluate(*v)[place])
        ),
        [*ordered, *places],
    )


def test_sorts_of_targets() -> None:
    m = dt.Model()
    x, y, z = m.integers(2, 0, 2), m.integers(2, 0, 2), m.integers(2, 0, 2)
    m.equal_sort(y, x)
    m.equal_sorted_indices(z, x)
    agree(
        m, list(x), lambda a, b: (min(a, b), max(a, b), int(a > b), int(a <= b)), [*y, *z]
    )


def test_sort_of_open_times() -> None:
    m = dt.Model()
    jobs = [m.interval(2), m.interval(3)]
    m.no_overlap(jobs)
    first, last = m.sort([job.end for job in jobs])
    m.minimize(10 * last + first)
    assert m.solve().objective == 52


@pytest.mark.parametrize("seed", SEEDS)
def test_sliding_sum(seed: int) -> None:
    r, m = random_model(seed)
    x = some(r, m, 4)
    items, evaluate = forms(r, x)
    window = r.randint(1, 4)
    m.sliding_sum(items, window, -1, 2)

    def holds(*v: int) -> bool:
        known = evaluate(*v)
        return all(-1 <= sum(known[i : i + window]) <= 2 for i in range(len(known) - window + 1))

    agree(m, x, holds)
