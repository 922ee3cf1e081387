"""What a solve takes and gives."""

from __future__ import annotations

import itertools
from array import array

import dovetail as dt
import pytest
from hard import shop


def knapsack() -> tuple[dt.Model, list[dt.BoolVar]]:
    m = dt.Model("knapsack")
    takes = list(m.booleans(4, "takes"))
    m.add(dt.dot([5, 4, 3, 4], takes) <= 9)
    m.maximize(dt.dot([6, 5, 5, 3], takes))
    return m, takes


def test_result() -> None:
    m, takes = knapsack()
    x = m.integer(3, 3, "x")
    result = m.solve(time_limit=10, seed=3)
    assert result.status == dt.Status.OPTIMAL == "optimal"
    assert f"{result.status}" == "optimal"
    assert (result.objective, result.bound, result.gap, result.ending) == (11, 11, 0, "proof")
    assert 0 <= result.time < 10
    assert result[takes] == [True, result[takes[1]], result[takes[2]], False]
    assert result[x] == 3 and type(result[x]) is int and type(result[takes[0]]) is bool
    assert result[2 * x + takes[0]] == 7
    assert result[~takes[0]] is False
    assert result[x >= 3] is True and result[(x != 3) | takes[3]] is False
    assert result[takes[0] ^ takes[3]] is True
    assert result.solution is not None and m.check(result.solution) is None
    assert m.check(result) is None
    assert result.core == [] and not result.is_core_minimal
    assert "optimal" in repr(result) and "11" in repr(result.solution)


def test_no_objective() -> None:
    m = dt.Model()
    x = m.integer(2, 5)
    m.minimize(x)
    m.satisfy()
    result = m.solve()
    assert (result.status, result.objective, result.bound) == ("optimal", None, None) or (
        result.status == "feasible"
    )
    m.maximize(x)
    assert m.solve().objective == 5


def test_an_empty_model() -> None:
    assert dt.Model().solve().solution is not None


def test_check_names_what_is_broken() -> None:
    m, takes = knapsack()
    assert m.check([0, 1, 1, 0]) is None
    reason = m.check([1, 1, 1, 1])
    assert reason is not None and "constraint 0" in reason
    assert m.check([2, 0, 0, 0]) is not None


def test_hints() -> None:
    m = dt.Model()
    x, b = m.integer(0, 9), m.boolean()
    a = m.interval((1, 4), start=(0, 9), presence=~b)
    m.hint({x: 7, ~b: True, a: (3, 5)})
    assert "hint x0 7" in m.export()
    result = m.solve()
    assert (result[x], result[b], result[a]) == (7, False, (3, 5))
    again = m.solve(hint={x: 2, a: None})
    assert (again[x], again[a]) == (2, None)
    assert m.solve(hint=result)[x] == 7
    assert result.solution is not None and m.solve(hint=result.solution)[x] == 7
    assert m.solve(hint={a: 4, b: 0})[a.start] == 4


def test_assumptions_and_cores() -> None:
    m = dt.Model()
    a, b, c = m.booleans(3)
    m.add(a.implies(~b))
    result = m.solve(assume=[c, a, b])
    assert result.status == "infeasible"
    assert set(result.core) == {a, b} and result.is_core_minimal
    assert m.solve(assume=[a, ~b]).core == []
    assert m.solve(assume=[a])[b] is False
    m.clause([a])
    assert m.solve(assume=[~a]).core == [~a]


def test_all_solutions() -> None:
    m = dt.Model()
    x = m.integers(3, 0, 2)
    m.all_different(x)
    search = m.solutions()
    assert not search.is_complete
    found = {tuple(solution[x]) for solution in search}
    assert found == set(itertools.permutations(range(3)))
    assert search.is_complete and search.count == 6
    assert search.result is not None and search.result.data["count"] == 6
    assert next(search, None) is None


def test_some_solutions() -> None:
    m = dt.Model()
    x = m.integers(3, 0, 9)
    few = m.solutions(limit=4)
    assert len(list(few)) == 4 and not few.is_complete
    some = m.solutions(of=[x[1]], seed=2, workers=2, time_limit=30)
    assert sorted(solution[x[1]] for solution in some) == list(range(10))
    with m.solutions() as search:
        for _ in search:
            break
    assert search.count == 1
    assert list(m.solutions(limit=0)) == []


def test_many_solutions() -> None:
    m = dt.Model()
    x = m.integers(4, 0, 9)
    search = m.solutions()
    assert len({tuple(solution[x]) for solution in search}) == 10_000
    assert search.is_complete


def test_no_solutions() -> None:
    m = dt.Model()
    m.add(m.integer(0, 1) >= 2)
    search = m.solutions()
    assert list(search) == [] and search.is_complete


def test_explanations() -> None:
    m = dt.Model("contradiction", horizon=8)
    cut, drill, paint = (
        m.interval(length, name=name) for length, name in ((3, "cut"), (4, "drill"), (2, "paint"))
    )
    with m.named("one machine"):
        m.no_overlap([cut, drill])
    m.add(paint.start >= drill.end + 1, name="paint is dry")
    with m.named("shift"):
        with m.named("ends at 8"):
            for task in (cut, drill, paint):
                m.add(task.end <= 8)
    with m.named("cut comes last"):
        m.precede(drill, cut)
        m.precede(paint, cut)
    why = m.explain()
    assert why is not None and why.is_minimal
    assert {group.name for group in why.groups} == {
        "paint is dry", "shift, ends at 8", "cut comes last"
    }
    assert all(group.constraints for group in why.groups)
    assert "cut comes last" in str(why)


def test_nothing_to_explain() -> None:
    m, _ = knapsack()
    assert m.explain() is None


def test_words() -> None:
    m = shop(3, 3)
    m.add(m.boolean() | m.boolean())
    words = m.words()
    assert isinstance(words, array)
    for given in (words, list(words), words.tobytes()):
        same = dt.Model.from_words(given)
        assert same.words() == words
        assert same.variable_count == m.variable_count
        assert len(same.intervals) == len(m.intervals) == same.interval_count
        first, second = m.solve(), same.solve()
        assert first.objective == second.objective
        assert [first[a.presence] if a.presence is not None else None for a in m.intervals] == [
            second[a.presence] if a.presence is not None else None for a in same.intervals
        ]
        ends = [end for a in same.intervals if (end := second[a]) is not None]
        assert max(end for _, end in ends) == second.objective


def test_intervals_of_words() -> None:
    m = dt.Model()
    x, b = m.integer(1, 2), m.boolean()
    m.interval(2 * x + 1, start=3, presence=~b)
    m.add(b == 0)
    same = dt.Model.from_words(m.words())
    (a,) = same.intervals
    result = same.solve()
    times = result[a]
    assert times is not None and times[1] - times[0] == result[a.duration] in (3, 5)


def test_a_model_grows_after_words() -> None:
    m = dt.Model()
    m.append([1, 5, 2, 0, 0, 4, 4])
    x, y = m.variable(0), m.variable(1)
    z = m.integer(0, 9)
    m.add(x + y + z == 17)
    assert m.solve()[[x, y, z]] == [4, 4, 9]
    assert m.bounds(x) == (0, 4)


def test_texts() -> None:
    m, _ = knapsack()
    text = m.export()
    assert text.startswith('dovetail-model 1\nname "knapsack"\n') and '"takes[3]"' in text
    assert "ROWS" in m.export("mps") and "imize" in m.export("lp")
    p = dt.read(text.encode(), problem="model")
    assert p.solve().objective == 11


def test_names() -> None:
    m = dt.Model("names")
    x, y = m.integer(0, 1, 'a "b"\n'), m.integer(0, 1)
    v = m.integers(2, 0, 1, "v")
    assert (x.name, y.name, v[1].name) == ('a "b"\n', "x1", "v[1]")
    m.add(2 * x - v[1] + 3 <= 4)
    assert repr(x + 1 <= v[0]) == 'a "b"\n - v[0] <= -1'
    assert str(-x - 3) == '-a "b"\n - 3'
    assert '"v[1]"' in m.export()
    z = m.integer(0, 1, "later")
    assert '"later"' in m.export() and z.name == "later"


def test_views() -> None:
    m = dt.Model()
    v = m.integers(1_000_000, 0, [3] * 1_000_000, "v")
    assert len(v) == 1_000_000 and v[-1].index == 999_999
    part = v[10:20:2]
    assert [x.index for x in part] == [10, 12, 14, 16, 18]
    assert v[7] in v and v[8] not in part and v.index(v[7]) == 7 and v.count(v[3]) == 1
    with pytest.raises(IndexError):
        _ = v[1_000_000]
    with pytest.raises(ValueError):
        part.index(v[11])
    assert v.indices == range(1_000_000)
    assert isinstance(m.booleans(2)[0], dt.BoolVar)


def test_a_million_rows() -> None:
    numpy = pytest.importorskip("numpy")
    count = 20_000
    m = dt.Model()
    v = m.integers(1000, 0, 5)
    names = numpy.arange(3 * count) % 1000
    m.add_linear_rows(
        numpy.arange(count + 1) * 3, names, numpy.ones(3 * count, dtype=int), "<=",
        numpy.full(count, 4),
    )
    m.maximize(v[0])
    assert m.solve(time_limit=60, objective_limit=4)[v[0]] == 4


def test_limits() -> None:
    m = shop()
    assert m.solve(time_limit=0.2).ending == "time limit"
    assert m.solve(gap=10, time_limit=20).ending == "gap limit"
    result = m.solve(objective_limit=5000, time_limit=60)
    assert result.ending == "objective limit"
    assert result.objective is not None and result.objective <= 5000
    assert m.solve(conflict_limit=5, workers=1, time_limit=5).ending is not None
    assert m.solve(time_limit=0).status in ("unknown", "feasible")


def test_deterministic() -> None:
    m = shop(8, 5)
    first, second = (m.solve(deterministic=True, time_limit=20, seed=4) for _ in range(2))
    assert first.solution is not None and second.solution is not None
    assert first.solution.values == second.solution.values


def test_pandas() -> None:
    pytest.importorskip("pandas")
    m = dt.Model()
    a, b = m.interval(2, start=1, name="a"), m.interval(2, presence=m.boolean())
    m.add(~b.presence if b.presence is not None else True)
    solution = m.solve().solution
    assert solution is not None
    table = solution.to_pandas()
    assert table.to_dict("records") == [{"interval": "a", "start": 1, "end": 3, "duration": 2}]


def test_copies() -> None:
    import copy
    import pickle

    m, _ = knapsack()
    with pytest.raises(TypeError, match="words"):
        copy.deepcopy(m)
    with pytest.raises(TypeError, match="words"):
        pickle.dumps(m)
