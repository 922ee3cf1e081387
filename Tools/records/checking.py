"""Published finds, shown once more from the instances and the files beside their table."""

import gzip
import os
import re
import shutil
import sys
import tempfile
import zlib

import keeping
import publishing
import tables
from studies import Failure


def check(folder, published, programs):
    """Checks each row of published/records.csv that has its files. Returns the number of rows that failed."""
    rows = publishing.finds(published)
    instances = {}
    for name in sorted({row["set"] for row in rows}):
        for instance in tables.select(folder, [name])[name]:
            instances[instance.key] = instance
    shown, left, failed = 0, 0, 0
    with tempfile.TemporaryDirectory() as scratch:
        for row in rows:
            key = f"{row['set']}/{row['instance']}"
            if key not in instances:
                raise Failure(f"{published}: {key} is in no table of {folder}")
            place = os.path.join(published, row["set"], f"{row['instance']}.{row['kind']}.")
            try:
                verdict = _again(instances[key], row, place, programs, scratch)
            except (EOFError, gzip.BadGzipFile, zlib.error) as error:
                verdict = f"a file beside the table cannot be unpacked: {error}"
            if verdict is None:
                left += 1
            elif verdict:
                failed += 1
                print(f"records: {key} {row['kind']} {row['ours']}: {verdict}", file=sys.stderr)
            else:
                shown += 1
    print(f"{shown} shown again, {failed} not, {left} without files")
    return failed


def _unpack(place, name, scratch):
    """Whether there is such a file; it is in the scratch folder then, and no older one else."""
    if not os.path.exists(f"{place}{name}.gz"):
        if os.path.exists(os.path.join(scratch, name)):
            os.remove(os.path.join(scratch, name))
        return False
    with gzip.open(f"{place}{name}.gz") as packed, open(os.path.join(scratch, name), "wb") as file:
        shutil.copyfileobj(packed, file)
    return True


def _again(instance, row, place, programs, scratch):
    """None where a file is missing, what is wrong, or an empty text."""
    solution, proof, _ = (_unpack(place, name, scratch) for name in ("solution.json", "proof", "cuts.json"))
    path = tables.shortened(instance, scratch)
    if row["evidence"] == keeping.CLAIMED:
        return None
    if row["evidence"] in (keeping.CHECKED, keeping.JUDGED):
        return programs.check(instance, path, row["ours"], scratch)[1] if solution else None
    claimed = re.fullmatch(r"(optimal|bound|infeasible up to) (-?[0-9]+)", row["claim"] or "")
    is_refutation = claimed and claimed[1] == "infeasible up to"
    if not claimed or int(claimed[2]) + is_refutation != row["ours"]:
        return f"the claim is '{row['claim']}'"
    if not proof or claimed[1] == "optimal" and not solution:
        return None
    if row["evidence"] == keeping.OF_MODEL:
        target = int(claimed[2]) if is_refutation else None
        path, fault = programs.model(path, instance.options, instance.set.certificate, target, 600, scratch)
        if fault:
            return fault
    return programs.verified(path, row["claim"], scratch)
