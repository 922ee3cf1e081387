extension GeneralSchedule {
  /// What the numbers of a file mean that does not say it itself, as `--variant` names it.
  enum Variant: Equatable {
    /// A job shop with a rule.
    case job(JobShopRule)

    /// All of them for help, by what follows the name.
    static let names = [
      "job", "blocking", "blocking-swap", "no-wait", "setup", "operators=W", "weighted-tardiness=F",
    ]

    /// nil where it is none.
    init?(_ text: String) {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else {
        switch text {
        case "job": self = .job(.plain)
        case "blocking": self = .job(.blocking(allowsSwaps: false))
        case "blocking-swap": self = .job(.blocking(allowsSwaps: true))
        case "no-wait": self = .job(.noWait)
        case "setup": self = .job(.setups)
        default: return nil
        }
        return
      }
      switch parts[0] {
      case "operators":
        guard let count = Int(parts[1]), (1...Instance.countLimit).contains(count) else { return nil }
        self = .job(.operators(count))
      case "weighted-tardiness":
        guard let percent = Self.percent(parts[1]) else { return nil }
        self = .job(.weightedTardiness(percent: percent))
      default: return nil
      }
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
