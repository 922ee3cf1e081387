"""Problems that Dovetail knows: instances are read, and solved by all that races on them."""

from __future__ import annotations

import ctypes
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import IO, Any, Union

from . import _library
from ._integers import integer
from ._options import encoded, ratio, seconds, whole
from .jobs import Job, default_workers, drive
from .plot import Picture
from .progress import Log
from .results import Event, Status
from .tasks import bars, records, table

Source = Union[str, "PathLike[str]", bytes, "IO[str]", "IO[bytes]"]


@dataclass(frozen=True)
class Parameter:
    """A question about an instance, or an option of a generator."""

    name: str
    kind: str
    """``"integer"``, ``"number"``, ``"name"``, ``"names"`` or ``"flag"``."""
    summary: str
    default: Any
    least: float | None
    largest: float | None


@dataclass(frozen=True)
class ProblemKind:
    """A problem that Dovetail knows."""

    name: str
    summary: str
    formats: list[str]
    heuristics: dict[str, str]
    """Summaries by names."""
    questions: list[Parameter]
    generator: list[Parameter] | None
    """Options of ``generate``; ``None`` where nothing generates instances."""


@dataclass(frozen=True)
class Check:
    """What the independent checker says of a solution."""

    valid: bool
    objective: Any
    reason: str | None
    """Why it is none."""

    def __bool__(self) -> bool:
        return self.valid


class ProblemSolution:
    """A solution of an instance: data in the problem's words, a file, a picture."""

    __slots__ = ("_problem", "text")

    def __init__(self, problem: Problem, text: str) -> None:
        self._problem = problem
        self.text = text
        """The solution file, as ``dovetail solve --output`` writes it."""

    @property
    def data(self) -> dict[str, Any]:
        """The solution itself, in the problem's words."""
        found: dict[str, Any] = self.file["solution"]
        return found

    @property
    def file(self) -> dict[str, Any]:
        """All of the solution file: also the status, the objective and the bound."""
        found: dict[str, Any] = json.loads(self.text)
        return found

    @property
    def objective(self) -> Any:
        """As the problem shows it."""
        return self.file.get("objective")

    def save(self, path: str | PathLike[str]) -> None:
        """Writes the solution file."""
        Path(path).write_text(self.text, encoding="utf-8")

    def save_svg(self, path: str | PathLike[str]) -> None:
        """Writes its picture to a file."""
        self._problem.plot(self).save_svg(path)

    def to_pandas(self) -> Any:
        """A table of pandas: of a schedule task, job, machine, start and end, else a row for
        each buffer, pod or column."""
        return table(self.rows())

    def rows(self) -> list[dict[str, Any]]:
        """The same without pandas."""
        return bars(self._problem.plot(self).svg, self._problem.kind) or records(self.data)

    def _repr_svg_(self) -> str:
        return self._problem.plot(self).svg

    def __repr__(self) -> str:
        return f"<solution of {self._problem.name}, objective {self.objective}>"


@dataclass
class ProblemResult:
    """What a solve of an instance found and proved."""

    status: Status
    objective: Any
    """Of the best solution; a list where there are several levels."""
    bound: Any
    gap: float | None
    time: float
    ending: str | None
    solution: ProblemSolution | None
    """The best one; ``None`` where there is none."""
    history: list[Event]
    """Solutions and bounds as they came."""
    warnings: list[str]
    data: dict[str, Any]
    """The summary as ``dovetail solve --log json`` writes it."""

    def __repr__(self) -> str:
        return (
            f"<result: {self.status}, objective {self.objective}, bound {self.bound}, "
            f"{self.time:.3f} s>"
        )


class Problem:
    """An instance of a problem that Dovetail knows."""

    def __init__(self, handle: ctypes.c_void_p) -> None:
        self._handle = handle
        pointer = ctypes.c_void_p()
        status = _library.lib.dovetail_problem_describe(handle, ctypes.byref(pointer))
        text = _library.take(pointer)
        _library.raise_for(status, text, of_model=False)
        self._description: dict[str, Any] = json.loads(text or "{}")

    def __del__(self) -> None:
        handle = getattr(self, "_handle", None)
        if handle is not None and handle.value:
            _library.lib.dovetail_problem_destroy(handle)

    @property
    def kind(self) -> str:
        """The problem's name, such as ``"jobshop"``."""
        return str(self._description["problem"])

    @property
    def name(self) -> str:
        """What results call the instance."""
        return str(self._description["instance"])

    @property
    def summary(self) -> str:
        """The problem in a line."""
        return str(self._description["summary"])

    @property
    def warnings(self) -> list[str]:
        """What of the instance was not understood, or left out."""
        return list(self._description["warnings"])

    @property
    def bound(self) -> Any:
        """What is known of all solutions at first sight."""
        return self._description["bound"]

    @property
    def sense(self) -> str:
        """``"min"`` or ``"max"``."""
        return str(self._description["sense"])

    def start(
        self, time_limit: float | None = None, workers: int | None = None, seed: int = 1,
        gap: float = 0, engine: str = "auto", heuristic: str | None = None,
        warm_start: ProblemSolution | Mapping[str, Any] | str | None = None,
        objective_limit: float | Sequence[int] | None = None,
        conflict_limit: int | None = None, memory_limit: int | None = None,
        deterministic: bool = False,
    ) -> Job[ProblemResult]:
        """Begins to solve it, on threads of its own; the options are those of ``solve``."""
        options = {
            "timeLimit": seconds(time_limit),
            "workers": default_workers() if workers is None else integer(workers),
            "seed": integer(seed), "gap": ratio(gap), "engine": engine, "heuristic": heuristic,
            "warmStart": _warm_start(warm_start), "objectiveLimit": _limit(objective_limit),
            "conflictLimit": whole(conflict_limit), "memoryLimit": whole(memory_limit),
            "deterministic": bool(deterministic),
        }
        handle, message = ctypes.c_void_p(), ctypes.c_void_p()
        status = _library.lib.dovetail_solve_problem(
            self._handle, encoded(options), ctypes.byref(handle), ctypes.byref(message)
        )
        _library.raise_for(status, _library.take(message), of_model=False)
        return Job(handle, self._read, self._finish)

    def solve(
        self, time_limit: float | None = None, workers: int | None = None, seed: int = 1,
        gap: float = 0, engine: str = "auto", heuristic: str | None = None,
        warm_start: ProblemSolution | Mapping[str, Any] | str | None = None,
        objective_limit: float | Sequence[int] | None = None,
        conflict_limit: int | None = None, memory_limit: int | None = None,
        deterministic: bool = False, on_solution: Callable[[ProblemSolution], Any] | None = None,
        on_bound: Callable[[Event], Any] | None = None, log: bool = False,
    ) -> ProblemResult:
        """Solves it.

        ``engine`` is ``"auto"``, ``"native"`` or ``"cp"``; ``warm_start`` a solution to begin
        with, or ``"none"``. All other options, handlers and Ctrl-C are as in ``Model.solve``.
        """
        job = self.start(
            time_limit, workers, seed, gap, engine, heuristic, warm_start, objective_limit,
            conflict_limit, memory_limit, deterministic,
        )
        lines = Log() if log else None
        result = drive(job, on_solution, on_bound, lines, _has_answer)
        if lines is not None:
            lines.finish(result.status, result.objective, result.bound, result.time)
        return result

    def check(self, solution: ProblemSolution | Mapping[str, Any] | str) -> Check:
        """What the independent checker says of a solution, a solution file, or its data."""
        text = _solution_text(solution).encode()
        pointer = ctypes.c_void_p()
        status = _library.lib.dovetail_problem_check(
            self._handle, text, len(text), ctypes.byref(pointer)
        )
        answer = _library.take(pointer)
        _library.raise_for(status, answer, of_model=False)
        data = json.loads(answer or "{}")
        return Check(bool(data["valid"]), data.get("objective"), data.get("reason"))

    def plot(self, solution: ProblemSolution | Mapping[str, Any] | str) -> Picture:
        """The picture of a solution."""
        text = _solution_text(solution).encode()
        pointer = ctypes.c_void_p()
        status = _library.lib.dovetail_problem_picture(
            self._handle, text, len(text), ctypes.byref(pointer)
        )
        answer = _library.take(pointer)
        _library.raise_for(status, answer, of_model=False)
        return Picture(answer or "")

    def _read(self, job: Job[ProblemResult], objective: Any) -> ProblemSolution | None:
        pointer = ctypes.c_void_p()
        status = _library.lib.dovetail_job_solution(job._handle, ctypes.byref(pointer))
        text = _library.take(pointer)
        return ProblemSolution(self, text) if status == _library.OK and text else None

    def _finish(
        self, job: Job[ProblemResult], data: dict[str, Any], history: list[Event]
    ) -> ProblemResult:
        status = Status(data["status"])
        has_solution = status in (Status.OPTIMAL, Status.FEASIBLE)
        return ProblemResult(
            status, data.get("objective"), data.get("bound"), data.get("gap"),
            data.get("time", 0.0), data.get("ending"),
            self._read(job, data.get("objective")) if has_solution else None, history,
            list(data.get("warnings") or ()), data,
        )

    def __repr__(self) -> str:
        return f"<{self.kind} {self.name!r}>"


def read(
    source: Source, problem: str | None = None, name: str | None = None,
    instance: int | None = None, **questions: Any,
) -> Problem:
    """Reads an instance in any format that the command line reads.

    ``source`` is a path, the bytes of a file, or an open file. Of a file of several,
    ``instance`` chooses one, from 1 on, and so does the path ``FILE#k``.
    Without ``problem`` the text decides which problem it is. ``questions`` are answers that a
    problem asks for, such as ``capacity=12``.
    """
    title, content, selection = _content(source)
    chosen = selection if instance is None else integer(instance)
    options: dict[str, Any] = {"problem": problem, "instance": chosen}
    if questions:
        options["questions"] = {
            key.replace("_", "-"): value for key, value in questions.items() if value is not None
        }
    handle, message = ctypes.c_void_p(), ctypes.c_void_p()
    status = _library.lib.dovetail_problem_read(
        (name or title).encode("utf-8", "replace"), content, len(content), encoded(options),
        ctypes.byref(handle), ctypes.byref(message),
    )
    _library.raise_for(status, _library.take(message), of_model=False)
    return Problem(handle)


def problems() -> list[ProblemKind]:
    """The problems that Dovetail knows; some have several kinds of instances, with one name."""
    pointer = ctypes.c_void_p()
    status = _library.lib.dovetail_problem_list(ctypes.byref(pointer))
    text = _library.take(pointer)
    _library.raise_for(status, text, of_model=False)

    def parameters(items: list[dict[str, Any]] | None) -> list[Parameter]:
        return [Parameter(**item) for item in items or ()]

    return [
        ProblemKind(
            item["name"], item["summary"], list(item["formats"]),
            {entry["name"]: entry["summary"] for entry in item["heuristics"]},
            parameters(item["questions"]),
            None if item["generator"] is None else parameters(item["generator"]),
        )
        for item in json.loads(text or "[]")
    ]


def generate(problem: str, **options: Any) -> str:
    """The text of a generated instance; ``problems()`` has the options of each problem's
    generator."""
    given = {key.replace("_", "-"): value for key, value in options.items()}
    text, message = ctypes.c_void_p(), ctypes.c_void_p()
    status = _library.lib.dovetail_problem_generate(
        problem.encode(), encoded(given), ctypes.byref(text), ctypes.byref(message)
    )
    made = _library.take(text)
    _library.raise_for(status, _library.take(message), of_model=False)
    return made or ""


def _content(source: Source) -> tuple[str, bytes, int | None]:
    """What a source is called, its bytes, and which instance a path chooses."""
    if isinstance(source, (bytes, bytearray, memoryview)):
        return "instance", bytes(source), None
    if isinstance(source, (str, os.PathLike)):
        path = Path(source)
        file, mark, digits = path.name.rpartition("#")
        if mark and digits.isdecimal() and not path.exists():
            return file, path.with_name(file).read_bytes(), int(digits)
        return path.name, path.read_bytes(), None
    content = source.read()
    name = getattr(source, "name", None)
    title = Path(name).name if isinstance(name, str) else "instance"
    return title, content.encode() if isinstance(content, str) else bytes(content), None


def _solution_text(solution: ProblemSolution | Mapping[str, Any] | str) -> str:
    if isinstance(solution, ProblemSolution):
        return solution.text
    if isinstance(solution, str):
        return solution
    if solution is None:
        raise TypeError("expected a solution, found none")
    return json.dumps(solution if "solution" in solution else {"solution": solution})


def _warm_start(solution: ProblemSolution | Mapping[str, Any] | str | None) -> str | None:
    return None if solution is None else _solution_text(solution)


def _limit(limit: float | Sequence[int] | None) -> Any:
    if limit is None or isinstance(limit, float):
        return limit
    return [integer(level) for level in limit] if isinstance(limit, Sequence) else integer(limit)


def _has_answer(result: ProblemResult) -> bool:
    return result.solution is not None or result.status == Status.INFEASIBLE
