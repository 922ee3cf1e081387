import Basics

extension ClusterSnapshot {
  /// What the reader had to say, then what is left alone and why, each reason once with the first names.
  func allWarnings() -> [String] {
    var tally = WarningTally()
    let names = Set(nodes.map(\.name))
    for node in nodes {
      if let reason = node.notDestination, reason != PodDescheduling.Instance.drained {
        tally.add("no pod is put on a node, since \(reason)", about: node.name)
      }
    }
    for pod in pods {
      if let node = pod.nodeName {
        guard names.contains(node) else {
          tally.add("a pod is left out, since the input does not have its node", about: pod.label)
          continue
        }
        for reason in pod.reasonsToStay where reason.kind == .unknown || reason == pod.immovable {
          guard let remedy = reason.remedy else { continue }
          tally.add("a pod stays where it is: \(reason.rawValue)\(remedy)", about: pod.label)
        }
      } else if let reason = pod.notPlanned {
        tally.add("a pending pod is not planned: \(reason)", about: pod.label)
      }
    }
    return warnings + tally.lines
  }
}

extension ClusterSnapshot.Immovable {
  /// The option that lifts it, in brackets; nil for what Kubernetes has so, which is no news.
  fileprivate var remedy: String? {
    switch kind {
    case .rule: nil
    case .unknown, .notModelled: ""
    case .annotation: " (--ignore-annotations lets it go)"
    case .bare: " (--evict-bare-pods lets it go)"
    case .localData: " (--evict-local-data lets it go)"
    }
  }
}
