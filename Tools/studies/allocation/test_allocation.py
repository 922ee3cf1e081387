"""The study of task allocation on small input."""

import json
import os
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import studies


class AllocationTests(unittest.TestCase):
    def study(self, *words):
        return subprocess.run([os.path.join(HERE, "study"), *words, "--dovetail", studies.program()],
                              capture_output=True, text=True)

    def window(self, folder, known):
        # 9 - 2 - 3 for both robots, who cannot serve the second task besides; alone it leaves 4 - 2.
        data = {"entities": [{"id": 0, "cost": 2, "abilities": [5, 0]}, {"id": 1, "cost": 3, "abilities": [1, 8]}],
                "tasks": [{"id": 0, "value": 9, "needs": [5, 6]}, {"id": 1, "value": 4, "needs": [2, 0]}]}
        with open(os.path.join(folder, "robots.json"), "w") as file:
            json.dump(data, file)
        with open(os.path.join(folder, "bounds.csv"), "w") as file:
            file.write(f"instance,entities,tasks,lb,ub\nrobots,2,2,{known}\n")

    def test_a_window_is_proved_as_it_is_known(self):
        with tempfile.TemporaryDirectory() as folder:
            self.window(folder, "4,4")
            done = self.study(folder, "--missions", "0", "--seconds", "5")
        self.assertEqual(done.returncode, 0, done.stderr)
        row = next(line for line in done.stdout.splitlines() if line.startswith("| robots"))
        self.assertEqual([cell.strip() for cell in row.split("|")][2:6], ["4", "4", "4", "0.00"])
        self.assertIn("windows: 1, proved: 1, below 2 %: 1", done.stdout)

    def test_what_contradicts_the_known_is_said(self):
        with tempfile.TemporaryDirectory() as folder:
            self.window(folder, "3,3")
            done = self.study(folder, "--missions", "0", "--seconds", "5")
        self.assertEqual(done.returncode, 65)
        self.assertIn("contradicts what is known", done.stderr)

    def test_a_mission_is_played_by_both_policies(self):
        # Alone, move leaves 9 - 2 - 3 and lift 4 - 2; there is time for both before anything decays.
        mission = {"format": "mission", "steps": 30, "slots": 2, "decayAfter": 30, "decayPercent": 1,
                   "entities": [{"cost": 2, "abilities": [5, 0], "place": [3, 3]},
                                {"cost": 3, "abilities": [1, 8], "place": [0, 0]}],
                   "tasks": [{"value": 9, "needs": [5, 6], "place": [0, 6]},
                             {"value": 4, "needs": [2, 0], "place": [6, 6]}]}
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "mission.json")
            with open(path, "w") as file:
                json.dump(mission, file)
            rows = studies.lines([studies.program(), "simulate", "mission", path, "--log", "json"], accepted=(0,))
        self.assertEqual([(row["policy"], row["return"], row["bound"]) for row in rows],
                         [("greedy", 6, 6), ("plan", 6, 6)])

    def test_a_folder_without_windows_is_refused_in_a_line(self):
        done = self.study(HERE, "--missions", "0")
        self.assertEqual(done.returncode, 65)
        self.assertIn("no JSON files", done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 1)


if __name__ == "__main__":
    unittest.main()
