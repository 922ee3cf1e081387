"""Elements of lists, tables, and automata."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, SupportsIndex

from . import _rows
from ._core import ModelCore
from ._integers import integer, integers
from ._rows import Words
from .expressions import IntVar, Term

Row = Sequence["SupportsIndex | None"]


class ExtensionalConstraints(ModelCore):
    """What is said by lists of values."""

    def element(self, items: Iterable[Term], index: Term, name: str = "") -> IntVar:
        """The expression or number at a place, from 0 on, that is itself an expression."""
        forms, place = self._forms(items), self._form(index)
        return self._one_of(forms, _rows.ELEMENT, [*_rows.forms(forms), *place], name)

    def equal_element(self, target: Term, items: Iterable[Term], index: Term) -> None:
        """``target`` is the expression or number at a place."""
        self._post(_rows.row(
            _rows.ELEMENT, self._form(target), _rows.forms(self._forms(items)), self._form(index)
        ))

    def matrix_element(
        self, rows: Iterable[Iterable[Term]], row: Term, column: Term, name: str = ""
    ) -> IntVar:
        """The expression or number in a row and a column, from 0 on."""
        forms, width = self._matrix(rows)
        payload = [*_rows.forms(forms), width, *self._form(row), *self._form(column)]
        return self._one_of(forms, _rows.MATRIX_ELEMENT, payload, name)

    def equal_matrix_element(
        self, target: Term, rows: Iterable[Iterable[Term]], row: Term, column: Term
    ) -> None:
        """``target`` is the expression or number in a row and a column."""
        forms, width = self._matrix(rows)
        self._post(_rows.row(
            _rows.MATRIX_ELEMENT, self._form(target), _rows.forms(forms), [width],
            self._form(row), self._form(column),
        ))

    def _matrix(self, rows: Iterable[Iterable[Term]]) -> tuple[list[Words], int]:
        lines = [self._forms(row) for row in rows]
        width = len(lines[0]) if lines else 0
        if any(len(line) != width for line in lines):
            raise ValueError("the rows of a matrix are not equally long")
        return [form for line in lines for form in line], width

    def _one_of(self, forms: list[Words], opcode: int, payload: Words, name: str) -> IntVar:
        def constraint(target: Words) -> Words:
            return _rows.row(opcode, target, payload)

        ranges = [self._range(form) for form in forms]
        known = [span for span in ranges if span is not None]
        if known and len(known) == len(ranges):
            low, high = min(span[0] for span in known), max(span[1] for span in known)
            return self._target(low, high, constraint, name)
        return self._derive(_rows.DERIVED_ONE_OF, _rows.forms(forms), constraint, name)

    def table(self, items: Iterable[Term], rows: Iterable[Row]) -> None:
        """The values of some expressions are one of the rows; ``None`` in a row is any value."""
        self._post(_rows.row(_rows.TABLE, _rows.forms(self._forms(items)), _table(rows)))

    def forbidden_rows(self, items: Iterable[Term], rows: Iterable[Row]) -> None:
        """The values of some expressions are none of the rows; ``None`` in a row is any value."""
        self._post(_rows.row(_rows.FORBIDDEN_ROWS, _rows.forms(self._forms(items)), _table(rows)))

    def automaton(
        self, items: Iterable[Term], transitions: Iterable[Sequence[SupportsIndex]],
        initial: SupportsIndex, accepting: Iterable[SupportsIndex], states: int | None = None,
    ) -> None:
        """An automaton accepts the values of some expressions, in their order.

        A transition is a state, a value and the next state; states are numbers from 0 on.
        """
        self._post(_rows.row(
            _rows.AUTOMATON, _rows.forms(self._forms(items)),
            _automaton(transitions, initial, accepting, states)[0],
        ))

    def cost_automaton(
        self, items: Iterable[Term], transitions: Iterable[Sequence[SupportsIndex]],
        initial: SupportsIndex, accepting: Iterable[SupportsIndex], states: int | None = None,
        name: str = "",
    ) -> IntVar:
        """The costs of the transitions by which an automaton accepts the values of some
        expressions.

        A transition is a state, a value, the next state and a cost. State and value say which
        transition it is.
        """
        forms = self._forms(items)
        words, costs = _automaton(transitions, initial, accepting, states)
        low, high = min(costs, default=0) * len(forms), max(costs, default=0) * len(forms)
        return self._target(
            low, high,
            lambda target: _rows.row(_rows.COST_AUTOMATON, target, _rows.forms(forms), words), name,
        )

    def equal_cost_automaton(
        self, target: Term, items: Iterable[Term], transitions: Iterable[Sequence[SupportsIndex]],
        initial: SupportsIndex, accepting: Iterable[SupportsIndex], states: int | None = None,
    ) -> None:
        """``target`` is the cost of an automaton that accepts the values of some expressions."""
        self._post(_rows.row(
            _rows.COST_AUTOMATON, self._form(target), _rows.forms(self._forms(items)),
            _automaton(transitions, initial, accepting, states)[0],
        ))


def _table(rows: Any) -> Words:
    convert = getattr(rows, "tolist", None)
    if convert is not None:
        rows = convert()
    return _rows.table(
        [_rows.ANY_VALUE if value is None else integer(value) for value in row] for row in rows
    )


def _automaton(
    transitions: Iterable[Sequence[SupportsIndex]], initial: SupportsIndex,
    accepting: Iterable[SupportsIndex], states: int | None,
) -> tuple[Words, list[int]]:
    """The pieces of an automaton, and the costs of its transitions."""
    rows = [integers(transition) for transition in transitions]
    first, ends = integer(initial), integers(accepting)
    if states is None:
        used = [row[place] for row in rows for place in (0, 2) if len(row) > 2]
        states = max([first, *ends, *used]) + 1
    words = [integer(states), *_rows.table(rows), first, *_rows.numbers(ends)]
    return words, [row[3] for row in rows if len(row) > 3]
