import ArgumentParser
import Basics
import Bench
import Foundation

struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Takes runs of other solvers into a campaign, as JSON lines.",
    discussion: """
      One object a line with solver, problem, instance, status (optimal, feasible, infeasible, unknown) and, where \
      known, objective, bound, wall_s, time_to_best_s, first_solution_s, first_objective, time_limit_s, workers, \
      options, tag, version, error, capacity. Instances are found by the name of their file. A variant is made for \
      each solver with its workers and options; a run that is there already is replaced.
      """)

  @Argument(help: "The campaign's file.")
  var campaign: String

  @Argument(help: "Files of JSON lines.")
  var files: [String]

  @Flag(help: "Add instances that the campaign does not have.")
  var addInstances = false

  @Flag(help: "Take runs with another time limit than the campaign's too.")
  var anyTimeLimit = false

  @Option(help: "A table of reference values; may be repeated.")
  var bounds: [String] = []

  mutating func run() throws {
    let lock = try CampaignLock(campaign)
    defer { withExtendedLifetime(lock) {} }
    let store = try CampaignStore(campaign, .writing)
    for file in files {
      guard let data = FileManager.default.contents(atPath: file) else {
        throw BenchError(.noInput, "\(file): cannot be read")
      }
      let result = try PeerImport(store).take(
        String(decoding: data, as: UTF8.self), name: file, addsInstances: addInstances, anyTimeLimit: anyTimeLimit)
      var text = "\(file): \(result.taken) \(result.taken == 1 ? "run" : "runs") taken"
      if result.passedOver > 0 { text += ", \(result.passedOver) passed over" }
      if !result.unmatched.isEmpty { text += ", \(counted(result.unmatched.count, "instance")) not in the campaign" }
      Output.error(text + "\n")
    }
    try store.keep(ReferenceTables(files: bounds))
    try Status.report(store)
  }
}
