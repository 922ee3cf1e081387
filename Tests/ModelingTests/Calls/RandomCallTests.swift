import Basics
import GLPKSolver
import Modeling
import Race
import Synchronization
import TestSupport
import Testing

/// Random sequences of calls as users may make them: build, solve, add, hint, solve again with another engine, under
/// limits, with a stop from another thread. Each answer is compared with enumeration of what was said.
///
/// - Source: Artho, Biere, Seidl 2013, "Model-based testing for verification back-ends"; CaDiCaL's mobical.
@Suite struct RandomCallTests {
  private struct Failure: Error, CustomStringConvertible { let description: String }

  @Test(arguments: 0..<8)
  func everyAnswerIsTrueOfWhatWasSaid(batch: Int) {
    for seed in UInt64(batch * 20 + 1)...UInt64(batch * 20 + 20) {
      var caller = Caller(seed: seed)
      do { try run(&caller) } catch {
        Issue.record("seed \(seed): \(error)\n\(caller.transcript.calls.joined(separator: "\n"))")
        return
      }
    }
  }

  private func run(_ caller: inout Caller) throws {
    for _ in 0..<6 {
      for _ in 0..<caller.random.within(1...6) { caller.say() }
      if caller.transcript.variableCount == 0 { continue }
      let truth = caller.transcript.solutions()
      for _ in 0..<2 { try solve(&caller, truth) }
      if !caller.isHinted, caller.random.chance(30), let values = truth.randomElement(using: &caller.random) {
        caller.hint(values)
        try expectHinted(values, caller)
      }
    }
    try expectMistake(caller)
  }

  // MARK: One solve

  private func solve(_ caller: inout Caller, _ truth: [[Int]]) throws {
    let (model, transcript) = (caller.model, caller.transcript)
    var options = Model.Options()
    options.seed = UInt64(caller.random.below(1000))
    options.workers = caller.random.chance(15) ? 2 : 1
    var isLimited = true
    switch caller.random.below(8) {
    case 0: options.timeLimit = 0
    case 1: options.conflictLimit = caller.random.below(3)
    case 2:
      var questions = caller.random.below(3)
      options.stop = {
        questions -= 1
        return questions < 0
      }
    case 3:
      let stopper = Stopper(afterMicroseconds: caller.random.below(3000))
      options.stop = { stopper.isSet }
    default: isLimited = false
    }
    var objectives: [Int] = []
    var bounds: [Int] = []
    options.onSolution = { if let value = $0.objective { objectives.append(value) } }
    options.onBound = { bounds.append($0) }
    let usesGLPK = caller.random.chance(30)
    let result = try usesGLPK ? model.solve(using: GLPKSolver(), options) : model.solve(options)
    try expect(result, transcript, truth, isLimited)
    try expectProgress(objectives, bounds, result, transcript, truth)
    if !usesGLPK, !isLimited, options.workers == 1 {
      let again = try model.solve(options)
      if again.solution?.values != result.solution?.values { throw Failure(description: "a second run differs") }
    }
  }

  private func expect(
    _ result: Model.Result, _ transcript: Transcript, _ truth: [[Int]], _ isLimited: Bool
  ) throws {
    let best = transcript.best(of: truth)
    if let solution = result.solution {
      guard truth.contains(solution.values) else { throw Failure(description: "\(solution.values) is no solution") }
      if solution.objective != transcript.objective(of: solution.values) {
        throw Failure(description: "the objective of \(solution.values) is said to be \(solution.objective as Any)")
      }
    }
    switch result.status {
    case .optimal:
      guard result.solution != nil, result.objective == best, result.bound == best else {
        let (said, bound) = (result.objective as Any, result.bound as Any)
        throw Failure(description: "\(said), bound \(bound); the best is \(best as Any)")
      }
    case .infeasible:
      guard truth.isEmpty, result.solution == nil else { throw Failure(description: "infeasible, but \(truth[0])") }
    case .feasible:
      guard isLimited, result.solution != nil else { throw Failure(description: "feasible without a limit") }
    case .unknown:
      guard isLimited, result.solution == nil else { throw Failure(description: "unknown without a limit") }
    }
    if let bound = result.bound, let best, !transcript.isAsGood(bound, as: best) {
      throw Failure(description: "the bound \(bound) is refuted by \(best)")
    }
  }

  /// Objectives get better and bounds closer, none past the truth, and the last ones are the result's.
  private func expectProgress(
    _ objectives: [Int], _ bounds: [Int], _ result: Model.Result, _ transcript: Transcript, _ truth: [[Int]]
  ) throws {
    let best = transcript.best(of: truth)
    for (value, next) in zip(objectives, objectives.dropFirst())
    where value == next || !transcript.isAsGood(next, as: value) {
      throw Failure(description: "solutions \(objectives)")
    }
    for (value, next) in zip(bounds, bounds.dropFirst()) where value == next || !transcript.isAsGood(value, as: next) {
      throw Failure(description: "bounds \(bounds)")
    }
    if objectives.last != result.objective { throw Failure(description: "solutions \(objectives) of \(result)") }
    if let bound = bounds.last, let best, !transcript.isAsGood(bound, as: best) {
      throw Failure(description: "bounds \(bounds), the best is \(best)")
    }
  }

  // MARK: Hints and mistakes

  /// A solution that was hinted is there before the first look at the clock.
  private func expectHinted(_ values: [Int], _ caller: Caller) throws {
    let result = try caller.model.solve(timeLimit: 0)
    let hinted = caller.transcript.objective(of: values)
    guard let solution = result.solution, solution.objective == hinted, solution.values == values else {
      throw Failure(description: "the hint \(values) gives \(result.solution?.values ?? [])")
    }
  }

  /// After a mistake every engine throws it, and a second one does not replace it.
  private func expectMistake(_ caller: Caller) throws {
    let model = caller.model
    model.minimize(Model().integer(0...1))
    _ = model.maximum(of: [])
    #expect(model.errors.count == 2)
    let error = ModelError.foreignVariable("the objective")
    #expect(throws: error) { try model.solve(workers: 2) }
    #expect(throws: error) { try model.solve() }
    #expect(throws: error) { try model.solve(using: GLPKSolver()) }
    #expect(throws: error) { try model.linearModel() }
  }
}

/// Another thread that says stop after a while.
private final class Stopper: Sendable {
  private let flag = Atomic(false)

  init(afterMicroseconds delay: Int) {
    let end = ContinuousClock.now + .microseconds(delay)
    _ = PlainThread.start(stackSize: 1 << 16) {
      while ContinuousClock.now < end {}
      self.flag.store(true, ordering: .relaxed)
    }
  }

  var isSet: Bool { flag.load(ordering: .relaxed) }
}
