"""The interface that CPMpy knows its solvers by."""

from __future__ import annotations

# What CPMpy's interface only raises has no result there, and one here.
# pyright: reportIncompatibleMethodOverride=false

import time
from collections.abc import Iterable
from typing import Any

from cpmpy.exceptions import NotSupportedError
from cpmpy.expressions.globalfunctions import FloatSum
from cpmpy.expressions.utils import flatlist, is_int
from cpmpy.expressions.variables import NegBoolView, _BoolVarImpl, _NumVarImpl
from cpmpy.solvers.solver_interface import ExitStatus, SolverInterface, SolverStatus
from cpmpy.transformations.comparison import only_numexpr_equality
from cpmpy.transformations.decompose_global import decompose_in_tree, decompose_objective
from cpmpy.transformations.flatten_model import flatten_constraint, flatten_objective
from cpmpy.transformations.get_variables import get_variables
from cpmpy.transformations.negation import push_down_negation, push_down_negation_objective
from cpmpy.transformations.normalize import toplevel_list
from cpmpy.transformations.reification import only_bv_reifies, only_implies, reify_rewrite
from cpmpy.transformations.safening import no_partial_functions, safen_objective

import dovetail as dt

from .objectives import scaled
from .posting import LINEAR, SUPPORTED, Poster


class CPM_dovetail(SolverInterface):  # type: ignore[misc]  # CPMpy has no types
    """Solves with Dovetail; ``native_model`` is the ``dovetail.Model``.

    Options of ``solve`` beyond CPMpy's own are those of ``dovetail.Model.solve``, such as
    ``workers``, ``seed`` and ``log``.
    """

    supported_global_constraints = SUPPORTED
    supported_reified_global_constraints = frozenset[str]()

    @staticmethod
    def supported() -> bool:
        """Whether it is there: without the library, this module is not."""
        return True

    @classmethod
    def version(cls) -> str:
        """Of the library."""
        return dt.version()

    def __init__(self, cpm_model: Any = None, subsolver: str | None = None) -> None:
        if subsolver is not None:
            raise ValueError(f"dovetail has no subsolvers, so none called {subsolver!r}")
        self._model = dt.Model()
        self._poster = Poster(self)
        self._objective: Any = None
        self._hint: dict[Any, int] = {}
        self._core: list[Any] | None = None
        super().__init__(name="dovetail", cpm_model=cpm_model)

    @property
    def native_model(self) -> dt.Model:
        """The model that is solved."""
        return self._model

    # Variables

    def solver_var(self, cpm_var: Any) -> Any:
        """The variable, literal or number that a CPMpy variable or constant is."""
        if isinstance(cpm_var, NegBoolView):
            return ~self.solver_var(cpm_var._bv)
        if isinstance(cpm_var, _NumVarImpl):
            known = self._varmap.get(cpm_var.name)
            if known is None:
                if isinstance(cpm_var, _BoolVarImpl):
                    known = self._model.boolean(str(cpm_var.name))
                else:
                    known = self._model.integer(cpm_var.lb, cpm_var.ub, str(cpm_var.name))
                self._varmap[cpm_var.name] = known
            return known
        if is_int(cpm_var):
            return int(cpm_var)
        raise NotImplementedError(f"no variable and no whole number: {cpm_var!r}")

    # Constraints

    def transform(self, cpm_expr: Any) -> list[Any]:
        """Constraints as ``Poster`` takes them."""
        constraints = toplevel_list(cpm_expr)
        constraints = no_partial_functions(constraints, safen_toplevel=frozenset())
        constraints = push_down_negation(constraints)
        constraints = decompose_in_tree(
            constraints, supported=self.supported_global_constraints,
            supported_reified=self.supported_reified_global_constraints, csemap=self._csemap,
        )
        constraints = flatten_constraint(constraints, csemap=self._csemap)
        constraints = reify_rewrite(constraints, supported=LINEAR, csemap=self._csemap)
        constraints = only_numexpr_equality(constraints, supported=LINEAR, csemap=self._csemap)
        constraints = only_bv_reifies(constraints, csemap=self._csemap)
        return list(only_implies(constraints, csemap=self._csemap))

    def add(self, cpm_expr: Any) -> CPM_dovetail:
        """Says that a constraint, or each of several, holds."""
        get_variables(cpm_expr, collect=self.user_vars)
        self.say(cpm_expr)
        return self

    __add__ = add

    def say(self, cpm_expr: Any) -> None:
        """The same of what is made on the way, whose variables are not the user's."""
        for constraint in self.transform(cpm_expr):
            self._poster.post(constraint)

    # Objectives

    def objective(self, expr: Any, minimize: bool) -> None:
        """Asks for the least or the largest value; replaces an earlier objective."""
        if isinstance(expr, FloatSum):
            self.user_vars.update(expr.components()[1])
            form = scaled(self._poster, expr)
        else:
            get_variables(expr, collect=self.user_vars)
            form = self._objective_form(expr)
        if minimize:
            self._model.minimize(form)
        else:
            self._model.maximize(form)
        self._objective = expr

    def _objective_form(self, expr: Any) -> Any:
        """An objective as a sum; what its definition needs is said on the way, and stays."""
        safe, conditions = safen_objective(expr)
        plain, pieces = decompose_objective(
            push_down_negation_objective(safe), supported=self.supported_global_constraints,
            supported_reified=self.supported_reified_global_constraints, csemap=self._csemap,
        )
        flat, definitions = flatten_objective(plain, csemap=self._csemap)
        self.say([*conditions, *pieces, *definitions])
        return self._poster.linear(flat)

    def has_objective(self) -> bool:
        """Whether there is something to minimise or maximise."""
        return self._objective is not None

    # Solving

    def solve(
        self, time_limit: float | None = None, assumptions: Iterable[Any] | None = None,
        display: Any = None, **options: Any,
    ) -> bool:
        """Solves; true where there is a solution, which the variables then have."""
        _check_limit(time_limit)
        self.solver_vars(list(self.user_vars))
        assumed = [] if assumptions is None else list(assumptions)
        literals = [self._poster.literal(assumption) for assumption in assumed]

        def show(solution: dt.Solution) -> None:
            self._take(solution)
            self.print_display(display)

        result = self._model.solve(
            time_limit=time_limit, assume=literals, hint=self._hint or None,
            on_solution=None if display is None else show, **options,
        )
        self.cpm_status = SolverStatus(self.name)
        # CPMpy 1.0 knows the second of these only; 1.1 counts its own time to it.
        self.cpm_status.solve_time = self.cpm_status.runtime = result.time
        self.cpm_status.exitstatus = self._exit_status(result.status)
        self._core = None
        if assumptions is not None and result.status == dt.Status.INFEASIBLE:
            words = {literal.word for literal in result.core}
            # Of an assumption that was given twice, the first.
            found = {
                literal.word: assumption
                for assumption, literal in reversed(list(zip(assumed, literals)))
            }
            self._core = [assumption for word, assumption in found.items() if word in words]
        self._take(result.solution)
        return bool(self._solve_return(self.cpm_status))

    def _exit_status(self, status: dt.Status) -> ExitStatus:
        if status == dt.Status.OPTIMAL:
            return ExitStatus.OPTIMAL if self.has_objective() else ExitStatus.FEASIBLE
        return {
            dt.Status.FEASIBLE: ExitStatus.FEASIBLE,
            dt.Status.INFEASIBLE: ExitStatus.UNSATISFIABLE,
            dt.Status.UNKNOWN: ExitStatus.UNKNOWN,
        }[status]

    def _take(self, solution: dt.Solution | None) -> None:
        """Gives the user's variables their values; none where there is no solution."""
        for variable in self.user_vars:
            variable._value = None if solution is None else solution[self.solver_var(variable)]
        self.objective_value_ = None
        if solution is not None and self.has_objective():
            value = self._objective.value()
            # Of a sum with fractions, CPMpy has no value here unless it is an integer.
            if value is not None and value == int(value):
                self.objective_value_ = int(value)

    def solveAll(
        self, display: Any = None, time_limit: float | None = None,
        solution_limit: int | None = None, call_from_model: bool = False, **options: Any,
    ) -> int:
        """Finds all solutions, and shows them one by one; how many there are."""
        if self.has_objective():
            raise NotSupportedError("dovetail finds all solutions only where there is no objective")
        _check_limit(time_limit)
        variables = self.solver_vars(list(self.user_vars))
        began = time.monotonic()
        count = 0
        with self._model.solutions(
            of=variables, limit=solution_limit, time_limit=time_limit, **options
        ) as found:
            for solution in found:
                count += 1
                self._take(solution)
                self.print_display(display)
        self.cpm_status = SolverStatus(self.name)
        self.cpm_status.solve_time = self.cpm_status.runtime = time.monotonic() - began
        if count:
            is_all = found.is_complete
            self.cpm_status.exitstatus = ExitStatus.OPTIMAL if is_all else ExitStatus.FEASIBLE
        else:
            self._take(None)
            self.cpm_status.exitstatus = (
                ExitStatus.UNSATISFIABLE if found.is_complete else ExitStatus.UNKNOWN
            )
        return count

    # Hints and cores

    def solution_hint(self, cpm_vars: Any, vals: Any) -> None:
        """Values to begin with; replaces earlier ones.

        One that its variable cannot have says nothing.
        """
        variables: list[Any] = list(flatlist(cpm_vars))
        values: list[Any] = list(flatlist(vals))
        if len(variables) != len(values):
            raise ValueError(f"{len(variables)} variables have {len(values)} values as a hint")
        self._hint = {}
        for variable, value in zip(variables, values):
            least, largest = variable.get_bounds()
            if least <= value <= largest:
                self._hint[self.solver_var(variable)] = int(value)

    def get_core(self) -> list[Any]:
        """Assumptions that cannot all be true, after a solve that was unsatisfiable under some."""
        if self._core is None:
            raise ValueError("a core is of a solve with assumptions that was unsatisfiable")
        return self._core


def _check_limit(time_limit: float | None) -> None:
    if time_limit is not None and time_limit <= 0:
        raise ValueError(f"the limit of time is above 0, not {time_limit}")
