"""The study of constrained projects on a few small ones."""

import os
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import studies


class FeasibilityTests(unittest.TestCase):
    def test_generated_projects_are_decided_and_their_reasons_are_least(self):
        done = subprocess.run(
            [os.path.join(HERE, "study"), "--sizes", "10", "--seeds", "1", "--dovetail", studies.program()],
            capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        cells = [cell.strip() for cell in next(l for l in done.stdout.splitlines() if l.startswith("| all")).split("|")]
        self.assertEqual(cells[2], cells[3])  # All are decided,
        self.assertEqual(cells[4], "0")  # none wrongly,
        least, _, reasons = cells[9].partition(" of ")
        self.assertEqual(least, reasons)  # and all reasons are least.
        self.assertGreater(int(reasons), 0)

    def test_a_folder_without_projects_is_refused_in_a_line(self):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([os.path.join(HERE, "study"), folder], capture_output=True, text=True)
        self.assertEqual(done.returncode, 65)
        self.assertIn("no JSON files", done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 1)


if __name__ == "__main__":
    unittest.main()
