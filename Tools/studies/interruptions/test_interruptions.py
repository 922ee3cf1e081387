"""Tests of the study of interruptions, on ft06: python3 -B Tools/studies/interruptions/test_interruptions.py"""

import json
import os
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import studies

SHOP = os.path.join(studies.ROOT, "Instances", "jobshop", "ft06.txt")
DOWNTIMES = os.path.join(HERE, "ft06-20.json")


def simulate(*options):
    command = [studies.program(), "simulate", "interruptions", SHOP, *options, "--log", "json"]
    return studies.lines(command, accepted=(0,))


class SimulationTests(unittest.TestCase):
    def test_every_policy_is_between_the_bound_and_a_line_of_its_own(self):
        rows = simulate(DOWNTIMES, "--looks", "100")
        self.assertEqual(
            [row["policy"] for row in rows], ["fifo", "spt", "lpt", "mwkr", "lwkr", "mopnr", "plan", "hindsight"])
        for row in rows:
            self.assertGreaterEqual(row["makespan"], row["bound"])

    def test_equal_looks_and_seeds_are_equal_runs(self):
        options = ("--share", "20", "--seed", "5", "--policy", "plan", "--looks", "50")
        rows = [{k: v for k, v in simulate(*options)[0].items() if k != "slowestReplan"} for _ in range(2)]
        self.assertEqual(rows[0], rows[1])

    def test_kept_downtimes_play_the_same_again(self):
        with tempfile.TemporaryDirectory() as folder:
            kept = os.path.join(folder, "kept.json")
            drawn = simulate("--share", "10", "--seed", "3", "--keep", kept, "--policy", "spt")
            self.assertEqual(drawn, simulate(kept, "--policy", "spt"))
            with open(kept) as file:
                self.assertEqual(set(json.load(file)), {"instance", "downtimes"})

    def test_mistakes_end_with_one_line(self):
        with tempfile.TemporaryDirectory() as folder:
            wrong = os.path.join(folder, "wrong.json")
            with open(wrong, "w") as file:
                file.write('{"downtimes": [\n[0, 1, 2],\n[9, 1, 2]]}')
            for options, status, words in (
                ([wrong], 65, "wrong.json:3: downtime 1 is of machine 9"),
                ([], 64, "--share"),
                ([DOWNTIMES, "--share", "3"], 64, "--share"),
                (["--share", "95"], 64, "1 to 90"),
                ([DOWNTIMES, "--policy", "mwk"], 64, "mwkr"),
                ([os.path.join(folder, "none.json")], 66, "none.json"),
            ):
                command = [studies.program(), "simulate", "interruptions", SHOP, *options]
                done = subprocess.run(command, capture_output=True, text=True)
                self.assertEqual(done.returncode, status, done.stderr)
                self.assertIn(words, done.stderr)


class StudyTests(unittest.TestCase):
    def test_the_tables_have_a_row_for_each_set(self):
        with tempfile.TemporaryDirectory() as folder:
            os.symlink(DOWNTIMES, os.path.join(folder, "ft06-d20-s1.json"))
            command = [
                os.path.join(HERE, "study"), "--shops", os.path.dirname(SHOP), "--downtimes", folder, "--sets", "ft06",
                "--large", "", "--drawn", "ft06", "--budget", "10", "--first", "50", "--seconds", "1"]
            done = subprocess.run(command, capture_output=True, text=True, timeout=120)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(done.stdout.count("| 20 %, seed 1"), 3)
            self.assertEqual(done.stdout.count("| q = 0.1"), 3)


if __name__ == "__main__":
    unittest.main()
