"""Linear relations, one by one and in bulk, and sets of values."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any, SupportsIndex

from . import _rows
from ._bulk import linear_words
from ._constraints_logic import LogicConstraints
from ._core import CHUNK
from ._integers import integer
from ._rows import LINEAR
from .errors import ModelError
from .expressions import IntVar, LinearExpression, Literal, Relation, Term, Truth, dot

_COMPARISONS = {
    "<=": (_rows.AT_MOST, 1), "<": (_rows.AT_MOST, 1), ">=": (_rows.AT_MOST, -1),
    ">": (_rows.AT_MOST, -1), "=": (_rows.EQUAL, 1), "==": (_rows.EQUAL, 1),
    "!=": (_rows.NOT_EQUAL, 1),
}


class LinearConstraints(LogicConstraints):
    """Comparisons of sums."""

    def add(
        self, what: Truth | bool, when: Iterable[Literal] = (), name: str | None = None
    ) -> None:
        """What is true in each solution, or in each in which all literals of ``when`` are.

        ``what`` is a relation of sums, a Boolean, or an expression of these. ``name`` is what
        explanations call it.
        """
        if name is not None:
            with self.named(name):
                self.add(what, when)
            return
        if not isinstance(what, Relation):
            self._add_truth(what, when)
            return
        model = what._model
        if model is not self and model is not None:
            raise ValueError(f"{what!r} is of another model")
        terms = what._terms
        size = len(terms)
        if when:
            self._linear(what, self._literals(when))
        else:
            # The commonest of all rows: what ``_wait`` does, without the call.
            waiting = self._waiting
            try:
                waiting.fromlist([
                    LINEAR, size + 4, size >> 1, what._constant, *terms, what._comparison, 0
                ])
            except OverflowError:
                raise ModelError("a number leaves the range of 64 bits") from None
            if len(waiting) > CHUNK:
                self._flush()

    def add_linear(
        self, coefficients: Iterable[SupportsIndex], variables: Iterable[Term], comparison: str,
        right_side: SupportsIndex, when: Iterable[Literal] = (),
    ) -> None:
        """Coefficients times variables compared with a number: ``<=``, ``<``, ``>=``, ``>``,
        ``==`` or ``!=``."""
        if comparison not in _COMPARISONS:
            raise ValueError(f"there is no comparison {comparison!r}")
        kind, sign = _COMPARISONS[comparison]
        form: LinearExpression = dot(coefficients, variables) - integer(right_side)
        if sign < 0:
            form = -form
        if comparison in ("<", ">"):
            form = form + 1
        model, terms, constant = form._parts()
        self.add(Relation(model, terms, constant, kind), when)

    def add_linear_rows(
        self, starts: Any, variables: Any, coefficients: Any, comparisons: Any, right_sides: Any
    ) -> None:
        """Many linear relations at once, as a sparse matrix row by row.

        ``variables`` are the numbers of variables and ``coefficients`` theirs, row after row;
        row ``i`` has those from ``starts[i]`` up to ``starts[i + 1]``, so that there is one
        start more than rows. ``comparisons`` is one of ``<=``, ``>=``, ``==``, ``!=`` for all,
        or one for each. All are sequences or, faster, arrays of NumPy.
        """
        signs: Any
        if isinstance(comparisons, str):
            signs = _comparison(comparisons)
        else:
            signs = [_comparison(str(comparison)) for comparison in comparisons]
        numbers = _numbers(self, variables)
        try:
            words = linear_words(starts, numbers, coefficients, signs, right_sides)
        except OverflowError:
            raise ModelError("a number leaves the range of 64 bits") from None
        self._flush()
        self._append(words)

    def membership(self, item: Term, values: Iterable[Any]) -> None:
        """``item`` has one of some values, or lies in one of some ranges ``(first, last)``."""
        form = self._form(item)
        self._post(_rows.row(_rows.MEMBERSHIP, form, _ranges(values), [0]))

    def is_member(self, item: Term, values: Iterable[Any], name: str = "") -> Literal:
        """A Boolean that is true exactly where ``item`` has one of some values, or lies in one
        of some ranges."""
        form, ranges = self._form(item), _ranges(values)
        return self._new_truth(
            lambda number: _rows.row(_rows.MEMBERSHIP, form, ranges, [1, number]), name
        )

    def indicator(self, literal: Literal, variable: IntVar, value: SupportsIndex) -> None:
        """``literal`` is true exactly where ``variable`` has ``value``."""
        number = self._variable(variable)
        self._post([
            _rows.INDICATOR, 3, self._literal(literal), number, integer(value)
        ])

    def is_equal(self, variable: IntVar, value: SupportsIndex, name: str = "") -> Literal:
        """A Boolean that is true exactly where ``variable`` has ``value``."""
        index, wanted = self._variable(variable), integer(value)
        return self._new_truth(lambda number: [_rows.INDICATOR, 3, number, index, wanted], name)

    def _variable(self, variable: IntVar) -> int:
        if not isinstance(variable, IntVar):
            raise TypeError(f"expected a variable, found {variable!r}")
        self._check_owner(variable)
        return variable.index


def _comparison(sign: str) -> tuple[int, int]:
    if sign not in _COMPARISONS or sign in ("<", ">"):
        raise ValueError(f"expected <=, >=, == or !=, found {sign!r}")
    return _COMPARISONS[sign]


def _numbers(model: LinearConstraints, variables: Any) -> Any:
    if isinstance(variables, Sequence) and any(isinstance(item, IntVar) for item in variables[:1]):
        return array("q", [model._variable(variable) for variable in variables])
    return variables


def _ranges(values: Iterable[Any]) -> list[int]:
    """First and last of each range, ascending, with gaps between, as a list of numbers."""
    pairs = []
    for value in values:
        if isinstance(value, (tuple, list)):
            low, high = value
            pairs.append((integer(low), integer(high)))
        elif isinstance(value, range) and value.step == 1:
            pairs.append((value.start, value.stop - 1))
        else:
            number = integer(value)
            pairs.append((number, number))
    merged: list[int] = []
    for low, high in sorted(pairs):
        if low > high:
            continue
        if merged and low <= merged[-1] + 1:
            merged[-1] = max(merged[-1], high)
        else:
            merged += [low, high]
    return [len(merged), *merged]
