"""The serving study: its rules and checkers against definitions, and the program's optima against enumeration."""

import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.dirname(HERE)]
sys.dont_write_bytecode = True

import admission
import admission_times
import attention_split
import model_lines
import query_dispatch
import rolling_admission
import rolling_dispatch
from admission import Request


def optimum(case, text, suffix=".dvt"):
    """The solution of a small instance, which must be proved, and its objective."""
    summary, solution = model_lines.solved(text, suffix, 10)
    case.assertEqual(summary["status"], "optimal")
    return solution, summary["objective"]


class ModelTests(unittest.TestCase):
    def test_sums_are_written_as_the_language_has_them(self):
        self.assertEqual(model_lines.form([(1, "x0"), (-1, "x1"), (0, "x2"), (3, "x3")], -4), "x0 - x1 + 3 x3 - 4")
        self.assertEqual(model_lines.form([(-2, "x0")]), "-2 x0")
        self.assertEqual(model_lines.form([], 0), "0")
        self.assertEqual(model_lines.form([(1, "x0")], 5), "x0 + 5")


class AdmissionTests(unittest.TestCase):
    def small(self, draws):
        def request(name):
            return Request(name, draws.randint(1, 12), draws.randint(1, 9))

        return admission.Snapshot(
            "small", [request(f"running {i}") for i in range(draws.randint(0, 2))], [request(f"r{i}") for i in range(6)],
            capacity=draws.randint(45, 80), most=draws.randint(4, 8), prefill=draws.randint(20, 50))

    def test_the_published_formula_is_the_peak_step_by_step(self):
        # By hand: 5 and 2 hold 3 tokens each at the end of the second; alone, the first ends with 9.
        self.assertEqual(admission.peak([Request("a", 4, 5), Request("b", 1, 2)]), 9)
        self.assertEqual(admission.peak([Request("a", 4, 5), Request("b", 3, 4)]), 15)
        draws = random.Random(1)
        for _ in range(200):
            batch = [Request(f"{i}", draws.randint(1, 20), draws.randint(1, 15)) for i in range(draws.randint(0, 7))]
            self.assertEqual(admission.peak(batch), admission.peak_step_by_step(batch))

    def test_each_limit_is_checked(self):
        shot = admission.Snapshot("s", [], [Request("a", 4, 5), Request("b", 3, 4), Request("c", 9, 1)], 16, 2, 10)
        a, b, c = shot.queue
        self.assertEqual(admission.admitted(shot, [a, b]), 2)
        for chosen, words in (([a, a], "not a choice"), ([Request("d", 1, 1)], "not a choice"), ([a, b, c], "at most 2"),
                              ([a, c], "to read at once")):
            with self.assertRaisesRegex(ValueError, words):
                admission.admitted(shot, chosen)
        shot.capacity = 15
        with self.assertRaisesRegex(ValueError, "the peak is 15"):
            admission.admitted(shot, [a, b])

    def test_the_rule_stops_at_the_first_that_does_not_fit(self):
        shot = admission.Snapshot("s", [], [Request("a", 4, 5), Request("b", 9, 9), Request("c", 1, 1)], 15, 9, 99)
        self.assertEqual([r.name for r in admission.prefix(shot)], ["a"])
        self.assertEqual([r.name for r in admission.skipping(shot)], ["a", "c"])

    def test_the_models_optimum_is_the_best_of_all_choices(self):
        draws = random.Random(2)
        for _ in range(8):
            shot = self.small(draws)
            best = None
            for chosen in itertools.product((False, True), repeat=len(shot.queue)):
                try:
                    count = admission.admitted(shot, list(itertools.compress(shot.queue, chosen)))
                except ValueError:
                    continue
                best = count if best is None else max(best, count)
            if best is None:
                continue
            solution, objective = optimum(self, admission.model(shot))
            self.assertEqual((objective, admission.admitted(shot, admission.choice(shot, solution))), (best, best))


class AdmissionTimesTests(unittest.TestCase):
    def test_broken_rules_are_named(self):
        stream = admission_times.Stream("s", [Request("a", 4, 5, 2), Request("b", 3, 4, 2)], 16)
        self.assertEqual(admission_times.total_flow(stream, [2, 2]), 9)
        with self.assertRaisesRegex(ValueError, "before it arrives"):
            admission_times.total_flow(stream, [1, 2])
        stream.capacity = 15
        with self.assertRaisesRegex(ValueError, "in step 5 the batch holds 15"):
            admission_times.total_flow(stream, [2, 2])

    def test_the_rules_starts_are_valid(self):
        for kind in admission.KINDS:
            stream = admission_times.stream(kind, 6, 20, 6000, 4)
            for skips in (False, True):
                self.assertGreater(admission_times.total_flow(stream, admission_times.by_prefix(stream, skips)), 0)

    def test_a_rolling_plan_is_valid(self):
        stream = admission_times.stream("documents", 5, 20, 9000, 4)
        self.assertGreater(admission_times.total_flow(stream, rolling_admission.starts(stream, 0.5)), 0)

    def test_what_has_started_stays(self):
        requests = [Request("a", 4, 5, 0), Request("b", 3, 4, 1), Request("c", 1, 1, 2)]
        stream = admission_times.Stream("s", requests, 16)
        given = {requests[0]: 0}
        solution, objective = optimum(self, admission_times.model(stream, 2, given))
        starts = admission_times.starts_of(stream, solution)
        # By hand: both fit beside `a` at once. In step 2 they hold 7, 4 and 2, in step 4 `a` and `b` hold 9 and 6.
        self.assertEqual((starts, objective), ([0, 2, 2], 5 + 5 + 1))

    def test_the_models_optimum_is_the_least_of_all_starts(self):
        draws = random.Random(3)
        for _ in range(6):
            requests = [Request(f"r{i}", draws.randint(1, 6), draws.randint(1, 4), draws.randint(0, 3)) for i in range(3)]
            least = 1 + max(request.used + request.left for request in requests)
            stream = admission_times.Stream("small", requests, least + draws.randint(0, 6))
            end = 4 + sum(request.left for request in requests)
            best = end * 9
            for starts in itertools.product(*(range(request.arrival, end) for request in requests)):
                try:
                    best = min(best, admission_times.total_flow(stream, starts))
                except ValueError:
                    continue
            solution, objective = optimum(self, admission_times.model(stream))
            found = admission_times.total_flow(stream, admission_times.starts_of(stream, solution))
            self.assertEqual((objective, found), (best, best))


class DispatchTests(unittest.TestCase):
    def one(self, slack):
        layers = [["lookup"], ["candidate", "candidate"], ["test"]]
        query = query_dispatch.Query("q1", 100, 0, layers)
        # Both candidates on the fast servers side by side.
        self.assertEqual(query.shortest, 23 + 1820 + 254)
        query.due = 100 + query.shortest + slack
        return query_dispatch.Trace("one", [query])

    def test_the_deadline_of_a_query_that_is_alone(self):
        for slack, late in ((0, 0), (-1, 1)):
            trace = self.one(slack)
            solution, objective = optimum(self, query_dispatch.text(trace), ".json")
            plan = query_dispatch.plan_of(trace, solution)
            self.assertEqual((objective, query_dispatch.late(trace, plan)), (late, late))

    def test_broken_rules_are_named(self):
        trace = self.one(0)
        lookup, one, other, test = trace.steps
        plan = {
            lookup: ("A100 1", 100, 123), one: ("A100 1", 123, 1943), other: ("A100 2", 123, 1943),
            test: ("A100 1", 1943, 2197),
        }
        self.assertEqual(query_dispatch.late(trace, plan), 0)
        broken = [
            (lookup, ("A100 1", 99, 122), "before its query comes"), (lookup, ("A6000 1", 100, 123), "takes 23 on A6000 1"),
            (test, ("A100 1", 1942, 2196), "ends"), (other, ("A100 1", 123, 1943), "at the same time"),
        ]
        for step, entry, words in broken:
            with self.assertRaisesRegex(ValueError, words):
                query_dispatch.late(trace, {**plan, step: entry})

    def test_the_rules_plans_are_valid(self):
        for seed in range(5):
            trace = query_dispatch.trace(5, 2600, 2, seed)
            for alpha in query_dispatch.ALPHAS:
                self.assertIn(query_dispatch.late(trace, query_dispatch.Rule(trace, alpha).play()), range(6))

    def test_a_rolling_plan_keeps_what_has_started(self):
        trace = query_dispatch.trace(3, 1500, 2, 1)
        plan = rolling_dispatch.plan(trace, 0.5)
        self.assertIn(query_dispatch.late(trace, plan), range(4))
        # Whoever comes later changes nothing of what has started before.
        first = query_dispatch.Trace("first", trace.queries[:2])
        now = trace.queries[2].release
        started = {step: entry for step, entry in rolling_dispatch.plan(first, 0.5).items() if entry[1] < now}
        kinds = {step: (query_dispatch.SERVERS[server], start, end) for step, (server, start, end) in started.items()}
        text, steps = rolling_dispatch.document(trace, now, kinds)
        tasks = json.loads(text)["tasks"]
        self.assertEqual(len(tasks), len(steps))
        for step, task in zip(steps, tasks):
            if step in kinds:
                self.assertEqual(tuple(task["frozen"].values()), kinds[step])
                self.assertGreater(kinds[step][2], now)
            else:
                self.assertEqual(task["earliestStart"], now)
        done = {step for step, entry in kinds.items() if entry[2] <= now}
        self.assertEqual(set(trace.steps), set(steps) | done)

    def test_a_plan_is_a_warm_start(self):
        trace = query_dispatch.trace(3, 1500, 2, 1)
        plan = query_dispatch.Rule(trace, 0.5).play()
        body = query_dispatch.solution_of(trace, plan)
        summary, solution = model_lines.solved(query_dispatch.text(trace), ".json", 2, warm=body)
        self.assertLessEqual(summary["objective"], query_dispatch.late(trace, plan))
        self.assertEqual(query_dispatch.late(trace, query_dispatch.plan_of(trace, body)), query_dispatch.late(trace, plan))

    def test_with_speed_alone_the_rule_takes_the_fast_server(self):
        trace = self.one(0)
        plan = query_dispatch.Rule(trace, 1).play()
        self.assertEqual({entry[0] for entry in plan.values()}, {"A100 1"})
        # With load alone, the second candidate goes where nothing waits.
        plan = query_dispatch.Rule(trace, 0).play()
        self.assertEqual(len({plan[step][0] for step in trace.steps[1:3]}), 2)


class SplitTests(unittest.TestCase):
    def test_the_models_optimum_is_the_least_of_all_splits(self):
        for seed in range(8):
            step = attention_split.step(8, 50 + 5 * seed, 4, seed)
            best = None
            for chosen in itertools.product((False, True), repeat=8):
                try:
                    time = attention_split.time(step, list(itertools.compress(step.pieces, chosen)))
                except ValueError:
                    continue
                best = time if best is None else min(best, time)
            solution, objective = optimum(self, attention_split.model(step))
            self.assertEqual(
                (objective, attention_split.time(step, attention_split.choice(step, solution))), (best, best))
            for rule in (attention_split.gpu_first, attention_split.balanced):
                self.assertGreaterEqual(attention_split.time(step, rule(step)), best)

    def test_the_memory_is_checked(self):
        step = attention_split.step(4, 50, 4, 1)
        with self.assertRaisesRegex(ValueError, "blocks, and the GPU holds"):
            attention_split.time(step, step.pieces)


class StudyTests(unittest.TestCase):
    def run_study(self, *words):
        return subprocess.run(
            [sys.executable, "-B", os.path.join(HERE, "study"), *words], capture_output=True, text=True)

    def test_one_kind(self):
        done = self.run_study("split", "--seconds", "10")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("| split-20  |", done.stdout)

    def test_a_kind_that_there_is_not(self):
        done = self.run_study("splits")
        self.assertEqual((done.returncode, len(done.stderr.splitlines())), (65, 1))

    def test_instances_are_written(self):
        with tempfile.TemporaryDirectory() as folder:
            done = self.run_study("--write", folder)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertEqual(len(os.listdir(folder)), 12)


if __name__ == "__main__":
    unittest.main()
