import ArgumentParser
import Bench

struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Counts the runs of a campaign and checks them against reference values and each other.")

  @Argument(help: "The campaign's file.")
  var campaign: String

  mutating func run() throws {
    try Self.report(CampaignStore(campaign, .reading))
  }

  /// Prints the counts; contradictions go to standard error and end the command.
  static func report(_ store: CampaignStore) throws {
    let (tasks, counts) = try store.progress()
    let runs = counts.values.reduce(0, +)
    let parts = RunStatus.allCases.compactMap { status in counts[status].map { "\($0) \(status.rawValue)" } }
    Output.print(
      "\(store.path): \(runs) of \(tasks) runs" + (parts.isEmpty ? "" : ": ") + parts.joined(separator: ", ") + "\n")
    let contradictions = Contradiction.find(in: try store.campaign(includesHistory: false))
    guard contradictions.isEmpty else {
      for found in contradictions { Output.error("\(found)\n") }
      Output.error("dovetail bench: \(contradictions.count) contradictions: some proof or solution is wrong\n")
      throw BenchStatus.contradiction
    }
  }
}
