"""The study of job shops on the smallest of them."""

import os
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]
import rules
import studies


class RuleTests(unittest.TestCase):
    """Two jobs of two machines: (0, 2)(1, 3) and (0, 4)(1, 1)."""

    JOBS = [[(0, 2), (1, 3)], [(0, 4), (1, 1)]]

    def test_schedules_by_hand(self):
        # Shortest first: the first job to 2 and from 2 to 5, the second to 6 and from 6 to 7.
        self.assertEqual(rules.makespan(self.JOBS, rules.spt), 7)
        # 5 units of work each: the smaller number first, the same schedule.
        self.assertEqual(rules.makespan(self.JOBS, rules.mtwr), 7)
        # The longest first would be 4, 5 and 6, 9.
        self.assertEqual(rules.makespan(self.JOBS, lambda job, operation, ready, left: -operation[1]), 9)

    def test_nothing_waits_where_something_can_start(self):
        # Whatever is preferred, machine 1 takes the job that is there: the second one is only so at 10.
        jobs = [[(1, 5)], [(0, 10), (1, 1)]]
        self.assertEqual(rules.makespan(jobs, rules.mtwr), 11)


class StudyTests(unittest.TestCase):
    def study(self, *words):
        return subprocess.run([os.path.join(HERE, "study"), *words], capture_output=True, text=True)

    def test_a_small_shop_is_solved_to_its_known_optimum(self):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "la90.txt"), "w") as file:
                file.write("2 2\n0 2 1 3\n0 4 1 1\n")
            with open(os.path.join(folder, "best.csv"), "w") as file:
                file.write("instance,lb,ub\nla90,7,7\n")
            plot = os.path.join(folder, "gaps.svg")
            done = self.study(folder, os.path.join(folder, "best.csv"), "--dovetail", studies.program(), "--plot", plot)
            self.assertEqual(done.returncode, 0, done.stderr)
            lines = {line.split("|")[1].strip(): line.split("|")[2].strip() for line in done.stdout.splitlines() if "|" in line}
            self.assertEqual(lines["ours, 10 s"], "0.00")
            self.assertEqual(lines["ours, proved optimal"], "1")
            self.assertEqual(lines["L2D, model 20x20"], "17.2 [g]")
            with open(plot) as file:
                self.assertIn("</svg>", file.read())

    def test_a_run_that_was_cut_short_goes_on(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("la90", "la91"):
                with open(os.path.join(folder, f"{name}.txt"), "w") as file:
                    file.write("2 2\n0 2 1 3\n0 4 1 1\n")
            best, results = os.path.join(folder, "best.csv"), os.path.join(folder, "results.jsonl")
            with open(best, "w") as file:
                file.write("instance,lb,ub\nla90,7,7\nla91,7,7\n")
            words = (folder, best, "--dovetail", studies.program(), "--results", results)
            whole = self.study(*words)
            with open(results) as file:
                kept = file.read()
            with open(results, "w") as file:
                file.write(kept[:-20])
            again = self.study(*words)
            self.assertEqual((again.returncode, again.stderr), (0, ""))
            self.assertEqual(again.stdout.splitlines()[2], whole.stdout.splitlines()[2])
            with open(results) as file:
                self.assertEqual(len(file.read().splitlines()), 2)

    def test_what_is_not_there_is_one_line(self):
        done = self.study(HERE, os.path.join(HERE, "none.json"))
        self.assertEqual((done.returncode, len(done.stderr.splitlines())), (65, 1))


if __name__ == "__main__":
    unittest.main()
