"""What CPMpy's own tests ask of pytest, for one solver.

The archive that has the tests has no such file.
"""

from __future__ import annotations

import importlib.util
from typing import Any

import pytest
from cpmpy import SolverLookup

MARKERS = (
    "generate_constraints(function): one test for each constraint that the function makes",
    "requires_solver(names): a test of these solvers only",
    "requires_dependency(names): a test that needs these packages",
    "dataset_download: a test that fetches data",
    "flaky(reruns): a test that may be repeated",
    "timeout(seconds): a test that may not take longer",
)
MANY = "test_constraints.py"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The solver, and how many of the many generated tests."""
    parser.addoption("--solver", default="dovetail", help="the name of the solver to test")
    parser.addoption(
        "--every", type=int, default=1, help=f"each so manieth test of {MANY} only"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Makes the solver the one that is taken where a test names none."""
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)
    name = config.getoption("--solver")
    known = SolverLookup.base_solvers()
    first = [pair for pair in known if pair[0] == name]
    if not first:
        raise pytest.UsageError(f"CPMpy knows no solver {name!r}")
    ordered = [*first, *(pair for pair in known if pair[0] != name)]
    SolverLookup.base_solvers = classmethod(lambda cls: list(ordered))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Gives each test its solver, and the constraints that it is to be repeated with."""
    name = metafunc.config.getoption("--solver")
    generator = metafunc.definition.get_closest_marker("generate_constraints")
    if generator is not None:
        constraints = [
            constraint for function in generator.args for constraint in function(name)
        ]
        numbers = [str(place) for place in range(len(constraints))]
        metafunc.parametrize(
            "solver,constraint", [(name, constraint) for constraint in constraints], ids=numbers
        )
    elif "solver" in metafunc.fixturenames:
        metafunc.parametrize("solver", [name])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out most of the many, where some are wanted; skips what is of other solvers."""
    step = config.getoption("--every")
    if step > 1:
        many = [item for item in items if item.path.name == MANY]
        left = {id(item) for place, item in enumerate(many) if place % step}
        config.hook.pytest_deselected(items=[item for item in many if id(item) in left])
        items[:] = [item for item in items if id(item) not in left]
    name = config.getoption("--solver")
    for item in items:
        for reason in _reasons_to_skip(item, name):
            item.add_marker(pytest.mark.skip(reason=reason))


def _reasons_to_skip(item: pytest.Item, solver: str) -> list[str]:
    reasons: list[str] = []
    for marker in item.iter_markers("requires_solver"):
        if solver not in marker.args:
            reasons.append(f"a test of {', '.join(marker.args)}")
    for marker in item.iter_markers("requires_dependency"):
        missing: list[Any] = [
            package for package in marker.args if importlib.util.find_spec(package) is None
        ]
        if missing:
            reasons.append(f"{', '.join(missing)} not installed")
    return reasons
