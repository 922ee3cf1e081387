import Solving

extension PodPacking {
  /// What is to be said of one pod: where it may go and why not elsewhere, or why it stays.
  ///
  /// - Parameters:
  ///   - name: "namespace/name", or the name where only one pod has it.
  ///   - solution: what is to come; without one, what runs now.
  /// - Throws: `InvalidInstance` for a name that no pod has, or several have; with names that are near.
  public static func explain(
    podNamed name: String, after solution: Solution?, in instance: Instance
  ) throws(InvalidInstance) -> [String] {
    let number = try podNumber(named: name, instance.snapshot)
    let pod = instance.snapshot.pods[number]
    let solution = solution ?? .present(of: instance)
    if let index = instance.snapshotPod.firstIndex(of: Int32(number)) {
      return try explain(index, pod, solution, instance)
    }
    if let fixed = instance.fixedPods.first(where: { $0.snapshotPod == number }) {
      return ["\(pod.label) runs on \(instance.nodeNames[fixed.node]) and stays there: \(fixed.reason)"]
    }
    if let reason = pod.notPlanned { return ["\(pod.label) is pending and not planned: \(reason)"] }
    return ["\(pod.label) runs on \(pod.nodeName ?? "a node"), which the input does not have"]
  }

  private static func explain(
    _ index: Int, _ pod: ClusterSnapshot.Pod, _ solution: Solution, _ instance: Instance
  ) throws(InvalidInstance) -> [String] {
    let nodes = try solution.nodes(in: instance)
    let (now, then) = (instance.currentNode[index], nodes[index])
    func name(_ node: Int32) -> String { instance.nodeNames[Int(node)] }
    var lines: [String]
    switch (now, then) {
    case (-1, -1): lines = ["\(pod.label) is pending, with priority \(pod.priority)"]
    case (-1, _): lines = ["\(pod.label) is pending and gets \(name(then))"]
    case (_, -1): lines = ["\(pod.label) is evicted from \(name(now))"]
    case (_, now): lines = ["\(pod.label) runs on \(name(now)) and may be moved or evicted"]
    default: lines = ["\(pod.label) moves from \(name(now)) to \(name(then))"]
    }
    if then >= 0 { return lines }
    let reasons = PendingReasons(solution, of: instance)
    lines.append(reasons.reason(index))
    for node in 0..<instance.nodeCount {
      let obstacles = reasons.obstacles(index, node)
      let words = obstacles.isEmpty ? "nothing is in the way" : obstacles.joined(separator: ", ")
      lines.append("  \(instance.nodeNames[node]): \(words)")
    }
    return lines
  }

  private static func podNumber(named name: String, _ snapshot: ClusterSnapshot) throws(InvalidInstance) -> Int {
    if let exact = snapshot.pods.firstIndex(where: { $0.label == name }) { return exact }
    let matches = snapshot.pods.indices.filter { snapshot.pods[$0].name == name }
    if matches.count == 1 { return matches[0] }
    if matches.count > 1 {
      let labels = matches.prefix(5).map { snapshot.pods[$0].label }.joined(separator: ", ")
      throw InvalidInstance("several pods are called '\(name)': \(labels)")
    }
    let near = snapshot.pods.map(\.label).filter { $0.contains(name) }.sorted().prefix(5).joined(separator: ", ")
    throw InvalidInstance("there is no pod '\(name)'" + (near.isEmpty ? "" : "; there are \(near)"))
  }
}
