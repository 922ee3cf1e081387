"""Models that take long."""

from __future__ import annotations

import random

import dovetail as dt


def shop(jobs: int = 25, machines: int = 12, seed: int = 1) -> dt.Model:
    """A job shop with many solutions, none of which is proved to be the best for a long time."""
    r = random.Random(seed)
    m = dt.Model("shop")
    lines: list[list[dt.IntervalVar]] = [[] for _ in range(machines)]
    ends = []
    for _ in range(jobs):
        last = None
        for machine in r.sample(range(machines), machines):
            task = m.interval(r.randint(1, 99))
            lines[machine].append(task)
            if last is not None:
                m.precede(last, task)
            last = task
        assert last is not None
        ends.append(last.end)
    for line in lines:
        m.no_overlap(line)
    m.minimize(m.maximum(ends))
    return m


def contradiction(nodes: int = 60, seed: int = 1) -> dt.Model:
    """Parities around the nodes of a random graph, which add up to an odd number: no solution,
    and hard to prove."""
    r = random.Random(seed)
    m = dt.Model("parities")
    around: list[list[dt.BoolVar]] = [[] for _ in range(nodes)]
    for _ in range(5):
        places = r.sample(range(nodes), nodes)
        for a, b in zip(places[::2], places[1::2]):
            edge = m.boolean()
            around[a].append(edge)
            around[b].append(edge)
    for node, edges in enumerate(around):
        m.parity(edges, m.true_literal() if node == 0 else m.false_literal())
    return m
