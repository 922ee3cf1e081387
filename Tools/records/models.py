"""Models in constraints that dovetail-verify has rules for, so that a bound of them has a proof.

`provable` makes one from an exported model's text. Every line that is left is implied by the ones that were there, so
the model is the same or relaxed: a bound of it is one of the instance. Lines are as `dovetail export --format dvt`
writes them. `loads` makes one of the numbers of a file.
"""

import json
import re

import matrices

INTERVAL = re.compile(r"interval (t\d+) start (.+?) duration (.+?) end (.+?)( presence .*?)?( \"(?:[^\"\\]|\\.)*\")?$")
TEMPORAL = re.compile(r"temporal (t\d+) (start|end) (<=|=) (t\d+) (start|end) delay (-?\d+)$")
TRANSITIONS = re.compile(r"(directTransitions|transitions) \[(.*?)\] kinds (\[.*?\]) times (\[.*\])$")
ALTERNATIVE = re.compile(r"alternative (t\d+) of \[(.*?)\]$")
NO_OVERLAP = re.compile(r"noOverlap \[(.*?)\]$")
VARIABLE = re.compile(r"(?:int|bool) x(\d+)")
OBJECTIVE = re.compile(r"(minimize|maximize) (.+)$")

# Where more pairs than this would have an order, setup times are left out.
PAIRS = 20_000


def _negated(form):
    """A form with all its signs turned."""
    turned = form.replace(" + ", "\0").replace(" - ", " + ").replace("\0", " - ")
    return turned[1:] if turned.startswith("-") else "-" + turned if turned != "0" else "0"


def _row(first, second, delay, relation):
    """first + delay - second, compared with 0."""
    opposite = _negated(second)
    text = first + (f" - {opposite[1:]}" if opposite.startswith("-") else f" + {opposite}")
    if delay:
        text += f" + {delay}" if delay > 0 else f" - {-delay}"
    return f"linear {text} {relation} 0"


def _gaps(direct, durations, kinds, times):
    """By pair of places, what lies at least between the end of the first and the start of the second, where it is first.

    Setup times of neighbours say this of a pair by the shortest way over others between them. None where a time is "never".
    """
    gaps = [[times[a][b] for b in kinds] for a in kinds]
    places = range(len(kinds))
    if any(gaps[i][j] < 0 for i in places for j in places if i != j):
        return None
    if direct:
        for k in places:
            for i in places:
                for j in places:
                    if k not in (i, j) and i != j:
                        gaps[i][j] = min(gaps[i][j], gaps[i][k] + durations[k] + gaps[k][j])
    return gaps


class _Rewriting:
    def __init__(self, text):
        self.lines = text.splitlines()
        self.intervals = {}
        numbers = [int(found[1]) for found in map(VARIABLE.match, self.lines) if found]
        self.count = max(numbers, default=-1) + 1
        self.fresh = []
        self.room = PAIRS

    def lag(self, found):
        first, side, relation, second, other, delay = found.groups()
        if not (self.intervals.get(first) and self.intervals.get(second)):
            return None
        if (side, relation, other) == ("end", "<=", "start"):
            return [f"precedence {first} before {second} delay {delay}"]
        return [_row(self.intervals[first][side], self.intervals[second][other], int(delay), relation)]

    def setups(self, found):
        """No overlap, and of each pair that is always there an order, either way with its time."""
        names = found[2].split(", ")
        made = [f"noOverlap [{found[2]}]"]
        pairs = len(names) * (len(names) - 1) // 2
        if pairs > self.room or not all(self.intervals.get(name) for name in names):
            return made
        durations = [int(text) if text.isdigit() else 0 for text in (self.intervals[name]["duration"] for name in names)]
        gaps = _gaps(found[1] == "directTransitions", durations, json.loads(found[3]), json.loads(found[4]))
        if gaps is None:
            return made
        self.room -= pairs
        for i, first in enumerate(names):
            for j, second in enumerate(names[:i]):
                order = f"x{self.count}"
                self.count += 1
                self.fresh.append(f"bool {order}")
                made.append(f"precedence {first} before {second} delay {gaps[i][j]} if [{order}]")
                made.append(f"precedence {second} before {first} delay {gaps[j][i]} if [!{order}]")
        return made

    def stages(self):
        """Tasks of which each takes one of the same k machines: at most k of them are under way at a time."""
        machine = {}
        for number, found in enumerate(filter(None, map(NO_OVERLAP.match, self.lines))):
            for name in found[1].split(", "):
                machine.setdefault(name, number)
        groups = {}
        for found in filter(None, map(ALTERNATIVE.match, self.lines)):
            machines = [machine.get(name) for name in found[2].split(", ")]
            if None not in machines and self.intervals.get(found[1]):
                groups.setdefault(frozenset(machines), []).append(found[1])
        for machines, names in groups.items():
            if 1 < len(machines) < len(names):
                yield f"cumulative [{', '.join(names)}] demands [{'; '.join('1' for _ in names)}] capacity {len(machines)}"

    def run(self, value):
        variables, rest = [], []
        for line in self.lines:
            interval, temporal, transitions = (kind.match(line) for kind in (INTERVAL, TEMPORAL, TRANSITIONS))
            objective = OBJECTIVE.match(line)
            if interval:
                name, start, duration, end, presence, _ = interval.groups()
                self.intervals[name] = None if presence else {"start": start, "duration": duration, "end": end}
            if temporal:
                rest += self.lag(temporal) or [line]
            elif transitions:
                rest += self.setups(transitions)
            elif objective and value is not None:
                form = objective[2] if objective[1] == "minimize" else _negated(objective[2])
                rest += [_row(form, str(value if objective[1] == "minimize" else -value), 0, "<="), line]
            elif VARIABLE.match(line):
                variables.append(line)
            elif not line.startswith("reservoir "):
                (rest if variables else variables).append(line)
        rest[-1:-1] = self.stages()
        return "\n".join(variables + self.fresh + rest) + "\n"


def provable(text, value=None):
    """The model's text with time lags as precedences or rows, setup times as orders of pairs, and without reservoirs;
    of like machines the number is said as well.

    - Parameter value: of some solution. What is worse is left out, of which no bound up to this value says anything: a
      solution is worse, or it is one of this model.
    """
    return _Rewriting(text).run(value)


def loads(text, value=None):
    """Unrelated machines, from a file of `jobs machines` and a row of durations for each job: each job on one machine, the sum
    of each machine's durations at most the makespan, which is at most `value`."""
    rows, _ = matrices.read(text)
    jobs, machines = len(rows), len(rows[0])

    def variable(job, machine):
        return f"x{1 + job * machines + machine}"

    lines = ["dovetail-model 1", f"int x0 0..{sum(map(max, rows)) if value is None else value}"]
    lines += [f"bool {variable(job, machine)}" for job in range(jobs) for machine in range(machines)]
    lines += [f"linear {' + '.join(variable(job, machine) for machine in range(machines))} - 1 = 0" for job in range(jobs)]
    for machine in range(machines):
        terms = " + ".join(f"{row[machine]} {variable(job, machine)}" for job, row in enumerate(rows) if row[machine])
        lines += [f"linear {terms} - x0 <= 0"] if terms else []
    return "\n".join(lines) + "\nminimize x0\n"
