/// What a campaign is to find out: every variant on every instance, with every seed.
public struct CampaignPlan: Sendable {
  public var instances: [InstanceFile]
  public var variants: [Variant]
  public var seeds: [UInt64]
  public var settings: CampaignSettings

  public init(
    instances: [InstanceFile], variants: [Variant], seeds: [UInt64] = [1], settings: CampaignSettings = .init()
  ) {
    self.instances = instances
    self.variants = variants
    self.seeds = seeds
    self.settings = settings
  }
}

/// What all runs of a campaign have in common.
public struct CampaignSettings: Hashable, Codable, Sendable {
  /// Seconds that the solver is given.
  public var timeLimit: Double?
  /// Seconds after the limit at which the run is killed from outside.
  public var grace: Double
  /// Mebibytes of resident memory at which the run is killed from outside.
  public var memoryLimit: Int?
  /// The problem's name; nil lets the solver find it from the format.
  public var problem: String?

  public init(timeLimit: Double? = nil, grace: Double = 5, memoryLimit: Int? = nil, problem: String? = nil) {
    self.timeLimit = timeLimit
    self.grace = grace
    self.memoryLimit = memoryLimit
    self.problem = problem
  }

  /// For an error: what differs, such as "a time limit of 10 s".
  var text: String {
    let time = timeLimit.map { "a time limit of \($0) s" } ?? "no time limit"
    let memory = memoryLimit.map { "\($0) MiB" } ?? "no memory limit"
    return "\(time), \(memory), a grace of \(grace) s, \(problem.map { "the problem \($0)" } ?? "any problem")"
  }
}

/// Seeds as a command line says them.
public enum SeedList {
  /// - Parameter text: such as "1", "1,5,7" or "1..10".
  public static func parse(_ text: String) throws(BenchError) -> [UInt64] {
    var seeds: [UInt64] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: ".", omittingEmptySubsequences: true).map { UInt64($0) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first <= last,
        last - first < 1_000_000, ends.count == 1 || part.contains("..")
      else { throw BenchError(.usage, "--seeds is such as 1 or 1,5,7 or 1..10, not '\(text)'") }
      seeds += first...last
    }
    guard Set(seeds).count == seeds.count else { throw BenchError(.usage, "--seeds has a seed twice: '\(text)'") }
    return seeds
  }
}

/// One run to be made.
public struct CampaignTask: Hashable, Sendable {
  /// Its row in the campaign's database, from 1.
  public let id: Int64
  public let instance: InstanceFile
  public let variant: Variant
  public let seed: UInt64
}
