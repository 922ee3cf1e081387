"""Dovetail, a constraint and combinatorial solver.

```python
import dovetail as dt

m = dt.Model("shop")
cut, drill = m.interval(3, name="cut"), m.interval(4, name="drill")
m.no_overlap([cut, drill])
m.minimize(m.maximum([cut.end, drill.end]))
result = m.solve(time_limit=5)
print(result.status, result.objective, result[cut])
```
"""

from ._library import version
from .errors import InputError, InternalError, ModelError
from .expressions import (
    BoolExpression,
    BoolVar,
    Expression,
    IntVar,
    LinearExpression,
    Literal,
    Relation,
    Truth,
    dot,
    sum,
)
from .intervals import Calendar, IntervalSequence, IntervalVar
from .jobs import Job
from .model import Model, Solutions
from .plot import Picture
from .problems import (
    Check,
    Problem,
    ProblemKind,
    ProblemResult,
    ProblemSolution,
    generate,
    problems,
    read,
)
from .results import Event, Explanation, Group, Result, Solution, Status

__version__ = version()

__all__ = [
    "BoolExpression", "BoolVar", "Calendar", "Check", "Event", "Explanation", "Expression", "Group",
    "InputError", "IntVar", "InternalError", "IntervalSequence", "IntervalVar", "Job",
    "LinearExpression", "Literal", "Model", "ModelError", "Picture", "Problem", "ProblemKind",
    "ProblemResult", "ProblemSolution", "Relation", "Result", "Solution", "Solutions", "Status",
    "Truth", "dot", "generate", "problems", "read", "sum", "version",
]
