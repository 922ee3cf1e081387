import Race
import Solving

/// The end of a solve: the last JSON line, or the text a person reads.
struct Summary: Sendable {
  /// nil where the limit came before it was known.
  let problem: String?
  let instance: String
  let engine: String
  let workers: Int
  let seed: UInt64
  let status: SolveStatus
  let ending: RaceEnding
  let objective: Objective?
  let bound: Objective?
  let gap: Double?
  var time: Double
  let firstSolutionTime: Double?
  let bestSolutionTime: Double?
  let scale: ObjectiveScale?
  /// What was written where, such as ("solution", "ft06.json").
  var files: [(name: String, path: String)] = []
  /// Lines about the solution, after all else.
  var explanation: [String] = []
  /// What the input has and the result does not look at.
  var warnings: [String] = []
  /// What the strategies did, where that was asked for.
  let reports: [WorkReport]
  /// Why there is no solution, where that is proved and more is known.
  var infeasibility: Infeasibility?

  init<Solution>(
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
  init(
    problem: String?, instance: String, engine: String, workers: Int, seed: UInt64, ending: RaceEnding,
    bound: Objective?, scale: ObjectiveScale?
  ) {
    self.problem = problem
    self.instance = instance
    self.engine = engine
    self.workers = workers
    self.seed = seed
    self.ending = ending
    status = .unknown
    time = RaceClock(start: ProcessClock.began).elapsed
    self.bound = bound
    self.scale = scale
    (objective, gap, firstSolutionTime, bestSolutionTime) = (nil, nil, nil, nil)
    reports = []
  }

  var json: JSON {
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
      "workers": .integer(workers), "seed": .raw("\(seed)"), "version": .text(Dovetail.version),
      "ending": .text(ending.description), "warnings": .array(warnings.map(JSON.text)),
    ]).appending(JSON.parts(of: objective, scale)).appending(StatisticsText.members(reports))
  }

  var text: String {
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

  var exitStatus: CommandStatus {
    switch status {
    case .optimal, .feasible: .solved
    case .infeasible: .infeasible
    case .unknown: .noSolution
    }
  }
}
