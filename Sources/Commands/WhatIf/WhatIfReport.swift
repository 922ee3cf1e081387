import Basics
import Pods
import Race
import Scheduler
import Solving

/// A cluster on one side of a what-if, with its best plan.
struct WhatIfSide: Encodable {
  struct Waiting: Encodable, Equatable {
    let priority: Int
    let count: Int
  }

  let nodes: Int
  /// Nodes with DaemonSets' and static pods at most, as it is and after the plan.
  let free: Int
  let freeAfterPlan: Int
  /// Pods that wait, by priority from the highest.
  let pending: [Waiting]
  let pendingAfterPlan: [Waiting]
  /// Running pods that the plan moves, and that it evicts for good.
  let moved: Int
  let evicted: Int
  let status: SolveStatus
  let objective: [Int]
  let bound: [Int]?
  let provedPriority: Int?
  let proof: String

  init(_ plan: SchedulingPlan) {
    let instance = plan.instance
    let then = (try? plan.placement.nodes(in: instance)) ?? instance.currentNode
    func free(_ places: [Int32]) -> Int {
      var isUsed = instance.holdsFixedWork
      for node in places where node >= 0 { isUsed[Int(node)] = true }
      return isUsed.count { !$0 }
    }
    func waiting(_ places: [Int32]) -> [Waiting] {
      var counts = [Int](repeating: 0, count: instance.levelCount)
      for (pod, node) in places.enumerated() where node < 0 { counts[Int(instance.priorityLevel[pod])] += 1 }
      return zip(instance.priorities, counts).filter { $0.1 > 0 }.map { Waiting(priority: $0.0, count: $0.1) }
    }
    nodes = instance.nodeCount
    self.free = free(instance.currentNode)
    freeAfterPlan = free(then)
    pending = waiting(instance.currentNode)
    pendingAfterPlan = waiting(then)
    moved = plan.changes.count { $0.from != nil && $0.to != nil }
    evicted = plan.changes.count { $0.from != nil && $0.to == nil }
    status = plan.status
    objective = plan.objective
    bound = plan.bound
    provedPriority = plan.provedPriority
    proof =
      if plan.status == .optimal {
        "proved: no plan leaves fewer waiting, or moves fewer for it"
      } else if let priority = plan.provedPriority {
        "proved for priorities >= \(priority)"
      } else {
        "not proved"
      }
  }

  static func words(_ waiting: [Waiting]) -> String {
    let total = waiting.reduce(0) { $0 + $1.count }
    let parts = waiting.map { "priority \($0.priority): \($0.count)" }
    return total == 0 ? "none" : "\(total) (\(parts.joined(separator: ", ")))"
  }

  func lines(_ title: String) -> [(String, String)] {
    [
      (title, "\(counted(nodes, "node")), \(free) free; pending \(Self.words(pending))"),
      (
        "  planned",
        "pending \(Self.words(pendingAfterPlan)); \(moved) moved, \(evicted) evicted; "
          + "\(counted(freeAfterPlan, "node")) free; \(proof)"
      ),
    ]
  }
}

/// What a what-if says.
struct WhatIfReport: Encodable {
  struct Place: Encodable {
    let pod: String
    let node: String?
  }

  let event = "what-if"
  let instance: String
  var changes: [String] = []
  var before: WhatIfSide?
  var after: WhatIfSide?
  /// Pods without a place in the plan before, which have one after, and the other way round.
  var gains: [Place] = []
  var losses: [Place] = []
  var growth: NodeGrowth.Answer?

  init(instance: String) { self.instance = instance }

  private static let shown = 20

  mutating func compare(_ before: SchedulingPlan, _ after: SchedulingPlan) {
    func places(_ plan: SchedulingPlan) -> [(pod: String, node: Int32)] {
      let nodes = (try? plan.placement.nodes(in: plan.instance)) ?? plan.instance.currentNode
      return Array(zip(plan.instance.podNames, nodes))
    }
    let old = Dictionary(places(before).map { ($0.pod, $0.node) }, uniquingKeysWith: { first, _ in first })
    let fixed = Set(before.instance.fixedPods.map { before.instance.snapshot.pods[$0.snapshotPod].label })
    for (pod, node) in places(after) {
      let had = old[pod].map { $0 >= 0 } ?? fixed.contains(pod)
      if node >= 0, !had {
        gains.append(Place(pod: pod, node: after.instance.nodeNames[Int(node)]))
      } else if node < 0, had {
        losses.append(Place(pod: pod, node: nil))
      }
    }
  }

  var text: String {
    var lines: [(String, String)] = [("instance", "\(instance) (pods)")]
    for (index, change) in changes.enumerated() { lines.append((index == 0 ? "change" : "", change)) }
    if let before { lines += before.lines("before") }
    if let after { lines += after.lines("after") }
    if let growth { lines += growth.lines }
    var text = lines.map { NumberText.padded($0.0, to: 10) + " " + $0.1 }
    if before != nil {
      text.append(
        "gain       \(counted(gains.count, "pod")) \(gains.count == 1 ? "gets" : "get") a place that had none before")
      text += Self.list(gains) { "\($0.pod) on \($0.node ?? "")" }
      if !losses.isEmpty {
        text.append(
          "loss       \(counted(losses.count, "pod")) \(losses.count == 1 ? "has" : "have") no place any more")
        text += Self.list(losses) { $0.pod }
      }
    }
    return text.joined(separator: "\n")
  }

  private static func list(_ places: [Place], _ words: (Place) -> String) -> [String] {
    places.prefix(shown).map(words)
      + (places.count > shown ? ["... and \(places.count - shown) more; --log json has them all"] : [])
  }
}
