import Basics
import Pods
import Scheduler
import Solving

/// What people read of a plan for an aim.
struct AimText {
  private let plan: SchedulingPlan
  private let aim: ClusterAim
  private let file: OutputFile?
  /// Pods and nodes that are named; the output file has all.
  private static let shown = 20

  init(_ plan: SchedulingPlan, _ aim: ClusterAim, _ file: OutputFile?) {
    self.plan = plan
    self.aim = aim
    self.file = file
  }

  var text: String {
    var lines: [(String, String)] = [("instance", "\(plan.instance.name) (pods)")]
    lines.append(
      ("status", plan.status == .optimal ? plan.status.rawValue : "\(plan.status.rawValue) (stopped: \(plan.ending))"))
    if let outcome = plan.outcome { lines += facts(outcome) }
    let moves = plan.changes.count { $0.from != nil }
    let placed = plan.changes.count - moves
    lines.append(("moves", "\(moves)" + (placed > 0 ? "; \(counted(placed, "pending pod")) placed" : "")))
    lines.append(("proved", proof))
    lines.append(("time", NumberText.seconds(plan.time)))
    if let file, !file.isStandardOutput { lines.append(("plan file", file.path)) }
    return
      (lines.map { NumberText.padded($0.0, to: 10) + " " + $0.1 } + staying
      + PodPacking.explanation(of: plan.placement, of: plan.instance)).joined(separator: "\n")
  }

  private func facts(_ outcome: AimOutcome) -> [(String, String)] {
    switch aim {
    case .drain(let nodes):
      let others = outcome.staying.count { !$0.belongs }
      let all = outcome.leaving + others
      return [
        (
          "drain",
          "\(list(nodes)): \(outcome.leaving) of \(counted(all, "pod")) \(outcome.leaving == 1 || all == 1 ? "leaves" : "leave")"
            + (others > 0 ? ", \(others) \(others == 1 ? "stays" : "stay")" : "")
        )
      ]
    case .consolidate, .rebalance(.binPack):
      return [
        ("in use", "\(counted(outcome.nodesInUse.then, "node")), now \(outcome.nodesInUse.now)"),
        ("freed", outcome.freedNodes.isEmpty ? "no node" : list(outcome.freedNodes)),
        ("free", outcome.freeNodes.isEmpty ? "no node" : list(outcome.freeNodes)),
      ]
    case .rebalance(.spread):
      let score = outcome.score
      return [("highest", "use \(percent(score?.then)) of cpu or memory on any node, now \(percent(score?.now))")]
    }
  }

  private func percent(_ thousandths: Int?) -> String {
    thousandths.map { NumberText.fixed(Double($0) / 10, 1) + " %" } ?? "-"
  }

  private func list(_ names: [String]) -> String {
    names.prefix(Self.shown).joined(separator: ", ")
      + (names.count > Self.shown ? " and \(names.count - Self.shown) more" : "")
  }

  /// What is known of the optimum, level by level in words.
  private var proof: String {
    guard let bound = plan.bound else { return "nothing" }
    if plan.status == .optimal { return "no plan is better, and none as good has fewer moves" }
    let levels = plan.priorities.count
    let proved = zip(plan.objective, bound).prefix { $0 == $1 }.count
    if proved < levels { return "bound \(words(bound)): the pods without a place are not proved to be the fewest" }
    if proved == plan.objective.count - 1 {
      return "no plan is better; with fewer moves one may be as good, with \(bound[proved]) at least"
    }
    let gap = NumberText.gap(plan.gap)
    switch aim {
    case .drain: return "of the pods that stay, bound \(words(Array(bound[levels..<bound.count - 1]))), gap \(gap)"
    case .consolidate, .rebalance(.binPack): return "at least \(counted(bound[levels], "node")) in use, gap \(gap)"
    case .rebalance(.spread): return "the highest use is at least \(percent(bound[levels])), gap \(gap)"
    }
  }

  private func words(_ levels: [Int]) -> String { "[\(levels.map(String.init).joined(separator: ", "))]" }

  private var staying: [String] {
    guard let outcome = plan.outcome else { return [] }
    let others = outcome.staying.filter { !$0.belongs }
    let daemons = outcome.staying.count - others.count
    var lines: [String] = []
    if !others.isEmpty {
      lines.append("staying    \(counted(others.count, "pod"))")
      lines += others.prefix(Self.shown).map { "\($0.pod) on \($0.node): \($0.reason)" }
      let rest = others.count - Self.shown
      if rest > 0 { lines.append("... and \(rest) more; --output FILE has them all") }
    }
    if daemons > 0 {
      lines.append("at home    \(counted(daemons, "pod")) of DaemonSets, or static, which drains leave")
    }
    return lines
  }
}
