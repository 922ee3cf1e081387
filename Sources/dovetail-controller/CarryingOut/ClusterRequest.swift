import Basics
import Pods
import Scheduler

/// What people ask the leader to do, by an annotation of the lease: `drain NODE…`, `consolidate`, `rebalance spread` or
/// `rebalance bin-pack`.
struct ClusterRequest: Sendable, Equatable {
  let text: String
  let aim: ClusterAim

  /// nil for what is not understood.
  init?(_ text: String) {
    self.text = text
    let words = text.split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init)
    switch words.first {
    case "drain" where words.count > 1: aim = .drain(nodes: Array(words.dropFirst()))
    case "consolidate" where words.count == 1: aim = .consolidate
    case "rebalance" where words.count == 2:
      guard let score = PodPacking.SoftScore(rawValue: words[1]) else { return nil }
      aim = .rebalance(score)
    default: return nil
    }
  }

  /// The nodes that it empties.
  var drained: Set<String> { if case .drain(let nodes) = aim { Set(nodes) } else { [] } }

  static let grammar = "expected drain NODE, consolidate, rebalance spread or rebalance bin-pack"

  /// Why it must not be begun on this cluster, in words. A node that still takes pods would get them back.
  func obstacle(in snapshot: ClusterSnapshot) -> String? {
    guard case .drain(let names) = aim else { return nil }
    let open = names.filter { name in snapshot.nodes.contains { $0.name == name && !$0.isUnschedulable } }
    if open.isEmpty { return nil }
    return "\(open.joined(separator: ", ")) still takes pods: kubectl cordon \(open.joined(separator: " ")) first"
  }
}

extension SchedulingPlan {
  /// Whether it evicts nobody because budgets are used up, which mostly passes.
  var waitsForBudget: Bool {
    evictions == 0 && (outcome?.staying.contains { $0.reason.contains("is used up") } ?? false)
  }

  /// What the plan makes of a request, in words.
  var requestWords: String {
    var parts: [String] = []
    if let outcome {
      if outcome.nodesInUse.now != outcome.nodesInUse.then {
        parts.append("\(outcome.nodesInUse.now) nodes in use, then \(outcome.nodesInUse.then)")
      }
      if !outcome.freedNodes.isEmpty { parts.append("free then: \(outcome.freedNodes.joined(separator: ", "))") }
      if let score = outcome.score { parts.append("score \(score.now), then \(score.then)") }
      if outcome.aim == "drain" { parts.append("\(counted(outcome.leaving, "pod")) to leave") }
      let stays = outcome.staying.prefix(5).map { "\($0.pod) stays: \($0.reason)" }
      let rest = outcome.staying.count - stays.count
      parts += stays + (rest > 0 ? ["\(rest) more stay"] : [])
    }
    if let stepsFailure { parts.append("no steps: \(stepsFailure)") }
    parts.append(counted(evictions, "eviction"))
    return parts.joined(separator: "; ")
  }
}
