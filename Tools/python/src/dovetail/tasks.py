"""Solutions of problems as tables."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any
from xml.etree import ElementTree


_HAS_MACHINES = ("jobshop", "schedule")
_HAS_TASKS = (*_HAS_MACHINES, "rcpsp", "tardiness")


def bars(svg: str, kind: str) -> list[dict[str, Any]]:
    """The tasks in the chart of a schedule, with their starts and ends; none of other problems'
    pictures.

    Of shops also job and machine; a task on several machines comes once for each.
    """
    if kind not in _HAS_TASKS:
        return []
    found = []
    for element in ElementTree.fromstring(svg.encode()).iter():
        start, end = element.get("data-start"), element.get("data-end")
        if start is None or end is None:
            continue
        title = next((child.text or "" for child in element if child.tag.endswith("title")), "")
        job, machine = element.get("data-group"), element.get("data-row")
        # The title goes on with what the columns say.
        name = re.split(r"(?:, |: )-?[0-9.]+ to ", title)[0]
        for known in (f", {machine}", f", job {job}"):
            name = name.removesuffix(known)
        row: dict[str, Any] = {"task": name}
        if kind in _HAS_MACHINES:
            row |= {"job": job, "machine": machine}
        found.append(row | {"start": _number(start), "end": _number(end)})
    return found


def records(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows that the data of a solution has, where it is no schedule."""
    for value in data.values():
        if isinstance(value, list) and value and all(isinstance(row, dict) for row in value):
            return value
    values = data.get("values")
    if isinstance(values, dict):
        return [{"variable": name, "value": value} for name, value in values.items()]
    lists = {
        key: value for key, value in data.items() if isinstance(value, list) and value
    }
    count = max(map(len, lists.values()), default=0)
    return [
        {key: value[place] for key, value in lists.items() if len(value) == count}
        for place in range(count)
    ]


def table(rows: list[dict[str, Any]]) -> Any:
    """A table of pandas."""
    return import_module("pandas").DataFrame(rows)


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)
