"""The programs of the README run, and say what they say that they say."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import dovetail as dt
import pytest
from places import PACKAGE, REPOSITORY

OPTIONAL = {"numpy", "pandas", "pyjobshop", "cpmpy"}


def test_readme(
    ft06: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(ft06, tmp_path)
    text = (PACKAGE / "README.md").read_text()
    blocks = re.findall(r"```python\n(.*?)```", text, flags=re.S)
    assert len(blocks) > 10
    names: dict[str, Any] = {}
    for block in blocks:
        try:
            exec(compile(block, "README.md", "exec"), names)
        except ModuleNotFoundError as error:
            assert (error.name or "").partition(".")[0] in OPTIONAL, block
            continue
        out = capsys.readouterr().out.splitlines()
        for line, said in zip(
            re.findall(r"^print\(.*$", block, flags=re.M), out[-block.count("\nprint(") :]
        ):
            expected = line.partition("# ")[2].strip()
            assert not expected or said == expected, line


def test_first_page(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = REPOSITORY / "README.md"
    if not page.exists():
        pytest.skip("the first page is in the repository only")
    monkeypatch.chdir(REPOSITORY)
    blocks = re.findall(r"```python\n(.*?)```", page.read_text(), flags=re.S)
    assert len(blocks) == 1
    exec(compile(blocks[0], "README.md", "exec"), {})
    printed = re.findall(r"^print\(.*$", blocks[0], flags=re.M)
    expected = [line.partition("# ")[2] for line in printed]
    assert capsys.readouterr().out.splitlines() == expected


def test_all_constraints_are_in_the_table() -> None:
    text = (PACKAGE / "README.md").read_text().partition("## Constraints")[2]
    methods = {
        name
        for kind in dt.Model.__mro__
        if kind.__name__.endswith("Constraints")
        for name in vars(kind)
        if not name.startswith(("_", "equal_")) and name not in ("at_least_one", "interval")
    } - {"true_literal", "false_literal"}
    assert {name for name in methods if not re.search(rf"`[^`]*\b{name}\b", text)} == set()
