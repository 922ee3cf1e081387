extension GeneralSchedule {
  /// What the numbers of a file mean that does not say it itself, as `--variant` names it.
  enum Variant: Equatable {
    /// A job shop with a rule.
    case job(JobShopRule)
    case flexible
    case workers
    case project
    case open
    case flow
    case permutation(Permutation)
    case hybrid
    /// The number of factories; nil where the file says it.
    case distributed(factories: Int?)
    case parallel

    /// What a permutation flow shop is asked for, by its word.
    enum Permutation: String, CaseIterable {
      case makespan = "permutation"
      case noWait = "permutation-no-wait"
      case completion = "permutation-completion"
      case tardiness = "permutation-tardiness"
      case setup = "permutation-setup"
      case blocking = "permutation-blocking"
    }

    /// Those that are words alone.
    private static let words: [(word: String, variant: Variant)] =
      [
        ("job", .job(.plain)), ("blocking", .job(.blocking(allowsSwaps: false))),
        ("blocking-swap", .job(.blocking(allowsSwaps: true))), ("no-wait", .job(.noWait)), ("setup", .job(.setups)),
        ("flexible", .flexible), ("workers", .workers), ("project", .project), ("open", .open), ("flow", .flow),
      ] + Permutation.allCases.map { ($0.rawValue, .permutation($0)) }
      + [("hybrid", .hybrid), ("distributed", .distributed(factories: nil)), ("parallel", .parallel)]

    /// All of them for help.
    static let names =
      words.map(\.word) + ["distributed=F", "operators=W", "weighted-tardiness=F"]

    /// As one names it; of a number, its letter.
    var name: String {
      switch self {
      case .job(.operators): "operators=W"
      case .job(.weightedTardiness): "weighted-tardiness=F"
      case .distributed(factories: _?): "distributed=F"
      default: Self.words.first { $0.variant == self }?.word ?? ""
      }
    }

    /// nil where it is none.
    init?(_ text: String) {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else {
        guard let entry = Self.words.first(where: { $0.word == text }) else { return nil }
        self = entry.variant
        return
      }
      switch parts[0] {
      case "operators":
        guard let count = Self.count(parts[1]) else { return nil }
        self = .job(.operators(count))
      case "distributed":
        guard let count = Self.count(parts[1]) else { return nil }
        self = .distributed(factories: count)
      case "weighted-tardiness":
        guard let percent = Self.percent(parts[1]) else { return nil }
        self = .job(.weightedTardiness(percent: percent))
      default: return nil
      }
    }

    private static func count(_ text: String) -> Int? {
      Int(text).flatMap { (1...Instance.countLimit).contains($0) ? $0 : nil }
    }

    /// Of a number with at most two decimals and at most four digits before them.
    private static func percent(_ text: String) -> Int? {
      let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      let decimals = parts.count == 2 ? String(parts[1]) : ""
      guard (1...4).contains(parts[0].count), decimals.count <= 2, parts.count == 1 || !decimals.isEmpty else {
        return nil
      }
      let digits = parts[0] + decimals + String(repeating: "0", count: 2 - decimals.count)
      return digits.utf8.allSatisfy { (48...57).contains($0) } ? Int(digits) : nil
    }
  }
}
