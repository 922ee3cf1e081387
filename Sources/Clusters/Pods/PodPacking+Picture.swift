import Basics
import Pictures

extension PodPacking {
  /// Nodes as stacked bars for cpu and memory, now and after, coloured by priority, pods that leave or are new on their
  /// node with an outline; what has no place stands in a bar of its own. Of large clusters, the nodes that change most.
  public static func picture(of solution: Solution, of instance: Instance) -> String {
    // The checker has passed the solution, so its names are the instance's.
    let after = (try? solution.nodes(in: instance)) ?? instance.currentNode
    let drawing = PlacementDrawing(instance, after: after)
    var bars = StackedBars(title: instance.name, rows: drawing.panels())
    bars.subtitle = drawing.summary
    bars.legend = drawing.legend
    bars.marked = "bold frame: leaves its node (now), is new on its node (after)"
    return bars.svg()
  }
}

private struct PlacementDrawing {
  private static let nodeLimit = 64
  /// Priorities that the legend names; the colours of more are not told apart.
  private static let priorityLimit = 24
  /// How much of what waits is drawn, in the largest node's room: more would make all nodes small.
  private static let pendingLimit = 2
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
        StackedBars.Panel(title: "\(name), now", bars: bars(resource, instance.currentNode)),
        StackedBars.Panel(title: "\(name), after", bars: bars(resource, after)),
      ]
    }
  }

  var legend: [(colour: Int?, meaning: String)] {
    let named = instance.priorities.count > Self.priorityLimit ? Self.priorityLimit - 1 : instance.priorities.count
    var entries: [(colour: Int?, meaning: String)] = instance.priorities.prefix(named).enumerated().map {
      ($0.offset, "priority \($0.element)")
    }
    if named < instance.priorities.count {
      entries.append((named, "priorities below, \(instance.priorities.count - named)"))
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
      counted(instance.nodeCount, "node")
      + (shown.count < instance.nodeCount ? " (shown: the \(shown.count) that change most)" : "")
    return "\(nodes), \(counted(instance.podCount + instance.fixedPods.count, "pod")); without a place \(pending) now, "
      + "\(unplaced) after; \(moved) moved, \(evicted) evicted"
  }

  private func bars(_ resource: Int, _ nodes: [Int32]) -> [StackedBars.Bar] {
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
        let changes = instance.currentNode[pod] != after[pod]
        return StackedBars.Segment(
          amount: Double(amount), colour: min(level, Self.priorityLimit - 1), isMarked: changes && nodes[pod] >= 0,
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
    let largest = shown.map { instance.allocatable[$0 * width + resource] }.max() ?? 0
    var waiting: [StackedBars.Segment] = []
    var sum = 0.0
    for segment in segments(pending) {
      sum += segment.amount
      if !waiting.isEmpty, sum > Double(Self.pendingLimit * largest) { break }
      waiting.append(segment)
    }
    let name = waiting.count < pending.count ? "\(waiting.count) of \(pending.count) pending" : "pending"
    bars.append(StackedBars.Bar(name: name, capacity: nil, segments: waiting))
    return bars
  }
}
