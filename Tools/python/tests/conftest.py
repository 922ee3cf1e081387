"""Tests run against the installed package, or the sources beside them."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from places import PACKAGE, REPOSITORY  # noqa: E402

if importlib.util.find_spec("dovetail") is None:
    sys.path.insert(0, str(PACKAGE / "src"))
    # Of programs that tests start.
    os.environ["PYTHONPATH"] = os.pathsep.join(
        filter(None, [str(PACKAGE / "src"), os.environ.get("PYTHONPATH")])
    )


@pytest.fixture
def header() -> Path:
    """The C header, where the tests are in the repository."""
    path = REPOSITORY / "Sources" / "CDovetail" / "include" / "dovetail.h"
    if not path.exists():
        pytest.skip("the C header is in the repository only")
    return path


@pytest.fixture
def ft06() -> Path:
    """An instance of the repository."""
    path = REPOSITORY / "Instances" / "jobshop" / "ft06.txt"
    if not path.exists():
        pytest.skip("instances are in the repository only")
    return path
