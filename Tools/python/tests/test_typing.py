"""The package, its examples and a user's program pass the type checkers."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import dovetail
import pytest
from places import PACKAGE

PROGRAM = """
import dovetail as dt

m = dt.Model("typed")
x = m.integer(0, 9)
b = m.boolean()
v = m.integers(3, 0, 5)
a = m.interval(3, presence=b)
total: dt.LinearExpression = 2 * x + v[0] - 3
total += b
m.add((total <= 3) | ~b, when=[b])
m.maximize(dt.sum(v) + 1)
r = m.solve(time_limit=1)
number: int = r[x] + r[total]
truth: bool = r[b] and r[x <= 3]
times: tuple[int, int] | None = r[a]
status: str = r.status
for s in m.solutions(limit=3):
    other: int = s[v[0]]
for item in v:
    c: int = item.index
p = dt.read(b"1 1\\n0 1")
with p.start() as job:
    result: dt.ProblemResult = job.result()
"""

# What is linted and typed by the adapters' own tests.
SOURCES = sorted(
    str(path) for path in Path(dovetail.__file__).resolve().parent.glob("*.py")
)


def check(*command: str) -> None:
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=PACKAGE)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.fixture
def program(tmp_path: Path) -> str:
    path = tmp_path / "typed.py"
    path.write_text(PROGRAM)
    return str(path)


@pytest.mark.skipif(importlib.util.find_spec("mypy") is None, reason="mypy is not installed")
def test_mypy(program: str, tmp_path: Path) -> None:
    examples = [str(path) for path in sorted((PACKAGE / "examples").glob("*.py"))]
    # Not among installed packages, of which mypy would not show what is wrong.
    copy = tmp_path / "copy" / "dovetail"
    copy.mkdir(parents=True)
    for source in SOURCES:
        shutil.copy(source, copy)
    check(sys.executable, "-m", "mypy", "--strict", str(copy))
    # Each is a program of its own.
    for path in (program, *examples):
        check(sys.executable, "-m", "mypy", "--strict", path)


@pytest.mark.skipif(importlib.util.find_spec("pyright") is None, reason="pyright is not installed")
def test_pyright(program: str) -> None:
    examples = [str(path) for path in sorted((PACKAGE / "examples").glob("*.py"))]
    python = ("--pythonpath", sys.executable)
    check(sys.executable, "-m", "pyright", *python, *SOURCES, program, *examples)
