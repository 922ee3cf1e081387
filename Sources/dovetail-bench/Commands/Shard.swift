import ArgumentParser
import Bench

struct Shard: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes the runs of one part of a campaign into a database of its own.",
    discussion: """
      For clusters: plan the campaign (run --plan), make part 1/N to N/N anywhere, and merge the files. Tasks are \
      dealt out to the parts in turn. Started again, it goes on where it stood.
      """)

  @Argument(help: "The part, such as 3/16.")
  var part: String

  @Argument(help: "The campaign's file.")
  var campaign: String

  @Option(help: "The shard's file. (default: the campaign's name with .shard-I-of-N.db)")
  var output: String?

  @OptionGroup(title: "How to run")
  var running: RunningOptions

  mutating func run() throws {
    let part = try ShardPart(self.part)
    let path = output ?? "\(campaign).shard-\(part.number)-of-\(part.count).db"
    let lock = try CampaignLock(path)
    defer { withExtendedLifetime(lock) {} }
    let shard = try CampaignStore(path, .alone)
    try shard.adopt(part, of: CampaignStore(campaign, .reading))
    _ = try running.sweep(shard)
    try Status.report(shard)
  }
}
