"""All solutions, by enumeration, to compare with."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Any

import dovetail as dt

SEEDS = range(8)


def values(model: dt.Model, variable: dt.IntVar) -> range:
    bounds = model.bounds(variable)
    assert bounds is not None
    return range(bounds[0], bounds[1] + 1)


def agree(
    model: dt.Model, inputs: Sequence[dt.IntVar], holds: Callable[..., Any],
    outputs: Sequence[dt.IntVar] = (),
) -> int:
    """Compares the solutions of a model with a definition in Python.

    ``holds`` takes the values of the inputs and says whether they are a solution or, where there
    are outputs, what their values are: a tuple, or ``None`` where there is no solution.
    """
    known = [*inputs, *outputs]
    search = model.solutions(of=known, time_limit=60, workers=1)
    found = [tuple(int(solution[variable]) for variable in known) for solution in search]
    assert search.is_complete
    assert search.count == len(found) == len(set(found))
    wanted = set()
    for given in product(*(values(model, variable) for variable in inputs)):
        answer = holds(*given)
        if outputs:
            if answer is not None:
                wanted.add((*given, *answer))
        elif answer:
            wanted.add(given)
    assert set(found) == wanted
    return len(wanted)


def random_model(seed: int) -> tuple[random.Random, dt.Model]:
    return random.Random(seed), dt.Model(f"random {seed}")


def some(r: random.Random, model: dt.Model, count: int, low: int = -2, high: int = 3) -> list[Any]:
    """Variables with random bounds."""
    made = []
    for _ in range(count):
        first = r.randint(low, high)
        made.append(model.integer(first, min(high, first + r.randint(0, 3))))
    return made


def forms(r: random.Random, variables: Sequence[Any]) -> tuple[list[Any], Callable[..., list[int]]]:
    """An expression of each variable, and their values."""
    factors = [(r.choice([1, 1, 1, -1, 2]), r.choice([0, 0, 1, -1])) for _ in variables]
    made = [a * x + b for x, (a, b) in zip(variables, factors)]

    def evaluate(*given: int) -> list[int]:
        return [a * x + b for x, (a, b) in zip(given, factors)]

    return made, evaluate


def intervals(
    r: random.Random, model: dt.Model, count: int, horizon: int = 3, longest: int = 2,
) -> tuple[list[Any], list[Any], Callable[..., list[tuple[int, int] | None]]]:
    """Random intervals, their variables, and their times from values of these."""
    made, variables, plan = [], [], []
    for _ in range(count):
        low = r.randint(0, 1)
        start = model.integer(low, r.randint(low, horizon))
        variables.append(start)
        is_open = r.random() < 0.3
        duration: Any = r.randint(0, longest)
        if is_open:
            duration = model.integer(r.randint(0, 1), 2)
            variables.append(duration)
        presence: Any = None
        if r.random() < 0.4:
            presence = model.boolean()
            variables.append(presence)
            if r.random() < 0.5:
                presence = ~presence
        made.append(model.interval(duration, start=start, presence=presence))
        plan.append((is_open, duration, presence))

    def times(*given: int) -> list[tuple[int, int] | None]:
        left = iter(given)
        found: list[tuple[int, int] | None] = []
        for is_open, duration, presence in plan:
            start = next(left)
            length = next(left) if is_open else duration
            is_present = True if presence is None else bool(next(left)) != presence.is_negated
            found.append((start, start + length) if is_present else None)
        return found

    return made, variables, times


def under_way(times: Sequence[tuple[int, int] | None]) -> list[tuple[int, int]]:
    return [span for span in times if span is not None and span[0] < span[1]]


def pairs(items: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    for place, first in enumerate(items):
        for second in items[place + 1 :]:
            yield first, second
