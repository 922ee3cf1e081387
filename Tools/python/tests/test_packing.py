"""Rectangles, bins and knapsacks, against enumeration."""

from __future__ import annotations

import dovetail as dt
import pytest
from brute import SEEDS, agree, forms, intervals, pairs, random_model, some


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("strict", [False, True])
def test_rectangles(seed: int, strict: bool) -> None:
    r, m = random_model(seed)
    xs, x, across = intervals(r, m, 2)
    ys, y, along = intervals(r, m, 2)
    m.no_overlap_2d(xs, ys, strict=strict)

    def holds(*v: int) -> bool:
        boxes = [
            (a, b) for a, b in zip(across(*v[: len(x)]), along(*v[len(x) :])) if a and b
        ]
        if not strict:
            boxes = [(a, b) for a, b in boxes if a[0] < a[1] and b[0] < b[1]]
        return all(
            a[1] <= c[0] or c[1] <= a[0] or b[1] <= d[0] or d[1] <= b[0]
            for (a, b), (c, d) in pairs(boxes)
        )

    agree(m, [*x, *y], holds)


@pytest.mark.parametrize("seed", SEEDS)
def test_pack(seed: int) -> None:
    r, m = random_model(seed)
    places = some(r, m, 3, -1, 2)
    loads = m.integers(2, 0, 5)
    sizes = [r.randint(0, 3) for _ in range(3)]
    m.pack(places, sizes, loads)

    def answer(*v: int) -> tuple[int, ...] | None:
        if not all(0 <= place < 2 for place in v):
            return None
        made = tuple(sum(s for s, p in zip(sizes, v) if p == place) for place in range(2))
        return made if max(made) <= 5 else None

    agree(m, places, answer, list(loads))


@pytest.mark.parametrize("seed", SEEDS)
def test_bin_capacity(seed: int) -> None:
    r, m = random_model(seed)
    x = some(r, m, 4)
    places, evaluate = forms(r, x[:3])
    sizes = [r.randint(0, 3) for _ in range(3)]
    m.bin_capacity(places, sizes, x[3] + 1)

    def holds(*v: int) -> bool:
        known = evaluate(*v[:3])
        # A capacity below 0 holds nothing, not even items of no size.
        return all(
            sum(s for s, p in zip(sizes, known) if p == place) <= v[3] + 1 for place in known
        )

    agree(m, x, holds)


def test_bin_load() -> None:
    m = dt.Model()
    b, load = list(m.booleans(3)), m.integer(0, 4)
    m.bin_load(load, [1, 2, 3], [b[0], ~b[1], b[2]])

    def answer(p: int, q: int, s: int) -> tuple[int] | None:
        total = p + 2 * (1 - q) + 3 * s
        return (total,) if total <= 4 else None

    agree(m, b, answer, [load])


def test_knapsack() -> None:
    m = dt.Model()
    x, profit = list(m.integers(3, -1, 2)), m.integer(0, 20)
    weight, same = m.knapsack([4, 3, 2], [7, 5, 3], x, profit=profit)
    assert same is profit
    m.add(weight <= 9)

    def answer(a: int, b: int, c: int) -> tuple[int] | None:
        gain = 7 * a + 5 * b + 3 * c
        is_right = min(a, b, c) >= 0 and 4 * a + 3 * b + 2 * c <= 9 and gain <= 20
        return (gain,) if is_right else None

    agree(m, x, answer, [profit])
