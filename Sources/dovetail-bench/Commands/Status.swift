import ArgumentParser
import Basics
import Bench

struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Counts the runs of a campaign and checks them against reference values and each other.",
    discussion: """
      Exit codes: 0 all is well, 2 runs crashed or ended in an error, 70 results contradict reference values or each \
      other.
      """)

  @Argument(help: "The campaign's file.")
  var campaign: String

  mutating func run() throws {
    let store = try CampaignStore(campaign, .reading)
    try Self.report(store)
    try Self.checkEnds(store)
  }

  /// Prints the counts; contradictions go to standard error and end the command.
  static func report(_ store: CampaignStore) throws {
    let (tasks, counts) = try store.progress()
    let runs = counts.values.reduce(0, +)
    let parts = RunStatus.allCases.compactMap { status in counts[status].map { "\($0) \(status.rawValue)" } }
    Output.print(
      "\(store.path): \(runs) of \(counted(tasks, "run"))" + (parts.isEmpty ? "" : ": ") + parts.joined(separator: ", ")
        + "\n")
    let contradictions = Contradiction.find(in: try store.campaign(includesHistory: false))
    guard contradictions.isEmpty else {
      for found in contradictions { Output.error("\(found)\n") }
      let count = counted(contradictions.count, "contradiction")
      Output.error("dovetail bench: \(count): some proof or solution is wrong\n")
      throw BenchStatus.contradiction
    }
  }

  /// Ends the command where runs crashed or ended in an error, which they have told.
  static func checkEnds(_ store: CampaignStore) throws {
    let (_, counts) = try store.progress()
    let crashes = (counts[.crash] ?? 0) + (counts[.error] ?? 0)
    guard crashes == 0 else {
      let runs = counted(crashes, "run")
      Output.error("dovetail bench: \(runs) crashed or ended in an error; dovetail bench report says what went wrong\n")
      throw BenchStatus.crashes
    }
  }
}
