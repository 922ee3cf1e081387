"""Helpers that CPMpy's own tests import.

The archive that has the tests does not have them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Test = TypeVar("Test")


def skip_on_missing_pblib(**_: Any) -> Callable[[Test], Test]:
    """Leaves a test as it is: the encodings that PySAT may lack are not used by other solvers."""
    return lambda test: test


def inclusive_range(first: int, last: int) -> range:
    """All integers from the first to the last."""
    return range(first, last + 1)


def lambda_assert(condition: Callable[[], Any]) -> Callable[[], None]:
    """A function that fails where the condition does not hold."""

    def check() -> None:
        assert condition()

    return check
