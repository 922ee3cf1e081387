import APIServerDouble

/// What is to be of one template.
struct ReplicaSet: Sendable {
  let namespace: String
  let name: String
  let uid: String
  let replicas: Int
  let template: JSONTree
}

/// The ReplicaSet controller: as many pods as are wanted, and none where the set is gone.
extension ClusterSimulation {
  func take(set change: ObjectTable.Change) {
    let value = change.object.value
    let uid = change.object.uid
    dirtySets.insert(uid)
    if change.kind == .deleted {
      sets[uid] = nil
    } else {
      sets[uid] = ReplicaSet(
        namespace: change.object.namespace, name: change.object.name, uid: uid,
        replicas: value["spec", "replicas"]?.integer ?? 1, template: value["spec", "template"] ?? [:])
    }
  }

  func runReplicaSets() {
    let dirty = dirtySets
    dirtySets = []
    for uid in dirty.sorted() {
      let active = (podsOfOwner[uid] ?? []).compactMap { pods[$0] }.filter(\.isActive)
      guard let set = sets[uid] else {
        // The garbage collector takes what has lost its owner.
        for pod in active { server.deleteGracefully(.pods, pod.namespace, pod.name, uid: pod.uid) }
        continue
      }
      for _ in active.count..<max(active.count, set.replicas) { makePod(of: set) }
      let surplus = active.sorted { Self.order($0) < Self.order($1) }.prefix(max(0, active.count - set.replicas))
      for pod in surplus { server.deleteGracefully(.pods, pod.namespace, pod.name, uid: pod.uid) }
      let ready = active.count(where: \.isReady)
      server.modify(.replicaSets, set.namespace, set.name) { object in
        object["status", "replicas"] = JSONTree(active.count)
        object["status", "readyReplicas"] = JSONTree(ready)
        return true
      }
    }
  }

  /// Pods without a node go first, then those that are not ready, then the youngest.
  private static func order(_ pod: SimulatedPod) -> (Int, Int, Int) {
    (pod.node == nil ? 0 : 1, pod.isReady ? 1 : 0, -pod.created)
  }

  private func makePod(of set: ReplicaSet) {
    var pod = set.template
    pod["metadata", "generateName"] = .text(set.name + "-")
    pod["metadata", "ownerReferences"] = [
      [
        "apiVersion": "apps/v1", "kind": "ReplicaSet", "name": .text(set.name), "uid": .text(set.uid),
        "controller": true, "blockOwnerDeletion": true,
      ]
    ]
    _ = try? server.create(.pods, set.namespace, pod)
  }
}
