"""Tests of the formulas by enumeration, and of the study on small ones."""

import contextlib
import io
import itertools
import os
import random
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]
import formulas
import studies


def models(formula):
    """The assignments that satisfy the formula."""
    return [
        values
        for values in itertools.product((False, True), repeat=formula.variables)
        if all(any(values[abs(l) - 1] == (l > 0) for l in clause) for clause in formula.clauses)
    ]


class FormulaTests(unittest.TestCase):
    def test_pigeons_and_odd_charges_have_no_model(self):
        self.assertEqual(models(formulas.pigeons(2, random.Random(1))), [])
        self.assertEqual(models(formulas.charges(6, random.Random(1))), [])

    def test_gates_are_their_truth_tables(self):
        made = formulas.Formula()
        a, b, c = made.news(3)
        outs = made.gate_and(a, b), made.gate_parity(a, b, c), made.gate_majority(a, b, c)
        found = models(made)
        self.assertEqual(len(found), 8)
        for values in found:
            x, y, z = values[:3]
            self.assertEqual([values[out - 1] for out in outs], [x and y, x ^ y ^ z, x + y + z >= 2])

    def test_the_multiplier_has_the_factors_of_a_product(self):
        # The only primes of two bits are 2 and 3; 1 is no factor here.
        source, again = random.Random(3), random.Random(3)
        found = models(formulas.product(2, source))
        p, q = formulas.prime(2, again), formulas.prime(2, again)
        self.assertEqual({(v[0] + 2 * v[1], v[2] + 2 * v[3]) for v in found}, {(p, q), (q, p)})

    def test_a_square_is_completed_in_at_least_one_way(self):
        made = formulas.square(4, 0.5, random.Random(2))
        self.assertTrue(0 < made.variables <= 16)
        self.assertTrue(models(made))

    def test_two_jobs_of_one_machine_take_the_sum_of_their_times(self):
        self.assertIn('"SATISFIABLE"', answer(formulas.shop(2, 1, 1, random.Random(4))))
        self.assertIn('"UNSATISFIABLE"', answer(formulas.shop(2, 1, 0.9, random.Random(4))))


def answer(formula):
    """What the program prints of it."""
    with tempfile.NamedTemporaryFile("w", suffix=".cnf") as file:
        file.write(formula.text())
        file.flush()
        command = [studies.program("dovetail-microbench"), "clauses", file.name]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


class StudyTests(unittest.TestCase):
    def test_a_table_with_a_line_for_each_formula(self):
        done = subprocess.run(
            [sys.executable, "-B", os.path.join(HERE, "study"), "--formulas", "pigeons", "parities", "--conflicts", "200"],
            capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("| pigeons", done.stdout)
        self.assertIn("| parities", done.stdout)

    def test_a_file_that_is_no_formula_is_one_line(self):
        done = subprocess.run(
            [sys.executable, "-B", os.path.join(HERE, "study"), "--formulas", "parities", "--conflicts", "100",
             "--files", __file__],
            capture_output=True, text=True)
        self.assertEqual(done.returncode, 65)
        self.assertEqual(len([line for line in done.stderr.splitlines() if "CaDiCaL" not in line]), 1)


if __name__ == "__main__":
    unittest.main()
