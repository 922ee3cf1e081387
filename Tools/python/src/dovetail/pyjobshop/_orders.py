"""Who comes next on a machine, and what follows from that."""

from __future__ import annotations

from itertools import product

from ..expressions import Literal
from ..intervals import IntervalVar
from ._resources import takes_time
from ._tasks import Tasks

Arcs = dict[tuple[int, int], Literal]
"""By two tasks, whether the second is the next one after the first; by a task twice, whether it
is not there."""


class Orders:
    """The orders of those machines on which it matters."""

    def __init__(self, tasks: Tasks) -> None:
        self.tasks = tasks
        self._arcs: dict[int, Arcs] = {}

    def arcs(self, machine: int) -> Arcs:
        """Who comes next on a machine; made when it is first asked for."""
        if machine not in self._arcs:
            self._arcs[machine] = self._make_arcs(machine)
        return self._arcs[machine]

    def _members(self, machine: int) -> list[tuple[int, IntervalVar, Literal]]:
        found = ((task, self.tasks.on(task, machine)) for task in self.tasks.shop.users(machine))
        return [(task, *user) for task, user in found if user is not None]

    def _make_arcs(self, machine: int) -> Arcs:
        model = self.tasks.model
        members = self._members(machine)
        arcs: Arcs = {
            (first, second): model.false_literal()
            for first, second in product(self.tasks.shop.users(machine), repeat=2)
        }
        for task in self.tasks.shop.users(machine):
            arcs[task, task] = model.true_literal()
        for task, _, presence in members:
            arcs[task, task] = ~presence
        if takes_time(self.tasks, machine):
            order = model.sequence([interval for _, interval, _ in members])
            for (place, one), (other, two) in product(enumerate(members), repeat=2):
                following = order.nexts[place][other]
                if following is not None:
                    arcs[one[0], two[0]] = following
        else:
            self._add_circuit(machine, members, arcs)
        self._add_times(machine, members, arcs)
        return arcs

    def _add_circuit(
        self, machine: int, members: list[tuple[int, IntervalVar, Literal]], arcs: Arcs
    ) -> None:
        """Tasks of no time have no order by their times: any tour through all there is one."""
        model = self.tasks.model
        count = len(members)
        lines: list[tuple[int, int, Literal]] = [(count, count, model.boolean())]
        for place, (task, _, presence) in enumerate(members):
            lines += [
                (place, place, ~presence), (count, place, model.boolean()),
                (place, count, model.boolean()),
            ]
            model.clause([~lines[0][2], ~presence])
            for other, (next_task, _, _) in enumerate(members):
                if other != place:
                    arcs[task, next_task] = model.boolean()
                    lines.append((place, other, arcs[task, next_task]))
        model.arc_circuit(count + 1, lines)

    def _add_times(
        self, machine: int, members: list[tuple[int, IntervalVar, Literal]], arcs: Arcs
    ) -> None:
        shop, model = self.tasks.shop, self.tasks.model
        times = shop.setups.get(machine, {})
        sign = "=" if shop.resources[machine].is_never_idle else "<="
        is_ordered = sign == "<=" and takes_time(self.tasks, machine)
        for (first, one, _), (second, other, _) in product(members, repeat=2):
            setup = times.get((first, second), 0)
            if first != second and (setup or not is_ordered):
                model.temporal(one, "end", sign, other, "start", setup, [arcs[first, second]])
        if is_ordered and times:
            model.no_overlap(
                [interval for _, interval, _ in members], range(len(members)),
                [[times.get((first, second), 0) for second, _, _ in members]
                 for first, _, _ in members],
                direct=True,
            )


def add_orders(orders: Orders) -> None:
    """Setup times, machines that are never idle, tasks that follow each other, equal sequences."""
    tasks = orders.tasks
    shop, model = tasks.shop, tasks.model
    for machine in shop.machines():
        if shop.needs_order(machine):
            orders.arcs(machine)
    for item in shop.constraints.consecutive:
        for machine in shop.machines():
            one, other = tasks.on(item.task1, machine), tasks.on(item.task2, machine)
            if one is not None and other is not None:
                arc = orders.arcs(machine)[item.task1, item.task2]
                model.clause([~one[1], ~other[1], arc])
    for item in shop.constraints.same_sequence:
        firsts = _members(orders, item.machine1, item.tasks1)
        seconds = _members(orders, item.machine2, item.tasks2)
        arcs, others = orders.arcs(item.machine1), orders.arcs(item.machine2)
        pairs = zip(product(firsts, firsts), product(seconds, seconds))
        for (first, second), (third, fourth) in pairs:
            arc, same = arcs[first, second], others[third, fourth]
            model.clause([~arc, same])
            model.clause([arc, ~same])


def _members(orders: Orders, machine: int, given: list[int] | None) -> list[int]:
    """Without a list, the tasks of all modes on the machine: one of several modes as often."""
    if given is not None:
        return given
    return sorted(mode.task for mode in orders.tasks.shop.modes if machine in mode.demands)
