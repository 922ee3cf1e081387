import ArgumentParser
import Bench
import Foundation

struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes the runs of a campaign that are missing.",
    discussion: """
      Every variant runs on every instance with every seed, each run in a process of its own whose time and memory \
      are limited from outside and measured by the operating system. A run is kept when it has ended; after any kind \
      of end, the same command, or run --campaign FILE alone, goes on. Results are checked against reference values \
      (bounds.csv beside the instances, with the columns instance, lb, ub).

      Exit codes: 0 all runs are there and ended as a solver promises to, 2 some crashed or ended in an error, 70 results \
      contradict reference values or each other.
      """)

  @Option(help: "The campaign's file, made where there is none.")
  var campaign: String

  @OptionGroup(title: "What to run")
  var plan: PlanOptions

  @OptionGroup(title: "How to run")
  var running: RunningOptions

  @OptionGroup(title: "Where to run")
  var engine: EngineOptions

  @Flag(name: .customLong("plan"), help: "Only plan the campaign, for shards to run.")
  var onlyPlans = false

  mutating func run() throws {
    let lock = try CampaignLock(campaign)
    defer { withExtendedLifetime(lock) {} }
    let store = try CampaignStore(campaign, .writing)
    try plan.extend(store)
    if !onlyPlans {
      switch engine.engine {
      case .local: _ = try running.sweep(store)
      case .slurm: try engine.run(store, running)
      }
    }
    try Status.report(store)
    try Status.checkEnds(store)
  }
}
