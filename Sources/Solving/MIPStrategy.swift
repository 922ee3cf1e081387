import MIP
import Race

/// A problem as a linear model, with the way there and back.
///
/// The model must be complete: every solution that is better than the best one known when the model was built has an
/// image in it, and its objective is the problem's. Then the solver's bound is a bound of the problem.
public protocol LinearFormulation<Solution>: Sendable {
  /// Of the problem.
  associatedtype Solution: Sendable

  /// The problem in columns and rows.
  var model: LinearModel { get }

  /// The solution that a value for each column stands for; nil where the values do not make one.
  ///
  /// Values come from floating-point arithmetic: integers may be off by the solver's tolerance.
  func decode(_ values: [Double]) -> Solution?

  /// A value for each column that stands for `solution`; nil where the model does not contain it.
  func encode(_ solution: Solution) -> [Double]?
}

/// Runs a MIP solver on a problem's linear model, as one strategy of the race: the solver's incumbents and bounds go to
/// the scoreboard, and what others find is offered to the solver while it runs.
public struct MIPStrategy<Solution: Sendable>: Strategy {
  public let name: String
  private let solver: any MIPSolver
  private let options: MIPOptions
  private let formulate: @Sendable (Solution?) throws -> any LinearFormulation<Solution>

  /// - Parameters:
  ///   - solver: it works on a model of its own at each run.
  ///   - name: what progress lines show; the solver's name where it is nil.
  ///   - options: the time limit is the solver's own; the scoreboard's stop is obeyed besides.
  ///   - formulate: builds the model when the strategy starts, given the best solution known then, so that an upper
  ///     bound can tighten it. Where it throws, the strategy ends and reports why.
  public init(
    solver: any MIPSolver, name: String? = nil, options: MIPOptions = MIPOptions(),
    formulate: @escaping @Sendable (Solution?) throws -> any LinearFormulation<Solution>
  ) {
    self.solver = solver
    self.name = name ?? solver.name
    self.options = options
    self.formulate = formulate
  }

  /// Formulates the problem as of now, and runs the solver on it.
  public func run(on scoreboard: Scoreboard<Solution>) {
    guard !scoreboard.shouldStop else { return }
    do {
      race(with: try formulate(scoreboard.best?.solution), on: scoreboard)
    } catch {
      scoreboard.report("\(error)", by: name)
    }
  }

  private func race(with formulation: some LinearFormulation<Solution>, on scoreboard: Scoreboard<Solution>) {
    let model = formulation.model
    let bridge = MIPBridge(formulation, scoreboard, source: name, isObjectiveIntegral: model.isObjectiveIntegral)
    let result: MIPResult
    do {
      result = try solver.solve(model, options.limitingMemory(to: scoreboard.memoryLeft), monitor: bridge)
    } catch {
      return scoreboard.report("\(error)", by: name)
    }
    if let failure = result.failure { scoreboard.report(failure, by: name) }
    if let objective = result.objective, let values = result.values {
      bridge.found(objective: objective, values: values)
    }
    if let bound = result.bound { bridge.proved(bound: bound) }
    if result.status == .unbounded { scoreboard.report("the objective gets better without end", by: name) }
    if result.status == .infeasible, scoreboard.best == nil {
      scoreboard.proveNothingBetter(than: nil, by: name)
    }
  }
}

/// The monitor of one run: translates between columns and solutions.
private final class MIPBridge<Formulation: LinearFormulation>: MIPMonitor {
  private let formulation: Formulation
  private let scoreboard: Scoreboard<Formulation.Solution>
  private let source: String
  private let isObjectiveIntegral: Bool
  /// The objective of the solution offered last, so that the same one is not offered at every node.
  private var offered = Int.max

  init(
    _ formulation: Formulation, _ scoreboard: Scoreboard<Formulation.Solution>, source: String,
    isObjectiveIntegral: Bool
  ) {
    self.formulation = formulation
    self.scoreboard = scoreboard
    self.source = source
    self.isObjectiveIntegral = isObjectiveIntegral
  }

  var shouldStop: Bool { scoreboard.shouldStop }

  func found(objective: Double, values: [Double]) {
    // An injected solution comes back as the solver's incumbent; it is on the board already.
    guard Double(scoreboard.bestObjective) > objective - 0.5 else { return }
    if let solution = formulation.decode(values) { scoreboard.offer(solution, from: source) }
  }

  func proved(bound: Double) {
    guard let rounded = integerBound(bound, isObjectiveIntegral: isObjectiveIntegral) else { return }
    if rounded > scoreboard.bestBound { scoreboard.prove(Objective(rounded), by: source) }
  }

  func offer(betterThan objective: Double) -> [Double]? {
    let best = scoreboard.bestObjective
    guard best < offered, Double(best) < objective - 1e-6, let entry = scoreboard.best else { return nil }
    offered = entry.objective.first
    return formulation.encode(entry.solution)
  }
}

/// The integer that a floating-point bound proves: up to the next one where every objective is an integer, less the
/// solver's tolerance; nil where it says nothing.
func integerBound(_ bound: Double, isObjectiveIntegral: Bool) -> Int? {
  guard bound.isFinite, bound.magnitude < 1e15 else { return nil }
  let safe = bound - 1e-6 * max(1, bound.magnitude)
  return Int(safe.rounded(isObjectiveIntegral ? .up : .down))
}
