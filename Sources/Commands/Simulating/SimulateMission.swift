import ArgumentParser
import Basics
import Solving
import TaskAllocation

/// Task allocation on a map, with tasks that appear one after another.
struct SimulateMission: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mission",
    abstract: "Entities walk to tasks on a map and serve them together, by policies that see open tasks only.",
    discussion: """
      FILE is a mission as JSON; without one, --kind and --seed draw one. 'greedy' sends idle entities to the task that \
      leaves most, 'plan' solves the problem of all open tasks, with the ways there, whenever tasks come and go. The \
      bound is that of each task served by its cheapest team, as if everybody were everywhere.
      """)

  @Argument(help: "The mission; - reads standard input.")
  var mission: String?

  @Option(help: "Draws a mission of the kind rescue or material.")
  var kind: String?

  @Option(help: "The seed of everything random.")
  var seed = 1

  @Option(help: "A policy, also several times: \(Self.names.joined(separator: ", ")). All unless said.")
  var policy: [String] = []

  @Option(help: "Annealings for each plan.")
  var rounds = 3

  @Option(help: "What a step on the way counts in plans, in thousandths of a unit of cost.")
  var stepCost = 100

  @Option(help: "A file for the mission that was drawn.")
  var keep: String?

  @OptionGroup
  var results: SimulationResults

  @Option(help: "The returns over the steps, as SVG.")
  var plot: String?

  private static let names = ["greedy", "plan"]

  mutating func run() throws {
    let isJSON = try results.isJSON()
    try checkOptions()
    var places = FilePlaces()
    places.read(mission, "the mission")
    try places.write(keep, "--keep")
    try places.write(results.output, "--output")
    try places.write(plot, "--plot")
    let target = try OutputFile(results.output)
    let files = try [keep, plot].map { (path) throws(CommandFailure) in
      try path.map { (path) throws(CommandFailure) in try OutputFile(path) }
    }
    let mission = try read()
    try files[0]?.write(mission.text)
    var report = MissionReport(mission)
    for name in policy.isEmpty ? Self.names : policy { try play(name, mission, &report) }
    try target.write(isJSON ? report.json : report.text)
    try files[1]?.write(report.chart)
  }

  private func checkOptions() throws(CommandFailure) {
    guard (mission == nil) != (kind == nil) else {
      throw CommandFailure(.usage, "give either a mission's file or --kind")
    }
    if keep != nil, mission != nil {
      throw CommandFailure(.usage, "--keep is for missions that are drawn, not for that of a file")
    }
    for (name, value, range) in [
      ("seed", seed, 0...Int.max), ("rounds", rounds, 0...1000), ("step-cost", stepCost, 0...100_000),
    ] where !range.contains(value) {
      throw CommandFailure(.usage, "--\(name) is \(value), out of range")
    }
    try PolicyNames.check(policy, among: Self.names)
  }

  private func read() throws(CommandFailure) -> Mission {
    if let kind {
      guard let made = TaskAllocation.Environment(rawValue: kind).flatMap({ Mission($0, seed: seed) }) else {
        throw CommandFailure(.usage, "--kind takes rescue or material, not '\(kind)'")
      }
      return made
    }
    let source = try InputFile.read(mission ?? "-")
    return try asData { () throws(InputError) in try Mission.parse(source) }
  }

  private func play(_ name: String, _ mission: Mission, _ report: inout MissionReport) throws(CommandFailure) {
    do {
      if name == "greedy" {
        var policy = GreedyMissionPolicy()
        try report.add(name, MissionRun(mission, &policy), plans: nil)
      } else {
        var policy = PlanMissionPolicy(seed: UInt64(seed), rounds: rounds, stepCost: stepCost)
        let run = try MissionRun(mission, &policy)
        try report.add(name, run, plans: policy.plans)
      }
    } catch let error as CommandFailure {
      throw error
    } catch {
      throw CommandFailure(.internalError, "\(name): \(error)")
    }
  }
}
