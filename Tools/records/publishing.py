"""Tables of what was found, and the part of it that is small enough to be handed on."""

import csv
import os
import re
import shutil

import keeping
import studies
import tables

# Bytes of one file, and of all together.
OF_ONE, OF_ALL = 200_000, 2_000_000
# What shows a find. A model's text has the numbers of its instance in it, which may not be ours to give away.
SHOWING = ("proof.gz", "solution.json.gz", "cuts.json.gz")


def report(store):
    """The finds by set, and each of them."""
    sets = {}
    for row in store.rows():
        counts = sets.setdefault(row["set"], {"ub": {}, "lb": {}})[row["kind"]]
        counts[row["evidence"]] = counts.get(row["evidence"], 0) + 1
    columns = [(kind, evidence) for kind in ("lb", "ub") for evidence in
               keeping.EVIDENCE if any(evidence in kinds[kind] for kinds in sets.values())]
    summary = studies.Table("set", *(f"{kind} {evidence}" for kind, evidence in columns))
    for name, kinds in sets.items():
        summary.row(name, *(kinds[kind].get(evidence) for kind, evidence in columns))
    finds = studies.Table("set", "instance", "kind", "table", "ours", "seconds", "evidence", "date")
    for row in store.rows():
        finds.row(*(str(row[column]) if row[column] is not None else None
                    for column in ("set", "instance", "kind", "table", "ours", "seconds", "evidence", "date")))
    errors = os.path.join(store.folder, "errors")
    warning = f"\nErrors to be looked at: {errors}\n" if os.path.isdir(errors) else ""
    return summary.text() + "\n" + finds.text() + warning


def summary(store, sets):
    """By set, of how many open instances there is something better than in the table."""
    table = studies.Table("set", "open in the table", "run", "bounds: shown", "claimed only", "schedules: checked",
                          "closed by a shown bound")
    total = [0] * 6
    for name, rows in sets.items():
        counts = [0] * 6
        for row in filter(lambda row: row.is_open, rows):
            bound, claim = (store.best(row, row.kind(True), claimed) for claimed in (False, True))
            value = store.best(row, row.kind(False), False)
            ran = store.state["instances"].get(row.key, {}).get("runs") or (bound, claim, value) != (None, None, None)
            closed = bound is not None and bound == (row.value if value is None else value)
            seen = (True, ran, bound is not None, bound is None and claim is not None, value is not None, closed)
            counts = [count + bool(one) for count, one in zip(counts, seen)]
        if counts[1]:
            table.row(name, *counts)
            total = [count + more for count, more in zip(total, counts)]
    table.row("all", *total)
    return table.text()


def publish(store, out):
    """records.csv and the files of finds, smallest first, as long as there is room; the rest is found again by its command."""
    sizes = []
    for row in store.rows():
        folder = store.place(row)
        for name in SHOWING:
            path = os.path.join(folder, name)
            if row["evidence"] != keeping.CLAIMED and os.path.exists(path):
                sizes.append((os.path.getsize(path), row["set"], f"{row['instance']}.{row['kind']}.{name}", path))
    os.makedirs(out, exist_ok=True)
    store.write_table(os.path.join(out, "records.csv"))
    room, copied = OF_ALL, 0
    for size, name, file, path in sorted(sizes):
        if size > OF_ONE or size > room:
            continue
        room -= size
        copied += 1
        os.makedirs(os.path.join(out, name), exist_ok=True)
        shutil.copyfile(path, os.path.join(out, name, file))
    print(f"{len(store.rows())} finds, {copied} of {len(sizes)} files, {OF_ALL - room} bytes: {out}")


# Columns of the table that are numbers.
NUMBERS = {"table": int, "ours": int, "seconds": float, "limit": float, "workers": int, "seed": int}
# What others take.
WORDS = {"set": [known.name for known in tables.SETS], "kind": ("lb", "ub"), "evidence": keeping.EVIDENCE}
# Of instances, since they are names of folders and files here.
NAME = re.compile(r"\w[\w.+#-]*")


def finds(out):
    """The rows of records.csv in a published folder, with numbers in them."""
    table = os.path.join(out, "records.csv")
    try:
        with open(table, encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            missing = [column for column in keeping.COLUMNS if column not in (reader.fieldnames or ())]
            if missing:
                raise studies.Failure(f"{table}: no table of finds: no column {missing[0]}")
            records = [_find(row, f"{table}: line {reader.line_num}") for row in reader]
    except FileNotFoundError:
        raise studies.Failure(f"{table}: no such file") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise studies.Failure(f"{table}: no table of finds: {error}") from None
    known = {}
    for record in records:
        values = known.setdefault((record["set"], record["instance"]), {"lb": [], "ub": []})
        values[record["kind"]].append(record["ours"])
    for (name, instance), values in known.items():
        if all(values.values()) and max(values["lb"]) > min(values["ub"]):
            raise studies.Failure(f"{table}: {name}/{instance}: a lower bound above an upper one")
    return records


def _find(row, place):
    try:
        record = {column: _value(column, row[column]) for column in keeping.COLUMNS}
    except (TypeError, ValueError) as error:
        raise studies.Failure(f"{place}: {error}") from None
    for column, values in WORDS.items():
        if record[column] not in values:
            raise studies.Failure(f"{place}: no {column} is '{record[column]}'")
    if not NAME.fullmatch(record["instance"]):
        raise studies.Failure(f"{place}: no name of an instance: '{record['instance']}'")
    return record


def adopt(store, out):
    """Takes over published finds that the store has no better ones of, so that a hunt goes on from them elsewhere.

    Their instances count as run once: those that were not run come first.
    """
    records = finds(out)
    adopted = 0
    for record in records:
        known = store.find(record)
        if known and (record["ours"] <= known["ours"] if record["kind"] == "lb" else record["ours"] >= known["ours"]):
            continue
        stem = os.path.join(out, record["set"], f"{record['instance']}.{record['kind']}")
        shown = {name: f"{stem}.{name}" for name in SHOWING if record["evidence"] != keeping.CLAIMED}
        store.keep(record, {name: path for name, path in shown.items() if os.path.exists(path)}, packed=True)
        status = store.state["instances"].setdefault(f"{record['set']}/{record['instance']}", {"runs": 0, "seconds": 0})
        status["runs"] = max(status["runs"], 1)
        adopted += 1
    store.write_table()
    store.save()
    print(f"{adopted} of {len(records)} finds taken over from {out}")


def _value(column, text):
    return None if text == "" and column != "ours" else NUMBERS.get(column, str)(text)
