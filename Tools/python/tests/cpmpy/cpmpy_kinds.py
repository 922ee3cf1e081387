"""Random constraints of each kind that CPMpy has, over a few variables with small domains."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import cpmpy as cp


class Pool:
    """Variables, and what a random constraint may be about.

    Constraints under a Boolean are taken apart by CPMpy, whose pieces are not always what it says
    that the constraint means: with tasks that may be absent, durations and capacities may be
    negative then, and -1 in an inverse is the last place. Such things are only asked where
    ``is_whole``.
    """

    def __init__(self, seed: int, is_whole: bool = True) -> None:
        self.is_whole = is_whole
        self.random = random.Random(seed)
        self.integers = [cp.intvar(*self._bounds(), name=f"x{place}") for place in range(3)]
        self.booleans = [cp.boolvar(name=f"b{place}") for place in range(2)]

    def _bounds(self) -> tuple[int, int]:
        low = self.random.randint(-1, 1)
        return low, low + self.random.randint(1, 3)

    def variable(self) -> Any:
        """An integer variable."""
        return self.random.choice(self.integers)

    def variables(self, count: int) -> list[Any]:
        """Some, of which one may come twice."""
        return [self.variable() for _ in range(count)]

    def amount(self) -> Any:
        """A duration, demand or capacity, which may be negative only where ``is_whole``."""
        return self.variable() if self.is_whole else abs(self.variable())

    def places(self, count: int) -> list[Any]:
        """Places in a list, which are variables unless ``is_whole``."""
        return self.items(count) if self.is_whole else self.variables(count)

    def truth(self) -> Any:
        """A Boolean: a variable, the negation of one, or a comparison."""
        kind = self.random.randrange(4)
        literal = self.random.choice(self.booleans)
        if kind == 3:
            return self.variable() <= self.random.randint(-1, 3)
        return ~literal if kind == 2 else literal

    def truths(self, count: int) -> list[Any]:
        """Some of these."""
        return [self.truth() for _ in range(count)]

    def item(self) -> Any:
        """A variable, a Boolean, a sum, or a number."""
        kind = self.random.randrange(8)
        if kind == 5:
            return self.variable() - self.random.choice(self.booleans)
        if kind == 6:
            return 2 * self.variable() + 1
        if kind == 7:
            return self.number()
        return self.random.choice(self.booleans) if kind == 4 else self.variable()

    def items(self, count: int) -> list[Any]:
        """Some of these, one a variable at least."""
        made = [self.item() for _ in range(count - 1)] + [self.variable()]
        self.random.shuffle(made)
        return made

    def number(self) -> int:
        """A number near the domains."""
        return self.random.randint(-1, 3)

    def numbers(self, count: int) -> list[int]:
        """Some different ones."""
        return self.random.sample(range(-1, 4), count)

    def rows(self, width: int) -> list[list[int]]:
        """Some rows of numbers."""
        return [[self.number() for _ in range(width)] for _ in range(self.random.randint(1, 8))]


Kind = Callable[[Pool], Any]


def _short_rows(pool: Pool) -> list[list[Any]]:
    return [
        [value if pool.random.random() < 0.7 else "*" for value in row] for row in pool.rows(3)
    ]


def _rows_of_items(pool: Pool) -> list[list[Any]]:
    # CPMpy 1.0 cannot take apart rows with numbers at the same place.
    return [pool.variables(2), pool.items(2), pool.variables(2)]


def _regular(pool: Pool) -> Any:
    states = "abc"
    transitions = [
        (state, value, pool.random.choice(states))
        for state in states for value in range(-1, 4)
        if (state, value) == ("a", 0) or pool.random.random() < 0.7
    ]
    return cp.Regular(pool.variables(3), transitions, "a", [pool.random.choice(states)])


def _diagram(pool: Pool) -> Any:
    layers = [["r"], ["s", "t"], ["u", "v"], ["end"]]
    edges = [("r", 0, "s"), ("r", 1, "t"), ("s", 1, "u"), ("t", 1, "v")]
    edges += [("u", 0, "end"), ("v", 2, "end")]
    taken = {(source, value) for source, value, _ in edges}
    for layer, following in zip(layers, layers[1:]):
        for source in layer:
            for value in range(-1, 4):
                if (source, value) not in taken and pool.random.random() < 0.5:
                    edges.append((source, value, pool.random.choice(following)))
    return cp.MDD(pool.variables(3), edges, start="r")


def _tasks(pool: Pool, has_ends: bool) -> dict[str, Any]:
    made: dict[str, Any] = {
        "start": pool.variables(2) + [pool.number()],
        "duration": [pool.amount(), pool.random.randint(0, 2), pool.random.randint(1, 2)],
    }
    if has_ends:
        made["end"] = [pool.variable(), pool.item(), pool.random.randint(1, 4)]
    return made


def _presences(pool: Pool) -> list[Any]:
    return [pool.truth(), pool.random.choice([True, False, pool.truth()]), pool.truth()]


def _demands(pool: Pool) -> list[Any]:
    return [pool.amount(), pool.random.randint(0, 2), pool.random.randint(1, 2)]


def _cumulative(pool: Pool) -> Any:
    return cp.Cumulative(
        **_tasks(pool, pool.random.random() < 0.5), demand=_demands(pool),
        capacity=pool.random.choice([2, 3, pool.amount()]),
    )


def _cumulative_optional(pool: Pool) -> Any:
    return cp.CumulativeOptional(
        **_tasks(pool, pool.random.random() < 0.5), demand=_demands(pool),
        capacity=pool.random.choice([2, 3, pool.amount()]), is_present=_presences(pool),
    )


def _no_overlap(pool: Pool) -> Any:
    return cp.NoOverlap(**_tasks(pool, pool.random.random() < 0.3))


def _no_overlap_optional(pool: Pool) -> Any:
    return cp.NoOverlapOptional(
        **_tasks(pool, pool.random.random() < 0.5), is_present=_presences(pool)
    )


def _amounts(pool: Pool) -> list[int]:
    return [pool.random.choice([-2, -1, 1, 2]) for _ in range(3)]


def _cardinalities(pool: Pool) -> Any:
    return cp.GlobalCardinalityCount(
        pool.items(3), pool.numbers(2), [pool.item(), pool.variable()],
        closed=pool.random.random() < 0.3,
    )


CONSTRAINTS: dict[str, Kind] = {
    "AllDifferent": lambda pool: cp.AllDifferent(pool.items(3)),
    "AllDifferentExcept0": lambda pool: cp.AllDifferentExcept0(pool.items(3)),
    "AllDifferentExceptN": lambda pool: cp.AllDifferentExceptN(pool.items(3), pool.numbers(2)),
    "AllEqual": lambda pool: cp.AllEqual(pool.items(3)),
    "AllEqualExceptN": lambda pool: cp.AllEqualExceptN(pool.items(3), pool.numbers(2)),
    # A Boolean as a successor is more than CPMpy can take apart.
    "Circuit": lambda pool: cp.Circuit([*pool.variables(2), 2 * pool.variable() - 1]),
    "Inverse": lambda pool: cp.Inverse(pool.places(2), pool.places(2)),
    "Table": lambda pool: cp.Table(pool.variables(3), pool.rows(3)),
    "ShortTable": lambda pool: cp.ShortTable(pool.variables(3), _short_rows(pool)),
    "NegativeTable": lambda pool: cp.NegativeTable(pool.variables(3), pool.rows(3)),
    "Regular": _regular,
    "MDD": _diagram,
    "IfThenElse": lambda pool: cp.IfThenElse(*pool.truths(3)),
    "InDomain": lambda pool: cp.InDomain(pool.variable() + pool.variable(), pool.numbers(2)),
    "Xor": lambda pool: cp.Xor([*pool.truths(3), pool.random.random() < 0.5]),
    "Cumulative": _cumulative,
    "CumulativeOptional": _cumulative_optional,
    "NoOverlap": _no_overlap,
    "NoOverlapOptional": _no_overlap_optional,
    "Reservoir": lambda pool: cp.Reservoir(pool.items(3), _amounts(pool), -1, 2),
    "ReservoirOptional": lambda pool: cp.ReservoirOptional(
        pool.items(3), _amounts(pool), -1, 2, _presences(pool)
    ),
    "Precedence": lambda pool: cp.Precedence(pool.items(3), pool.numbers(2)),
    "GlobalCardinalityCount": _cardinalities,
    "Increasing": lambda pool: cp.Increasing(pool.items(3)),
    "Decreasing": lambda pool: cp.Decreasing(pool.items(3)),
    "IncreasingStrict": lambda pool: cp.IncreasingStrict(pool.items(3)),
    "DecreasingStrict": lambda pool: cp.DecreasingStrict(pool.items(3)),
    "LexLess": lambda pool: cp.LexLess(pool.items(3), pool.variables(3)),
    "LexLessEq": lambda pool: cp.LexLessEq(pool.variables(3), pool.items(3)),
    "LexChainLess": lambda pool: cp.LexChainLess(_rows_of_items(pool)),
    "LexChainLessEq": lambda pool: cp.LexChainLessEq(_rows_of_items(pool)),
}
"""By the name of the class."""


def _array(pool: Pool, *shape: int) -> Any:
    size = 1
    for length in shape:
        size *= length
    return cp.cpm_array(pool.items(size)).reshape(shape)


FUNCTIONS: dict[str, Kind] = {
    "Minimum": lambda pool: cp.Minimum(pool.items(3)),
    "Maximum": lambda pool: cp.Maximum(pool.items(3)),
    "Abs": lambda pool: cp.Abs(pool.variable() - pool.variable()),
    "Multiplication": lambda pool: pool.variable() * pool.variable(),
    "Division": lambda pool: pool.variable() // pool.variable(),
    "Modulo": lambda pool: pool.variable() % pool.variable(),
    "Power": lambda pool: pool.variable() ** pool.random.randint(0, 3),
    "Element": lambda pool: cp.Element(pool.items(3), pool.variable()),
    "NDElement": lambda pool: pool.random.choice([
        lambda: _array(pool, 2, 3)[pool.variable(), pool.variable()],
        lambda: _array(pool, 2, 2, 2)[pool.variable(), pool.variable(), pool.variable()],
    ])(),
    "Count": lambda pool: cp.Count(pool.items(3), pool.item()),
    "Among": lambda pool: cp.Among(pool.items(3), pool.numbers(2)),
    "NValue": lambda pool: cp.NValue(pool.items(3)),
    "NValueExcept": lambda pool: cp.NValueExcept(pool.items(3), pool.number()),
}
"""The same of functions."""
