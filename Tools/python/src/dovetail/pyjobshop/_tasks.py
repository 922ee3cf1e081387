"""Tasks and their modes as intervals."""

from __future__ import annotations

from dataclasses import dataclass

from ..expressions import Literal
from ..intervals import Calendar, IntervalVar
from ..model import Model
from ._shop import Shop, ShopMode, ShopTask

_ALWAYS = Calendar(pattern=(0, 1), period=1)


@dataclass
class TaskVariables:
    """A task: the time that it takes, and each mode that it can have at all."""

    main: IntervalVar
    presence: Literal
    modes: dict[int, tuple[IntervalVar, Literal]]


class Tasks:
    """All tasks of a problem in a model."""

    def __init__(self, model: Model, shop: Shop, horizon: int) -> None:
        self.model = model
        self.shop = shop
        self.horizon = horizon
        self._on: dict[tuple[int, int], tuple[IntervalVar, Literal] | None] = {}
        self.variables = [self._variables(number) for number in range(len(shop.tasks))]

    def __getitem__(self, task: int) -> TaskVariables:
        return self.variables[task]

    def mode(self, number: int) -> Literal:
        """Whether a mode is the one that its task has."""
        found = self[self.shop.modes[number].task].modes.get(number)
        return self.model.false_literal() if found is None else found[1]

    def on(self, task: int, resource: int) -> tuple[IntervalVar, Literal] | None:
        """A task as it is on a resource, and whether it is there; ``None`` where it never is."""
        key = task, resource
        if key not in self._on:
            self._on[key] = self._make_on(task, resource)
        return self._on[key]

    def _make_on(self, task: int, resource: int) -> tuple[IntervalVar, Literal] | None:
        made = self[task]
        users = [
            ways for number, ways in made.modes.items()
            if resource in self.shop.modes[number].demands
        ]
        if len(users) == len(made.modes) and users:
            return made.main, made.presence
        if len(users) <= 1:
            return users[0] if users else None
        literal = self.model.any_of([literal for _, literal in users])
        main = made.main
        return self.model.interval(
            main.duration, start=main.start, end=main.end, presence=literal
        ), literal

    def _variables(self, number: int) -> TaskVariables:
        model, task = self.model, self.shop.tasks[number]
        presence = model.boolean() if task.is_optional else None
        literal = model.true_literal() if presence is None else presence
        ways = [mode for mode in task.modes if self._can_be(self.shop.modes[mode])]
        start = task.start[0], min([self.horizon, *_known(task.start[1])])
        if not ways or start[0] > start[1]:
            model.clause([~literal])
            return TaskVariables(model.interval(0, start=0, presence=presence), literal, {})
        end = task.end[0], min([self.horizon, *_known(task.end[1])])
        lengths = [self._lengths(task, self.shop.modes[mode]) for mode in ways]
        least, most = min(low for low, _ in lengths), max(high for _, high in lengths)
        main = self._interval((least, most), start, presence)
        self._bound_end(main, end, literal)
        if len(ways) == 1:
            self._keep_to_breaks(task, self.shop.modes[ways[0]], main)
            return TaskVariables(main, literal, {ways[0]: (main, literal)})
        modes: dict[int, tuple[IntervalVar, Literal]] = {}
        for mode, length in zip(ways, lengths):
            choice = model.boolean()
            interval = self._interval(length, start, choice)
            self._keep_to_breaks(task, self.shop.modes[mode], interval)
            modes[mode] = interval, choice
        model.alternative(main, [interval for interval, _ in modes.values()])
        return TaskVariables(main, literal, modes)

    def _interval(
        self, length: tuple[int, int], start: tuple[int, int], presence: Literal | None
    ) -> IntervalVar:
        duration = length[0] if length[0] == length[1] else length
        return self.model.interval(duration, start=start, presence=presence)

    def _bound_end(self, main: IntervalVar, end: tuple[int, int], presence: Literal) -> None:
        self.model.add(main.end <= end[1], when=[presence])
        if end[0] > 0:
            self.model.add(main.end >= end[0], when=[presence])

    def _can_be(self, mode: ShopMode) -> bool:
        """Whether its demands are at most what there is, where they count."""
        for number, demand in mode.demands.items():
            resource = self.shop.resources[number]
            counts = resource.kind == "consumable" or (
                resource.kind == "renewable" and mode.duration > 0
            )
            if counts and demand > resource.capacity:
                return False
        return True

    def _lengths(self, task: ShopTask, mode: ShopMode) -> tuple[int, int]:
        if task.may_idle:
            return mode.duration, max(mode.duration, self.horizon)
        if task.may_pause and mode.duration > 0:
            return mode.duration, mode.duration + sum(high - low for low, high in mode.breaks)
        return mode.duration, mode.duration

    def _keep_to_breaks(self, task: ShopTask, mode: ShopMode, interval: IntervalVar) -> None:
        """It starts in no break and is processed in none; what pauses is so much longer.

        What idles after that may do so in breaks.
        """
        if not mode.breaks:
            return
        model, hours = self.model, _ALWAYS.closed(mode.breaks)
        if not mode.duration:
            # What takes no time has no open time in it: its start is looked at by a moment.
            moment = model.interval(1, start=interval.start, presence=interval.presence)
            model.open_times(moment, hours)
            return
        if task.may_pause:
            processed = interval
            if task.may_idle:
                lengths = (
                    mode.duration, mode.duration + sum(high - low for low, high in mode.breaks)
                )
                processed = model.interval(
                    lengths, start=interval.start, presence=interval.presence
                )
                model.temporal(processed, "end", "<=", interval, "end")
            model.calendar(processed, mode.duration, hours)
            return
        processed = interval
        if task.may_idle:
            processed = model.interval(
                mode.duration, start=interval.start, presence=interval.presence
            )
        model.open_times(processed, hours)


def _known(bound: int | None) -> list[int]:
    return [] if bound is None else [bound]
