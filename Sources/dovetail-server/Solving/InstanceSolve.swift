import Basics
import GLPKSolver
import Pods
import Problems
import Race
import Scheduler
import Solving

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One instance of any problem, from its text to the answer. Runs on the thread that calls.
struct InstanceSolve: Codable, Sendable {
  var problem: String?
  var question = Question()
  var selection: Int?
  var engine = "auto"
  var heuristic: String?
  var conflictLimit: Int?
  var timeLimit = 10.0
  var gap = 0.0
  var objectiveLimit: String?
  var workers = 1
  var seed: UInt64 = 1
  var memoryLimit: Int?

  /// What is counted of an answer.
  struct Outcome: Codable, Sendable {
    let problem: String
    let status: SolveStatus
    let gap: Double?
    let time: Double
    let rejections: [String]
  }

  /// - Throws: `Fault`: 400 for an option that means nothing, 422 for text that is no instance.
  func run(on bytes: [UInt8], interruption: Interruption) throws -> (Outcome, json: Data) {
    let clock = RaceClock(timeLimit: timeLimit)
    let source = SourceText(name: "body", bytes: bytes, selection: selection)
    return try solve(choose(source), source, clock, interruption)
  }

  private func choose(_ source: SourceText) throws(Fault) -> any Problem.Type {
    let choice = ProblemChoice(ProblemRegistry.all) { "problem=\($0)" }
    do {
      return try choice.problem(of: source, named: problem, asking: question)
    } catch {
      throw Fault(error)
    }
  }

  private func solve<P: Problem>(
    _ problem: P.Type, _ source: SourceText, _ clock: RaceClock, _ interruption: Interruption
  ) throws -> (Outcome, json: Data) {
    if selection != nil, !(P.self is any CollectionReading.Type) {
      throw Fault(.badRequest, "parameter", "\(P.name) has one instance a body, so 'instance' chooses nothing")
    }
    if P.self == PodPacking.self, !JSONSnapshot.isObject(source.bytes) {
      throw Fault(.unprocessableContent, "instance", "snapshots are JSON here; YAML is for the command line")
    }
    let run: ProblemSolve<P>
    let lanes: [Lane<P.Solution>]
    do {
      run = try configured(ProblemSolve<P>(source, asking: question))
      lanes = try run.lanes()
    } catch {
      throw Fault(error)
    }
    let result = run.race(lanes, clock: clock, onBegin: { interruption.whenRaised($0) })
    let answer = SolveAnswer(
      problem: P.name, engine: engine, workers: workers, seed: seed, warnings: P.warnings(of: run.instance), result,
      scale: P.objectiveScale(of: run.instance))
    let outcome = Outcome(
      problem: P.name, status: result.status, gap: result.gap, time: result.time, rejections: result.rejections)
    return (outcome, try JSONAnswer.data(answer))
  }

  private func configured<P: Problem>(_ run: ProblemSolve<P>) throws(SolveFault) -> ProblemSolve<P> {
    var run = run
    try run.choose(engine: engine, heuristic: heuristic)
    run.options.workers = workers
    run.options.seed = seed
    run.options.conflictLimit = conflictLimit
    run.options.mipSolver = GLPKSolver()
    run.gapLimit = gap
    if let objectiveLimit { try run.limitObjective(objectiveLimit) }
    run.limits.memory = memoryLimit
    return run
  }
}

extension Fault {
  /// What a solve cannot begin with, as the answer to whoever asked.
  init(_ fault: SolveFault) {
    switch fault.kind {
    case .usage: self.init(.badRequest, "parameter", fault.description)
    case .data: self.init(.unprocessableContent, "instance", fault.description)
    case .engine: self.init(.unprocessableContent, "engine", fault.description)
    }
  }
}
