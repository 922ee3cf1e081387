import APIServerDouble

/// Kubelets and the node controller.
extension ClusterSimulation {
  func runKubelets() {
    let now = now
    for (uid, time) in starts where time <= now {
      guard let pod = pods[uid], let node = pod.node else {
        starts[uid] = nil
        continue
      }
      if silent[node] != nil { continue }
      starts[uid] = nil
      server.modify(.pods, pod.namespace, pod.name) { object in
        guard object["metadata", "uid"]?.text == uid, object["metadata", "deletionTimestamp"] == nil else {
          return false
        }
        object["status", "phase"] = "Running"
        object["status", "startTime"] = .text(APITime.text())
        object.setCondition("Ready", "True")
        return true
      }
    }
    for (uid, time) in ends where time <= now {
      guard let pod = pods[uid], let node = pod.node else {
        ends[uid] = nil
        continue
      }
      if silent[node] != nil, nodes[node] != nil { continue }
      ends[uid] = nil
      server.remove(.pods, pod.namespace, pod.name)
    }
  }

  /// The node's kubelet falls silent, and its pods are no longer ready.
  package func fail(node name: String) {
    guard silent[name] == nil, let node = nodes[name] else { return }
    silent[name] = now
    server.modify(.nodes, nil, name) { node in
      node.setCondition("Ready", "Unknown", reason: "NodeStatusUnknown")
      node["spec", "taints"] = .array(
        (node["spec", "taints"]?.elements ?? []) + ["NoSchedule", "NoExecute"].map { Self.unreachable($0) })
      return true
    }
    for uid in node.pods {
      guard let pod = pods[uid] else { continue }
      server.modify(.pods, pod.namespace, pod.name) { pod in
        pod.setCondition("Ready", "False")
        return true
      }
    }
  }

  private static func unreachable(_ effect: String) -> JSONTree {
    ["key": "node.kubernetes.io/unreachable", "effect": .text(effect)]
  }

  /// The node is back, and so are those of its pods that have not been deleted.
  package func restore(node name: String) {
    guard silent.removeValue(forKey: name) != nil, let node = nodes[name] else { return }
    server.modify(.nodes, nil, name) { node in
      node.setCondition("Ready", "True", reason: "KubeletReady")
      let taints = (node["spec", "taints"]?.elements ?? []).filter {
        $0["key"]?.text != "node.kubernetes.io/unreachable"
      }
      node["spec", "taints"] = taints.isEmpty ? nil : .array(taints)
      return true
    }
    for uid in node.pods {
      guard let pod = pods[uid], pod.isActive, pod.phase == "Running" else { continue }
      server.modify(.pods, pod.namespace, pod.name) { pod in
        pod.setCondition("Ready", "True")
        return true
      }
    }
  }

  /// Deletes the pods of nodes that have been silent for long.
  func watchNodes() {
    for (name, since) in silent where now - since > settings.nodeEvictionTime {
      for uid in nodes[name]?.pods ?? [] {
        guard let pod = pods[uid], !pod.isLeaving else { continue }
        server.deleteGracefully(.pods, pod.namespace, pod.name, uid: uid)
      }
    }
  }

  package var failedNodes: [String] { silent.keys.sorted() }
}
