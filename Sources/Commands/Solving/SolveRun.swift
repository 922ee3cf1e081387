import Basics
import Race
import Solving

/// One solve from the files to the exit status, for any problem.
struct SolveRun {
  let request: SolveRequest
  let choice: ProblemChoice
  /// Whether signals of the process stop this run.
  let obeysSignals: Bool
  private let watch: SolveWatch

  init(_ request: SolveRequest, choice: ProblemChoice = ProblemChoice(), obeysSignals: Bool = true) {
    self.request = request
    self.choice = choice
    self.obeysSignals = obeysSignals
    watch = SolveWatch(
      timeLimit: request.isDeterministic ? nil : request.timeLimit, memoryLimit: request.memoryLimit)
  }

  func execute() throws(CommandFailure) -> CommandStatus {
    let began = ContinuousClock.now
    // A wrong name is told before standard input is waited for, and a wrong output before anything is written.
    try choice.checkName(request.problem)
    try checkPlaces()
    if obeysSignals { watch.begin(giveUp) }
    let source = try InputFile.readInstance(request.instancePath)
    return try solve(choice.kind(of: source, named: request.problem, asking: request.question), source, since: began)
  }

  private func checkPlaces() throws(CommandFailure) {
    var places = FilePlaces()
    places.read(request.instancePath, "the instance", of: choice)
    places.read(request.replay, "the trace of --replay")
    // The next solution may take the place of the one that it starts from, which is read before.
    try places.write(request.output, "--output")
    if case .file(let path) = request.warmStart { places.read(path, "the warm start") }
    try places.write(request.plot, "--plot")
    try places.write(request.state, "--state")
    try places.write(request.proof, "--proof")
  }

  /// The limit or an interrupt came before the race.
  private func giveUp(_ ending: RaceEnding, _ known: KnownBeforeRace) {
    let summary = Summary(
      problem: known.problem ?? request.problem, instance: instanceName(of: request.instancePath),
      engine: request.engine,
      workers: request.workers, seed: request.seed, ending: ending, bound: known.bound, scale: known.scale,
      time: RaceClock(start: ProcessClock.began).elapsed)
    show(summary)
    if ending == .memoryLimit { tellMemory() }
  }

  /// Memory ended the solve before there was a solution.
  private func tellMemory() {
    guard let limit = request.memoryLimit else { return }
    StandardStream.error.line(
      "dovetail: --memory-limit \(limit >> 20) is too small for this instance: the program and what was read of it take "
        + "\((ResidentMemory.bytes ?? 0) >> 20) MiB")
  }

  private func solve<P: Problem>(
    _ problem: P.Type, _ source: SourceText, since began: ContinuousClock.Instant
  ) throws(CommandFailure) -> CommandStatus {
    var run = try asCommand { () throws(SolveFault) in try ProblemSolve<P>(source, asking: request.question) }
    try configure(&run)
    var outputs: [(name: String, file: OutputFile)] = []
    if let path = request.output { outputs.append(("solution", try OutputFile(path))) }
    if let path = request.plot { outputs.append(("picture", try OutputFile(path))) }
    if let trace = request.replay { try replay(trace, &run) }
    if let time = request.from { try resume(at: time, &run) }
    watch.note(
      KnownBeforeRace(
        problem: P.name, bound: P.trivialBound(of: run.instance), scale: P.objectiveScale(of: run.instance)))
    let proof = try ProofFile(request, P.proving(run.instance))
    run.options.record(in: proof?.record)
    let lanes: [Lane<P.Solution>]
    do {
      lanes = try run.lanes()
    } catch {
      throw failure(error, of: run, source)
    }
    let instance = run.instance

    // In the JSON log, the summary has them.
    let warnings = P.warnings(of: instance)
    if request.log != .json { for text in warnings { StandardStream.error.line("dovetail: warning: \(text)") } }
    let preparation = (ContinuousClock.now - began) / .seconds(1)
    let kept = PlotFile.isPage(request.plot) ? KeptSolutions<P.Solution>(limit: SolvePageLimits.pictures) : nil
    let result = race(
      run, lanes, keeping: kept,
      reserving: (outputs.isEmpty && request.log != .text ? 0 : preparation / 4) + (kept == nil ? 0 : pageTime))
    watch.write()
    let solution = result.result.best.map { P.completed($0.solution, of: instance, shouldStop: { watch.isLate }) }
    var failure: CommandFailure?
    var summary = Summary(
      problem: P.name, instance: instanceName(of: request.instancePath), engine: request.engine,
      workers: request.workers, seed: request.seed, result: result.result, scale: P.objectiveScale(of: instance))
    summary.warnings = warnings
    // Files first: a reader of the log that is stuck must not cost the solution.
    if let solution {
      for (name, file) in outputs {
        do {
          let text =
            try name == "picture"
            ? picture(problem, solution, instance, kept, result.result)
            : solutionText(problem, solution, instance, file, &summary, result.result)
          try file.write(text)
          if !file.isStandardOutput { summary.files.append((name, file.path)) }
        } catch {
          failure = failure ?? error
        }
      }
    }
    if let proof {
      do {
        try proof.finish(result.result, &summary) { P.proof(of: result.result.objective, solution, of: instance) }
      } catch {
        failure = failure ?? error
      }
    }
    if request.log == .text, let solution, let objective = result.result.objective {
      let proved = result.result.bound.flatMap { P.certificate(objective, bound: $0, of: instance) }
      summary.explanation = (proved.map { [$0] } ?? []) + P.explanation(of: solution, of: instance)
    }
    if request.log != .none, result.result.status == .infeasible {
      summary.infeasibility = infeasibility(problem, instance)
    }
    summary.time = timeSoFar(result.result)
    try conclude(summary, result.result, result.log, failure)
    return summary.exitStatus
  }

  /// Where no lane can begin: an engine that cannot take the instance leaves the bound that is known before.
  private func failure<P: Problem>(_ fault: SolveFault, of run: ProblemSolve<P>, _ source: SourceText) -> CommandFailure
  {
    guard fault.kind == .engine else { return CommandFailure(.usage, fault.description) }
    watch.write()
    giveUp(
      .exhausted,
      KnownBeforeRace(
        problem: P.name, bound: P.trivialBound(of: run.instance), scale: P.objectiveScale(of: run.instance)))
    return CommandFailure(.noSolution, "\(source.name): --engine \(request.engine): \(fault)")
  }

  /// A page where solutions have been kept for one, otherwise the picture.
  private func picture<P: Problem>(
    _ problem: P.Type, _ solution: P.Solution, _ instance: P.Instance, _ kept: KeptSolutions<P.Solution>?,
    _ result: RaceResult<P.Solution>
  ) -> String {
    guard let kept else { return P.picture(of: solution, of: instance) }
    let page = SolvePage(problem, instance, name: instanceName(of: request.instancePath))
    return page.html(of: kept.solutions, best: solution, result) { watch.isLate }
  }

  /// Seconds for drawing improvements.
  private var pageTime: Double { min(1, 0.03 * (request.timeLimit ?? 0)) }

  /// A table for a file that ends in .csv, where the problem has one; otherwise the solution file in JSON.
  private func solutionText<P: Problem>(
    _ problem: P.Type, _ solution: P.Solution, _ instance: P.Instance, _ file: OutputFile, _ summary: inout Summary,
    _ result: RaceResult<P.Solution>
  ) throws(CommandFailure) -> String {
    if file.path.hasSuffix(".csv"), let table = P.table(of: solution, of: instance) { return table }
    summary.time = timeSoFar(result)
    let heading = SolutionFile.Heading(summary)
    return try asCommand { () throws(SolveFault) in try SolutionFile.text(problem, solution, heading) }
  }

  /// Since the process began, with what was made of the result; where time is counted work, of the race.
  private func timeSoFar<Solution>(_ result: RaceResult<Solution>) -> Double {
    request.isDeterministic ? result.time : RaceClock(start: ProcessClock.began).elapsed
  }

  /// Looked for after the proof, within what is left of the time limit and a few seconds.
  private func infeasibility<P: Problem>(_ problem: P.Type, _ instance: P.Instance) -> Infeasibility? {
    let clock = RaceClock(start: ProcessClock.began, timeLimit: request.timeLimit)
    let end = clock.elapsed + Self.infeasibilityPatience
    return P.infeasibility(of: instance) { clock.isPastDeadline || clock.elapsed > end || watch.isLate }
  }

  /// Seconds for telling why there is no solution.
  private static let infeasibilityPatience = 10.0

  /// - Parameters:
  ///   - kept: takes solutions that are better than all before.
  ///   - reserve: seconds that are kept for what is made of the result; a quarter of what is left at most.
  private func race<P: Problem>(
    _ run: ProblemSolve<P>, _ lanes: [Lane<P.Solution>], keeping kept: KeptSolutions<P.Solution>?,
    reserving reserve: Double
  ) -> (result: RaceResult<P.Solution>, log: ProgressLog) {
    let clock =
      request.isDeterministic
      ? RaceClock.counting(timeLimit: request.timeLimit)
      : RaceClock(start: ProcessClock.began, timeLimit: raceLimit(reserving: reserve))
    let log = ProgressLog(request.log, clock: clock, timeLimit: request.timeLimit)
    let scale = P.objectiveScale(of: run.instance)
    let result = run.race(
      lanes, clock: clock, onEvent: { log.add(ProgressEvent($0, scale: scale)) },
      onBest: { kept?.add($0.solution) }, onBegin: watch.race)
    return (result, log)
  }

  private func raceLimit(reserving reserve: Double) -> Double? {
    guard let limit = request.timeLimit else { return nil }
    let left = RaceClock(start: ProcessClock.began, timeLimit: limit).remaining
    return left < .infinity ? limit - min(reserve, left / 4) : limit
  }

  /// Seconds that strategies get to return, so that a limit is held within 0.3 s.
  private static let patience = 0.1

  private func show(_ summary: Summary) {
    switch request.log {
    case .json: StandardStream.output.line(summary.json.line)
    case .text:
      let stream = [request.output, request.plot, request.state].contains("-") ? StandardStream.error : .output
      stream.line(summary.text)
    case .none: break
    }
  }

  /// Prints what is left to print, the summary last.
  private func conclude<Solution>(
    _ summary: Summary, _ result: RaceResult<Solution>, _ log: ProgressLog, _ failure: CommandFailure?
  ) throws(CommandFailure) {
    let isPrinted = log.finish(patience: result.ending == .interrupt ? 0.2 : 1e6)
    if isPrinted { show(summary) }
    for text in result.failures { StandardStream.error.line("dovetail: warning: \(text)") }
    // After a proof nobody waits for the others.
    if !result.unfinished.isEmpty, result.status == .feasible || result.status == .unknown {
      StandardStream.error.line(
        "dovetail: warning: still busy when stopped: \(result.unfinished.joined(separator: ", "))")
    }
    if result.ending == .memoryLimit, result.best == nil { tellMemory() }
    for text in result.rejections { StandardStream.error.line("dovetail: INTERNAL ERROR: \(text)") }
    if !result.rejections.isEmpty {
      throw CommandFailure(
        .internalError,
        "\(result.rejections.count) internal errors; every solution shown has passed the checker, please report this")
    }
    if let failure { throw failure }
    if StandardStream.output.isBroken { throw CommandFailure(.writeError, "cannot write to standard output") }
  }

  private func configure<P: Problem>(_ run: inout ProblemSolve<P>) throws(CommandFailure) {
    do {
      try run.choose(engine: request.engine, heuristic: request.heuristic)
    } catch {
      throw CommandFailure(.usage, error.description)
    }
    run.options.workers = request.workers
    run.options.seed = request.seed
    run.options.conflictLimit = request.conflictLimit
    run.options.mipSolver = LinkedSolver.solver
    run.gapLimit = request.gap
    if let limit = request.objectiveLimit {
      do {
        try run.limitObjective(limit)
      } catch {
        throw CommandFailure(.usage, "--objective-limit: \(error.description)")
      }
    }
    run.gathersReports = request.showsStatistics
    run.limits.memory = request.memoryLimit
    run.limits.patience = Self.patience
    switch request.warmStart {
    case .heuristic: run.options.warmStart = .heuristic
    case .none: run.options.warmStart = .none
    case .file(let path): run.options.warmStart = .solution(try warmStart(path, P.self, run.instance))
    }
  }
}
