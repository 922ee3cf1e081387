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
  var instanceOptions = InstanceOptions()
  var selection: Int?
  var engine = "auto"
  var heuristic: String?
  var conflictLimit: Int?
  var timeLimit = 10.0
  var gap = 0.0
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
    let names = ProblemRegistry.all.map { $0.name }.joined(separator: ", ")
    if let problem {
      guard let type = ProblemRegistry.problem(named: problem) else {
        throw Fault(.badRequest, "parameter", "there is no problem '\(problem)'; there are \(names)")
      }
      return type
    }
    guard let type = ProblemRegistry.all.first(where: { $0.recognises(source) }) else {
      throw Fault(
        .unprocessableContent, "instance", "the body is in no format known here; 'problem' names one of \(names)")
    }
    if let other = type.otherReading(of: source) {
      throw Fault(
        .unprocessableContent, "instance",
        "the body reads as \(type.name) and as \(other); 'problem=\(type.name)' takes it for the former")
    }
    return type
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
    let instance: P.Instance
    do {
      instance = try P.asking(instanceOptions, of: P.parse(source))
    } catch let error as SolveOptionError {
      throw Fault(.badRequest, "parameter", "\(error)")
    } catch {
      throw Fault(.unprocessableContent, "instance", "\(error)")
    }
    let lanes: [Lane<P.Solution>]
    do {
      lanes = try P.lanes(for: instance, options(for: problem))
    } catch let fault as Fault {
      throw fault
    } catch {
      throw Fault(.unprocessableContent, "instance", "\(error)")
    }
    let scoreboard = Scoreboard<P.Solution>(
      clock: clock, gapLimit: gap,
      check: { (solution) throws(CheckFailure) in try P.check(solution, of: instance) })
    interruption.whenRaised { [weak scoreboard] in scoreboard?.stop(because: .interrupt) }
    var limits = RaceLimits()
    limits.memory = memoryLimit
    limits.takesTurns = workers == 1
    let result = Race.run(lanes, on: scoreboard, limits: limits)
    let answer = SolveAnswer(
      problem: P.name, engine: engine, workers: workers, seed: seed, warnings: P.warnings(of: instance), result)
    let outcome = Outcome(
      problem: P.name, status: result.status, gap: result.gap, time: result.time, rejections: result.rejections)
    return (outcome, try JSONAnswer.data(answer))
  }

  private func options<P: Problem>(for problem: P.Type) throws(Fault) -> SolveOptions<P.Solution> {
    var options = SolveOptions<P.Solution>()
    guard let engine = SolveOptions<P.Solution>.Engine(rawValue: engine) else {
      throw Fault(.badRequest, "parameter", "'engine' is auto, native or glpk, not '\(engine)'")
    }
    if let heuristic, !P.heuristics.contains(where: { $0.name == heuristic }) {
      let known = P.heuristics.map(\.name).joined(separator: ", ")
      throw Fault(.badRequest, "parameter", "\(P.name) has no heuristic '\(heuristic)'; it has \(known)")
    }
    options.engine = engine
    options.heuristic = heuristic
    options.workers = workers
    options.seed = seed
    options.conflictLimit = conflictLimit
    options.mipSolver = GLPKSolver()
    return options
  }
}
