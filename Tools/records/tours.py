"""Flow shops without waiting as tours, from the numbers of the file: models whose bounds have short proofs.

When one job follows another, the second begins so long after the first as its operations need not to run into it; the last job
takes all its operations. So a sequence costs what a tour does through the jobs and a place 0 to begin and end at. The model
has a variable for each step from one to another, and asks for one step to and one from each place, no two steps back and
forth, and no tour within any of some sets of places, the cuts. All of this holds of every tour.
"""

import matrices
from studies import Failure


def _cost(first, second):
    """From the start of a job to that of the next one."""
    least, ahead, behind = 0, 0, 0
    for one, other in zip(first, second):
        ahead += one
        least = max(least, ahead - behind)
        behind += other
    return least


def _steps(places):
    return [(a, b) for a in range(places) for b in range(places) if a != b]


def model(text, cuts=()):
    """The model of a file of `jobs machines` and a row of durations for each job, with the cuts."""
    rows, _ = matrices.read(text)
    jobs = len(rows)
    variables = {step: f"x{number}" for number, step in enumerate(_steps(jobs + 1))}

    def price(a, b):
        return 0 if a == 0 else sum(rows[a - 1]) if b == 0 else _cost(rows[a - 1], rows[b - 1])

    lines = ["dovetail-model 1", *(f"bool {variable}" for variable in variables.values())]
    for place in range(jobs + 1):
        for side in (0, 1):
            lines.append(f"linear {' + '.join(x for step, x in variables.items() if step[side] == place)} - 1 = 0")
    lines += [f"linear {variables[a, b]} + {variables[b, a]} - 1 <= 0" for a, b in variables if a < b]
    for cut in cuts:
        within = [variables[a, b] for a in cut for b in cut if a != b]
        # Of a tour through more places than these, fewer steps than places are within them.
        if not set(cut) < set(range(jobs + 1)):
            raise Failure("a cut of other places")
        lines.append(f"linear {' + '.join(within)} - {len(set(cut)) - 1} <= 0")
    terms = [f"{price(*step)} {x}" for step, x in variables.items() if price(*step)]
    return "\n".join(lines) + f"\nminimize {' + '.join(terms) or '0'}\n"


def parts(values):
    """The tours that the steps make by a solution's values, each as its places, without the one through all."""
    places = next(count for count in range(2, len(values) + 3) if count * (count - 1) == len(values))
    after = {a: b for number, (a, b) in enumerate(_steps(places)) if values[f"x{number}"]}
    found = []
    while after:
        start, there = after.popitem()
        tour = [start]
        while there != start:
            tour.append(there)
            there = after.pop(there)
        found.append(sorted(tour))
    return [tour for tour in found if len(tour) < places]
