import Modeling
import Race
import Solving
import Statements

@c(dovetail_solve_model)
public func solveModel(
  _ model: OpaquePointer?, _ options: UnsafePointer<CChar>?, _ job: UnsafeMutablePointer<OpaquePointer?>?,
  _ message: TextPlace?
) -> Int32 {
  job?.pointee = nil
  return Call.run(message) { () throws(CallFailure) in
    let handle: ModelHandle = try Handle.held(model)
    guard let job else { throw .noPlace }
    let question = try ModelQuestion(handle.rows, options)
    _ = try handle.model()
    let keepsAll = if case .solutions = question.kind { true } else { false }
    let made = Job(keepsAll: keepsAll)
    try made.start { job in ModelJob(question, job).run() }
    job.pointee = Handle.retain(made)
  }
}

/// Answers a question about a model, on the thread of its job.
private final class ModelJob {
  private let question: ModelQuestion
  private let job: Job
  private let stopper = Model.Stopper()
  private let began = ContinuousClock.now
  /// A better solution whose event comes next.
  private var pending: [Int]?
  private var race: RaceResult<[Int]>?

  init(_ question: ModelQuestion, _ job: Job) {
    self.question = question
    self.job = job
  }

  private var objective: ModelData.Objective? { question.rows.data.objective }

  func run() -> (status: Status, json: String) {
    job.setStop { [stopper] in stopper.stop() }
    do {
      let model = try question.rows.model()
      switch question.kind {
      case .solve: return (.ok, try solve(model).line)
      case .solutions(let variables, let limit): return (.ok, try solutions(model, variables, limit).line)
      case .explain: return (.ok, try explain(model).line)
      }
    } catch {
      return (.internalError, JSON.members(["error": .text("\(error)")]).line)
    }
  }

  // MARK: Questions

  private func solve(_ model: Model) throws -> JSON {
    var options = self.options
    options.onSolution = { [self] in pending = $0.values }
    options.onEvent = { [self] in tell($0) }
    options.onEnd = { [self] in race = $0 }
    let result =
      question.assumptions.isEmpty
      ? try model.solve(options) : try model.solve(assuming: question.assumptions.map(model.own), options)
    if let solution = result.solution { job.setBest(.values(solution.values)) }
    let core = JSON.array(result.core.map { .integer($0.isNegated ? -$0.variable.index - 1 : $0.variable.index) })
    return summary(result.status.rawValue, result.objective, result.bound, result.gap).appending(
      question.assumptions.isEmpty
        ? []
        : [
          .init(key: "core", value: result.status == .infeasible ? core : .null),
          .init(key: "coreIsMinimal", value: .raw("\(result.isCoreMinimal)")),
        ])
  }

  private func solutions(_ model: Model, _ variables: [Int]?, _ limit: Int?) throws -> JSON {
    let expressions = variables.map { $0.map { model.variable(at: $0) as any LinearExpressible } }
    let end = try model.solutions(of: expressions, limit: limit, options) { [self] solution in
      guard job.waitForRoom() else { return false }
      job.add(event("solution", seconds, solution.objective, nil, nil, "enumeration").line, .values(solution.values))
      return true
    }
    let status = end.count > 0 ? "feasible" : end.isComplete ? "infeasible" : "unknown"
    return summary(status, nil, nil, nil).appending([
      .init(key: "count", value: .integer(end.count)), .init(key: "isComplete", value: .raw("\(end.isComplete)")),
    ])
  }

  private func explain(_ model: Model) throws -> JSON {
    let explanation = try model.explainInfeasibility(options)
    let shown = explanation.map { explanation in
      JSON.members([
        "groups": .array(
          explanation.groups.map { group in
            .members(["name": JSON(group.name), "constraints": .array(group.constraints.map(JSON.text))])
          }), "domains": .array(explanation.domains.map(JSON.text)),
        "isMinimal": .raw("\(explanation.isMinimal)"), "text": .text(explanation.description),
      ])
    }
    return summary(explanation == nil ? "unknown" : "infeasible", nil, nil, nil)
      .appending([.init(key: "explanation", value: shown ?? .null)])
  }

  private var options: Model.Options {
    var options = Model.Options(timeLimit: question.common.timeLimit)
    options.workers = question.common.workers
    options.seed = question.common.seed
    options.gap = question.common.gap
    options.conflictLimit = question.common.conflictLimit
    options.memoryLimit = question.common.memoryLimit
    options.isDeterministic = question.common.isDeterministic
    options.objectiveLimit = question.objectiveLimit
    options.stopper = stopper
    return options
  }

  // MARK: Telling

  private func tell(_ event: Scoreboard<[Int]>.Event) {
    // Without an objective there is nothing that a bound could be of.
    if event.kind == .bound, objective == nil { return }
    let content = event.kind == .solution ? pending.map(Job.Content.values) : nil
    if event.kind == .solution { pending = nil }
    let (shown, bound) = (inUserSense(event.objective), inUserSense(event.bound))
    job.add(
      self.event(event.kind.rawValue, event.time, shown, bound, objective == nil ? nil : event.gap, event.source).line,
      content)
  }

  private func inUserSense(_ cost: Objective?) -> Int? {
    guard let cost, let objective else { return nil }
    return objective.inUserSense(cost.first)
  }

  private var seconds: Double { (ContinuousClock.now - began) / .seconds(1) }

  private func event(
    _ kind: String, _ time: Double, _ objective: Int?, _ bound: Int?, _ gap: Double?, _ source: String
  ) -> JSON {
    .members([
      "event": .text(kind), "time": JSON(time), "objective": Self.number(objective), "bound": Self.number(bound),
      "gap": JSON(gap), "source": .text(source),
    ])
  }

  private func summary(_ status: String, _ objective: Int?, _ bound: Int?, _ gap: Double?) -> JSON {
    let isProof = status == "optimal" || status == "infeasible"
    let ending = isProof ? "proof" : race.map { "\($0.ending)" } ?? (job.isStopped ? "\(RaceEnding.interrupt)" : nil)
    return .members([
      "event": .text("summary"), "problem": .text("model"), "instance": .text(question.rows.data.name),
      "engine": .text("native"), "status": .text(status), "objective": Self.number(objective),
      "bound": Self.number(bound), "gap": JSON(gap), "time": JSON(race?.time ?? seconds),
      "firstSolutionTime": JSON(race?.firstSolutionTime), "bestSolutionTime": JSON(race?.bestSolutionTime),
      "workers": .integer(question.common.workers), "seed": .raw("\(question.common.seed)"),
      "version": .text(Release.version), "ending": JSON(ending),
    ])
  }

  private static func number(_ value: Int?) -> JSON { value.map(JSON.integer) ?? .null }
}
