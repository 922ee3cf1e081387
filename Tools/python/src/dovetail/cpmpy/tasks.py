"""Tasks on machines and resources."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from cpmpy.expressions.globalconstraints import NoOverlap
from cpmpy.expressions.utils import get_bounds, get_nonneg_args

import dovetail as dt

if TYPE_CHECKING:
    from .posting import Poster


def no_overlap(poster: Poster, constraint: Any) -> None:
    """Of tasks with starts, durations, ends where they are given, presences where optional."""
    arguments = list(constraint.args)
    presences = arguments.pop() if constraint.name == "no_overlap_optional" else None
    starts, durations = arguments[:2]
    ends = arguments[2] if len(arguments) > 2 else None
    intervals = _intervals(poster, starts, durations, ends, presences)
    present = [interval for interval in intervals if interval is not None]
    if _counts_empty_tasks() and any(get_bounds(duration)[0] <= 0 for duration in durations):
        # Setup times, here of 0, count between tasks of no duration too.
        poster.model.no_overlap(present, kinds=[0] * len(present), times=[[0]])
    else:
        poster.model.no_overlap(present)


@cache
def _counts_empty_tasks() -> bool:
    """Whether a task of no duration may not lie within another, as it was for CPMpy 1.0."""
    return not NoOverlap([0, 1], [3, 0]).value()


def cumulative(poster: Poster, constraint: Any) -> None:
    """The same with demands on a capacity."""
    arguments = list(constraint.args)
    presences = arguments.pop() if constraint.name == "cumulative_optional" else None
    capacity, demands = arguments.pop(), arguments.pop()
    starts, durations, ends = (*arguments, None)[:3]
    demands = _nonnegative(poster, demands, presences)
    intervals = _intervals(poster, starts, durations, ends, presences)
    present = [
        (interval, poster.term(demand))
        for interval, demand in zip(intervals, demands) if interval is not None
    ]
    # CPMpy asks for a capacity of 0 at least even where nothing is under way.
    (limit,) = _nonnegative(poster, [capacity], None)
    poster.model.cumulative(
        [interval for interval, _ in present], [demand for _, demand in present],
        poster.linear(limit),
    )


def reservoir(poster: Poster, constraint: Any) -> None:
    """Of events with times and amounts, presences where they are optional, within two levels."""
    times, amounts, least, largest, *presences = constraint.args
    literals = [poster.literal(presence) for presence in presences[0]] if presences else []
    poster.model.reservoir(
        poster.terms(times), [int(amount) for amount in amounts], literals, int(least),
        int(largest),
    )


def _intervals(
    poster: Poster, starts: Any, durations: Any, ends: Any, presences: Any
) -> list[dt.IntervalVar | None]:
    """The tasks; none for one that never takes place."""
    durations = _nonnegative(poster, durations, presences)
    made: list[dt.IntervalVar | None] = []
    for place, (start, duration) in enumerate(zip(starts, durations)):
        presence: Any = None if presences is None else poster.term(presences[place])
        if isinstance(presence, int):
            if not presence:
                made.append(None)
                continue
            presence = None
        end = None if ends is None else poster.linear(ends[place])
        made.append(poster.model.interval(
            poster.term(duration), start=poster.linear(start), end=end, presence=presence
        ))
    return made


def _nonnegative(poster: Poster, items: Any, presences: Any) -> list[Any]:
    """The same as far as they are not negative.

    Where one is, and its task takes place, nothing holds.
    """
    if not len(items):
        return []
    kept, conditions = (
        get_nonneg_args(items) if presences is None else get_nonneg_args(items, presences)
    )
    if len(conditions):
        poster.say(conditions)
    return list(kept)
