"""The tests of the adapter for CPMpy; none where CPMpy is not installed."""

from __future__ import annotations

import importlib.util

# A folder by the name of a package is found too, but has no modules.
_package = importlib.util.find_spec("cpmpy")
_is_installed = _package is not None and _package.origin is not None

collect_ignore = ["upstream"]
if not _is_installed:
    collect_ignore_glob = ["test_*.py"]
