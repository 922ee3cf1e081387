import Pictures
import Solving

extension PodPacking {
  /// Nodes as stacked bars for cpu and memory, now and after, coloured by priority, pods that are new or have moved with
  /// an outline; what has no place stands in a bar of its own. Of large clusters, the nodes that change most.
  public static func picture(of solution: Solution, of instance: Instance) -> String {
    // The checker has passed the solution, so its names are the instance's.
    let after = (try? solution.nodes(in: instance)) ?? instance.currentNode
    let drawing = PlacementDrawing(instance, after: after)
    var bars = StackedBars(title: instance.name, rows: drawing.panels())
    bars.subtitle = drawing.summary
    bars.legend = drawing.legend
    return bars.svg()
  }
}

private struct PlacementDrawing {
  private static let nodeLimit = 64
  let instance: PodPacking.Instance
  let after: [Int32]
  private let shown: [Int]

  init(_ instance: PodPacking.Instance, after: [Int32]) {
    self.instance = instance
    self.after = after
    var changes = [Int](repeating: 0, count: instance.nodeCount)
    for (now, then) in zip(instance.currentNode, after) where now != then {
      if now >= 0 { changes[Int(now)] += 1 }
      if then >= 0 { changes[Int(then)] += 1 }
    }
    let ranked = (0..<instance.nodeCount).sorted { (changes[$0], $1) > (changes[$1], $0) }
    shown = ranked.prefix(Self.nodeLimit).sorted()
  }

  func panels() -> [[StackedBars.Panel]] {
    let resources = ["cpu", "memory"].compactMap { name in
      instance.resourceNames.firstIndex(of: name).map { (name, $0) }
    }
    return resources.map { name, resource in
      [
        StackedBars.Panel(title: "\(name), now", bars: bars(resource, instance.currentNode, isAfter: false)),
        StackedBars.Panel(title: "\(name), after", bars: bars(resource, after, isAfter: true)),
      ]
    }
  }

  var legend: [(colour: Int?, meaning: String)] {
    var entries: [(colour: Int?, meaning: String)] = instance.priorities.prefix(12).enumerated().map {
      ($0.offset, "priority \($0.element)")
    }
    if !instance.fixedPods.isEmpty { entries.append((nil, "must stay")) }
    return entries
  }

  var summary: String {
    let pending = instance.currentNode.count { $0 < 0 }
    let unplaced = after.count { $0 < 0 }
    let moved = zip(instance.currentNode, after).count { $0 >= 0 && $1 >= 0 && $0 != $1 }
    let evicted = zip(instance.currentNode, after).count { $0 >= 0 && $1 < 0 }
    let nodes =
      counted(instance.nodeCount, "node") + (shown.count < instance.nodeCount ? " (\(shown.count) shown)" : "")
    return "\(nodes), \(counted(instance.podCount + instance.fixedPods.count, "pod")); without a place \(pending) now, "
      + "\(unplaced) after; \(moved) moved, \(evicted) evicted"
  }

  private func bars(_ resource: Int, _ nodes: [Int32], isAfter: Bool) -> [StackedBars.Bar] {
    let width = instance.resourceCount
    var members = [[Int]](repeating: [], count: instance.nodeCount)
    var pending: [Int] = []
    for (pod, node) in nodes.enumerated() {
      if node >= 0 { members[Int(node)].append(pod) } else { pending.append(pod) }
    }
    func segments(_ pods: [Int]) -> [StackedBars.Segment] {
      pods.sorted { (instance.priorityLevel[$0], $0) < (instance.priorityLevel[$1], $1) }.map { pod in
        let level = Int(instance.priorityLevel[pod])
        let amount = instance.request[pod * width + resource]
        return StackedBars.Segment(
          amount: Double(amount), colour: level, isMarked: isAfter && nodes[pod] != instance.currentNode[pod],
          tooltip: "\(instance.podNames[pod]): \(amount), priority \(instance.priorities[level])")
      }
    }
    var bars = shown.map { node in
      let available = instance.allocatable[node * width + resource]
      let taken = available - instance.capacity[node * width + resource]
      let fixed = StackedBars.Segment(amount: Double(max(0, taken)), colour: nil, tooltip: "must stay: \(taken)")
      return StackedBars.Bar(
        name: instance.nodeNames[node], capacity: Double(available), segments: [fixed] + segments(members[node]))
    }
    if instance.nodeCount == shown.count {
      bars.append(StackedBars.Bar(name: "pending", capacity: nil, segments: segments(pending)))
    }
    return bars
  }
}
