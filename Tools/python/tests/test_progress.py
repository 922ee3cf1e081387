"""The log, in a terminal and in a notebook."""

from __future__ import annotations

import sys
import types
from typing import Any

import dovetail as dt
import pytest
from hard import shop


def test_in_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    shop(4, 4).solve(log=True)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["time", "found", "by", "objective", "bound", "gap"]
    assert len(lines) > 2 and all(len(line) <= 80 for line in lines)
    assert lines[-1].split()[2] == "optimal"
    assert lines[-1].split()[-2:] == [lines[-1].split()[-1]] * 2


def test_of_a_problem(capsys: pytest.CaptureFixture[str]) -> None:
    text = dt.generate("pods", nodes=4)
    dt.read(text.encode()).solve(log=True, time_limit=2)
    assert "found by" in capsys.readouterr().out


def test_without_a_log(capfd: pytest.CaptureFixture[str]) -> None:
    shop(4, 4).solve()
    assert capfd.readouterr() == ("", "")


def test_in_a_notebook(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown: list[Any] = []
    updates: list[Any] = []

    class Handle:
        def update(self, content: Any) -> None:
            updates.append(content)

    def display(content: Any, display_id: bool = False) -> Handle:
        assert display_id
        shown.append(content)
        return Handle()

    shell = types.ModuleType("IPython")
    shell.get_ipython = lambda: types.SimpleNamespace(kernel=1)  # type: ignore[attr-defined]
    module = types.ModuleType("IPython.display")
    module.display = display  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "IPython", shell)
    monkeypatch.setitem(sys.modules, "IPython.display", module)
    shop(4, 4).solve(log=True)
    assert len(shown) == 1 and updates
    last = updates[-1]
    assert "<pre>" in last._repr_html_() and "optimal" in repr(last)
    assert capsys.readouterr().out == ""
