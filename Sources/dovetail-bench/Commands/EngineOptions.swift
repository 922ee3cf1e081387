import ArgumentParser
import Bench
import Foundation

/// Where runs are made.
struct EngineOptions: ParsableArguments {
  enum Engine: String, CaseIterable, ExpressibleByArgument {
    case local, slurm
  }

  @Option(help: "local, or slurm: array jobs that are merged at the end and submitted again where runs are missing.")
  var engine: Engine = .local

  @Option(help: "slurm: elements of the array.")
  var parts = 16

  @Option(help: ArgumentHelp("slurm: an option of sbatch, such as --sbatch=--partition=long; may be repeated."))
  var sbatch: [String] = []

  @Option(help: "slurm: how often missing runs are submitted again.")
  var resubmissions = 3

  @Option(help: "slurm: seconds between two looks at the queue.")
  var interval = 5.0

  func run(_ store: CampaignStore, _ running: RunningOptions) throws {
    guard (1...100_000).contains(parts), (0...1000).contains(resubmissions), interval > 0, interval <= 3600 else {
      throw BenchError(.usage, "--parts, --resubmissions or --interval is out of range")
    }
    var options = SlurmCampaign.Options()
    (options.parts, options.sbatch, options.resubmissions) = (parts, sbatch, resubmissions)
    options.interval = interval
    options.shardOptions = ["--jobs", "\(running.jobs)"]
    if let solver = running.solver { options.shardOptions += ["--solver", URL(fileURLWithPath: solver).path] }
    if running.isUnpinned { options.shardOptions.append("--no-pin") }
    if running.dropsSolutions { options.shardOptions.append("--no-solutions") }
    var campaign = SlurmCampaign(store, program: Solver.folder + "/dovetail-bench", options: options)
    campaign.tell = { Output.error("\($0)\n") }
    try campaign.run()
  }
}
