import TestSupport

@testable import Kernel

/// The solutions of a case over all variables of a solver, as sets of bits by literal.
///
/// Variables that the posting made for itself are Booleans, such as the orders of a unary resource, and mean what its
/// conditional arcs and clauses say: each solution stands once for every value that these leave them. So a premise about
/// one is checked like any other.
final class SolutionSpace {
  /// The values of all solver variables.
  private var rows: [[Int32]] = []
  private var masks: [Literal: [UInt64]] = [:]
  /// The solutions that must never be lost.
  private(set) var alive: [UInt64] = []

  /// - Parameters:
  ///   - solver: as posted, before any propagation.
  ///   - solutions: values of `variables`.
  init(of solver: Solver, variables: [IntegerVariable], solutions: [[Int32]]) throws {
    let definitions = try Definitions(solver, known: variables)
    for solution in solutions {
      var row = (0..<solver.variableCount).map { solver.store.lower(IntegerVariable(index: Int32(2 * $0))) }
      for (x, value) in zip(variables, solution) { row[x.base] = value }
      let count = rows.count
      definitions.complete(row, &rows)
      if rows.count == count { throw OracleFailure("the posting excludes solution \(solution)") }
    }
    alive = [UInt64](repeating: 0, count: (rows.count + 63) / 64)
    for i in rows.indices { alive[i >> 6] |= 1 << UInt64(i & 63) }
  }

  private static func holds(_ literal: Literal, in row: [Int32]) -> Bool {
    let value = row[literal.variable.base]
    return (literal.variable.isNegated ? -value : value) >= literal.bound
  }

  private func mask(of literal: Literal) -> [UInt64] {
    if let known = masks[literal] { return known }
    var mask = [UInt64](repeating: 0, count: alive.count)
    for i in rows.indices where Self.holds(literal, in: rows[i]) { mask[i >> 6] |= 1 << UInt64(i & 63) }
    masks[literal] = mask
    return mask
  }

  /// A solution in which all of `literals` hold, given by all of the solver's variables; nil where there is none.
  func witness(_ literals: [Literal]) -> [Int32]? {
    var left = alive
    for literal in literals {
      let mask = mask(of: literal)
      var isEmpty = true
      for w in left.indices {
        left[w] &= mask[w]
        if left[w] != 0 { isEmpty = false }
      }
      if isEmpty { return nil }
    }
    guard let word = left.firstIndex(where: { $0 != 0 }) else { return nil }
    return rows[word << 6 + left[word].trailingZeroBitCount]
  }

  /// Takes the solution of these values out: it may be lost from now on.
  ///
  /// - Returns: whether there was one.
  func remove(_ values: [Int32], of variables: [IntegerVariable]) -> Bool {
    let literals = zip(variables, values).flatMap { [Literal($0, atLeast: $1), Literal($0, atMost: $1)] }
    var found = false
    while let row = witness(literals), let i = rows.firstIndex(of: row) {
      alive[i >> 6] &= ~(1 << UInt64(i & 63))
      found = true
    }
    return found
  }
}

/// What the arcs and clauses of a posting say about the variables that it made for itself.
private struct Definitions {
  private let made: [IntegerVariable]
  private let domains: [ClosedRange<Int32>]
  /// Arcs by the made variable of their condition.
  private var arcs: [[PrecedenceNetwork.Arc]]
  private var clauses: [[Literal]] = []

  init(_ solver: Solver, known: [IntegerVariable]) throws {
    let known = Set(known.map(\.base))
    made = (0..<solver.variableCount).filter { !known.contains($0) }.map { IntegerVariable(index: Int32(2 * $0)) }
      .filter { !solver.store.isFixed($0) }
    domains = made.map { solver.store.lower($0)...solver.store.upper($0) }
    if let wide = zip(made, domains).first(where: { $0.1.count > 2 }) {
      throw OracleFailure("\(wide.0) is no Boolean, and no variable of the case")
    }
    arcs = [[PrecedenceNetwork.Arc]](repeating: [], count: made.count)
    let places = Dictionary(uniqueKeysWithValues: made.enumerated().map { ($1.base, $0) })
    for i in 0..<solver.network.arcs.count {
      let arc = solver.network.arcs[i]
      if let place = places[arc.condition.variable.base] { arcs[place].append(arc) }
    }
    for i in 0..<solver.clauses.binaries.count {
      clauses.append([solver.clauses.binaries[i].first, solver.clauses.binaries[i].second])
    }
    for i in 0..<solver.clauses.references.count {
      let clause = solver.clauses.references[i]
      clauses.append((0..<solver.clauses.size(clause)).map { solver.clauses.literals(clause)[$0] })
    }
    clauses.removeAll { !$0.contains { places[$0.variable.base] != nil } }
  }

  /// Appends the row with every value of the made variables that fits.
  func complete(_ row: [Int32], from place: Int = 0, _ rows: inout [[Int32]]) {
    if place == made.count {
      if clauses.allSatisfy({ $0.contains { Self.value(of: $0.variable, in: row) >= $0.bound } }) { rows.append(row) }
      return
    }
    for value in domains[place] {
      var row = row
      row[made[place].base] = value
      let fits = arcs[place].allSatisfy { arc in
        Self.value(of: arc.condition.variable, in: row) < arc.condition.bound
          || Self.value(of: arc.source, in: row) + arc.weight <= Self.value(of: arc.target, in: row)
      }
      if fits { complete(row, from: place + 1, &rows) }
    }
  }

  private static func value(of x: IntegerVariable, in row: [Int32]) -> Int32 {
    x.isNegated ? -row[x.base] : row[x.base]
  }
}
