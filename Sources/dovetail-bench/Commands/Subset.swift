import ArgumentParser
import Basics
import Bench
import Foundation

struct Subset: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Chooses instances that stand for a dataset, some for tuning and others for testing.",
    discussion: """
      From a campaign over the whole set, instances become points: how long each variant took, its primal integral, \
      its gap, and the file's size, by rank. The sets are chosen so that their star discrepancy to all points is \
      small. They are written as lists for run @LIST and for tune.
      """)

  @Argument(help: "The campaign's file.")
  var campaign: String

  @Option(help: "Instances for tuning.")
  var tuning: Int

  @Option(help: "Instances for testing, none of them for tuning.")
  var testing: Int

  @Option(help: "Coordinates at most.")
  var dimensions = 4

  @Option(help: "The seed of the search.")
  var seed: UInt64 = 1

  @Option(help: "The lists are OUTPUT.tuning.txt and OUTPUT.testing.txt. (default: the campaign's name)")
  var output: String?

  mutating func run() throws {
    guard (1...16).contains(dimensions) else {
      throw BenchError(.usage, "--dimensions takes 1 to 16, not \(dimensions)")
    }
    let analysis = Analysis(try CampaignStore(campaign, .reading).campaign())
    let features = try InstanceFeatures(analysis, dimensions: dimensions)
    let discrepancy = StarDiscrepancy(features.points)
    let choice = try SubsetChoice(discrepancy, tuning: tuning, testing: testing, seed: seed)
    let base = output ?? URL(fileURLWithPath: campaign).deletingPathExtension().relativePath
    for (name, chosen, value) in [
      ("tuning", choice.tuning, choice.tuningDiscrepancy), ("testing", choice.testing, choice.testingDiscrepancy),
    ] {
      let paths = chosen.map { analysis.campaign.instances[features.instances[$0]].path }
      let path = "\(base).\(name).txt"
      let head =
        "# \(name): \(paths.count) of \(counted(features.instances.count, "instance")), star discrepancy \(value)\n"
      try Output.write(head + paths.map { $0 + "\n" }.joined(), to: path)
      Output.print("\(path): \(counted(paths.count, "instance")), star discrepancy \(String(format: "%.3f", value))\n")
    }
    Output.print(
      "random sets of \(tuning): \(String(format: "%.3f", choice.randomDiscrepancy)) on average; coordinates: "
        + features.names.joined(separator: ", ")
        + (discrepancy.isExact ? "\n" : " (a sample of the boxes: values are lower bounds)\n"))
  }
}
