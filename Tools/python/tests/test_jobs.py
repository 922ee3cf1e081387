"""Handlers, Ctrl-C, jobs, forks."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path
from typing import Any

import dovetail as dt
import pytest
from hard import contradiction, shop

HERE = Path(__file__).resolve().parent


def run(program: str, signals: list[float]) -> tuple[dict[str, str], float, str]:
    """Starts a program and interrupts it at some times after it has said ``ready``.

    Gives what it printed as ``key=value``, the seconds from the last signal to its end, and its
    errors.
    """
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", textwrap.dedent(program)], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, cwd=HERE,
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "ready"
    began = time.monotonic()
    for moment in signals:
        time.sleep(max(0.0, began + moment - time.monotonic()))
        process.send_signal(signal.SIGINT)
    sent = time.monotonic()
    output, errors = process.communicate(timeout=30)
    seconds = time.monotonic() - sent
    return dict(line.split("=", 1) for line in output.split("\n") if "=" in line), seconds, errors


def test_ctrl_c_gives_the_best_so_far() -> None:
    found, _, errors = run(
        """
        import time
        from hard import shop
        m = shop()
        print("ready")
        began = time.monotonic()
        r = m.solve(time_limit=60)
        print(f"seconds={time.monotonic() - began - 2}")
        print(f"status={r.status}")
        print(f"ending={r.ending}")
        print(f"objective={r.objective}")
        print(f"check={m.check(r)}")
        print(f"history={len(r.history) > 0}")
        """,
        [2.0],
    )
    assert found["status"] == "feasible", errors
    assert found["ending"] == "interrupt"
    assert float(found["seconds"]) < 1
    assert int(found["objective"]) > 0
    assert (found["check"], found["history"]) == ("None", "True")


@pytest.mark.parametrize("call", ["m.solve(time_limit=60)", "m.explain()", "list(m.solutions())"])
def test_ctrl_c_without_anything_to_give(call: str) -> None:
    found, _, errors = run(
        f"""
        import time
        from hard import contradiction
        m = contradiction()
        print("ready")
        began = time.monotonic()
        try:
            print(f"result={{{call}}}")
        except KeyboardInterrupt:
            print("raised=yes")
        print(f"seconds={{time.monotonic() - began - 1}}")
        """,
        [1.0],
    )
    assert found.get("raised") == "yes", (found, errors)
    assert float(found["seconds"]) < 1


def test_a_second_ctrl_c_is_raised() -> None:
    found, _, errors = run(
        """
        import time
        from hard import shop
        import dovetail.jobs as jobs
        m = shop()
        # A search that does not want to end.
        jobs.Job.stop = lambda job: None
        print("ready")
        began = time.monotonic()
        try:
            print(f"result={m.solve(time_limit=20)}")
        except KeyboardInterrupt:
            print(f"seconds={time.monotonic() - began - 1.5}")
        """,
        [1.0, 1.5],
    )
    assert float(found["seconds"]) < 1, (found, errors)


def test_ctrl_c_ends_a_problem(ft06: Path) -> None:
    found, _, errors = run(
        """
        import time, dovetail as dt
        p = dt.read(dt.generate("jobshop", jobs=30, machines=20).encode())
        print("ready")
        began = time.monotonic()
        r = p.solve(time_limit=60)
        print(f"seconds={time.monotonic() - began - 1.5}")
        print(f"valid={p.check(r.solution).valid}")
        print(f"ending={r.ending}")
        """,
        [1.5],
    )
    assert float(found["seconds"]) < 1, (found, errors)
    assert (found["valid"], found["ending"]) == ("True", "interrupt")


def test_a_program_ends_while_a_job_runs() -> None:
    began = time.monotonic()
    run(
        """
        from hard import shop
        job = shop().start(time_limit=60)
        print("ready")
        """,
        [],
    )
    assert time.monotonic() - began < 5


def test_handlers() -> None:
    m = shop(6, 5)
    solutions: list[dt.Solution] = []
    bounds: list[dt.Event] = []
    threads = set()

    def on_solution(solution: dt.Solution) -> None:
        threads.add(threading.get_ident())
        solutions.append(solution)

    result = m.solve(time_limit=20, on_solution=on_solution, on_bound=bounds.append)
    assert threads == {threading.get_ident()}
    assert solutions and solutions[-1].objective == result.objective
    objectives = [solution.objective or 0 for solution in solutions]
    assert objectives == sorted(objectives, reverse=True)
    assert all(m.check(solution) is None for solution in solutions)
    assert bounds and all(event.kind == "bound" for event in bounds)
    assert [event.kind for event in result.history].count("solution") == len(solutions)


def test_a_handler_stops_the_solve() -> None:
    began = time.monotonic()
    result = shop().solve(time_limit=60, on_solution=lambda solution: False)
    assert (result.status, result.ending) == ("feasible", "interrupt")
    assert time.monotonic() - began < 5


def test_an_exception_in_a_handler_is_raised() -> None:
    class OwnError(Exception):
        pass

    def handler(solution: Any) -> None:
        raise OwnError("of the handler")

    began = time.monotonic()
    for name in ("on_solution", "on_bound"):
        with pytest.raises(OwnError, match="of the handler"):
            shop().solve(time_limit=60, **{name: handler})
    assert time.monotonic() - began < 8


def test_a_handler_solves_another_model() -> None:
    inner = []

    def handler(solution: dt.Solution) -> bool:
        inner.append(shop(3, 3).solve().status)
        return False

    shop().solve(time_limit=30, on_solution=handler)
    assert inner == ["optimal"]


def test_jobs() -> None:
    m = shop()
    with m.start(time_limit=60) as job:
        assert not job.wait(0.01)
        events = job.events()
        for event in events:
            if event.kind == "solution":
                assert m.check(event.solution) is None
                break
        # The model may grow meanwhile.
        m.integer(0, 1)
    result = job.result()
    assert result.ending == "interrupt" and job.has_ended and job.wait()
    assert result is job.result()
    job.stop()


def test_the_model_grows_while_it_is_solved() -> None:
    m = dt.Model()
    x = m.integer(0, 9)
    m.maximize(x)
    job = m.start()
    y = m.integer(0, 9)
    m.add(x + y <= 3)
    assert job.result()[x] == 9
    assert m.solve()[x] == 3


def test_await() -> None:
    async def all_of_them() -> list[dt.Result]:
        return await asyncio.gather(*(job(seed) for seed in range(3)))

    async def job(seed: int) -> dt.Result:
        return await shop(3, 3, seed).start(workers=1)

    assert {result.status for result in asyncio.run(all_of_them())} == {dt.Status.OPTIMAL}


def test_an_awaited_job_is_cancelled() -> None:
    async def cancelled() -> float:
        task = asyncio.ensure_future(wait(shop().start(time_limit=60)))
        await asyncio.sleep(0.3)
        began = time.monotonic()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return time.monotonic() - began

    async def wait(job: dt.Job[dt.Result]) -> dt.Result:
        return await job

    assert asyncio.run(cancelled()) < 1


def test_jobs_off_the_main_thread() -> None:
    statuses = []
    threads = [
        threading.Thread(target=lambda: statuses.append(shop(3, 3).solve(workers=1).status))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == ["optimal"] * 4


def test_jobs_that_nobody_holds() -> None:
    before = threading.active_count()
    began = time.monotonic()
    for _ in range(3):
        shop().start(time_limit=60)
    gc.collect()
    assert time.monotonic() - began < 5
    while threading.active_count() > before and time.monotonic() - began < 10:
        time.sleep(0.05)
    assert threading.active_count() <= before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on this system")
def test_fork() -> None:
    found, _, errors = run(
        """
        import os
        from hard import shop
        job = shop().start(time_limit=60)
        job.wait(0.2)
        print("ready", flush=True)
        child = os.fork()
        if child == 0:
            # Here the parent's job is lost, and a new one runs.
            for call in (job.wait, job.result, job.stop, lambda: next(job.events())):
                try:
                    call()
                    print("lost=no", flush=True)
                    os._exit(1)
                except RuntimeError as error:
                    assert "fork" in str(error)
            del job
            os._exit(7 if shop(3, 3).solve().status == "optimal" else 2)
        _, status = os.waitpid(child, 0)
        print(f"child={os.waitstatus_to_exitcode(status)}")
        job.stop()
        print(f"parent={job.result().ending}")
        """,
        [],
    )
    assert found == {"child": "7", "parent": "interrupt"}, errors


def test_a_solve_of_a_contradiction_is_unknown_after_its_time() -> None:
    result = contradiction().solve(time_limit=0.3)
    assert (result.status, result.solution, result.ending) == ("unknown", None, "time limit")


def test_default_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    from dovetail.jobs import default_workers

    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {3}, raising=False)
    assert default_workers() == 1
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(64)), raising=False)
    assert default_workers() == 2
    m = dt.Model()
    m.integer(0, 1)
    assert m.solve().data["workers"] == 2
