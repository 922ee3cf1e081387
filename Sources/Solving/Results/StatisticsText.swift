import Race

/// What `--stats` shows, for people and for scripts.
package enum StatisticsText {
  /// A block for each strategy that said something: its counts, then a table of its parts.
  package static func lines(_ reports: [WorkReport]) -> [String] { reports.flatMap(lines) }

  private static func lines(_ report: WorkReport) -> [String] {
    var lines = ["", report.source]
    let width = report.counts.map(\.name.count).max() ?? 0
    lines += report.counts.map { "  \(NumberText.padded($0.name, to: width))  \($0.value)" }
    lines += table(["propagator", "runs", "yield", "time"], report.parts.map(row))
    lines += table(["neighbourhood", "tries", "completed", "improved", "freed"], report.neighbourhoods.map(row))
    return lines
  }

  /// Aligned columns, the first one to the left; nothing where there are no rows.
  private static func table(_ head: [String], _ rows: [[String]]) -> [String] {
    guard !rows.isEmpty else { return [] }
    let nameWidth = ([head] + rows).map(\.[0].count).max() ?? 0
    return ([head] + rows).map { row in
      "  " + NumberText.padded(row[0], to: nameWidth)
        + row.dropFirst().map { NumberText.leftPadded($0, to: 13) }.joined()
    }
  }

  private static func row(_ part: WorkReport.Part) -> [String] {
    [part.name, "\(part.runs)", percent(part.yieldRate), NumberText.seconds(part.seconds)]
  }

  private static func row(_ kind: WorkReport.Neighbourhood) -> [String] {
    [kind.name, "\(kind.tries)", "\(kind.completed)", "\(kind.improvements)", percent(kind.share)]
  }

  private static func percent(_ share: Double) -> String { NumberText.fixed(100 * share, 1) + "%" }

  /// The key "statistics" with an object for each strategy; nothing where there are no reports.
  package static func members(_ reports: [WorkReport]) -> [JSON.Member] {
    guard !reports.isEmpty else { return [] }
    return [JSON.Member(key: "statistics", value: .array(reports.map(json)))]
  }

  private static func json(_ report: WorkReport) -> JSON {
    .members([
      "source": .text(report.source),
      "counts": .object(report.counts.map { .init(key: $0.name, value: .integer($0.value)) }),
      "parts": .array(
        report.parts.map { part in
          .members([
            "name": .text(part.name), "runs": .integer(part.runs), "yields": .integer(part.yields),
            "time": JSON(part.seconds),
          ])
        }),
      "neighbourhoods": .array(
        report.neighbourhoods.map { kind in
          .members([
            "name": .text(kind.name), "tries": .integer(kind.tries), "completed": .integer(kind.completed),
            "improvements": .integer(kind.improvements), "share": JSON(kind.share),
          ])
        }),
    ])
  }
}
