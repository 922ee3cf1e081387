import ArgumentParser
import Basics
import Bench

struct Merge: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Takes the runs of shards into their campaign; again does no harm.")

  @Argument(help: "The campaign's file.")
  var campaign: String

  @Argument(help: "The shards' files.")
  var shards: [String]

  mutating func run() throws {
    let lock = try CampaignLock(campaign)
    defer { withExtendedLifetime(lock) {} }
    let store = try CampaignStore(campaign, .writing)
    guard try store.settings() != nil else { throw BenchError(.usage, "\(campaign) is not a planned campaign") }
    for shard in shards {
      let result = try store.merge(shard)
      var text = "\(shard): \(counted(result.taken, "run")) taken"
      if result.known > 0 { text += ", \(result.known) there already" }
      if result.foreign > 0 { text += ", \(result.foreign) of other campaigns" }
      Output.error(text + "\n")
    }
    try Status.report(store)
  }
}
