"""Values that differ, and how often values come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import SupportsIndex

from . import _rows
from ._core import ModelCore
from ._integers import integers
from .expressions import Expression, IntVar, Term


class CountingConstraints(ModelCore):
    """All different, counts and inverses."""

    def all_different(self, items: Iterable[Term], except_: Iterable[SupportsIndex] = ()) -> None:
        """No two of some expressions have the same value, but for those of ``except_``."""
        self._post(_rows.row(
            _rows.ALL_DIFFERENT, _rows.forms(self._forms(items)), _rows.numbers(integers(except_))
        ))

    def count(self, items: Iterable[Term], value: Term, name: str = "") -> IntVar:
        """How many of some expressions have a value, which may be an expression."""
        things = list(items)
        words, number = self._counted(things, value)
        return self._target(
            0, len(things), lambda target: _rows.row(_rows.COUNT, target, words, [number]), name
        )

    def equal_count(self, target: Term, items: Iterable[Term], value: Term) -> None:
        """``target`` is how many of some expressions have a value."""
        words, number = self._counted(list(items), value)
        self._post(_rows.row(_rows.COUNT, self._form(target), words, [number]))

    def _counted(self, items: Sequence[Term], value: Term) -> tuple[list[int], int]:
        """The forms of which, and the number that, is counted."""
        if isinstance(value, Expression):
            return _rows.forms([self._form(-value + item) for item in items]), 0
        return _rows.forms(self._forms(items)), integers([value])[0]

    def among(
        self, items: Iterable[Term], values: Iterable[SupportsIndex], name: str = ""
    ) -> IntVar:
        """How many of some expressions have one of some values."""
        forms, numbers = self._forms(items), _rows.numbers(integers(values))
        return self._target(
            0, len(forms),
            lambda target: _rows.row(_rows.AMONG, target, _rows.forms(forms), numbers), name,
        )

    def equal_among(
        self, target: Term, items: Iterable[Term], values: Iterable[SupportsIndex]
    ) -> None:
        """``target`` is how many of some expressions have one of some values."""
        self._post(_rows.row(
            _rows.AMONG, self._form(target), _rows.forms(self._forms(items)),
            _rows.numbers(integers(values)),
        ))

    def distinct_count(self, items: Iterable[Term], name: str = "") -> IntVar:
        """How many different values some expressions have."""
        forms = self._forms(items)
        return self._target(
            min(1, len(forms)), len(forms),
            lambda target: _rows.row(_rows.DISTINCT_COUNT, target, _rows.forms(forms)), name,
        )

    def equal_distinct_count(self, target: Term, items: Iterable[Term]) -> None:
        """``target`` is how many different values some expressions have."""
        self._post(_rows.row(
            _rows.DISTINCT_COUNT, self._form(target), _rows.forms(self._forms(items))
        ))

    def cardinalities(
        self, items: Iterable[Term], values: Iterable[SupportsIndex], counts: Iterable[Term],
        closed: bool = False,
    ) -> None:
        """Each count is how many of some expressions have the value at its place; where
        ``closed``, they have no others."""
        self._post(_rows.row(
            _rows.CARDINALITIES, _rows.forms(self._forms(items)), _rows.numbers(integers(values)),
            _rows.forms(self._forms(counts)), [int(closed)],
        ))

    def inverse(self, first: Iterable[Term], second: Iterable[Term], partial: bool = False) -> None:
        """Where ``first[i]`` is ``j``, ``second[j]`` is ``i``, both ways.

        Where ``partial``, a value that is no place of the other list says nothing.
        """
        self._post(_rows.row(
            _rows.INVERSE, _rows.forms(self._forms(first)), _rows.forms(self._forms(second)),
            [int(partial)],
        ))
