"""Intervals, and machines, crews and orders of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, SupportsIndex

from . import _rows
from ._constraints_linear import LinearConstraints
from ._integers import integer, integers
from ._rows import Words
from .expressions import BoolVar, Expression, IntVar, Literal, Term
from .intervals import Calendar, IntervalSequence, IntervalVar

Times = Sequence[Sequence["SupportsIndex | None"]]

_SIDES = {"start": 0, "end": 1}
_PARTS = {"start": 0, "end": 1, "whole": 2}
_NEVER = -1


class IntervalConstraints(LinearConstraints):
    """What is said of intervals; those that are absent count for nothing."""

    def interval(
        self, duration: Term | tuple[int, int], *,
        start: Term | tuple[int, int] | None = None, end: Term | tuple[int, int] | None = None,
        presence: Literal | None = None, name: str = "",
    ) -> IntervalVar:
        """A new interval, where ``start + duration == end`` where it is present.

        Durations are a number, a range ``(least, largest)``, or an expression that is never
        negative; so are starts and ends. Without a start it is from 0 on, up to the model's
        horizon; without one, as late as the model asks for. ``presence`` is a Boolean that is
        true where the interval takes place; without one it always does.
        """
        number = len(self._lower)
        words: Words = []
        bounds: list[tuple[int, int]] = []
        names: dict[int, str] = {}

        def new(low: int, high: int, what: str) -> int:
            self._check_bounds(low, high)
            words.extend([_rows.VARIABLES, 3, 1, low, high])
            return note(low, high, what)

        def note(low: int, high: int, what: str) -> int:
            bounds.append((low, high))
            if name:
                names[number + len(bounds) - 1] = f"{name}.{what}"
            return number + len(bounds) - 1

        equations: Words = []
        literals = [] if presence is None else [self._literal(presence)]

        def equal_zero(form: Words, conditions: Words) -> None:
            equations.extend(_rows.row(
                _rows.LINEAR, form, [_rows.EQUAL], _rows.numbers(conditions)
            ))

        def bare(form: Words) -> bool:
            return form[:2] == [1, 0] and form[3] == 1

        def as_variable(form: Words, what: str) -> int:
            if bare(form):
                return form[2]
            words.extend(_rows.row(
                _rows.DERIVED, [_rows.DERIVED_ONE_OF], _rows.forms([form])
            ))
            made = note(1, 0, what)
            equal_zero(_plus(form, [1, 0, made, -1]), [])
            return made

        if start is None and self.horizon is None:
            words += _rows.row(_rows.DERIVED, [_rows.DERIVED_START])
            first = note(1, 0, "start")
        elif start is None:
            first = new(0, self.horizon or 0, "start")
        elif isinstance(start, tuple):
            first = new(integer(start[0]), integer(start[1]), "start")
        elif isinstance(start, Expression):
            first = as_variable(self._form(start), "start")
        else:
            first = new(integer(start), integer(start), "start")
        begin = [1, 0, first, 1]

        if isinstance(duration, tuple):
            low, high = integer(duration[0]), integer(duration[1])
            length = [1, 0, new(low, high, "duration"), 1]
        else:
            length = self._form(duration)
        if not length[0] and length[1] < 0:
            raise ValueError(f"expected a duration from 0 on, found {length[1]}")

        if end is not None and not isinstance(end, tuple):
            last = self._form(end)
            equal_zero(_plus(_plus(begin, length), _opposite_of(last)), literals)
        elif not length[0]:
            last = [1, length[1], first, 1]
        elif bare(length):
            words += _rows.row(_rows.DERIVED, [_rows.DERIVED_END, first, length[2]])
            last = [1, 0, note(1, 0, "end"), 1]
            equal_zero(_plus(_plus(begin, length), _opposite_of(last)), literals)
        else:
            last = [1, 0, as_variable(_plus(begin, length), "end"), 1]
        if isinstance(end, tuple):
            for sign, limit in ((-1, integer(end[0])), (1, integer(end[1]))):
                form = last if sign > 0 else _opposite_of(last)
                form = _plus(form, [0, -sign * limit])
                equations += _rows.row(
                    _rows.LINEAR, form, [_rows.AT_MOST], _rows.numbers(literals)
                )

        words += _rows.row(_rows.INTERVAL, [first], length, last, _rows.numbers(literals))
        if equations:
            words += [_rows.GROUP, 1, _rows.GROUP_DEFINITION, *equations]
            words += [_rows.GROUP, 1, self._group]
        self._post(words)
        for low, high in bounds:
            self._note_derived(1, low, high)
        self._names.update(names)
        index = self._interval_count
        self._interval_count += 1
        if name:
            self._interval_names[index] = name
        made = IntervalVar(
            self, index, IntVar(self, first), (self, length[2:], length[1]),
            (self, last[2:], last[1]), presence,
        )
        self._intervals_known.append(made)
        return made

    # Machines and crews

    def no_overlap(
        self, intervals: Iterable[IntervalVar], kinds: Iterable[SupportsIndex] | None = None,
        times: Times | None = None, direct: bool = False,
    ) -> None:
        """No two intervals are under way at the same time.

        With times, there is at least ``times[a][b]`` from the end of one of kind ``a`` to the
        start of a later one of kind ``b``, or of the next one only where ``direct``; ``None``
        forbids that order. Without kinds, each interval is one.
        """
        members = self._intervals(intervals)
        if times is None:
            if kinds is not None:
                raise ValueError("expected times between the kinds, found none")
            self._post(_rows.row(_rows.NO_OVERLAP, _rows.numbers(members)))
            return
        numbers = list(range(len(members))) if kinds is None else integers(kinds)
        self._post(_rows.row(
            _rows.DIRECT_TRANSITIONS if direct else _rows.TRANSITIONS, _rows.numbers(members),
            _rows.numbers(numbers), _matrix(times),
        ))

    def cumulative(
        self, intervals: Iterable[IntervalVar], demands: Iterable[Term], capacity: Term
    ) -> None:
        """At each time, the demands of the intervals that are under way add up to at most the
        capacity."""
        self._post(_rows.row(
            _rows.CUMULATIVE, _rows.numbers(self._intervals(intervals)),
            _rows.forms(self._forms(demands)), self._form(capacity),
        ))

    def state(
        self, intervals: Iterable[IntervalVar], states: Iterable[SupportsIndex],
        times: Times | None = None,
    ) -> None:
        """Intervals that require different states do not overlap; with times, a change takes
        ``times[a][b]``."""
        members, wanted = self._intervals(intervals), integers(states)
        if times is None:
            known = sorted(set(wanted))
            places = {value: place for place, value in enumerate(known)}
            wanted = [places[value] for value in wanted]
            times = [[0] * len(known)] * len(known)
        self._post(_rows.row(
            _rows.STATE, _rows.numbers(members), _rows.numbers(wanted), _matrix(times)
        ))

    def sequence(self, intervals: Iterable[IntervalVar]) -> IntervalSequence:
        """No two intervals overlap; literals say which is first, which last, and which next
        after which."""
        things = list(intervals)
        members = self._intervals(things)
        count = len(members)
        total = 2 * count + count * max(0, count - 1)
        number = len(self._lower)
        numbers = range(number, number + total)
        firsts, lasts = list(numbers[:count]), list(numbers[count : 2 * count])
        nexts = list(numbers[2 * count :])
        self._post([
            _rows.VARIABLES, 1 + 2 * total, total, *[0] * total, *[1] * total,
            *_rows.row(
                _rows.SEQUENCE, _rows.numbers(members), _rows.numbers(firsts),
                _rows.numbers(lasts), _rows.numbers(nexts),
            ),
        ])
        self._note_derived(total, 0, 1)
        later = iter(nexts)
        return IntervalSequence(
            things, [BoolVar(self, place) for place in firsts],
            [BoolVar(self, place) for place in lasts],
            [[None if i == j else BoolVar(self, next(later)) for j in range(count)]
             for i in range(count)],
        )

    # Orders

    def precede(
        self, first: IntervalVar, second: IntervalVar, delay: Term = 0,
        when: Iterable[Literal] = (),
    ) -> None:
        """Where both are present, the end of the first plus the delay is at most the start of
        the second."""
        if isinstance(delay, Expression):
            self.temporal(first, "end", "<=", second, "start", delay, when)
            return
        self._post(_rows.row(
            _rows.PRECEDENCE, [self._interval(first), self._interval(second), integer(delay)],
            _rows.numbers(self._literals(when)),
        ))

    def temporal(
        self, first: IntervalVar, first_side: str, comparison: str, second: IntervalVar,
        second_side: str, delay: Term = 0, when: Iterable[Literal] = (),
    ) -> None:
        """Where both are present, a side of the first plus the delay is at most (``<=``), or is
        (``=``), one of the second.

        Sides are ``"start"`` and ``"end"``.
        """
        for side in (first_side, second_side):
            if side not in _SIDES:
                raise ValueError(f"expected the side start or end, found {side!r}")
        if comparison not in ("<=", "=", "=="):
            raise ValueError(f"expected the comparison <= or =, found {comparison!r}")
        self._post(_rows.row(
            _rows.TEMPORAL,
            [self._interval(first), _SIDES[first_side], int(comparison != "<="),
             self._interval(second), _SIDES[second_side]],
            self._form(delay), _rows.numbers(self._literals(when)),
        ))

    # Groups

    def alternative(self, main: IntervalVar, options: Iterable[IntervalVar]) -> None:
        """Where the main interval is present, so is exactly one option, at the same time; else
        none is."""
        self._post(_rows.row(
            _rows.ALTERNATIVE, [self._interval(main)], _rows.numbers(self._intervals(options))
        ))

    def selection(
        self, main: IntervalVar, options: Iterable[IntervalVar], cardinality: Term
    ) -> None:
        """Where the main interval is present, so are exactly so many options, at the same time;
        else none is."""
        self._post(_rows.row(
            _rows.SELECTION, [self._interval(main)], _rows.numbers(self._intervals(options)),
            self._form(cardinality),
        ))

    def span(self, main: IntervalVar, parts: Iterable[IntervalVar]) -> None:
        """The main interval is present where a part is, from the start of the first to the end
        of the last."""
        self._post(_rows.row(
            _rows.SPAN, [self._interval(main)], _rows.numbers(self._intervals(parts))
        ))

    def synchronize(self, main: IntervalVar, others: Iterable[IntervalVar]) -> None:
        """Where the main interval is present, those of the others that are start and end with
        it."""
        self._post(_rows.row(
            _rows.SYNCHRONIZE, [self._interval(main)], _rows.numbers(self._intervals(others))
        ))

    # Levels and calendars

    def reservoir(
        self, times: Iterable[Term], amounts: Iterable[Term],
        presences: Iterable[Literal | None] | None, lower: SupportsIndex, upper: SupportsIndex,
        initial: SupportsIndex = 0,
    ) -> None:
        """A level that events change lies from ``lower`` to ``upper`` at first and after each time.

        Each event has a time and an amount and, where it may not take place, a presence; others
        have ``None``.
        """
        moments, changes = self._forms(times), self._forms(amounts)
        given = list(presences or ())
        if not given:
            given = [None] * len(moments)
        if not len(moments) == len(changes) == len(given):
            raise ValueError(
                f"expected as many amounts and presences as times, found {len(changes)}, "
                f"{len(given)} and {len(moments)}"
            )
        # Those that always take place come first.
        order = sorted(range(len(given)), key=lambda place: given[place] is not None)
        literals = [self._literal(literal) for literal in given if literal is not None]
        self._post(_rows.row(
            _rows.RESERVOIR, _rows.forms([moments[place] for place in order]),
            _rows.forms([changes[place] for place in order]), _rows.numbers(literals),
            [integer(lower), integer(upper), integer(initial)],
        ))

    def calendar(self, interval: IntervalVar, work: Term, hours: Calendar) -> None:
        """The interval pauses while it is closed: it starts at an open time, ends after one, and
        ``work`` times are open."""
        self._post(_rows.row(
            _rows.CALENDAR, [self._interval(interval)], self._form(work), _words(hours)
        ))

    def open_times(self, interval: IntervalVar, hours: Calendar, part: str = "whole") -> None:
        """It is open when the interval starts (``"start"``), just before it ends (``"end"``), or
        all along (``"whole"``)."""
        if part not in _PARTS:
            raise ValueError(f"expected the part start, end or whole, found {part!r}")
        self._post(_rows.row(
            _rows.OPEN_TIMES, [self._interval(interval), _PARTS[part]], _words(hours)
        ))


def _plus(first: Words, second: Words) -> Words:
    return [first[0] + second[0], first[1] + second[1], *first[2:], *second[2:]]


def _opposite_of(form: Words) -> Words:
    made = [-word for word in form]
    made[0] = form[0]
    made[2::2] = form[2::2]
    return made


def _words(hours: Calendar) -> Words:
    if not isinstance(hours, Calendar):
        raise TypeError(f"expected a calendar, found {hours!r}")
    return hours._words()


def _matrix(times: Any) -> Words:
    convert = getattr(times, "tolist", None)
    lines = convert() if convert is not None else times
    return _rows.table(
        [_NEVER if value is None else _time(value) for value in line] for line in lines
    )


def _time(value: Any) -> int:
    number = integer(value)
    if number < 0:
        raise ValueError(f"expected times from 0 on, or None for never, found {number}")
    return number
