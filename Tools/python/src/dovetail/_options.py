"""Options of a solve, as the library reads them."""

from __future__ import annotations

import json
import math
from typing import Any

from ._integers import integer


def seconds(value: Any) -> float | None:
    """A limit of time; ``None`` for none."""
    if value is None:
        return None
    number = float(value)
    if math.isnan(number) or number < 0:
        raise ValueError(f"expected a limit of time from 0 on, found {value!r}")
    return None if math.isinf(number) else number


def whole(value: Any) -> int | None:
    """An integer; ``None`` for none."""
    return None if value is None else integer(value)


def ratio(value: Any) -> float:
    """A share from 0 on."""
    number = float(value)
    if not 0 <= number < math.inf:
        raise ValueError(f"expected a gap from 0 on, found {value!r}")
    return number


def encoded(options: dict[str, Any]) -> bytes:
    """In JSON, without what is not given."""
    given = {key: value for key, value in options.items() if value is not None}
    return json.dumps(given, allow_nan=False).encode()
