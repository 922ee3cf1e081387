import Basics
import TestSupport

@testable import Kernel

/// A brute-force case together with the way it is posted to a solver.
struct PostedCase {
  var model: ConstraintCase
  /// Posts the constraint on variables with the case's domains, in its order.
  var post: (Solver, [IntegerVariable]) -> Void
  /// How far the box around the case may reach, by variable.
  private let limits: [ClosedRange<Int32>]

  /// - Parameter limits: by default three on either side of a domain, but 0 and 1 around one inside them.
  init(
    domains: [ClosedRange<Int32>], limits: [ClosedRange<Int32>]? = nil,
    isSolution: @escaping @Sendable ([Int32]) -> Bool,
    post: @escaping (Solver, [IntegerVariable]) -> Void
  ) {
    model = ConstraintCase(domains: domains, isSolution: isSolution)
    self.post = post
    self.limits =
      limits
      ?? domains.map { domain in
        domain.lowerBound >= 0 && domain.upperBound <= 1 ? 0...1 : domain.lowerBound - 3...domain.upperBound + 3
      }
  }

  /// A random box around the domains, of values that are still quick to enumerate.
  func box(_ random: inout RandomSource) -> [ClosedRange<Int32>] {
    var box = model.domains
    var size = box.reduce(1) { $0 * $1.count }
    for i in model.domains.indices.shuffled(using: &random) {
      let first = random.within(Int(limits[i].lowerBound)...Int(box[i].lowerBound))
      let last = random.within(Int(box[i].upperBound)...Int(limits[i].upperBound))
      let widened = size / box[i].count * (last - first + 1)
      if widened > Self.largestBox { continue }
      box[i] = Int32(first)...Int32(last)
      size = widened
    }
    return box
  }

  private static let largestBox = 6_000

  /// The literals that cut the box down to the domains.
  func domainBounds(_ variables: [IntegerVariable]) -> [Literal] {
    zip(variables, model.domains).flatMap { x, domain in
      [Literal(x, atLeast: domain.lowerBound), Literal(x, atMost: domain.upperBound)]
    }
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

  /// Whether `values` of `variables` satisfy a literal, which may also be about a variable that level 0 fixes.
  func holds(_ literal: Literal, in values: [Int32], of variables: [IntegerVariable]) -> Bool {
    guard let i = variables.firstIndex(where: { $0.base == literal.variable.base }) else {
      return store.isRootTrue(literal)
    }
    return (literal.variable.isNegated ? -values[i] : values[i]) >= literal.bound
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
