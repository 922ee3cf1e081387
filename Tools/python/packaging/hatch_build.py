"""Puts the library and the program into the wheel, and tells which systems it runs on."""

from __future__ import annotations

import os
import platform
import re
import shutil
import stat
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FILES = {
    "DOVETAIL_LIBRARY": "libCDovetail.so",
    "DOVETAIL_PROGRAM": "dovetail",
    "DOVETAIL_YAML": "libDovetailYAML.so",
}


class LibraryHook(BuildHookInterface[Any]):
    """Takes what the environment names, else what is in ``src/dovetail/_lib`` already."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        folder = Path(self.root) / "src" / "dovetail" / "_lib"
        for variable, name in FILES.items():
            named = os.environ.get(variable)
            if named:
                folder.mkdir(exist_ok=True)
                shutil.copyfile(named, folder / name)
        if not (folder / FILES["DOVETAIL_LIBRARY"]).exists():
            sys.exit(
                "dovetail-solver: there is no library to put into the package; install a wheel, or "
                "build one from a clone of the repository by Tools/python/build-wheel"
            )
        program = folder / FILES["DOVETAIL_PROGRAM"]
        if program.exists():
            program.chmod(program.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform_tag(folder)}"


def platform_tag(folder: Path) -> str:
    """The oldest Linux that has what the binaries ask of its C library (PEP 600)."""
    machine = platform.machine()
    if sys.platform != "linux":
        return f"{sys.platform}_{machine}"
    asked = [
        int(found)
        for name in FILES.values()
        if (folder / name).exists()
        for found in re.findall(rb"GLIBC_2\.(\d+)\b", (folder / name).read_bytes())
    ]
    return f"manylinux_2_{max(asked, default=17)}_{machine}"
