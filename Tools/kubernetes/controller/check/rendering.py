"""Objects of the kustomize overlays and of the chart, and what tells the two apart."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

import yaml

FOLDER = pathlib.Path(__file__).resolve().parent.parent
MODES = ("observe", "steer", "apply")
SIZES = ("small", "medium", "large")
# The name of the release with which the chart's objects have the names of the overlays'.
RELEASE, NAMESPACE = "dovetail-controller", "dovetail-system"
# Set by Helm or by the chart's version, and in no overlay.
HELM_LABELS = ("helm.sh/chart", "app.kubernetes.io/managed-by", "app.kubernetes.io/version")


def key(object):
    return object["kind"], object["metadata"].get("namespace", ""), object["metadata"]["name"]


def words(key):
    return "/".join(part for part in key if part)


def objects(text):
    return [object for object in yaml.safe_load_all(text) if object]


def kustomized(mode, size=None, monitoring=False):
    """What `kubectl apply -k` would send for an overlay with these components."""
    overlay = FOLDER / "kustomize/overlays" / mode
    components = ([size] if size else []) + (["monitoring"] if monitoring else [])
    with tempfile.TemporaryDirectory() as folder:
        # kustomize takes no absolute paths.
        here = pathlib.Path(folder).resolve()
        text = f"resources: [{os.path.relpath(overlay, here)}]\n"
        if components:
            paths = [os.path.relpath(FOLDER / "kustomize/components" / name, here) for name in components]
            text += f"components: [{', '.join(paths)}]\n"
        (here / "kustomization.yaml").write_text(text)
        done = subprocess.run(["kubectl", "kustomize", str(here)], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"kubectl kustomize, {mode} {components}: {done.stderr.strip()}")
    return objects(done.stdout)


class Chart:
    """Renders the chart by the program in check/render."""

    LIBRARIES = pathlib.Path("/usr/share/gocode")

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.program = pathlib.Path(self.folder.name) / "render"
        # GOPATH as a Go without modules looks for Debian's libraries.
        environment = {**os.environ, "GO111MODULE": "off", "GOPATH": str(self.LIBRARIES), "GOFLAGS": ""}
        subprocess.run(
            ["go", "build", "-o", self.program, "."], cwd=FOLDER / "check/render", env=environment, check=True)

    @classmethod
    def missing(cls):
        """What a renderer needs and is not here, or None."""
        if not shutil.which("go"):
            return "no go (Debian: golang-go)"
        for library in ("github.com/Masterminds/sprig", "gopkg.in/yaml.v3"):
            if not (cls.LIBRARIES / "src" / library).exists():
                return f"no {library} (Debian: golang-github-masterminds-sprig-dev, golang-gopkg-yaml.v3-dev)"
        return None

    def text(self, values, release=RELEASE, namespace=NAMESPACE):
        path = pathlib.Path(self.folder.name) / "values.yaml"
        path.write_text(yaml.safe_dump(values))
        done = subprocess.run(
            [self.program, FOLDER / "chart", release, namespace, path], capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"the chart with {values}: {done.stderr.strip()}")
        return done.stdout


def alike(object):
    """The object without what the chart and the overlays have each in their own way."""
    object = yaml.safe_load(yaml.safe_dump(object))
    labels = object["metadata"].get("labels", {})
    for label in HELM_LABELS:
        labels.pop(label, None)
    if object["kind"] == "ConfigMap":
        # kustomize ends names with a hash of what is inside, and the chart writes a checksum into the pods.
        object["metadata"]["name"] = re.sub(r"(config)-[a-z0-9]{10}$", r"\1", object["metadata"]["name"])
        object["data"] = {name: parsed(text) for name, text in object["data"].items()}
    if object["kind"] == "Deployment":
        pod = object["spec"]["template"]
        annotations = pod["metadata"].get("annotations", {})
        annotations.pop("checksum/scheduler-config", None)
        if not annotations:
            pod["metadata"].pop("annotations", None)
        for volume in pod["spec"].get("volumes", []):
            if "configMap" in volume:
                volume["configMap"]["name"] = re.sub(r"(config)-[a-z0-9]{10}$", r"\1", volume["configMap"]["name"])
        for container in pod["spec"]["containers"]:
            # What is the default for an image with a tag.
            if container.get("imagePullPolicy") == "IfNotPresent":
                del container["imagePullPolicy"]
    return object


def parsed(text):
    # YAML has JSON within it.
    return yaml.safe_load(text)


def differences(left, right, path=""):
    """(path, left, right) where two values differ."""
    if isinstance(left, dict) and isinstance(right, dict):
        for name in sorted(set(left) | set(right)):
            yield from differences(left.get(name), right.get(name), f"{path}.{name}")
    elif isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        for index, pair in enumerate(zip(left, right)):
            yield from differences(*pair, f"{path}[{index}]")
    elif left != right:
        yield path, left, right


def comparison(overlay, chart):
    """Lines on objects of the one that the other lacks, and on members that differ."""
    left = {key(object): object for object in map(alike, overlay) if object["kind"] != "Namespace"}
    right = {key(object): object for object in map(alike, chart)}
    for name in sorted(set(left) ^ set(right)):
        yield f"{words(name)} is only in the {'overlay' if name in left else 'chart'}"
    for name in sorted(set(left) & set(right)):
        for path, *values in differences(left[name], right[name]):
            yield f"{words(name)}{path}: the overlay has {values[0]!r}, the chart {values[1]!r}"
