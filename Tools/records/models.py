"""The text of an exported model in constraints that dovetail-verify has rules for, so that a bound of it has a proof.

Every line that is left is implied by the ones that were there, so the model is the same or relaxed: a bound of it is one of
the instance. Lines are as `dovetail export --format dvt` writes them.
"""

import re

INTERVAL = re.compile(r"interval (t\d+) start (.+?) duration (.+?) end (.+?)( presence .*?)?( \"(?:[^\"\\]|\\.)*\")?$")
TEMPORAL = re.compile(r"temporal (t\d+) (start|end) (<=|=) (t\d+) (start|end) delay (-?\d+)$")
TRANSITIONS = re.compile(r"(?:directTransitions|transitions) (\[.*?\]) kinds ")


def _negated(form):
    """A form with all its signs turned."""
    turned = form.replace(" + ", "\0").replace(" - ", " + ").replace("\0", " - ")
    return turned[1:] if turned.startswith("-") else "-" + turned if turned != "0" else "0"


def _difference(first, second, delay, relation):
    """first + delay - second as a row."""
    opposite = _negated(second)
    text = first + (f" - {opposite[1:]}" if opposite.startswith("-") else f" + {opposite}")
    if delay:
        text += f" + {delay}" if delay > 0 else f" - {-delay}"
    return f"linear {text} {relation} 0"


def provable(text):
    """The model's text with time lags as precedences or rows, setup times as no overlap, and without reservoirs.

    - A lag between two intervals that are always there is a row of their times; one from an end to a start is `precedence`.
    - Of two intervals with transition times between them one starts after the other ends.
    """
    sides, lines = {}, []
    for line in text.splitlines():
        interval = INTERVAL.match(line)
        temporal = TEMPORAL.match(line)
        transitions = TRANSITIONS.match(line)
        if interval:
            name, start, _, end, presence, _ = interval.groups()
            sides[name] = None if presence else {"start": start, "end": end}
            lines.append(line)
        elif temporal and sides.get(temporal[1]) and sides.get(temporal[4]):
            first, side, relation, second, other, delay = temporal.groups()
            if (side, relation, other) == ("end", "<=", "start"):
                lines.append(f"precedence {first} before {second} delay {delay}")
            else:
                lines.append(_difference(sides[first][side], sides[second][other], int(delay), relation))
        elif transitions:
            lines.append(f"noOverlap {transitions[1]}")
        elif not line.startswith("reservoir "):
            lines.append(line)
    return "\n".join(lines) + "\n"

