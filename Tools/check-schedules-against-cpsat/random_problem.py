"""Random problems of what both models say alike.

PyJobShop's model and this solver's differ here and there; the random problems stay where they do not:

- A task of no time occupies nothing here; there it has its place on its machines and in no break. So what takes no time
  is on no machine and on nothing that has breaks.
- A task that idles without pausing is in no break here; there only its processing is in none. So what idles, and
  demands something with breaks, may pause too.
- A machine that is never idle may have breaks here; there it may not stop for them either, and setups count as work. So
  such machines have neither.
- Lags, identical resources and the rest hold here where both tasks take place; identical resources there always. So
  those tasks are not optional.
- The same sequence compares orders here, and there who follows whom and who is absent. So it is asked of machines whose
  tasks are always on them.
- A mode that depends on others needs the other task there, and not here; the reader of the file says that with a
  selection where it can, so the task has one mode where the other is optional.
- A task that is left out still has times there, which count in the release and the earliness of its job. So an optional
  task is of no job, or of one without release that has another task, and then nothing counts earliness.
- Maximum tardiness is weighted by job there. So jobs have one weight where it counts.
- Setup times of a task with itself count there where the task is not on the machine. So there are none.
"""

import random

from pyjobshop import Model

DELAYS = ["start_before_start", "start_before_end", "end_before_start", "end_before_end"]
EXACT = ["start_at_start", "start_at_end", "end_at_start", "end_at_end"]
SELECTIONS = ["select_all_or_none", "select_at_least_one", "select_exactly_one"]


class Draw:
    """A problem while it is drawn, with the names of what it has."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.model = Model()
        self.kinds = set()
        # By number, since equal machines and tasks are not the same.
        self.machines, self.calendars, self.capacities = [], set(), []
        self.modes, self.demands = [], []
        # Tasks by turns on the first two machines and always there, so that their sequences can be compared.
        self.has_lines = self.chance(12)

    def chance(self, percent):
        return self.random.random() * 100 < percent

    def below(self, low, high):
        return self.random.randint(low, high)

    def data(self):
        self.draw_resources()
        self.draw_jobs()
        for number in range(2 * self.below(2, 3) if self.has_lines else self.below(3, 6)):
            self.draw_task(number)
        self.draw_machine_rules()
        for _ in range(self.below(0, 3) if self.chance(70) else 0):
            self.draw_lag()
        for _ in range(self.below(1, 2) if self.chance(45) else 0):
            self.draw_pair()
        for _ in range(self.below(1, 2) if self.chance(40) else 0):
            self.draw_selection()
        self.draw_objective()
        return self.model.data()

    def breaks(self):
        time, made = self.below(0, 4), []
        for _ in range(self.below(1, 3)):
            end = time + self.below(1, 2)
            made.append((time, end))
            time = end + self.below(1, 3)
        return made

    def draw_resources(self):
        for number in range(self.below(2 if self.has_lines else 1, 3)):
            kind = self.random.choice(["machine", "machine", "renewable", "consumable"])
            if self.has_lines and number < 2:
                kind = "machine"
            breaks = self.breaks() if kind != "consumable" and self.chance(35) else []
            if kind == "machine":
                no_idle = not breaks and self.chance(20)
                self.model.add_machine(breaks=breaks, no_idle=no_idle)
                self.machines.append(number)
                self.capacities.append(0)
                if no_idle:
                    self.kinds.add("no_idle")
            elif kind == "renewable":
                self.capacities.append(self.below(1, 4))
                self.model.add_renewable(capacity=self.capacities[-1], breaks=breaks)
            else:
                self.capacities.append(self.below(2, 9))
                self.model.add_consumable(capacity=self.capacities[-1])
            if breaks:
                self.calendars.add(number)
                self.kinds.add("breaks")
            self.kinds.add(kind)

    def draw_jobs(self):
        weight = self.below(1, 3)
        self.has_one_weight = self.chance(50)
        for _ in range(self.below(1, 3)):
            self.model.add_job(
                weight=weight if self.has_one_weight else self.below(0, 3),
                release_date=self.below(0, 3) if self.chance(25) else 0, due_date=self.below(0, 9),
                **({"deadline": self.below(8, 14)} if self.chance(30) else {}))

    def draw_task(self, number):
        jobs = self.model.jobs
        # Each job has a task that takes place.
        job = jobs[number] if number < len(jobs) else self.random.choice(jobs + [None])
        may_be_absent = not self.has_lines and number >= len(jobs) and (job is None or job.release_date == 0)
        is_optional = may_be_absent and self.chance(60)
        if job is not None and is_optional:
            self.kinds.add("optional in a job")
        windows = {}
        if self.chance(12):
            windows["earliest_start"] = self.below(0, 3)
        if self.chance(12):
            windows["latest_end"] = self.below(6, 12)
        if self.chance(8):
            windows["latest_start"] = self.below(3, 8)
        if self.chance(8):
            windows["earliest_end"] = self.below(0, 5)
        if windows:
            self.kinds.add("windows")
        choices = [self.draw_demands(number) for _ in range(self.random.choice([1, 1, 2, 3]))]
        meets_calendar = any(resource in self.calendars for demands in choices for resource in demands)
        may_idle = self.chance(25)
        may_pause = meets_calendar and (may_idle or self.chance(50))
        task = self.model.add_task(
            job=job, optional=is_optional, allow_idle=may_idle, allow_breaks=may_pause, **windows)
        flags = {"optional": is_optional, "idle": may_idle, "pause": may_pause, "modes": len(choices) > 1}
        self.kinds.update(kind for kind, is_met in flags.items() if is_met)
        self.demands.append(choices)
        self.modes.append([])
        for demands in choices:
            may_be_nothing = not any(number in self.machines or number in self.calendars for number in demands)
            duration = 0 if may_be_nothing and self.chance(20) else self.below(1, 4)
            resources = [self.model.resources[number] for number in demands]
            self.modes[-1].append(
                self.model.add_mode(task, resources, duration=duration, demands=list(demands.values())))

    def draw_demands(self, task):
        demands = {}
        for number, capacity in enumerate(self.capacities):
            if number == task % 2 if self.has_lines and number < 2 else self.chance(62):
                demands[number] = self.below(0, min(3, capacity))
        return demands

    def certain_users(self, machine):
        """The tasks that may be on the machine; None where one of them may be elsewhere or left out."""
        tasks = self.model.tasks
        users = [n for n, choices in enumerate(self.demands) if any(machine in demands for demands in choices)]
        is_certain = all(
            not tasks[n].optional and all(machine in demands for demands in self.demands[n]) for n in users)
        return users if is_certain else None

    def draw_machine_rules(self):
        tasks, resources = self.model.tasks, self.model.resources
        for machine in self.machines:
            if not resources[machine].no_idle and self.chance(30):
                for first in range(len(tasks)):
                    for second in range(len(tasks)):
                        if first != second and self.chance(50):
                            self.model.add_setup_time(resources[machine], tasks[first], tasks[second], self.below(0, 3))
                            self.kinds.add("setup_times")
        if len(self.machines) > 1 and self.chance(70):
            users = [self.certain_users(machine) for machine in self.machines[:2]]
            if all(users) and len(users[0]) == len(users[1]) > 1:
                for members in users:
                    self.random.shuffle(members)
                self.model.add_same_sequence(
                    *(resources[machine] for machine in self.machines[:2]),
                    *([tasks[number] for number in members] for members in users))
                self.kinds.add("same_sequence")

    def pair(self):
        """The numbers of two tasks, and the tasks."""
        numbers = self.random.sample(range(len(self.model.tasks)), 2)
        return numbers, [self.model.tasks[number] for number in numbers]

    def draw_lag(self):
        _, (first, second) = self.pair()
        kind = self.random.choice(EXACT if self.chance(25) else DELAYS)
        getattr(self.model, f"add_{kind}")(first, second, delay=self.below(-3, 2))
        self.kinds.add(kind)

    def draw_pair(self):
        numbers, (first, second) = self.pair()
        kind = self.random.choice(["identical_resources", "different_resources", "consecutive", "mode_dependency"])
        if kind == "identical_resources" and (first.optional or second.optional):
            return
        if kind == "mode_dependency":
            modes, others = (self.modes[number] for number in numbers)
            if second.optional and len(modes) > 1:
                return
            self.model.add_mode_dependency(
                self.random.choice(modes), self.random.sample(others, self.below(1, len(others))))
        else:
            getattr(self.model, f"add_{kind}")(first, second)
        self.kinds.add(kind)

    def draw_selection(self):
        tasks = self.model.tasks
        optional = [number for number, task in enumerate(tasks) if task.optional]
        if not optional:
            return
        kind = self.random.choice(SELECTIONS)
        members = self.random.sample(optional, self.below(1, len(optional)))
        others = [number for number in range(len(tasks)) if number not in members]
        condition = self.random.choice(others) if others and self.chance(50) else None
        getattr(self.model, f"add_{kind}")(
            [tasks[number] for number in members], None if condition is None else tasks[condition])
        self.kinds.add(kind if condition is None else f"{kind} under a condition")

    def draw_objective(self):
        measures = ["makespan", "tardy_jobs", "total_flow_time", "total_tardiness"]
        if self.has_one_weight:
            measures.append("max_tardiness")
        if "optional in a job" not in self.kinds:
            measures.append("total_earliness")
        if "setup_times" in self.kinds:
            measures.append("total_setup_time")
        chosen = self.random.sample(measures, self.below(1, 2))
        self.model.set_objective(**{f"weight_{measure}": self.below(1, 3) for measure in chosen})
        self.kinds.update(chosen)


def problem(seed):
    """The problem of a seed, and what it has."""
    draw = Draw(seed)
    data = draw.data()
    return data, draw.kinds - {"optional in a job"}
