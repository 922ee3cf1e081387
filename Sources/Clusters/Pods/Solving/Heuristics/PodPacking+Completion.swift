import Basics
import Race
import Solving

extension PodPacking {
  /// Pods go where the file says as far as rules and room let them; those that it does not name are placed like pending
  /// ones, where they run now if there is room.
  public static func completed(
    start: SourceText, of instance: Instance
  ) throws(InputError) -> CompletedStart<Solution>? {
    guard var json = PartialSolution.body(of: start, problem: name) else { return nil }
    var given: [(pod: String, node: String?)] = []
    var isGiven = false
    try json.beginObject()
    while let key = try json.nextKey() {
      guard key == "placements" else {
        try json.skipValue()
        continue
      }
      isGiven = true
      try json.beginArray()
      while try json.nextElement() { if let placement = try placement(&json) { given.append(placement) } }
    }
    guard isGiven else { return nil }
    var (nodes, remarks) = numbers(of: given, in: instance)
    let state = PlacementState(instance)
    for pod in nodes.indices {
      guard let node = nodes[pod], state.nodeOfPod[pod] != node, state.nodeOfPod[pod] >= 0 else { continue }
      if !state.remove(pod) { nodes[pod] = nil }
    }
    for pod in nodes.indices {
      guard let node = nodes[pod], node >= 0, state.nodeOfPod[pod] < 0 else { continue }
      if !state.place(pod, on: Int(node)) { nodes[pod] = nil }
    }
    GreedyPlacement(state, shouldStop: { false }).placePending()
    let board = Scoreboard<Solution>(
      clock: RaceClock(timeLimit: patience),
      check: { (solution) throws(CheckFailure) in try check(solution, of: instance) })
    // Types of pods are exchanged nowhere: the file names pods.
    board.offerReachable(Solution(state.nodes, of: instance), from: name)
    guard let best = board.best?.solution else { return nil }
    let used = nodes.indices.count { nodes[$0] == best.nodeOfPod[$0] }
    let wishes = Dictionary(given.map { ($0.pod, $0.node) }, uniquingKeysWith: { first, _ in first })
    for pod in nodes.indices where nodes[pod] == nil || nodes[pod] != best.nodeOfPod[pod] {
      let name = instance.podNames[pod]
      guard let wish = wishes[name], let node = wish else { continue }
      if remarks.count < mostRemarks { remarks.append("pod '\(name)' cannot run on node '\(node)'") }
    }
    return CompletedStart(best, used: used, of: instance.podCount, "pods", remarks: remarks)
  }

  /// Seconds for an order of steps.
  private static let patience = 5.0
  private static let mostRemarks = 100

  private static func placement(_ json: inout JSONReader) throws(InputError) -> (pod: String, node: String?)? {
    var (pod, node): (String?, String?) = (nil, nil)
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "pod": pod = try json.text("a pod")
      case "node": node = json.takeNull() ? nil : try json.text("a node")
      default: try json.skipValue()
      }
    }
    return pod.map { ($0, node) }
  }

  /// By pod its node, -1 for none; nil for a pod that is not named.
  private static func numbers(
    of given: [(pod: String, node: String?)], in instance: Instance
  ) -> (nodes: [Int32?], remarks: [String]) {
    let nodeNumbers = Dictionary(
      instance.nodeNames.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    let podNumbers = Dictionary(
      instance.podNames.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var nodes = [Int32?](repeating: nil, count: instance.podCount)
    var remarks: [String] = []
    for (name, node) in given {
      guard let pod = podNumbers[name] else {
        remarks.append("there is no pod '\(name)' that may be placed")
        continue
      }
      guard nodes[pod] == nil else {
        remarks.append("pod '\(name)' is placed twice; the first place counts")
        continue
      }
      if let node {
        nodes[pod] = nodeNumbers[node]
        if nodes[pod] == nil { remarks.append("there is no node '\(node)' for pod '\(name)'") }
      } else {
        nodes[pod] = -1
      }
    }
    return (nodes, remarks)
  }
}
