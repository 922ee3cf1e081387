"""Puts the library into the wheel, and tells which systems it runs on."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class LibraryHook(BuildHookInterface[Any]):
    """Takes the library that ``DOVETAIL_LIBRARY`` names, else the one that is in ``src/dovetail/_lib`` already, else
    builds one in a clone of the repository."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        library = Path(self.root) / "src" / "dovetail" / "_lib" / "libCDovetail.so"
        named = os.environ.get("DOVETAIL_LIBRARY")
        if named:
            library.parent.mkdir(exist_ok=True)
            shutil.copyfile(named, library)
        repository = Path(self.root).parent.parent
        if not library.exists() and shutil.which("swift") and (repository / "Package.swift").exists():
            library.parent.mkdir(exist_ok=True)
            subprocess.run(
                [Path(self.root) / "packaging" / "build-library", library], check=True
            )
        if not library.exists():
            sys.exit(
                "dovetail-solver: there is no library to put into the package; install a wheel, or "
                "build one from a clone of the repository by Tools/python/build-wheel"
            )
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform_tag(library)}"


def platform_tag(library: Path) -> str:
    """The oldest Linux that has what the library asks of its C library (PEP 600)."""
    machine = platform.machine()
    if sys.platform != "linux":
        return f"{sys.platform}_{machine}"
    asked = [int(found) for found in re.findall(rb"\0GLIBC_2\.(\d+)\0", library.read_bytes())]
    return f"manylinux_2_{max(asked, default=17)}_{machine}"
