"""Lines of the text of a model, and its solve with the values by name."""

import json
import os
import tempfile

import studies


class ModelLines:
    """A model that is written line by line; variables are known by their numbers and found again by their names."""

    def __init__(self, name):
        self.lines = ["dovetail-model 1", f"name {json.dumps(name)}"]
        self.variables = self.intervals = 0

    def integer(self, low, high, name):
        self.lines.append(f"int x{self.variables} {low}..{high} {json.dumps(name)}")
        return self._variable()

    def boolean(self, name):
        self.lines.append(f"bool x{self.variables} {json.dumps(name)}")
        return self._variable()

    def interval(self, start, duration, name):
        self.lines.append(
            f"interval t{self.intervals} start {start} duration {duration} end {form([(1, start)], duration)} "
            f"{json.dumps(name)}")
        self.intervals += 1
        return f"t{self.intervals - 1}"

    def at_most(self, terms, bound, given=()):
        """The sum of terms is at most the bound, where all literals of `given` are true."""
        condition = f" if [{', '.join(given)}]" if given else ""
        self.lines.append(f"linear {form(terms, -bound)} <= 0{condition}")

    def exactly_where(self, literal, terms, bound):
        """The literal is true exactly where the sum of terms is at most the bound."""
        self.lines.append(f"reified {literal} form {form(terms, -bound)} <= 0")

    def add(self, line):
        self.lines.append(line)

    def text(self):
        return "\n".join(self.lines) + "\n"

    def _variable(self):
        self.variables += 1
        return f"x{self.variables - 1}"


def form(terms, constant=0):
    """A sum of coefficients times variables, as the text of a model has it."""
    parts = []
    for coefficient, variable in terms:
        if coefficient:
            sign = ("- " if coefficient < 0 else "+ ") if parts else ("-" if coefficient < 0 else "")
            size = "" if abs(coefficient) == 1 else f"{abs(coefficient)} "
            parts.append(f"{sign}{size}{variable}")
    if constant or not parts:
        parts.append(f"{'- ' if constant < 0 else '+ '}{abs(constant)}" if parts else str(constant))
    return " ".join(parts)


def solved(text, suffix, seconds, workers=None, dovetail=None, warm=None, plot=None):
    """The summary of a solve of this text, and the solution of its file; None where there is none.

    - Parameter warm: the body of a solution, which may leave a part open, that the search begins with.
    - Parameter plot: where the program draws the solution.
    """
    with tempfile.TemporaryDirectory() as folder:
        path, output = os.path.join(folder, f"instance{suffix}"), os.path.join(folder, "solution.json")
        with open(path, "w") as file:
            file.write(text)
        options = ["--output", output]
        if warm:
            options += ["--warm-start", os.path.join(folder, "warm.json")]
            with open(options[-1], "w") as file:
                json.dump({"problem": "model" if suffix == ".dvt" else "schedule", "solution": warm}, file)
        if plot:
            options += ["--plot", plot]
        summary = studies.solve(path, options, seconds=seconds, workers=workers, dovetail=dovetail)[-1]
        if not os.path.exists(output):
            return summary, None
        with open(output) as file:
            return summary, json.load(file)["solution"]
