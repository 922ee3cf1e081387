#!/usr/bin/env python3
"""The comparison against cases by hand, and what random problems reach:
Tools/check-schedules-against-cpsat/test_check.py"""
import importlib.machinery
import importlib.util
import pathlib
import unittest

import random_problem

PROGRAM = str(pathlib.Path(__file__).with_name("check-schedules-against-cpsat"))
LOADER = importlib.machinery.SourceFileLoader("check", PROGRAM)
check = importlib.util.module_from_spec(importlib.util.spec_from_loader("check", LOADER))
LOADER.exec_module(check)


class Comparison(unittest.TestCase):
    def test_agreement(self):
        for mine, other in (
            (("optimal", 3), ("optimal", 3)), (("infeasible", None), ("infeasible", None)),
            (("feasible", 4), ("optimal", 3)), (("unknown", None), ("infeasible", None)),
            (("optimal", 3), ("feasible", 5)), (("feasible", 5), ("unknown", None)),
        ):
            self.assertIsNone(check.disagreement(mine, other), (mine, other))

    def test_disagreement(self):
        for mine, other, part in (
            (("optimal", 3), ("optimal", 4), "CP-SAT proves 4, and dovetail has 3"),
            (("optimal", 4), ("feasible", 3), "dovetail proves 4, and CP-SAT has 3"),
            (("feasible", 3), ("infeasible", None), "dovetail feasible 3, CP-SAT infeasible None"),
            (("infeasible", None), ("optimal", 3), "dovetail infeasible None, CP-SAT optimal 3"),
            (("error: lost", None), ("optimal", 3), "error: lost"),
        ):
            self.assertEqual(check.disagreement(mine, other), part)


class Problems(unittest.TestCase):
    def test_equal_seeds_make_equal_problems(self):
        for seed in range(20):
            self.assertEqual(random_problem.problem(seed)[0].to_json(), random_problem.problem(seed)[0].to_json())

    def test_every_kind_is_reached(self):
        met = set().union(*(random_problem.problem(seed)[1] for seed in range(600)))
        selections = random_problem.SELECTIONS + [f"{kind} under a condition" for kind in random_problem.SELECTIONS]
        expected = {
            "machine", "renewable", "consumable", "breaks", "no_idle", "optional", "idle", "pause", "modes", "windows",
            "setup_times", "same_sequence", "identical_resources", "different_resources", "consecutive",
            "mode_dependency", "makespan", "tardy_jobs", "total_flow_time", "total_tardiness", "total_earliness",
            "max_tardiness", "total_setup_time", *selections, *random_problem.DELAYS, *random_problem.EXACT,
        }
        self.assertEqual(expected - met, set())


if __name__ == "__main__":
    unittest.main()
