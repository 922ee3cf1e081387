"""Booleans, and relations as truths."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from . import _rows
from ._core import ModelCore
from ._formulas import formula_pieces
from ._rows import Words
from .expressions import (
    BoolExpression,
    BoolVar,
    Literal,
    Relation,
    Truth,
    _made,
    _truth,
    negated,
)


class LogicConstraints(ModelCore):
    """What Booleans have to do with each other."""

    def clause(self, literals: Iterable[Literal]) -> None:
        """At least one of the literals is true."""
        words = self._literals(literals)
        self._wait([_rows.CLAUSE, len(words) + 1, len(words), *words])

    at_least_one = clause

    def at_most_one(self, literals: Iterable[Literal]) -> None:
        """At most one of the literals is true; one that stands twice counts twice."""
        words = self._literals(literals)
        self._wait([_rows.AT_MOST_ONE, len(words) + 1, len(words), *words])

    def exactly_one(self, literals: Iterable[Literal]) -> None:
        """Exactly one of the literals is true."""
        words = self._literals(literals)
        self._wait([_rows.CLAUSE, len(words) + 1, len(words), *words])
        self._wait([_rows.AT_MOST_ONE, len(words) + 1, len(words), *words])

    def conjunction(self, target: Literal, literals: Iterable[Literal]) -> None:
        """``target`` is true exactly where all of the literals are."""
        words = self._literals(literals)
        self._wait([
            _rows.CONJUNCTION, len(words) + 2, self._literal(target), len(words), *words
        ])

    def all_of(self, literals: Iterable[Literal], name: str = "") -> Literal:
        """A Boolean that is true exactly where all of the literals are."""
        words = self._literals(literals)
        return self._new_truth(
            lambda number: [_rows.CONJUNCTION, len(words) + 2, number, len(words), *words], name
        )

    def any_of(self, literals: Iterable[Literal], name: str = "") -> Literal:
        """A Boolean that is true exactly where one of the literals is."""
        words = [-word - 1 for word in self._literals(literals)]
        return self._new_truth(
            lambda number: [_rows.CONJUNCTION, len(words) + 2, -number - 1, len(words), *words],
            name,
        )

    def parity(self, literals: Iterable[Literal], target: Literal | None = None) -> None:
        """An odd number of the literals is true; with a target, that is true exactly where it is
        odd."""
        targets = [] if target is None else [self._literal(target)]
        self._post(_rows.row(
            _rows.PARITY, _rows.numbers(self._literals(literals)), _rows.numbers(targets)
        ))

    def true_literal(self) -> BoolVar:
        """A Boolean that is true; there is one a model."""
        if self._true is None:
            self._true = BoolVar(self, self._new(1, 1, "true"))
        return self._true

    def false_literal(self) -> Literal:
        """The negation of ``true_literal``."""
        return ~self.true_literal()

    def reify(self, what: Truth | bool, name: str = "") -> Literal:
        """A Boolean that is true exactly where ``what`` is; a Boolean is that itself."""
        truth = _truth(what)
        self._check_truth(truth)
        if isinstance(truth, Literal):
            return truth
        if isinstance(truth, Relation):
            form = [len(truth._terms) >> 1, truth._constant, *truth._terms]
            comparison = truth._comparison
            return self._new_truth(
                lambda number: _rows.row(_rows.REIFIED, [number], form, [comparison]), name
            )
        assert isinstance(truth, BoolExpression)
        operands = truth._operands
        if not operands:
            return self.true_literal() if truth._operation == "and" else self.false_literal()
        if len(operands) == 1:
            return self.reify(operands[0], name)
        literals = [operand for operand in operands if isinstance(operand, Literal)]
        if truth._operation != "same" and len(literals) == len(operands):
            return (
                self.all_of(literals, name) if truth._operation == "and"
                else self.any_of(literals, name)
            )
        number = len(self._lower)
        target = BoolVar(self, number)
        pieces = formula_pieces(BoolExpression(self, "same", (target, truth)), number)
        self._post([_rows.VARIABLES, 3, 1, 0, 1, *_rows.row(_rows.FORMULA, pieces)])
        self._note_derived(1, 0, 1)
        if name:
            self._names[number] = name
        return target

    def implies(self, condition: Truth | bool, what: Truth | bool) -> None:
        """Where the first is true, so is the second."""
        self._add_truth(_made("or", (negated(_truth(condition)), _truth(what))), ())

    def _new_truth(self, constraint: Callable[[int], Words], name: str) -> Literal:
        """A Boolean together with the constraint that says what it is."""
        number = len(self._lower)
        self._post([_rows.VARIABLES, 3, 1, 0, 1, *constraint(number)])
        self._note_derived(1, 0, 1)
        if name:
            self._names[number] = name
        return BoolVar(self, number)

    def _check_truth(self, what: Truth) -> None:
        model = what._model_of()
        if model is not self and model is not None:
            raise ValueError(f"{what!r} is of another model")

    def _add_truth(self, what: Truth | bool, when: Iterable[Literal]) -> None:
        truth = _truth(what)
        conditions = [~literal for literal in when]
        if conditions:
            truth = _made("or", (*conditions, truth))
        self._check_truth(truth)
        self._say(truth)

    def _say(self, truth: Truth) -> None:
        """The plainest rows by which ``truth`` holds."""
        if isinstance(truth, Literal):
            self._wait([_rows.CLAUSE, 2, 1, truth.word])
        elif isinstance(truth, Relation):
            self._linear(truth, [])
        elif isinstance(truth, BoolExpression) and truth._operation == "and":
            for operand in truth._operands:
                self._say(operand)
        elif isinstance(truth, BoolExpression):
            self._say_expression(truth)

    def _say_expression(self, truth: BoolExpression) -> None:
        operands = truth._operands
        literals = [operand for operand in operands if isinstance(operand, Literal)]
        if truth._operation == "or" and len(literals) == len(operands):
            self.clause(literals)
            return
        relations = [operand for operand in operands if isinstance(operand, Relation)]
        if len(relations) == 1 and len(literals) == len(operands) - 1:
            if truth._operation == "or":
                self._linear(relations[0], [(~literal).word for literal in literals])
            else:
                relation = relations[0]
                form = [len(relation._terms) >> 1, relation._constant, *relation._terms]
                self._wait(_rows.row(
                    _rows.REIFIED, [literals[0].word], form, [relation._comparison]
                ))
            return
        self._post(_rows.row(_rows.FORMULA, formula_pieces(truth, None)))

    def _linear(self, relation: Relation, conditions: Words) -> None:
        terms = relation._terms
        self._wait([
            _rows.LINEAR, len(terms) + 4 + len(conditions), len(terms) >> 1, relation._constant,
            *terms, relation._comparison, len(conditions), *conditions,
        ])
