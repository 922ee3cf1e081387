"""Models as text, read from the definition of the page ModelText alone: nothing here is shared with the solver.

A `Text` has variables (low, high, name), intervals (start, duration, end, presence, name), constraints (keyword, parts),
an objective (sense, form) and hints. A form is (constant, [(coefficient, variable), ...]), a literal is
(variable, truth), and variables and intervals are numbers.
"""
import json
import re

TOKEN = re.compile(r'[ \t\r]*(?:(#.*)|("(?:[^"\\]|\\.)*")|(\d+)|([A-Za-z][A-Za-z0-9_-]*)|(\.\.|<=|>=|!=|==|[-+!,;\[\]=<>*]))')
LIMIT = 1 << 30
SUM_LIMIT = 1 << 60

AUTOMATON = [("states", "number"), ("transitions", "rows"), ("initial", "number"), ("accepting", "numbers")]
# Open from the first of two changes up to the second one, and so on, in FROM..TO; outside of that, by the pattern.
CALENDAR = [("changes", "numbers"), ("from", "number"), ("to", "number"), ("pattern", "numbers"), ("period", "number")]
# Stands for any value in rows.
ANY = -(1 << 61)
# Stands for no time in rows of times: a succession that is forbidden.
NEVER = -1

# The parts of each kind: the word before it, or none, and what it is.
GRAMMAR = {
    "linear": [("", "form"), ("", ("<= 0", "= 0", "!= 0")), ("if", "literals")],
    "domain": [("", "variable"), ("values", "numbers")],
    "indicator": [("", "literal"), ("variable", "variable"), ("value", "number")],
    "clause": [("", "literals")],
    "atMostOne": [("", "literals")],
    "maximum": [("", "form"), ("of", "forms")],
    "count": [("", "form"), ("of", "forms"), ("value", "number")],
    "element": [("", "form"), ("of", "forms"), ("at", "form")],
    "noOverlap": [("", "intervals")],
    "cumulative": [("", "intervals"), ("demands", "forms"), ("capacity", "form")],
    "precedence": [("", "interval"), ("before", "interval"), ("delay", "number"), ("if", "literals")],
    "alternative": [("", "interval"), ("of", "intervals")],
    # Arithmetic and logic.
    "arithmetic": [("", ("product", "quotient", "remainder", "power")), ("target", "form"), ("left", "form"),
                   ("right", "form")],
    "indexOfMaximum": [("", "form"), ("of", "forms")],
    "membership": [("", "form"), ("in", "numbers"), ("target", "literals")],
    "reified": [("", "literal"), ("form", "form"), ("", ("<= 0", "= 0", "!= 0"))],
    "conjunction": [("", "literal"), ("of", "literals")],
    "formula": [("literals", "literals"), ("atMost", "forms"), ("equal", "forms"), ("nodes", "rows"),
                ("root", "number"), ("target", "number")],
    "parity": [("", "literals"), ("target", "literals")],
    # Values and counting.
    "allDifferent": [("", "forms"), ("except", "numbers")],
    "among": [("", "form"), ("of", "forms"), ("values", "numbers")],
    "cardinalities": [("of", "forms"), ("values", "numbers"), ("counts", "forms"), ("", ("open", "closed"))],
    "distinctCount": [("", "form"), ("of", "forms")],
    "inverse": [("", "forms"), ("and", "forms"), ("", ("total", "partial"))],
    "matrixElement": [("", "form"), ("of", "forms"), ("width", "number"), ("row", "form"), ("column", "form")],
    # Extensional and ordering.
    "table": [("", "forms"), ("rows", "rows")],
    "forbiddenRows": [("", "forms"), ("rows", "rows")],
    "automaton": [("", "forms"), *AUTOMATON],
    "costAutomaton": [("", "form"), ("of", "forms"), *AUTOMATON],
    "lexicographic": [("first", "forms"), ("order", ("<=", "<")), ("second", "forms")],
    "slidingSum": [("", "forms"), ("window", "number"), ("from", "number"), ("to", "number")],
    "sort": [("", "forms"), ("of", "forms")],
    "sortedIndices": [("", "forms"), ("of", "forms")],
    "valuePrecedence": [("", "numbers"), ("in", "forms")],
    # Graphs and packing.
    "circuit": [("", "forms"), ("", ("whole", "partial"))],
    "arcCircuit": [("nodes", "number"), ("depot", "number"), ("from", "numbers"), ("to", "numbers"),
                   ("arcs", "literals")],
    "flow": [("from", "numbers"), ("to", "numbers"), ("amounts", "forms"), ("balances", "forms"),
             ("prices", "numbers"), ("cost", "form")],
    "pack": [("", "forms"), ("sizes", "numbers"), ("loads", "forms")],
    "binCapacity": [("", "forms"), ("sizes", "numbers"), ("capacity", "form")],
    "binLoad": [("", "form"), ("sizes", "numbers"), ("items", "literals")],
    "knapsack": [("weights", "numbers"), ("profits", "numbers"), ("counts", "forms"), ("weight", "form"),
                 ("profit", "form")],
    "noOverlap2D": [("", ("nowhere", "strict")), ("x", "intervals"), ("y", "intervals")],
    # Intervals.
    "reservoir": [("times", "forms"), ("amounts", "forms"), ("presences", "literals"), ("from", "number"),
                  ("to", "number"), ("initial", "number")],
    "transitions": [("", "intervals"), ("kinds", "numbers"), ("times", "rows")],
    "directTransitions": [("", "intervals"), ("kinds", "numbers"), ("times", "rows")],
    "state": [("", "intervals"), ("states", "numbers"), ("times", "rows")],
    "sequence": [("", "intervals"), ("firsts", "literals"), ("lasts", "literals"), ("nexts", "literals")],
    "selection": [("", "interval"), ("of", "intervals"), ("cardinality", "form")],
    "span": [("", "interval"), ("parts", "intervals")],
    "synchronize": [("", "interval"), ("with", "intervals")],
    "calendar": [("", "interval"), ("work", "form"), *CALENDAR],
    "openTimes": [("", "interval"), ("", ("start", "end", "whole")), *CALENDAR],
    "temporal": [("", "interval"), ("", ("start", "end")), ("", ("<=", "=")), ("", "interval"),
                 ("", ("start", "end")), ("delay", "form"), ("if", "literals")],
}


class TextError(Exception):
    """Where a text is no model."""


class Text:
    def __init__(self):
        self.name = ""
        self.variables, self.intervals, self.constraints, self.hints = [], [], [], []
        self.objective = None


def tokens(line):
    found, place = [], 0
    while place < len(line):
        match = TOKEN.match(line, place)
        if not match:
            if line[place:].strip(" \t\r"):
                raise TextError(f"'{line[place:place + 20]}' is no word")
            break
        place = match.end()
        if match.group(1):
            break
        found.append(match.group(0).strip(" \t\r"))
    return found


class Line:
    def __init__(self, text, words):
        self.text, self.words, self.place = text, words, 0

    def peek(self, ahead=0):
        place = self.place + ahead
        return self.words[place] if place < len(self.words) else ""

    def next(self):
        self.place += 1
        return self.peek(-1)

    def take(self, word):
        if self.peek() != word:
            return False
        self.place += 1
        return True

    def expect(self, word):
        if not self.take(word):
            raise TextError(f"expected {word}, found {self.peek()}")

    def number(self):
        sign = -1 if self.take("-") else 1
        if not self.peek().isdigit():
            raise TextError(f"expected a number, found {self.peek()}")
        return sign * int(self.next())

    def reference(self, letter, count):
        word = self.next()
        if not re.fullmatch(letter + r"\d+", word) or int(word[1:]) >= count:
            raise TextError(f"expected {letter} with a number below {count}, found {word}")
        return int(word[1:])

    def variable(self):
        return self.reference("x", len(self.text.variables))

    def interval(self):
        return self.reference("t", len(self.text.intervals))

    def literal(self):
        truth = not self.take("!")
        index = self.variable()
        low, high, _ = self.text.variables[index]
        if low < 0 or high > 1:
            raise TextError(f"x{index} is no Boolean")
        return (index, truth)

    def form(self):
        constant, terms = 0, {}
        sign = -1 if self.take("-") else 1
        while True:
            factor = None
            if self.peek().isdigit():
                factor = int(self.next())
            if re.fullmatch(r"x\d+", self.peek()):
                index = self.variable()
                terms[index] = terms.get(index, 0) + sign * (1 if factor is None else factor)
            elif factor is not None:
                constant += sign * factor
            else:
                raise TextError(f"expected a term, found {self.peek()}")
            if self.take("+"):
                sign = 1
            elif self.take("-"):
                sign = -1
            else:
                break
        terms = [(factor, index) for index, factor in sorted(terms.items()) if factor]
        reach = abs(constant)
        for factor, index in terms:
            low, high, _ = self.text.variables[index]
            reach += abs(factor) * max(abs(low), abs(high))
        if reach > SUM_LIMIT:
            raise TextError("a sum beyond 2^60")
        return (constant, terms)

    def brackets(self, read, separator=","):
        found = []
        self.expect("[")
        if self.take("]"):
            return found
        while True:
            found.append(read())
            if self.take("]"):
                return found
            self.expect(separator)

    def choice(self, words):
        for word in sorted(words, key=len, reverse=True):
            parts = word.split()
            if self.words[self.place:self.place + len(parts)] == parts:
                self.place += len(parts)
                return word
        raise TextError(f"expected one of {words}, found {self.peek()}")

    def part(self, label, kind):
        single = {"form": self.form, "variable": self.variable, "literal": self.literal, "interval": self.interval,
                  "number": self.number}
        if kind in single or isinstance(kind, tuple):
            if label:
                self.expect(label)
            return single[kind]() if kind in single else self.choice(kind)
        if label and not self.take(label):
            return []
        if kind == "rows":
            return self.brackets(lambda: self.brackets(lambda: ANY if self.take("*") else self.number()))
        return self.brackets(single[kind[:-1]], ";" if kind == "forms" else ",")

    def name(self):
        return json.loads(self.next(), strict=False) if self.peek().startswith('"') else ""


def read(source):
    text = Text()
    lines = source.split("\n")
    is_begun = False
    for number, content in enumerate(lines, 1):
        try:
            words = tokens(content)
            if words:
                line = Line(text, words)
                if is_begun:
                    read_line(text, line)
                else:
                    line.expect("dovetail-model")
                    line.expect("1")
                    is_begun = True
                if line.peek():
                    raise TextError(f"expected the end of the line, found {line.peek()}")
        except TextError as error:
            raise TextError(f"line {number}: {error}") from None
    if not is_begun:
        raise TextError("line 1: expected dovetail-model")
    return text


def read_line(text, line):
    word = line.next()
    if word == "name":
        text.name = line.name()
    elif word in ("int", "bool"):
        if line.next() != f"x{len(text.variables)}":
            raise TextError("variables are numbered as they come")
        low, high = 0, 1
        if word == "int":
            low = line.number()
            line.expect("..")
            high = line.number()
        if not -LIMIT < low <= high < LIMIT:
            raise TextError(f"no bounds: {low}..{high}")
        text.variables.append((low, high, line.name()))
    elif word == "interval":
        if line.next() != f"t{len(text.intervals)}":
            raise TextError("intervals are numbered as they come")
        line.expect("start")
        start = line.form()
        line.expect("duration")
        duration = line.form()
        line.expect("end")
        end = line.form()
        presence = line.literal() if line.take("presence") else None
        text.intervals.append((start, duration, end, presence, line.name() or f"interval {len(text.intervals)}"))
    elif word in ("minimize", "maximize"):
        if text.objective:
            raise TextError("a second objective")
        text.objective = (word, line.form())
    elif word == "hint":
        text.hints.append((line.variable(), line.number()))
    elif word in GRAMMAR:
        text.constraints.append((word, [line.part(label, kind) for label, kind in GRAMMAR[word]]))
    else:
        raise TextError(f"the kind {word} is not known here")


def keys(names, letter):
    """What a solution file calls variables or intervals: the name where it is there once, else letter and number."""
    def is_numbered(name):
        return name[0] == letter and all(character.isdigit() for character in name[1:])

    counts = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return [name if name and counts[name] == 1 and not is_numbered(name) else f"{letter}{index}"
            for index, name in enumerate(names)]
