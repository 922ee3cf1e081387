import ArgumentParser
import Basics
import InterruptedShops
import Pictures
import Scheduling
import Shops
import Solving

/// Job shops without room between machines, of which machines go down.
struct SimulateInterruptions: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "interruptions",
    abstract: "A blocking job shop with swaps whose machines go down, dispatched by rules or by plans made anew.",
    discussion: """
      SHOP is a job shop, DOWNTIMES a file {"downtimes": [[machine, start, end], ...]}; without one, downtimes are drawn \
      by --share or --probability and --seed. A downtime becomes known when it begins, with its end; 'hindsight' knows \
      all of them from the beginning. --schedule writes that problem for 'dovetail solve'.
      """)

  @Argument(help: "The job shop; - reads standard input.")
  var shop: String

  @Argument(help: "The downtimes.")
  var downtimes: String?

  @Option(help: "Machines are down for about so many percent of the time, 1 to 90.")
  var share: Int?

  @Option(help: "Machines that are up go down with this probability in each unit of time.")
  var probability: Double?

  @Option(help: "A policy, also several times: \(Self.names.joined(separator: ", ")). All unless said.")
  var policy: [String] = []

  @Option(help: "Milliseconds for a plan when a downtime begins.")
  var budget: Double = 60

  @Option(help: "Milliseconds for a plan at other moments, while nothing new is known; 0 for none.")
  var between: Double = 0

  @Option(help: "Milliseconds for the plan before the first moment, and for hindsight.")
  var first: Double = 1000

  @Option(help: "Instead of times: schedules looked at for each plan, and ten times as many before, in equal runs.")
  var looks: Int?

  @Option(help: "The seed of everything random.")
  var seed: UInt64 = 1

  @Option(help: "A file for the downtimes that were drawn.")
  var keep: String?

  @Option(help: "A file for the problem with all downtimes known, as an instance of 'schedule'.")
  var schedule: String?

  @OptionGroup
  var results: SimulationResults

  @Option(help: "A Gantt chart of what came of the last policy, as SVG.")
  var plot: String?

  private static let rules = DispatchingPolicy.allCases.map(\.rawValue)
  private static let names = rules + ["plan", "hindsight"]

  mutating func run() throws {
    let isJSON = try results.isJSON()
    try checkOptions()
    var places = FilePlaces()
    places.read(shop, "the shop")
    places.read(downtimes, "the downtimes")
    try places.write(keep, "--keep")
    try places.write(schedule, "--schedule")
    try places.write(results.output, "--output")
    try places.write(plot, "--plot")
    let target = try OutputFile(results.output)
    let files = try [keep, schedule, plot].map { (path) throws(CommandFailure) in
      try path.map { (path) throws(CommandFailure) in try OutputFile(path) }
    }
    let instance = try instance()
    try files[0]?.write(instance.downtimes.text(instance: instance.name))
    do {
      try files[1]?.write(GeneralSchedule.text(of: instance.schedule()))
    } catch let error as InvalidInstance {
      throw CommandFailure(.data, "\(shop): \(error)")
    }
    var report = InterruptionReport(instance)
    for name in policy.isEmpty ? Self.names : policy { try play(name, instance, &report) }
    try target.write(isJSON ? report.json : report.text)
    guard let chart = files[2], let last = report.last else { return }
    do {
      try chart.write(instance.picture(of: last))
    } catch let error as InvalidInstance {
      throw CommandFailure(.data, "\(shop): \(error)")
    }
  }

  private func checkOptions() throws(CommandFailure) {
    guard (downtimes == nil ? 0 : 1) + (share == nil ? 0 : 1) + (probability == nil ? 0 : 1) == 1 else {
      throw CommandFailure(.usage, "give one of a file of downtimes, --share and --probability")
    }
    if let share, !(1...90).contains(share) {
      throw CommandFailure(.usage, "--share takes a percentage from 1 to 90, not \(share)")
    }
    if let probability, !(probability > 0 && probability <= 1) {
      throw CommandFailure(.usage, "--probability takes a number above 0 and at most 1, not \(probability)")
    }
    for (name, value, least) in [("budget", budget, 0.0), ("between", between, 0), ("first", first, 0)]
    where !(value >= least && value <= 1e9) {
      throw CommandFailure(.usage, "--\(name) takes milliseconds from 0 to 10^9, not \(value)")
    }
    if let looks, !(1...1_000_000_000).contains(looks) {
      throw CommandFailure(.usage, "--looks takes a number from 1 to 10^9, not \(looks)")
    }
    try PolicyNames.check(policy, among: Self.names)
    if keep != nil, downtimes != nil {
      throw CommandFailure(.usage, "--keep is for downtimes that are drawn, not for those of a file")
    }
  }

  private func instance() throws(CommandFailure) -> InterruptedShop {
    let source = try InputFile.readInstance(shop)
    guard JobShop.recognises(source) else { throw CommandFailure(.data, "\(source.name): expected a job shop") }
    let parsed = try JobShop.instance(from: source, asking: Question())
    let chains: JobChains
    do {
      chains = try InterruptedShop.chains(of: parsed)
    } catch {
      throw CommandFailure(.data, "\(source.name): \(error)")
    }
    return InterruptedShop(name: parsed.name, chains: chains, downtimes: try downtimes(of: chains))
  }

  private func downtimes(of chains: JobChains) throws(CommandFailure) -> Downtimes {
    if let downtimes {
      let source = try InputFile.read(downtimes)
      return try asData { () throws(InputError) in
        try Downtimes.parse(source, machineCount: chains.machineCount).downtimes
      }
    }
    // One job after another, without downtimes, is done by then.
    let horizon = min(chains.durations.reduce(0, +), Self.horizonLimit)
    let mean = InterruptedShop.meanDuration(of: chains)
    if let share {
      return .random(
        machineCount: chains.machineCount, percent: share, meanDuration: mean, horizon: horizon, seed: seed)
    }
    return .random(
      machineCount: chains.machineCount, probability: probability ?? 1, meanDuration: mean, horizon: horizon, seed: seed
    )
  }

  /// No downtime that is drawn begins later.
  private static let horizonLimit = 10_000_000

  private func play(_ name: String, _ instance: InterruptedShop, _ report: inout InterruptionReport) throws {
    if name == "hindsight" {
      let budget = looks.map { SearchBudget.looks(10 * $0) } ?? .milliseconds(first)
      return try report.add(name, instance.hindsight(budget, seed: seed), replanning: nil)
    }
    if let rule = DispatchingPolicy(rawValue: name) {
      var policy = rule
      return try report.add(name, InterruptionSimulation.run(instance, &policy), replanning: nil)
    }
    var policy =
      looks.map { PlanPolicy(first: .looks(10 * $0), each: .looks($0), seed: seed) }
      ?? PlanPolicy(
        first: .milliseconds(first), each: .milliseconds(budget),
        between: between > 0 ? .milliseconds(between) : nil, seed: seed)
    let history = try InterruptionSimulation.run(instance, &policy)
    try report.add(name, history, replanning: policy.replanning)
  }
}
