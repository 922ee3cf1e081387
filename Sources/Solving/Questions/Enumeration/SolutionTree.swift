import Kernel
import Lowering
import Statements

/// The solutions of a lowered model that differ in some variables, each once: a tree of decisions on these variables,
/// one branch after the other.
///
/// After a solution the last decision is turned round, and the search asked again under the decisions that lead there;
/// where it refutes them, its core says how far to go back. No solution is ever excluded by a clause, so all that is
/// learned holds for the whole model, and memory does not grow with the solutions.
/// - Source: Gebser, Kaufmann, Schaub 2009, "Solution enumeration for projected Boolean search problems", with the
///   decisions as assumptions of one search after the other.
struct SolutionTree {
  private struct Decision {
    let literal: Literal
    /// The other side has been searched, or is somebody else's.
    var isClosed: Bool
  }

  enum Step {
    /// The solver holds one that is new.
    case solution
    /// There is none left.
    case done
    case limit
  }

  private let solver: Solver
  private let variables: [IntegerVariable]
  private var path: [Decision]
  /// The solution that the solver holds was not the last step.
  private var hasSolution = false

  /// - Parameters:
  ///   - variables: in which solutions must differ.
  ///   - prefix: literals that hold in the part of the tree to search.
  init(_ solver: Solver, _ variables: [IntegerVariable], under prefix: [Literal] = []) {
    self.solver = solver
    self.variables = variables
    path = prefix.map { Decision(literal: $0, isClosed: true) }
  }

  /// Searches for the next solution.
  mutating func next(_ limits: SearchLimits, _ monitor: any SearchMonitor) -> Step {
    if hasSolution {
      hasSolution = false
      descend()
      if !turn() { return .done }
    }
    while true {
      switch solver.search(assumptions: path.map(\.literal), limits: limits, monitor: monitor) {
      case .solution:
        hasSolution = true
        return .solution
      case .infeasible: return .done
      case .limit: return .limit
      case .refutedAssumptions:
        let core = Set(solver.core)
        let deepest = path.lastIndex { core.contains($0.literal) } ?? -1
        path.removeLast(path.count - 1 - deepest)
        if !turn() { return .done }
      }
    }
  }

  /// Goes on to the solution that was found, so that nothing but it is left under the path.
  private mutating func descend() {
    let fixing = variables.flatMap { x in
      let value = solver.value(of: x)
      return [Literal(x, atMost: value), Literal(x, atLeast: value)]
    }
    let decisions = solver.openDecisions(after: path.map(\.literal), among: fixing)
    path += decisions.map { Decision(literal: $0, isClosed: false) }
  }

  /// Goes to the other side of the last decision that has one.
  ///
  /// - Returns: false where there is none.
  private mutating func turn() -> Bool {
    while let last = path.popLast() {
      if last.isClosed { continue }
      path.append(Decision(literal: last.literal.negated, isClosed: true))
      return true
    }
    return false
  }

  /// Gives away the largest part that is still to be searched: what holds in it; nil where there is none.
  mutating func split() -> [Literal]? {
    guard let place = path.firstIndex(where: { !$0.isClosed }) else { return nil }
    path[place].isClosed = true
    return path[..<place].map(\.literal) + [path[place].literal.negated]
  }
}
