"""Tests of what the studies share, and of every study on small input: python3 -B Tools/studies/test_studies.py"""

import contextlib
import io
import os
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import studies


class TableTests(unittest.TestCase):
    def test_a_figure_says_where_it_is_from_and_the_legend_says_what_that_means(self):
        table = studies.Table("rule", "makespan")
        table.row("MET", (71, "g"))
        table.row("ours", 69)
        text = table.text()
        self.assertIn("71 [g]", text)
        self.assertIn(studies.ORIGINS["g"], text)
        self.assertNotIn(studies.ORIGINS["p"], text)

    def test_an_absent_figure_is_a_dash_without_a_mark(self):
        table = studies.Table("rule", "makespan")
        table.row("MET", (None, "p"))
        self.assertIn("-", table.rows[0][1])
        self.assertEqual(table.marks, set())

    def test_a_row_of_another_length_is_refused(self):
        with self.assertRaises(AssertionError):
            studies.Table("a", "b").row(1)


class OptionTests(unittest.TestCase):
    def refused(self, *words):
        with self.assertRaises(SystemExit) as ended, contextlib.redirect_stderr(io.StringIO()) as printed:
            studies.parser("of a test").parse_args(words)
        self.assertEqual(ended.exception.code, 2)
        return printed.getvalue()

    def test_what_cannot_be_run_or_written_is_said_before_the_work(self):
        self.assertIn("cannot be written", self.refused("--output", "/nowhere/table.md"))
        self.assertIn("cannot be written", self.refused("--output", HERE))
        self.assertIn("no program", self.refused("--dovetail", "/nowhere/dovetail"))
        self.assertIn("from 1 on", self.refused("--workers", "0"))


def load_tests(loader, tests, _):
    for name in sorted(os.listdir(HERE)):
        folder = os.path.join(HERE, name)
        if os.path.exists(os.path.join(folder, f"test_{name.replace('-', '_')}.py")):
            tests.addTests(loader.discover(folder, pattern="test_*.py", top_level_dir=folder))
    return tests


if __name__ == "__main__":
    unittest.main()
