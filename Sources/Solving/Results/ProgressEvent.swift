import Race

/// An improvement of either side, as the log shows it.
package struct ProgressEvent: Sendable {
  package let kind: String
  package let time: Double
  package let objective: Objective?
  package let bound: Objective?
  package let gap: Double?
  package let source: String
  package let scale: ObjectiveScale?

  package init<Solution>(_ event: Scoreboard<Solution>.Event, scale: ObjectiveScale? = nil) {
    kind = event.kind.rawValue
    time = event.time
    objective = event.objective
    bound = event.bound
    gap = event.gap
    source = event.source
    self.scale = scale
  }

  /// The line of `--log json`.
  package var json: JSON {
    .members([
      "event": .text(kind), "time": JSON(time), "objective": JSON(objective, scale), "bound": JSON(bound, scale),
      "gap": JSON(gap), "source": .text(source),
    ]).appending(JSON.parts(of: objective, scale))
  }

  /// The line of `--log text`.
  package var text: String {
    ProgressLine.text(time: time, source: source, objective: objectiveText, bound: boundText, gap: gap)
  }

  package var objectiveText: String { NumberText.objective(objective, scale) }
  package var boundText: String { NumberText.objective(bound, scale) }
}
