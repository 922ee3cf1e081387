"""Examples print what is known to be right."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from places import PACKAGE, REPOSITORY

EXAMPLES = PACKAGE / "examples"

FIRST_LINES = {
    "bin_packing": "optimal 3", "contradiction": "infeasible", "first_model": "optimal 7 4",
    "job_shop": "optimal 55", "project": "optimal 19 7 True", "ready_problem": "optimal 11",
    "rota": "optimal 5", "setups": "optimal 9", "squares": "optimal 4", "tour": "optimal 6",
}


def test_each_example_is_known() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.py")} == set(FIRST_LINES)


@pytest.mark.parametrize("name", FIRST_LINES)
def test_example(name: str) -> None:
    run = subprocess.run(
        [sys.executable, EXAMPLES / f"{name}.py"], capture_output=True, text=True, check=False,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    lines = run.stdout.splitlines()
    assert lines[0] == FIRST_LINES[name]
    if name == "contradiction":
        assert lines[1:] == ["paint is dry before drilling", "shift ends at 8", "cut comes last"]


@pytest.mark.parametrize("name", FIRST_LINES)
def test_each_example_has_a_twin_in_swift(name: str) -> None:
    text = (EXAMPLES / f"{name}.py").read_text()
    if not (REPOSITORY / "Package.swift").exists():
        pytest.skip("the twins are in the repository only")
    folder = re.search(r"In Swift: (Tools/Examples/Sources/[\w-]+)\.", text)
    title = re.search(r'In Swift: "([^"]+)" in the Cookbook', text)
    if folder:
        assert (REPOSITORY / folder[1] / "main.swift").exists()
    else:
        assert title is not None
        cookbook = REPOSITORY / "Sources/Modeling/Umbrella/Modeling.docc/Cookbook.md"
        assert f"## {title[1]}\n" in cookbook.read_text()
