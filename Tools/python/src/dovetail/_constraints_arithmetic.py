"""Functions of expressions that are not sums."""

from __future__ import annotations

from collections.abc import Iterable

from . import _rows
from ._core import ModelCore
from ._rows import Words
from .expressions import IntVar, Term

_PRODUCT, _QUOTIENT, _REMAINDER, _POWER = range(4)


def _opposite(form: Words) -> Words:
    made = [-word for word in form]
    made[0] = form[0]
    made[2::2] = form[2::2]
    return made


class ArithmeticConstraints(ModelCore):
    """Largest and smallest, products, quotients and powers; the variable that a method gives is
    the function's value."""

    def maximum(self, items: Iterable[Term], name: str = "") -> IntVar:
        """The largest of some expressions."""
        operands = _rows.forms(self._forms(items))
        return self._derive(
            _rows.DERIVED_LARGEST, operands,
            lambda target: _rows.row(_rows.MAXIMUM, target, operands), name,
        )

    def minimum(self, items: Iterable[Term], name: str = "") -> IntVar:
        """The smallest of some expressions."""
        forms = self._forms(items)
        opposites = _rows.forms([_opposite(form) for form in forms])
        return self._derive(
            _rows.DERIVED_SMALLEST, _rows.forms(forms),
            lambda target: _rows.row(_rows.MAXIMUM, _opposite(target), opposites), name,
        )

    def absolute(self, item: Term, name: str = "") -> IntVar:
        """The expression, or its opposite where it is negative."""
        form = self._form(item)
        operands = _rows.forms([form, _opposite(form)])
        return self._derive(
            _rows.DERIVED_LARGEST, operands,
            lambda target: _rows.row(_rows.MAXIMUM, target, operands), name,
        )

    def equal_maximum(self, target: Term, items: Iterable[Term]) -> None:
        """``target`` is the largest of some expressions."""
        operands = _rows.forms(self._forms(items))
        words, form = self._as_variable(self._form(target))
        self._post_with(words, _rows.row(_rows.MAXIMUM, form, operands))

    def equal_minimum(self, target: Term, items: Iterable[Term]) -> None:
        """``target`` is the smallest of some expressions."""
        operands = _rows.forms([_opposite(form) for form in self._forms(items)])
        words, form = self._as_variable(self._form(target))
        self._post_with(words, _rows.row(_rows.MAXIMUM, _opposite(form), operands))

    def index_of_maximum(self, items: Iterable[Term], name: str = "") -> IntVar:
        """The place, from 0 on, of the largest of some expressions, the first of equals."""
        return self._index_of_largest(self._forms(items), name)

    def index_of_minimum(self, items: Iterable[Term], name: str = "") -> IntVar:
        """The place, from 0 on, of the smallest of some expressions, the first of equals."""
        return self._index_of_largest([_opposite(form) for form in self._forms(items)], name)

    def equal_index_of_maximum(self, target: Term, items: Iterable[Term]) -> None:
        """``target`` is the place, from 0 on, of the largest of some expressions, the first of
        equals."""
        operands = _rows.forms(self._forms(items))
        self._post(_rows.row(_rows.INDEX_OF_MAXIMUM, self._form(target), operands))

    def _index_of_largest(self, forms: list[Words], name: str) -> IntVar:
        return self._target(
            0, max(0, len(forms) - 1),
            lambda target: _rows.row(_rows.INDEX_OF_MAXIMUM, target, _rows.forms(forms)), name,
        )

    def product(
        self, left: Term, right: Term, bounds: tuple[int, int] | None = None, name: str = ""
    ) -> IntVar:
        """The product of two expressions; of those without bounds of their own, the product's
        have to be given."""
        return self._function(_PRODUCT, left, right, bounds, name)

    def quotient(
        self, left: Term, right: Term, bounds: tuple[int, int] | None = None, name: str = ""
    ) -> IntVar:
        """Left divided by right, rounded towards 0; right is not 0."""
        return self._function(_QUOTIENT, left, right, bounds, name)

    def remainder(
        self, left: Term, right: Term, bounds: tuple[int, int] | None = None, name: str = ""
    ) -> IntVar:
        """What division of left by right leaves, with the sign of left; right is not 0."""
        return self._function(_REMAINDER, left, right, bounds, name)

    def power(
        self, left: Term, right: Term, bounds: tuple[int, int] | None = None, name: str = ""
    ) -> IntVar:
        """Left to the power right; to a negative one, 1 divided by the power to the opposite,
        rounded towards 0."""
        return self._function(_POWER, left, right, bounds, name)

    def equal_product(self, target: Term, left: Term, right: Term) -> None:
        """``target`` is the product of two expressions."""
        self._equal_function(_PRODUCT, target, left, right)

    def equal_quotient(self, target: Term, left: Term, right: Term) -> None:
        """``target`` is left divided by right, rounded towards 0."""
        self._equal_function(_QUOTIENT, target, left, right)

    def equal_remainder(self, target: Term, left: Term, right: Term) -> None:
        """``target`` is what division of left by right leaves, with the sign of left."""
        self._equal_function(_REMAINDER, target, left, right)

    def equal_power(self, target: Term, left: Term, right: Term) -> None:
        """``target`` is left to the power right."""
        self._equal_function(_POWER, target, left, right)

    def _function(
        self, function: int, left: Term, right: Term, bounds: tuple[int, int] | None, name: str
    ) -> IntVar:
        first, second = self._form(left), self._form(right)

        def constraint(target: Words) -> Words:
            return _rows.row(_rows.ARITHMETIC, [function], target, first, second)

        if bounds is not None:
            return self._target(*bounds, constraint, name)
        kind = _rows.DERIVED_PRODUCT + function
        return self._derive(kind, first + second, constraint, name)

    def _equal_function(self, function: int, target: Term, left: Term, right: Term) -> None:
        form = self._form(target)
        words: Words = []
        if form[0]:
            words, form = self._as_variable(form)
        first, second = self._form(left), self._form(right)
        self._post_with(words, _rows.row(_rows.ARITHMETIC, [function], form, first, second))

    def _as_variable(self, form: Words) -> tuple[Words, Words]:
        """Rows of a variable that equals a form, and its form; of a variable, or its opposite,
        no rows."""
        if form[0] == 1 and form[1] == 0 and abs(form[3]) == 1:
            return [], form
        made = [1, 0, len(self._lower), 1]
        words = _rows.row(_rows.DERIVED, [_rows.DERIVED_ONE_OF], _rows.forms([form]))
        difference = [form[0] + 1, form[1], *form[2:], len(self._lower), -1]
        return words + _rows.row(_rows.LINEAR, difference, [_rows.EQUAL], [0]), made

    def _post_with(self, words: Words, row: Words) -> None:
        self._post(words + row)
        if words:
            self._note_derived()
