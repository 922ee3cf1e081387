"""Made-up answers of /v1/state, one a situation."""
import random
import time

GIB = 2 ** 30
HOSTILE = "<img src=x onerror=\"document.title='broken into'\">"


def node(name, cpu, memory, pods=20, ready=True, unschedulable=False, size=(8000, 32 * GIB, 110)):
    return {
        "name": name, "ready": ready, "unschedulable": unschedulable, "pods": pods,
        "allocatable": {"cpu": size[0], "memory": size[1], "pods": size[2]},
        "requested": {"cpu": int(cpu * size[0]), "memory": int(memory * size[1]), "pods": pods}}


def state(**members):
    return {
        "mode": "observe", "isLeader": True, "leader": "dovetail-controller-6c9f7-x2x4v", "paused": False,
        "identity": "dovetail-controller-6c9f7-x2x4v", "ready": True, "age": 0.4, "version": "0.1.0", "nodes": [],
        "moreNodes": 0, "pending": [], "plan": None, "history": [], **members}


def empty():
    return state(mode="observe", isLeader=False, leader=None, ready=False, age=-1)


def small():
    now = time.time()
    steps = [("evict", "shop/web-7f9c-abcde", "n3", "done"), ("bind", "shop/web-7f9c-fghij", "n1", "done"),
             ("evict", "shop/cache-2", "n3", "running"), ("bind", "shop/cache-2", "n4", "waiting"),
             ("bind", "ml/train-0", "n3", "waiting")]
    plan = {
        "made": now - 42, "status": "optimal", "objective": [0, 2], "bound": [0, 2], "gap": 0, "state": "running",
        "why": "", "steps": [
            {"action": action, "pod": pod, "node": where, "group": "", "state": step,
             "note": "makes room for ml/train-0" if action == "evict" else ""} for action, pod, where, step in steps]}
    history = [
        {"time": now - 5, "what": "evicting", "words": "shop/cache-2 on n3"},
        {"time": now - 20, "what": "bound", "words": "shop/web-7f9c-fghij on n1"},
        {"time": now - 31, "what": "gone", "words": "shop/web-7f9c-abcde"},
        {"time": now - 40, "what": "refused", "words": "shop/web-7f9c-abcde: its disruption budget allows none now"},
        {"time": now - 42, "what": "plan", "words": "2 evictions, 3 placements"},
        {"time": now - 90000, "what": "leader", "words": "dovetail-controller-6c9f7-x2x4v leads"}]
    return state(
        mode="apply", nodes=[
            node("n10", 0.6, 0.47), node("n1", 0.62, 0.4),
            node("n2", 0.9, 0.95), node("n3", 1.1, 0.7), node("n4", 0.2, 0.3),
            node("n5", 0.5, 0.4, unschedulable=True), node("n6", 0.3, 0.1, ready=False)],
        pending=[
            {"pod": "ml/train-1", "since": now - 4000, "reason": "NoPlacement",
             "verdict": "cannot fit: proved, short of 2 cores on every node that it tolerates"},
            {"pod": "ml/train-0", "since": now - 95, "reason": "PlacementFound",
             "verdict": "would fit on n3 after 2 evictions"}],
        plan=plan, history=history)


def large(nodes=500, pods=200):
    """With more of everything than the server says."""
    chance = random.Random(7)
    now = time.time()
    return state(
        mode="steer", isLeader=False, paused=True, moreNodes=4500, leader="dovetail-controller-6c9f7-zzzzz",
        nodes=[node(f"pool-{i % 3}-node-{i:03}", chance.betavariate(6, 2), chance.betavariate(4, 3),
                    chance.randrange(110), chance.random() > 0.02, chance.random() < 0.03) for i in range(nodes)],
        pending=[{"pod": f"team-{i % 9}/job-{i}", "since": now - chance.randrange(9000), "reason": "NoPlacement",
                  "verdict": chance.choice(["fits on pool-1-node-004 as it is", "stays pending after the best plan"])}
                 for i in range(pods)],
        plan={"made": now - 8, "status": "feasible", "objective": [3, 0, 41], "bound": [3, 0, 37], "gap": 0.0976,
              "state": "proposed", "why": "mode steer evicts nothing", "steps": [
                  {"action": "evict", "pod": f"team-1/p-{i}", "node": f"pool-{i % 3}-node-{i:03}", "group": "",
                   "note": "", "state": "waiting"} for i in range(41)]},
        history=[{"time": now - 60 * i, "what": "plan", "words": f"{i} evictions"} for i in range(200)])


def hostile():
    """Every text of it is markup."""
    now = time.time()
    return state(
        mode=HOSTILE, identity=HOSTILE, leader=HOSTILE, version=HOSTILE,
        nodes=[node(HOSTILE, 0.5, 0.5), node("</div><script>document.title='broken into'</script>", 0.1, 0.1)],
        pending=[{"pod": HOSTILE, "since": now, "reason": HOSTILE, "verdict": HOSTILE}],
        plan={"made": now, "status": HOSTILE, "objective": [1], "bound": [1], "gap": 0, "state": HOSTILE, "why": HOSTILE,
              "steps": [{"action": HOSTILE, "pod": HOSTILE, "node": HOSTILE, "group": HOSTILE, "note": HOSTILE,
                         "state": HOSTILE}]},
        history=[{"time": now, "what": HOSTILE, "words": HOSTILE}])


def holey():
    """What a server of another version might leave out or spell otherwise."""
    return {"mode": "observe", "nodes": [{"name": "bare"}], "pending": [{"pod": "a/b"}], "plan": {}, "history": [{}]}


ALL = {"empty": empty, "small": small, "large": large, "hostile": hostile, "holey": holey}
