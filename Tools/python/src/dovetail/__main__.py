"""``python -m dovetail`` is the command line: ``python -m dovetail solve ft10.txt``."""

from __future__ import annotations

import ctypes
import os
import sys

from ._library import lib, path


def main(arguments: list[str] | None = None) -> int:
    """Runs the command line of the library, once; gives its exit code."""
    command = getattr(lib, "dovetail_command", None)
    if command is None:
        print(f"python -m dovetail: {path()} has no command line; a wheel's has", file=sys.stderr)
        return 1
    words = [os.fsencode(word) for word in (sys.argv[1:] if arguments is None else arguments)]
    command.restype = ctypes.c_int32
    command.argtypes = [ctypes.c_int32, ctypes.POINTER(ctypes.c_char_p)]
    sys.stdout.flush()
    sys.stderr.flush()
    # What was printed is out, and threads of a solve that was stopped may still run.
    code: int = command(len(words), (ctypes.c_char_p * len(words))(*words))
    os._exit(code)


if __name__ == "__main__":
    raise SystemExit(main())
