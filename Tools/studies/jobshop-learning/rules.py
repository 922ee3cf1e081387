"""Job shops and the static dispatching rules of Tassel, Gebser and Schekotihin's environment: at the least time at which
some job's next operation can start, one of those that can start then does (a non-delay schedule)."""


def read(path):
    """The jobs of a file in the standard layout, each a list of (machine, duration)."""
    with open(path) as file:
        numbers = [int(word) for line in file if not line.startswith("#") for word in line.split()]
    jobs, machines = numbers[:2]
    if len(numbers) != 2 + 2 * jobs * machines:
        raise ValueError(f"{path}: expected {2 * jobs * machines} numbers behind the counts, found {len(numbers) - 2}")
    rows = [numbers[2 + 2 * machines * j : 2 + 2 * machines * (j + 1)] for j in range(jobs)]
    return [list(zip(row[::2], row[1::2])) for row in rows]


def fifo(job, operation, ready, remaining):
    return ready


def spt(job, operation, ready, remaining):
    return operation[1]


def mtwr(job, operation, ready, remaining):
    return -remaining


RULES = {"FIFO": fifo, "SPT": spt, "MTWR": mtwr}


def makespan(jobs, rule):
    """Of the schedule that the rule makes: least value first, then the least number of a job."""
    waiting = {}  # By machine, (job, place, ready, value).
    free, remaining, end = {}, [sum(d for _, d in job) for job in jobs], 0

    def join(job, place, ready):
        operation = jobs[job][place]
        value = rule(job, operation, ready, remaining[job])
        waiting.setdefault(operation[0], []).append((value, job, place, ready))

    for job in range(len(jobs)):
        join(job, 0, 0)
    while any(waiting.values()):
        # The machine on which something can start first.
        time, machine = min(
            (max(free.get(machine, 0), min(entry[3] for entry in queue)), machine) for machine, queue in waiting.items() if queue)
        entry = min(entry for entry in waiting[machine] if entry[3] <= time)
        waiting[machine].remove(entry)
        _, job, place, _ = entry
        duration = jobs[job][place][1]
        free[machine] = time + duration
        end = max(end, time + duration)
        remaining[job] -= duration
        if place + 1 < len(jobs[job]):
            join(job, place + 1, time + duration)
    return end
