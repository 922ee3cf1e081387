"""Rectangles, bins and knapsacks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import SupportsIndex

from . import _rows
from ._core import ModelCore
from ._integers import integers
from .expressions import Literal, Term, dot
from .intervals import IntervalVar


class PackingConstraints(ModelCore):
    """What goes into what."""

    def no_overlap_2d(
        self, xs: Iterable[IntervalVar], ys: Iterable[IntervalVar], strict: bool = False
    ) -> None:
        """No two rectangles overlap, each of which is an interval across and one along.

        Those of no width or height count only where ``strict``.
        """
        self._post(_rows.row(
            _rows.NO_OVERLAP_2D, [int(strict)], _rows.numbers(self._intervals(xs)),
            _rows.numbers(self._intervals(ys)),
        ))

    def pack(
        self, places: Iterable[Term], sizes: Iterable[SupportsIndex], loads: Iterable[Term]
    ) -> None:
        """Each item is at a place of ``loads``, from 0 on, and each load is the sum of the sizes
        at it."""
        self._post(_rows.row(
            _rows.PACK, _rows.forms(self._forms(places)), _rows.numbers(integers(sizes)),
            _rows.forms(self._forms(loads)),
        ))

    def bin_capacity(
        self, places: Iterable[Term], sizes: Iterable[SupportsIndex], capacity: Term
    ) -> None:
        """The sizes of all items with the same place add up to the capacity at most."""
        self._post(_rows.row(
            _rows.BIN_CAPACITY, _rows.forms(self._forms(places)), _rows.numbers(integers(sizes)),
            self._form(capacity),
        ))

    def bin_load(
        self, load: Term, sizes: Iterable[SupportsIndex], literals: Iterable[Literal]
    ) -> None:
        """The sizes of the literals that are true add up to the load."""
        self._post(_rows.row(
            _rows.BIN_LOAD, self._form(load), _rows.numbers(integers(sizes)),
            _rows.numbers(self._literals(literals)),
        ))

    def knapsack(
        self, weights: Iterable[SupportsIndex], profits: Iterable[SupportsIndex],
        counts: Iterable[Term], weight: Term | None = None, profit: Term | None = None,
    ) -> tuple[Term, Term]:
        """No count is negative; counts times weights add up to the weight, and times profits to the
        profit.

        Gives weight and profit; without one of them, it is the sum itself.
        """
        heavy, good, items = integers(weights), integers(profits), list(counts)
        total = dot(heavy, items) if weight is None else weight
        gain = dot(good, items) if profit is None else profit
        self._post(_rows.row(
            _rows.KNAPSACK, _rows.numbers(heavy), _rows.numbers(good),
            _rows.forms(self._forms(items)), self._form(total), self._form(gain),
        ))
        return total, gain
