"""Random problems over all constraints and objectives: all solvers prove the same objective."""

from __future__ import annotations

import os

import pytest

pytest.importorskip("pyjobshop.ProblemData")

from pyjobshop_problems import random_problem
from pyjobshop_solvers import agreed

SEEDS = int(os.environ.get("DOVETAIL_PYJOBSHOP_SEEDS", "30"))


@pytest.mark.parametrize("seed", range(SEEDS))
def test_proved_objectives_are_equal(seed: int) -> None:
    agreed(random_problem(seed))
