"""Values that differ, and counts, against enumeration."""

from __future__ import annotations

import pytest
from brute import SEEDS, agree, forms, random_model, some


@pytest.mark.parametrize("seed", SEEDS)
def test_all_different(seed: int) -> None:
    r, m = random_model(seed)
    x = some(r, m, 4)
    items, evaluate = forms(r, x)
    except_ = [] if seed % 2 else [0, 1]
    m.all_different(items, except_)

    def holds(*v: int) -> bool:
        known = [value for value in evaluate(*v) if value not in except_]
        return len(known) == len(set(known))

    agree(m, x, holds)


@pytest.mark.parametrize("seed", SEEDS)
def test_counts(seed: int) -> None:
    r, m = random_model(seed)
    x = some(r, m, 4)
    items, evaluate = forms(r, x[:3])
    value, several = r.randint(-1, 2), [-1, 0, 2]
    made = [
        m.count(items, value), m.count(items, x[3]), m.among(items, several),
        m.distinct_count(items),
    ]

    def answer(*v: int) -> tuple[int, ...]:
        known = evaluate(*v[:3])
        return (
            known.count(value), known.count(v[3]), sum(k in several for k in known),
            len(set(known)),
        )

    agree(m, x, answer, made)


@pytest.mark.parametrize("seed", SEEDS)
def test_counts_of_a_target(seed: int) -> None:
    r, m = random_model(seed)
    x = some(r, m, 3, 0, 2)
    n = m.integers(4, 0, 3)
    m.equal_count(n[0], x, 1)
    m.equal_count(n[1] + 1, x, x[0])
    m.equal_among(n[2], x, [0, 2])
    m.equal_distinct_count(n[3], x)
    agree(
        m, x,
        lambda *v: (v.count(1), v.count(v[0]) - 1, v.count(0) + v.count(2), len(set(v))), list(n),
    )


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("closed", [False, True])
def test_cardinalities(seed: int, closed: bool) -> None:
    r, m = random_model(seed)
    x = some(r, m, 3)
    items, evaluate = forms(r, x)
    counts = m.integers(3, 0, 2)
    m.cardinalities(items, [-1, 0, 2], counts, closed=closed)

    def answer(*v: int) -> tuple[int, ...] | None:
        known = evaluate(*v)
        if closed and set(known) - {-1, 0, 2}:
            return None
        made = tuple(known.count(value) for value in (-1, 0, 2))
        return made if max(made) <= 2 else None

    agree(m, x, answer, list(counts))


@pytest.mark.parametrize("partial", [False, True])
def test_inverse(partial: bool) -> None:
    _, m = random_model(1)
    first, second = m.integers(3, -1, 2), m.integers(3, 0, 3)
    m.inverse(first, second, partial=partial)

    def holds(*v: int) -> bool:
        f, g = v[:3], v[3:]
        for a, b in ((f, g), (g, f)):
            for place, value in enumerate(a):
                if not 0 <= value < 3:
                    if not partial:
                        return False
                elif b[value] != place:
                    return False
        return True

    agree(m, [*first, *second], holds)
