"""Pictures, as SVG."""

from __future__ import annotations

from os import PathLike
from pathlib import Path


class Picture:
    """A picture that a notebook shows."""

    __slots__ = ("svg",)

    def __init__(self, svg: str) -> None:
        self.svg = svg
        """The text of an SVG file."""

    def _repr_svg_(self) -> str:
        return self.svg

    def save_svg(self, path: str | PathLike[str]) -> None:
        """Writes it to a file."""
        Path(path).write_text(self.svg, encoding="utf-8")

    def __repr__(self) -> str:
        return f"<picture of {len(self.svg)} bytes>"
