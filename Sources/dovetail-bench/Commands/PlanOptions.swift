import ArgumentParser
import Bench

/// What a campaign is made of, for the commands that plan one.
struct PlanOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      """
      Folders, quoted globs, files, FILE#k, FILE#i..k, and @LIST with one of these a line. A file of several instances \
      is all of them.
      """, valueName: "instance"))
  var instances: [String] = []

  @Option(
    name: .customLong("variant"),
    help: ArgumentHelp(
      """
      An engine with options of dovetail solve: [NAME=]ENGINE[:KEY=VALUE,...], with the \
      engines auto, native, cp and glpk, such as auto:workers=2 or base=glpk; may be repeated. Runs get one thread \
      where it does not say. (default: auto)
      """, valueName: "variant"))
  var variants: [String] = []

  @Option(help: "Seeds, such as 1 or 1,5,7 or 1..10.")
  var seeds = "1"

  @Option(help: "Seconds that each run is given.")
  var timeLimit: Double?

  @Option(help: "Seconds after the time limit at which a run is killed from outside.")
  var grace = 5.0

  @Option(help: "MiB of resident memory at which a run is killed from outside.")
  var memoryLimit: Int?

  @Option(help: "The problem of all instances (see dovetail list); found from their format when absent.")
  var problem: String?

  @Option(help: "Of folders, only the files whose names match this glob.")
  var match: String?

  @Option(help: "What summaries group by: folder (the folder's name) or letters (that the file's name begins with).")
  var family: FamilyRule = .folder

  @Option(help: "A table of reference values before the bounds.csv beside the instances; may be repeated.")
  var bounds: [String] = []

  var settings: CampaignSettings {
    get throws {
      for (name, value) in [("--time-limit", timeLimit), ("--grace", grace)] {
        guard let value else { continue }
        guard value.isFinite, value > 0, value < 1e8 else {
          throw BenchError(.usage, "\(name) takes a positive number of seconds, not \(value)")
        }
      }
      if let memoryLimit, !(1...(1 << 30)).contains(memoryLimit) {
        throw BenchError(.usage, "--memory-limit takes 1 to \(1 << 30) MiB, not \(memoryLimit)")
      }
      return CampaignSettings(timeLimit: timeLimit, grace: grace, memoryLimit: memoryLimit, problem: problem)
    }
  }

  /// Adds to the campaign what the options say, and its reference values; without instances it stays as it is.
  func extend(_ store: CampaignStore) throws {
    if instances.isEmpty {
      guard try store.settings() != nil else {
        throw BenchError(.usage, "\(store.path) is a new campaign; say which instances and variants it is of")
      }
      guard variants.isEmpty else { throw BenchError(.usage, "--variant needs instances to run on") }
    } else {
      let plan = CampaignPlan(
        instances: try CollectedFiles.expanded(
          InstanceSelection.paths(instances, matching: match), problem: problem
        ).map { try InstanceFile(at: $0, family: family) },
        variants: try (variants.isEmpty ? ["auto"] : variants).map { try Variant($0) },
        seeds: try SeedList.parse(seeds), settings: try settings)
      try store.extend(plan)
    }
    try store.keep(ReferenceTables(files: bounds))
  }
}

extension FamilyRule: ExpressibleByArgument {}
