"""Intervals, sequences of them, and calendars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ._integers import integer, integers
from .expressions import IntVar, LinearExpression, Literal, Parts

if TYPE_CHECKING:
    from ._core import ModelCore


class IntervalVar:
    """A time from ``start`` up to, not including, ``end``, which takes place where ``presence``
    is true."""

    __slots__ = ("_duration", "_end", "_model", "index", "presence", "start")

    start: IntVar
    """Where it starts, whether it takes place or not."""

    presence: Literal | None
    """Whether it takes place; ``None`` of one that always does."""

    index: int
    """Its number among the intervals of the model, from 0 on."""

    def __init__(
        self, model: ModelCore, index: int, start: IntVar, duration: Parts, end: Parts,
        presence: Literal | None,
    ) -> None:
        self._model = model
        self.index = index
        self.start = start
        self._duration = duration
        self._end = end
        self.presence = presence

    @property
    def duration(self) -> LinearExpression:
        """``end - start``."""
        model, terms, constant = self._duration
        return LinearExpression(model, terms[:], constant)

    @property
    def end(self) -> LinearExpression:
        """Where it ends: the first time at which it is not under way any more."""
        model, terms, constant = self._end
        return LinearExpression(model, terms[:], constant)

    @property
    def name(self) -> str:
        """The name that it was given, or ``interval`` and its number."""
        return self._model._interval_name(self.index)

    def __repr__(self) -> str:
        return self.name


class IntervalSequence:
    """The order of intervals, as literals: which is first, which is last, which comes next after
    which."""

    __slots__ = ("firsts", "intervals", "lasts", "nexts")

    def __init__(
        self, intervals: list[IntervalVar], firsts: list[Literal], lasts: list[Literal],
        nexts: list[list[Literal | None]],
    ) -> None:
        self.intervals = intervals
        self.firsts = firsts
        self.lasts = lasts
        self.nexts = nexts
        """``nexts[i][j]``: interval ``j`` is the next one after ``i``; ``None`` where both are
        the same."""


Stretch = tuple[int, int]
"""From a time up to, not including, another one."""


class Calendar:
    """Open and closed times.

    Times from ``start`` on and before ``end`` are open where they lie in one of the stretches
    that begin with the first, third, ... of ``changes`` and end before the one after it. Any
    other time is open where what is left of it after division by ``period``, from 0 on, lies in
    a stretch of ``pattern``.
    """

    __slots__ = ("changes", "end", "pattern", "period", "start")

    def __init__(
        self, changes: Sequence[int] = (), start: int | None = None, end: int | None = None,
        pattern: Sequence[int] = (), period: int = 1,
    ) -> None:
        self.changes = tuple(integers(changes))
        self.start = integer(start) if start is not None else min(self.changes, default=0)
        self.end = integer(end) if end is not None else max(self.changes, default=self.start)
        self.pattern = tuple(integers(pattern))
        self.period = integer(period)

    @staticmethod
    def open(stretches: Sequence[Stretch]) -> Calendar:
        """Open during some stretches of time, and closed at all others."""
        return Calendar(_changes(stretches))

    @staticmethod
    def repeating(stretches: Sequence[Stretch], period: int) -> Calendar:
        """Open during some stretches from 0 to ``period``, and again each period later and
        earlier."""
        return Calendar(pattern=_changes(stretches), period=period)

    def closed(self, stretches: Sequence[Stretch]) -> Calendar:
        """The same, but closed during some more stretches of time."""
        flat = _changes(stretches)
        if not flat:
            return self
        has_span = self.start < self.end
        start = min(self.start, flat[0]) if has_span else flat[0]
        end = max(self.end, flat[-1]) if has_span else flat[-1]
        kept: list[Stretch] = []
        time = start
        for low, high in zip(flat[::2], flat[1::2]):
            kept += self.openings(time, max(time, low))
            time = max(time, high)
        kept += self.openings(time, max(time, end))
        return Calendar(_changes(kept), start, end, self.pattern, self.period)

    def openings(self, start: int, end: int) -> list[Stretch]:
        """The stretches from ``start`` up to ``end`` at which it is open."""
        found: list[Stretch] = []

        def add(low: int, high: int) -> None:
            low, high = max(low, start), min(high, end)
            if low >= high:
                return
            if found and found[-1][1] == low:
                found[-1] = (found[-1][0], high)
            else:
                found.append((low, high))

        def repeat(low: int, high: int) -> None:
            if low >= high or not self.pattern:
                return
            for turn in range(low // self.period, (high - 1) // self.period + 1):
                for first, last in zip(self.pattern[::2], self.pattern[1::2]):
                    add(max(low, turn * self.period + first), min(high, turn * self.period + last))

        repeat(start, min(end, self.start) if self.start < self.end else end)
        if self.start < self.end:
            for low, high in zip(self.changes[::2], self.changes[1::2]):
                add(low, high)
            repeat(max(start, self.end), end)
        return found

    def is_open(self, time: int) -> bool:
        """Whether it is open from ``time`` to the next one."""
        if self.start <= time < self.end:
            pairs, place = self.changes, time
        else:
            pairs, place = self.pattern, time % self.period
        return any(low <= place < high for low, high in zip(pairs[::2], pairs[1::2]))

    def _words(self) -> list[int]:
        return [
            len(self.changes), *self.changes, self.start, self.end, len(self.pattern),
            *self.pattern, self.period,
        ]

    def __repr__(self) -> str:
        return (
            f"Calendar({self.changes!r}, {self.start}, {self.end}, {self.pattern!r}, {self.period})"
        )


def _changes(stretches: Sequence[Stretch]) -> list[int]:
    """Stretches, which may overlap, as one ascending list of where they begin and end."""
    made: list[int] = []
    for low, high in sorted((integer(low), integer(high)) for low, high in stretches):
        if low >= high:
            continue
        if made and low <= made[-1]:
            made[-1] = max(made[-1], high)
        else:
            made += [low, high]
    return made
