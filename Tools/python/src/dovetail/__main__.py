"""``python -m dovetail`` is the command line: ``python -m dovetail solve ft10.txt``."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path


def program() -> str | None:
    """The command line's program: the one that ``DOVETAIL_PROGRAM`` names, else the one in the
    package, else the one that is installed."""
    named = os.environ.get("DOVETAIL_PROGRAM")
    if named:
        return named
    own = Path(__file__).resolve().parent / "_lib" / "dovetail"
    return str(own) if own.exists() else shutil.which("dovetail")


def main() -> int:
    """Becomes the program; returns only where there is none."""
    found = program()
    if found is None:
        print(
            "python -m dovetail: the package has no program; install a wheel, or name one by the "
            "environment variable DOVETAIL_PROGRAM",
            file=sys.stderr,
        )
        return 1
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(found, [found, *sys.argv[1:]])


if __name__ == "__main__":
    raise SystemExit(main())
