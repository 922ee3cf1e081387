"""What study-mip reads and makes of answers: python3 test_study.py"""
import importlib.machinery
import importlib.util
import os
import pathlib
import tempfile
import unittest

PROGRAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "study-mip")
loader = importlib.machinery.SourceFileLoader("study", PROGRAM)
study = importlib.util.module_from_spec(importlib.util.spec_from_loader("study", loader))
loader.exec_module(study)

SMALL = """NAME small
ROWS
 N objective
 L r
COLUMNS
 M0 'MARKER' 'INTORG'
 x objective -3 r 2
 y r 1.0
 M1 'MARKER' 'INTEND'
RHS
 RHS r 4
BOUNDS
 BV BOUND x
 LO BOUND y -1
 UP BOUND y 5
ENDATA
"""


def answer(status, objective, seconds=1.0):
    return {"status": status, "objective": objective, "time": seconds}


class Reading(unittest.TestCase):
    def read(self, text):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "m.mps"
            path.write_text(text)
            return study.Program(path)

    def test_columns_rows_and_bounds(self):
        program = self.read(SMALL)
        self.assertEqual(program.rows["r"], ("L", [("x", 2), ("y", 1)], 4))
        self.assertEqual(program.rows["objective"], ("N", [("x", -3)], 0))
        self.assertEqual({name: column[:2] for name, column in program.columns.items()}, {"x": [0, 1], "y": [-1, 5]})

    def test_what_is_not_read_is_told(self):
        for old, new in [("'INTORG'", "'INTEND'"), ("UP BOUND y 5", "FR BOUND y"), ("r 1.0", "r 1.5"),
                         ("RHS\n RHS r 4", "RANGES\n RHS r 4")]:
            with self.assertRaises(ValueError):
                self.read(SMALL.replace(old, new))


class Judging(unittest.TestCase):
    def test_a_better_solution_contradicts_a_proof(self):
        path = pathlib.Path("m.mps")
        right = {"a": answer("optimal", 10), "b": answer("feasible", 10.0000001), "c": answer("unknown", None)}
        self.assertEqual(list(study.contradictions(path, right)), [])
        wrong = {"a": answer("optimal", 10), "b": answer("feasible", 9)}
        self.assertEqual(list(study.contradictions(path, wrong)), ["m.mps: a proves 10, b has 9"])
        none = {"a": answer("infeasible", None), "b": answer("feasible", 9)}
        self.assertEqual(len(list(study.contradictions(path, none))), 1)

    def test_runs_without_a_proof_count_as_the_limit(self):
        results = [("f", None, {"a": answer("optimal", 5, 0.1), "b": answer("feasible", 6, 3)}),
                   ("f", None, {"a": answer("optimal", 5, 10), "b": answer("optimal", 5, 10)})]
        lines = list(study.table(results, ["a", "b"], 10))
        self.assertEqual(lines[2], "| f | 2 proved, 2 best of 2, 1.00 s | 1 proved, 1 best of 2, 10.00 s |")


if __name__ == "__main__":
    unittest.main()
