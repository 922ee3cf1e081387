"""The model underneath: rows that wait, variables and their bounds, names and groups."""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from . import _library, _rows
from ._integers import integer
from ._rows import Words
from ._views import Variables
from .errors import ModelError
from .expressions import BoolVar, Expression, IntVar, Literal, Term
from .intervals import IntervalVar

CHUNK = 1 << 20
"""Words that may wait before they are appended."""


class ModelCore:
    """What all constraints share.

    Rows that can hardly be wrong (variables, linear relations, clauses) wait to be appended
    together. All others are appended at once, so that a mistake is raised where it was made.
    """

    def __init__(self, name: str = "model", horizon: int | None = None) -> None:
        self.name = name
        self.horizon = None if horizon is None else integer(horizon)
        self._handle = ctypes.c_void_p(_library.lib.dovetail_model_create())
        if not self._handle.value:
            raise MemoryError("there is no room for a model")
        self._waiting = array("q")
        # By variable; where lower > upper, the bounds are not known here.
        self._lower = array("q")
        self._upper = array("q")
        self._interval_count = 0
        self._names: dict[int, str] = {}
        self._bulk_names: list[tuple[range, str]] = []
        self._interval_names: dict[int, str] = {}
        self._named: set[tuple[int, int]] = set()
        self._named_bulks = 0
        self._groups: list[str] = []
        self._named_groups = 0
        self._group = _rows.GROUP_SINGLE
        self._true: BoolVar | None = None
        self._intervals_known: list[IntervalVar] = []

    def __del__(self) -> None:
        handle = getattr(self, "_handle", None)
        if handle is not None and handle.value:
            _library.lib.dovetail_model_destroy(handle)
            handle.value = None

    def __deepcopy__(self, memo: Any) -> ModelCore:
        raise TypeError("a model is copied by Model.from_words(model.words())")

    def __reduce__(self) -> str:
        raise TypeError("a model is saved by its words: model.words().tobytes()")

    # Rows

    def _append(self, words: array[int] | memoryview) -> None:
        """All of some rows, or none of them."""
        if not len(words):
            return
        first = ctypes.c_char.from_buffer(words)
        row = ctypes.c_int64(-1)
        message = ctypes.c_void_p()
        status = _library.lib.dovetail_model_append(
            self._handle, ctypes.addressof(first), len(words), ctypes.byref(row),
            ctypes.byref(message),
        )
        del first
        if status != _library.OK:
            number = row.value if row.value >= 0 else None
            _library.raise_for(status, _library.take(message), number, of_model=True)

    def _flush(self) -> None:
        """Appends what waits. A row that is refused is left out, and all others stay."""
        waiting = self._waiting
        if not waiting:
            return
        try:
            self._append(waiting)
        except ModelError as error:
            self._waiting = array("q")
            if error.row is not None:
                places = [place for _, place in _rows.opcodes_and_places(waiting)]
                places.append(len(waiting))
                self._append(waiting[: places[error.row]])
                self._waiting = waiting[places[error.row + 1] :]
            raise
        self._waiting = array("q")

    def _wait(self, words: Words) -> None:
        """Rows that wait to be appended."""
        try:
            self._waiting.fromlist(words)
        except OverflowError:
            raise ModelError("a number leaves the range of 64 bits") from None
        if len(self._waiting) > CHUNK:
            self._flush()

    def _post(self, words: Words) -> None:
        """Rows that are appended at once."""
        self._flush()
        try:
            made = array("q", words)
        except OverflowError:
            raise ModelError("a number leaves the range of 64 bits") from None
        self._append(made)

    # Variables

    @property
    def variable_count(self) -> int:
        """How many variables there are, those that were made on the way included."""
        return len(self._lower)

    @property
    def interval_count(self) -> int:
        """How many intervals there are."""
        return self._interval_count

    def variable(self, index: int) -> IntVar:
        """The variable of a number."""
        place = range(len(self._lower))[index]
        is_bool = 0 <= self._lower[place] <= self._upper[place] <= 1
        return BoolVar(self, place) if is_bool else IntVar(self, place)

    def bounds(self, variable: IntVar) -> tuple[int, int] | None:
        """The bounds that a variable was made with; ``None`` where they follow from the model."""
        if not isinstance(variable, IntVar):
            raise TypeError(f"expected a variable, found {variable!r}")
        self._check_owner(variable)
        low, high = self._lower[variable.index], self._upper[variable.index]
        return (low, high) if low <= high else None

    def _check_bounds(self, low: int, high: int) -> None:
        if not -_rows.LIMIT <= low <= high <= _rows.LIMIT:
            raise ModelError(
                f"expected bounds in order, strictly within -2^30 ... 2^30, found {low} ... {high}"
            )

    def _new(self, low: int, high: int, name: str = "") -> int:
        """The number of a new variable."""
        self._check_bounds(low, high)
        number = len(self._lower)
        self._wait([_rows.VARIABLES, 3, 1, low, high])
        self._lower.append(low)
        self._upper.append(high)
        if name:
            self._names[number] = name
        return number

    def _new_bulk(self, lowers: array[int], uppers: array[int], name: str) -> range:
        first, count = len(self._lower), len(lowers)
        words = array("q", [_rows.VARIABLES, 1 + 2 * count, count])
        words += lowers
        words += uppers
        self._flush()
        self._append(words)
        self._lower += lowers
        self._upper += uppers
        made = range(first, first + count)
        if name and count:
            self._bulk_names.append((made, name))
        return made

    def _note_derived(self, count: int = 1, low: int = 1, high: int = 0) -> int:
        """Counts variables of rows that were appended; gives the number of the first."""
        number = len(self._lower)
        for _ in range(count):
            self._lower.append(low)
            self._upper.append(high)
        return number

    def _derive(self, kind: int, pieces: Words, constraint: Any, name: str = "") -> IntVar:
        """A variable whose bounds follow, together with the constraint on it.

        ``constraint`` makes its row of the form of the variable.
        """
        number = len(self._lower)
        words = _rows.row(_rows.DERIVED, [kind], pieces)
        words += constraint([1, 0, number, 1])
        self._post(words)
        self._note_derived()
        if name:
            self._names[number] = name
        return IntVar(self, number)

    def _target(self, low: int, high: int, constraint: Any, name: str = "") -> IntVar:
        """The same with bounds that are known."""
        self._check_bounds(low, high)
        number = len(self._lower)
        self._post([_rows.VARIABLES, 3, 1, low, high, *constraint([1, 0, number, 1])])
        self._note_derived(1, low, high)
        if name:
            self._names[number] = name
        return IntVar(self, number)

    def _new_literals(self, count: int) -> list[Literal]:
        made = self._new_bulk(array("q", [0]) * count, array("q", [1]) * count, "")
        return [BoolVar(self, number) for number in made]

    # Pieces

    def _check_owner(self, thing: IntVar | IntervalVar) -> None:
        if thing._model is not self:
            raise ValueError(f"{thing!r} is of another model")

    def _form(self, value: Term) -> Words:
        if isinstance(value, Expression):
            model, terms, constant = value._parts()
            if model is not self and model is not None:
                raise ValueError(f"{value!r} is of another model")
            return [len(terms) >> 1, constant, *terms]
        return [0, integer(value)]

    def _forms(self, values: Iterable[Term]) -> list[Words]:
        if isinstance(values, Variables) and values._model is self:
            return [[1, 0, number, 1] for number in values.indices]
        return [self._form(value) for value in values]

    def _range(self, form: Words) -> tuple[int, int] | None:
        """The range of a form; ``None`` where a bound is not known here."""
        low = high = form[1]
        for place in range(2, len(form), 2):
            number, size = form[place], form[place + 1]
            if not 0 <= number < len(self._lower):
                return None
            least, largest = self._lower[number], self._upper[number]
            if least > largest:
                return None
            low += size * (least if size > 0 else largest)
            high += size * (largest if size > 0 else least)
        return low, high

    def _literal(self, value: Any) -> int:
        if not isinstance(value, Literal):
            raise TypeError(f"expected a Boolean variable or the negation of one, found {value!r}")
        if value.variable._model is not self:
            raise ValueError(f"{value!r} is of another model")
        return value.word

    def _literals(self, values: Iterable[Literal]) -> Words:
        if isinstance(values, Literal):
            raise TypeError("expected a list of Booleans, found one")
        return [self._literal(value) for value in values]

    def _interval(self, value: IntervalVar) -> int:
        if not isinstance(value, IntervalVar):
            raise TypeError(f"expected an interval, found {value!r}")
        self._check_owner(value)
        return value.index

    def _intervals(self, values: Iterable[IntervalVar]) -> Words:
        return [self._interval(value) for value in values]

    # Names

    def _variable_name(self, number: int) -> str:
        name = self._names.get(number)
        if name is not None:
            return name
        for numbers, prefix in self._bulk_names:
            if number in numbers:
                return f"{prefix}[{number - numbers.start}]"
        return f"x{number}"

    def _interval_name(self, number: int) -> str:
        return self._interval_names.get(number) or f"interval {number}"

    def _give_names(self) -> None:
        """Passes on the names that the library has not heard of yet."""
        self._name(_rows.NAME_MODEL, 0, [self.name])
        for numbers, prefix in self._bulk_names[self._named_bulks :]:
            self._name(
                _rows.NAME_VARIABLES, numbers.start,
                [f"{prefix}[{place}]" for place in range(len(numbers))],
            )
        self._named_bulks = len(self._bulk_names)
        kinds = ((_rows.NAME_VARIABLES, self._names), (_rows.NAME_INTERVALS, self._interval_names))
        for kind, names in kinds:
            for number, name in names.items():
                if (kind, number) not in self._named:
                    self._name(kind, number, [name])
                    self._named.add((kind, number))

    def _name_groups(self) -> None:
        """Groups are named before the rows that enter them."""
        if self._named_groups < len(self._groups):
            self._name(_rows.NAME_GROUPS, self._named_groups, self._groups[self._named_groups :])
            self._named_groups = len(self._groups)

    def _name(self, kind: int, first: int, names: Sequence[str]) -> None:
        text = "\0".join(name.replace("\0", " ") for name in names).encode("utf-8", "replace")
        status = _library.lib.dovetail_model_name(
            self._handle, kind, first, len(names), text, len(text)
        )
        _library.raise_for(status, None, of_model=True)

    @contextmanager
    def named(self, name: str) -> Iterator[None]:
        """Constraints that are added within belong together, by this name, in explanations."""
        outer = self._group
        prefix = f"{self._groups[outer]}, " if outer >= 0 else ""
        self._groups.append(prefix + name)
        self._name_groups()
        self._enter(len(self._groups) - 1)
        try:
            yield
        finally:
            self._enter(outer)

    @contextmanager
    def _definition(self) -> Iterator[None]:
        """Constraints within are a part of what a variable or an interval is."""
        outer = self._group
        self._enter(_rows.GROUP_DEFINITION)
        try:
            yield
        finally:
            self._enter(outer)

    def _enter(self, group: int) -> None:
        self._group = group
        self._wait([_rows.GROUP, 1, group])
