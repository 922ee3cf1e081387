"""The hunt: which instance is next, what a run of it shows, and what of that is kept."""

import datetime
import hashlib
import os
import random
import sys
import time

import keeping
import tables
from studies import Failure

# So many runs in a row without a result end the hunt, so many of one instance leave it out, until it is started again.
FAULTS_IN_A_ROW, FAULTS_OF_ONE = 5, 3
# Closed instances, and without them open ones, that are tried for whether a set means what the program solves.
TRIED = 3


class Hunt:
    """Runs of the open instances of some sets, one after the other, until the time is over."""

    def __init__(self, chosen, programs, store, options):
        self.chosen, self.programs, self.store, self.options = chosen, programs, store, options
        self.ends = time.monotonic() + options.hours * 3600
        self.interrupted = False
        self.faults_in_a_row = 0
        self.kept = 0
        self.errors = 0
        self.faults = {}
        for rows in chosen.values():
            for instance in rows:
                instance.path = tables.shortened(instance, os.path.join(store.folder, "instances"))
        with open(programs.dovetail, "rb") as file:
            self.program = hashlib.sha256(file.read()).hexdigest()[:12]

    def interrupt(self):
        """The first one ends the run under way, whose result is kept; the second one all."""
        if self.interrupted:
            raise KeyboardInterrupt
        self.interrupted = True
        self.programs.interrupt()

    @property
    def over(self):
        return self.interrupted or time.monotonic() >= self.ends

    def say(self, text):
        print(f"{datetime.datetime.now():%H:%M:%S} {text}", flush=True)

    def complain(self, text):
        self.errors += 1
        print(f"records: ERROR, to be looked at: {text}", file=sys.stderr, flush=True)

    # What an instance has become by the table and the finds.

    def best(self, instance, of_bound, claimed=True):
        """The best value of a solution, or bound, of the table and the finds."""
        kind = instance.kind(of_bound)
        values = [instance.bound if of_bound else instance.value, self.store.best(instance, kind, False)]
        if claimed:
            values.append(self.store.best(instance, kind, True))
        best = None
        for value in values:
            if value is not None and (best is None or self._improves(instance, of_bound, value, best)):
                best = value
        return best

    @staticmethod
    def _improves(instance, of_bound, value, best):
        """Whether it is better than what there is; anything is better than nothing."""
        if value is None:
            return False
        return best is None or (instance.better(best, value) if of_bound else instance.better(value, best))

    def _status(self, instance):
        return self.store.state["instances"].setdefault(instance.key, {"runs": 0, "seconds": 0})

    def _is_hunted(self, instance):
        return instance.is_open and tables.matches(instance.name, self.options.instances)

    def _sought(self):
        """The instances that are open still, with no fault that recurs and nothing to be looked at."""
        for rows in self.chosen.values():
            for instance in rows:
                if (self._is_hunted(instance) and not self._done(instance) and os.path.exists(instance.path.partition("#")[0])
                        and self.faults.get(instance.key, 0) < FAULTS_OF_ONE
                        and "error" not in self._status(instance)):
                    yield instance

    def _closed(self, instance, claimed=True):
        value = self.best(instance, False)
        return value is not None and value == self.best(instance, True, claimed)

    def _done(self, instance):
        """Closed, and by something shown where that can be had."""
        can_be_shown = instance.set.certificate and "uncertifiable" not in self._status(instance)
        return self._closed(instance, claimed=not can_be_shown)

    def next(self):
        """One of the fewest runs; by the gap of the table, or in an order of chance that stays the same for a round."""
        sought = list(self._sought())
        if not sought:
            return None
        least = min(self._status(instance)["runs"] for instance in sought)
        if self.options.rounds and least >= self.options.rounds:
            return None
        sought = [instance for instance in sought if self._status(instance)["runs"] == least]
        if self.options.order == "gap":
            return min(sought, key=lambda instance: (instance.gap, instance.key))
        return min(sought, key=lambda instance: random.Random(f"{self.options.seed} {least} {instance.key}").random())

    # The loop.

    def run(self):
        for name in list(self.chosen):
            if not self.over and not self.means_the_same(name):
                del self.chosen[name]
        while not self.over:
            instance = self.next()
            if not instance:
                self.say("nothing is left to be run")
                break
            self.visit(instance)
        self.store.save()

    def means_the_same(self, name):
        """Whether the program's values are the table's: one has to come out that the table has, best one that is proved."""
        rows = [row for row in self.chosen[name] if not row.infeasible and os.path.exists(row.path.partition("#")[0])]
        if not any(map(self._is_hunted, rows)):
            self.say(f"{name}: nothing is open")
            return False
        known = self.store.state["meanings"].get(name)
        if known and known["program"] == self.program:
            return True
        # Zeros say the least of what is counted.
        rows.sort(key=lambda row: (row.is_open, row.value == 0, os.path.getsize(row.path.partition("#")[0]), row.key))
        closed = [row for row in rows if not row.is_open]
        for row in (closed or [row for row in rows if row.value is not None])[:TRIED]:
            self.store.empty_scratch()
            run = self.programs.solve(row.path, row.options, max(10, self.options.time_limit), 1, self.store.scratch)
            if self.interrupted:
                return False
            if run.fault:
                self._fault(row, run)
                continue
            contradiction = self._contradiction(row, run)
            if contradiction:
                self.complain(f"{name} is left out, its table means something else or is wrong: {row.name}: {contradiction}")
                return False
            if run.objective == row.value:
                self.store.state["meanings"][name] = {
                    "instance": row.name, "value": row.value, "proved": not row.is_open, "program": self.program}
                self.store.save()
                self.say(f"{name}: the value {row.value} of {row.name} is the table's" + ", open" * row.is_open)
                return True
        self.say(f"{name}: no value of the table came out in {TRIED} runs"
                 + ("" if self.options.unconfirmed else "; left out, --unconfirmed takes it"))
        return self.options.unconfirmed

    def _contradiction(self, instance, run):
        """What cannot be true together with the table, or with what was found before; otherwise nothing."""
        value, bound = self.best(instance, False), self.best(instance, True)
        if run.objective is not None and bound is not None and instance.better(run.objective, bound):
            return f"a solution of {run.objective}, and {bound} is a bound"
        if run.bound is not None and value is not None and instance.better(value, run.bound):
            return f"a bound of {run.bound}, and {value} is the value of a solution"
        if run.summary["status"] == "infeasible" and value is not None:
            return f"no solution, and {value} is the value of one"
        return ""

    def visit(self, instance):
        """A run, and what it leaves."""
        status = self._status(instance)
        left = self.ends - time.monotonic()
        limit = min(self.options.time_limit * self.options.growth ** status["runs"], self.options.longest)
        seed = self.options.seed + status["runs"]
        if self._closed(instance):
            # The bound is there, and a proof is looked for.
            self._certify(instance, min(limit, left / max(1, self.options.certify)), seed)
            return self._count(status, {}, limit <= left)
        self.store.empty_scratch()
        run = self.programs.solve(instance.path, instance.options, max(1, min(limit, left)), seed, self.store.scratch)
        summary = run.summary or {}
        self.store.note(instance=instance.key, limit=limit, seed=seed, fault=run.fault, status=summary.get("status"),
                        objective=run.objective, bound=run.bound, table=[instance.value, instance.bound],
                        seconds=summary.get("time"))
        if run.fault:
            self._fault(instance, run)
        else:
            self.faults_in_a_row = 0
            self._judge(instance, run, limit, seed)
        return self._count(status, summary, limit <= left)

    def _count(self, status, summary, whole):
        """A run that was cut short is made again."""
        if whole and not self.interrupted:
            status["runs"] += 1
            status["seconds"] = round(status["seconds"] + summary.get("time", 0), 2)
        self.store.save()

    def _fault(self, instance, run):
        self.faults[instance.key] = self.faults.get(instance.key, 0) + 1
        self._status(instance)["fault"] = run.fault
        self.say(f"{instance.key}: the program failed: {run.fault}")
        self.faults_in_a_row += 1
        if self.faults_in_a_row >= FAULTS_IN_A_ROW:
            raise Failure(f"{FAULTS_IN_A_ROW} runs in a row failed, the last one: {' '.join(run.command)}: {run.fault}")

    def _judge(self, instance, run, limit, seed):
        contradiction = self._contradiction(instance, run)
        if contradiction:
            of_bound = contradiction.startswith("a bound")
            self._error(instance, contradiction, self._record(instance, run, of_bound, limit, seed, keeping.CLAIMED))
            return
        old = self.best(instance, False)
        if old is not None and self._improves(instance, False, run.objective, old):
            self._keep_solution(instance, run, limit, seed)
        if self._improves(instance, True, run.bound, self.best(instance, True)):
            record = self._record(instance, run, True, limit, seed, keeping.CLAIMED)
            self._keep(instance, record, {"summary.jsonl": self._file("solve.out")})
        self._certify(instance, limit, seed)

    def _file(self, name):
        return os.path.join(self.store.scratch, name)

    def _record(self, instance, run, of_bound, limit, seed, evidence):
        value = run.bound if of_bound else run.objective
        command = (f"records FOLDER --sets {instance.set.name} --instances '{instance.name}' --time-limit {limit:g} "
                   f"--seed {seed} --workers {self.options.workers} --rounds 1 --results NEW")
        return {
            "set": instance.set.name, "instance": instance.name, "kind": instance.kind(of_bound),
            "claim": f"{'bound' if of_bound else 'solution'} {value}",
            "table": instance.bound if of_bound else instance.value, "ours": value, "evidence": evidence,
            "seconds": round(run.seconds("bound" if of_bound else "objective", value), 2), "limit": limit,
            "workers": self.options.workers, "seed": seed, "version": f"{run.summary['version']} {self.program}",
            "date": f"{datetime.date.today()}", "command": command}

    def _keep(self, instance, record, files):
        self.store.keep(record, files)
        self.kept += 1
        self.say(f"{instance.key}: {record['kind']} {record['table']} -> {record['ours']}, {record['evidence']}")

    def _error(self, instance, text, record):
        """Something is wrong here or in the table: no record, loudly, and the instance is left alone from now on."""
        self._status(instance)["error"] = text
        names = ("solve.out", "solution.json", "proof", "model.dvt")
        kept = {name: self._file(name) for name in names if os.path.exists(self._file(name))}
        self.store.keep(record | {"error": text}, kept, "errors")
        self.complain(f"{instance.key}: {text}; see {os.path.join(self.store.folder, 'errors', instance.key)}")

    def _keep_solution(self, instance, run, limit, seed):
        times, refused = self.programs.check(instance, instance.path, run.objective, self.store.scratch)
        record = self._record(instance, run, False, limit, seed, keeping.JUDGED if times == 2 else keeping.CHECKED)
        if refused:
            return self._error(instance, f"a solution is {refused}", record)
        files = {"solution.json.gz": self._file("solution.json"), "summary.jsonl": self._file("solve.out")}
        return self._keep(instance, record, files)

    def _certify(self, instance, limit, seed):
        """A second run, for the proof of a bound that is better than what has been shown."""
        status, certificate = self._status(instance), instance.set.certificate
        claimed, shown = self.best(instance, True), self.best(instance, True, claimed=False)
        seconds = limit * self.options.certify
        # The model of places has better bounds than the search for solutions.
        wanted = certificate == "positions" or self._improves(instance, True, claimed, shown)
        if (not certificate or not wanted or self.over or "error" in status or "uncertifiable" in status
                or seconds < 2 * status.get("certifying", 0)):
            return
        status["certifying"] = seconds
        if certificate in ("file", "tour", "positions"):
            self._prove(instance, None, seconds, limit, seed)
            return
        # A model without what is no better than the claim is refuted most easily, then one with a little more, and so on.
        sign = 1 if instance.set.maximised else -1
        target, last, step = claimed + sign, self.best(instance, False), 1
        proved = self._prove(instance, target, seconds, limit, seed)
        if not proved and "uncertifiable" not in status:
            # Or some bound comes out.
            self._prove(instance, None, seconds, limit, seed)
        while proved and not self.over and (last is None or target != last + sign):
            target -= sign * step
            if last is not None and not self._improves(instance, False, target, last):
                target = last + sign
            step *= 2
            proved = self._prove(instance, target, seconds, limit, seed)

    def _prove(self, instance, target, seconds, limit, seed):
        """A run for a proof; with `target`, that nothing is as good. Returns whether it was shown."""
        status, of_model = self._status(instance), instance.set.certificate != "file"
        shown = self.best(instance, True, claimed=False)
        self.store.empty_scratch()
        run, about = self.programs.prove(instance.path, instance.options, instance.set.certificate, target, seconds, seed,
                                         self.store.scratch)
        self.store.note(instance=instance.key, certifying=seconds, target=target, fault=run.fault, warning=run.warning,
                        bound=run.bound)
        if "no model" in run.fault or "not certified" in run.warning:
            status["uncertifiable"] = run.fault or run.warning
        if run.fault or "uncertifiable" in status:
            self.say(f"{instance.key}: no proof: {run.fault or run.warning}")
            return False
        refuted = run.summary["status"] == "infeasible"
        if refuted and target is not None:
            run.summary["bound"] = target + (-1 if instance.set.maximised else 1)
        elif refuted or target is not None:
            # Without a solution in what is left, the search for bounds has not begun.
            return False
        if run.warning or not self._improves(instance, True, run.bound, shown):
            return False
        if refuted:
            claim = f"infeasible up to {target}"
        else:
            optimal = run.summary["status"] == "optimal" and not of_model
            claim = f"{'optimal' if optimal else 'bound'} {run.bound}"
        record = self._record(instance, run, True, limit, seed, keeping.OF_MODEL if of_model else keeping.CERTIFIED)
        record["claim"] = claim
        # A relaxed model's solution is none of the instance, and what was refuted is better than all solutions known.
        contradiction = "" if refuted else self._contradiction(instance, run)
        if contradiction and not (of_model and contradiction.startswith("a solution")):
            self._error(instance, contradiction, record)
            return False
        refused = self.programs.verified(about, claim, self.store.scratch)
        if refused:
            self._error(instance, f"a proof is refused by dovetail-verify: {refused}", record)
            return False
        files = {"proof.gz": self._file("proof"), "summary.jsonl": self._file("solve.out"),
                 "verified.txt": self._file("verify.out")}
        if of_model:
            files["model.dvt.gz"] = about
            if os.path.exists(self._file("cuts.json")):
                files["cuts.json.gz"] = self._file("cuts.json")
        elif claim.startswith("optimal"):
            files["solution.json.gz"] = self._file("solution.json")
        self._keep(instance, record, files)
        kind = instance.kind(True)
        if not self._improves(instance, True, self.store.best(instance, kind, True), run.bound):
            self.store.drop_claim(instance, kind)
        return refuted
