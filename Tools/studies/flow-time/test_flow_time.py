"""The study of flow time on small input, and the program's totals against a second simulation in Python."""

import importlib.machinery
import importlib.util
import json
import os
import random
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]
sys.dont_write_bytecode = True

import flow_chart
import studies


def loaded():
    loader = importlib.machinery.SourceFileLoader("flow_time_study", os.path.join(HERE, "study"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


def unit_by_unit(jobs, key):
    """The total flow time where in every unit of time the job of the least key runs; ties go to the earlier arrival."""
    jobs = sorted(jobs, key=lambda job: job["release"])
    done = [0] * len(jobs)
    work = [sum(job["operations"]) for job in jobs]
    time = flow = 0
    while any(done[i] < work[i] for i in range(len(jobs))):
        there = [i for i in range(len(jobs)) if jobs[i]["release"] <= time and done[i] < work[i]]
        time += 1
        if not there:
            continue
        best = min(there, key=lambda i: (key(jobs[i]["operations"], done[i]), i))
        done[best] += 1
        if done[best] == work[best]:
            flow += time - jobs[best]["release"]
    return flow


def known(operations, done):
    """What is finished, and the length of the current operation."""
    finished = 0
    for length in operations:
        if finished + length > done:
            return finished, length
        finished += length
    return finished, 0


KEYS = {
    "srpt": lambda operations, done: sum(operations) - done,
    "operation-srpt": lambda operations, done: sum(known(operations, done)) - done,
    "slf": lambda operations, done: sum(known(operations, done)),
    "las": lambda operations, done: done,
}


class SecondSimulation(unittest.TestCase):
    def test_the_totals_are_those_of_a_simulation_unit_by_unit(self):
        draws = random.Random(1)
        for _ in range(10):
            jobs = [
                {"release": draws.randrange(30), "operations": [draws.randint(1, 9) for _ in range(draws.randint(1, 4))]}
                for _ in range(draws.randint(1, 12))
            ]
            with tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, "jobs.json")
                with open(path, "w") as file:
                    json.dump({"jobs": jobs}, file)
                found = studies.lines([studies.program(), "simulate", "flow-time", path, "--log", "json"], accepted=(0,))
            totals = {line["policy"]: line["flow"] for line in found}
            for policy, key in KEYS.items():
                self.assertEqual(totals[policy], unit_by_unit(jobs, key), f"{policy} on {jobs}")


class StudyTests(unittest.TestCase):
    def test_the_tables_and_the_curves_of_a_small_sweep(self):
        with tempfile.TemporaryDirectory() as folder:
            plot, table = os.path.join(folder, "plot.svg"), os.path.join(folder, "table.md")
            done = subprocess.run(
                [sys.executable, "-B", os.path.join(HERE, "study"), "--seeds", "2", "--jobs", "8", "12", "--loads", "0.9",
                 "--operations", "1", "3", "--plot", plot, "--output", table],
                capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            with open(table) as file:
                text = file.read()
            self.assertEqual(text.strip(), done.stdout.strip())
            # With one operation, operation-srpt knows all; the bound of tests is marked as the abstract's.
            rows = [line for line in text.splitlines() if line.startswith("| exponential |          1 |")]
            self.assertEqual([row.split("|")[3].strip() for row in rows], ["1.00 (1.00)"])
            self.assertIn("2 [a]", text)
            self.assertIn(studies.ORIGINS["d"], text)
            with open(plot) as file:
                self.assertTrue(file.read().startswith("<svg"))

    def test_a_program_without_figures_is_a_failure(self):
        study = loaded()
        options = study.command_line().parse_args(["--seeds", "1", "--jobs", "3"])
        options.dovetail = "/bin/true"
        with self.assertRaises(studies.Failure):
            study.Measured(options).ratios("tests", 3, 0.9, 2)


class ChartTests(unittest.TestCase):
    def test_ticks_are_round_and_reach_the_top(self):
        self.assertEqual(flow_chart.ticks(2.4), [1, 1.5, 2, 2.5])
        self.assertEqual(flow_chart.ticks(1), [1])
        self.assertGreaterEqual(flow_chart.ticks(997)[-1], 997)


if __name__ == "__main__":
    unittest.main()
