"""What the check does not run and why, and what stands in for files that pages speak of without having them."""
import json

# Commands by page, a part of the command, and the reason. An entry that matches nothing is an error.
LEFT_OUT = [
    ("Tools/kubernetes/README.md", "dovetail apply", "needs a cluster"),
    ("Tools/kubernetes/README.md", "dovetail-server --host", "needs certificates; the server's tests make some"),
    ("Sources/dovetail-controller/README.md", "dovetail-controller --once", "needs a cluster"),
    ("Sources/dovetail-controller/README.md", "dovetail-controller --pending-for", "needs a cluster"),
    ("Sources/dovetail-bench/Measurements.md", "bench run", "a scheme with words in capitals"),
    ("Sources/dovetail-bench/Measurements.md", "bench report", "a scheme with words in capitals"),
    ("Tools/compare-minizinc/README.md", "./compare", "needs models from the network and other solvers"),
    ("Tools/compare-minizinc/README.md", "./score", "needs the table that compare makes"),
    ("Tools/compare-minizinc/README.md", "./fuzz", "needs a release build, and takes minutes"),
    ("Tools/compare-minizinc/README.md", "./hostile", "needs a release build, and takes minutes"),
    ("Instances/workflow/README.md", "--arrivals arrivals.csv", "needs files of DS3, which are not here"),
    ("Tools/studies/workflow/README.md", "fetch-instances", "needs the network"),
    ("Tools/studies/serving/README.md", "dovetail solve made/", "the study writes the file"),
    ("Tools/studies/interruptions/README.md", "interruptions/study", "takes minutes; its tests run it on ft06"),
    ("Sources/CDovetail/README.md", "cc place.c", "needs the installed library; CDovetailTests build the same program"),
]

# Programs that are nobody's to run in a check.
FOREIGN = {
    "docker": "builds an image from the network",
    "kubectl": "needs a cluster",
    "helm": "needs a cluster",
    "pip": "fetches from the network",
    "pip3": "fetches from the network",
    "apt-get": "needs root and the network",
    "apt": "needs root and the network",
    "brew": "fetches from the network",
    "sudo": "needs root",
    "git": "needs the network",
}

# Options of programs that are not ours, wherever pages name them.
FOREIGN_OPTIONS = {
    # swift build, test, run and package
    "--filter", "--product", "--target", "--sanitize", "--scratch-path", "--package-path", "--warnings-as-errors",
    "--build-tests", "--skip-build", "--build-path", "--configuration",
    # kubectl and helm
    "--create-namespace", "--delete-emptydir-data", "--reuse-values", "--set", "--ignore-not-found", "--overwrite",
    "--show-managed-fields",
    # curl, kubectl, pkg-config, docker
    "--data-binary", "--cacert", "--cert", "--key", "--cflags", "--libs", "--modversion", "--from-file", "--namespace",
}


def peer_runs():
    run = {"solver": "cpsat", "problem": "jobshop", "instance": "ft06", "status": "optimal", "objective": 55}
    return json.dumps(run) + "\n"


def weighted_sets():
    # Due dates above 10, which no weight is, so that the number of jobs can be told.
    return "11 12 13 14\n1 1 2 2\n30 40 60 90\n" * 20


def operators():
    return (
        "capacity=65536\nalignment=64\nbandwidth=4\nfast-cost=0.25\nslow-cost=2\nname,inputs,outputs,sizes,cost\n"
        "inputs,,image weight1 weight2,12544 4096 8192,\nconv1,image weight1,hidden,25088,30000\n"
        "conv2,hidden weight2,output,25088,25000\n")


# Page and name, and what stands in, a file or a text.
STAND_INS = {
    ("Tools/studies/interruptions/README.md", "ft06-20.json"): "Tools/studies/interruptions/ft06-20.json",
    ("Tools/kubernetes/descheduling.md", "search.json"): "Tools/kubernetes/search.json",
    ("CONTRIBUTING.md", "FILE"): "Instances/jobshop/ft06.txt",
    ("Instances/tardiness/README.md", "jobs.csv"): "Instances/tardiness/released.csv",
    ("Instances/tardiness/README.md", "wt100.txt"): weighted_sets,
    ("Instances/memory/layers.md", "net.csv"): operators,
    ("Instances/schedule/README.md", "plant.json"): "Instances/schedule/joinery.json",
    ("Instances/schedule/README.md", "plant-now.json"): "Instances/schedule/joinery.json",
    ("Sources/dovetail-bench/README.md", "cpsat.jsonl"): peer_runs,
}
