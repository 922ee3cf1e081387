"""The programs that do the work: solves, checks of solutions, proofs and their verification, each in a process of its own."""

import json
import os
import signal
import subprocess
import time
from dataclasses import dataclass

import judging
import models
import positions
import tours
from studies import Failure

# Exit codes of `dovetail`: solved or a limit; infeasible; nothing found in time; output that cannot be written.
GOOD, UNWRITABLE = (0, 1, 3), 74

# Bytes of a model's text that is worth a run.
LARGEST = 8_000_000


@dataclass
class Run:
    """A solve: its summary, the events before it, or the line that says why there are none."""

    command: list
    summary: dict | None = None
    events: tuple = ()
    fault: str = ""
    warning: str = ""

    @property
    def objective(self):
        return self.summary["objective"] if self.summary else None

    @property
    def bound(self):
        return self.summary["bound"] if self.summary else None

    def seconds(self, field, value):
        """When the objective or the bound had this value first."""
        times = (event["time"] for event in self.events if event.get(field) == value)
        return next(times, self.summary["time"])


class Programs:
    """`dovetail` and `dovetail-verify`, of which one process runs at a time; `interrupt` ends a solve with what it has."""

    def __init__(self, dovetail, verify, workers):
        self.dovetail, self.verify, self.workers = dovetail, verify, workers
        self.process, self.solving = None, False

    def interrupt(self):
        if self.solving and self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)

    def _wait(self, command, seconds, folder, name):
        """The exit code, the text of standard output and the last line of standard error. In a session of its own, so that
        Ctrl-C reaches this program alone, which passes it on."""
        out, err = (os.path.join(folder, f"{name}.{end}") for end in ("out", "err"))
        with open(out, "wb") as stdout, open(err, "wb") as stderr:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr,
                                            start_new_session=True)
            try:
                code = self.process.wait(timeout=seconds)
            except subprocess.TimeoutExpired:
                code = f"did not end in {seconds:.0f} s"
            finally:
                if self.process.poll() is None:
                    self.process.kill()
                    self.process.wait()
        with open(out, encoding="utf-8", errors="replace") as stdout:
            printed = stdout.read()
        with open(err, encoding="utf-8", errors="replace") as stderr:
            lines = stderr.read().splitlines()
        if code == UNWRITABLE:
            raise Failure(f"{' '.join(command)}: {lines[-1] if lines else 'output cannot be written'}")
        return code, printed, lines

    def solve(self, path, options, seconds, seed, folder, proof=False):
        """Solves an instance; the solution is at folder/solution.json, the proof, if asked for, at folder/proof."""
        command = [self.dovetail, "solve", path, *options, "--log", "json", "--time-limit", f"{seconds:g}",
                   "--workers", str(self.workers), "--seed", str(seed), "--output", os.path.join(folder, "solution.json")]
        if proof:
            command += ["--proof", os.path.join(folder, "proof")]
        self.solving = True
        code, printed, said = self._wait(command, seconds * 1.5 + 60, folder, "solve")
        self.solving = False
        last = said[-1] if said else ""
        try:
            events = [json.loads(line) for line in printed.splitlines() if line.startswith("{")]
        except ValueError:
            return Run(command, fault=f"exit code {code}: output that is no JSON")
        if code not in GOOD or not events or events[-1].get("event") != "summary":
            return Run(command, fault=f"exit code {code}: {last}" if isinstance(code, int) else code)
        if not all(_whole(events[-1].get(field)) for field in ("objective", "bound")):
            return Run(command, fault="an objective or a bound that is no whole number")
        refused = [line for line in said if "not certified" in line or "proof: incomplete" in line]
        return Run(command, events[-1], tuple(events[:-1]), warning=refused[-1] if refused else "")

    def check(self, instance, path, value, folder):
        """Whether `dovetail check` accepts folder/solution.json with this value, and `judging` where it can say so.

        Returns how often it was checked, and what was said otherwise.
        """
        solution = os.path.join(folder, "solution.json")
        code, printed, said = self._wait([self.dovetail, "check", path, solution, *instance.options], 600, folder, "check")
        if code != 0 or printed.strip().rpartition("objective ")[2] != str(value):
            return 0, f"refused by dovetail check: exit code {code}: " + " ".join([printed.strip(), *said[-1:]])
        with open(solution, encoding="utf-8") as file:
            decisions = json.load(file)["solution"]
        try:
            judged = judging.value(instance, path, decisions)
        except judging.Wrong as wrong:
            return 1, f"refused by judging.py: {wrong}"
        if judged not in (None, value):
            return 1, f"of value {judged} by judging.py, of {value} by dovetail"
        return 1 if judged is None else 2, ""

    def model(self, path, options, certificate, value, seconds, folder):
        """The path of a model whose bounds can be proved and are the instance's, up to a value, and what went wrong."""
        source, made = path, os.path.join(folder, "model.dvt")
        if certificate == "model":
            source = os.path.join(folder, "exported.dvt")
            command = [self.dovetail, "export", path, *options, "--format", "dvt", "--output", source]
            code, _, said = self._wait(command, seconds, folder, "export")
            if code != 0:
                return path, f"no model: exit code {code}: {said[-1] if said else ''}"
        if os.path.getsize(source) > LARGEST:
            return path, f"no model: more than {LARGEST} bytes"
        with open(source, encoding="utf-8") as file:
            text = file.read()
        if certificate == "tour":
            text = tours.model(text, self._cuts(folder))
        elif certificate == "positions":
            text = positions.model(text, options[-1])
        else:
            text = (models.provable if certificate == "model" else models.loads)(text, value)
        with open(made, "w", encoding="utf-8") as file:
            file.write(text)
        return made, ""

    @staticmethod
    def _cuts(folder, further=()):
        """The cuts of folder/cuts.json, which there may be, with further ones, which are kept there."""
        path, cuts = os.path.join(folder, "cuts.json"), []
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                cuts = json.load(file)
        if further:
            cuts += further
            with open(path, "w", encoding="utf-8") as file:
                json.dump(cuts, file)
        return cuts

    def _cut(self, path, seconds, seed, folder):
        """Finds the cuts of a tour's model, by its solutions, until one is a tour or the time is over."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            made, _ = self.model(path, [], "tour", None, seconds, folder)
            run = self.solve(made, [], max(1, ends - time.monotonic()), seed, folder)
            if run.fault or run.summary["status"] != "optimal":
                break
            with open(os.path.join(folder, "solution.json"), encoding="utf-8") as file:
                parts = tours.parts(json.load(file)["solution"]["values"])
            if not parts:
                break
            self._cuts(folder, parts)

    def prove(self, path, options, certificate, value, seconds, seed, folder):
        """Solves with a proof; of a problem without certificates, a model of it up to this value.

        Returns the run and the path of what its proof is about.
        """
        if certificate == "tour":
            self._cut(path, seconds, seed, folder)
        if certificate != "file":
            path, fault = self.model(path, options, certificate, value, seconds + 600, folder)
            options = []
            if fault:
                return Run([], fault=fault), path
        run = self.solve(path, options, seconds, seed, folder, proof=True)
        if run.summary and not run.warning and not os.path.exists(os.path.join(folder, "proof")):
            run.warning = "no proof was written"
        return run, path

    def verified(self, path, claim, folder):
        """Whether `dovetail-verify` accepts folder/proof for a claim: "optimal Z", "bound B" or "infeasible ...". The proof is
        shortened where that can be done. Returns what the verifier says otherwise."""
        proof, trimmed = os.path.join(folder, "proof"), os.path.join(folder, "trimmed")
        kind, value = claim.split()[0], claim.split()[-1]
        expected = "verified: infeasible" if kind == "infeasible" else f"verified: {kind} {value}"
        before = [path, os.path.join(folder, "solution.json")] if kind == "optimal" else [path]
        after = {"optimal": [], "bound": ["--bound", value], "infeasible": ["--infeasible"]}[kind]

        def accepts(file, name, *further):
            code, printed, said = self._wait([self.verify, *before, file, *after, *further], 3600, folder, name)
            good = code == 0 and printed.strip() == expected
            return "" if good else f"exit code {code}: " + " ".join([printed.strip(), *said[-1:]])

        # Of some problems proofs are not shortened.
        if accepts(proof, "verify", "--trim", trimmed):
            return accepts(proof, "verify")
        if os.path.exists(trimmed) and not accepts(trimmed, "again"):
            os.replace(trimmed, proof)
        return ""


def _whole(number):
    return number is None or (isinstance(number, int) and not isinstance(number, bool))
