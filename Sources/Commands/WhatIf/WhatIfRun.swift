import Basics
import Pods
import Race
import Scheduler
import Solving

/// The two sides of a what-if, and the question how many nodes it takes.
struct WhatIfRun {
  let cluster: String
  let manifests: String?
  let change: WhatIfChange
  let options: PlanOptions

  func execute() throws {
    let format = try options.format()
    if cluster == "-", manifests == "-" {
      throw CommandFailure(.usage, "the cluster and the manifests cannot both come from standard input")
    }
    var scheduler = try options.scheduler()
    let interruption = Interruption()
    Interrupts.handle { interruption.raise() }
    let (before, changed, added) = try snapshots()
    if format != .json { for text in changed.warnings { StandardStream.error.line("dovetail: warning: \(text)") } }
    var after = changed
    var report = WhatIfReport(instance: before.name)
    if let open = change.open, manifests != nil {
      guard change.shapes.count(where: { $0.shape.count == nil }) == 1 else {
        throw CommandFailure(.usage, "one --add-node alone may be without a count: how many of it is the question")
      }
      report.changes = try change.apply(to: &after, leavesOpen: true)
      let growth = NodeGrowth(
        shape: open.shape, added: added, scheduler: scheduler, interruption: interruption)
      report.growth = try growth.answer(after, shape: open.text)
    } else {
      scheduler.options.timeLimit /= 2
      report.changes = try change.apply(to: &after, leavesOpen: false)
      if manifests != nil { report.changes.append("\(counted(added.count, "pod")) more of \(manifests ?? "")") }
      let plans = try [before, after].map { (snapshot) throws(CommandFailure) in
        try plan(snapshot, scheduler, interruption)
      }
      report.before = WhatIfSide(plans[0])
      report.after = WhatIfSide(plans[1])
      report.compare(plans[0], plans[1])
    }
    switch format {
    case .text: StandardStream.output.line(report.text)
    case .json: StandardStream.output.line(AimRun.json(report))
    case .none: break
    }
    if StandardStream.output.isBroken { throw CommandFailure(.writeError, "cannot write to standard output") }
  }

  /// As it is, with the pods of the manifests, and the names of these.
  private func snapshots() throws(CommandFailure) -> (before: ClusterSnapshot, all: ClusterSnapshot, added: Set<String>)
  {
    let question = try options.asked.question()
    let source = try InputFile.readInstance(cluster)
    let before = try PodPacking.instance(from: source, asking: question).snapshot
    guard let manifests else { return (before, before, []) }
    let text = try InputFile.readInstance(manifests)
    do {
      var (snapshot, added) = try PodPacking.snapshot(from: source, adding: text)
      if added.isEmpty {
        throw CommandFailure(.data, "\(text.name): there are no pods in it that are not in the cluster")
      }
      // What the questions changed in the cluster stays so; the pods of the manifests come as they are.
      var all = before
      all.pods += snapshot.pods.filter { added.contains($0.label) }
      all.podGroups += snapshot.podGroups.filter { !before.podGroups.contains($0) }
      all.namespaceLabels.merge(snapshot.namespaceLabels) { old, _ in old }
      all.warnings = snapshot.warnings
      snapshot = all
      added = Set(snapshot.pods.lazy.filter { added.contains($0.label) && $0.notPlanned == nil }.map(\.label))
      return (before, snapshot, added)
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(.data, "\(error)")
    }
  }

  private func plan(
    _ snapshot: ClusterSnapshot, _ scheduler: FallbackScheduler, _ interruption: Interruption
  ) throws(CommandFailure) -> SchedulingPlan {
    do {
      return try scheduler.blockingPlan(for: snapshot, interruption: interruption)
    } catch {
      throw CommandFailure(.usage, "\(cluster): \(error)")
    }
  }
}
