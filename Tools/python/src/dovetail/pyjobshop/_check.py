"""What a schedule is worth, and whether it is one: by PyJobShop's definitions alone."""

from __future__ import annotations

from itertools import pairwise, product

from ._plan import Placement, Plan, paused
from ._shop import Shop


def reason_against(shop: Shop, plan: Plan) -> str | None:
    """What a schedule breaks; ``None`` of one that breaks nothing."""
    for examine in (_tasks, _jobs, _resources, _timings, _choices, _machines):
        reason = examine(shop, plan)
        if reason is not None:
            return reason
    return None


def objective(shop: Shop, plan: Plan) -> int:
    """The value of a schedule in the times of the shop."""
    weights = shop.weights
    ends = [placed.end for placed in plan.tasks if placed]
    ends += [
        plan.job_ends[number] for number, job in enumerate(shop.jobs)
        if any(plan.tasks[task] is None for task in job.tasks)
    ]
    total = weights["makespan"] * max(ends, default=0)
    total += weights["total_setup_time"] * _setup_time(shop, plan)
    late = [0]
    for job, end in zip(shop.jobs, plan.job_ends):
        total += weights["total_flow_time"] * job.weight * (end - job.release)
        if job.due is None:
            continue
        late.append(job.weight * max(0, end - job.due))
        total += weights["tardy_jobs"] * job.weight * (end > job.due)
        total += weights["total_tardiness"] * job.weight * max(0, end - job.due)
        total += weights["total_earliness"] * job.weight * max(0, job.due - end)
    return total + weights["max_tardiness"] * max(late)


def _tasks(shop: Shop, plan: Plan) -> str | None:
    for number, (task, placed) in enumerate(zip(shop.tasks, plan.tasks)):
        if placed is None:
            if not task.is_optional:
                return f"task {number} is absent"
            continue
        if placed.mode not in task.modes:
            return f"task {number} is in mode {placed.mode}"
        for moment, (low, high) in ((placed.start, task.start), (placed.end, task.end)):
            if moment < low or (high is not None and moment > high):
                return f"task {number} is from {placed.start} to {placed.end}"
        mode = shop.modes[placed.mode]
        if any(low <= placed.start < high for low, high in mode.breaks):
            return f"task {number} starts in a break"
        breaks = paused(mode.breaks, placed.start, mode.duration)
        if breaks and not task.may_pause:
            return f"task {number} is interrupted"
        idle = placed.end - placed.start - mode.duration - breaks
        if idle < 0 or (idle > 0 and not task.may_idle):
            return f"task {number} ends at {placed.end}"
    return None


def _jobs(shop: Shop, plan: Plan) -> str | None:
    for number, (job, over) in enumerate(zip(shop.jobs, plan.job_ends)):
        placed = [plan.tasks[task] for task in job.tasks]
        end = max([job.release, *(one.end for one in placed if one)])
        if over < end or (over > end and all(placed)):
            return f"job {number} is over at {over}"
        if job.deadline is not None and over > job.deadline:
            return f"job {number} is over at {over}, after its deadline"
    return None


def _on(shop: Shop, plan: Plan, resource: int) -> dict[int, Placement]:
    """The tasks that are on a resource."""
    return {
        number: placed for number, placed in enumerate(plan.tasks)
        if placed is not None and resource in shop.modes[placed.mode].demands
    }


def _resources(shop: Shop, plan: Plan) -> str | None:
    for number, resource in enumerate(shop.resources):
        users = _on(shop, plan, number)
        demand = {
            task: shop.modes[placed.mode].demands[number] for task, placed in users.items()
        }
        if resource.kind == "machine":
            order = sorted(users.values(), key=lambda placed: (placed.start, placed.end))
            if any(second.start < first.end for first, second in pairwise(order)):
                return f"tasks overlap on machine {number}"
        elif resource.kind == "consumable":
            if sum(demand.values()) > resource.capacity:
                return f"resource {number} is used up"
        else:
            changes = [(placed.start, demand[task]) for task, placed in users.items()
                       if placed.end > placed.start]
            changes += [(placed.end, -demand[task]) for task, placed in users.items()
                        if placed.end > placed.start]
            level = 0
            for _, change in sorted(changes):
                level += change
                if level > resource.capacity:
                    return f"more than there is of resource {number} is held"
    return None


def _timings(shop: Shop, plan: Plan) -> str | None:
    for timing in shop.timings:
        one, other = plan.tasks[timing.first], plan.tasks[timing.second]
        if one is None or other is None:
            continue
        before = (one.end if timing.first_side == "end" else one.start) + timing.delay
        after = other.end if timing.second_side == "end" else other.start
        if before > after or (timing.sign == "=" and before < after):
            return f"tasks {timing.first} and {timing.second} do not keep their delay"
    return None


def _choices(shop: Shop, plan: Plan) -> str | None:
    constraints = shop.constraints

    def used(task: int) -> set[int]:
        placed = plan.tasks[task]
        return set() if placed is None else set(shop.modes[placed.mode].demands)

    def taken(tasks: list[int]) -> int:
        return sum(plan.tasks[task] is not None for task in tasks)

    def applies(condition: int | None) -> bool:
        return condition is None or plan.tasks[condition] is not None

    modes = {placed.mode for placed in plan.tasks if placed}
    for item in constraints.identical_resources:
        if used(item.task1) != used(item.task2):
            return f"tasks {item.task1} and {item.task2} are on different resources"
    for item in constraints.different_resources:
        if used(item.task1) & used(item.task2):
            return f"tasks {item.task1} and {item.task2} are on one resource"
    for item in constraints.mode_dependencies:
        if item.mode1 in modes and not modes & set(item.modes2):
            return f"mode {item.mode1} is without one that it needs"
    for item in constraints.select_all_or_none:
        if applies(item.condition_task) and taken(item.tasks) not in (0, len(item.tasks)):
            return f"some of the tasks {item.tasks} are absent"
    for item in constraints.select_at_least_one:
        if applies(item.condition_task) and taken(item.tasks) == 0:
            return f"none of the tasks {item.tasks} is present"
    for item in constraints.select_exactly_one:
        if applies(item.condition_task) and taken(item.tasks) != 1:
            return f"{taken(item.tasks)} of the tasks {item.tasks} are present"
    return None


def _order(shop: Shop, plan: Plan, machine: int) -> list[int]:
    """The tasks on a machine by their times."""
    users = _on(shop, plan, machine)
    return sorted(users, key=lambda task: (users[task].start, users[task].end, task))


def _is_plain(shop: Shop, plan: Plan, machine: int) -> bool:
    """Whether the times of tasks say in which order they are."""
    return all(placed.start < placed.end for placed in _on(shop, plan, machine).values())


def _setup_time(shop: Shop, plan: Plan) -> int:
    total = 0
    for machine, times in shop.setups.items():
        order = _order(shop, plan, machine)
        total += sum(times.get(pair, 0) for pair in pairwise(order))
        total += sum(
            duration for (first, second), duration in times.items()
            if first == second and first not in order
        )
    return total


def _machines(shop: Shop, plan: Plan) -> str | None:
    """What tasks that take no time may do is not examined: their order is not in their times."""
    for machine in shop.machines():
        if not _is_plain(shop, plan, machine):
            continue
        times, order = shop.setups.get(machine, {}), _order(shop, plan, machine)
        for first, second in pairwise(order):
            one, other = plan.tasks[first], plan.tasks[second]
            assert one is not None and other is not None
            ready = one.end + times.get((first, second), 0)
            if other.start < ready:
                return f"tasks {first} and {second} are without their setup on machine {machine}"
            if shop.resources[machine].is_never_idle and other.start > ready:
                return f"machine {machine} is idle after task {first}"
        for item in shop.constraints.consecutive:
            both = item.task1 in order and item.task2 in order
            if both and (item.task1, item.task2) not in pairwise(order):
                return f"task {item.task2} does not follow task {item.task1} on {machine}"
    return _sequences(shop, plan)


def _sequences(shop: Shop, plan: Plan) -> str | None:
    for item in shop.constraints.same_sequence:
        machines = item.machine1, item.machine2
        if not all(_is_plain(shop, plan, machine) for machine in machines):
            continue
        lists = [
            given if given is not None
            else sorted(mode.task for mode in shop.modes if machine in mode.demands)
            for machine, given in ((item.machine1, item.tasks1), (item.machine2, item.tasks2))
        ]
        orders = [_order(shop, plan, machine) for machine in machines]
        following = [
            set(pairwise(order)) | {(task, task) for task in tasks if task not in order}
            for order, tasks in zip(orders, lists)
        ]
        pairs = zip(product(lists[0], repeat=2), product(lists[1], repeat=2))
        if any((one in following[0]) != (other in following[1]) for one, other in pairs):
            return f"machines {item.machine1} and {item.machine2} have different sequences"
    return None
