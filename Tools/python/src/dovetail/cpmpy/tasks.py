"""Tasks on machines and resources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cpmpy.expressions.utils import get_bounds, get_nonneg_args

import dovetail as dt

if TYPE_CHECKING:
    from .posting import Poster


def no_overlap(poster: Poster, constraint: Any) -> None:
    """Of tasks with starts, durations, ends where they are given, and presences where they are optional."""
    arguments = list(constraint.args)
    presences = arguments.pop() if constraint.name == "no_overlap_optional" else None
    starts, durations, ends = (*arguments, None)[:3]
    intervals = _intervals(poster, starts, durations, ends, presences)
    poster.model.no_overlap([interval for interval in intervals if interval is not None])


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
    least, largest = get_bounds(capacity)
    limit = poster.linear(capacity)
    if least < 0:
        # Nothing may be under way where the capacity is negative, even without a demand.
        limit = poster.model.integer(0, max(0, largest)) - 0
        poster.model.equal_maximum(limit, [poster.linear(capacity), 0])
        is_negative = poster.model.reify(poster.linear(capacity) <= -1)
        for interval, _ in present:
            idle = [] if interval.presence is None else [interval.presence]
            poster.model.add(interval.end - interval.start <= 0, [is_negative, *idle])
    poster.model.cumulative(
        [interval for interval, _ in present], [demand for _, demand in present], limit
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
    """The same as far as they are not negative; where one is, and its task takes place, nothing holds."""
    kept, conditions = (
        get_nonneg_args(items) if presences is None else get_nonneg_args(items, presences)
    )
    if len(conditions):
        poster.say(conditions)
    return list(kept)
