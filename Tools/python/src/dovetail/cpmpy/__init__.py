"""CPMpy's models solved by Dovetail.

Importing this module makes the solver known to CPMpy:

```python
import cpmpy as cp
import dovetail.cpmpy

x, y = cp.intvar(0, 9, shape=2)
model = cp.Model([cp.AllDifferent(x, y), x + 2 * y <= 7], maximize=x + y)
model.solve(solver="dovetail", time_limit=10)
```
"""

from __future__ import annotations

from .interface import CPM_dovetail
from .registry import register

register(CPM_dovetail)

__all__ = ["CPM_dovetail"]
