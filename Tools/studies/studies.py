"""What the studies share: the program, its runs, and tables whose figures say where they come from."""

import argparse
import json
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# Where a figure comes from: a mark behind it in a table, and the legend below.
ORIGINS = {
    "p": "the paper's text",
    "g": "the authors' published program or data",
    "a": "the paper's abstract",
    "r": "a peer, run beside ours in this run",
    "d": "our definition where the paper's was not found",
}


class Failure(Exception):
    """What a study cannot go on after; its text is the one line that the user sees."""


def program(name="dovetail"):
    """The program to run: for `dovetail` the one named by DOVETAIL, else the release build, else the debug build."""
    for path in (
        os.environ.get("DOVETAIL") if name == "dovetail" else None,
        os.path.join(ROOT, ".build/release", name),
        os.path.join(ROOT, ".build/debug", name),
    ):
        if path and os.access(path, os.X_OK):
            return path
    raise Failure(f"no program; this builds it: swift build -c release --product {name}")


def executable(path):
    """For an option that names a program."""
    if not os.access(path, os.X_OK):
        raise argparse.ArgumentTypeError(f"{path} is no program that can be run")
    return path


def place(path):
    """For an option that names a file to be written, which is known before hours of work."""
    folder = os.path.dirname(os.path.abspath(path))
    if os.path.isdir(path) or not os.access(folder, os.W_OK):
        raise argparse.ArgumentTypeError(f"{path} cannot be written")
    return path


def positive(text):
    """For an option that is a number from 1 on."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number from 1 on")
    return int(text)


def parser(description):
    """The options that every study has."""
    made = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--dovetail", metavar="PROGRAM", type=executable, help="the program; the release build unless said")
    made.add_argument("--workers", type=positive, default=2, help="threads of each solve (default: %(default)s)")
    made.add_argument("--output", metavar="FILE", type=place, help="the table, as Markdown, in this file too")
    return made


def lines(command, accepted=(0,)):
    """The JSON objects that a command prints, one a line."""
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in accepted:
        raise Failure(f"{' '.join(command)}: exit code {done.returncode}: {done.stderr.strip()}")
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def solve(path, options=(), seconds=None, workers=None, dovetail=None, accepted=(0, 1, 3)):
    """The events of a solve and, last, its summary (status, objective, bound, time, ...). The exit code is 1 where there is
    no solution, and 3 where none was found in time."""
    command = [dovetail or program(), "solve", path, "--log", "json", *options]
    if seconds is not None:
        command += ["--time-limit", str(seconds)]
    if workers is not None:
        command += ["--workers", str(workers)]
    events = lines(command, accepted)
    if not events or events[-1].get("event") != "summary":
        raise Failure(f"{' '.join(command)}: no summary")
    return events


class Table:
    """Rows of figures as Markdown; a figure is a text, a number, None, or a pair of a number and the mark of its origin."""

    def __init__(self, *columns):
        self.columns = columns
        self.rows = []
        self.marks = set()

    def row(self, *cells):
        assert len(cells) == len(self.columns), f"{len(cells)} cells for {len(self.columns)} columns"
        self.rows.append([self._text(cell) for cell in cells])

    def _text(self, cell):
        if cell is None:
            return "-"
        if isinstance(cell, tuple):
            value, mark = cell
            if value is None:
                return "-"
            assert mark in ORIGINS, mark
            self.marks.add(mark)
            return f"{self._text(value)} [{mark}]"
        if isinstance(cell, float):
            return f"{cell:.1f}" if abs(cell) >= 10 else f"{cell:.2f}"
        return str(cell)

    def text(self):
        widths = [max(len(row[i]) for row in [list(self.columns)] + self.rows) for i in range(len(self.columns))]
        numeric = [i > 0 and all(row[i][:1] in "-0123456789" for row in self.rows) for i in range(len(self.columns))]

        def line(cells):
            padded = (c.rjust(w) if n else c.ljust(w) for c, w, n in zip(cells, widths, numeric))
            return "| " + " | ".join(padded) + " |"

        rule = "|" + "|".join("-" * (w + 1) + (":" if n else "-") for w, n in zip(widths, numeric)) + "|"
        parts = [line(self.columns), rule] + [line(row) for row in self.rows]
        legend = "; ".join(f"[{mark}] {ORIGINS[mark]}" for mark in ORIGINS if mark in self.marks)
        return "\n".join(parts) + "\n" + (f"\n{legend}.\n" if legend else "")


def finish(text, output=None):
    """Prints what was found, and keeps it where that was asked for."""
    print(text)
    if output:
        with open(output, "w") as file:
            file.write(text)


def main(study):
    """Runs a study; what goes wrong is one line and an exit code."""
    try:
        study()
    except Failure as failure:
        print(f"study: {failure}", file=sys.stderr)
        sys.exit(65)
    except ValueError as error:
        print(f"study: {error}", file=sys.stderr)
        sys.exit(65)
    except OSError as error:
        print(f"study: {error}", file=sys.stderr)
        sys.exit(74)
    except KeyboardInterrupt:
        sys.exit(130)
