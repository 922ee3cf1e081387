"""Constraints in CPMpy's flat form, said to a model of Dovetail's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from cpmpy.expressions.core import BoolVal, Comparison, Operator
from cpmpy.expressions.globalconstraints import DirectConstraint, GlobalConstraint
from cpmpy.expressions.utils import is_any_list, is_int
from cpmpy.expressions.variables import _NumVarImpl

import dovetail as dt

from .functions import FUNCTIONS
from .globals import GLOBALS

LINEAR = frozenset({"sum", "wsum", "sub"})
"""Sums, which may stand in any comparison and under conditions."""

SUPPORTED = frozenset(FUNCTIONS) | frozenset(GLOBALS)
"""What has a constraint of its own; CPMpy takes apart all else."""


class Poster:
    """Says constraints to the model of an interface."""

    def __init__(self, interface: Any) -> None:
        self._interface = interface

    @property
    def model(self) -> dt.Model:
        """The model."""
        model: dt.Model = self._interface.native_model
        return model

    # Pieces

    def term(self, item: Any) -> Any:
        """A variable, a literal or a number; of a list, one for each."""
        if isinstance(item, BoolVal):
            return int(bool(item.value()))
        if is_any_list(item):
            return [self.term(element) for element in item]
        return self._interface.solver_var(item)

    def terms(self, items: Sequence[Any]) -> list[Any]:
        """One for each."""
        return [self.term(item) for item in items]

    def literal(self, item: Any) -> dt.Literal:
        """A Boolean; constants are literals that are known."""
        found = self.term(item)
        if isinstance(found, int):
            return self.model.true_literal() if found else self.model.false_literal()
        literal: dt.Literal = found
        return literal

    def linear(self, item: Any) -> Any:
        """A sum of variables."""
        if isinstance(item, Operator):
            if item.name == "sum":
                return dt.sum(self.terms(item.args)) + self.model.constant(0)
            if item.name == "wsum":
                weights, items = item.args
                return dt.dot([int(weight) for weight in weights], self.terms(items))
            if item.name == "sub":
                left, right = self.terms(item.args)
                return self.model.constant(0) + left - right
            if item.name == "-":
                return self.model.constant(0) - self.term(item.args[0])
            raise NotImplementedError(f"no sum: {item}")
        return self.model.constant(0) + self.term(item)

    def say(self, constraint: Any) -> None:
        """A further constraint of CPMpy's, in any form."""
        self._interface.say(constraint)

    # Constraints

    def post(self, constraint: Any, when: Sequence[dt.Literal] = ()) -> None:
        """Says a constraint, which holds where all literals of ``when`` are true."""
        if isinstance(constraint, bool) or is_int(constraint):
            self._post_truth(bool(constraint), when)
        elif isinstance(constraint, BoolVal):
            self._post_truth(bool(constraint.value()), when)
        elif isinstance(constraint, _NumVarImpl):
            self._clause([self.literal(constraint)], when)
        elif isinstance(constraint, Operator):
            self._post_operator(constraint, when)
        elif isinstance(constraint, Comparison):
            self._post_comparison(constraint, when)
        elif isinstance(constraint, GlobalConstraint) and constraint.name in GLOBALS:
            self._post_global(GLOBALS[constraint.name], constraint, when)
        elif isinstance(constraint, DirectConstraint):
            constraint.callSolver(self._interface, self.model)
        else:
            raise NotImplementedError(f"no constraint that dovetail knows: {constraint}")

    def _post_truth(self, is_true: bool, when: Sequence[dt.Literal]) -> None:
        if not is_true:
            self._clause([], when)

    def _clause(self, literals: Sequence[dt.Literal], when: Sequence[dt.Literal]) -> None:
        self.model.clause([*literals, *(~condition for condition in when)])

    def _post_operator(self, constraint: Any, when: Sequence[dt.Literal]) -> None:
        if constraint.name == "or":
            self._clause([self.literal(item) for item in constraint.args], when)
        elif constraint.name == "and":
            for item in constraint.args:
                self.post(item, when)
        elif constraint.name == "->":
            condition, conclusion = constraint.args
            self.post(conclusion, [*when, self.literal(condition)])
        elif constraint.name == "not":
            self._clause([~self.literal(constraint.args[0])], when)
        else:
            raise NotImplementedError(f"no Boolean operator that dovetail knows: {constraint}")

    def _post_comparison(self, constraint: Any, when: Sequence[dt.Literal]) -> None:
        left, right = constraint.args
        if not isinstance(left, Operator) and getattr(left, "name", None) in FUNCTIONS:
            if constraint.name != "==" or when:
                raise NotImplementedError(f"a function in a comparison of its own: {constraint}")
            FUNCTIONS[left.name](self, left, self.term(right))
            return
        difference = self.linear(left) - self.linear(right)
        relation: Any = {
            "==": difference == 0, "!=": difference != 0, "<=": difference <= 0,
            "<": difference < 0, ">=": difference >= 0, ">": difference > 0,
        }[constraint.name]
        self.model.add(relation, when)

    def _post_global(
        self, say: Callable[[Any, Any], None], constraint: Any, when: Sequence[dt.Literal]
    ) -> None:
        if when:
            raise NotImplementedError(f"a constraint under a condition: {constraint}")
        # What waits is appended first: what is refused of it is another constraint's, and raised.
        self.model.append(())
        try:
            say(self, constraint)
        except dt.ModelError:
            # It is too large, or a number in it is: taken apart it may fit.
            pieces, definitions = constraint.decompose()
            self.say([*pieces, *definitions])
