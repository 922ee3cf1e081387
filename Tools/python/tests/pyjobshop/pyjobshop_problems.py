"""Random problems over all that PyJobShop can say, small enough to be solved to the end."""

from __future__ import annotations

from random import Random
from typing import Any

from pyjobshop import (
    Consecutive,
    Constraints,
    Consumable,
    DifferentResources,
    EndAtEnd,
    EndAtStart,
    EndBeforeEnd,
    EndBeforeStart,
    IdenticalResources,
    Job,
    Machine,
    Mode,
    ModeDependency,
    Objective,
    ProblemData,
    Renewable,
    SameSequence,
    SelectAllOrNone,
    SelectAtLeastOne,
    SelectExactlyOne,
    SetupTime,
    StartAtEnd,
    StartAtStart,
    StartBeforeEnd,
    StartBeforeStart,
    Task,
)
from pyjobshop.constants import MAX_VALUE

TIMINGS = [
    StartBeforeStart, StartBeforeEnd, EndBeforeStart, EndBeforeEnd, StartAtStart, StartAtEnd,
    EndAtStart, EndAtEnd,
]
TIMING_NAMES = [
    "start_before_start", "start_before_end", "end_before_start", "end_before_end",
    "start_at_start", "start_at_end", "end_at_start", "end_at_end",
]
WEIGHTS = [
    "makespan", "tardy_jobs", "total_flow_time", "total_tardiness", "total_earliness",
    "max_tardiness", "total_setup_time",
]


def random_problem(seed: int) -> ProblemData:
    """One of the endless problems. Some have no schedule."""
    while True:
        try:
            return _Draw(Random(seed)).problem()
        except ValueError:
            # The parts do not go together; the next draw may.
            seed += 1_000_003


class _Draw:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.task_count = random.randint(2, 6)
        self.has_optional = self.may(0.4)
        self.has_zero = self.may(0.25)
        self.has_breaks = self.may(0.3)

    def may(self, chance: float) -> bool:
        return self.random.random() < chance

    def some(self, chance: float, low: int, high: int, otherwise: Any) -> Any:
        return self.random.randint(low, high) if self.may(chance) else otherwise

    def pick(self, count: int) -> int:
        return self.random.randrange(count)

    def pair(self) -> list[int]:
        """Two tasks, seldom the same."""
        if self.may(0.03):
            return [self.pick(self.task_count)] * 2
        return self.random.sample(range(self.task_count), 2)

    def problem(self) -> ProblemData:
        resources = self.resources()
        job_count = self.random.randint(1, 3)
        owners = [self.some(0.9, 0, job_count - 1, None) for _ in range(self.task_count)]
        jobs = [self.job([t for t, owner in enumerate(owners) if owner == job])
                for job in range(job_count)]
        kept = [job for job, made in enumerate(jobs) if made.tasks]
        places = {job: place for place, job in enumerate(kept)}
        tasks = [self.task(None if owner is None else places[owner]) for owner in owners]
        modes = [mode for task in range(self.task_count) for mode in self.modes(task, resources)]
        constraints = self.constraints(resources, modes)
        weights = self.weights(bool(constraints.setup_times))
        return ProblemData(
            [jobs[job] for job in kept], resources, tasks, modes, constraints,
            Objective(**{f"weight_{name}": weight for name, weight in weights.items()}),
        )

    def breaks(self) -> list[tuple[int, int]]:
        if not self.has_breaks or self.may(0.4):
            return []
        time, made = 0, []
        for _ in range(self.random.randint(1, 2)):
            time += self.random.randint(0, 5)
            length = self.random.randint(1, 3)
            made.append((time, time + length))
            time += length
        return made

    def resources(self) -> list[Any]:
        made: list[Any] = []
        for _ in range(self.random.randint(1, 2)):
            breaks = self.breaks()
            made.append(Machine(breaks, no_idle=not breaks and self.may(0.15)))
        if self.may(0.4):
            made.append(Renewable(self.random.randint(1, 4), self.breaks()))
        if self.may(0.3):
            made.append(Consumable(self.random.randint(4, 10), self.breaks()))
        self.random.shuffle(made)
        return made

    def job(self, tasks: list[int]) -> Job:
        release = self.some(0.4, 0, 6, 0)
        return Job(
            weight=self.some(0.5, 0, 4, 1), release_date=release,
            deadline=self.some(0.12, release + 12, 40, MAX_VALUE),
            due_date=self.random.randint(-2, 15), tasks=tasks,
        )

    def task(self, job: int | None) -> Task:
        first = self.some(0.1, -2, 8, 0)
        end = self.some(0.1, 0, 8, 0)
        return Task(
            job=job, earliest_start=first, latest_start=self.some(0.1, first, 15, MAX_VALUE),
            earliest_end=end, latest_end=self.some(0.1, end + 5, 25, MAX_VALUE),
            allow_idle=self.may(0.2), allow_breaks=self.may(0.5),
            optional=self.has_optional and self.may(0.5),
        )

    def modes(self, task: int, resources: list[Any]) -> list[Mode]:
        made = []
        for _ in range(self.some(0.5, 2, 3, 1)):
            used = [number for number in range(len(resources)) if self.may(0.6)]
            self.random.shuffle(used)
            demands = [
                0 if isinstance(resources[number], Machine)
                else self.random.randint(0, min(3, resources[number].capacity + 1))
                for number in used
            ]
            low = 0 if self.has_zero else 1
            made.append(Mode(task, used, self.random.randint(low, 5), demands))
        return made

    def constraints(self, resources: list[Any], modes: list[Mode]) -> Constraints:
        made = Constraints()
        count = self.task_count
        for _ in range(self.some(0.8, 1, 4, 0)):
            kind = self.pick(4) if self.may(0.7) else self.pick(8)
            delay = self.some(0.5, -3, 3, 0)
            getattr(made, TIMING_NAMES[kind]).append(
                TIMINGS[kind](*self.pair(), delay)
            )
        pairs: list[tuple[list[Any], Any]] = [
            (made.identical_resources, IdenticalResources),
            (made.different_resources, DifferentResources), (made.consecutive, Consecutive),
        ]
        for entries, kind in pairs:
            if self.may(0.12):
                entries.append(kind(*self.pair()))
        machines = [n for n, resource in enumerate(resources) if isinstance(resource, Machine)]
        if self.may(0.15):
            made.same_sequence.append(self.same_sequence(machines, modes))
        if self.may(0.4):
            for _ in range(self.random.randint(1, 2 * count)):
                made.setup_times.append(SetupTime(
                    self.random.choice(machines), self.pick(count), self.pick(count),
                    self.random.randint(0, 4),
                ))
        if self.may(0.2):
            others = self.random.sample(range(len(modes)), min(len(modes), self.some(0.5, 1, 2, 1)))
            made.mode_dependencies.append(ModeDependency(self.pick(len(modes)), others))
        selections: list[tuple[list[Any], Any]] = [
            (made.select_all_or_none, SelectAllOrNone),
            (made.select_at_least_one, SelectAtLeastOne),
            (made.select_exactly_one, SelectExactlyOne),
        ]
        for entries, kind in selections:
            if self.may(0.5 if self.has_optional else 0.05):
                members = self.random.sample(range(count), self.random.randint(1, min(3, count)))
                entries.append(kind(members, self.some(0.4, 0, count - 1, None)))
        return made

    def same_sequence(self, machines: list[int], modes: list[Mode]) -> SameSequence:
        first, second = self.random.choice(machines), self.random.choice(machines)
        if self.may(0.5):
            return SameSequence(first, second)
        lists = []
        for machine in (first, second):
            tasks = sorted({mode.task for mode in modes if machine in mode.resources})
            self.random.shuffle(tasks)
            lists.append(tasks)
        return SameSequence(first, second, *lists)

    def weights(self, has_setups: bool) -> dict[str, int]:
        names = [name for name in WEIGHTS if has_setups or name != "total_setup_time"]
        if self.may(0.05):
            return {}
        chosen = self.random.sample(names, self.some(0.4, 2, 3, 1))
        return {name: self.random.randint(1, 4) for name in chosen}
