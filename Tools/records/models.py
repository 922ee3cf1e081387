"""The text of an exported model in constraints that dovetail-verify has rules for, so that a bound of it has a proof.

Every line that is left is implied by the ones that were there, so the model is the same or relaxed: a bound of it is one of
the instance. Lines are as `dovetail export --format dvt` writes them.
"""

import json
import re

INTERVAL = re.compile(r"interval (t\d+) start (.+?) duration (.+?) end (.+?)( presence .*?)?( \"(?:[^\"\\]|\\.)*\")?$")
TEMPORAL = re.compile(r"temporal (t\d+) (start|end) (<=|=) (t\d+) (start|end) delay (-?\d+)$")
TRANSITIONS = re.compile(r"(directTransitions|transitions) \[(.*?)\] kinds (\[.*?\]) times (\[.*\])$")
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
        return "\n".join(variables + self.fresh + rest) + "\n"


def provable(text, value=None):
    """The model's text with time lags as precedences or rows, setup times as orders of pairs, and without reservoirs.

    - Parameter value: of some solution. What is worse is left out, of which no bound up to this value says anything: a
      solution is worse, or it is one of this model.
    """
    return _Rewriting(text).run(value)
