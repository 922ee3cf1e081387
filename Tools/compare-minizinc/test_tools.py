"""What the tools beside this file read, mean and count: python3 test_tools.py"""
import importlib.machinery
import importlib.util
import os
import pathlib
import sys
import tempfile
import unittest

FOLDER = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, FOLDER)
import as_minizinc
import flatzinc
import meaning
import protocol
import random_model


def program(name):
    loader = importlib.machinery.SourceFileLoader(name.replace("-", "_"), os.path.join(FOLDER, name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


compare, score, fuzz, hostile = program("compare"), program("score"), program("fuzz"), program("hostile")

SMALL = """% a comment
predicate p(array [int] of var int: x, set of int: s);
array [1..2] of int: w = [1,-0x2];
var {1,3}: x :: output_var;
var 1..3: y;
var bool: b :: output_var = true;
array [1..2] of var int: a :: output_array([0..1]) = [x,4];
constraint int_lin_le(w,[x,y],-1) :: f("text;",[1..2]);
constraint int_le_reif(x,y,b);
solve :: int_search([x],input_order,indomain_min,complete) minimize y;
"""


class Reading(unittest.TestCase):
    def test_all_items(self):
        read = flatzinc.read(SMALL)
        self.assertEqual(read.arrays["w"].items, [1, -2])
        self.assertEqual(read.variables["x"].domain, (1, 3))
        self.assertEqual(read.variables["b"].value, True)
        self.assertEqual(read.arrays["a"].output_shape(), [range(0, 2)])
        self.assertEqual([c[0] for c in read.constraints], ["int_lin_le", "int_le_reif"])
        self.assertEqual((read.goal, read.objective), ("minimize", "y"))

    def test_faults_have_a_line(self):
        for text in ["var 1..3: x\nsolve satisfy;", "var 1..3: x;\n", "\nvar float: x;", "array [1..2] of int: a = [1];"]:
            with self.assertRaises(flatzinc.Malformed):
                flatzinc.read(text)

    def test_the_objective_gets_printed(self):
        text = 'var 1..9: obj:: is_defined_var;\nvar 1..9: obj2;\nsolve minimize obj;\n'
        shown, name = compare.with_printed_objective(text)
        self.assertEqual(name, "obj")
        self.assertTrue(flatzinc.read(shown).variables["obj"].is_output())
        self.assertFalse(flatzinc.read(shown).variables["obj2"].is_output())
        self.assertEqual(compare.with_printed_objective(shown)[0], shown)
        self.assertEqual(compare.solve_item("var 1..2: solver;\nsolve :: a(b) satisfy;"), ("satisfy", None))


class Streams(unittest.TestCase):
    def test_statuses(self):
        two = "x = 3;\n----------\nx = 2;\n----------\n"
        self.assertEqual(protocol.parse(two).status(True), "solved")
        self.assertEqual(protocol.parse(two + "==========\n").status(True), "optimal")
        self.assertEqual(protocol.parse(two).status(False), "satisfied")
        self.assertEqual(protocol.parse(two).solutions[-1].value("x"), "2")
        self.assertEqual(protocol.parse("=====UNSATISFIABLE=====\n").status(True), "unsatisfiable")
        self.assertEqual(protocol.parse("% words\n=====UNKNOWN=====\n").status(True), "unknown")
        self.assertEqual(protocol.parse("").status(True), "unknown")

    def test_what_belongs_to_no_solution_is_stray(self):
        self.assertEqual(protocol.parse("x = 3;\n----------\nx = 2;\n").stray, ["x = 2;"])
        self.assertEqual(protocol.parse("==========\nx = 2;\n").stray, ["x = 2;"])

    def test_blanks_in_arrays_do_not_count(self):
        answer = protocol.parse("a = array1d(1..2, [1, 2]);\n----------\n")
        self.assertEqual(answer.solutions[0].values(), {"a": "array1d(1..2,[1,2])"})

    def test_a_command_is_run_and_ended(self):
        run = protocol.run([sys.executable, "-c", "print('x = 1;\\n----------', flush=True); import time; time.sleep(60)"],
                           3.0, 0.3)
        self.assertTrue(run.was_killed)
        self.assertEqual(run.answer.status(False), "satisfied")

    def test_a_configuration_with_a_comma_too_many(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "s.msc"
            path.write_text('{"id": "a.b", "executable": "solver", "stdFlags": ["-a","-f","-p","-t",],}')
            command = protocol.Configuration(path).command("m.fzn", True, 2.5, 2, True)
            self.assertEqual(command, ["solver", "-a", "-f", "-p", "2", "-t", "2500", "m.fzn"])
            self.assertEqual(protocol.Configuration(path).command("m.fzn", False, 1, 1, False), ["solver", "-t", "1000", "m.fzn"])


class Meaning(unittest.TestCase):
    def test_all_solutions(self):
        read = flatzinc.read(SMALL)
        found = list(meaning.solutions(read))
        self.assertEqual([(v["x"], v["y"]) for v in found], [(1, 1), (1, 2), (1, 3), (3, 3)])
        self.assertEqual(meaning.output(read, found[0]), {"x": "1", "b": "true", "a": "array1d(0..1,[1,4])"})
        self.assertIsNone(meaning.violated(read, found[0]))
        self.assertIsNotNone(meaning.violated(read, {**found[0], "y": 4}))
        self.assertIsNotNone(meaning.violated(read, {**found[0], "x": 3}))

    def test_arithmetic(self):
        self.assertEqual([meaning.quotient(a, b) for a, b in [(7, 2), (-7, 2), (7, -2), (-7, -2)]], [3, -3, -3, 3])
        self.assertEqual([meaning.remainder(a, b) for a, b in [(7, 2), (-7, 2), (7, -2), (-7, -2)]], [1, -1, 1, -1])
        self.assertIsNone(meaning.quotient(1, 0))
        self.assertEqual([meaning.power(2, -1), meaning.power(-1, -3), meaning.power(0, 0)], [0, -1, 1])
        self.assertIsNone(meaning.power(0, -1))

    def test_conditions(self):
        self.assertTrue(meaning.holds("int_le_imp", [3, 2, False]))
        self.assertFalse(meaning.holds("int_le_imp", [3, 2, True]))
        self.assertFalse(meaning.holds("int_le_reif", [2, 3, False]))
        self.assertFalse(meaning.holds("array_var_int_element", [0, [1], 1]))

    def test_globals(self):
        right = [("circuit", [[1, 2, 0], 0]), ("subcircuit", [[1, 3, 2], 1]), ("subcircuit", [[1, 2], 1]),
                 ("inverse", [[5, 4], 1, [2, 1], 4]), ("arg_sort", [[2, 1, 1], [3, 4, 2], 2]), ("mdd",
                 [[1, 2], 2, [1, 2], 2, [1, 2], [1, 2], [2, 0]]), ("regular", [[1, 1], 2, 1, [2, 1], 1, (1,)]),
                 ("diffn", [[0, 2], [0, 0], [2, 0], [1, 1]]), ("diffn_nonstrict", [[0, 1], [0, 0], [2, 0], [1, 1]]),
                 ("disjunctive", [[0, 1], [2, 0]]), ("span", [True, 1, 4, [True, False, True], [1, 0, 3], [1, 9, 2]]),
                 ("alternative", [False, 7, 0, [False], [1], [1]]), ("value_precede", [1, 2, [1, 2]]),
                 ("network_flow", [[1, 2, 2, 1], [1, -1], [3, 2]]), ("all_different_except", [[1, 1, 2], (1,)]),
                 ("bin_packing_load", [[3, 0], [0, 0], [1, 2], 0]), ("lex_less", [[1], [1, 0]])]
        wrong = [("circuit", [[1, 0, 2], 0]), ("subcircuit", [[2, 1, 4, 3], 1]), ("inverse", [[5, 4], 1, [1, 2], 4]),
                 ("arg_sort", [[1, 1], [2, 1], 1]), ("regular", [[1], 2, 1, [0, 1], 1, (1, 2)]),
                 ("diffn", [[0, 1], [0, 0], [2, 0], [1, 1]]), ("disjunctive_strict", [[0, 1], [2, 0]]),
                 ("span", [True, 1, 3, [True, True], [1, 3], [1, 2]]), ("alternative", [True, 1, 1, [True, True], [1, 1], [1, 1]]),
                 ("alternative", [False, 7, 1, [False], [1], [1]]), ("value_precede", [1, 2, [2, 1]]),
                 ("bin_packing_load", [[3], [1, 0], [1, 2], 0]), ("lex_less", [[1, 0], [1]])]
        for name, arguments in right:
            self.assertTrue(meaning.holds("dovetail_" + name, arguments), name)
        for name, arguments in wrong:
            self.assertFalse(meaning.holds("dovetail_" + name, arguments), name)


class Random(unittest.TestCase):
    def test_the_same_for_the_same_seed_and_readable(self):
        used = set()
        for kind in ("builtins", "globals", "wide"):
            for seed in range(150):
                text = random_model.generate(seed, kind)
                self.assertEqual(text, random_model.generate(seed, kind))
                used |= {name for name, _, _, _ in flatzinc.read(text).constraints}
        self.assertNotEqual(random_model.generate(1), random_model.generate(2))
        missing = {"dovetail_" + name for name in meaning.GLOBALS} - used
        self.assertLess(len(missing), 4, missing)

    def test_what_is_wrong_is_seen(self):
        expected = fuzz.Expected("var 1..2: x :: output_var;\nsolve satisfy;\n")
        both, ended = "x = 1;\n----------\nx = 2;\n----------\n", "==========\n"
        for text, options, found in [
                (both + ended, ["-a"], None), (both, ["-a"], "no end"), (both + ended, ["-n", "2"], None),
                ("x = 1;\n----------\n" + ended, ["-a"], "missing solutions"), ("x = 3;\n----------\n", [], "wrong solution"),
                ("x = 1;\n----------\n", [], None), ("x = 1;\n----------\n" * 2 + ended, ["-a"], "repeated solution"),
                ("x = 1;\n----------\n" + ended, [], "end told too early"), ("=====UNSATISFIABLE=====\n", ["-a"], "wrong ending")]:
            judged = fuzz.judged(expected, protocol.parse(text), options)
            self.assertEqual(judged and judged[0], found, text)
        best = fuzz.Expected("var 1..2: x :: output_var;\nsolve maximize x;\n")
        for text, found in [("x = 1;\n----------\nx = 2;\n----------\n==========\n", None),
                            ("x = 1;\n----------\n==========\n", "wrong optimum"),
                            ("x = 2;\n----------\nx = 1;\n----------\n", "no improvement"),
                            ("x = 2;\n----------\n", "no end")]:
            judged = fuzz.judged(best, protocol.parse(text), ["-a"])
            self.assertEqual(judged and judged[0], found, text)

    def test_models_of_the_standard_library(self):
        text = "var 0..2: x;\nvar 0..1: y;\nconstraint dovetail_circuit([x,y],0);\nsolve satisfy;\n"
        for seed in range(20):
            model, found = as_minizinc.convert(text, seed)
            self.assertIn("circuit(array1d(0..1,[x,y]))", model)
            if "condition" not in model:
                self.assertEqual(found, {frozenset({("x", "1"), ("y", "0")})})

    def test_cutting_down_keeps_the_solve_item(self):
        for lines in fuzz.smaller(SMALL):
            self.assertTrue(any(line.startswith("solve") for line in lines))


def run(status, objective=None, end=1.0, goal="minimize", solver="a", verified="-"):
    return score.Run({"tag": "-", "family": "f", "model": "m", "data": "d", "goal": goal, "solver": solver, "status": status,
                      "verified": verified, "note": "", "limit": "20", "threads": "1",
                      "objective": "" if objective is None else str(objective), "end": str(end), "best": str(end)})


class Scores(unittest.TestCase):
    def test_points(self):
        self.assertEqual(score.points(run("solved", 5), run("optimal", 6)), (1.0, 0.0))
        self.assertEqual(score.points(run("solved", 5, goal="maximize"), run("solved", 6, goal="maximize")), (0.0, 1.0))
        self.assertEqual(score.points(run("solved", 5), run("optimal", 5)), (0.0, 1.0))
        self.assertEqual(score.points(run("optimal", 5, 1.0), run("optimal", 5, 3.0)), (0.75, 0.25))
        self.assertEqual(score.points(run("solved", 5, 1.0), run("solved", 5, 3.0)), (0.5, 0.5))
        self.assertEqual(score.points(run("unknown"), run("error")), (0.0, 0.0))
        self.assertEqual(score.points(run("unsatisfiable"), run("unknown")), (1.0, 0.0))
        self.assertEqual(score.points(run("optimal", 5, verified="no"), run("solved", 9)), (0.0, 1.0))

    def test_contradictions(self):
        self.assertEqual(score.contradictions([run("optimal", 5), run("solved", 5, solver="b")]), [])
        self.assertEqual(len(score.contradictions([run("optimal", 5), run("solved", 4, solver="b")])), 1)
        self.assertEqual(len(score.contradictions([run("unsatisfiable"), run("solved", 4, solver="b")])), 1)
        self.assertEqual(len(score.contradictions([run("optimal", 5, verified="no")])), 1)

    def test_a_table_is_read_and_goes_on(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "r.tsv")
            self.assertEqual(compare.present(path), set())
            row = dict.fromkeys(compare.COLUMNS, "")
            row.update(tag="-", model="m", data="d", goal="satisfy", solver="s", search="free", threads="1", limit="20",
                       status="satisfied", end="1.0", best="0.5", verified="yes")
            with open(path, "a") as table:
                table.write("\t".join(row[column] for column in compare.COLUMNS) + "\n")
            self.assertEqual(compare.present(path), {("-", "m", "d", "s", "free", "1", "20")})
            self.assertTrue(score.read(path)[0].is_proved())


class Hostile(unittest.TestCase):
    def result(self, code, errors="", output=""):
        found = protocol.Run()
        found.code, found.errors, found.answer = code, errors, protocol.parse(output)
        return found

    def test_faults(self):
        good = self.result(65, "m.fzn:3: expected a name, found 3\n")
        self.assertIsNone(hostile.fault(good, hostile.REFUSED, "m.fzn", 10))
        self.assertIsNotNone(hostile.fault(good, hostile.LEGAL, "m.fzn", 10))
        for run, expected in [(self.result(-11), hostile.EITHER), (self.result(65, "a\nb\n"), hostile.REFUSED),
                              (self.result(65, "something\n"), hostile.REFUSED), (self.result(1), hostile.EITHER),
                              (self.result(65, "m.fzn:3: x\n", "x = 1;\n----------\n"), hostile.EITHER),
                              (self.result(0, "", "==========\n"), hostile.REFUSED),
                              (self.result(0, "", "hello\n"), hostile.EITHER)]:
            self.assertIsNotNone(hostile.fault(run, expected, "m.fzn", 10))

    def test_names_are_different(self):
        names = [name for name, _, _ in hostile.cases()]
        self.assertGreater(len(names), 900)


if __name__ == "__main__":
    unittest.main()
