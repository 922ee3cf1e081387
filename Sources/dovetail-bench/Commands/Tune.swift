import ArgumentParser
import Basics
import Bench
import Foundation

struct Tune: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Searches option settings on one set of instances and reports on another.",
    discussion: """
      All settings, or a random choice of them, run on a few tuning instances, the better half on twice as many, and \
      so on (successive halving). The winner and the base then run on the testing instances, of which tuning has seen \
      none, and only that comparison is reported. Runs are kept in CAMPAIGN.tuning.db and CAMPAIGN.testing.db; the \
      same command goes on where it stood.
      """)

  @Option(help: "The first part of the names of the two databases.")
  var campaign: String

  @Option(help: "A list of instances, such as subset writes.")
  var tuning: String

  @Option(help: "The same, without a common instance.")
  var testing: String

  @Option(help: "The variant to be tuned.")
  var base = "native"

  @Option(
    name: .customLong("option"),
    help: ArgumentHelp("An option of dovetail solve and what to try: KEY=VALUE|VALUE...; may be repeated."))
  var axes: [String]

  @Option(help: "Settings that are tried at most.")
  var trials = 16

  @Option(help: "Seeds of each run, such as 1..3.")
  var seeds = "1"

  @Option(help: "The seed of the search.")
  var searchSeed: UInt64 = 1

  @Option(help: "Seconds that each run is given.")
  var timeLimit: Double

  @Option(help: "The problem of all instances.")
  var problem: String?

  @OptionGroup(title: "How to run")
  var running: RunningOptions

  mutating func run() throws {
    guard (2...4096).contains(trials), timeLimit > 0, timeLimit < 1e8 else {
      throw BenchError(.usage, "--trials takes 2 to 4096, and --time-limit a positive number of seconds")
    }
    let tuningSet = try Self.instances(tuning)
    let testingSet = try Self.instances(testing)
    let both = Set(tuningSet).intersection(testingSet)
    guard both.isEmpty else {
      throw BenchError(
        .usage,
        "\(counted(both.count, "instance")) \(both.count == 1 ? "is" : "are") in both lists, such as \(both.first!.name)"
      )
    }
    let settings = CampaignSettings(timeLimit: timeLimit, problem: problem)
    let seeds = try SeedList.parse(seeds)
    let space = try SearchSpace(base: Variant(base), axes: axes)
    let candidates = try space.candidates(atMost: trials, seed: searchSeed)

    let path = campaign + ".tuning.db"
    let lock = try CampaignLock(path)
    defer { withExtendedLifetime(lock) {} }
    let running = running
    var search = SuccessiveHalving(
      try CampaignStore(path, .writing), instances: tuningSet, seeds: seeds, settings: settings,
      sweep: { _ = try running.sweep($0) })
    search.tell = { standings in
      Output.error("tuning: \(counted(standings.count, "setting")) on \(counted(standings[0].instances, "instance"))\n")
      for standing in standings.prefix(5) {
        Output.error("  \(String(format: "%.4f", standing.cost))  \(standing.variant.name)\n")
      }
    }
    let winner = try search.best(of: candidates, seed: searchSeed)
    Output.print("tuned: \(winner.name)\n")
    if winner.name == space.base.name {
      Output.print("nothing that was tried is better than it on the tuning set\n")
      return
    }
    try Self.test(
      CampaignStore(campaign + ".testing.db", .writing), running,
      CampaignPlan(instances: testingSet, variants: [space.base, winner], seeds: seeds, settings: settings))
  }

  private static func test(_ store: CampaignStore, _ running: RunningOptions, _ plan: CampaignPlan) throws {
    try store.extend(plan)
    try store.keep(ReferenceTables())
    _ = try running.sweep(store)
    let analysis = Analysis(try store.campaign())
    let sides = try plan.variants.map { try ComparisonSide(name: $0.name, analysis, variant: $0.name) }
    let comparison = try Comparison(sides[0], sides[1])
    Output.print("on the testing set, from \(sides[0].name) to \(sides[1].name):\n")
    Output.print(comparison.summary + "\n" + comparison.table.markdown)
    try Status.report(store)
  }

  private static func instances(_ list: String) throws -> [InstanceFile] {
    try InstanceSelection.paths([list.hasPrefix("@") ? list : "@" + list]).map { try InstanceFile(at: $0) }
  }
}
