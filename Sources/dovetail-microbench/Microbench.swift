import ArgumentParser

/// Speeds of the engine's inner loops, each alone.
@main
struct Microbench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dovetail-microbench", abstract: "Measures the engine's inner loops.",
    subcommands: [InnerLoops.self, ClauseFiles.self], defaultSubcommand: InnerLoops.self)
}

/// On inputs made from fixed seeds.
struct InnerLoops: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "loops", abstract: "Clauses, filtering by kind of propagator, tabu moves; what is done unless said.",
    discussion: """
      Every line is the median of several runs with their spread; what is measured does the same work in each. Build \
      with -c release and compare two builds on the same machine, in turn.
      """)

  @Option(help: "Only the benchmarks whose name contains this.")
  var filter = ""

  @Option(help: "Runs of each, from 1 to 99; the median counts.")
  var runs = 5

  func validate() throws {
    guard (1...99).contains(runs) else { throw ValidationError("--runs takes 1 to 99, not \(runs)") }
  }

  func run() throws {
    let benchmarks: [any Benchmark] =
      [ClausePropagation(variables: 200), ClausePropagation(variables: 10_000)]
      + [20, 50].map { MachineFiltering(taskCount: $0) }
      + [30, 60, 120].map { ResourceFiltering(taskCount: $0) }
      + [TabuMoves(jobs: 15, machines: 15), TabuMoves(jobs: 100, machines: 20)]
    let chosen = benchmarks.filter { filter.isEmpty || $0.name.contains(filter) }
    guard !chosen.isEmpty else {
      throw ValidationError("no name contains '\(filter)'; there are \(benchmarks.map(\.name).joined(separator: ", "))")
    }
    for benchmark in chosen { print(SpeedTable(of: benchmark, runs: runs).text) }
  }
}
