"""Running FlatZinc solvers: their configurations, their options, and what they print, each line with the time it came."""
import json
import os
import pathlib
import re
import resource
import signal
import subprocess
import threading
import time

SOLUTION = "----------"
COMPLETE = "=========="
ENDINGS = {"=====UNSATISFIABLE=====": "unsatisfiable", "=====UNBOUNDED=====": "unbounded",
           "=====UNSATorUNBOUNDED=====": "unbounded", "=====UNKNOWN=====": "unknown", "=====ERROR=====": "error"}
# A solver gets this much longer than the limit before it is ended, and once more before it is killed.
GRACE = 2.0


class Configuration:
    """A solver as its .msc file describes it."""

    def __init__(self, path):
        self.path = pathlib.Path(path).resolve()
        # Some of these files have a comma too many, which MiniZinc takes.
        fields = json.loads(re.sub(r",(\s*[]}])", r"\1", self.path.read_text()))
        self.identity = fields["id"]
        self.flags = fields.get("stdFlags", [])
        library = fields.get("mznlib")
        self.library = None if library is None else self.beside(library)
        executable = fields["executable"]
        beside = self.beside(executable)
        self.executable = str(beside) if beside.exists() else executable

    def beside(self, name):
        return (self.path.parent / name).resolve()

    def stamp(self):
        """Changes when a file of the library does."""
        if self.library is None or not self.library.is_dir():
            return "0"
        return str(max((file.stat().st_mtime_ns for file in self.library.iterdir()), default=0))

    def command(self, file, is_optimisation, limit, threads, is_free):
        """The solver on a FlatZinc file, every improvement printed; of a satisfaction problem, one solution."""
        command = [self.executable]
        if is_optimisation:
            command.append("-i" if "-i" in self.flags else "-a")
        if is_free and "-f" in self.flags:
            command.append("-f")
        if threads > 1 and "-p" in self.flags:
            command += ["-p", str(threads)]
        if "-t" in self.flags:
            command += ["-t", str(max(int(limit * 1000), 1))]
        return command + [str(file)]


class Solution:
    def __init__(self, lines, seconds):
        self.lines, self.seconds = lines, seconds

    def value(self, name):
        for line in self.lines:
            head, sign, tail = line.partition("=")
            if sign and head.strip() == name:
                return tail.strip().rstrip(";").strip()
        return None

    def values(self):
        """{name: text without blanks}."""
        found = {}
        for line in self.lines:
            head, sign, tail = line.partition("=")
            if sign:
                found[head.strip()] = "".join(tail.split()).rstrip(";")
        return found


class Answer:
    """A stream of solutions, read line by line."""

    def __init__(self):
        self.solutions = []
        self.ending = None
        self.is_complete = False
        self.comments = []
        # Lines that belong to no solution, and lines after the end.
        self.stray = []
        self.lines = []
        self.end_seconds = None

    def take(self, line, seconds=0.0):
        line = line.rstrip("\r\n")
        if line.startswith("%"):
            self.comments.append(line)
        elif self.is_complete or self.ending is not None:
            self.stray.append(line)
        elif line == SOLUTION:
            self.solutions.append(Solution(self.lines, seconds))
            self.lines = []
        elif line == COMPLETE:
            self.is_complete, self.end_seconds = True, seconds
        elif line in ENDINGS:
            self.ending, self.end_seconds = ENDINGS[line], seconds
        elif line.strip():
            self.lines.append(line)

    def finish(self):
        self.stray += self.lines
        return self

    def status(self, is_optimisation):
        if self.ending in ("unsatisfiable", "unbounded", "error"):
            return self.ending
        if self.solutions:
            if not is_optimisation:
                return "satisfied"
            return "optimal" if self.is_complete else "solved"
        return "unsatisfiable" if self.is_complete else "unknown"


def parse(text):
    answer = Answer()
    for line in text.splitlines():
        answer.take(line)
    return answer.finish()


class Run:
    def __init__(self):
        self.answer = Answer()
        self.code = None
        self.seconds = 0.0
        self.was_killed = False
        self.errors = ""
        self.peak_bytes = 0


def run(command, limit, grace=GRACE, memory=None, environment=None):
    """Runs a command in a session of its own, ended `grace` seconds after the limit."""
    result = Run()

    def limits():
        if memory:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    begun = time.monotonic()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               start_new_session=True, preexec_fn=limits, env=environment)

    def read_output():
        for line in process.stdout:
            result.answer.take(line.decode("utf-8", "replace"), time.monotonic() - begun)

    def read_errors():
        result.errors = process.stderr.read().decode("utf-8", "replace")

    readers = [threading.Thread(target=read_output, daemon=True), threading.Thread(target=read_errors, daemon=True)]
    for reader in readers:
        reader.start()

    def end(number):
        result.was_killed = True
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            pass

    timers = [threading.Timer(limit + grace, end, (signal.SIGTERM,)),
              threading.Timer(limit + 2 * grace, end, (signal.SIGKILL,))]
    for timer in timers:
        timer.daemon = True
        timer.start()
    _, status, usage = os.wait4(process.pid, 0)
    result.code = process.returncode = os.waitstatus_to_exitcode(status)
    result.seconds = time.monotonic() - begun
    for timer in timers:
        timer.cancel()
    # What a wrapper leaves behind.
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
    # All that was written is read, however long that takes.
    for reader in readers:
        reader.join(60)
    result.peak_bytes = usage.ru_maxrss * 1024
    result.answer.finish()
    return result
