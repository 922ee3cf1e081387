"""Tours and flows, against enumeration."""

from __future__ import annotations

import dovetail as dt
import pytest
from brute import SEEDS, agree, random_model


def is_tour(successors: dict[int, int], nodes: set[int]) -> bool:
    """Whether arcs make one cycle through all of some nodes."""
    if set(successors) != nodes or set(successors.values()) != nodes:
        return False
    if not nodes:
        return True
    seen, place = set(), min(nodes)
    while place not in seen:
        seen.add(place)
        place = successors[place]
    return seen == nodes


@pytest.mark.parametrize("partial", [False, True])
def test_circuit(partial: bool) -> None:
    m = dt.Model()
    x = list(m.integers(4, 0, 4))
    m.circuit(x, partial=partial)

    def holds(*v: int) -> bool:
        if max(v) > 3 or len(set(v)) < 4:
            return False
        arcs = {a: b for a, b in enumerate(v) if a != b or not partial}
        return is_tour(arcs, set(arcs))

    assert agree(m, x, holds) == (6 if not partial else 1 + 6 + 8 + 6)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("has_depot", [False, True])
def test_arc_circuit(seed: int, has_depot: bool) -> None:
    r, m = random_model(seed)
    ends = [(a, b) for a in range(4) for b in range(4) if r.random() < 0.6][:9]
    b = list(m.booleans(len(ends)))
    m.arc_circuit(4, [(*end, x) for end, x in zip(ends, b)], depot=0 if has_depot else None)

    def holds(*v: int) -> bool:
        chosen = [end for end, value in zip(ends, v) if value]
        loops = {a for a, b in chosen if a == b and not (has_depot and a == 0)}
        arcs = [(a, b) for a, b in chosen if a != b]
        nodes = set(range(4)) - loops
        if not has_depot:
            if any((a in loops) or (b in loops) for a, b in arcs):
                return False
            successors = dict(arcs)
            return len(successors) == len(arcs) and is_tour(successors, nodes)
        leaving = {a: b for a, b in arcs if a}
        if len(leaving) != sum(1 for a, _ in arcs if a) or set(leaving) != nodes - {0}:
            return False
        entering = [b for _, b in arcs if b]
        if sorted(entering) != sorted(nodes - {0}):
            return False
        for node in nodes - {0}:
            seen = set()
            while node and node not in seen:
                seen.add(node)
                node = leaving[node]
            if node:
                return False
        return True

    agree(m, b, holds)


@pytest.mark.parametrize("kind", ["none", "made", "given"])
def test_flow(kind: str) -> None:
    m = dt.Model()
    x = list(m.integers(3, 0, 2))
    supply = m.integer(-1, 2)
    arcs = [(0, 1, x[0]), (1, 2, x[1] + 1), (0, 2, x[2])]
    cost = m.integer(-5, 12)
    prices = None if kind == "none" else [1, 2, 3]
    made = m.flow(
        arcs, [supply, 0, -supply], prices, cost if kind == "given" else None
    )
    assert (made is not None) == (kind == "made")
    target = made if made is not None else cost
    if kind == "none":
        m.add(cost == 0)

    def answer(a: int, b: int, c: int, s: int) -> tuple[int] | None:
        if a + c != s or b + 1 != a:
            return None
        return (0 if kind == "none" else a + 2 * (b + 1) + 3 * c,)

    agree(m, [*x, supply], answer, [target])
