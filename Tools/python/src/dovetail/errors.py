"""What goes wrong, beside Python's own ``TypeError`` and ``ValueError``."""

from __future__ import annotations


class ModelError(ValueError):
    """A row of a model that cannot be: bounds, overflow, repetitions, things that are not there.

    ``row`` is the number of the refused row among those that were appended together, from 0 on;
    ``None`` where no single one is to blame.
    """

    def __init__(self, message: str, row: int | None = None) -> None:
        super().__init__(message)
        self.row = row


class InputError(ValueError):
    """An instance, or a solution, that is in no known format or contradicts itself."""


class InternalError(RuntimeError):
    """A mistake of Dovetail's own, or a system without memory or threads."""
