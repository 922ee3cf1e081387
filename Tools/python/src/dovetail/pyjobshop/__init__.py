"""PyJobShop's problems, solved by Dovetail.

```python
from pyjobshop import Model
import dovetail.pyjobshop

result = dovetail.pyjobshop.solve(model, time_limit=10)
```
``solve`` takes what ``pyjobshop.solve`` takes and gives what it gives, with the meanings of
PyJobShop 0.0.9 for OR-Tools.
"""

from ._solve import solve

__all__ = ["solve"]
