"""The alerts and the dashboard: by promtool, and by what the program exports."""
import json
import pathlib
import re
import shutil
import subprocess
import tempfile

import yaml

FOLDER = pathlib.Path(__file__).resolve().parent.parent
SOURCES = FOLDER.parents[2] / "Sources"
MONITORING = FOLDER / "kustomize/components/monitoring"
METRIC = re.compile(r"\bdovetail_[a-z_]+\b")


def exported():
    """Names of the program's metrics; those of a histogram with their ends."""
    names = set()
    for path in [*SOURCES.glob("dovetail-controller/**/*.swift"), *SOURCES.glob("Steering/**/*.swift")]:
        for name, kind in re.findall(r'name:\s*"(dovetail_[a-z_]+)",\s*kind: \.(\w+)', path.read_text()):
            names |= {name} if kind != "histogram" else {f"{name}_{end}" for end in ("bucket", "sum", "count")}
    return names


def expressions(dashboard):
    """(title, expression) of each target, with variables as Grafana would set them."""
    for panel in dashboard["panels"]:
        for target in panel.get("targets", []):
            text = target["expr"].replace("$__rate_interval", "2m").replace("$namespace", ".*")
            yield panel["title"], text


def wrong_dashboard():
    dashboard = json.loads((MONITORING / "dovetail-controller.json").read_text())
    ids = [panel["id"] for panel in dashboard["panels"]]
    if len(set(ids)) != len(ids):
        yield "dashboard: ids that are there twice"
    filled = {}
    for panel in dashboard["panels"]:
        title, place = panel["title"], panel["gridPos"]
        for x in range(place["x"], place["x"] + place["w"]):
            for y in range(place["y"], place["y"] + place["h"]):
                if x >= 24 or (x, y) in filled:
                    yield f"dashboard: {title} lies over {filled.get((x, y), 'the edge')}"
                filled[x, y] = title
        if panel["type"] != "row":
            if not panel.get("description") or not panel["fieldConfig"]["defaults"].get("unit"):
                yield f"dashboard: {title} has no description or no unit"
            if not panel["targets"]:
                yield f"dashboard: {title} shows nothing"


def wrong_names(rules):
    """Metrics that nobody exports, in alerts and panels."""
    known = exported()
    dashboard = json.loads((MONITORING / "dovetail-controller.json").read_text())
    used = [(f"panel {title}", text) for title, text in expressions(dashboard)]
    used += [(f"alert {rule['alert']}", rule["expr"]) for group in rules["groups"] for rule in group["rules"]]
    for place, text in used:
        for name in METRIC.findall(text):
            if name not in known:
                yield f"{place}: nobody exports {name}"


def wrong_alerts(rules):
    page = (FOLDER / "README.md").read_text()
    anchors = {re.sub(r"[^a-z0-9 -]", "", line.lower()).strip().replace(" ", "-")
               for line in re.findall(r"^#+ (.*)", page, re.M)}
    tests = (FOLDER / "check/alerts.test.yaml").read_text()
    for group in rules["groups"]:
        for rule in group["rules"]:
            name, annotations = rule["alert"], rule.get("annotations", {})
            if rule.get("labels", {}).get("severity") not in ("info", "warning", "critical"):
                yield f"alert {name}: no severity"
            if not annotations.get("summary") or not annotations.get("description"):
                yield f"alert {name}: no summary or description"
            if annotations.get("runbook", "").split("#")[-1] not in anchors or name.lower() not in anchors:
                yield f"alert {name}: its runbook is not in README.md"
            if not re.search(rf"\b{name}\b", tests):
                yield f"alert {name}: no test"


def by_promtool(rules):
    """What promtool says against rules, their tests and the panels' expressions."""
    dashboard = json.loads((MONITORING / "dovetail-controller.json").read_text())
    with tempfile.TemporaryDirectory() as folder:
        here = pathlib.Path(folder)
        (here / "RULES").write_text(yaml.safe_dump(rules))
        # A panel's expression is one that a rule may record.
        records = [{"record": f"panel:{n}", "expr": text} for n, (_, text) in enumerate(expressions(dashboard))]
        (here / "panels.yaml").write_text(yaml.safe_dump({"groups": [{"name": "panels", "rules": records}]}))
        shutil.copy(FOLDER / "check/alerts.test.yaml", here)
        for words in ("check rules RULES", "check rules panels.yaml", "test rules alerts.test.yaml"):
            done = subprocess.run(["promtool", *words.split()], cwd=here, capture_output=True, text=True)
            if done.returncode:
                yield f"promtool {words}: {(done.stdout + done.stderr).strip()}"


def rules():
    return yaml.safe_load((MONITORING / "prometheusrule.yaml").read_text())["spec"]
