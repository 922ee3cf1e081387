"""Problems that Dovetail knows."""

from __future__ import annotations

import io
import json
from pathlib import Path

import dovetail as dt
import pytest

SHOP = b"2 2\n0 3 1 2\n1 4 0 1\n"


def test_sources(ft06: Path) -> None:
    text = ft06.read_text()
    for source in (
        ft06, str(ft06), text.encode(), io.StringIO(text), io.BytesIO(text.encode()),
        memoryview(text.encode()),
    ):
        p = dt.read(source)  # type: ignore[arg-type]
        assert (p.kind, p.sense, p.bound) == ("jobshop", "min", 47)
    with ft06.open() as file:
        assert dt.read(file).name == "ft06"
    assert dt.read(text.encode(), name="mine.txt").name == "mine"


def test_a_file_of_several(ft06: Path, tmp_path: Path) -> None:
    several = tmp_path / "several.txt"
    several.write_text("instance a\n2 1\n0 3\n0 4\n\ninstance b\n" + ft06.read_text())
    with pytest.raises(dt.InputError):
        dt.read(several)
    for p in (dt.read(f"{several}#2"), dt.read(several, instance=2)):
        assert p.solve(time_limit=20).objective == 55
    assert dt.read(several.read_bytes(), instance=1).solve(time_limit=20).objective == 7
    for number in (0, 3):
        with pytest.raises(ValueError):
            dt.read(several, instance=number)


def test_solve(ft06: Path, tmp_path: Path) -> None:
    p = dt.read(ft06)
    seen = []
    r = p.solve(time_limit=20, on_solution=seen.append)
    assert (r.status, r.objective, r.bound, r.gap) == ("optimal", 55, 55, 0)
    assert r.solution is not None and r.ending is not None and r.warnings == []
    assert [solution.objective for solution in seen][-1] == 55
    assert all(p.check(solution) for solution in seen)
    assert p.check(r.solution) == dt.Check(True, 55, None)
    assert p.check(r.solution.data).valid and p.check(r.solution.text).valid
    assert r.solution.data["makespan"] == 55
    assert r.history and "jobshop" in repr(p) and "55" in repr(r.solution)
    r.solution.save(tmp_path / "a.json")
    assert json.loads((tmp_path / "a.json").read_text())["objective"] == 55
    r.solution.save_svg(tmp_path / "a.svg")
    assert (tmp_path / "a.svg").read_text().count("<rect") > 36
    assert r.solution._repr_svg_().startswith("<?xml") and p.plot(r.solution)._repr_svg_()
    rows = r.solution.rows()
    assert len(rows) == 36
    assert rows[1] == {
        "task": "job 0, operation 1", "job": "job 0", "machine": "machine 0",
        "start": rows[1]["start"], "end": rows[1]["start"] + 3,
    }
    assert max(row["end"] for row in rows) == 55


def test_options(ft06: Path) -> None:
    p = dt.read(ft06)
    best = p.solve(time_limit=20).solution
    assert best is not None
    warm = p.solve(warm_start=best, objective_limit=55, time_limit=20)
    # Whichever comes first.
    assert warm.objective == 55 and warm.ending in ("objective limit", "proof")
    assert p.solve(engine="cp", time_limit=20).objective == 55
    tabu = p.solve(heuristic="tabu", time_limit=0.3)
    assert {event.source for event in tabu.history if event.kind == "solution"} >= {"tabu search"}
    near = p.solve(deterministic=True, workers=1, gap=1.0, time_limit=20)
    assert near.ending == "gap limit"
    with p.start(time_limit=20) as job:
        kinds_of_events = {event.kind for event in job.events()}
    assert job.result().objective == 55 and "solution" in kinds_of_events


def kinds() -> dict[str, dt.ProblemKind]:
    return {kind.name: kind for kind in dt.problems()}


def test_list() -> None:
    known = kinds()
    assert {"jobshop", "rcpsp", "schedule", "mip", "pods", "memory", "model"} <= set(known)
    shop = known["jobshop"]
    assert shop.summary and shop.formats and shop.heuristics and shop.generator
    jobs = next(option for option in shop.generator if option.name == "jobs")
    assert jobs.kind == "integer" and jobs.summary


@pytest.mark.parametrize("name", ["jobshop", "rcpsp", "schedule", "tardiness", "pods", "mip"])
def test_generate(name: str) -> None:
    text = dt.generate(name, seed=2)
    assert text == dt.generate(name, seed=2) != dt.generate(name, seed=3)
    p = dt.read(text.encode(), problem=name)
    r = p.solve(time_limit=3)
    assert r.solution is not None and p.check(r.solution).valid
    assert p.plot(r.solution).svg
    assert r.solution.rows()


def test_questions() -> None:
    text = dt.generate("memory", buffers=8).encode()
    p = dt.read(text, problem="memory", capacity=1 << 30)
    assert p.solve(time_limit=5).solution is not None
    assert dt.generate("pods", pods_per_node=2) != dt.generate("pods", pods_per_node=3)


def test_levels() -> None:
    p = dt.read(dt.generate("pods", nodes=3).encode())
    r = p.solve(time_limit=3)
    assert isinstance(r.objective, list)


def test_an_infeasible_instance() -> None:
    text = "id,lower,upper,size\n0,0,4,3\n1,0,4,3\n"
    r = dt.read(text.encode(), capacity=4).solve(time_limit=5)
    assert (r.status, r.solution) == ("infeasible", None)


def test_pandas(ft06: Path) -> None:
    pytest.importorskip("pandas")
    solution = dt.read(ft06).solve(time_limit=20).solution
    assert solution is not None
    table = solution.to_pandas()
    assert list(table.columns) == ["task", "job", "machine", "start", "end"]
    assert table["end"].max() == 55 and len(table) == 36
