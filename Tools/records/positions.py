"""Flow shops with one order of jobs by the places of jobs in it, from the numbers of the file.

A variable says that a job has a place; each job has one, and each place. The job at a place ends on a machine no sooner than it
ends on the machine before it, and the job at the place before it on this one, with its duration after (Wagner 1959). Ends, and
what they are late, are as early as this allows, so the model's optimum is the instance's.
"""

import matrices


def model(text, variant):
    """The model of a file of `jobs machines`, for tardiness a line of due dates, and a row of durations for each job."""
    late = variant == "permutation-tardiness"
    lengths, due = matrices.read(text, dates=late)
    jobs, machines = len(lengths), len(lengths[0])

    def has(job, place):
        return f"x{job * jobs + place}"

    def end(place, machine):
        return f"x{jobs * jobs + place * machines + machine}"

    def tardiness(place):
        return f"x{jobs * (jobs + machines) + place}"

    def weighted(factors, place):
        return [f"{factor} {has(job, place)}" for job, factor in enumerate(factors) if factor]

    # No job waits where it need not, so all is done when each has taken all its time alone.
    last = sum(map(sum, lengths))
    lines = ["dovetail-model 1", *(f"bool x{number}" for number in range(jobs * jobs))]
    lines += [f"int x{jobs * jobs + number} 0..{last}" for number in range(jobs * (machines + late))]
    for one in range(jobs):
        lines.append(f"linear {' + '.join(has(one, place) for place in range(jobs))} - 1 = 0")
        lines.append(f"linear {' + '.join(has(job, one) for job in range(jobs))} - 1 = 0")
    for place in range(jobs):
        for machine in range(machines):
            work = weighted([row[machine] for row in lengths], place)
            before = [end(place - 1, machine)] if place else []
            ahead = [end(place, machine - 1)] if machine else []
            for earlier in (before, ahead) if place and machine else (before + ahead,):
                lines.append(f"linear {' + '.join(work + earlier) or '0'} - {end(place, machine)} <= 0")
        if late:
            dates = "".join(f" - {term}" for term in weighted(due, place))
            lines.append(f"linear {end(place, machines - 1)}{dates} - {tardiness(place)} <= 0")
    worth = {
        "permutation": [end(jobs - 1, machines - 1)],
        "permutation-completion": [end(place, machines - 1) for place in range(jobs)],
        "permutation-tardiness": [tardiness(place) for place in range(jobs)],
    }[variant]
    return "\n".join(lines) + f"\nminimize {' + '.join(worth)}\n"
