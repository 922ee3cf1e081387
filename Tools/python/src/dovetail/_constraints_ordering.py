"""Orders of values."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import SupportsIndex

from . import _rows
from ._constraints_linear import LinearConstraints
from ._integers import integer, integers
from ._rows import Words
from .expressions import IntVar, Term, sum


class OrderingConstraints(LinearConstraints):
    """What comes before what, and sorted values."""

    def increasing(self, items: Iterable[Term], strict: bool = False) -> None:
        """Each expression is at most the next one, or less than it where ``strict``."""
        for first, second in pairwise(items):
            self.add(sum([first]) + int(strict) <= sum([second]))

    def decreasing(self, items: Iterable[Term], strict: bool = False) -> None:
        """Each expression is at least the next one, or greater than it where ``strict``."""
        for first, second in pairwise(items):
            self.add(sum([second]) + int(strict) <= sum([first]))

    def lexicographic(
        self, first: Iterable[Term], second: Iterable[Term], strict: bool = False
    ) -> None:
        """The first list comes before the second in the order of a dictionary, or is the same
        where not ``strict``."""
        self._post(_rows.row(
            _rows.LEXICOGRAPHIC, _rows.forms(self._forms(first)), [int(strict)],
            _rows.forms(self._forms(second)),
        ))

    def value_precedence(self, values: Iterable[SupportsIndex], items: Iterable[Term]) -> None:
        """A value comes among some expressions only where the value before it has come earlier."""
        self._post(_rows.row(
            _rows.VALUE_PRECEDENCE, _rows.numbers(integers(values)),
            _rows.forms(self._forms(items)),
        ))

    def sliding_sum(
        self, items: Iterable[Term], window: SupportsIndex, lower: SupportsIndex,
        upper: SupportsIndex,
    ) -> None:
        """Each so many expressions side by side have a sum from ``lower`` to ``upper``."""
        self._post(_rows.row(
            _rows.SLIDING_SUM, _rows.forms(self._forms(items)),
            [integer(window), integer(lower), integer(upper)],
        ))

    def sort(self, items: Iterable[Term]) -> list[IntVar]:
        """The values of some expressions in ascending order."""
        forms = self._forms(items)
        if not forms:
            return []
        ranges = [self._range(form) for form in forms]
        known = [span for span in ranges if span is not None]
        if len(known) == len(forms):
            low, high = min(span[0] for span in known), max(span[1] for span in known)
            self._check_bounds(low, high)
            return self._ordered(_rows.SORT, forms, self._window(len(forms), low, high), low, high)
        # All others have the bounds of the first.
        number = len(self._lower)
        words = _rows.row(_rows.DERIVED, [_rows.DERIVED_ONE_OF], _rows.forms(forms))
        for _ in forms[1:]:
            words += _rows.row(_rows.DERIVED, [_rows.DERIVED_ONE_OF, 1, 1, 0, number, 1])
        return self._ordered(_rows.SORT, forms, words, 1, 0)

    def sorted_indices(self, items: Iterable[Term]) -> list[IntVar]:
        """The places, from 0 on, of some expressions in the order of their values, the earlier
        of equals first."""
        forms = self._forms(items)
        last = max(0, len(forms) - 1)
        words = self._window(len(forms), 0, last)
        return self._ordered(_rows.SORTED_INDICES, forms, words, 0, last)

    def equal_sort(self, targets: Iterable[Term], items: Iterable[Term]) -> None:
        """``targets`` are the values of some expressions in ascending order."""
        self._post(_rows.row(
            _rows.SORT, _rows.forms(self._forms(targets)), _rows.forms(self._forms(items))
        ))

    def equal_sorted_indices(self, targets: Iterable[Term], items: Iterable[Term]) -> None:
        """``targets`` are the places of some expressions in the order of their values."""
        self._post(_rows.row(
            _rows.SORTED_INDICES, _rows.forms(self._forms(targets)),
            _rows.forms(self._forms(items)),
        ))

    def _window(self, count: int, low: int, high: int) -> Words:
        return [_rows.VARIABLES, 1 + 2 * count, count, *[low] * count, *[high] * count]

    def _ordered(
        self, opcode: int, forms: list[Words], words: Words, low: int, high: int
    ) -> list[IntVar]:
        number = len(self._lower)
        targets = [[1, 0, number + place, 1] for place in range(len(forms))]
        self._post(words + _rows.row(opcode, _rows.forms(targets), _rows.forms(forms)))
        self._note_derived(len(forms), low, high)
        return [IntVar(self, number + place) for place in range(len(forms))]
