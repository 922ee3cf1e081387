"""Tests of the hunt for records, with the real programs where there are some: python3 -B Tools/records/test_records.py"""

import csv
import gzip
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(os.path.dirname(HERE), "studies")]
import judging
import keeping
import models
import positions
import studies
import tables
import tours

ROOT = studies.ROOT
VERIFY = os.environ.get("DOVETAIL_VERIFY") or os.path.join(os.path.dirname(studies.program()), "dovetail-verify")
# Two jobs on two machines, each for 2: one after the other on both, 2 + 2 + 2 = 6; the other way round at once, 4.
TINY = "2 2\n0 2 1 2\n1 2 0 2\n"


class HuntTests(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        self.sets = os.path.join(self.folder, "sets")
        self.results = os.path.join(self.folder, "results")
        os.makedirs(os.path.join(self.sets, "jobshop"))
        shutil.copy(os.path.join(ROOT, "Instances/jobshop/ft06.txt"), os.path.join(self.sets, "jobshop/ft06.txt"))
        self.write("jobshop/tiny.txt", TINY)

    def write(self, path, text):
        with open(os.path.join(self.sets, path), "w") as file:
            file.write(text)

    def table(self, *rows, name="jobshop/bounds.csv"):
        self.write(name, "instance,jobs,machines,lb,ub\n" + "".join(row + "\n" for row in rows))

    def script(self, text):
        """A program that is told what it is run with, and may run the real one."""
        path = os.path.join(self.folder, "program")
        with open(path, "w") as file:
            file.write(f"#!/bin/sh\n{text}\n")
        os.chmod(path, 0o755)
        return path

    def command(self, *words, dovetail=None, verify=None):
        return [os.path.join(HERE, "records"), self.sets, "--results", self.results, "--rounds", "1", "--time-limit", "20",
                "--certify", "1", "--dovetail", dovetail or studies.program(), "--verify", verify or VERIFY, *words]

    def records(self, *words, code=0, **programs):
        done = subprocess.run(self.command(*words, **programs), capture_output=True, text=True)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def found(self):
        with open(os.path.join(self.results, "records.csv"), newline="") as file:
            return {(row["instance"], row["kind"]): (row["table"], row["ours"], row["evidence"])
                    for row in csv.DictReader(file)}

    def test_weak_bounds_are_improved_and_shown_and_a_second_start_goes_on(self):
        self.table("tiny,2,2,4,4", "ft06,6,6,47,60")
        self.records()
        expected = {("ft06", "lb"): ("47", "55", "certified"), ("ft06", "ub"): ("60", "55", "checked twice")}
        self.assertEqual(self.found(), expected)
        folder = os.path.join(self.results, "finds/jobshop/ft06/lb")
        files = [os.path.join(folder, name) for name in ("solution.json", "proof")]
        for path in files:
            with gzip.open(path + ".gz") as packed, open(path, "wb") as file:
                shutil.copyfileobj(packed, file)
        again = subprocess.run([VERIFY, os.path.join(self.sets, "jobshop/ft06.txt"), *files], capture_output=True, text=True)
        self.assertEqual(again.stdout.strip(), "verified: optimal 55")
        # An end between two renames, and one in the middle of a file.
        os.rename(folder, folder + ".old")
        os.makedirs(os.path.join(self.results, "finds/jobshop/ft06/ub.new"))
        os.remove(os.path.join(self.results, "records.csv"))
        self.assertIn("nothing is left", self.records().stdout)
        self.assertEqual(self.found(), expected)
        self.assertRegex(self.records("--report").stdout, r"jobshop +\| +1 +\| +1 +\| +1 +\| +0 +\| +1 +\| +1")
        listed = subprocess.run([os.path.join(HERE, "records"), "--report", "--results", self.results],
                                capture_output=True, text=True)
        self.assertIn("checked twice", listed.stdout)
        out = os.path.join(self.folder, "out")
        self.records("--publish", out)
        self.assertEqual(sorted(os.listdir(os.path.join(out, "jobshop"))),
                         ["ft06.lb.proof.gz", "ft06.lb.solution.json.gz", "ft06.ub.solution.json.gz"])
        self.assertIn("2 shown again", self.records("--check", out).stdout)
        # Where the results are not at hand, a hunt goes on from what was published, and publishes the same.
        self.results = os.path.join(self.folder, "elsewhere")
        begun = self.records("--from", out).stdout
        self.assertIn("2 of 2 finds taken over", begun)
        self.assertIn("nothing is left", begun)
        self.assertEqual(self.found(), expected)
        self.assertIn("0 of 2 finds taken over", self.records("--from", out).stdout)
        path = os.path.join(self.results, "finds/jobshop/ft06/ub/record.json")
        with open(path) as file:
            worse = json.load(file) | {"ours": 58}
        with open(path, "w") as file:
            json.dump(worse, file)
        self.assertIn("1 of 2 finds taken over", self.records("--from", out).stdout)
        self.assertEqual(self.found(), expected)
        again = os.path.join(self.folder, "again")
        self.records("--publish", again)
        self.assertEqual(subprocess.run(["diff", "-r", out, again], capture_output=True, text=True).stdout, "")
        self.assertIn("no such file", self.records("--from", os.path.join(self.folder, "nowhere"), code=65).stderr)
        with gzip.open(os.path.join(out, "jobshop/ft06.lb.proof.gz"), "wb") as file:
            file.write(b"dovetail-proof 1\n")
        self.assertIn("ft06", self.records("--check", out, code=1).stderr)
        with open(os.path.join(out, "jobshop/ft06.lb.proof.gz"), "r+b") as file:
            file.truncate(20)
        self.assertIn("unpacked", self.records("--check", out, code=1).stderr)

    def test_a_published_table_that_was_changed_is_refused(self):
        self.table("tiny,2,2,4,4", "ft06,6,6,47,60")
        self.records()
        out = os.path.join(self.folder, "out")
        self.records("--publish", out)
        path = os.path.join(out, "records.csv")
        with open(path) as file:
            text = file.read()
        for changed, said in (
                ("", "no column set"), ("hello\n", "no column set"), (text[:text.rindex(",checked")], "line 3"),
                (text.replace(",55,", ",,"), "line 2"), (text.replace(",55,certified,", ",56,certified,"), "above"),
                (text.replace("jobshop,", "../jobshop,"), "no set is"), (text.replace(",ft06,", ",../ft06,"), "no name"),
                (text.replace(",lb,", ",bound,"), "no kind is"), (text.replace(",certified,", ",sworn,"), "no evidence is")):
            with open(path, "w") as file:
                file.write(changed)
            for option in ("--check", "--from"):
                self.assertIn(said, self.records(option, out, code=65).stderr)
        with open(path, "w") as file:
            file.write(text.replace(",55,certified,", ",54,certified,"))
        self.assertIn("the claim is 'optimal 55'", self.records("--check", out, code=1).stderr)
        self.assertIn("at most 256", self.records("--workers", "999", code=2).stderr)
        self.assertIn("at a time", self.records("--check", out, "--report", code=2).stderr)

    def test_a_bound_of_a_variant_is_shown_by_its_model(self):
        self.table("tiny,2,2,4,4", "ft06,6,6,50,80", name="jobshop/bounds_nowait.csv")
        # What the set means is seen from a closed instance, which need not be among those that are asked for.
        self.records("--instances", "ft06")
        self.assertEqual(self.found(), {("ft06", "lb"): ("50", "73", "certified model"),
                                        ("ft06", "ub"): ("80", "73", "checked twice")})
        out = os.path.join(self.folder, "out")
        self.records("--publish", out)
        self.assertNotIn("model", " ".join(os.listdir(os.path.join(out, "jobshop-nowait"))))
        self.assertIn("2 shown again", self.records("--check", out).stdout)

    def test_what_contradicts_the_table_is_an_error_and_no_record(self):
        self.table("tiny,2,2,4,4", "ft06,6,6,56,60")
        done = self.records(code=1)
        self.assertIn("a solution of 55, and 56 is a bound", done.stderr)
        self.assertTrue(os.path.exists(os.path.join(self.results, "errors/jobshop/ft06")))
        self.assertFalse(os.path.exists(os.path.join(self.results, "records.csv")))
        self.assertIn("nothing is left", self.records().stdout)

    def test_a_set_whose_values_mean_something_else_is_left_out(self):
        self.table("tiny,2,2,6,6", "ft06,6,6,47,60")
        self.assertIn("jobshop is left out", self.records(code=1).stderr)
        self.assertFalse(os.path.exists(os.path.join(self.results, "records.csv")))

    def test_a_proof_that_is_refused_is_an_error(self):
        self.table("tiny,2,2,4,4", "ft06,6,6,47,60")
        done = self.records(code=1, verify=self.script("echo 'rejected: line 1'; exit 1"))
        self.assertIn("refused by dovetail-verify", done.stderr)
        self.assertEqual(self.found()["ft06", "lb"], ("47", "55", "claimed"))

    def test_a_crash_is_noted_and_the_hunt_goes_on(self):
        self.write("jobshop/other.txt", TINY)
        self.table("tiny,2,2,4,4", "ft06,6,6,54,60", "other,2,2,1,9")
        program = self.script(f'case "$2" in *ft06*) kill -9 $$;; esac; exec "{studies.program()}" "$@"')
        done = self.records(dovetail=program)
        self.assertIn("jobshop/ft06: the program failed: exit code -9", done.stdout)
        self.assertEqual(self.found()["other", "ub"], ("9", "4", "checked twice"))

    def test_crashes_without_end_and_a_full_disk_end_the_hunt_in_a_line(self):
        self.table("tiny,2,2,4,4", "ft06,6,6,54,60", "a,2,2,1,9", "b,2,2,1,9")
        for name in "ab":
            self.write(f"jobshop/{name}.txt", TINY)
        for text, said in (("exit 70", "5 runs in a row failed"),
                           ("echo 'no space left on device' >&2; exit 74", "no space left")):
            program = self.script(f'case "$2" in *tiny*) exec "{studies.program()}" "$@";; esac; {text}')
            done = self.records("--rounds", "2", code=65, dovetail=program)
            self.assertIn(said, done.stderr)
            self.assertEqual(len(done.stderr.splitlines()), 1)

    def test_ctrl_c_ends_the_run_and_keeps_what_it_has(self):
        command = [studies.program(), "generate", "jobshop", "--taillard", "ta11"]
        self.write("jobshop/ta11.txt", subprocess.run(command, capture_output=True, text=True).stdout)
        self.table("tiny,2,2,4,4", "ta11,20,15,1000,9999")
        running = subprocess.Popen(self.command(), stdout=subprocess.PIPE, text=True)
        while "is the table's" not in running.stdout.readline():
            pass
        time.sleep(3)
        began = time.monotonic()
        running.send_signal(signal.SIGINT)
        running.communicate()
        self.assertEqual(running.returncode, 130)
        self.assertLess(time.monotonic() - began, 10)
        self.assertEqual(self.found()["ta11", "ub"][0], "9999")
        with open(os.path.join(self.results, "state.json")) as file:
            self.assertEqual(json.load(file)["instances"]["jobshop/ta11"]["runs"], 0)

    def test_broken_tables_and_results_are_refused_in_a_line(self):
        for rows, said in (
            (["ft06,6,6,47"], "no row of an instance"), (["ft06,6,6,47,x"], "no whole number"), (["ft06,6,6,60,47"], "cross"),
            (["ft06,6,6,47,60"] * 2, "twice"), (["../ft06,6,6,47,60"], "no row of an instance"), ([], "no table"),
        ):
            self.table(*rows)
            done = self.records(code=65)
            self.assertIn(said, done.stderr)
            self.assertEqual(len(done.stderr.splitlines()), 1)
        self.write("jobshop/bounds.csv", "name,lb,ub\nft06,47,60\n")
        self.assertIn("no column instance", self.records(code=65).stderr)
        self.table("tiny,2,2,4,4", "ft06,6,6,47,60")
        self.assertIn("no set is named", self.records("--sets", "nothing", code=65).stderr)
        self.assertIn("no instance", self.records("--instances", "nothing", code=65).stderr)
        self.assertIn("ft06 47 60", self.records("--list", "--sets", "jobshop").stdout)
        os.makedirs(self.results)
        with open(os.path.join(self.results, "state.json"), "w") as file:
            file.write('{"instances": {')
        self.assertIn("no state of a hunt", self.records(code=65).stderr)
        with open(os.path.join(self.folder, "file"), "w"):
            self.records("--results", os.path.join(self.folder, "file/results"), code=74)

    def test_two_hunts_do_not_share_a_folder(self):
        held = keeping.Store(self.results)
        self.addCleanup(held.close)
        self.table("tiny,2,2,4,4", "ft06,6,6,47,60")
        self.assertIn("another hunt", self.records(code=65).stderr)


class TableTests(unittest.TestCase):
    def test_of_maximised_values_the_sides_are_turned(self):
        with tempfile.TemporaryDirectory() as folder:
            os.makedirs(os.path.join(folder, "allocation"))
            with open(os.path.join(folder, "allocation/bounds.csv"), "w") as file:
                file.write("instance,lb,ub\na,10,12\n")
            row, = tables.select(folder)["allocation"]
        self.assertEqual((row.value, row.bound, row.kind(True), row.kind(False)), (10, 12, "ub", "lb"))
        self.assertTrue(row.better(11, 10))


class JudgingTests(unittest.TestCase):
    """By hand: two jobs, (2, 1) and (1, 3), on two machines in this order."""

    MATRIX = "2 2\n2 1\n1 3\n"

    def judged(self, variant, text, *tasks):
        """Tasks are (name, start, end) or (name, start, end, mode)."""
        chosen = next(known for known in tables.SETS if known.options[-1:] == (variant,))
        rows = [dict(zip(("task", "start", "end", "mode"), (*task, 0))) for task in tasks]
        with tempfile.NamedTemporaryFile("w") as file:
            file.write(text)
            file.flush()
            instance = tables.Instance(chosen, "x", file.name, None, None, options=list(chosen.options))
            return judging.value(instance, file.name, {"tasks": rows})

    def test_flow_shops(self):
        plan = (("1.1", 0, 2), ("1.2", 2, 3), ("2.1", 2, 3), ("2.2", 3, 6))
        for variant, worth in (("permutation", 6), ("flow", 6), ("permutation-no-wait", 6), ("permutation-completion", 9)):
            self.assertEqual(self.judged(variant, self.MATRIX, *plan), worth)
        self.assertEqual(self.judged("permutation-tardiness", "2 2\n2 9\n2 1\n1 3\n", *plan), 1)
        self.assertEqual(self.judged("distributed", "2 2 2\n2 1\n1 3\n", ("1.1", 0, 2), ("1.2", 2, 3), ("2.1", 0, 1, 1),
                                     ("2.2", 1, 4, 1)), 4)
        setups = self.MATRIX + "0 0\n0 0\n0 4\n0 0\n"
        with self.assertRaisesRegex(judging.Wrong, "order on machine 1"):
            self.judged("permutation-setup", setups, *plan)
        self.assertEqual(self.judged("permutation-setup", setups, *plan[:3], ("2.2", 7, 10)), 10)

    def test_rules_that_are_broken_are_named(self):
        late = (("1.1", 0, 2), ("1.2", 2, 3), ("2.1", 2, 3), ("2.2", 4, 7))
        for variant, tasks, said in (
            ("permutation-no-wait", late, "waits"),
            ("permutation", late[:3], "other tasks"),
            ("permutation", (*late[:3], ("2.2", 4, 6)), "duration"),
            ("permutation", (*late[:2], ("2.1", 1, 2), late[3]), "order on machine 0"),
            ("permutation", (("1.1", 0, 2), ("1.2", 6, 7), ("2.1", 2, 3), ("2.2", 3, 6)), "order on machine"),
            ("flow", (*late[:3], ("2.2", 2, 5)), "order of a job"),
            ("open", (*late[:2], ("2.1", 5, 6), ("2.2", 4, 7)), "two at a time on a job"),
            ("open", (*late[:2], ("2.1", 5, 6), ("2.2", 2, 5)), "machine 1"),
        ):
            with self.assertRaisesRegex(judging.Wrong, said):
                self.judged(variant, self.MATRIX, *tasks)
        stages = "2 2\n1 1\n2 1\n1 3\n"
        with self.assertRaisesRegex(judging.Wrong, "a machine"):
            self.judged("hybrid", stages, *late[:3], ("2.2", 4, 7, 1))
        self.assertEqual(self.judged("hybrid", stages, *late), 7)
        self.assertEqual(self.judged("parallel", self.MATRIX, ("1", 0, 1, 1), ("2", 0, 1, 0)), 1)
        with self.assertRaisesRegex(judging.Wrong, "two at a time"):
            self.judged("parallel", self.MATRIX, ("1", 0, 2, 0), ("2", 1, 2, 0))

    def test_job_shops(self):
        done = (("0.0", 0, 2), ("0.1", 2, 4), ("1.0", 0, 2), ("1.1", 2, 4))
        for variant in ("blocking-swap", "no-wait"):
            self.assertEqual(self.judged(variant, TINY, *done), 4)
        # Job 0 has left machine 0 for nowhere; and it holds machine 0 until 3, when job 1 needs it from 2 on.
        for tasks, said in (((("0.0", 0, 2), ("0.1", 3, 5), *done[2:]), "on no machine"),
                            ((("0.0", 0, 3), ("0.1", 3, 5), *done[2:]), "two at a time on machine 0")):
            with self.assertRaisesRegex(judging.Wrong, said):
                self.judged("blocking-swap", TINY, *tasks)


class ModelTests(unittest.TestCase):
    HEAD = ('dovetail-model 1\nint x0 0..9\nint x1 0..9\ninterval t0 start x0 duration 2 end x0 + 2\n'
            'interval t1 start x1 duration 3 end x1 + 3 "b"\n')

    def lines(self, text, value=None):
        before = set(self.HEAD.splitlines())
        return [line for line in models.provable(self.HEAD + text, value).splitlines() if line not in before]

    def test_lags_are_precedences_or_rows(self):
        self.assertEqual(self.lines("temporal t0 end <= t1 start delay -4\n"), ["precedence t0 before t1 delay -4"])
        self.assertEqual(self.lines("temporal t0 start <= t1 end delay 4\n"), ["linear x0 - x1 - 3 + 4 <= 0"])
        self.assertEqual(self.lines("temporal t0 end = t1 start delay 0\n"), ["linear x0 + 2 - x1 = 0"])
        optional = "temporal t0 end = t1 start delay 0 if [x3]"
        self.assertEqual(self.lines(optional + "\n"), [optional])

    def test_setup_times_are_orders_of_pairs(self):
        self.assertEqual(self.lines("transitions [t0, t1] kinds [0, 1] times [[0, 5], [7, 0]]\n"), [
            "bool x2", "noOverlap [t0, t1]", "precedence t1 before t0 delay 7 if [x2]",
            "precedence t0 before t1 delay 5 if [!x2]"])

    def test_what_is_between_neighbours_may_be_less_between_others(self):
        gaps = models._gaps(True, [1, 2, 3], [0, 1, 2], [[0, 1, 9], [9, 0, 1], [9, 9, 0]])
        self.assertEqual(gaps[0][2], 1 + 2 + 1)
        self.assertIsNone(models._gaps(True, [1, 1], [0, 1], [[0, -1], [0, 0]]))

    def test_what_is_worse_than_a_value_is_left_out(self):
        self.assertEqual(self.lines("minimize x0 - x1 + 1\n", 5), ["linear x0 - x1 + 1 - 5 <= 0", "minimize x0 - x1 + 1"])
        self.assertEqual(self.lines("maximize -x0\n", -5), ["linear x0 - 5 <= 0", "maximize -x0"])

    def test_of_like_machines_no_more_tasks_run_than_there_are(self):
        tasks, rest = [], []
        for task in range(3):
            tasks.append(f"interval t{3 * task} start x{task} duration 2 end x{task} + 2")
            tasks += [f"interval t{3 * task + m} start x{task} duration 2 end x{task} + 2 presence x9" for m in (1, 2)]
            rest.append(f"alternative t{3 * task} of [t{3 * task + 1}, t{3 * task + 2}]")
        rest += ["noOverlap [t1, t4, t7]", "noOverlap [t2, t5, t8]", "minimize x0"]
        text = "\n".join(["dovetail-model 1", "int x0 0..9", *tasks, *rest])
        self.assertIn("cumulative [t0, t3, t6] demands [1; 1; 1] capacity 2", models.provable(text))
        self.assertNotIn("cumulative", models.provable(text.replace("noOverlap [t2, t5, t8]", "noOverlap [t2, t5]")))

    def test_loads_of_machines_have_a_model_of_their_own(self):
        text = "3 2\n2 3\n3 2\n4 9\n"
        self.assertEqual(models.loads(text, 7).splitlines()[1:2], ["int x0 0..7"])
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "model.dvt")
            with open(path, "w") as file:
                file.write(models.loads(text))
            summary = studies.solve(path, seconds=120, workers=1)[-1]
        durations = [(2, 3), (3, 2), (4, 9)]
        least = min(max(sum(d[m] for d, on in zip(durations, places) if on == m) for m in (0, 1))
                    for places in itertools.product((0, 1), repeat=3))
        self.assertEqual((summary["status"], summary["objective"]), ("optimal", least))
        with self.assertRaises(studies.Failure):
            models.loads("2 2\n1 2 3\n")

    def test_places_of_jobs_say_what_sequences_cost(self):
        durations, due = [(3, 1, 4), (1, 5, 2), (6, 2, 1), (2, 2, 7)], [7, 9, 12, 14]

        def ends(order):
            free, found = [0] * 3, []
            for job in order:
                for machine, length in enumerate(durations[job]):
                    free[machine] = max(free[machine], free[machine - 1] if machine else 0) + length
                found.append((job, free[2]))
            return found

        costs = {
            "permutation": lambda found: found[-1][1],
            "permutation-completion": lambda found: sum(end for _, end in found),
            "permutation-tardiness": lambda found: sum(max(0, end - due[job]) for job, end in found),
        }
        rows = "".join(" ".join(map(str, row)) + "\n" for row in durations)
        for variant, cost in costs.items():
            dates = " ".join(map(str, due)) + "\n" if "tardiness" in variant else ""
            with tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, "model.dvt")
                with open(path, "w") as file:
                    file.write(positions.model(f"4 3\n{dates}{rows}", variant))
                summary = studies.solve(path, seconds=120, workers=1)[-1]
            least = min(cost(ends(order)) for order in itertools.permutations(range(4)))
            self.assertEqual((summary["status"], summary["objective"]), ("optimal", least), variant)
        with self.assertRaises(studies.Failure):
            positions.model("4 3\n" + rows, "permutation-tardiness")

    def test_tours_cost_what_sequences_do_and_cuts_leave_all_of_them(self):
        durations = [(3, 1, 4), (1, 5, 2), (6, 2, 1), (2, 2, 7)]

        def length(order):
            """By the least starts without waiting on the three machines."""
            start, last = 0, None
            for job in order:
                if last is not None:
                    start += max(sum(last[:k + 1]) - sum(durations[job][:k]) for k in range(3))
                last = durations[job]
            return start + sum(last)

        least = min(map(length, itertools.permutations(range(4))))
        text = "4 3\n" + "".join(" ".join(map(str, row)) + "\n" for row in durations)
        cuts = [list(cut) for size in (2, 3) for cut in itertools.combinations(range(5), size)]
        with tempfile.TemporaryDirectory() as folder:
            path, solution = os.path.join(folder, "model.dvt"), os.path.join(folder, "solution.json")
            with open(path, "w") as file:
                file.write(tours.model(text, cuts))
            summary = studies.solve(path, ["--output", solution], seconds=120, workers=1)[-1]
            with open(solution) as file:
                values = json.load(file)["solution"]["values"]
        self.assertEqual((summary["status"], summary["objective"]), ("optimal", least))
        self.assertEqual(tours.parts(values), [])
        taken = ((0, 1), (1, 0), (2, 3), (3, 2))
        steps = {f"x{number}": int(step in taken) for number, step in enumerate(tours._steps(4))}
        self.assertEqual(sorted(tours.parts(steps)), [[0, 1], [2, 3]])
        with self.assertRaises(studies.Failure):
            tours.model(text, [[0, 1, 2, 3, 4]])

    def test_the_optimum_stays_and_nothing_below_it_is_left(self):
        for variant, optimum in (("no-wait", 73), ("blocking-swap", 63), ("setup", 105)):
            with tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, "model.dvt")
                text = subprocess.run(
                    [studies.program(), "export", os.path.join(ROOT, "Instances/jobshop/ft06.txt"), "--problem", "schedule",
                     "--variant", variant, "--format", "dvt"], capture_output=True, text=True, check=True).stdout
                for value, status in ((optimum, "optimal"), (optimum - 1, "infeasible")):
                    with open(path, "w") as file:
                        file.write(models.provable(text, value))
                    summary = studies.solve(path, seconds=120, workers=1)[-1]
                    self.assertEqual(summary["status"], status, variant)
                    self.assertEqual(summary["objective"], optimum if status == "optimal" else None)


if __name__ == "__main__":
    unittest.main()
