"""The log of a solve, as a table."""

from __future__ import annotations

import html
import sys
from typing import Any

from .results import Event

_HEADER = f"{'time':>12}  {'found by':<24}{'objective':>14}{'bound':>14}{'gap':>11}"


class Log:
    """Prints events as lines of a table; in a notebook, as one display that is updated."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._display = _notebook_display()
        self._handle: Any = None

    def __call__(self, event: Event) -> None:
        """One more line."""
        gap = "-" if event.gap is None else f"{100 * event.gap:.2f}%"
        self._write(
            f"{event.time:>10.3f} s  {event.source:<24.24}{_number(event.objective):>14}"
            f"{_number(event.bound):>14}{gap:>11}"
        )

    def finish(self, status: object, objective: object, bound: object, time: float) -> None:
        """The last line."""
        self._write(
            f"{time:>10.3f} s  {status!s:<24.24}{_number(objective):>14}{_number(bound):>14}"
        )

    def _write(self, line: str) -> None:
        if self._display is None:
            if not self._lines:
                print(_HEADER)
            print(line, flush=True)
            self._lines = [line]
            return
        self._lines.append(line)
        content = _Table([_HEADER, *self._lines[-20:]])
        if self._handle is None:
            self._handle = self._display(content, display_id=True)
        elif self._handle is not True:
            self._handle.update(content)


class _Table:
    """Lines as text, and as what a notebook shows."""

    def __init__(self, lines: list[str]) -> None:
        self._text = "\n".join(lines)

    def __repr__(self) -> str:
        return self._text

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(self._text)}</pre>"


def _number(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_number, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _notebook_display() -> Any:
    """How a notebook shows things; ``None`` outside of one."""
    shell = sys.modules.get("IPython")
    if shell is None:
        return None
    current = shell.get_ipython()
    if current is None or not hasattr(current, "kernel"):
        return None
    from importlib import import_module

    return import_module("IPython.display").display
