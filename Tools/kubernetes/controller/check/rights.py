"""What each mode may do at most, by hand, and what the manifests give."""
READING = {"get", "list", "watch"}
READ = {
    "nodes", "pods", "namespaces", "persistentvolumes", "persistentvolumeclaims", "policy/poddisruptionbudgets",
    "scheduling.k8s.io/priorityclasses", "storage.k8s.io/storageclasses", "storage.k8s.io/csinodes"}
LEASES = "coordination.k8s.io/leases"


def expected(mode):
    """(scope, verb, resource, names) of the controller's account; the scope is `cluster` or a namespace."""
    rights = {("cluster", verb, resource, ()) for verb in READING for resource in READ}
    rights |= {("cluster", verb, "events", ()) for verb in ("create", "patch")}
    rights |= {("dovetail-system", "create", LEASES, ())}
    rights |= {("dovetail-system", verb, LEASES, ("dovetail-controller",)) for verb in ("get", "patch")}
    if mode == "apply":
        rights |= {("cluster", "create", "pods/eviction", ())}
    return rights


# Of the scheduler, whose rights are Kubernetes' own roles and a Lease.
SCHEDULER_ROLES = {
    ("cluster", "ClusterRole", "system:kube-scheduler"), ("cluster", "ClusterRole", "system:volume-scheduler"),
    ("kube-system", "Role", "extension-apiserver-authentication-reader"),
    ("dovetail-system", "Role", "dovetail-scheduler-lease")}


def bindings(objects, account):
    """(scope, kind of role, its name) of what is bound to an account."""
    for object in objects:
        if object["kind"] in ("RoleBinding", "ClusterRoleBinding"):
            subjects = [(s["kind"], s["namespace"], s["name"]) for s in object["subjects"]]
            if ("ServiceAccount", "dovetail-system", account) in subjects:
                scope = "cluster" if object["kind"] == "ClusterRoleBinding" else object["metadata"]["namespace"]
                yield scope, object["roleRef"]["kind"], object["roleRef"]["name"]


def given(objects, account):
    roles = {
        (object["kind"], object["metadata"].get("namespace"), object["metadata"]["name"]): object["rules"]
        for object in objects if object["kind"] in ("Role", "ClusterRole")}
    for scope, kind, name in bindings(objects, account):
        for rule in roles[kind, None if kind == "ClusterRole" else scope, name]:
            for group in rule["apiGroups"]:
                for resource in rule["resources"]:
                    for verb in rule["verbs"]:
                        full = f"{group}/{resource}" if group else resource
                        yield scope, verb, full, tuple(rule.get("resourceNames", ()))


def wrong(objects, mode):
    has, may = set(given(objects, "dovetail-controller")), expected(mode)
    for right in sorted(has - may):
        yield f"{mode}: the controller may {right}, which it must not"
    for right in sorted(may - has):
        yield f"{mode}: the controller may not {right}, which it needs"
    roles = set(bindings(objects, "dovetail-scheduler"))
    if roles != (SCHEDULER_ROLES if mode != "observe" else set()):
        yield f"{mode}: the scheduler has the roles {sorted(roles)}"
    for object in objects:
        if object["kind"] == "Deployment":
            yield from wrong_pod(object["spec"]["template"]["spec"], mode)


def wrong_pod(pod, mode):
    """What the pod security standard `restricted` or a careful reader would turn down."""
    security = pod.get("securityContext", {})
    if not security.get("runAsNonRoot") or security.get("seccompProfile") != {"type": "RuntimeDefault"}:
        yield f"{mode}: the pod is not restricted"
    names = [container["name"] for container in pod["containers"]]
    if names != ["controller"] + (["kube-scheduler"] if mode != "observe" else []):
        yield f"{mode}: its containers are {names}"
    for container in pod["containers"]:
        name = f"{mode}, container {container['name']}"
        if container.get("securityContext") != {
                "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}}:
            yield f"{name}: is not restricted"
        resources = container.get("resources", {})
        if not {"cpu", "memory"} <= set(resources.get("requests", {})) or "memory" not in resources.get("limits", {}):
            yield f"{name}: lacks a request of cpu or memory, or a limit of memory"
        if "livenessProbe" not in container:
            yield f"{name}: has no liveness probe"
        mounted = {mount["mountPath"]: mount["name"] for mount in container.get("volumeMounts", [])}
        token = mounted.get("/var/run/secrets/kubernetes.io/serviceaccount")
        if token != ("scheduler-token" if container["name"] == "kube-scheduler" else None):
            yield f"{name}: has the token of {token}"
