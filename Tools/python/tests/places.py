"""Where the tests find what they look at."""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
# Where the tests are a copy, the environment says where the repository is.
REPOSITORY = Path(os.environ.get("DOVETAIL_REPOSITORY", PACKAGE.parent.parent)).resolve()
