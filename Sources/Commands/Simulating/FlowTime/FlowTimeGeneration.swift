import ArgumentParser
import Basics
import FlowTime

/// What instances that are made are like.
struct FlowTimeGeneration: ParsableArguments {
  @Option(help: "Jobs. (default: 50)")
  var jobs: Int?

  @Option(help: "Work that arrives in a unit of time, on average, by Poisson arrivals. (default: 0.9)")
  var load: Double?

  @Option(help: "Operations of each job. (default: 5, and 2 for tests)")
  var operations: Int?

  @Option(
    help: """
      exponential, pareto (shape 1.5, cut off), trap (the last one 100 times longer with probability 0.1), tests (the first \
      one is the same for all jobs) or steps (a few jobs of many operations, each shorter than the others' only one). \
      (default: exponential)
      """)
  var lengths: String?

  @Option(help: "The seed of the random numbers. (default: 1)")
  var seed: UInt64?

  @Option(help: "Write the instance that is made; - is standard output.")
  var instance: String?

  /// An option that is given; nil where none is.
  var given: String? {
    let options: [(String, Bool)] = [
      ("--jobs", jobs != nil), ("--load", load != nil), ("--operations", operations != nil),
      ("--lengths", lengths != nil), ("--seed", seed != nil), ("--instance", instance != nil),
    ]
    return options.first { $0.1 }?.0
  }

  /// The instance, which is written where that is asked for.
  func make() throws(CommandFailure) -> FlowInstance {
    var generator = FlowGenerator()
    if let lengths {
      guard let family = FlowGenerator.Lengths(rawValue: lengths) else {
        let names = FlowGenerator.Lengths.allCases.map(\.rawValue)
        throw CommandFailure(
          .usage,
          "--lengths is \(names.joined(separator: ", ")), not '\(lengths)'\(Spelling.hint(for: lengths, among: names))")
      }
      generator.lengths = family
    }
    if generator.lengths == .tests { generator.operations = 2 }
    if let jobs { generator.jobs = jobs }
    if let load { generator.load = load }
    if let operations { generator.operations = operations }
    if let seed { generator.seed = seed }
    let file = try instance.map { (path) throws(CommandFailure) in try OutputFile(path) }
    let made: FlowInstance
    do {
      made = try generator.instance()
    } catch {
      throw CommandFailure(.usage, error.description)
    }
    try file?.write(made.json)
    return made
  }
}
