import Race

/// The end of a solve: the last JSON line, or the text a person reads.
package struct Summary: Sendable {
  /// nil where the limit came before it was known.
  package let problem: String?
  package let instance: String
  package let engine: String
  package let workers: Int
  package let seed: UInt64
  package let status: SolveStatus
  package let ending: RaceEnding
  package let objective: Objective?
  package let bound: Objective?
  package let gap: Double?
  package var time: Double
  package let firstSolutionTime: Double?
  package let bestSolutionTime: Double?
  package let scale: ObjectiveScale?
  /// What was written where, such as ("solution", "ft06.json").
  package var files: [(name: String, path: String)] = []
  /// Lines about the solution, after all else.
  package var explanation: [String] = []
  /// What the input has and the result does not look at.
  package var warnings: [String] = []
  /// What the strategies did, where that was asked for.
  package let reports: [WorkReport]
  /// Why there is no solution, where that is proved and more is known.
  package var infeasibility: Infeasibility?

  package init<Solution>(
    problem: String, instance: String, engine: String, workers: Int, seed: UInt64, result: RaceResult<Solution>,
    scale: ObjectiveScale? = nil
  ) {
    self.scale = scale
    self.problem = problem
    self.instance = instance
    self.engine = engine
    self.workers = workers
    self.seed = seed
    status = result.status
    ending = result.ending
    objective = result.objective
    bound = result.bound
    gap = result.gap
    time = result.time
    firstSolutionTime = result.firstSolutionTime
    bestSolutionTime = result.bestSolutionTime
    reports = result.reports
  }

  /// A limit or an interrupt came before the race.
  package init(
    problem: String?, instance: String, engine: String, workers: Int, seed: UInt64, ending: RaceEnding,
    bound: Objective?, scale: ObjectiveScale?, time: Double
  ) {
    self.problem = problem
    self.instance = instance
    self.engine = engine
    self.workers = workers
    self.seed = seed
    self.ending = ending
    status = .unknown
    self.time = time
    self.bound = bound
    self.scale = scale
    (objective, gap, firstSolutionTime, bestSolutionTime) = (nil, nil, nil, nil)
    reports = []
  }

  package var json: JSON {
    guard let infeasibility else { return event }
    return event.appending([
      .init(key: "conflict", value: .array(infeasibility.elements.map(JSON.text))),
      .init(key: "conflictIsMinimal", value: .raw("\(infeasibility.isMinimal)")),
    ])
  }

  private var event: JSON {
    .members([
      "event": .text("summary"), "problem": JSON(problem), "instance": .text(instance), "engine": .text(engine),
      "status": .text(status.rawValue), "objective": JSON(objective, scale), "bound": JSON(bound, scale),
      "gap": JSON(gap), "time": JSON(time), "firstSolutionTime": JSON(firstSolutionTime),
      "bestSolutionTime": JSON(bestSolutionTime),
      "workers": .integer(workers), "seed": .raw("\(seed)"), "version": .text(Release.version),
      "ending": .text(ending.description), "warnings": .array(warnings.map(JSON.text)),
    ]).appending(JSON.parts(of: objective, scale)).appending(StatisticsText.members(reports))
  }

  package var text: String {
    var times = NumberText.seconds(time)
    if let firstSolutionTime, let bestSolutionTime {
      times +=
        " (first solution \(NumberText.seconds(firstSolutionTime)), best \(NumberText.seconds(bestSolutionTime)))"
    }
    var lines = [
      ("instance", instance + (problem.map { " (\($0))" } ?? "")),
      (
        "status",
        status == .optimal || status == .infeasible
          ? status.rawValue : "\(status.rawValue) (stopped: \(ending))"
      ),
      ("objective", NumberText.objective(objective, scale) + partsText),
      ("bound", NumberText.objective(bound, scale)),
      ("gap", NumberText.gap(gap)), ("time", times),
    ]
    lines += files.map { ($0.name, $0.path) }
    return
      (lines.map { NumberText.padded($0.0, to: 10) + " " + $0.1 } + explanation + (infeasibility?.lines ?? [])
      + StatisticsText.lines(reports))
      .joined(separator: "\n")
  }

  /// " (fragment 802 of free 1394)" where the objective is a rate.
  private var partsText: String {
    guard let scale, let objective, let numerator = scale.numeratorName, let denominator = scale.denominatorName else {
      return ""
    }
    return " (\(numerator) \(objective.first) of \(denominator) \(scale.denominator))"
  }
}
