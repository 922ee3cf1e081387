import Basics
import TestSupport

@testable import Kernel

/// A brute-force case together with the way it is posted to a solver.
struct PostedCase {
  var model: ConstraintCase
  /// Posts the constraint on variables with the case's domains, in its order.
  var post: (Solver, [IntegerVariable]) -> Void

  init(
    domains: [ClosedRange<Int32>], isSolution: @escaping @Sendable ([Int32]) -> Bool,
    post: @escaping (Solver, [IntegerVariable]) -> Void
  ) {
    model = ConstraintCase(domains: domains, isSolution: isSolution)
    self.post = post
  }

  func makeSolver(
    seed: UInt64 = 1, _ options: SearchOptions = SearchOptions()
  ) -> (solver: Solver, variables: [IntegerVariable]) {
    var options = options
    options.seed = seed
    let solver = Solver(options: options)
    let variables = model.domains.map { solver.makeVariable(lower: $0.lowerBound, upper: $0.upperBound) }
    post(solver, variables)
    return (solver, variables)
  }
}

/// What an oracle found wrong; thrown to leave the seed, recorded once.
struct OracleFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

extension Solver {
  /// Whether the case's variables may take `values` under the present bounds.
  func allows(_ values: [Int32], of variables: [IntegerVariable]) -> Bool {
    for (x, value) in zip(variables, values) where value < store.lower(x) || value > store.upper(x) { return false }
    return true
  }

  /// Forbids `values`. Call at level 0.
  func block(_ values: [Int32], of variables: [IntegerVariable]) {
    var clause: [Literal] = []
    for (x, value) in zip(variables, values) {
      clause.append(Literal(x, atMost: value - 1))
      clause.append(Literal(x, atLeast: value + 1))
    }
    add(clause: clause)
  }

  /// A random literal about an unfixed variable; nil when all are fixed.
  func randomDecision(on variables: [IntegerVariable], _ random: inout RandomSource) -> Literal? {
    let open = variables.filter { !store.isFixed($0) }
    if open.isEmpty { return nil }
    let x = open[random.below(open.count)]
    let low = Int(store.lower(x))
    let high = Int(store.upper(x))
    let cut = Int32(random.within(low...(high - 1)))
    return random.chance(50) ? Literal(x, atMost: cut) : Literal(x, atLeast: cut + 1)
  }
}
