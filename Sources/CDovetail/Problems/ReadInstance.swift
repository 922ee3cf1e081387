import Basics
import Race
import Solving

/// What can be done with an instance of any problem.
protocol ReadInstance: Sendable {
  /// What results call it.
  var name: String { get }

  func description() -> JSON
  func check(_ solution: SourceText) throws(CallFailure) -> JSON
  func picture(_ solution: SourceText) throws(CallFailure) -> String
  func solve(_ options: ProblemOptions) throws(CallFailure) -> Job
}

struct InstanceOf<P: Problem>: ReadInstance {
  let name: String
  let instance: P.Instance

  func description() -> JSON {
    let scale = P.objectiveScale(of: instance)
    return .members([
      "problem": .text(P.name), "instance": .text(name), "summary": .text(P.summary),
      "warnings": .array(P.warnings(of: instance).map(JSON.text)), "bound": JSON(P.trivialBound(of: instance), scale),
      "sense": .text(scale?.isNegated ?? false ? "max" : "min"),
    ])
  }

  func check(_ solution: SourceText) throws(CallFailure) -> JSON {
    switch try verdict(on: solution) {
    case .valid(_, let objective):
      let scale = P.objectiveScale(of: instance)
      return .members(["valid": .raw("true"), "objective": JSON(objective, scale)])
    case .invalid(let reason): return .members(["valid": .raw("false"), "reason": .text(reason)])
    }
  }

  func picture(_ solution: SourceText) throws(CallFailure) -> String {
    switch try verdict(on: solution) {
    case .valid(let solution, _): return P.picture(of: solution, of: instance)
    case .invalid(let reason): throw CallFailure(.invalidInput, "not a solution: \(reason)")
    }
  }

  private func verdict(on solution: SourceText) throws(CallFailure) -> SolutionFile.Verdict<P.Solution> {
    do {
      return try SolutionFile.verdict(P.self, on: solution, instance)
    } catch {
      throw CallFailure(.invalidInput, error.description)
    }
  }

  func solve(_ options: ProblemOptions) throws(CallFailure) -> Job {
    var solve = ProblemSolve<P>(instance)
    do {
      try solve.choose(engine: options.engine, heuristic: options.heuristic)
      if let limit = options.objectiveLimit { try solve.limitObjective(limit) }
    } catch {
      throw CallFailure(error)
    }
    solve.options.workers = options.common.workers
    solve.options.seed = options.common.seed
    solve.options.conflictLimit = options.common.conflictLimit
    solve.gapLimit = options.common.gap
    solve.limits.memory = options.common.memoryLimit
    switch options.warmStart {
    case "heuristic": solve.options.warmStart = .heuristic
    case "none": solve.options.warmStart = .none
    case let text: solve.options.warmStart = .solution(try start(SourceText(name: "the warm start", text: text)))
    }
    let limit = options.common.timeLimit
    let clock = options.common.isDeterministic ? RaceClock.counting(timeLimit: limit) : RaceClock(timeLimit: limit)
    let lanes: [Lane<P.Solution>]
    do { lanes = try solve.lanes() } catch { throw CallFailure(error) }
    let job = Job()
    let run = ProblemJob(solve: solve, lanes: lanes, clock: clock, name: name, options: options)
    try job.start { run.run($0) }
    return job
  }

  /// The solution of a file, or the one that the problem makes of a part.
  private func start(_ source: SourceText) throws(CallFailure) -> P.Solution {
    var refusal: String
    do {
      switch try SolutionFile.verdict(P.self, on: source, instance) {
      case .valid(let solution, _): return solution
      case .invalid(let reason): refusal = "the warm start is not a solution: \(reason)"
      }
    } catch {
      refusal = error.description
    }
    do {
      if let made = try P.completed(start: source, of: instance) {
        _ = try P.check(made.solution, of: instance)
        return made.solution
      }
    } catch {
      refusal = "\(error)"
    }
    throw CallFailure(.invalidInput, refusal)
  }
}
