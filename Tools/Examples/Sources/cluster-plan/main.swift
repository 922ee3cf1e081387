// A pod that the default scheduler leaves pending: c needs 900 millicores, and no node has them, until b moves.
import Pods
import Scheduler

var cluster = ClusterSnapshot(name: "two nodes")
cluster.nodes = ["n1", "n2"].map { .init(name: $0, allocatable: ["cpu": 1000]) }
cluster.pods = [
  .init(namespace: "shop", name: "a", requests: ["cpu": 600], nodeName: "n1"),
  .init(namespace: "shop", name: "b", requests: ["cpu": 300], nodeName: "n2"),
  .init(namespace: "shop", name: "c", requests: ["cpu": 900]),
]
for i in cluster.pods.indices { cluster.pods[i].owner = "ReplicaSet web" }

var options = FallbackScheduler.Options()
options.timeLimit = 5
let plan = try await FallbackScheduler(options).plan(for: cluster)

print(plan.status.rawValue, plan.objective, plan.unplaced)
precondition(plan.changes.contains { $0.pod == "shop/c" && $0.to != nil })
for step in plan.steps ?? [] { precondition(!step.pod.isEmpty) }
