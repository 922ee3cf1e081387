import Basics
import Pods
import Race
import Scheduler

/// The fewest nodes of a shape with which pods that are added have a place, while every pod that runs keeps one.
struct NodeGrowth {
  struct Answer: Encodable {
    let shape: String
    /// Pods that are to have a place.
    let pods: Int
    /// The fewest nodes with which a plan was found; nil where none was.
    let nodes: Int?
    /// Fewer nodes are proved not to be enough.
    let atLeast: Int
    /// Running pods that are moved with so many nodes.
    let moved: Int?
    let proof: String

    var lines: [(String, String)] {
      let answer =
        if let nodes {
          "\(counted(nodes, "node")) of \(shape) \(nodes == 1 ? "is" : "are") enough for \(counted(pods, "pod")), "
            + "with \(counted(moved ?? 0, "move"))"
        } else {
          "no number of \(shape) was found that is enough for \(counted(pods, "pod"))"
        }
      return [("needed", answer), ("proved", proof)]
    }
  }

  let shape: NodeShape
  let added: Set<String>
  let scheduler: FallbackScheduler
  let interruption: Interruption

  private enum Verdict {
    case fits(moved: Int)
    case proved
    case open
  }

  /// - Parameter snapshot: with the pods that are added.
  func answer(_ snapshot: ClusterSnapshot, shape text: String) throws(CommandFailure) -> Answer {
    var snapshot = snapshot
    snapshot.pods.removeAll { $0.nodeName == nil && !added.contains($0.label) }
    snapshot.podGroups.removeAll { group in
      !snapshot.pods.contains { $0.podGroup == group.name && $0.namespace == group.namespace }
    }
    let least = try arithmeticBound(snapshot)
    let deadline = ContinuousClock.now + .seconds(scheduler.options.timeLimit)
    // More nodes than pods help nobody.
    let most = min(NodeShape.limit, max(added.count, least))
    var verdicts: [Int: Verdict] = [:]
    func verdict(_ count: Int) throws(CommandFailure) -> Verdict {
      if count < least { return .proved }
      if let known = verdicts[count] { return known }
      let found = try look(snapshot, count, until: deadline)
      verdicts[count] = found
      return found
    }
    var low = least
    var high: Int?
    var step = 1
    var count = least
    while high == nil, count <= most {
      if case .fits = try verdict(count) {
        high = count
      } else {
        low = count + 1
        if count == most { break }
        count = min(most, count + step)
        step *= 2
      }
      if interruption.isRaised || ContinuousClock.now >= deadline { break }
    }
    while var top = high, low < top, !interruption.isRaised, ContinuousClock.now < deadline {
      let middle = low + (top - low) / 2
      if case .fits = try verdict(middle) { top = middle } else { low = middle + 1 }
      high = top
    }
    var atLeast = least
    if try grown(snapshot, 0).spreads.isEmpty {
      // More nodes do not hurt, so what is proved of some number is proved of every smaller one.
      for (number, verdict) in verdicts { if case .proved = verdict { atLeast = max(atLeast, number + 1) } }
    } else {
      // An empty node may be the domain that a spread asks to be filled first.
      while case .proved? = verdicts[atLeast] { atLeast += 1 }
    }
    var moved: Int?
    if let high, case .fits(let moves)? = verdicts[high] { moved = moves }
    let proof: String
    if let high, high == atLeast {
      proof =
        switch high {
        case 0: "no node is needed"
        case 1: "without one it is not enough"
        case 2: "1 node is not enough"
        default: "\(high - 1) nodes are not enough"
        }
    } else if high == nil, atLeast > most {
      proof = "no number of such nodes is enough"
    } else {
      proof = "at least \(counted(atLeast, "node"))"
    }
    return Answer(shape: text, pods: added.count, nodes: high, atLeast: atLeast, moved: moved, proof: proof)
  }

  /// So many nodes that what all pods request has room, each resource by itself.
  private func arithmeticBound(_ snapshot: ClusterSnapshot) throws(CommandFailure) -> Int {
    let without = try grown(snapshot, 0)
    let with = try grown(snapshot, 1)
    let width = with.resourceCount
    var least = 0
    for resource in 0..<width {
      guard let column = without.resourceNames.firstIndex(of: with.resourceNames[resource]) else { continue }
      var missing: Int128 = 0
      for pod in 0..<without.podCount { missing += Int128(without.request[pod * without.resourceCount + column]) }
      for node in 0..<without.nodeCount {
        missing -= Int128(max(0, without.capacity[node * without.resourceCount + column]))
      }
      let room = Int128(max(0, with.capacity[(with.nodeCount - 1) * width + resource]))
      guard missing > 0, room > 0 else { continue }
      least = max(least, Int(clamping: (missing + room - 1) / room))
    }
    return min(least, NodeShape.limit)
  }

  private func grown(_ snapshot: ClusterSnapshot, _ count: Int) throws(CommandFailure) -> PodPacking.Instance {
    do {
      var snapshot = snapshot
      try snapshot.add(shape, count: count)
      return try snapshot.compiled()
    } catch {
      throw CommandFailure(.usage, "\(error)")
    }
  }

  private func look(
    _ snapshot: ClusterSnapshot, _ count: Int, until deadline: ContinuousClock.Instant
  ) throws(CommandFailure) -> Verdict {
    do {
      var snapshot = snapshot
      try snapshot.add(shape, count: count)
      // To drain no node asks for places alone, with everyone who runs keeping one.
      let now = ContinuousClock.now
      let share = now + (deadline - now) / 3
      let plan = try scheduler.blockingPlan(
        for: snapshot, aim: .drain(nodes: []), until: share, interruption: interruption)
      let levels = plan.priorities.count
      if plan.objective.prefix(levels).allSatisfy({ $0 == 0 }) {
        return .fits(moved: plan.changes.count { $0.from != nil })
      }
      if let bound = plan.bound, bound.prefix(levels).contains(where: { $0 > 0 }) { return .proved }
      return .open
    } catch {
      throw CommandFailure(.usage, "\(error)")
    }
  }
}
