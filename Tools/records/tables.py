"""The standard sets, and the tables of what is known of their instances."""

import csv
import fnmatch
import os
from dataclasses import dataclass, field

from studies import Failure


@dataclass(frozen=True)
class Set:
    """Instances with a table, and how the program reads them. Options may name columns of the table in braces."""

    name: str
    table: str
    suffix: str
    options: tuple = ()
    # What shows a bound: "file" (the problem has certificates), "model" (that of the exported model), "loads",
    # "tour" or "positions" (that of a model that is made from the file) or "" (nothing).
    certificate: str = ""
    maximised: bool = False
    # The best known value is the best of these columns; where none is filled, the one that is aimed at.
    values: tuple = ("ub",)
    aim: str = ""
    # What tells the rows of a table apart, where one file has several questions.
    label: str = "{instance}"
    # Of a job-shop file with more jobs, the first so many count.
    jobs: int = 0


def _variant(name):
    return ("--problem", "schedule", "--variant", name)


SETS = [
    Set("jobshop", "jobshop/bounds.csv", ".txt", (), "file"),
    Set("jobshop-large", "jobshop_large/bounds.csv", ".txt", (), "file"),
    Set("jobshop-blocking", "jobshop/bounds_blocking_best.csv", ".txt", _variant("blocking-swap"), "model"),
    Set("jobshop-nowait", "jobshop/bounds_nowait.csv", ".txt", _variant("no-wait"), "model"),
    Set("jobshop-setup", "jobshop/bounds_setup.csv", ".txt", _variant("setup"), "model"),
    Set("jobshop-twt", "jobshop/bounds_twt.csv", ".txt", _variant("weighted-tardiness={f}"), "model",
        values=("ub", "literature"), label="{instance}-f{f}", jobs=10),
    *(Set(f"rcpsp-{part}", f"rcpsp/{part}/bounds.csv", ".sm", (), "file") for part in ("j30", "j60", "j120")),
    *(Set(f"mmrcpsp-{part}", f"mmrcpsp/{part}/bounds.csv", ".mm", (), "model") for part in ("j10", "j20")),
    *(Set(f"rcpsp-max-{part}", f"rcpsp_max/{part}/bounds.csv", ".sch", (), "model")
      for part in ("j10", "j20", "ubo10", "ubo20", "ubo50")),
    *(Set(f"rcpsp-reservoir-{part}", f"rcpsp_reservoir/{part}/bounds.csv", ".rcp", ("--problem", "schedule"), "model")
      for part in ("bl", "ksd15_d", "ksd30", "pack")),
    *(Set(f"fjsp-{part}", f"fjsp/{part}/bounds.csv", ".fjs", (), "file")
      for part in ("brandimarte", "fattahi", "hurink_edata", "kacem")),
    Set("fjsp-workers", "fjsp_workers/bounds.csv", ".fjsw", (), "model"),
    *(Set(f"openshop-{part}", f"openshop/{part}/bounds.csv", ".txt", _variant("open"), "model")
      for part in ("brucker", "gueret_prins", "taillard")),
    Set("flowshop-permutation", "flowshop/bounds_permutation.csv", ".txt", _variant("permutation"), "model"),
    Set("flowshop-nonpermutation", "flowshop/bounds_nonpermutation.csv", ".txt", _variant("flow"), "model"),
    Set("flowshop-nowait", "flowshop/bounds_nowait.csv", ".txt", _variant("permutation-no-wait"), "tour"),
    Set("flowshop-completion", "flowshop/bounds_total_completion.csv", ".txt", _variant("permutation-completion"),
        "positions"),
    Set("flowshop-tardiness", "flowshop_tardiness/bounds.csv", ".txt", _variant("permutation-tardiness"), "positions"),
    Set("flowshop-setup", "flowshop_setup/bounds.csv", ".txt", _variant("permutation-setup"), "model"),
    Set("hybrid-flowshop", "hybrid_flowshop/bounds.csv", ".txt", _variant("hybrid"), "model"),
    Set("distributed-flowshop", "distributed_flowshop/bounds.csv", ".txt", _variant("distributed"), "model"),
    Set("parallel-machines", "parallel_machines/bounds.csv", ".txt", _variant("parallel"), "loads"),
    *(Set(f"tardiness-{part}", f"tardiness/{part}/bounds.csv", ".txt", ("--problem", "tardiness"), "file")
      for part in ("weighted", "unweighted", "study")),
    Set("memory", "memory/bounds.csv", ".csv", ("--problem", "memory"), "file", aim="capacity"),
    Set("allocation", "allocation/bounds.csv", ".json", ("--problem", "allocation"), maximised=True),
]


@dataclass
class Instance:
    """An instance with what its table says: the value of the best solution known, and the bound."""

    set: Set
    name: str
    path: str
    value: int | None
    bound: int | None
    infeasible: bool = False
    options: list = field(default_factory=list)

    @property
    def key(self):
        return f"{self.set.name}/{self.name}"

    @property
    def is_open(self):
        return not self.infeasible and (self.value is None or self.value != self.bound)

    @property
    def gap(self):
        """Relative; infinite where a side is not known."""
        if self.value is None or self.bound is None:
            return float("inf")
        return abs(self.value - self.bound) / max(1, abs(self.value))

    def better(self, a, b):
        """Whether a solution of value a is better than one of b; the bound b is better than a by the same test."""
        return a > b if self.set.maximised else a < b

    def kind(self, of_bound):
        """The column of the table that a bound, or a solution, improves."""
        return "lb" if of_bound != self.set.maximised else "ub"


def read(folder, chosen):
    """The instances of a set by its table under `folder`; an empty list where there is no such table."""
    table = os.path.join(folder, chosen.table)
    if not os.path.exists(table):
        return []
    found, names = [], set()
    try:
        with open(table, newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file)
            missing = {"instance", "lb", "ub"} - set(reader.fieldnames or ())
            if missing:
                raise Failure(f"{table}: no column {', '.join(sorted(missing))}")
            for row in reader:
                found.append(_instance(table, reader.line_num, chosen, row))
                if found[-1].name in names:
                    raise Failure(f"{table}:{reader.line_num}: {found[-1].name} is there twice")
                names.add(found[-1].name)
    except (UnicodeDecodeError, csv.Error) as error:
        raise Failure(f"{table}: {error}") from error
    return found


def _instance(table, line, chosen, row):
    where = f"{table}:{line}"
    name = row["instance"]
    if not name or "/" in name or name.startswith(".") or None in row.values():
        raise Failure(f"{where}: no row of an instance: {','.join(str(cell) for cell in row.values())}")
    if "infeasible" in (row["lb"], row["ub"]):
        return Instance(chosen, name, "", None, None, infeasible=True)

    def number(column):
        text = row.get(column) or ""
        try:
            return int(text) if text else None
        except ValueError:
            raise Failure(f"{where}: {column} of {name} is no whole number: {text}") from None

    if chosen.maximised:
        value, bound = number("lb"), number("ub")
    else:
        bound = number("lb")
        known = [known for known in map(number, chosen.values) if known is not None]
        value = min(known) if known else number(chosen.aim) if chosen.aim else None
    file, _, place = os.path.join(os.path.dirname(table), name).partition("#")
    path = (file if os.path.exists(file) else file + chosen.suffix) + ("#" + place if place else "")
    try:
        options = [option.format(**row) for option in chosen.options]
        name = chosen.label.format(**row)
    except KeyError as error:
        raise Failure(f"{table}: no column {error}") from None
    instance = Instance(chosen, name, path, value, bound, options=options)
    if value is not None and bound is not None and instance.better(value, bound):
        raise Failure(f"{where}: the bounds of {name} cross: {row['lb']} and {row['ub']}")
    return instance


def shortened(instance, folder):
    """The file with the jobs that count, which is made in `folder` where the instance's own has more."""
    most = instance.set.jobs
    if not most or not os.path.exists(instance.path):
        return instance.path
    with open(instance.path, encoding="utf-8") as file:
        lines = [line for line in file if line.split()]
    jobs, machines = lines[0].split()[:2]
    if not jobs.isdigit() or int(jobs) <= most:
        return instance.path
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, os.path.basename(instance.path))
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{most} {machines}\n" + "".join(lines[1:most + 1]))
    return path


def select(folder, sets=None, instances=None):
    """All instances of the sets whose names match one of the patterns, by set; sets without a table are left out."""
    if not os.path.isdir(folder):
        raise Failure(f"{folder}: no folder of sets")
    chosen = [known for known in SETS if matches(known.name, sets)]
    if not chosen:
        raise Failure(f"no set is named {', '.join(sets)}; there are {', '.join(known.name for known in SETS)}")
    found = {known.name: read(folder, known) for known in chosen}
    if not any(found.values()):
        raise Failure(f"{folder}: no table of {', '.join(known.name for known in chosen)}")
    return named({name: rows for name, rows in found.items() if rows}, instances)


def named(found, instances):
    """Of the sets those that have an instance of such a name, with only these."""
    some = {name: [row for row in rows if matches(row.name, instances)] for name, rows in found.items()}
    if not any(some.values()):
        raise Failure(f"no instance of these sets is named {', '.join(instances)}")
    return {name: rows for name, rows in some.items() if rows}


def matches(name, patterns):
    """Whether the name is like one of the patterns; any is where there are none."""
    return not patterns or any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)
