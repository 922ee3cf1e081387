import Basics

/// A comparison as people read it.
extension Comparison {
  public var table: Table {
    Table(
      title: "Comparison",
      columns: [
        .init(key: "measure", title: "measure", isText: true), .init(key: "pairs", title: "pairs"),
        .init(key: "better", title: "better"), .init(key: "worse", title: "worse"),
        .init(key: "change", title: "mean change"), .init(key: "low", title: "95% from"),
        .init(key: "high", title: "to"), .init(key: "p", title: "Wilcoxon p"),
        .init(key: "unit", title: "change is", isText: true),
      ],
      rows: measures.map { measure in
        [
          .text(measure.name), .integer(measure.pairs), .integer(measure.better), .integer(measure.worse),
          .share(measure.effect), .share(measure.interval.lowerBound), .share(measure.interval.upperBound),
          .number(measure.test.pValue, 4), .text(measure.unit),
        ]
      })
  }

  /// The counts, and what deserves a look.
  public var summary: String {
    var lines = [
      "\(counted(pairs, "pair")), \(counted(unpaired, "run")) without a counterpart; negative changes are improvements"
    ]
    lines.append("proved by the second only: \(gained.count)\(Self.list(gained))")
    lines.append("proved by the first only: \(lost.count)\(Self.list(lost))")
    if !newFailures.isEmpty { lines.append("new failures: \(newFailures.count)\(Self.list(newFailures))") }
    if !slowest.isEmpty {
      let list = slowest.map { "\($0.name) (\(NumberText.fixed($0.ratio, 2))x)" }.joined(separator: ", ")
      lines.append("slowed down most: \(list)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What is worse by more than the threshold and not by chance; new failures always are.
  public func regressions(threshold: Double, significance: Double = 0.05) -> [String] {
    measures.filter { $0.isRegression(threshold: threshold, significance: significance) }.map { measure in
      "\(measure.name) is worse by \(NumberText.fixed(100 * measure.effect, 2)) % "
        + "(p = \(NumberText.fixed(measure.test.pValue, 4)), threshold \(NumberText.fixed(100 * threshold, 2)) %)"
    }
      + (newFailures.isEmpty
        ? [] : [newFailures.count == 1 ? "1 run fails that did not" : "\(newFailures.count) runs fail that did not"])
  }

  private static func list(_ names: [String]) -> String {
    if names.isEmpty { return "" }
    return " (" + names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", …)" : ")")
  }
}
