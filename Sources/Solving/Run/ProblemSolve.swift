import Basics
import Race

/// One run of one problem, from its text to what is known at the end: for the command line, HTTP, C and whatever else
/// solves instances.
public struct ProblemSolve<P: Problem>: Sendable {
  /// Valid, since it exists.
  public var instance: P.Instance
  /// Engine, workers, seed and what the search begins with.
  public var options = SolveOptions<P.Solution>()
  /// Memory and patience; time is the clock's.
  public var limits = RaceLimits()
  /// The race ends when the gap is at most this; 0 asks for a proof.
  public var gapLimit = 0.0
  /// The race ends with a solution that is as good; nil asks for a proof.
  public var objectiveLimit: Objective?
  /// Whether strategies measure and report what they do.
  public var gathersReports = false

  /// A run on an instance that is there already.
  public init(_ instance: P.Instance) { self.instance = instance }

  /// - Throws: `SolveFault` for text that is no instance, or a question that is none of this problem or instance.
  public init(_ source: SourceText, asking question: Question = Question()) throws(SolveFault) {
    if let selection = source.selection, !(P.self is any CollectionReading.Type) {
      throw SolveFault(.data, "\(source.name): one instance of \(P.name), so '#\(selection)' chooses nothing")
    }
    let arguments = try question.arguments(for: P.self)
    let parsed: P.Instance
    do {
      parsed = try P.read(source, arguments)
    } catch {
      throw SolveFault(.data, "\(error)")
    }
    do {
      self.init(try P.asking(arguments, of: parsed))
    } catch {
      throw SolveFault(.usage, "\(error)")
    }
  }

  /// - Parameters:
  ///   - engine: auto, native, cp or glpk.
  ///   - heuristic: the one to run alone; nil for the problem's own choice.
  /// - Throws: `SolveFault` for an engine or a heuristic that there is not, and for a heuristic with an engine.
  public mutating func choose(engine: String, heuristic: String?) throws(SolveFault) {
    guard let engine = SolveOptions<P.Solution>.Engine(rawValue: engine) else {
      typealias Engine = SolveOptions<P.Solution>.Engine
      throw SolveFault(
        .usage,
        "the engine is \(Engine.names), not '\(engine)'"
          + Spelling.hint(for: engine, among: Engine.allCases.map(\.rawValue)))
    }
    options.engine = engine
    if let heuristic, !P.heuristics.contains(where: { $0.name == heuristic }) {
      let known = P.heuristics.map(\.name)
      throw SolveFault(.usage, "\(SolveOptionError.unknownHeuristic(heuristic, problem: P.name, known: known))")
    }
    if heuristic != nil, engine == .cp || engine == .glpk {
      throw SolveFault(.usage, "a heuristic runs alone, so it goes without the engine '\(engine.rawValue)'")
    }
    options.heuristic = heuristic
  }

  /// Ends the race with a solution that is as good as this.
  ///
  /// - Parameter text: as results show objectives: a number, or several between commas, of which the last levels may be
  ///   left out.
  /// - Throws: `SolveFault` with `usage` for what is no objective of the instance.
  public mutating func limitObjective(_ text: String) throws(SolveFault) {
    let words = text.split(separator: ",", omittingEmptySubsequences: false).map { $0.filter { $0 != " " } }
    let levels: [Int?]
    if let scale = P.objectiveScale(of: instance) {
      levels = words.count == 1 ? [Double(words[0]).flatMap(scale.value(atLeastAsGoodAs:))] : [nil]
    } else {
      levels = words.map { Int($0) }
    }
    guard !levels.contains(nil) else {
      throw SolveFault(
        .usage,
        "the limit of the objective is a number as results show it, several levels between commas, not '\(text)'")
    }
    if let count = P.trivialBound(of: instance)?.levels.count, levels.count > count {
      throw SolveFault(
        .usage,
        "the limit '\(text)' of the objective has \(counted(levels.count, "level")), and the objective has \(count)")
    }
    objectiveLimit = Objective(levels: levels.compactMap(\.self))
  }

  /// What is to race.
  ///
  /// - Throws: `SolveFault` with `engine` where the engine that was asked for cannot take the instance, with `usage` for an
  ///   option that the instance rules out.
  public func lanes() throws(SolveFault) -> [Lane<P.Solution>] {
    do {
      return try P.lanes(for: instance, options)
    } catch let error as SolveOptionError {
      throw SolveFault(.usage, "\(error)")
    } catch {
      throw SolveFault(.engine, "\(error)")
    }
  }

  /// Races lanes on threads of their own until a proof, the clock's deadline, a limit or an interrupt, and waits.
  ///
  /// - Parameters:
  ///   - lanes: what is to race.
  ///   - clock: seconds, and when they are over.
  ///   - start: a solution that is there already, with what it is called.
  ///   - onEvent: called for each improvement of either side, in order.
  ///   - onBest: called with each solution that is better than all before, ahead of its event.
  ///   - onBegin: called once before, with what stops the race from any thread.
  public func race(
    _ lanes: [Lane<P.Solution>], clock: RaceClock, from start: (solution: P.Solution, source: String)? = nil,
    onEvent: @escaping @Sendable (Scoreboard<P.Solution>.Event) -> Void = { _ in },
    onBest: @escaping @Sendable (Scoreboard<P.Solution>.Entry) -> Void = { _ in },
    onBegin: (_ stop: @escaping @Sendable () -> Void) -> Void = { _ in }
  ) -> RaceResult<P.Solution> {
    let scoreboard = scoreboard(clock, onEvent, onBest)
    onBegin { [weak scoreboard] in scoreboard?.stop(because: .interrupt) }
    begin(scoreboard, from: start)
    var limits = limits
    limits.takesTurns = options.workers == 1
    return Race.run(lanes, on: scoreboard, limits: limits)
  }

  /// The same with the problem's own lanes, where nobody can be asked again: that there can be none is then a failure
  /// that the result tells, beside the solution that was there already.
  public func race(
    clock: RaceClock, from start: (solution: P.Solution, source: String)? = nil,
    onBegin: (_ stop: @escaping @Sendable () -> Void) -> Void = { _ in }
  ) -> RaceResult<P.Solution> {
    do {
      return race(try lanes(), clock: clock, from: start, onBegin: onBegin)
    } catch {
      let scoreboard = scoreboard(clock)
      begin(scoreboard, from: start)
      scoreboard.report(error.description, by: P.name)
      return scoreboard.result()
    }
  }

  /// What is known before any lane: a solution that is there already, and the bound of the instance's numbers.
  private func begin(_ scoreboard: Scoreboard<P.Solution>, from start: (solution: P.Solution, source: String)?) {
    if let bound = P.trivialBound(of: instance) { scoreboard.prove(bound, by: "trivial bound") }
    if let start { scoreboard.offer(start.solution, from: start.source) }
  }

  private func scoreboard(
    _ clock: RaceClock, _ onEvent: @escaping @Sendable (Scoreboard<P.Solution>.Event) -> Void = { _ in },
    _ onBest: @escaping @Sendable (Scoreboard<P.Solution>.Entry) -> Void = { _ in }
  ) -> Scoreboard<P.Solution> {
    let instance = instance
    return Scoreboard<P.Solution>(
      clock: clock, gapLimit: gapLimit, objectiveLimit: objectiveLimit, gathersReports: gathersReports,
      demandsCertificates: options.proof != nil,
      check: { (solution) throws(CheckFailure) in try P.check(solution, of: instance) }, onEvent: onEvent,
      onBest: onBest)
  }
}
