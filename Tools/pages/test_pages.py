#!/usr/bin/env python3
"""What Tools/check-pages notices: pages with one mistake each, in a repository of two files, with a program that stands in."""
import os
import pathlib
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from names import Names  # noqa: E402
from running import Page  # noqa: E402

PROGRAM = r"""#!/bin/sh
case "$*" in
*--help*) echo "OPTIONS:"; echo "  --output <output>  --time-limit <s>  --log <log>"; exit 0;;
*missing.txt*) echo "dovetail: missing.txt: no such file" >&2; exit 66;;
*--log*json*) echo '{"event":"summary","status":"optimal","objective":55,"gap":0}'; exit 0;;
solve*) echo "       time  found by    objective  bound  gap" >&2; echo "status     optimal"; echo "objective  55"; exit 0;;
*) echo "dovetail: unknown command" >&2; exit 64;;
esac
"""

GOOD = """# A page

    dovetail solve Instances/one.txt --output one.json     # some words
    $ .build/release/dovetail solve Instances/one.txt
           time  found by    objective  bound  gap
        0.001 s  something          55     55    0
    status     optimal
    objective  55
    $ dovetail solve Instances/one.txt --log json
    {"event":"summary","status":"optimal","objective":...}

And without a prompt:

    Tools/tool --fast
    swift run -c release app
    swift test --filter OneTests
    pip install anything
"""


class Pages(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        files = {
            "Instances/one.txt": "1\n", "Package.swift": '.executable(name: "app")', "Tests/OneTests/OneTests.swift": "",
            "Tools/tool": "#!/bin/sh\n# --fast\n", "bin/dovetail": PROGRAM, "bin/dovetail-bench": PROGRAM,
            "bin/dovetail-server": PROGRAM, "bin/dovetail-controller": PROGRAM, "bin/dovetail-verify": PROGRAM,
            "bin/cluster-double": PROGRAM,
        }
        for name, text in files.items():
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).write_text(text)
            os.chmod(self.root / name, 0o755)

    def wrong(self, text, left_out=()):
        (self.root / "page.md").write_text(text)
        names = Names(self.root, self.root / "bin/dovetail")
        return Page(self.root, "page.md", self.root / "bin", names, 5, False, left_out).check().wrong

    def expect(self, old, new, *says):
        self.assertIn(old, GOOD)
        wrong = self.wrong(GOOD.replace(old, new, 1))
        self.assertEqual(len(wrong), 1, wrong)
        for words in says:
            self.assertIn(words, wrong[0])

    def test_a_page_that_is_well(self):
        self.assertEqual(self.wrong(GOOD), [])

    def test_a_command_that_fails(self):
        self.expect("one.txt --output", "missing.txt --output", "page.md:3: ", "exit code 66", "no such file")

    def test_a_command_that_there_is_not(self):
        self.expect("dovetail solve Instances/one.txt --output", "dovetail slove Instances/one.txt --output", "exit code 64")

    def test_an_exit_code_that_the_comment_names(self):
        self.assertEqual(self.wrong("    dovetail solve missing.txt   # exit code 66: no such file\n"), [])

    def test_another_objective(self):
        self.expect("objective  55\n", "objective  54\n", "page.md:4: ", "shows 'objective 54'")

    def test_a_head_of_other_columns(self):
        self.expect("objective  bound  gap", "objective  bound", "page.md:4: ", "of that shape")

    def test_a_line_that_is_no_longer_printed(self):
        self.expect("    status     optimal\n", "    bound      55\n    status     optimal\n", "a line 'bound'")

    def test_a_key_that_is_no_longer_printed(self):
        self.expect('"status":"optimal","obj', '"state":"optimal","obj', "page.md:9: ", "summary with event, state, objective")

    def test_an_option_that_no_program_has(self):
        self.expect("# A page", "# A page with `--outptu`", "page.md:1: names --outptu")

    def test_tools_that_are_not_there(self):
        self.expect("Tools/tool --fast", "Tools/tol", "no such program")
        self.expect("Tools/tool --fast", "Tools/tool --log", "has no --log")

    def test_what_swift_is_told_to_run(self):
        self.expect("release app", "release apple", "no product or target apple")
        self.expect("OneTests", "TwoTests", "no test has TwoTests")

    def test_a_program_without_a_reason(self):
        self.expect("pip install", "make install", "left_out.py has no reason")

    def test_a_reason_is_of_one_page_and_command(self):
        text = "    dovetail solve missing.txt\n"
        self.assertEqual(self.wrong(text, [("page.md", "missing", "for a reason")]), [])
        self.assertEqual(len(self.wrong(text, [("other.md", "missing", "for a reason")])), 1)


if __name__ == "__main__":
    unittest.main()
