"""Many variables as a sequence, without an object for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar, overload

from .expressions import IntVar

if TYPE_CHECKING:
    from ._core import ModelCore

V = TypeVar("V", bound=IntVar)


class Variables(Sequence[V], Generic[V]):
    """Variables with numbers side by side: a sequence that makes each when it is asked for."""

    __slots__ = ("_kind", "_model", "_range")

    def __init__(self, model: ModelCore, kind: type[V], numbers: range) -> None:
        self._model = model
        self._kind = kind
        self._range = numbers

    @property
    def indices(self) -> range:
        """The numbers of the variables."""
        return self._range

    def __len__(self) -> int:
        return len(self._range)

    @overload
    def __getitem__(self, place: int) -> V: ...
    @overload
    def __getitem__(self, place: slice) -> Variables[V]: ...
    def __getitem__(self, place: int | slice) -> V | Variables[V]:
        if isinstance(place, slice):
            return Variables(self._model, self._kind, self._range[place])
        return self._kind(self._model, self._range[place])

    def __iter__(self) -> Iterator[V]:
        model, kind = self._model, self._kind
        for number in self._range:
            yield kind(model, number)

    def __contains__(self, value: object) -> bool:
        return isinstance(value, IntVar) and value._model is self._model and (
            value.index in self._range
        )

    def index(self, value: object, start: int = 0, stop: int | None = None) -> int:
        if value in self[start:stop]:
            assert isinstance(value, IntVar)
            return self._range.index(value.index)
        raise ValueError(f"{value!r} is not among the variables")

    def count(self, value: object) -> int:
        return int(value in self)

    def __repr__(self) -> str:
        return f"<{len(self)} variables from number {self._range.start} on>"
