import ArgumentParser
import Bench
import Foundation

/// How runs are made, for the commands that make some.
struct RunningOptions: ParsableArguments {
  @Option(help: "Runs at once, each pinned to cores of its own.")
  var jobs = 1

  @Flag(name: .customLong("no-pin"), help: "Do not pin runs to cores.")
  var isUnpinned = false

  @Option(help: "The program to run, which takes what dovetail takes. (default: the dovetail beside this program)")
  var solver: String?

  @Flag(name: .customLong("no-solutions"), help: "Do not keep the solutions themselves.")
  var dropsSolutions = false

  /// Makes the runs and tells their progress.
  /// - Returns: contradictions of the new runs with reference values, which have been told.
  func sweep(_ store: CampaignStore, part: ShardPart? = nil) throws -> Int {
    let (total, counts) = try store.progress()
    let pending = try store.pendingTasks(part: part)
    let width = pending.map(\.variant.workers).max() ?? 1
    let slots = try CoreSlots(jobs: jobs, width: width, isPinned: !isUnpinned)
    var sweep = Sweep(store, solver: try Solver(solver), slots: slots)
    sweep.keepsSolutions = !dropsSolutions
    let progress = SweepProgress(total: total, counts: counts, jobs: jobs)
    let references = try store.referencesByPath()
    let contradictions = Tally()
    sweep.onRun = { task, run in
      Output.error(progress.add(task, run))
      guard let reference = references[task.instance.path] else { return }
      for found in Contradiction.find(task, run, against: reference) {
        Output.error("\(progress.finish())\(found)\n")
        contradictions.increment()
      }
    }
    Interruption.tell("\ninterrupted; finished runs are kept, and the same command goes on\n")
    try sweep.run(pending)
    if !pending.isEmpty { Output.error(progress.finish()) }
    return contradictions.count
  }
}
