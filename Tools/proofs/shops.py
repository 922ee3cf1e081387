"""Tiny job shops, flexible job shops and projects: their texts, and their least makespans by trying all orders.

A job shop is a list of jobs of (machine from 0, duration), a flexible one a list of jobs of lists of such choices. A
project is (durations, demands, followers, capacities), the first and the last activity of no duration included. What
takes no time needs no machine and no resource.
"""
import itertools


def shop_text(shop, machines, counted=False):
    """With counts, lines are as in files whose first line ends with *, which may have jobs without operations."""
    lines = [f"{len(shop)} {machines}" + (" *" if counted else "")]
    for job in shop:
        lines.append(" ".join(([str(len(job))] if counted else []) + [f"{m} {d}" for m, d in job]))
    return "\n".join(lines) + "\n"


def flexible_text(shop, machines):
    lines = [f"{len(shop)} {machines}"]
    for job in shop:
        choices = [f"{len(choices)} " + " ".join(f"{m + 1} {d}" for m, d in choices) for choices in job]
        lines.append(" ".join([str(len(job)), *choices]))
    return "\n".join(lines) + "\n"


def project_text(durations, demands, followers, capacities):
    kinds, stars = len(capacities), "*" * 72
    header = "  ".join(f"R {k + 1}" for k in range(kinds))
    lines = [
        stars, "file with basedata            : random", stars, "projects                      :  1",
        f"jobs (incl. supersource/sink ):  {len(durations)}",
        f"horizon                       :  {sum(durations)}", "RESOURCES",
        f"  - renewable                 :  {kinds}   R", "  - nonrenewable              :  0   N",
        "  - doubly constrained        :  0   D", stars, "PRECEDENCE RELATIONS:",
        "jobnr.    #modes  #successors   successors",
        *(f"  {a + 1}  1  {len(s)}  {' '.join(str(b + 1) for b in sorted(s))}" for a, s in enumerate(followers)),
        stars, "REQUESTS/DURATIONS:", "jobnr. mode duration  " + header, "-" * 72,
        *(f"  {a + 1}  1  {durations[a]}  {'  '.join(map(str, demands[a]))}" for a in range(len(durations))),
        stars, "RESOURCEAVAILABILITIES:", header, "  " + "  ".join(map(str, capacities)), stars]
    return "\n".join(lines) + "\n"


def best_shop(shop):
    """Some order of the operations, each as early as it can be, is optimal."""
    best = sum(d for job in shop for _, d in job)
    places, ready, free = [0] * len(shop), [0] * len(shop), {}

    def go(end):
        nonlocal best
        if end >= best:
            return
        if all(place == len(job) for place, job in zip(places, shop)):
            best = end
            return
        for j, job in enumerate(shop):
            if places[j] < len(job):
                m, d = job[places[j]]
                old = ready[j], free.get(m, 0)
                start = max(old) if d else old[0]
                places[j] += 1
                ready[j] = start + d
                if d:
                    free[m] = start + d
                go(max(end, start + d))
                places[j] -= 1
                ready[j], free[m] = old

    go(0)
    return best


def best_flexible(shop):
    operations = [choices for job in shop for choices in job]
    best = None
    for chosen in itertools.product(*operations):
        rest = iter(chosen)
        end = best_shop([[next(rest) for _ in job] for job in shop])
        best = end if best is None else min(best, end)
    return best


def best_project(durations, demands, followers, capacities):
    """Some order of the activities, each as early as it can be beside those before it, is optimal."""
    n = len(durations)
    before = [{a for a in range(n) if b in followers[a]} for b in range(n)]
    best, starts = sum(durations) + 1, {}

    def fits(b, start):
        for time in range(start, start + durations[b]):
            for k, capacity in enumerate(capacities):
                used = sum(demands[a][k] for a, s in starts.items() if s <= time < s + durations[a])
                if used + demands[b][k] > capacity:
                    return False
        return True

    def go(end):
        nonlocal best
        if end >= best:
            return
        if len(starts) == n:
            best = end
            return
        for b in range(n):
            if b not in starts and before[b] <= starts.keys():
                start = max((starts[a] + durations[a] for a in before[b]), default=0)
                while not fits(b, start):
                    start += 1
                starts[b] = start
                go(max(end, start + durations[b]))
                del starts[b]

    go(0)
    return best
