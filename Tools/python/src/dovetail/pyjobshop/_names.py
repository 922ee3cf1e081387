"""What is used of PyJobShop, which has no type marker: its names come from one place."""

from pyjobshop.constants import MAX_VALUE
from pyjobshop.Model import Model
from pyjobshop.ProblemData import (
    Constraints,
    Consumable,
    Machine,
    Objective,
    ProblemData,
    Renewable,
)
from pyjobshop.Result import Result, SolveStatus
from pyjobshop.Solution import ScheduledTask, Solution

__all__ = [
    "MAX_VALUE", "Constraints", "Consumable", "Machine", "Model", "Objective", "ProblemData",
    "Renewable", "Result", "ScheduledTask", "Solution", "SolveStatus",
]
