"""What a hunt leaves: a folder for each find, the table of all finds, and the state that it goes on from."""

import csv
import fcntl
import gzip
import json
import os
import shutil

from studies import Failure

COLUMNS = ("set", "instance", "kind", "table", "ours", "evidence", "claim", "seconds", "limit", "workers", "seed", "version",
           "date", "command")

# How a find is shown, the strongest first.
CERTIFIED, OF_MODEL, JUDGED, CHECKED, CLAIMED = "certified", "certified model", "checked twice", "checked", "claimed"
EVIDENCE = (CERTIFIED, OF_MODEL, JUDGED, CHECKED, CLAIMED)


def write(path, text):
    """Puts a file in place in one step, so that it is whole after any end."""
    with open(path + ".new", "w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(path + ".new", path)
    _sync(os.path.dirname(path))


def _sync(folder):
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


class Store:
    """A folder of results, held by one hunt at a time."""

    def __init__(self, folder, reading=False):
        self.folder = folder
        self.scratch = os.path.join(folder, "scratch")
        self.finds = {}
        if reading:
            if not os.path.isdir(folder):
                raise Failure(f"{folder}: no folder of results")
        else:
            os.makedirs(os.path.join(folder, "finds"), exist_ok=True)
            self._lock = open(os.path.join(folder, "lock"), "w")
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise Failure(f"{folder}: another hunt is at work there") from None
            self._mend()
            self.empty_scratch()
        self._read()
        if self.finds and not reading:
            self.write_table()
        self.state = self._state()

    def close(self):
        self._lock.close()

    def _mend(self):
        """Brings back what an end in the middle of `keep` left beside its place."""
        for parent, folders, _ in os.walk(os.path.join(self.folder, "finds")):
            for name in folders:
                path = os.path.join(parent, name)
                if name.endswith(".new"):
                    shutil.rmtree(path)
                elif name.endswith(".old"):
                    if os.path.exists(path[:-4]):
                        shutil.rmtree(path)
                    else:
                        os.replace(path, path[:-4])

    def _read(self):
        for parent, _, files in os.walk(os.path.join(self.folder, "finds")):
            if "record.json" in files and not parent.endswith((".new", ".old")):
                path = os.path.join(parent, "record.json")
                try:
                    with open(path, encoding="utf-8") as file:
                        record = json.load(file)
                    self.finds[self._place(record)] = record
                except (ValueError, KeyError) as error:
                    raise Failure(f"{path}: no record: {error}") from None

    def _state(self):
        path = os.path.join(self.folder, "state.json")
        if not os.path.exists(path):
            return {"instances": {}, "meanings": {}}
        try:
            with open(path, encoding="utf-8") as file:
                state = json.load(file)
            assert isinstance(state["instances"], dict) and isinstance(state["meanings"], dict)
            return state
        except (ValueError, KeyError, AssertionError, TypeError):
            raise Failure(f"{path}: no state of a hunt; without this file it begins anew and keeps its finds") from None

    def save(self):
        write(os.path.join(self.folder, "state.json"), json.dumps(self.state, indent=1, sort_keys=True) + "\n")

    def note(self, **event):
        """A line of the log, which nothing is read from again."""
        with open(os.path.join(self.folder, "log.jsonl"), "a", encoding="utf-8") as file:
            file.write(json.dumps(event) + "\n")

    def empty_scratch(self):
        shutil.rmtree(self.scratch, ignore_errors=True)
        os.makedirs(self.scratch)

    @staticmethod
    def _place(record):
        name = record["kind"] + ("-claimed" if record["evidence"] == CLAIMED else "")
        return f"{record['set']}/{record['instance']}/{name}"

    def place(self, record):
        """The folder of a find."""
        return os.path.join(self.folder, "finds", self._place(record))

    def find(self, record):
        """The find in the place of this one, or None."""
        return self.finds.get(self._place(record))

    def best(self, instance, kind, claimed):
        """The value of the best find of this kind, or None."""
        name = f"{instance.key}/{kind}" + ("-claimed" if claimed else "")
        return self.finds[name]["ours"] if name in self.finds else None

    def keep(self, record, files, folder="finds", packed=False):
        """Keeps a find with its files, given by name and path, instead of the one of its place before.

        Those whose name says so are packed, unless they are `packed` already; then the table is left to the caller.
        """
        place = os.path.join(self.folder, folder, self._place(record))
        fresh, old = place + ".new", place + ".old"
        shutil.rmtree(fresh, ignore_errors=True)
        os.makedirs(fresh)
        for name, path in files.items():
            with open(path, "rb") as source, open(os.path.join(fresh, name), "wb") as target:
                if name.endswith(".gz") and not packed:
                    # Without the time and the name, equal contents are equal files.
                    with gzip.GzipFile("", "wb", 9, target, 0) as archive:
                        shutil.copyfileobj(source, archive)
                else:
                    shutil.copyfileobj(source, target)
                target.flush()
                os.fsync(target.fileno())
        write(os.path.join(fresh, "record.json"), json.dumps(record, indent=1) + "\n")
        if os.path.exists(place):
            shutil.rmtree(old, ignore_errors=True)
            os.replace(place, old)
        os.replace(fresh, place)
        _sync(os.path.dirname(place))
        shutil.rmtree(old, ignore_errors=True)
        if folder == "finds":
            self.finds[self._place(record)] = record
            if not packed:
                self.write_table()

    def drop_claim(self, instance, kind):
        """Forgets a claim that something shown is as good as."""
        place = f"{instance.key}/{kind}-claimed"
        if self.finds.pop(place, None):
            shutil.rmtree(os.path.join(self.folder, "finds", place))
            self.write_table()

    def rows(self):
        return [self.finds[place] for place in sorted(self.finds)]

    def write_table(self, path=None):
        """records.csv, which is made from the folders of the finds."""
        lines = []

        class Lines:
            write = lines.append

        writer = csv.DictWriter(Lines, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows({column: record.get(column) for column in COLUMNS} for record in self.rows())
        write(path or os.path.join(self.folder, "records.csv"), "".join(lines))
