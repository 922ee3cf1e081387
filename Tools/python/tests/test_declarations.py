"""Functions, opcodes and statuses here are those of the C header."""

from __future__ import annotations

import ctypes
import re
from pathlib import Path
from typing import Any

from dovetail import _library, _rows

KINDS: dict[Any, str] = {
    ctypes.c_int32: "int32", ctypes.c_char_p: "text", ctypes.c_void_p: "pointer",
    ctypes.c_size_t: "size", ctypes.c_double: "double", ctypes.c_int64: "int64", None: "void",
    ctypes.POINTER(ctypes.c_int64): "pointer", ctypes.POINTER(ctypes.c_int32): "pointer",
    ctypes.POINTER(ctypes.c_void_p): "pointer", ctypes.POINTER(ctypes.c_size_t): "pointer",
}

# Of other uses than models and problems.
ELSEWHERE = re.compile(r"dovetail_(interruption|pods|place)_\w+")


def kind(text: str) -> str:
    words = text.strip()
    if words.endswith("]") or words.count("*") == 1 and "char" not in words:
        return "pointer"
    if "*" in words:
        return "text" if words.count("*") == 1 and "const" in words else "pointer"
    for name in ("int32", "int64", "size", "double", "void"):
        if words.startswith((name + "_t", name)):
            return name
    raise AssertionError(f"{text} is of no known type")


def test_functions(header: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", header.read_text(), flags=re.S)
    found = {}
    for result, name, given in re.findall(
        r"^((?:const )?\w+ \*?)(dovetail_\w+)\(([^)]*)\);", text, flags=re.M
    ):
        if ELSEWHERE.fullmatch(name):
            continue
        arguments = [] if given.strip() == "void" else [kind(part) for part in given.split(",")]
        found[name] = (kind(result), arguments)
    known = {
        name: (KINDS[result], [KINDS[argument] for argument in arguments])
        for name, (result, arguments) in _library.SIGNATURES.items()
    }
    # A text that is freed is passed as a plain pointer.
    found["dovetail_free"] = ("void", ["pointer"])
    assert known == found


def numbers(header: Path, prefix: str) -> dict[str, int]:
    text = header.read_text()
    return {
        name: int(value)
        for name, value in re.findall(rf"\bDOVETAIL_{prefix}(\w+) = (\d+)", text)
    }


def test_opcodes(header: Path) -> None:
    rows = numbers(header, "ROW_")
    assert len(rows) > 50
    for name, value in rows.items():
        assert getattr(_rows, name) == value
    for name, value in numbers(header, "DERIVED_").items():
        assert getattr(_rows, f"DERIVED_{name}") == value
    for name, value in numbers(header, "NAME_").items():
        assert getattr(_rows, f"NAME_{name}") == value
    for name in ("MINIMIZE", "MAXIMIZE", "SATISFY"):
        assert getattr(_rows, name) == numbers(header, "")[name]


def test_statuses(header: Path) -> None:
    known = numbers(header, "")
    for name in ("OK", "INVALID_ARGUMENT", "INVALID_INPUT", "INTERNAL_ERROR", "ABI_VERSION"):
        assert getattr(_library, name) == known[name]
