"""What compare-with-peers makes of logged runs: python3 test_compare.py"""
import importlib.machinery
import importlib.util
import os
import unittest

PROGRAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "compare-with-peers")
loader = importlib.machinery.SourceFileLoader("compare", PROGRAM)
compare = importlib.util.module_from_spec(importlib.util.spec_from_loader("compare", loader))
loader.exec_module(compare)


def entry(solver, steps, bound, file="shops/one.txt", status="feasible"):
    """A run whose log has a solution for each (time, objective)."""
    solutions = [{"event": "solution", "time": time, "objective": objective} for time, objective in steps]
    objective = steps[-1][1] if steps else None
    end = {"event": "summary", "status": status, "objective": objective, "bound": bound, "time": 20.0}
    return {"solver": solver, "workers": 2, "file": file, "end": end, "solutions": solutions}


class TimesToSolutions(unittest.TestCase):
    def test_within_five_percent_of_the_best_known_solution(self):
        run = compare.judge(entry("dovetail", [(0.1, 120), (0.4, 105), (3.0, 101)], 90), {"one": (95, 100)})
        self.assertEqual(run["first"], 0.1)
        self.assertEqual(run["near"], 0.4, "105 is just within 5 % of 100")
        self.assertAlmostEqual(run["gap"], 1.0)
        self.assertAlmostEqual(run["deficit"], 100 * (1 - 90 / 95))
        self.assertFalse(run["contradicts"])

    def test_never_that_near(self):
        run = compare.judge(entry("cpsat", [(0.1, 120), (0.4, 106)], 90), {"one": (95, 100)})
        self.assertIsNone(run["near"])
        self.assertEqual(compare.row_of(run)[-1], "-")

    def test_no_solution(self):
        run = compare.judge(entry("cpsat", [], 90, status="unknown"), {"one": (95, 100)})
        self.assertIsNone(run["first"])
        self.assertIsNone(run["near"])
        self.assertIsNone(run["gap"])

    def test_the_best_of_all_runs_stands_in_for_the_best_known(self):
        runs = [entry("dovetail", [(0.1, 120), (2.0, 100)], 90), entry("cpsat", [(0.2, 130), (9.0, 104)], 97)]
        known = compare.with_best_of_runs({}, runs)
        self.assertEqual(known, {"one": (97, 100)})
        mine, peer = (compare.judge(run, known) for run in runs)
        self.assertEqual((mine["near"], peer["near"]), (2.0, 9.0))
        self.assertAlmostEqual(peer["gap"], 4.0)

    def test_what_is_known_is_kept(self):
        runs = [entry("dovetail", [(0.1, 120)], 90), entry("dovetail", [], None, file="shops/two.txt")]
        known = compare.with_best_of_runs({"one": (None, 110)}, runs)
        self.assertEqual(known, {"one": (90, 110), "two": (None, None)})


class Summaries(unittest.TestCase):
    def test_who_was_near_sooner(self):
        runs = [entry("dovetail", [(0.1, 120), (2.0, 100)], 90), entry("cpsat", [(0.2, 104)], 97)]
        known = compare.with_best_of_runs({}, runs)
        text = compare.summary([compare.judge(run, known) for run in runs], ("dovetail", 2), [("cpsat", 2)])
        self.assertIn("first sooner on 0", text)
        self.assertIn("within 5 % sooner on 1 (one)", text)

    def test_a_solution_below_a_proved_bound_is_a_contradiction(self):
        self.assertTrue(compare.judge(entry("dovetail", [(0.1, 94)], 90), {"one": (95, 100)})["contradicts"])
        self.assertTrue(compare.judge(entry("dovetail", [(0.1, 100)], 101), {"one": (95, 100)})["contradicts"])


if __name__ == "__main__":
    unittest.main()
