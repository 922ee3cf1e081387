"""What the tools beside this file count on: python3 test_proofs.py"""
import importlib.machinery
import importlib.util
import os
import random
import sys
import unittest

FOLDER = os.path.dirname(os.path.abspath(__file__))
PACKAGE = os.path.join(FOLDER, "..", "..")
sys.dont_write_bytecode = True
sys.path.insert(0, FOLDER)
import defects
import shops


def program(name):
    loader = importlib.machinery.SourceFileLoader(name.replace("-", "_"), os.path.join(FOLDER, name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


tool = program("seeded-defects")


def source(name):
    with open(os.path.join(PACKAGE, name), encoding="utf-8") as file:
        return file.read()


class Seeding(unittest.TestCase):
    def test_all_defects_are_in_the_sources_of_today(self):
        texts = defects.seeded(source)
        self.assertGreaterEqual(len(defects.DEFECTS), 12)
        for number, defect in enumerate(defects.DEFECTS, 1):
            for file, old, new in defect.changes:
                self.assertIn(f"isSeeded({number})", texts[file], defect.what)
                self.assertIn("SEEDED", new)
        self.assertFalse(any("SEEDED" in text for text in texts.values()))

    def test_a_text_that_is_missing_or_there_twice_is_an_error(self):
        defect = defects.Defect("off by one", "shop", ("a.swift", "x <= 1", "x <= (SEEDED ? 2 : 1)"))
        package = "Package.swift", source("Package.swift")
        for text in ("", "x < 1", "x <= 1 || x <= 1"):
            with self.assertRaises(defects.Unseedable) as raised:
                defects.seeded({"a.swift": text, package[0]: package[1]}.get, [defect])
            self.assertIn("a.swift", str(raised.exception))
        texts = defects.seeded({"a.swift": "if x <= 1 {", package[0]: package[1]}.get, [defect])
        self.assertEqual(texts["a.swift"], "if x <= (isSeeded(1) ? 2 : 1) {")

    def test_instances_of_all_kinds_are_made(self):
        for defect in defects.DEFECTS:
            self.assertTrue(set(defect.kinds) <= tool.SHOPS.keys() | tool.CONSTRAINTS.keys(), defect.kinds)
        for kind in ("large-shop", "project", "flexible", "sums", "cumulative"):
            self.assertTrue(tool.made(kind, random.Random(kind))[1])

    def test_the_order_on_one_machine_is_that_of_a_job_shop(self):
        for seed in range(20):
            r = random.Random(seed)
            jobs = [(r.randint(0, 6), r.randint(1, 4), r.randint(0, 6)) for _ in range(3)]
            self.assertEqual(tool.best_sequence(jobs), shops.best_shop(tool.sequence_shop(jobs)))


if __name__ == "__main__":
    unittest.main()
