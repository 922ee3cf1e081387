"""Global constraints of CPMpy's that are a constraint of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from .tasks import cumulative, no_overlap, reservoir

if TYPE_CHECKING:
    from .posting import Poster

Global = Callable[["Poster", Any], None]


def _all_different(poster: Poster, constraint: Any) -> None:
    poster.model.all_different(poster.terms(constraint.args))


def _all_different_except(poster: Poster, constraint: Any) -> None:
    items, exceptions = constraint.args
    poster.model.all_different(poster.terms(items), except_={int(value) for value in exceptions})


def _all_equal(poster: Poster, constraint: Any) -> None:
    items = [poster.linear(item) for item in constraint.args]
    for first, second in zip(items, items[1:]):
        poster.model.add(first - second == 0)


def _circuit(poster: Poster, constraint: Any) -> None:
    poster.model.circuit(poster.terms(constraint.args))


def _inverse(poster: Poster, constraint: Any) -> None:
    first, second = constraint.args
    poster.model.inverse(poster.terms(first), poster.terms(second))


def _table(poster: Poster, constraint: Any) -> None:
    items, rows = constraint.args
    poster.model.table(poster.terms(items), [[_entry(word) for word in row] for row in rows])


def _forbidden(poster: Poster, constraint: Any) -> None:
    items, rows = constraint.args
    poster.model.forbidden_rows(
        poster.terms(items), [[_entry(word) for word in row] for row in rows]
    )


def _entry(word: Any) -> int | None:
    """``None`` for the star, which is any value."""
    return None if isinstance(word, str) else int(word)


def _regular(poster: Poster, constraint: Any) -> None:
    items, _, start, accepting = constraint.args
    # Of transitions from one state by one value, CPMpy takes the last.
    transitions = [
        (source, value, target) for (source, value), target in constraint.trans_dict.items()
    ]
    _automaton(poster, items, transitions, start, accepting)


def _diagram(poster: Poster, constraint: Any) -> None:
    transitions = [
        (source, value, target)
        for source, edges in constraint.mapping.items() for value, target in edges.items()
    ]
    # Any path that has an edge for each item ends well.
    ends = [target for _, _, target in transitions]
    _automaton(poster, constraint.args[0], transitions, constraint.root_node, ends)


def _automaton(
    poster: Poster, items: Any, edges: Iterable[tuple[Any, Any, Any]], start: Any, accepting: Any
) -> None:
    states: dict[Any, int] = {}

    def number(state: Any) -> int:
        return states.setdefault(state, len(states))

    initial = number(start)
    transitions = [(number(source), int(value), number(target)) for source, value, target in edges]
    ends = sorted({number(state) for state in accepting})
    poster.model.automaton(poster.terms(items), transitions, initial, ends, states=len(states))


def _in_domain(poster: Poster, constraint: Any) -> None:
    item, values = constraint.args
    poster.model.membership(poster.linear(item), sorted({int(value) for value in values}))


def _parity(poster: Poster, constraint: Any) -> None:
    items = constraint.args[0] if len(constraint.args) == 1 else constraint.args
    items = items if isinstance(items, (list, tuple)) else [items]
    poster.model.parity([poster.literal(item) for item in items])


def _cardinalities(poster: Poster, constraint: Any) -> None:
    items, values, counts = constraint.args
    poster.model.cardinalities(
        poster.terms(items), [int(value) for value in values], poster.terms(counts),
        closed=bool(constraint.closed),
    )


def _precedence(poster: Poster, constraint: Any) -> None:
    items, values = constraint.args
    poster.model.value_precedence([int(value) for value in values], poster.terms(items))


def _increasing(is_strict: bool) -> Global:
    def say(poster: Poster, constraint: Any) -> None:
        poster.model.increasing(poster.terms(constraint.args), strict=is_strict)
    return say


def _decreasing(is_strict: bool) -> Global:
    def say(poster: Poster, constraint: Any) -> None:
        poster.model.decreasing(poster.terms(constraint.args), strict=is_strict)
    return say


def _lexicographic(is_strict: bool) -> Global:
    def say(poster: Poster, constraint: Any) -> None:
        first, second = constraint.args
        poster.model.lexicographic(poster.terms(first), poster.terms(second), strict=is_strict)
    return say


GLOBALS: dict[str, Global] = {
    "alldifferent": _all_different,
    "alldifferent_except_0": _all_different_except,
    "alldifferent_except_n": _all_different_except,
    "allequal": _all_equal,
    "circuit": _circuit,
    "inverse": _inverse,
    "table": _table,
    "short_table": _table,
    "negative_table": _forbidden,
    "regular": _regular,
    "mdd": _diagram,
    "indomain": _in_domain,
    "InDomain": _in_domain,
    "xor": _parity,
    "gcc": _cardinalities,
    "precedence": _precedence,
    "increasing": _increasing(False),
    "strictly_increasing": _increasing(True),
    "decreasing": _decreasing(False),
    "strictly_decreasing": _decreasing(True),
    "lex_less": _lexicographic(True),
    "lex_lesseq": _lexicographic(False),
    "cumulative": cumulative,
    "cumulative_optional": cumulative,
    "no_overlap": no_overlap,
    "no_overlap_optional": no_overlap,
    "reservoir": reservoir,
    "reservoir_optional": reservoir,
}
"""By CPMpy's name, of 1.0 too.

Each is said where it holds always, and taken apart by CPMpy where it holds under a condition.
"""
