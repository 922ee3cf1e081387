#!/usr/bin/env python3
"""The reader, the definitions and the translation against each other and against cases by hand:
Tools/check-against-cpsat/test_check.py [SEEDS]."""
import itertools
import sys
import unittest

import meaning
import model_text
import random_text
import translation

SEEDS = int(sys.argv.pop(1)) if len(sys.argv) > 1 and sys.argv[1].isdigit() else 25


def solutions(text):
    return [values for values in itertools.product(*(range(low, high + 1) for low, high, _ in text.variables))
            if not meaning.broken(text, values)]


class Reading(unittest.TestCase):
    def test_pieces(self):
        text = model_text.read('# a comment\ndovetail-model 1\nname "a # \\"b\\""\nint x0 -3..5 "x"\nbool x1 # here\n'
                               "linear 2 x0 - x1 + 3 - 1 + x0 <= 0 if [!x1]\ntable [x0; -x1] rows [[1, *], [-2, 0]]\n"
                               "maximize -x0\nhint x0 4\n")
        self.assertEqual(text.name, 'a # "b"')
        self.assertEqual(text.variables, [(-3, 5, "x"), (0, 1, "")])
        self.assertEqual(text.constraints[0], ("linear", [(2, [(3, 0), (-1, 1)]), "<= 0", [(1, False)]]))
        self.assertEqual(text.constraints[1][1][1], [[1, model_text.ANY], [-2, 0]])
        self.assertEqual((text.objective, text.hints), (("maximize", (0, [(-1, 0)])), [(0, 4)]))

    def test_mistakes(self):
        for line in ("int x1 1..0", "linear x0 <= 1", "linear x3 <= 0", "clause [x0", "clause x0", "nothing [x0]",
                     "hint x0", "maximize", "name 3", "interval t0 start x0 duration 1", "linear x0 <= 0 if [x0] x0"):
            with self.assertRaises(model_text.TextError, msg=line):
                model_text.read(f"dovetail-model 1\nint x0 0..3\n{line}\n")

    def test_keys(self):
        self.assertEqual(model_text.keys(["a", "b", "b", "", "x1", "x", "xy"], "x"), ["a", "x1", "x2", "x3", "x4", "x5", "xy"])


class Agreement(unittest.TestCase):
    """CP-SAT finds the best of all solutions, or none where there are none, of random models of each kind."""


def agreement(kind):
    def test(self):
        found = 0
        for seed in range(SEEDS):
            source = random_text.text(seed, kind)
            text = model_text.read(source)
            truth = solutions(text)
            found += bool(truth)
            answer = translation.solve(text, 10, 1)
            self.assertEqual(answer["status"], "optimal" if truth else "infeasible", source)
            if truth:
                self.assertEqual(meaning.broken(text, answer["values"]), [], source)
                best = (max if text.objective and text.objective[0] == "maximize" else min)(
                    meaning.objective(text, values) for values in truth)
                self.assertEqual(answer["objective"], best, source)
        self.assertGreater(found, 0, "no model has a solution")
    return test


for each in model_text.GRAMMAR:
    setattr(Agreement, f"test_{each}", agreement(each))


if __name__ == "__main__":
    unittest.main()
