import Basics
import Race
import Solving
import Statements

/// One solve in the protocol of MiniZinc: solutions as they come, what is proved, statistics.
package final class FlatZincRun {
  /// What went wrong.
  package enum Failure: Error {
    /// In the file.
    case input(InputError)
    /// In us: a solution that the checker turned down, or a proof that contradicts one.
    case defect(String)
  }

  private let program: FlatZincProgram
  private let settings: SolveSettings
  private let stopper: Model.Stopper
  private let write: (String) -> Void
  private let note: (String) -> Void
  /// Seconds since the process began.
  private let elapsed: () -> Double
  private var statistics = StatisticsLines()

  /// - Parameters:
  ///   - write: to standard output, at once.
  ///   - note: a line for standard error.
  package init(
    _ program: FlatZincProgram, _ settings: SolveSettings, stopper: Model.Stopper, elapsed: @escaping () -> Double,
    write: @escaping (String) -> Void, note: @escaping (String) -> Void
  ) {
    self.program = program
    self.settings = settings
    self.stopper = stopper
    self.elapsed = elapsed
    self.write = write
    self.note = note
  }

  package func run() throws(Failure) {
    for warning in program.contents.warnings { note("% \(warning)") }
    let translation: Translation
    do { translation = try Translation.translate(program) } catch { throw .input(error) }
    statistics.add("variables", translation.model.data.variableCount)
    statistics.add("propagators", translation.model.data.constraints.count)
    statistics.add("initTime", seconds: elapsed())
    let began = elapsed()
    let printer = SolutionPrinter(translation, write: write)
    do {
      if case .satisfy = program.contents.goal, settings.isAll || (settings.count ?? 1) != 1 {
        try enumerate(translation, printer)
      } else {
        try solve(translation, printer)
      }
    } catch let error as ModelError {
      if let violation = printer.violation { throw .defect(violation) }
      if case .rejectedSolution = error { throw .defect("\(error)") }
      throw .input(InputError(file: program.file, "\(error)"))
    } catch {
      throw .defect("\(error)")
    }
    if let violation = printer.violation { throw .defect(violation) }
    guard settings.showsStatistics else { return }
    statistics.add("solveTime", seconds: elapsed() - began)
    statistics.add("nSolutions", printer.count)
    write(statistics.text)
  }

  private func options(_ translation: Translation) -> Model.Options {
    var options = Model.Options(timeLimit: settings.timeLimit.map { max(0, $0 - elapsed()) })
    options.workers = settings.threads
    options.seed = settings.seed
    options.stopper = stopper
    options.gathersReports = settings.showsStatistics
    options.searchUse = settings.isFree || settings.threads > 1 ? .beside : .only
    if settings.isVerbose { options.log = { [note] in note("% \($0)") } }
    return options
  }

  // MARK: One solution, or the best

  private func solve(_ translation: Translation, _ printer: SolutionPrinter) throws {
    var options = options(translation)
    var isOptimising = true
    if case .satisfy = program.contents.goal { isOptimising = false }
    if isOptimising, settings.isAll || settings.isIntermediate {
      options.onSolution = { [stopper] solution in
        if !printer.print(solution.values) { stopper.stop() }
      }
    }
    options.onEnd = { [self] result in
      statistics.add(result.reports)
      for failure in result.failures { note("% failed: \(failure)") }
    }
    let result = try translation.model.solve(options)
    if let solution = result.solution { _ = printer.print(solution.values) }
    if let objective = result.objective { statistics.add("objective", objective) }
    if let bound = result.bound { statistics.add("objectiveBound", bound) }
    guard printer.violation == nil else { return }
    // Bounds that were cut are no proof.
    switch result.status {
    case .optimal where isOptimising && translation.isBest(result.objective): write("==========\n")
    case .infeasible where !translation.isClipped: write("=====UNSATISFIABLE=====\n")
    case .infeasible, .unknown: write("=====UNKNOWN=====\n")
    case .optimal, .feasible: break
    }
  }

  // MARK: Several solutions

  private func enumerate(_ translation: Translation, _ printer: SolutionPrinter) throws {
    let limit = settings.isAll || settings.count == 0 ? nil : settings.count
    // Solutions that look the same are one.
    var variables = Set<Int>()
    for operand in program.contents.outputs.flatMap(\.elements) {
      if let variable = operand.variable { variables.insert(translation.variable(variable).index) }
    }
    let shown: [any LinearExpressible] = variables.sorted().map { translation.model.variable(at: $0) }
    let end = try translation.model.solutions(of: shown, limit: limit, options(translation)) { solution in
      printer.print(solution.values)
    }
    guard printer.violation == nil else { return }
    if end.isComplete, !translation.isClipped {
      write(end.count == 0 ? "=====UNSATISFIABLE=====\n" : "==========\n")
    } else if end.count == 0 {
      write("=====UNKNOWN=====\n")
    }
  }
}
