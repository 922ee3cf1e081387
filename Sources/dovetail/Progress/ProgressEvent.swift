import Race
import Solving

/// An improvement of either side, as the log shows it.
struct ProgressEvent: Sendable {
  let kind: String
  let time: Double
  let objective: Objective?
  let bound: Objective?
  let gap: Double?
  let source: String
  let scale: ObjectiveScale?

  init<Solution>(_ event: Scoreboard<Solution>.Event, scale: ObjectiveScale? = nil) {
    kind = event.kind.rawValue
    time = event.time
    objective = event.objective
    bound = event.bound
    gap = event.gap
    source = event.source
    self.scale = scale
  }

  /// The line of `--log json`.
  var json: JSON {
    .members([
      "event": .text(kind), "time": JSON(time), "objective": JSON(objective, scale), "bound": JSON(bound, scale),
      "gap": JSON(gap), "source": .text(source),
    ]).appending(JSON.parts(of: objective, scale))
  }

  /// The line of `--log text`.
  var text: String {
    ProgressLine.text(time: time, source: source, objective: objectiveText, bound: boundText, gap: gap)
  }

  var objectiveText: String { NumberText.objective(objective, scale) }
  var boundText: String { NumberText.objective(bound, scale) }
}
