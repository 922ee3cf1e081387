"""CPMpy's list of solvers, which has no door for others: one more is put at its end."""

from __future__ import annotations

from typing import Any

from cpmpy.solvers.utils import SolverLookup

NAME = "dovetail"


def register(solver: type[Any]) -> None:
    """Makes CPMpy find a solver by name, once."""
    if any(name == NAME for name, _ in SolverLookup.base_solvers()):
        return
    others = SolverLookup.base_solvers.__func__

    def base_solvers(cls: type[Any]) -> list[tuple[str, type[Any]]]:
        return [*others(cls), (NAME, solver)]

    setattr(SolverLookup, "base_solvers", classmethod(base_solvers))
