"""Solves that are under way."""

from __future__ import annotations

import atexit
import ctypes
import json
import os
import threading
import time
import weakref
from collections.abc import Callable, Generator, Iterator
from types import TracebackType
from typing import Any, Generic, TypeVar

from . import _library
from .results import Event

R = TypeVar("R")

SLICE = 0.1
"""Seconds of one wait in the library: signals are handled between two."""

_NOTHING_NEW, _EVENT, _ENDED = range(3)

_jobs: weakref.WeakSet[Job[Any]] = weakref.WeakSet()
_is_exiting = False


def _note_exit() -> None:
    global _is_exiting
    _is_exiting = True


def _lose_jobs() -> None:
    for job in _jobs:
        job._is_lost = True


atexit.register(_note_exit)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_lose_jobs)


def default_workers() -> int:
    """Two, or as many cores as this process may use, if that is one."""
    affinity = getattr(os, "sched_getaffinity", None)
    return max(1, min(2, len(affinity(0)) if affinity is not None else os.cpu_count() or 1))


class Job(Generic[R]):
    """A solve on threads of its own. Nothing calls back: events wait to be taken.

    As a context manager it is stopped at the end of the block, and its result is still there.
    ``await job`` gives the result. A job does not survive a fork: in the child it is lost.
    """

    def __init__(
        self, handle: ctypes.c_void_p, read: Callable[[Job[R], Any], Any],
        finish: Callable[[Job[R], dict[str, Any], list[Event]], R],
    ) -> None:
        self._handle = handle
        self._read = read
        self._finish = finish
        self._history: list[Event] = []
        self._has_ended = False
        self._is_lost = False
        self._result: R | None = None
        self._lock = threading.RLock()
        _jobs.add(self)

    # The library

    def _check(self) -> None:
        if self._is_lost:
            raise RuntimeError("the job is lost: it belongs to the process before the fork")

    def _poll(self, seconds: float, wants_solution: bool) -> Event | None:
        """The next event, at most so many seconds from now; ``None`` where there is none, or at
        the end."""
        self._check()
        with self._lock:
            if self._has_ended:
                return None
            state = ctypes.c_int32()
            _library.raise_for(
                _library.lib.dovetail_job_wait(self._handle, seconds, ctypes.byref(state)), None,
                of_model=False,
            )
            if state.value == _ENDED:
                self._has_ended = True
            if state.value != _EVENT:
                return None
            pointer = ctypes.c_void_p()
            _library.lib.dovetail_job_event(self._handle, ctypes.byref(pointer))
            text = _library.take(pointer)
            if text is None:
                return None
            data = json.loads(text)
            kind = data.get("event", "")
            solution = None
            if kind == "solution" and wants_solution:
                solution = self._read(self, data.get("objective"))
            event = Event(
                kind, data.get("time", 0.0), data.get("objective"), data.get("bound"),
                data.get("gap"), data.get("source", ""), solution,
            )
            self._history.append(event)
            return event

    # The caller

    @property
    def has_ended(self) -> bool:
        """Whether all events were taken and none will come."""
        return self._has_ended

    def wait(self, timeout: float | None = None) -> bool:
        """Waits for the end, at most so many seconds; gives whether it has ended. Events go to
        the history."""
        limit = time.monotonic() + (float("inf") if timeout is None else max(0.0, timeout))
        while not self._has_ended:
            remaining = limit - time.monotonic()
            self._poll(max(0.0, min(SLICE, remaining)), False)
            if remaining <= 0:
                break
        return self._has_ended

    def events(self) -> Iterator[Event]:
        """Solutions, with ``event.solution``, and bounds as they come, until the end."""
        while not self._has_ended:
            event = self._poll(SLICE, True)
            if event is not None:
                yield event

    def stop(self) -> None:
        """Ends it soon, with what it has."""
        self._check()
        if not self._has_ended:
            _library.lib.dovetail_job_stop(self._handle)

    def result(self) -> R:
        """Waits for the end; what was found and proved."""
        if self._result is None:
            self._check()
            self.wait()
            with self._lock:
                if self._result is None:
                    self._result = self._finish(self, self._summary(), self._history)
        return self._result

    def _summary(self) -> dict[str, Any]:
        pointer = ctypes.c_void_p()
        status = _library.lib.dovetail_job_result(self._handle, ctypes.byref(pointer))
        text = _library.take(pointer) or "{}"
        data: dict[str, Any] = json.loads(text)
        _library.raise_for(status, data.get("error"), of_model=False)
        return data

    def __enter__(self) -> Job[R]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._is_lost:
            self.stop()

    def __await__(self) -> Generator[Any, None, R]:
        return self._awaited().__await__()

    async def _awaited(self) -> R:
        # Not with the package: it takes as long as all the rest of it.
        import asyncio

        try:
            while not self._has_ended:
                if self._poll(0.0, False) is None and not self._has_ended:
                    await asyncio.sleep(SLICE / 4)
        except BaseException:
            self.stop()
            raise
        return self.result()

    def __del__(self) -> None:
        handle = getattr(self, "_handle", None)
        if handle is None or not handle.value or self._is_lost or _is_exiting:
            return
        if self._has_ended:
            _library.lib.dovetail_job_destroy(handle)
            return
        # It may take a moment to end, which nobody should wait for.
        _library.lib.dovetail_job_stop(handle)
        try:
            threading.Thread(
                target=_library.lib.dovetail_job_destroy, args=(handle,), daemon=True
            ).start()
        except RuntimeError:
            return


Handler = Callable[[Any], Any]


def drive(
    job: Job[R], on_solution: Handler | None, on_bound: Handler | None,
    log: Callable[[Event], None] | None, has_solution: Callable[[R], bool],
) -> R:
    """Waits for a job on the caller's thread, which handlers run on as well.

    A handler that returns ``False`` stops the job, and none is called any more; what it raises
    stops it and is raised. The first Ctrl-C stops the job and gives the best that it has; a
    second one, or one where there is nothing to give, is raised.
    """
    is_interrupted = False
    is_refused = False
    while True:
        try:
            while not job.has_ended:
                event = job._poll(SLICE, on_solution is not None)
                if event is None or is_interrupted:
                    continue
                if log is not None:
                    log(event)
                handler = on_solution if event.kind == "solution" else on_bound
                given = event.solution if event.kind == "solution" else event
                if handler is None or given is None or is_refused:
                    continue
                if handler(given) is False:
                    is_refused = True
                    job.stop()
            result = job.result()
            break
        except KeyboardInterrupt:
            job.stop()
            if is_interrupted:
                raise
            is_interrupted = True
        except BaseException:
            job.stop()
            raise
    if is_interrupted and not has_solution(result):
        raise KeyboardInterrupt
    return result
