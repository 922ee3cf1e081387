"""Models: variables, intervals, what is said of them, and what is asked."""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, SupportsIndex

from . import _library, _rows
from ._constraints_arithmetic import ArithmeticConstraints
from ._constraints_counting import CountingConstraints
from ._constraints_extensional import ExtensionalConstraints
from ._constraints_graphs import GraphConstraints
from ._constraints_intervals import IntervalConstraints
from ._constraints_ordering import OrderingConstraints
from ._constraints_packing import PackingConstraints
from ._integers import integer, integers
from ._options import encoded, ratio, seconds, whole
from ._views import Variables
from .expressions import BoolVar, IntVar, LinearExpression, Literal, Term
from .intervals import IntervalVar
from .jobs import SLICE, Job, default_workers, drive
from .progress import Log
from .results import Event, Explanation, Group, Result, Solution, Status

Hint = Mapping[Any, Any]


class Model(
    IntervalConstraints, OrderingConstraints, ArithmeticConstraints, CountingConstraints,
    ExtensionalConstraints, GraphConstraints, PackingConstraints,
):
    """A model of integers, Booleans and intervals.

    ```python
    m = Model("shop")
    cut, drill = m.interval(3, name="cut"), m.interval(4, name="drill")
    m.no_overlap([cut, drill])
    m.minimize(m.maximum([cut.end, drill.end]))
    result = m.solve(time_limit=5)
    ```
    Bounds are strictly within -2^30 ... 2^30. A model belongs to one thread at a time.
    """

    # Variables

    def integer(self, lower: SupportsIndex, upper: SupportsIndex, name: str = "") -> IntVar:
        """A variable with values from ``lower`` to ``upper``."""
        return IntVar(self, self._new(integer(lower), integer(upper), name))

    def boolean(self, name: str = "") -> BoolVar:
        """A variable that is true or false; in sums, 1 or 0."""
        return BoolVar(self, self._new(0, 1, name))

    def integers(self, count: int, lower: Any, upper: Any, name: str = "") -> Variables[IntVar]:
        """Many variables at once, as a sequence; bounds are numbers, or one for each."""
        size = integer(count)
        lows, highs = _bounds(lower, size), _bounds(upper, size)
        return Variables(self, IntVar, self._new_bulk(lows, highs, name))

    def booleans(self, count: int, name: str = "") -> Variables[BoolVar]:
        """Many Booleans at once, as a sequence."""
        size = integer(count)
        return Variables(
            self, BoolVar, self._new_bulk(_bounds(0, size), _bounds(1, size), name)
        )

    def integer_from(self, values: Iterable[SupportsIndex], name: str = "") -> IntVar:
        """A variable that has one of some values."""
        known = sorted(set(integers(values)))
        if not known:
            raise ValueError("expected values, found none")
        self._check_bounds(known[0], known[-1])
        number = len(self._lower)
        words = [_rows.VARIABLES, 3, 1, known[0], known[-1]]
        if len(known) <= known[-1] - known[0]:
            words += [_rows.GROUP, 1, _rows.GROUP_DEFINITION]
            words += _rows.row(_rows.DOMAIN, [number], _rows.numbers(known))
            words += [_rows.GROUP, 1, self._group]
        self._post(words)
        self._note_derived(1, known[0], known[-1])
        if name:
            self._names[number] = name
        return IntVar(self, number)

    def constant(self, value: SupportsIndex) -> LinearExpression:
        """A number as an expression."""
        return LinearExpression(self, [], integer(value))

    # Objectives and hints

    def minimize(self, expression: Term) -> None:
        """Asks for the smallest value; replaces an earlier objective."""
        self._post(_rows.row(_rows.OBJECTIVE, [_rows.MINIMIZE], self._form(expression)))

    def maximize(self, expression: Term) -> None:
        """Asks for the largest value; replaces an earlier objective."""
        self._post(_rows.row(_rows.OBJECTIVE, [_rows.MAXIMIZE], self._form(expression)))

    def satisfy(self) -> None:
        """Asks for any solution: there is no objective any more."""
        self._post([_rows.OBJECTIVE, 3, _rows.SATISFY, 0, 0])

    def hint(self, values: Hint | Solution) -> None:
        """Values that a search may try first; replaces earlier ones."""
        pairs = self._hint_pairs(values)
        self._post(_rows.row(
            _rows.HINTS, [len(pairs)], [word for pair in pairs for word in pair]
        ))

    def _hint_pairs(self, values: Hint | Solution | Result | None) -> list[list[int]]:
        if values is None:
            return []
        if isinstance(values, Result):
            values = values.solution if values.solution is not None else {}
        if isinstance(values, Solution):
            if values._model is not self:
                raise ValueError("the solution is of another model")
            return [[number, value] for number, value in enumerate(values.values)]
        pairs = []
        for item, value in values.items():
            if isinstance(item, IntervalVar):
                pairs += self._interval_hint(item, value)
            elif isinstance(item, Literal):
                self._literal(item)
                pairs.append([item.variable.index, int(bool(integer(value)) != item.is_negated)])
            else:
                pairs.append([self._variable(item), integer(value)])
        return pairs

    def _interval_hint(self, item: IntervalVar, value: Any) -> list[list[int]]:
        """Of ``(start, end)``, a start, or ``None`` for an interval that is absent."""
        self._check_owner(item)
        pairs = []
        if item.presence is not None:
            is_present = value is not None
            pairs.append(
                [item.presence.variable.index, int(is_present != item.presence.is_negated)]
            )
        if value is None:
            return pairs
        start = integer(value[0] if isinstance(value, (tuple, list)) else value)
        pairs.append([item.start.index, start])
        if isinstance(value, (tuple, list)):
            end = integer(value[1])
            for parts, number in ((item._duration, end - start), (item._end, end)):
                _, terms, constant = parts
                if len(terms) == 2 and terms[1] == 1 and terms[0] != item.start.index:
                    pairs.append([terms[0], number - constant])
        return pairs

    # Solving

    def start(
        self, time_limit: float | None = None, workers: int | None = None, seed: int = 1,
        gap: float = 0, objective_limit: int | None = None, conflict_limit: int | None = None,
        memory_limit: int | None = None, deterministic: bool = False,
        hint: Hint | Solution | Result | None = None, assume: Iterable[Literal] = (),
    ) -> Job[Result]:
        """Begins to solve the model as it is now, on threads of its own; the options are those
        of ``solve``."""
        assumptions = self._literals(assume)
        options = _common(
            time_limit, workers, seed, conflict_limit, memory_limit, deterministic, gap
        )
        options["objectiveLimit"] = whole(objective_limit)
        options["hint"] = self._hint_pairs(hint) or None
        options["assume"] = assumptions or None
        return self._job(options, self._finish)

    def solve(
        self, time_limit: float | None = None, workers: int | None = None, seed: int = 1,
        gap: float = 0, objective_limit: int | None = None, conflict_limit: int | None = None,
        memory_limit: int | None = None, deterministic: bool = False,
        hint: Hint | Solution | Result | None = None, assume: Iterable[Literal] = (),
        on_solution: Callable[[Solution], Any] | None = None,
        on_bound: Callable[[Event], Any] | None = None, log: bool = False,
    ) -> Result:
        """Solves the model.

        ``time_limit`` is in seconds, ``memory_limit`` in bytes. It ends as well within a ``gap`` (a
        share), at an objective of ``objective_limit`` or better, or after ``conflict_limit``
        conflicts of a worker. ``workers`` are threads; two by default. ``hint`` maps variables to
        values that are tried first. All literals of ``assume`` are true; where that cannot be,
        ``result.core`` has some that cannot be true together.

        ``on_solution`` is called with each better solution and ``on_bound`` with each better
        bound, on this thread. Where one returns ``False``, the solve ends; what one raises is
        raised here. The first Ctrl-C ends the solve with the best so far, and is a
        ``KeyboardInterrupt`` where there is nothing.
        """
        job = self.start(
            time_limit, workers, seed, gap, objective_limit, conflict_limit, memory_limit,
            deterministic, hint, assume,
        )
        table = Log() if log else None
        result = drive(job, on_solution, on_bound, table, _has_answer)
        if table is not None:
            table.finish(result.status, result.objective, result.bound, result.time)
        return result

    def solutions(
        self, of: Iterable[IntVar] | None = None, limit: int | None = None,
        time_limit: float | None = None, workers: int | None = None, seed: int = 1,
    ) -> Solutions:
        """All solutions, or those that differ in the variables of ``of``, one after the other as
        they are found."""
        options = _common(time_limit, workers, seed, None, None, False, 0)
        options["question"] = "solutions"
        if of is not None:
            options["of"] = [self._variable(variable) for variable in of]
        options["limit"] = whole(limit)
        return Solutions(self._job(options, self._finish))

    def explain(
        self, time_limit: float | None = None, workers: int | None = None, seed: int = 1
    ) -> Explanation | None:
        """Why there is no solution: a least set of groups that cannot hold together; ``None``
        where none was proved."""
        options = _common(time_limit, workers, seed, None, None, False, 0)
        options["question"] = "explain"
        found = drive(self._job(options, self._finish), None, None, None, _has_answer)
        data = found.data.get("explanation")
        if data is None:
            return None
        groups = [Group(group["name"], list(group["constraints"])) for group in data["groups"]]
        return Explanation(groups, list(data["domains"]), data["isMinimal"], data["text"])

    def _job(
        self, options: dict[str, Any],
        finish: Callable[[Job[Result], dict[str, Any], list[Event]], Result],
    ) -> Job[Result]:
        self._flush()
        self._give_names()
        handle, message = ctypes.c_void_p(), ctypes.c_void_p()
        status = _library.lib.dovetail_solve_model(
            self._handle, encoded(options), ctypes.byref(handle), ctypes.byref(message)
        )
        _library.raise_for(status, _library.take(message), of_model=True)
        count = self.variable_count

        def read(job: Job[Result], objective: Any) -> Solution | None:
            values = array("q", bytes(8 * count))
            status = _library.lib.dovetail_job_values(
                job._handle, values.buffer_info()[0], count
            )
            return Solution(self, values, objective) if status == _library.OK else None

        return Job(handle, read, finish)

    def _finish(
        self, job: Job[Result], data: dict[str, Any], history: list[Event]
    ) -> Result:
        status = Status(data["status"])
        has_solution = status in (Status.OPTIMAL, Status.FEASIBLE) and "count" not in data
        solution = job._read(job, data.get("objective")) if has_solution else None
        core = [
            BoolVar(self, word) if word >= 0 else ~BoolVar(self, -word - 1)
            for word in data.get("core") or ()
        ]
        return Result(
            status, data.get("objective"), data.get("bound"), data.get("gap"),
            data.get("time", 0.0), data.get("ending"), solution, core,
            bool(data.get("coreIsMinimal")), history, data,
        )

    # Words and texts

    def check(self, values: Sequence[int] | Solution | Result) -> str | None:
        """The first constraint that values break, by definitions alone; ``None`` of a solution."""
        if isinstance(values, Result):
            if values.solution is None:
                raise ValueError("there is no solution to check")
            values = values.solution
        given = values.values if isinstance(values, Solution) else array("q", integers(values))
        if len(given) != self.variable_count:
            raise ValueError(f"expected {self.variable_count} values, found {len(given)}")
        self._flush()
        self._give_names()
        row, message = ctypes.c_int64(), ctypes.c_void_p()
        status = _library.lib.dovetail_model_check(
            self._handle, given.buffer_info()[0], len(given), ctypes.byref(row),
            ctypes.byref(message),
        )
        text = _library.take(message)
        _library.raise_for(status, text, of_model=True)
        return text

    def words(self) -> array[int]:
        """The whole model as rows of words, without names: to keep, and to hand a case on."""
        self._flush()
        pointer, count = ctypes.c_void_p(), ctypes.c_size_t()
        status = _library.lib.dovetail_model_words(
            self._handle, ctypes.byref(pointer), ctypes.byref(count)
        )
        _library.raise_for(status, None, of_model=True)
        made = array("q")
        if pointer.value:
            made.frombytes(ctypes.string_at(pointer.value, 8 * count.value))
            _library.lib.dovetail_free(pointer)
        return made

    def append(self, words: Iterable[int] | bytes) -> None:
        """Appends rows of words, as ``dovetail.h`` defines them: all of them, or none."""
        made = array("q")
        if isinstance(words, bytes):
            made.frombytes(words)
        elif isinstance(words, array) and words.typecode == "q":
            made = words
        else:
            made = array("q", integers(words))
        self._flush()
        self._append(made)
        for opcode, place in _rows.opcodes_and_places(made):
            payload = made[place + 2 : place + 2 + made[place + 1]]
            if opcode == _rows.VARIABLES:
                count = payload[0]
                self._lower += payload[1 : 1 + count]
                self._upper += payload[1 + count : 1 + 2 * count]
            elif opcode == _rows.DERIVED:
                self._note_derived()
            elif opcode == _rows.INTERVAL:
                self._intervals_known.append(self._read_interval(payload))

    def _read_interval(self, payload: array[int]) -> IntervalVar:
        middle = 3 + 2 * payload[1]
        end = middle + 2 + 2 * payload[middle]
        forms = [
            (self, list(payload[first + 2 : last]), payload[first + 1])
            for first, last in ((1, middle), (middle, end))
        ]
        presence: Literal | None = None
        if payload[end]:
            word = payload[end + 1]
            presence = BoolVar(self, word) if word >= 0 else ~BoolVar(self, -word - 1)
        index = self._interval_count
        self._interval_count += 1
        return IntervalVar(
            self, index, IntVar(self, payload[0]), forms[0], forms[1], presence
        )

    @property
    def intervals(self) -> list[IntervalVar]:
        """All intervals, by their numbers."""
        return list(self._intervals_known)

    @classmethod
    def from_words(cls, words: Iterable[int] | bytes, name: str = "model") -> Model:
        """The model that some rows of words make."""
        made = cls(name)
        made.append(words)
        return made

    def export(self, format: str = "dvt") -> str:
        """The model as a text: ``dvt`` (Dovetail's own), ``mps`` or ``lp``."""
        self._flush()
        self._give_names()
        text, size, message = ctypes.c_void_p(), ctypes.c_size_t(), ctypes.c_void_p()
        status = _library.lib.dovetail_model_export(
            self._handle, format.encode(), ctypes.byref(text), ctypes.byref(size),
            ctypes.byref(message),
        )
        _library.raise_for(status, _library.take(message), of_model=True)
        return _library.take(text) or ""

    def __repr__(self) -> str:
        return f"<model {self.name!r} of {self.variable_count} variables>"


class Solutions(Iterator[Solution]):
    """Solutions one after the other, as they are found; the search waits for who takes them."""

    def __init__(self, job: Job[Result]) -> None:
        self._job = job
        self._result: Result | None = None
        self.count = 0
        """How many have been taken."""

    def __iter__(self) -> Solutions:
        return self

    def __next__(self) -> Solution:
        try:
            while not self._job.has_ended:
                event = self._job._poll(SLICE, True)
                # What was found is with the solution; a history of all would only grow.
                self._job._history.clear()
                if event is not None and event.solution is not None:
                    self.count += 1
                    found: Solution = event.solution
                    return found
        except BaseException:
            self._job.stop()
            raise
        if self._result is None:
            self._result = self._job.result()
        raise StopIteration

    @property
    def is_complete(self) -> bool:
        """Whether it is proved that there are no others; false before the last was taken."""
        return self._result is not None and bool(self._result.data.get("isComplete"))

    @property
    def result(self) -> Result | None:
        """The summary, once the last was taken."""
        return self._result

    def close(self) -> None:
        """Ends the search."""
        self._job.stop()

    def __enter__(self) -> Solutions:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _has_answer(result: Result) -> bool:
    return result.solution is not None or result.status == Status.INFEASIBLE


def _bounds(values: Any, count: int) -> array[int]:
    if count < 0:
        raise ValueError(f"expected a number of variables from 0 on, found {count}")
    if hasattr(values, "__len__"):
        made = array("q", integers(values))
        if len(made) != count:
            raise ValueError(f"expected {count} bounds, found {len(made)}")
        return made
    try:
        return array("q", [integer(values)]) * count
    except OverflowError:
        raise ValueError(f"the bound {values} leaves the range of 64 bits") from None


def _common(
    time_limit: Any, workers: Any, seed: Any, conflict_limit: Any, memory_limit: Any,
    deterministic: Any, gap: Any,
) -> dict[str, Any]:
    return {
        "timeLimit": seconds(time_limit),
        "workers": default_workers() if workers is None else integer(workers),
        "seed": integer(seed), "gap": ratio(gap), "conflictLimit": whole(conflict_limit),
        "memoryLimit": whole(memory_limit), "deterministic": bool(deterministic),
    }
