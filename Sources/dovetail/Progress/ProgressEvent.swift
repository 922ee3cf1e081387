import Race

/// An improvement of either side, as the log shows it.
struct ProgressEvent: Sendable {
  let kind: String
  let time: Double
  let objective: Objective?
  let bound: Objective?
  let gap: Double?
  let source: String

  init<Solution>(_ event: Scoreboard<Solution>.Event) {
    kind = event.kind.rawValue
    time = event.time
    objective = event.objective
    bound = event.bound
    gap = event.gap
    source = event.source
  }

  /// The line of `--log json`.
  var json: JSON {
    .members([
      "event": .text(kind), "time": JSON(time), "objective": JSON(objective), "bound": JSON(bound), "gap": JSON(gap),
      "source": .text(source),
    ])
  }

  static let header = columns("time", "found by", "objective", "bound", "gap")

  /// The line of `--log text`.
  var text: String {
    Self.columns(
      NumberText.seconds(time), source, objective?.description ?? "-", bound?.description ?? "-", NumberText.gap(gap))
  }

  private static func columns(
    _ time: String, _ source: String, _ objective: String, _ bound: String, _ gap: String
  ) -> String {
    NumberText.leftPadded(time, to: 11) + "  " + NumberText.padded(source, to: 24)
      + [objective, bound, gap].map { " " + NumberText.leftPadded($0, to: 11) }.joined()
  }
}
