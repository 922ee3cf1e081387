import Race

/// What `--stats` shows, for people and for scripts.
enum StatisticsText {
  /// A block for each strategy that said something: its counts, then a table of its parts.
  static func lines(_ reports: [WorkReport]) -> [String] { reports.flatMap(lines) }

  private static func lines(_ report: WorkReport) -> [String] {
    var lines = ["", report.source]
    let width = report.counts.map(\.name.count).max() ?? 0
    lines += report.counts.map { "  \(NumberText.padded($0.name, to: width))  \($0.value)" }
    guard !report.parts.isEmpty else { return lines }
    let rows = [("propagator", "runs", "yield", "time")] + report.parts.map(row)
    let nameWidth = rows.map(\.0.count).max() ?? 0
    return lines
      + rows.map { name, runs, rate, time in
        "  " + NumberText.padded(name, to: nameWidth) + NumberText.leftPadded(runs, to: 13)
          + NumberText.leftPadded(rate, to: 9) + NumberText.leftPadded(time, to: 12)
      }
  }

  private static func row(_ part: WorkReport.Part) -> (String, String, String, String) {
    (part.name, "\(part.runs)", NumberText.fixed(100 * part.yieldRate, 1) + "%", NumberText.seconds(part.seconds))
  }

  /// The key "statistics" with an object for each strategy; nothing where there are no reports.
  static func members(_ reports: [WorkReport]) -> [JSON.Member] {
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
    ])
  }
}
