"""What a solve of a model says."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, Any, overload

from ._rows import AT_MOST, EQUAL
from ._views import Variables
from .expressions import BoolExpression, Expression, Literal, Relation, Truth
from .intervals import IntervalVar

if TYPE_CHECKING:
    from ._core import ModelCore


class Status(str, Enum):
    """What is known at the end of a solve; ``optimal`` and ``infeasible`` are proofs."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True)
class Event:
    """A better solution, or a better bound, while it is solved."""

    kind: str
    """``"solution"`` or ``"bound"``."""
    time: float
    """Seconds since the beginning."""
    objective: Any
    """Of the best solution; ``None`` where there is none yet."""
    bound: Any
    """What is proved that no solution is better than; ``None`` where nothing is."""
    gap: float | None
    """The difference of both as a share of the objective."""
    source: str
    """Who found it."""
    solution: Any = None
    """Of a solution's event, where somebody asked for it."""


class Solution:
    """A value for each variable of a model."""

    __slots__ = ("_model", "objective", "values")

    def __init__(self, model: ModelCore, values: array[int], objective: int | None) -> None:
        self._model = model
        self.values = values
        """By the number of the variable."""
        self.objective = objective
        """``None`` where there is no objective."""

    @overload
    def __getitem__(self, item: Truth) -> bool: ...
    @overload
    def __getitem__(self, item: Expression) -> int: ...
    @overload
    def __getitem__(self, item: IntervalVar) -> tuple[int, int] | None: ...
    @overload
    def __getitem__(self, item: Iterable[Any]) -> list[Any]: ...
    def __getitem__(self, item: Any) -> Any:
        """The value of a variable, expression, relation, interval, or of each of several."""
        values = self.values
        if isinstance(item, Truth):
            return self._truth(item)
        if isinstance(item, Expression):
            self._check(item._parts()[0])
            _, terms, total = item._parts()
            for place in range(0, len(terms), 2):
                total += terms[place + 1] * values[terms[place]]
            return total
        if isinstance(item, IntervalVar):
            if item.presence is not None and not self._truth(item.presence):
                return None
            return self[item.start], self[item.end]
        if isinstance(item, Variables):
            self._check(item._model)
            if item._kind.__name__ == "BoolVar":
                return [bool(values[number]) for number in item.indices]
            return [values[number] for number in item.indices]
        if isinstance(item, Iterable) and not isinstance(item, (str, bytes)):
            return [self[thing] for thing in item]
        raise TypeError(f"expected a variable, an expression or an interval, found {item!r}")

    def _check(self, model: ModelCore | None) -> None:
        if model is not self._model and model is not None:
            raise ValueError("the variable is of another model than the solution")

    def _truth(self, item: Truth) -> bool:
        self._check(item._model_of())
        if isinstance(item, Literal):
            return bool(self.values[item.variable.index]) != item.is_negated
        if isinstance(item, Relation):
            total = item._constant
            for place in range(0, len(item._terms), 2):
                total += item._terms[place + 1] * self.values[item._terms[place]]
            if item._comparison == AT_MOST:
                return total <= 0
            return (total == 0) == (item._comparison == EQUAL)
        assert isinstance(item, BoolExpression)
        parts = [self._truth(operand) for operand in item._operands]
        if item._operation == "same":
            return parts[0] == parts[1]
        return all(parts) if item._operation == "and" else any(parts)

    def to_pandas(self) -> Any:
        """A table of pandas with the intervals that are present: name, start, end, duration."""
        pandas = import_module("pandas")

        rows = []
        for interval in self._model._intervals_known:
            times = self[interval]
            if times is not None:
                rows.append((interval.name, times[0], times[1], times[1] - times[0]))
        return pandas.DataFrame(rows, columns=["interval", "start", "end", "duration"])

    def __repr__(self) -> str:
        shown = "" if self.objective is None else f", objective {self.objective}"
        return f"<solution of {len(self.values)} variables{shown}>"


@dataclass
class Result:
    """What a solve of a model found and proved. ``result[x]`` is the value of ``x`` in the best
    solution."""

    status: Status
    objective: int | None
    """Of the best solution."""
    bound: int | None
    """What is proved that no solution is better than."""
    gap: float | None
    """The difference of objective and bound as a share of the objective."""
    time: float
    """Seconds that it took."""
    ending: str | None
    """Why it ended: ``"proof"``, ``"interrupt"``, a limit."""
    solution: Solution | None
    """The best one; ``None`` where there is none."""
    core: list[Literal]
    """Assumptions that cannot be true together, where it is infeasible under assumptions."""
    is_core_minimal: bool
    """Whether each literal of the core is needed."""
    history: list[Event]
    """Solutions and bounds as they came."""
    data: dict[str, Any]
    """The summary as ``dovetail solve --log json`` writes it."""

    @overload
    def __getitem__(self, item: Truth) -> bool: ...
    @overload
    def __getitem__(self, item: Expression) -> int: ...
    @overload
    def __getitem__(self, item: IntervalVar) -> tuple[int, int] | None: ...
    @overload
    def __getitem__(self, item: Iterable[Any]) -> list[Any]: ...
    def __getitem__(self, item: Any) -> Any:
        if self.solution is None:
            raise LookupError(f"there is no solution; the status is {self.status}")
        return self.solution[item]

    def __repr__(self) -> str:
        return (
            f"<result: {self.status}, objective {self.objective}, bound {self.bound}, "
            f"{self.time:.3f} s>"
        )


@dataclass(frozen=True)
class Group:
    """Constraints that an explanation names together."""

    name: str
    constraints: list[str]


@dataclass(frozen=True)
class Explanation:
    """Why a model has no solution: groups of constraints that cannot hold together."""

    groups: list[Group]
    domains: list[str]
    """What variables and intervals are by themselves, as far as it plays a part."""
    is_minimal: bool
    """Whether the others have a solution without any one of the groups."""
    text: str

    def __str__(self) -> str:
        return self.text
