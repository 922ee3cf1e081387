/// What the command line asks of an instance beyond what its file says, such as `--capacity`. These options change the
/// question, so `solve`, `check`, `plot` and `export` all take them.
public struct InstanceOptions: Sendable, Equatable, Codable {
  /// `--capacity`: does it fit in so many units of memory?
  public var capacity: Int?
  /// `--mnl`: at most so many migrations.
  public var migrationLimit: Int?
  /// `--fragment`: cores that a block must have to count as usable.
  public var fragment: Int?
  /// `--goal` and `--rate`: what VM migrations are for, and the fragment rate that the fewest are to reach.
  public var goal: String?
  /// `--rate`, with the goal `migrations`.
  public var rate: Double?
  /// `--score`: what decides between placements of pods that are equal in all else.
  public var score: String?

  /// `--evict-bare-pods`, `--evict-local-data` and `--ignore-annotations`: what keeps no running pod in its place.
  public var evictsBarePods = false
  /// `--evict-local-data`: pods with data on their node, which are lost.
  public var evictsLocalData = false
  /// `--ignore-annotations`: pods that ask to be left alone.
  public var ignoresAnnotations = false
  /// `--scheduler-name`: whose pending pods are planned; empty for the usual ones.
  public var schedulerNames: [String] = []

  /// `--max-evictions`, and `-per-node`, `-per-owner`, `-per-namespace`: how many running pods are moved or evicted.
  public var maxEvictions: Int?
  /// `--max-evictions-per-node`: of the pods of a node.
  public var maxEvictionsPerNode: Int?
  /// `--max-evictions-per-owner`: of the pods of one owner, such as a ReplicaSet.
  public var maxEvictionsPerOwner: Int?
  /// `--max-evictions-per-namespace`: of the pods of a namespace.
  public var maxEvictionsPerNamespace: Int?

  /// What the file says, and nothing beside.
  public init() {}

  /// The names of the options that were given, as on the command line.
  public var given: [String] {
    [
      ("--capacity", capacity != nil), ("--mnl", migrationLimit != nil), ("--fragment", fragment != nil),
      ("--goal", goal != nil), ("--rate", rate != nil), ("--score", score != nil),
      ("--evict-bare-pods", evictsBarePods), ("--evict-local-data", evictsLocalData),
      ("--ignore-annotations", ignoresAnnotations), ("--scheduler-name", !schedulerNames.isEmpty),
      ("--max-evictions", maxEvictions != nil), ("--max-evictions-per-node", maxEvictionsPerNode != nil),
      ("--max-evictions-per-owner", maxEvictionsPerOwner != nil),
      ("--max-evictions-per-namespace", maxEvictionsPerNamespace != nil),
    ].compactMap { name, isGiven in isGiven ? name : nil }
  }
}

extension Problem {
  public static func asking(
    _ options: InstanceOptions, of instance: Instance
  ) throws(SolveOptionError) -> Instance {
    if let option = options.given.first { throw .foreignOption(option, problem: name) }
    return instance
  }
}
